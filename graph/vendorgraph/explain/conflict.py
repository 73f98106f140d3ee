"""One conflict explained: what it is, step by step with the evidence, what is missing, and what would clear it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from vendorgraph.analysis.model import Conflict, Incident, Limit, Tie
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.dates import months_after, span
from vendorgraph.dispositions import expired
from vendorgraph.explain.evidence import Side, sides
from vendorgraph.explain.words import words
from vendorgraph.relations.model import Relation
from vendorgraph.relations.rules import TRANSITION
from vendorgraph.wording import Voice, conflicts, relations, ties
from vendorgraph.wording.sources import last_said, who
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
        parts=tuple(_parts(voice, conflict, day)),
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


def _parts(voice: Voice, conflict: Conflict, day: date) -> Iterator[Part]:
    table, numbered = words(voice.language.code).conflict, steps(conflict)
    for part in PARTS:
        own = tuple(_step(voice, step, day) for step in numbered if step.part == part)
        if own:
            yield Part(table[part].format(**_names(voice, conflict)), own)


def _step(voice: Voice, step: Hop, day: date) -> Step:
    relation, language = step.relation, voice.language
    statement = (str(relations.said(voice, relation)), relations.when(voice, relation), _last(voice, relation, day))
    basis = (
        words(language.code)
        .conflict["basis"]
        .format(
            grade=voice.word("grade", relation.grade),
            origins=language.count(relation.origins, "origin"),
            rule=relation.rule,
        )
    )
    return Step(
        number=step.number,
        statement=language.comma.join(part for part in statement if part),
        basis=basis,
        sides=sides(voice, relation),
    )


def _last(voice: Voice, relation: Relation, day: date) -> str:
    """When the last word of a state was said, where that was so long before `day` that a word of leaving had lapsed."""
    last = last_said(voice.market, relation)
    state = relation.holds and not voice.market.vocabulary.relations[relation.relation].event
    if last is None or not state or months_after(span(last).last, TRANSITION) >= day:
        return ""
    return words(voice.language.code).conflict["last"].format(when=voice.language.moment(last))


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


def _who(voice: Voice, tie: Tie) -> str:
    """Who says so; of a tie of several steps who says which, each named with its statement."""
    told = [(hop, who(voice, hop.denies if hop.status == "denied" else hop.supports)) for hop in tie.path]
    if len(told) == 1:
        return str(told[0][1])
    table = words(voice.language.code)
    steps = (
        table.conflict["by"].format(statement=str(relations.said(voice, hop)), who=str(named)) for hop, named in told
    )
    return table.evidence["and"].join(steps)


def _other(voice: Voice, conflict: Conflict, tie: Tie) -> str:
    return (
        words(voice.language.code)
        .conflict["other"]
        .format(
            tie=str(ties.sentence(voice, conflict, tie)),
            level=voice.word("level", tie.level or conflict.level),
            verdict=voice.word("verdict", tie.verdict),
            timing=voice.word("timing", tie.timing or conflict.timing),
            who=_who(voice, tie),
        )
    )
