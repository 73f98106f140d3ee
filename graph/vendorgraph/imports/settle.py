"""From drafts to records: slugs from names, ids of sources and claims, one claim for one statement."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from vendorgraph.dates import is_date, span
from vendorgraph.imports import limits, naming, text
from vendorgraph.imports.drafts import Draft, Named, Outlet
from vendorgraph.imports.naming import Taken
from vendorgraph.imports.records import Findings, Records
from vendorgraph.imports.sensible import settle_dates
from vendorgraph.model import Claim, Entity, MarketInfo, Source

_REMARKS = ("note", "comment", "attributed_to")  # two claims that differ in these alone are one
#: Where a claim names entities, beside its subject.
ENTITIES = ("object", "from_org", "product")

Said = list[dict[str, Any]]  # the claims of one source, without ids


def settle(
    entities: Mapping[str, Named],
    outlets: Mapping[str, Outlet],
    drafts: list[Draft],
    about: dict[str, Any],
    findings: Findings,
    taken: Taken,
) -> Records:
    """Return the records of what was gathered; entities and sources that no claim uses are left out."""
    used = {key for draft in drafts for key in references(draft)}
    for key in entities.keys() - used:
        findings.add("left out", "an entity of which nothing is said", entities[key].label)
    kept = {key: entity for key, entity in entities.items() if key in used}
    slugs = naming.ids({key: (entity.label, key) for key, entity in kept.items()}, taken.slugs)
    made = _entities(kept, slugs, taken, findings)
    said: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    info = info_of(about, [outlets[key].about.get("published") for key in {draft.source for draft in drafts}])
    for draft in drafts:
        settle_dates(draft, outlets[draft.source].about, info.read if info else None, findings)
        _say(said.setdefault(draft.source, {}), _slugged(draft, slugs))
    parts = list(_parts({key: list(claims.values()) for key, claims in said.items()}, outlets, taken, findings))
    return Records(
        info=info,
        entities=tuple(sorted(made, key=lambda each: each.slug)),
        sources=tuple(source for source, _ in parts),
        claims=tuple(claim for source, claims in parts for claim in _numbered(source.id, claims)),
        report=findings.report(),
    )


def references(draft: Draft) -> list[str]:
    """Return the foreign ids that a claim names."""
    return [draft.subject, *(draft.keys[name] for name in ENTITIES if name in draft.keys)]


def _entities(kept: dict[str, Named], slugs: dict[str, str], taken: Taken, findings: Findings) -> Iterator[Entity]:
    names = naming.names(kept, taken.names)
    return (entity(named, slugs[key], names[key], taken, findings) for key, named in kept.items())


def entity(named: Named, slug: str, name: str, taken: Taken, findings: Findings) -> Entity:
    """Return the record of an entity with the slug and the name that tell it apart."""
    others = {*named.aliases, *named.names[:-1], named.name_ar or ""} - {"", name, named.label}
    free = {each for each in others if naming.folded(each) not in taken.names}
    if name != named.label or free != others:
        findings.add("assumed", "another entity than the one of that name, until the two are matched", named.label)
    return Entity(
        slug=slug,
        name=name,
        type=named.type,
        name_ar=named.name_ar if named.name_ar in free else None,
        roles=tuple(dict.fromkeys(named.roles)),
        aliases=tuple(sorted(free - {named.name_ar})),
        identifiers=tuple(sorted({*named.identifiers} - {""})),
        country=named.country,
        wikidata=named.wikidata,
    )


def _slugged(draft: Draft, slugs: dict[str, str]) -> dict[str, Any]:
    keys = {"subject": slugs[draft.subject], **draft.keys}
    return keys | {name: slugs[keys[name]] for name in ENTITIES if name in keys}


def _say(said: dict[tuple[Any, ...], dict[str, Any]], keys: dict[str, Any]) -> None:
    """Add a claim to those of its source, unless that says it already; then only its note is added."""
    known = said.setdefault(body(keys), keys)
    if known is not keys:
        add_note(known, keys)


def body(keys: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a claim says but for remarks: two claims of one source with the same are one."""
    return tuple(sorted((name, repr(value)) for name, value in keys.items() if name not in _REMARKS))


