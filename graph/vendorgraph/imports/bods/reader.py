"""Statements to records: parties first, then what each relationship says, in the order in which it was said."""

from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

from vendorgraph.imports import jsonfile, text
from vendorgraph.imports.bods.interests import Meaning, meaning
from vendorgraph.imports.bods.notes import note
from vendorgraph.imports.bods.parties import party
from vendorgraph.imports.bods.statements import KNOWN, Statement, statement
from vendorgraph.imports.builder import Builder, listed, mapped, plain
from vendorgraph.imports.limits import Refused

_OFFICIAL = {"selfDeclaration", "officialRegister", "selfdeclaration", "officialregister"}
_VERSIONS = ("0.1", "0.2", "0.3", "0.4")
_RELATIONSHIP = frozenset(["isComponent", "componentRecords", "subject", "interestedParty", "interests"])

Ends = tuple[str, str]  # holder and company
GoingOn = set[tuple[str | None, str | None]]  # relations, with their roles, that a statement says to hold
State = dict[tuple[str, str | None, str | None], str]  # relation, key of its share, role: the interest in words


def read(file: Path, builder: Builder) -> None:
    """Read a file of BODS statements; Refused when it is not JSON or holds no statement at all."""
    statements, order = builder.mapping(Statement), builder.mapping(str)
    for number, said in enumerate(_statements(file, builder)):
        statements[f"{number}"] = said
        _same(said, builder)
        if said.kind == "relationship":
            order["\n".join([*said.order, f"{number:012}"])] = f"{number}"
    if not statements:
        raise Refused(file, "holds no BODS statement: a list of objects with statementId and recordType is expected")
    for said in statements.values():
        if said.kind in ("entity", "person"):
            _party(builder, said)
    _components(builder, statements.values)
    last = builder.mapping(State)
    for key in builder.in_order(order):
        _relationship(builder, statements[order[key]], last)


def _statements(file: Path, builder: Builder) -> Iterable[Statement]:
    for place, item in jsonfile.items(file):
        said = statement(item, place)
        if said.kind not in ("entity", "person", "relationship") or not said.record:
            what = f"a statement of the type {said.kind!r}" if said.kind else "an object that is no statement"
            builder.findings.add("not understood", what, place)
            continue
        if "recordType" in item:
            for field in sorted(item.keys() - KNOWN):
                builder.findings.add("not understood", f"field {field!r} of a statement", place)
        version = plain(mapped(item.get("publicationDetails")).get("bodsVersion"))
        if version and not version.startswith(_VERSIONS):
            builder.findings.add("assumed", f"what 0.4 means, in a statement of BODS {version}", place)
        builder.licence = builder.licence or said.licence
        yield said


def _same(said: Statement, builder: Builder) -> None:
    """Before 0.4 a statement that replaces another speaks of the same thing under an id of its own."""
    for replaced in said.replaces:
        builder.same(said.record, replaced)


def _components(builder: Builder, statements: Callable[[], Iterable[Statement]]) -> None:
    """Components are only looked up, never followed: a record that is its own component harms nobody."""
    records = builder.mapping(bool)
    for said in statements():
        records.update({said.record: True, said.id: True})
    for said in statements():
        for component in map(text.ident, listed(said.details.get("componentRecords"))):
            if component not in records:
                builder.findings.add("not understood", "a component that is not in the file", said.place)


def _party(builder: Builder, said: Statement) -> None:
    words = party(builder, said)
    source = _source(builder, said)
    keys = {"as_of": said.date, "note": note(builder, said), **_speaker(builder, said, [said.record])}
    closed = "; the record is closed" if said.status == "closed" else ""
    builder.statement(source, said.place, said.record, words + closed, **keys)
    builder.founded(source, said.place, said.record, text.day(said.details.get("foundingDate")), **keys)


def _relationship(builder: Builder, said: Statement, last: MutableMapping[str, State]) -> None:
    details = said.details
    for field in sorted(details.keys() - _RELATIONSHIP):
        builder.findings.add("not understood", f"field {field!r} of a relationship record", said.place)
    subject, holder = (_end(details.get(name)) for name in ("subject", "interestedParty"))
    interests = list(map(mapped, listed(details.get("interests"))))
    if not isinstance(subject, str) or not isinstance(holder, str):
        _unspecified(builder, said, subject, holder, interests)
        return
    ends, found, told = (holder, subject), State(), set()
    meanings = [(meaning(interest), _times(builder, said, interest)) for interest in interests or [{}]]
    going_on = {(means.relation, means.keys.get("role")) for means, times in meanings if times["status"] == "current"}
    for means, times in meanings:
        _interest(builder, said, ends, means, times, going_on)
        if means.relation is not None:
            key = (means.relation, means.share_key, means.keys.get("role"))
            told.add(key)
            found |= {key: means.words} if times["status"] == "current" else {}
    for (relation, share_key, role), words in last.get(builder.key(said.record), {}).items():
        if (relation, share_key, role) not in told:
            _gone(builder, said, ends, relation, role, words, going_on)
    last[builder.key(said.record)] = found


def _end(value: Any) -> Any:
    """The id of a record, or why there is none."""
    return value if isinstance(value, dict) else text.ident(value) or None


