"""One conflict explained: what it is, step by step with the evidence, what is missing, and what would clear it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Incident, Limit, Tie
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.dispositions import expired
from vendorgraph.explain.evidence import Side, sides
from vendorgraph.explain.words import words
from vendorgraph.wording import Voice, conflicts, relations, ties
from vendorgraph.wording.sources import who
from vendorgraph.wording.steps import PARTS, steps
from vendorgraph.wording.steps import Step as Hop


class Step(Struct, frozen=True):
    """A numbered step: the relation as a statement, what it rests on in a few words, and who says so."""

    number: int
    statement: str
    basis: str
    sides: tuple[Side, ...]


class Part(Struct, frozen=True):
    """The steps of the exposure, of the leading tie or of the rivalry, under a title."""

    title: str
    steps: tuple[Step, ...]


class Points(Struct, frozen=True):
    """Sentences in a list, under a title."""

    title: str
    lines: tuple[str, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """A conflict in sentences of one language; `lead` says what it is and how it stands, `points` what follows."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    points: tuple[Points, ...]


def of(voice: Voice, conflict: Conflict, day: date) -> Explanation:
    """Return the explanation of a conflict as of `day`, in the language of the voice."""
    table = words(voice.language.code).conflict
    return Explanation(
        title=table["title"].format(**_names(voice, conflict)),
        lead=tuple(_lead(voice, conflict, day)),
        parts=tuple(_parts(voice, conflict)),
        points=tuple(each for each in _points(voice, conflict) if each.lines),
    )


def _names(voice: Voice, conflict: Conflict) -> dict[str, str]:
    return {end: voice.name(getattr(conflict, end)).text for end in ("customer", "vendor", "rival")}


def _lead(voice: Voice, conflict: Conflict, day: date) -> Iterator[str]:
    table = words(voice.language.code).conflict
    yield str(conflicts.summary(voice, conflict))
    standing = {scheme: voice.word(scheme, getattr(conflict, scheme)) for scheme in ("level", "verdict", "timing")}
    yield table["standing"].format(**standing)
    yield voice.language.verdicts[conflict.verdict]
    yield str(conflicts.timing(voice, conflict, day.isoformat()))
    window = conflicts.window(voice, conflict)
    if window:
        yield str(window)
    yield str(conflicts.weakest(voice, conflict))
    yield from _disposition(voice, conflict, day)


def _disposition(voice: Voice, conflict: Conflict, day: date) -> Iterator[str]:
    table, decided = words(voice.language.code).conflict, conflict.disposition
    if decided:
        said = table["disposition"].format(
            decision=voice.word("decision", decided.decision),
            by=decided.by,
            until=voice.language.date(decided.until),
            reason=decided.reason,
        )
        yield table["expired"].format(disposition=said) if expired(decided, day) else said


def _parts(voice: Voice, conflict: Conflict) -> Iterator[Part]:
    table, numbered = words(voice.language.code).conflict, steps(conflict)
    for part in PARTS:
        own = tuple(_step(voice, step) for step in numbered if step.part == part)
        if own:
            yield Part(table[part].format(**_names(voice, conflict)), own)


def _step(voice: Voice, step: Hop) -> Step:
    relation, language = step.relation, voice.language
    when = relations.when(voice, relation)
    basis = (
        words(language.code)
        .conflict["basis"]
        .format(
            grade=voice.word("grade", relation.grade),
            origins=language.count(relation.origins, "origin"),
            rule=relation.rule,
        )
    )
    statement = str(relations.said(voice, relation))
    return Step(
        number=step.number,
        statement=f"{statement}{language.comma}{when}" if when else statement,
        basis=basis,
        sides=sides(voice, relation),
    )


def _points(voice: Voice, conflict: Conflict) -> Iterator[Points]:
    table, names = words(voice.language.code).conflict, _names(voice, conflict)
    yield Points(table["others"].format(**names), tuple(_other(voice, conflict, tie) for tie in conflict.ties[1:]))
    yield Points(table["incidents"].format(**names), tuple(_incident(voice, each) for each in conflict.incidents))
    yield Points(table["missing"], tuple(str(each.begun) for each in conflicts.missing(voice, conflict)))
    cleared = tuple(str(conflicts.clears(voice, each)) for each in conflict.clears_if_false)
    refuted = (table["nothing-clears"],) if conflict.verdict == "refuted" else ()
    yield Points(table["clears"], cleared or refuted)
    yield Points(table["limits"], tuple(_limit(voice, each) for each in conflict.notes))


def _limit(voice: Voice, limit: Limit) -> str:
    kind = KINDS.get(limit.tie)
    return (
        words(voice.language.code)
        .limits[limit.kind]
        .format(
            vendor=voice.name(limit.vendor).text,
            companies=voice.names(limit.companies),
            tie=kind and (kind.title_ar if voice.language.code == "ar" else kind.title),
            shown=voice.language.figures(limit.shown),
            all=voice.language.figures(limit.all),
        )
    )


def _incident(voice: Voice, incident: Incident) -> str:
    when = (voice.language.date(incident.date),) if incident.date else ()
    said = voice.language.comma.join((*when, *incident.says))
    return words(voice.language.code).conflict["incident"].format(incident=said, who=str(who(voice, incident.claims)))


def _other(voice: Voice, conflict: Conflict, tie: Tie) -> str:
    claims = dict.fromkeys(id for hop in tie.path for id in (hop.denies if hop.status == "denied" else hop.supports))
    return (
        words(voice.language.code)
        .conflict["other"]
        .format(
            tie=str(ties.sentence(voice, conflict, tie)),
            level=voice.word("level", tie.level or conflict.level),
            verdict=voice.word("verdict", tie.verdict),
            timing=voice.word("timing", tie.timing or conflict.timing),
            who=str(who(voice, claims)),
        )
    )
