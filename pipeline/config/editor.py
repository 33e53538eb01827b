"""The JSON schema that editors use to complete and check `config.yaml` while it is typed."""

from __future__ import annotations

import json

from pipeline.config.schema import Config


def editor_schema() -> str:
    """The schema as JSON text. `extends` and `clear` are added; with `extends`, any part may be left out."""
    schema = Config.model_json_schema(by_alias=True)
    schema["title"] = "Thawline configuration"
    schema["properties"]["extends"] = {"type": "string", "description": "Config file whose keys are taken first"}
    schema["properties"]["clear"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Dotted paths of inherited keys to drop before merging",
    }
    schema.pop("required", None)
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
