"""Statements of the Beneficial Ownership Data Standard 0.4: who owns, controls, directs or appoints whom.

Other relations have no place in the standard, and neither has what is only planned or is denied: they are left out. A
post of a person is held directly; whether a stake is held directly or through others, no record says, so that it is
"unknown". A date that is not exact to the day stands in the details of the interest, as printed. Every relationship
carries an annotation with its status, grade, rule and claims, and one with the address of every document.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from vendorgraph import network
from vendorgraph.dates import span
from vendorgraph.formats import jsontext, percent
from vendorgraph.formats.model import Selection
from vendorgraph.model import Entity, Market, Source
from vendorgraph.network import SEPARATOR, Line, Value
from vendorgraph.vocabulary import post_of

_KINDS = {
    "company": {"type": "legalEntity"},
    "fund": {"type": "legalEntity", "details": "fund"},
    "organisation": {"type": "legalEntity", "details": "organisation"},
    "government": {"type": "stateBody"},
    "group": {"type": "unknownEntity"},
}
_INTERESTS = {
    "holds-stake-in": "shareholding",
    "invested-in": "shareholding",
    "acquired": "shareholding",
    "subsidiary-of": "otherInfluenceOrControl",
    "controls": "otherInfluenceOrControl",
    "appoints-directors-of": "appointmentOfBoard",
    "board-member-of": "boardMember",
    "holds-role": "seniorManagingOfficial",
}
_POSTS = {"observer": "otherInfluenceOrControl", "chair": "boardChair"}  # of board members
_OFFICES = ("board-member-of", "holds-role")
_SENIOR = ("chief-executive", "executive")  # posts that are interests
_NOTHING_HELD = {"planned", "denied"}
_REGISTERS = ("filing",)
_WEB = re.compile(r"https?://[!-~]+")


def write(selection: Selection, out: BinaryIO) -> None:
    """Write the statements of the parties, then those of their relationships."""
    for part in jsontext.array(_statements(selection)):
        out.write(part.encode())
    out.write(b"\n")


def _statements(selection: Selection) -> Iterator[dict[str, Any]]:
    market = selection.market
    parties = {slug for line in _kept(selection) for slug in (line.subject, line.object)}
    for slug, entity in market.entities.items():
        if slug in parties:
            yield _party(selection, entity)
    for line in _kept(selection):
        yield _relationship(selection, line)


def _kept(selection: Selection) -> Iterator[Line]:
    """The relations (or claims) that have a place in the standard, made anew each time: they need not be held."""
    market = selection.market
    return (line for line in network.lines(market, selection.relations) if _interest(market, line))


def _interest(market: Market, line: Line) -> str | None:
    """The type of interest that a relation is; None for one that the standard has no place for."""
    said = line.attributes
    kind = str(said["relation"])
    types = {market.entities[slug].type for slug in (line.subject, line.object)}
    if {said.get("status"), said.get("was")} & _NOTHING_HELD or said.get("denied") or types - {*_KINDS, "person"}:
        return None
    post = post_of(market.vocabulary, str(said["role"])) if "role" in said else said.get("post")
    if kind == "holds-role" and post not in _SENIOR:
        return None
    return _POSTS.get(str(post), _INTERESTS[kind]) if kind == "board-member-of" else _INTERESTS.get(kind)


def _party(selection: Selection, entity: Entity) -> dict[str, Any]:
    person = entity.type == "person"
    details = _person(entity) if person else _entity(entity)
    about = {"declarationSubject": entity.slug, "recordId": entity.slug, "recordType": "person" if person else "entity"}
    return _statement(selection, about, details, _made(selection, None))


def _entity(entity: Entity) -> dict[str, Any]:
    names = [*entity.aliases, *([entity.name_ar] if entity.name_ar else [])]
    details: dict[str, Any] = {"isComponent": False, "entityType": _KINDS[entity.type], "name": entity.name}
    if entity.type == "group":
        reason = {"reason": "informationUnknownToPublisher", "description": "a group that a source speaks of as one"}
        details["unspecifiedEntityDetails"] = reason
    if names:
        details["alternateNames"] = names
    if entity.country:
        details["jurisdiction"] = {"name": entity.country, "code": entity.country}
    if identifiers := list(_identifiers(entity)):
        details["identifiers"] = identifiers
    return details


def _person(entity: Entity) -> dict[str, Any]:
    names = [{"fullName": entity.name}, *({"type": "alternative", "fullName": each} for each in entity.aliases)]
    if entity.name_ar:
        names.append({"type": "transliteration", "fullName": entity.name_ar})
    details: dict[str, Any] = {"isComponent": False, "personType": "knownPerson", "names": names}
    if identifiers := list(_identifiers(entity)):
        details["identifiers"] = identifiers
    return details


def _identifiers(entity: Entity) -> Iterator[dict[str, str]]:
    for each in entity.identifiers:
        scheme, _, id = each.partition(":")
        yield {"scheme": scheme, "id": id} if id else {"schemeName": "unknown", "id": each}
    if entity.wikidata:
        uri = f"http://www.wikidata.org/entity/{entity.wikidata}"
        yield {"schemeName": "Wikidata", "id": entity.wikidata, "uri": uri}


def _relationship(selection: Selection, line: Line) -> dict[str, Any]:
    said = line.attributes
    ends = (line.object, line.subject) if said["relation"] != "subsidiary-of" else (line.subject, line.object)
    sources = [selection.market.sources[id] for id in str(said["sources"]).split(SEPARATOR)]
    details = {
        "isComponent": False,
        "subject": ends[0],
        "interestedParty": ends[1],
        "interests": list(_interests(selection.market, line)),
    }
    about = {
        "declarationSubject": ends[0],
        "recordId": line.id,
        "recordType": "relationship",
        "recordStatus": "closed" if said.get("status") == "ended" else "new",
        "source": _source(sources, said),
        "annotations": [_comment(line), *_links(sources)],
    }
    return _statement(selection, about, details, _made(selection, sources))


def _interests(market: Market, line: Line) -> Iterator[dict[str, Any]]:
    said = line.attributes
    kind = _interest(market, line)
    votes = {True: "with votes", False: "no votes"}[bool(said["voting"])] if "voting" in said else None
    words = [said["label"], said.get("role"), votes]
    dates: dict[str, str] = {}
    for key, name, word in (("since", "startDate", "from"), ("until", "endDate", "until")):
        if printed := said.get(key):
            exact = span(str(printed)).is_day
            dates |= {name: str(printed)} if exact else {}
            words += [] if exact else [f"{word} {printed}"]
    interest = {
        "type": kind,
        "directOrIndirect": "direct" if _held_in_person(market, line) else "unknown",
        "details": SEPARATOR.join(str(word) for word in words if word),
        **dates,
    }
    share, voting = (percent.bounds(said, name) for name in ("share", "voting_share"))
    yield {**interest, **({"share": share} if share and kind == "shareholding" else {})}
    if voting:
        yield {**interest, "type": "votingRights", "share": voting}


def _held_in_person(market: Market, line: Line) -> bool:
    """Whether it is a post that a person fills; a company with a seat on a board has somebody sit there."""
    return line.attributes["relation"] in _OFFICES and market.entities[line.subject].type == "person"


def _comment(line: Line) -> dict[str, str]:
    said = line.attributes
    words = [f"{key.replace('_', ' ')}: {said[key]}" for key in _REMARKS if key in said]
    return {"statementPointerTarget": "/", "motivation": "commenting", "description": SEPARATOR.join(words) or line.id}


_REMARKS = (
    "status", "was", "disputed", "grade", "rule", "certainty", "since", "until", "as_of", "supports", "denies", "loses",
    "told", "sources", "attributed_to", "notes",
)  # fmt: skip


def _links(sources: Iterable[Source]) -> Iterator[dict[str, str]]:
    for source in sources:
        if source.url and _WEB.fullmatch(source.url):
            link = {"statementPointerTarget": "/source", "motivation": "linking", "url": source.url}
            yield {**link, "description": f"{source.id}: {source.title}"}


def _source(sources: list[Source], said: dict[str, Value]) -> dict[str, Any]:
    types = ["officialRegister"] if any(each.kind in _REGISTERS for each in sources) else []
    types += ["thirdParty"] if any(each.kind not in _REGISTERS for each in sources) else []
    made: dict[str, Any] = {"type": types, "description": SEPARATOR.join(each.title for each in sources)}
    publishers = dict.fromkeys(each.publisher for each in sources if each.publisher)
    if publishers:
        made["assertedBy"] = [{"name": name} for name in publishers]
    if len(sources) == 1 and sources[0].url and _WEB.fullmatch(sources[0].url):
        made["url"] = sources[0].url
    return made


def _made(selection: Selection, sources: list[Source] | None) -> str:
    """The day of a statement: on which its document was out for sure, or up to which all was known.

    What was read was out by the day of reading.
    """
    if selection.relations is not None:
        return selection.relations.known_by.isoformat()
    read = span(selection.market.info.read).last
    published = [span(each.published).last for each in sources or () if each.published]
    return min(read, max(published, default=read)).isoformat()


def _statement(selection: Selection, about: dict[str, Any], details: dict[str, Any], made: str) -> dict[str, Any]:
    info = selection.market.info
    said = jsontext.text([about, details, made])
    publication: dict[str, Any] = {
        "publicationDate": span(info.read).last.isoformat(),
        "bodsVersion": "0.4",
        "publisher": {"name": info.title},
    }
    if info.licence and re.fullmatch(r"[\w.+-]+", info.licence, re.ASCII):
        publication["license"] = f"https://spdx.org/licenses/{info.licence}.html"
    return {
        "statementId": f"vendorgraph-{hashlib.sha256(said.encode()).hexdigest()[:40]}",
        "statementDate": made,
        "recordStatus": "new",
        **about,
        "recordDetails": details,
        "publicationDetails": publication,
    }
