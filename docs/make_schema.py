"""Writes `docs/reading.schema.json`, the JSON Schema of a reading, from the types in `rawi.schema`."""

from __future__ import annotations

import json
from pathlib import Path

from rawi import json_schema

OUT = Path(__file__).with_name("reading.schema.json")


def schema_text() -> str:
    """The file's text."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    OUT.write_text(schema_text(), encoding="utf-8")
    print(f"wrote {OUT.name}")
