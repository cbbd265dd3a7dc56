"""The case format as a JSON Schema, for editors and for other programs.

References
----------
JSON Schema: A Media Type for Describing JSON Documents, draft 2020-12.
"""

from __future__ import annotations

import json
from typing import Any

from goodoffices.case.model import Case
from goodoffices.case.taxonomy import area_ids

__all__ = ["SCHEMA_FILE", "case_schema", "case_schema_text"]

SCHEMA_FILE = "case-1.schema.json"
"""Name of the schema file, which the first line of a case names."""


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of the case format.

    What a schema cannot say, such as that every id named is defined, only ``check`` finds.
    """
    schema: dict[str, Any] = _tidy(Case.model_json_schema(by_alias=True, mode="validation"))
    definitions = schema.pop("$defs")
    # An editor can then offer the areas; validation asks the taxonomy itself.
    definitions["Issue"]["properties"]["area"]["enum"] = list(area_ids())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:goodoffices:schema:case:1",
        "title": "A goodoffices case, format 1",
        **schema,
        "$defs": definitions,
    }


def case_schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(node: Any) -> Any:
    """Drop what the library adds and no reader needs: titles, null for "absent", empty defaults."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    tidy: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):
            # The keys in here are names of the format and not words of the schema language.
            tidy[key] = {name: _tidy(part) for name, part in value.items()}
        elif key == "description":
            tidy[key] = " ".join(value.split())
        elif key != "title" and not (key == "default" and value in (None, [], {})):
            tidy[key] = _tidy(value)
    choices = tidy.get("anyOf")
    if choices and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del tidy["anyOf"]
        tidy = ({**rest[0], **tidy}) if len(rest) == 1 else {**tidy, "anyOf": rest}
    return tidy
