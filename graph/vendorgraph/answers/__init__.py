"""The answers of the commands as JSON: one structure each, whose JSON Schema is made from it.

`ANSWERS` is the registry. A further answer is one entry here; commands, tests and documentation read this table.
"""

from importlib import import_module
from typing import Any

from vendorgraph.answers.parts import Answer

ANSWERS = {
    "conflicts": "conflicts:ConflictsAnswer",
    "what-if": "whatif:WhatIfAnswer",
    "vendors": "vendors:VendorsAnswer",
    "diff": "diff:DiffAnswer",
    "show": "show:ShowAnswer",
    "paths": "paths:PathsAnswer",
    "contradictions": "contradictions:ContradictionsAnswer",
    "control": "control:ControlAnswer",
    "concentration": "concentration:ConcentrationAnswer",
    "interlocks": "interlocks:InterlocksAnswer",
    "evidence": "evidence:EvidenceAnswer",
    "sources": "sources:SourcesAnswer",
    "stats": "sources:StatsAnswer",
}
SCHEMAS = "https://w3id.org/vendorgraph/schema/"


def structure(name: str) -> type[Answer]:
    """Return the structure of an answer of the registry; KeyError when it has none of that name."""
    module, _, attribute = ANSWERS[name].partition(":")
    found: type[Answer] = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an answer of the registry; KeyError when it has none of that name."""
    from msgspec.json import schema

    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": f"{SCHEMAS}{name}", **schema(structure(name))}


def encode(value: Any) -> bytes:
    """Return an answer, or anything else of plain values, as indented JSON that ends with a line end."""
    from msgspec import json

    return json.format(json.encode(value), indent=2) + b"\n"