def _interest(
    builder: Builder, said: Statement, ends: Ends, means: Meaning, times: dict[str, Any], going_on: GoingOn
) -> None:
    """An interest as a claim; in words where there is no relation for it, or where the relation goes on without it."""
    for problem in means.problems:
        builder.findings.add("not understood", problem, said.place)
    common = {**times, **_speaker(builder, said, list(ends)), "note": note(builder, said, means)}
    part_over = times["status"] == "ended" and (means.relation, means.keys.get("role")) in going_on
    if means.relation is None or part_over:
        what = (
            "an interest that ended while its relation goes on" if part_over else f"interest of the type {means.kind!r}"
        )
        _in_words(builder, said, ends, means.words, common, what)
        return
    keys = {"relation": means.relation, "object": ends[1], **means.keys}
    for value, approx in (means.share_key and means.bounds) or ((None, None),):
        share: dict[str, Any] = {str(means.share_key): value, "approx": approx} if value is not None else {}
        source = _source(builder, said)
        builder.claim(source, said.place, ends[0], indirect=means.indirect, **keys, **common, **share)


def _in_words(builder: Builder, said: Statement, ends: Ends, words: str, common: dict[str, Any], what: str) -> None:
    """An interest as a statement about the company (about its holder, where the company is not in the file)."""
    holder, subject = ends
    about = subject if builder.knows(subject) else holder
    if not builder.knows(about):
        builder.findings.add("not understood", "a relationship of records that are not in the file", said.place)
        return
    builder.findings.add("kept in words", what, said.place)
    dates = [f"{word} {common[key]}" for key, word in (("from", "from"), ("to", "until")) if common.get(key)]
    over = ["ended"] if common["status"] == "ended" else []
    whole = "; ".join([f"{builder.label(holder)}: {words}", *dates, *over])
    keys = {key: common.get(key) for key in ("as_of", "certainty", "attributed_to", "note")}
    builder.statement(_source(builder, said), said.place, about, whole, **keys)


def _gone(
    builder: Builder, said: Statement, ends: Ends, relation: str, role: str | None, words: str, going_on: GoingOn
) -> None:
    """An updated record says all that still holds: what it no longer lists has ended."""
    why = f"{note(builder, said)}; the updated record no longer lists this interest"
    common = {"status": "ended", "as_of": said.date, "note": why, **_speaker(builder, said, list(ends))}
    if (relation, role) in going_on:
        _in_words(builder, said, ends, words, common, "an interest that ended while its relation goes on")
        return
    keys: dict[str, Any] = {"relation": relation, "object": ends[1], "role": role}
    builder.claim(_source(builder, said), said.place, ends[0], **keys, **common)


def _unspecified(builder: Builder, said: Statement, subject: Any, holder: Any, interests: list[dict[str, Any]]) -> None:
    """A relationship with an end that nobody names: its reason, and the interests, in words about the other end."""
    known = [end for end in (subject, holder) if isinstance(end, str) and builder.knows(end)]
    if not known:
        builder.findings.add("not understood", "a relationship without a known end", said.place)
        return
    missing = mapped(holder if isinstance(subject, str) else subject)
    reason = text.words(plain(missing.get("reason"))) or "no reason given"
    words = ", ".join(filter(None, [reason, plain(missing.get("description"))]))
    held = "; ".join(meaning(interest).words for interest in interests)
    end = "interested party" if isinstance(subject, str) else "company"
    builder.findings.add("kept in words", f"a relationship with no {end}: {reason}", said.place)
    builder.statement(
        _source(builder, said),
        said.place,
        known[0],
        "; ".join(filter(None, [f"No {end} is named: {words}", held])),
        as_of=said.date,
        note=note(builder, said),
        **_speaker(builder, said, known),
    )


def _times(builder: Builder, said: Statement, interest: dict[str, Any]) -> dict[str, Any]:
    start, end = text.day(interest.get("startDate")), text.day(interest.get("endDate"))
    for name, value in (("startDate", start), ("endDate", end)):
        if interest.get(name) and value is None:
            builder.findings.add("not understood", f"{name} that is no date", said.place)
    over = said.status == "closed" or (end is not None and end <= (said.date or said.published or end))
    return {"from": start, "to": end, "as_of": said.date, "status": "ended" if over else "current"}


def _source(builder: Builder, said: Statement) -> str:
    """One source for what one publisher published on one day from one source block."""
    types = [plain(each) for each in listed(said.source.get("type"))]
    url = plain(said.source.get("url")) or said.publisher_url
    publisher = said.publisher or "somebody unnamed"
    when = said.published or "undated"
    made_later = bool(said.date and said.published and said.date > said.published)
    if made_later:
        builder.findings.add("assumed", "published when it was made, where the publication is dated before", said.place)
    published = said.date if made_later else said.published
    asserters = ", ".join(_asserters(said))
    description = plain(said.source.get("description"))
    key = "|".join([publisher, when, published or "", ",".join(types), url, asserters, description])
    return builder.source(
        key,
        id=f"bods-{text.slug(publisher)[:40]}-{when}",
        title=f"Beneficial ownership statements of {publisher}, {when}"
        + (f" ({', '.join(map(text.words, types))})" if types else ""),
        publisher=said.publisher,
        url=url,
        published=published,
        published_estimated=made_later,
        kind="filing" if _OFFICIAL & set(types) or not types else "research-report",
        reliability="high" if _OFFICIAL & set(types) else "medium",
    )


def _asserters(said: Statement) -> list[str]:
    return [name for each in listed(said.source.get("assertedBy")) if (name := plain(mapped(each).get("name")))]


def _speaker(builder: Builder, said: Statement, parties: list[str]) -> dict[str, Any]:
    """Who says so, and whether that is a party to it or a register."""
    asserters = _asserters(said)
    types = {plain(each) for each in listed(said.source.get("type"))}
    names = {builder.label(each).casefold() for each in parties}
    by_party = bool(names & {each.casefold() for each in [*asserters, said.publisher]})
    official = by_party or bool(_OFFICIAL & types)
    return {"certainty": "official" if official else "reported", "attributed_to": ", ".join(asserters) or None}
