"""Records as YAML that reads back to the same records: texts in quotes, a record in a line, keys in order."""

import re
from typing import Any

import msgspec
import yaml

_STR, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"
_PLAIN = re.compile(r"[a-z]+(?:-[a-z0-9]+)+|[a-z]{6,}")  # words that no reader of YAML takes for anything else
_WIDTH = 2**31 - 1  # lines do not wrap
_Safe: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Key(str):
    """The key of a record: a word of the model, which needs no quotes."""


class Line(dict[str, Any]):
    """A mapping that is written in one line."""


class _Dumper(_Safe):  # type: ignore[misc]
    """A safe dumper that quotes every text but plain words, and writes no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Never: two equal texts are two texts."""
        return True


_Dumper.add_representer(Key, lambda d, v: d.represent_scalar(_STR, str(v)))
_Dumper.add_representer(Line, lambda d, v: d.represent_mapping(_MAP, v.items(), flow_style=True))
_Dumper.add_representer(str, lambda d, v: d.represent_scalar(_STR, v, style=None if _PLAIN.fullmatch(v) else '"'))


def line(value: msgspec.Struct) -> Line:
    """Return a record in one line, without what is not set."""
    record = {key: each for key, each in msgspec.to_builtins(value).items() if each is not None}
    return keyed({key: keyed(each) if isinstance(each, dict) else each for key, each in record.items()})


def keyed(record: dict[str, Any]) -> Line:
    """Return a mapping in one line with plain keys."""
    return Line({Key(key): value for key, value in record.items()})


def text(value: Any) -> str:
    """Return a mapping with plain keys, or a list, as YAML; its own items each begin a line."""
    whole = {Key(key): each for key, each in value.items()} if isinstance(value, dict) else value
    return str(yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))
