"""The schema that editors load is the one that the loader uses."""

from __future__ import annotations

import json

from pipeline.config.editor import editor_schema
from pipeline.config.schema import Config
from tests.files import BASE, ROOT, run

SHIPPED = ROOT / "pipeline" / "config" / "config.schema.json"


def test_shipped_schema_is_current():
    """The file is what `python -m pipeline schema` prints; after a change of the schema, write it anew."""
    assert SHIPPED.read_text("utf-8") == editor_schema() == run("schema").stdout


def test_config_names_the_schema():
    """The first line of the shipped config points editors to the file."""
    first = BASE.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SHIPPED.relative_to(ROOT)}"


def test_every_key_explains_itself():
    """Every key of every table has a line that an editor can show, and no key is allowed beyond those."""
    tables = [table for table in json.loads(editor_schema())["$defs"].values() if table.get("type") == "object"]
    assert len(tables) > 10
    for table in tables:
        assert table["additionalProperties"] is False
        assert all(key.get("description") for key in table["properties"].values()), table["title"]


def test_a_part_of_a_config_is_allowed():
    """With `extends`, any part may be left out, so the editor asks for none."""
    schema = json.loads(editor_schema())
    names = {field.alias or name for name, field in Config.model_fields.items()}
    assert "required" not in schema
    assert set(schema["properties"]) == names | {"extends", "clear"}
