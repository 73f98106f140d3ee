"""A change of a conflict in words: what it was, what it is, and the claims that made it."""

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Tie
from vendorgraph.diff import Cause, Change
from vendorgraph.explorer.screens.conflicts import Row, row
from vendorgraph.relations.shares import is_about
from vendorgraph.wording import Sentence, Voice, relations, ties

Difference = tuple[str, str, str]


class Because(Struct, frozen=True):
    """A relation that changed: its sentences before and after, None where there was none, and the claims."""

    before: Sentence | None
    after: Sentence | None
    claims: tuple[str, ...]


class Altered(Struct, frozen=True):
    """A tie that stands otherwise: its sentence, and what changed as (what, before, after)."""

    sentence: Sentence
    differences: tuple[Difference, ...]


class Changed(Struct, frozen=True, kw_only=True):
    """A change: its kind, the conflict as a row, what changed as (what, before, after), ties, and what made it.

    Ties came, went, or stand otherwise.
    """

    kind: str
    row: Row
    conflict: Conflict
    differences: tuple[Difference, ...]
    came: tuple[Sentence, ...]
    went: tuple[Sentence, ...]
    altered: tuple[Altered, ...]
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
        altered=tuple(
            _altered(voice, conflict, each.before, each.after) for each in change.ties if each.before and each.after
        ),
        because=tuple(_because(voice, each) for each in change.because),
    )


def _altered(voice: Voice, conflict: Conflict, before: Tie, after: Tie) -> Altered:
    words = [(what, getattr(before, what), getattr(after, what)) for what in ("level", "verdict", "timing")]
    told = [_difference(voice, *each) for each in words]
    differences = [*told, ("share", _share(voice, before), _share(voice, after))]
    return Altered(ties.sentence(voice, conflict, after), tuple(each for each in differences if each[1] != each[2]))


def _share(voice: Voice, tie: Tie) -> str:
    """How much a tie of ownership comes to: its share and whether it votes."""
    shares, share = voice.language.shares, tie.share
    about = any(is_about(voice.market, hop) for hop in tie.own)
    known = share is not None and (share.min, share.max) != (0, 1)
    size = voice.language.percent(share, about) if share and known else shares["size_unknown"]
    votes = {True: "with_votes", False: "no_votes"}
    return voice.language.comma.join([size, *([shares[votes[tie.voting]]] if tie.voting is not None else [])])


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
