"""A change of a conflict in words: what it was, what it is, and the claims that made it."""

from msgspec import Struct

from vendorgraph.analysis.model import Conflict
from vendorgraph.diff import Cause, Change
from vendorgraph.explorer.screens.conflicts import Row, row
from vendorgraph.wording import Sentence, Voice, relations, ties


class Because(Struct, frozen=True):
    """A relation that changed: its sentences before and after, None where there was none, and the claims."""

    before: Sentence | None
    after: Sentence | None
    claims: tuple[str, ...]


class Changed(Struct, frozen=True, kw_only=True):
    """A change: its kind, the conflict as a row, what changed as (what, before, after), ties, and what made it."""

    kind: str
    row: Row
    conflict: Conflict
    differences: tuple[tuple[str, str, str], ...]
    came: tuple[Sentence, ...]
    went: tuple[Sentence, ...]
    because: tuple[Because, ...]


def changed(voice: Voice, change: Change) -> Changed:
    """Return a change in words."""
    conflict = change.conflict
    came = [each.after for each in change.ties if each.after and not each.before]
    went = [each.before for each in change.ties if each.before and not each.after]
    return Changed(
        kind=change.kind,
        row=row(voice, conflict),
        conflict=conflict,
        differences=tuple(_difference(voice, *each) for each in change.changes),
        came=tuple(ties.sentence(voice, conflict, tie) for tie in came),
        went=tuple(ties.sentence(voice, change.before or conflict, tie) for tie in went),
        because=tuple(_because(voice, each) for each in change.because),
    )


def _difference(voice: Voice, what: str, old: str, new: str) -> tuple[str, str, str]:
    return what, _word(voice, what, old), _word(voice, what, new)


def _word(voice: Voice, what: str, slug: str) -> str:
    if what == "rival":
        return voice.name(slug).text
    if what == "exposure":
        first = slug.split(" ")[0].rstrip(",")
        return voice.word("status", first) if first in voice.market.vocabulary.schemes["status"] else slug
    return voice.word(what, slug)


def _because(voice: Voice, cause: Cause) -> Because:
    was, now = (relations.said(voice, each) if each else None for each in (cause.before, cause.after))
    return Because(was, now, cause.claims)
