"""A memo on conflicts: summary, table, each conflict with its evidence, method, limits, sources, and the market.

It is one Markdown document. Nothing in it depends on when it is written.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vendorgraph.analysis.conflicts import fold_commerce
from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.analysis.levels import Levels, case_of
from vendorgraph.analysis.model import LEVELS, Commerce, Conflict
from vendorgraph.analysis.ties.registry import KINDS
from vendorgraph.dispositions import expired
from vendorgraph.explain import conflict as explain
from vendorgraph.explain.sources import table as sources
from vendorgraph.explain.text import heading, markdown
from vendorgraph.explain.words import words
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.rules import RULES
from vendorgraph.tables import Table, escaped
from vendorgraph.tables import markdown as table_markdown
from vendorgraph.wording import Voice, ties


class Scope(Struct, frozen=True, kw_only=True):
    """What was asked: a lab (None: all), the least level that is shown, the table of levels, the longest chain.

    `lower` counts the conflicts of lower levels, which the memo leaves out.
    """

    customer: str | None
    min_level: str
    lower: int
    levels: Levels
    max_hops: int = MAX_HOPS


def memo(voice: Voice, relations: Relations, scope: Scope, found: Sequence[Conflict]) -> str:
    """Return the memo on the conflicts `found`, in the language of the voice; without any it says so."""
    kept, commerce = fold_commerce(found)
    text = words(voice.language.code).memo
    whose = voice.name(scope.customer).text if scope.customer else text["all"]
    lines = [
        heading(text["title"].format(customer=whose), 1),
        "",
        _days(voice, relations),
        *_summary(voice, scope, found, commerce),
        *_table(voice, relations, scope, kept),
        *(line for each in kept for line in ("", markdown(explain.of(voice, each, relations.as_of), 2).rstrip())),
        *_method(voice, scope, found),
        *_limits(voice, scope),
        *_sources(voice, found),
        *_market(voice),
    ]
    body = "".join(f"{line}\n" for line in lines)
    return f'<div dir="rtl">\n\n{body}\n</div>\n' if voice.language.direction == "rtl" else body


def _days(voice: Voice, relations: Relations) -> str:
    days = {key: voice.language.date(getattr(relations, key).isoformat()) for key in ("as_of", "known_by")}
    return escaped(voice.language.notices["as_of"].format(**days))


def _summary(voice: Voice, scope: Scope, found: Sequence[Conflict], commerce: list[Commerce]) -> Iterator[str]:
    text, level = words(voice.language.code).memo, voice.word("level", scope.min_level)
    yield from ("", heading(text["summary"], 2), "")
    if found:
        counted = ((word, sum(each.level == word for each in found)) for word in LEVELS)
        said = (f"{voice.language.figures(number)} {voice.word('level', word)}" for word, number in counted if number)
        count = voice.language.count(len(found), "conflict")
        yield escaped(text["found"].format(count=count, level=level, levels=voice.language.comma.join(said)))
    else:
        yield escaped(text["none"].format(level=level))
    for row in commerce:
        yield escaped(text["buyers"].format(rivals=voice.names(row.rivals), vendor=voice.name(row.vendor).text))
    if scope.lower:
        yield escaped(text["lower"].format(count=voice.language.count(scope.lower, "conflict")))
    yield escaped(voice.language.notices["meaning"])


def _table(voice: Voice, relations: Relations, scope: Scope, found: Sequence[Conflict]) -> Iterator[str]:
    if found:
        text = words(voice.language.code).memo
        columns = ["level", "customer", "vendor", "rival", "why", "verdict", "timing", "disposition"]
        hidden = {"customer"} if scope.customer else set()
        if not any(each.disposition for each in found):
            hidden.add("disposition")
        rows = [_row(voice, relations, each) for each in found]
        shown = [column for column in columns if column not in hidden]
        table = Table(
            title="",
            columns=tuple(text[column] for column in shown),
            rows=tuple(tuple(row[column] for column in shown) for row in rows),
        )
        yield from ("", heading(text["table"], 2), "", table_markdown([table]).rstrip())


def _row(voice: Voice, relations: Relations, conflict: Conflict) -> dict[str, str]:
    names = {end: voice.name(getattr(conflict, end)).text for end in ("customer", "vendor", "rival")}
    words = {scheme: voice.word(scheme, getattr(conflict, scheme)) for scheme in ("level", "verdict", "timing")}
    return {
        **names,
        **words,
        "why": str(ties.sentence(voice, conflict)),
        "disposition": _disposition(voice, relations, conflict),
    }


def _disposition(voice: Voice, relations: Relations, conflict: Conflict) -> str:
    decided = conflict.disposition
    if decided is None:
        return ""
    ended = expired(decided, relations.as_of)
    said = f"{voice.word('decision', decided.decision)}, {voice.language.dates.until}"
    return f"{said.format(date=voice.language.date(decided.until))}{words(voice.language.code).memo['expired'] * ended}"


def _method(voice: Voice, scope: Scope, found: Iterable[Conflict]) -> Iterator[str]:
    """How an answer comes about, with the rules and conventions that were used in it."""
    text, found = words(voice.language.code).memo, list(found)
    yield from ("", heading(text["method"], 2), "", escaped(text["read-as"]), "")
    used = {hop.rule for each in found for hop in _hops(each)} | {"R0", "R1", "R2"}
    yield from (f"- {rule}: {escaped(voice.language.rules[rule])}" for rule in RULES if rule in used)
    yield from ("", escaped(text["verdicts"]), "", *(f"- {escaped(each)}" for each in voice.language.grades.values()))
    kinds: dict[str, set[str]] = {}
    for tie in (tie for each in found for tie in each.ties):
        kinds.setdefault(tie.kind, set()).add(tie.rule)
    if kinds:
        told = (_kind(voice, name, sorted(kinds[name])) for name in KINDS if name in kinds)
        yield from ("", escaped(text["ties"]), "", *(f"- {escaped(each)}" for each in told))
        yield from ("", escaped(text["levels"]), "", *_levels(voice, scope, found))


def _kind(voice: Voice, name: str, rules: list[str]) -> str:
    """A kind of tie with the rules and conventions by which it was found, in Arabic with its name and reference."""
    kind = KINDS[name]
    if voice.language.code == "ar":
        return f"{kind.title_ar} ({kind.reference_ar or kind.reference})"
    return f"{kind.title}: {'; '.join(rules)} ({kind.reference})"


def _levels(voice: Voice, scope: Scope, found: Iterable[Conflict]) -> Iterator[str]:
    rules = [scope.levels.rule_of(case_of(each.verdict, each.timing, each.ties[0])) for each in found]
    for rule in dict.fromkeys(sorted(rules, key=lambda rule: LEVELS.index(rule.level))):
        why = (rule.why_ar if voice.language.code == "ar" else None) or rule.why
        yield f"- {voice.word('level', rule.level)}: {escaped(why)}"


def _limits(voice: Voice, scope: Scope) -> Iterator[str]:
    text = words(voice.language.code).memo
    yield from ("", heading(text["limits"], 2), "")
    said = (text["absent"], text["hops"].format(hops=voice.language.figures(scope.max_hops)), text["dates"])
    yield from (f"- {escaped(each)}" for each in (*said, text["correction"]))


def _sources(voice: Voice, found: Sequence[Conflict]) -> Iterator[str]:
    claims = {id for each in found for hop in _hops(each) for id in (*hop.supports, *hop.denies, *hop.loses)}
    if claims:
        text = words(voice.language.code).memo
        yield from ("", heading(text["sources"], 2), "", table_markdown([sources(voice, claims)]).rstrip())


def _market(voice: Voice) -> Iterator[str]:
    text, market = words(voice.language.code).memo, voice.market
    yield from ("", heading(text["market"], 2), "")
    yield escaped(
        text["digest"].format(
            title=market.info.title,
            claims=voice.language.count(market.claims_read, "claim"),
            sources=voice.language.count(market.sources_read, "source"),
            read=voice.language.date(market.info.read),
            sha256=market.digest,
        )
    )


def _hops(conflict: Conflict) -> Iterator[Relation]:
    for path in (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties)):
        yield from path
