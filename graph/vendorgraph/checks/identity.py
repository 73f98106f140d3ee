"""VG7: everything has one name, one id and one place."""

import re
from collections.abc import Hashable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

import msgspec

from vendorgraph.checks.registry import check
from vendorgraph.model import Claim
from vendorgraph.problems import Place, shown
from vendorgraph.reading.records import Placed, Records, SourceFile

_TWO_DIGITS = re.compile(r"[0-9]{2,}")
#: Keys in which two claims that say the same may differ.
_ASIDE = ("id", "line", "note", "comment", "attributed_to")


@check("VG701", "An entity is defined once", "{found} is defined in {other} too: keep one, or give the same content")
def entity_twice(records: Records) -> Iterator[Place]:
    """Slugs of two entities. A folder laid over others may repeat a definition, not change it."""
    yield from _repeated(records.entities, "slug")


@check("VG702", "A source is filed once", "{found} is the id of {other} too: keep one, or give the same content")
def source_twice(records: Records) -> Iterator[Place]:
    """Ids of two sources; a source in two folders is one if all its claims are the same."""
    seen: dict[str, int] = {}
    for number, file in enumerate(records.files):
        first = seen.setdefault(file.source.value.id, number)
        earlier = records.files[first]
        if first != number and not (_same(earlier.source, file.source) and _all_same(earlier.claims, file.claims)):
            yield file.source.at("id", found=shown(file.source.value.id), other=_where(earlier.source, "id"))


@check("VG703", "A claim has one id", "{found} is the id of {other} too: give this claim the next number")
def claim_twice(records: Records) -> Iterator[Place]:
    """Ids of two claims of one source."""
    for file in records.files:
        first: dict[str, Placed[Claim]] = {}
        for claim in file.claims:
            earlier = first.setdefault(claim.value.id, claim)
            if earlier is not claim and claim.value.id:
                yield claim.at("id", found=shown(claim.value.id), other=_where(earlier, "id"))


@check("VG704", "A claim is numbered within its source", "{found} is no claim of {source}: write {source}#01 and so on")
def claim_of_other_source(records: Records) -> Iterator[Place]:
    """Ids that do not begin with the id of the source, or have no number of two digits.

    Where the file and all its claims go by another id, the id of the source is wrong, once (VG706).
    """
    for file in records.files:
        source = file.source.value.id
        if _named_otherwise(file):
            continue
        for claim in file.claims:
            name, _, number = claim.value.id.partition("#")
            if claim.value.id and source and (name != source or not _TWO_DIGITS.fullmatch(number)):
                yield claim.at("id", found=shown(claim.value.id), source=source)


def _named_otherwise(file: SourceFile) -> bool:
    """Whether the claims go by the name of the file, and the source alone does not."""
    name = PurePath(file.source.file).stem
    return name != file.source.value.id and {claim.value.id.partition("#")[0] for claim in file.claims} == {name}


@check("VG705", "A source says a thing once", "this claim says what {other} says: keep one of them")
def said_twice(records: Records) -> Iterator[Place]:
    """Claims of one source that differ in nothing but words about them."""
    for file in records.files:
        first: dict[Hashable, Placed[Claim]] = {}
        for claim in file.claims:
            earlier = first.setdefault(_said(claim.value), claim)
            if earlier is not claim and claim.value.id != earlier.value.id:
                yield claim.at(other=earlier.value.id)


@check("VG706", "A file is named after its source", "the id is {found}: name the file {found}.yaml, or correct the id")
def file_name(records: Records) -> Iterator[Place]:
    """Sources in a file of another name."""
    for source in records.sources:
        if source.value.id and not re.search(rf"(^|[/\\]){re.escape(source.value.id)}\.yaml$", source.file):
            yield source.at("id", found=source.value.id)


@check("VG707", "A document is filed once", "{found} is the address of {other} too: keep one source for one document")
def address_twice(records: Records) -> Iterator[Place]:
    """Addresses of two sources, without regard to http or https, www and a slash at the end."""
    first: dict[str, Placed[Any]] = {}
    for source in records.sources:
        for key, url in _addresses(source):
            earlier = first.setdefault(re.sub(r"^https?://(www\.)?", "", url).rstrip("/"), source)
            if earlier.value.id != source.value.id:
                yield source.at(key, found=shown(url), other=earlier.value.id)


