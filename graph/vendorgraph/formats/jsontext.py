"""JSON written as it is made: objects one a line within an array, so that a large market needs no copy of itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import json


def text(value: object) -> str:
    """Return a value as JSON on one line, with every character that is not a control character as it is."""
    return json.encode(value).decode()


def array(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the text of an array of objects, a line for each; `[]` over two lines for none."""
    between = "["
    for item in items:
        yield f"{between}\n{text(item)}"
        between = ","
    yield "\n]" if between == "," else "[\n]"
