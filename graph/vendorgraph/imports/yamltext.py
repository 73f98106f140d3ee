"""Records as YAML that every reader takes for the same records: texts in quotes, a record in a line, keys in order.

A line is a flow mapping whose texts are quoted as in JSON, which YAML reads alike; a general dumper takes twenty times
as long over a register.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

_PLAIN = re.compile(r"[a-z]+(?:-[a-z0-9]+)+|[a-z]{6,}")  # words that no reader of YAML takes for anything else
_KEY = re.compile(r"[a-z_]+")
#: What stands in quotes as an escape alone: controls, marks of order, other ends of line, what is no character.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def line(value: msgspec.Struct) -> dict[str, Any]:
    """Return a record without what is not set."""
    record: dict[str, Any] = msgspec.to_builtins(value)
    return {key: each for key, each in record.items() if each is not None}


def text(value: dict[str, Any] | list[Any]) -> str:
    """Return a mapping or a list as YAML; records in a list each take a line, and so do the keys of a mapping in it.

    >>> print(text({"title": "A", "claims": [{"id": "a#01", "share": 0.5, "from": "2025-06"}]}), end="")
    title: "A"
    claims:
    - {id: "a#01", share: 0.5, from: "2025-06"}
    """
    return "".join(_items(value) if isinstance(value, list) else _keys(value))


def _items(values: list[Any]) -> Iterator[str]:
    return (f"- {_flow(each)}\n" for each in values)


def _keys(value: dict[str, Any]) -> Iterator[str]:
    for key, each in value.items():
        if isinstance(each, list) and each and isinstance(each[0], dict):
            yield f"{_key(key)}:\n"
            yield from _items(each)
        elif isinstance(each, dict) and each:
            yield f"{_key(key)}:\n"
            yield from (f"  {_key(name)}: {_flow(inner)}\n" for name, inner in each.items())
        else:
            yield f"{_key(key)}: {_flow(each)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else _quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    number = json.dumps(value)
    return number.replace("e", ".0e") if isinstance(value, float) and "." not in number else number


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else _quoted(key)


def _quoted(value: str) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
