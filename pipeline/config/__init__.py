"""The configuration: one strict schema, a safe loader, messages that name file and line."""

from pipeline.config.loader import config_files, config_hash, load_config
from pipeline.config.schema import Config

__all__ = ["Config", "config_files", "config_hash", "load_config"]