@check("VG708", "A name has one entity", "{found} is the name of {other} too, a {type}: keep one, the rest as aliases")
def name_twice(records: Records) -> Iterator[Place]:
    """Entities of one type whose names differ in nothing but case, blanks and marks."""
    first: dict[tuple[str, str], Placed[Any]] = {}
    for entity in records.entities:
        plain = re.sub(r"\W", "", entity.value.name.casefold())
        earlier = first.setdefault((entity.value.type, plain), entity)
        if plain and earlier.value.slug != entity.value.slug:
            found, other = shown(entity.value.name), earlier.value.slug
            yield entity.at("name", found=found, other=other, type=entity.value.type)


@check("VG709", "An alias is another name", "{found} stands twice among the names: leave it out of the aliases")
def alias_twice(records: Records) -> Iterator[Place]:
    """Aliases that repeat the name or each other."""
    for entity in records.entities:
        names = (entity.value.name, *entity.value.aliases)
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield entity.at("aliases", found=shown(name))


@check("VG710", "A decision decides", "{found}: write same or different with two names or more")
def undecided(records: Records) -> Iterator[Place]:
    """Decisions on names that say both, or neither, or speak of one name."""
    for decision in records.identities:
        keys = decision.raw.keys() & {"same", "different"}
        if len(keys) != 1:
            yield decision.at(found="the decision has both same and different" if keys else "nothing is decided")
        elif len(decision.value.same + decision.value.different) < 2 and not decision.misfits:
            yield decision.at(min(keys), found=f"{min(keys)} has fewer than two names")


@check("VG711", "What is the same is defined once", "{found} is the same as {kept} and an entity too: {instead}")
def defined_though_same(records: Records) -> Iterator[Place]:
    """Names that were decided to mean another entity and are defined all the same."""
    for decision in records.identities:
        for name in decision.value.same[1:]:
            if name in records.types:
                instead = "take it out of the entities and use the one that is kept"
                yield decision.at("same", found=shown(name), kept=decision.value.same[0], instead=instead)


@check("VG712", "A group of one document stays there", "{slug} is the group of {source} alone: define one of your own")
def borrowed_group(records: Records) -> Iterator[Place]:
    """Entities marked seed_only that a second source speaks of."""
    kept = {entity.value.slug for entity in records.entities if entity.value.seed_only}
    first: dict[str, str] = {}
    for claim in records.claims:
        for key in ("subject", "object", "from_org", "product"):
            slug = getattr(claim.value, key)
            if slug in kept and first.setdefault(slug, claim.value.source_id) != claim.value.source_id:
                yield claim.at(key, slug=slug, source=first[slug])


def _repeated(records: Sequence[Placed[Any]], key: str) -> Iterator[Place]:
    """Records whose key repeats that of an earlier one of the same folder, or of another with other content."""
    first: dict[str, Placed[Any]] = {}
    for record in records:
        name = getattr(record.value, key)
        earlier = first.setdefault(name, record)
        if name and earlier is not record and not _same(earlier, record):
            yield record.at(key, found=shown(name), other=_where(earlier, key))


def _same(a: Placed[Any], b: Placed[Any]) -> bool:
    return a.folder != b.folder and bool(a.value == b.value)


def _all_same(a: Sequence[Placed[Any]], b: Sequence[Placed[Any]]) -> bool:
    return [each.value for each in a] == [each.value for each in b]


def _where(record: Placed[Any], key: str) -> str:
    place = record.at(key)
    return f"{place.file}:{place.line}"


def _said(claim: Claim) -> Hashable:
    return msgspec.json.encode(msgspec.structs.replace(claim, **dict.fromkeys(_ASIDE, None)))


def _addresses(source: Placed[Any]) -> Iterator[tuple[str, str]]:
    if source.value.url:
        yield "url", source.value.url
    for url in source.value.other_urls:
        yield "other_urls", url