def add_note(known: dict[str, Any], keys: dict[str, Any]) -> None:
    """Add the note of a claim to that of one that says the same."""
    note = keys.get("note")
    if note and note not in known.get("note", ""):
        known["note"] = text.clean("; ".join(filter(None, [known.get("note"), note])))


def _parts(
    said: dict[str, Said], outlets: Mapping[str, Outlet], taken: Taken, findings: Findings
) -> Iterator[tuple[Source, Said]]:
    """The sources in order of their ids with their claims; one that says too much for one file is cut into parts."""
    ids = naming.ids({key: (outlets[key].about.get("id", ""), key) for key in said}, taken.sources)
    addresses = set(taken.addresses)
    for key in sorted(said, key=lambda each: f"{ids[each]}.yaml"):  # as their files are read
        about = described(outlets[key], ids[key])
        about["url"] = _address(about.get("url"), addresses, ids[key], findings)
        for number, claims in enumerate(_cut(said[key]), 1):
            part = {} if number == 1 else {"title": f"{about['title']} (part {number})", "url": None}
            id = ids[key] if number == 1 else f"{ids[key]}-part-{number}"
            yield msgspec.convert({**about, **part, "id": id}, Source), claims


def described(outlet: Outlet, id: str) -> dict[str, Any]:
    """Return the values of a source's record, those that every source has included."""
    about = {"language": "und", "kind": "research-report", "reliability": "medium", **outlet.about}
    about["title"] = text.clean(about.get("title"), limits.NAME) or id
    return about


def _cut(claims: Said) -> Iterator[Said]:
    part: Said = []
    size = 0
    for keys in claims:
        size += len(repr(keys))
        if part and size > limits.FILE:
            yield part
            part, size = [], len(repr(keys))
        part.append(keys)
    yield part


def _address(url: str | None, known: set[str], id: str, findings: Findings) -> str | None:
    """The address of a source: of the web, and of no other source."""
    plain = naming.plain_address(url)
    if plain is None:
        return None
    if plain in known:
        findings.add("left out", "the address of a source that another source has too", id)
        return None
    known.add(plain)
    return url


def info_of(about: dict[str, Any], published: Iterable[str | None]) -> MarketInfo | None:
    """Return what is known of the whole; documents were read up to the last day of publication, if there is one."""
    dates = (span(each).last.isoformat() for each in published if each and is_date(each))
    read = max(dates, default=about.get("read"))
    return msgspec.convert({**about, "read": read}, MarketInfo) if read else None


def _numbered(source: str, claims: Said) -> Iterator[Claim]:
    return (msgspec.convert({**keys, "id": f"{source}#{number:02}"}, Claim) for number, keys in enumerate(claims, 1))


def as_they_stand(parts: list[Records], about: dict[str, Any], findings: Findings) -> Records:
    """Return records that need no settling, sorted; what several files repeat is taken once."""
    entities = {each.slug: each for part in parts for each in part.entities}
    sources = {each.id: each for part in parts for each in part.sources}
    claims = {each.id: each for part in parts for each in part.claims}
    told = next((part.info for part in parts if part.info), None)
    return Records(
        info=told or info_of(about, [source.published for source in sources.values()]),
        entities=tuple(entities[slug] for slug in sorted(entities)),
        sources=tuple(sorted(sources.values(), key=lambda each: f"{each.id}.yaml")),
        claims=tuple(sorted(claims.values(), key=lambda each: (f"{each.source_id}.yaml", int(each.id.split("#")[1])))),
        report=findings.report(),
        identities=tuple(dict.fromkeys(line for part in parts for line in part.identities)),
    )
