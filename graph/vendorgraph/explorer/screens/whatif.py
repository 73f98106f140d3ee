"""What if: claims, sources and relations left out, relations supposed. All of it is in the address, nothing is stored.

without=paper-2025-06#03   without=paper-2025-06   without=meta/holds-stake-in/scale-ai
suppose=meta/acquired/turing   suppose=meta/holds-stake-in/turing/30/planned
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.elsewhere import Elsewhere
from vendorgraph.explorer.screens.changed import changed
from vendorgraph.explorer.screens.evidence import as_said
from vendorgraph.explorer.words import query_words
from vendorgraph.problems import Invalid
from vendorgraph.reading import whatif as reading
from vendorgraph.relations.model import Relation
from vendorgraph.whatif import WhatIf
from vendorgraph.wording import Sentence, Voice, relations, steps
from vendorgraph.wording.sources import publisher

#: How much may be left out and supposed at once, and how many steps are offered to be left out.
MOST, OFFERED = 20, 24

_STATUSES = ("current", "planned", "completed")
_ENDS, _GIVEN = ("subject", "object"), ("relation", "share", "status")


class Out(Struct, frozen=True):
    """What is left out: the value in the address, whether claim, source or relation, and words for it."""

    value: str
    kind: str
    sentence: Sentence


class Supposed(Struct, frozen=True):
    """What is, or may be, supposed or left out: the value in the address, and a sentence."""

    value: str
    sentence: Sentence


def show(desk: Desk, state: State) -> Mapping[str, object]:
    """Return what would be otherwise for a lab; Wrong for what cannot be left out or supposed."""
    _typed(desk, state)
    voice = desk.voice(state)
    lab = desk.entity(state.lab, "lab") if state.lab else None
    if len(state.all("without")) + len(state.all("suppose")) > MOST:
        raise Wrong("many", 404, most=str(MOST))
    out = [_out(desk, state, value) for value in state.all("without")]
    what_if = _what_if(desk, state, out)
    gone = frozenset(_key(each.value) for each in out if each.kind == "relation")
    changes, after = desk.supposed(state, lab.slug, what_if, gone) if lab else ([], 0)
    return {
        "lab": lab,
        "labs": desk.labs(),
        "out": out,
        "supposed": _supposed(voice, state, what_if),
        "changes": [changed(voice, each) for each in changes],
        "unchanged": after - sum(each.kind != "vanished" for each in changes),
        "offered": _offered(desk, state, lab.slug) if lab else [],
        "kinds": desk.market.vocabulary.relations.values(),
        "names": desk.names,
        "statuses": _STATUSES,
    }


def _what_if(desk: Desk, state: State, out: Iterable[Out]) -> WhatIf:
    """All that is supposed, read and checked as a file of it would be; Wrong with the first problem."""
    records = [_record(desk, value) for value in state.all("suppose")]
    try:
        claims = reading.parse("\n".join(["claims:", *records]), "what-if", desk.market).claims if records else ()
    except Invalid as invalid:
        problem = invalid.problems[0]
        said = query_words(state.language).problems.get(problem.code, problem.message)
        raise Wrong("what-if", found=said[:200]) from None
    return WhatIf(
        claims=claims,
        without_claims=tuple(each.value for each in out if each.kind == "claim"),
        without_sources=tuple(each.value for each in out if each.kind == "source"),
    )


def _supposed(voice: Voice, state: State, what_if: WhatIf) -> list[Supposed]:
    return [
        Supposed(value, relations.plain(voice, as_said(voice, claim)))
        for value, claim in zip(state.all("suppose"), what_if.claims, strict=True)
    ]


def _out(desk: Desk, state: State, value: str) -> Out:
    market, voice = desk.market, desk.voice(state)
    if value in market.claims:
        return Out(value, "claim", Sentence((f"{value} ({publisher(voice, market.source_of(market.claims[value]))})",)))
    if value in market.sources:
        return Out(value, "source", Sentence((market.sources[value].title,)))
    parts, known = value.split("/"), market.entities.keys()
    if len(parts) != 3 or parts[1] not in market.vocabulary.relations or not {parts[0], parts[2]} <= known:
        raise Wrong("what-if", 404, found=value[:80])
    return Out(value, "relation", _plain(desk, state, value))


def _plain(desk: Desk, state: State, value: str) -> Sentence:
    """The relation of subject/relation/object as it stands on the day, or by itself where there is none, or several."""
    subject, kind, object = key = _key(value)
    found = [each for each in desk.relations(state) if each.key[:3] == key]
    alone = Relation(subject=subject, relation=kind, object=object, status="current")
    return relations.plain(desk.voice(state), found[0] if len(found) == 1 else alone)


def _record(desk: Desk, value: str) -> str:
    """The record of subject/relation/object, perhaps with a share in per cent and a status, as a line of YAML."""
    subject, relation, object, share, status = (*value.split("/"), "", "", "", "", "")[:5]
    for each in filter(None, (subject, object)):
        desk.entity(each)
    kind = desk.market.vocabulary.relations.get(relation)
    stated = status or ("completed" if kind and kind.event else "current")
    named = {"subject": subject, "relation": relation, "object": object, "status": stated}
    pairs = [f"{key}: {_quoted(text)}" for key, text in named.items()]
    return f"- {{{', '.join([*pairs, *([f'share: {_fraction(share)}'] if share else [])])}}}"


def _quoted(text: str) -> str:
    return "'" + " ".join(text.replace("'", "''").split()) + "'"


def _fraction(text: str) -> str:
    try:
        share = float(text.replace("%", "").strip()) / 100
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise Wrong("share", found=text[:40])
    return f"{share:.6g}"


def _typed(desk: Desk, state: State) -> None:
    """What the forms send leads to the address that says the same in one parameter."""
    if leave := state.get("leave"):
        raise Elsewhere(state.here(leave=None, without=(*state.all("without"), leave)))
    if all(state.get(end) for end in _ENDS):
        ends = [desk.named(state.get(end) or "").slug for end in _ENDS]
        given = [state.get(name) or "" for name in _GIVEN]
        value = "/".join([ends[0], given[0], ends[1], *given[1:]]).rstrip("/")
        cleared = dict.fromkeys((*_ENDS, *_GIVEN))
        raise Elsewhere(state.here(**cleared, suppose=(*state.all("suppose"), value)))


def _offered(desk: Desk, state: State, lab: str) -> list[Supposed]:
    """The steps of the conflicts above the lowest level, each once: what is most worth leaving out."""
    voice = desk.voice(state)
    found: dict[str, Sentence] = {}
    for conflict in desk.conflicts(state, lab):
        for step in steps.steps(conflict) if conflict.level != "low" else ():
            found.setdefault(_path(step.relation), relations.plain(voice, step.relation))
    return [Supposed(value, sentence) for value, sentence in list(found.items())[:OFFERED]]


def _key(value: str) -> tuple[str, str, str]:
    subject, relation, object = value.split("/")
    return subject, relation, object


def _path(relation: Relation) -> str:
    return "/".join(relation.key[:3])
