"""The words of the pages, a table for each language; sentences about the market are those of `vendorgraph.wording`."""

import tomllib
from functools import cache
from importlib.resources import files


class Words(dict[str, str]):
    """Words by key; with values, a pattern filled in."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key with the values in place of the names in braces; KeyError for unknown keys."""
        return self[key].format(**values)


@cache
def words(code: str) -> Words:
    """Return the words of a language by its code."""
    text = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    return Words(tomllib.loads(text))
