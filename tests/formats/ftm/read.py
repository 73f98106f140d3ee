"""Reads entities with the library of FollowTheMoney and prints what it finds wrong, a line each: read.py FILE."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import model
from followthemoney.exc import InvalidData


def problems(found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what is invalid, lost, or points to a thing of another kind than the schema has there."""
    schemata = {each["id"]: model.get(each["schema"]) for each in found}
    for each in found:
        proxy = model.get_proxy(each, cleaned=False)
        try:
            proxy.schema.validate(each)
        except InvalidData as error:
            yield f"{each['id']}: {error}"
        for name, values in each["properties"].items():
            if len(proxy.get(name)) != len(set(values)):
                yield f"{each['id']}: {each['schema']}:{name} loses {values}"
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity" and not (schemata.get(value) and schemata[value].is_a(prop.range)):
                yield f"{each['id']}: {each['schema']}:{prop.name} cannot be {value}"


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    print(*problems(entities), f"{len(entities)} entities read", sep="\n")
