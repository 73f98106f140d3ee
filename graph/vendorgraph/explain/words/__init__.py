"""The words of explanations and memos, a table for each language; sentences are those of `vendorgraph.wording`."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns by key: for evidence, for one conflict and the limits that it met, and for a memo of several."""

    evidence: dict[str, str]
    conflict: dict[str, str]
    limits: dict[str, str]
    memo: dict[str, str]


@cache
def words(code: str) -> Words:
    """Return the words of a language of `wording.LANGUAGES`; FileNotFoundError for any other."""
    text = files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)
