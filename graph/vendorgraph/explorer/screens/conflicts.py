"""The conflicts of a lab: a list of sentences, worst first, with filters that say how much each would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from vendorgraph.analysis.conflicts import fold_commerce
from vendorgraph.analysis.exposure import exposures
from vendorgraph.analysis.model import LEVELS, TIMINGS, VERDICTS, Commerce, Conflict
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.wording import Sentence, Voice, ties
from vendorgraph.wording.steps import steps


class Row(Struct, frozen=True, kw_only=True):
    """A conflict as the list shows it: one sentence and what stands beside it."""

    conflict: Conflict
    sentence: Sentence
    steps: int
    disputed: bool
    ways: int


class Choice(Struct, frozen=True):
    """A value of a filter, its words, how many conflicts it would leave, and whether it is chosen."""

    value: str
    words: str
    count: int
    chosen: bool


class Facet(Struct, frozen=True):
    """A filter: the parameter of the address, and its choices."""

    name: str
    choices: tuple[Choice, ...]


#: What the filters look at, by the parameter of the address.
VALUES: dict[str, Callable[[Conflict], str]] = {
    "level": lambda each: each.level,
    "verdict": lambda each: each.verdict,
    "timing": lambda each: each.timing,
    "kind": lambda each: each.ties[0].kind,
    "vendor": lambda each: each.vendor,
    "sources": lambda each: "disputed" if is_disputed(each) else "",
}


def show(desk: Desk, state: State, lab: str) -> Mapping[str, object]:
    """Return the conflicts of a lab that the filters leave, and the filters with their counts.

    Where there are none at all, `buys` says whether the lab is known to buy from any vendor.
    """
    customer, voice = desk.entity(lab, "lab"), desk.voice(state)
    found = desk.conflicts(state, lab)
    kept, commerce = fold_commerce(_filtered(found, state))
    shown = [each for each in kept if each.level != LEVELS[-1] or _low_too(state)]
    return {
        "customer": customer,
        "rows": [row(voice, each) for each in shown],
        "hidden": 0 if _low_too(state) else sum(each.level == LEVELS[-1] for each in _filtered(found, state)),
        "commerce": [each for each in commerce if each.level != LEVELS[-1] or _low_too(state)],
        "facets": _facets(voice, found, state),
        "found": len(found),
        "buys": bool(found or exposures(desk.market, desk.relations(state), lab)),
        "filtered": any(state.get(name) for name in VALUES),
        "levels": Counter(each.level for each in found),
        "low_too": _low_too(state),
        "all_levels": LEVELS,
    }


def row(voice: Voice, conflict: Conflict) -> Row:
    """Return a conflict as a row."""
    return Row(
        conflict=conflict,
        sentence=ties.sentence(voice, conflict),
        steps=len(steps(conflict)),
        disputed=is_disputed(conflict),
        ways=len(conflict.ties),
    )


def is_disputed(conflict: Conflict) -> bool:
    """Whether sources of weight disagree about a step of the leading way."""
    return any(step.relation.disputed for step in steps(conflict))


def _low_too(state: State) -> bool:
    """Whether the lowest level is shown: asked for, or by a filter that names levels."""
    return state.get("low") is not None or LEVELS[-1] in state.all("level")


def _filtered(found: Iterable[Conflict], state: State, without: str = "") -> list[Conflict]:
    """The conflicts that pass all filters but one."""
    wanted = {name: state.all(name) for name in VALUES if name != without}
    return [each for each in found if all(not values or VALUES[n](each) in values for n, values in wanted.items())]


def _facets(voice: Voice, found: Sequence[Conflict], state: State) -> list[Facet]:
    facets = [Facet(name, tuple(_choices(voice, found, state, name))) for name in VALUES]
    return [facet for facet in facets if len(facet.choices) > 1 or (facet.choices and facet.name == "sources")]


def _choices(voice: Voice, found: Sequence[Conflict], state: State, name: str) -> Iterable[Choice]:
    there = Counter(VALUES[name](each) for each in found)
    left = Counter(VALUES[name](each) for each in _filtered(found, state, name))
    for value in sorted((value for value in there if value), key=lambda value: _rank(name, value, there)):
        yield Choice(value, _words(voice, name, value), left[value], value in state.all(name))


def _rank(name: str, value: str, there: Counter[str]) -> tuple[object, ...]:
    orders: dict[str, Sequence[str]] = {"level": LEVELS, "verdict": VERDICTS, "timing": TIMINGS, "kind": tuple(KINDS)}
    return (orders[name].index(value),) if name in orders else (-there[value], value)


def _words(voice: Voice, name: str, value: str) -> str:
    if name == "vendor":
        return voice.name(value).text
    if name == "kind":
        return kind(voice, value)
    return voice.language.statuses["disputed"] if name == "sources" else voice.word(name, value)


def kind(voice: Voice, name: str) -> str:
    """Return the title of a kind of tie."""
    return KINDS[name].title_ar if voice.language.code == "ar" else KINDS[name].title


def rivals(voice: Voice, commerce: Commerce) -> Sentence:
    """Return the rivals of a folded row as one text."""
    return voice.names(commerce.rivals)
