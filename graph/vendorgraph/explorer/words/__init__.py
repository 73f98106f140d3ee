"""The words of the pages, a table for each language; sentences about the market are those of `vendorgraph.wording`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from vendorgraph.queries import Parameter, Query
from vendorgraph.wording import LANGUAGES


class Words(dict[str, str]):
    """Words by key; with values, a pattern filled in."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key with the values in place of the names in braces; KeyError for unknown keys."""
        return self[key].format(**values)


@cache
def words(code: str) -> Words:
    """Return the words of a language by its code."""
    return Words(_table(f"{code}.toml"))


class QueryWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stored queries, their parameters and the reasons of the endpoint are called in a language of its own.

    `refusals` says by the code of a refusal what is wrong and what to do next, `problems` by the code of a check why
    something cannot be supposed.
    """

    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    params: dict[str, str] = {}
    refusals: dict[str, str] = {}
    problems: dict[str, str] = {}

    def title(self, query: Query) -> str:
        """Return the title of a query; its own where the language has none."""
        return self.titles.get(query.name, query.summary)

    def description(self, query: Query) -> str:
        """Return what a query finds; its own words where the language has none."""
        return self.descriptions.get(query.name, query.description)

    def about(self, param: Parameter) -> str:
        """Return what a parameter means; the query's own words where the language has none."""
        return self.params.get(param.name, param.about)


@cache
def query_words(code: str) -> QueryWords:
    """Return what stored queries are called in a language by its code."""
    return msgspec.convert(_table(f"queries-{code}.toml"), QueryWords) if code != LANGUAGES[0] else QueryWords()


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
