"""Person ties (R12): roles at both now, moves in either direction, founders, and persons of the rival with a stake.

A seat on the vendor's board is a tie of its own kind (`board`). A move counts until the next recorded role or
departure; afterwards it is past.
"""

from collections.abc import Iterator

from vendorgraph.analysis import timing, words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Course, Tie
from vendorgraph.analysis.persons import EXECUTIVE, SEATS
from vendorgraph.analysis.ties.made import made, name, post
from vendorgraph.relations.model import Relation
from vendorgraph.relations.shares import is_about

BOTH = "roles at both now"
MOVED = "moved from the vendor to the rival"
JOINED = "moved from the rival to the vendor"
FORMER = "was at the vendor, is at the rival"
FOUNDED = "founded the vendor, is at the rival"
HOLDER = "is at the rival, holds a stake in the vendor"
STAFF = "staff moved from the vendor to the rival"


def person(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every person between `vendor` and another organisation, one for each way."""
    yield from _posts(ground, vendor)
    for move in ground.persons.moved_from(vendor):
        yield from _moved(ground, vendor, move, move.object, MOVED)
    for move in ground.persons.at(vendor, "moved-to"):
        if move.from_org and move.from_org != vendor:
            yield from _moved(ground, vendor, move, move.from_org, JOINED)
    yield from _founders(ground, vendor)
    yield from _holders(ground, vendor)
    yield from _staff(ground, vendor)


def _posts(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Posts at both: held at both now, or given up at the vendor."""
    for here in ground.persons.at(vendor, "holds-role", "advises"):
        standing = ground.persons.presence(here)
        if here.post in SEATS or standing is None or standing.state not in ("holds", "over"):
            continue
        for place, there in _places(ground, here.subject, vendor):
            if standing.state == "holds":
                degree = "executive in both" if _executive(here, place) else "in both"
                draft = _draft(ground, vendor, place, here, BOTH, degree, f"is {post(here)} there")
                yield from made(ground, draft, timing.both(standing, there))
            else:
                draft = _draft(ground, vendor, place, here, FORMER, "other", f"was {post(here)} there")
                yield from made(ground, draft, there)


def _founders(ground: Ground, vendor: str) -> Iterator[Tie]:
    for founded in ground.persons.at(vendor, "founded"):
        if timing.state(founded) == "holds":
            for place, there in _places(ground, founded.subject, vendor):
                yield from made(ground, _draft(ground, vendor, place, founded, FOUNDED, "other", "founded it"), there)


def _holders(ground: Ground, vendor: str) -> Iterator[Tie]:
    for holding in ground.holdings.into.get(vendor, []):
        own = ground.course((holding.standing,))
        if not ground.persons.is_person(holding.holder) or own is None or own.state != "holds":
            continue
        strength = f"holds {words.part(holding.share, is_about(ground.market, holding.relation))} it"
        for place, there in _places(ground, holding.holder, vendor):
            draft = _draft(ground, vendor, place, holding.relation, HOLDER, "holder", strength)
            yield from made(ground, draft, timing.both(own, there))


def _staff(ground: Ground, vendor: str) -> Iterator[Tie]:
    for lost in ground.relations.out(vendor, "staff-moved-to"):
        draft = Tie(
            kind="person",
            degree="other",
            rival=lost.object,
            vendor=vendor,
            rule=STAFF,
            path=(lost,),
            strength="several of the staff moved there",
        )
        yield from made(ground, draft, ground.course((lost,)))


def _moved(ground: Ground, vendor: str, move: Relation, rival: str, rule: str) -> Iterator[Tie]:
    """A move by itself, and with each post that shows that the person was an executive before."""
    stay = ground.persons.stay(move)
    unsure = stay is not None and stay.state == "holds" and not stay.sure
    who, where = name(ground, move.subject), name(ground, move.object)
    old, verb = (vendor, "moved") if rule == MOVED else (rival, "came")
    for before in (None, *_executive_posts(ground, move.subject, old)):
        known = (before, move) if before else (move,)
        draft = Tie(
            kind="person",
            degree="executive moved" if _executive(*known) else "other",
            rival=rival,
            vendor=vendor,
            rule=rule,
            path=known if rule == JOINED else known[::-1],
            strength=f"{who} {verb} from {name(ground, old)}{_when(move)}{_details(ground, known)}",
            through=(move.subject,),
            verdict="possible" if unsure else "established",
            missing=(f"whether {who} is still at {where}",) if unsure else (),
        )
        yield from made(ground, draft, stay)


def _when(move: Relation) -> str:
    if not move.since:
        return ""
    return f" {'on' if len(move.since) == len('2025-06-12') else 'in'} {move.since}"


def _details(ground: Ground, known: tuple[Relation, ...]) -> str:
    """The posts before and after a move, where they are told, and how long ago: " (CEO to CTO, 5 months ago)"."""
    posts = dict.fromkeys(relation.role for relation in known if relation.role)
    ago = words.months_since(known[-1].since, ground.relations.as_of)
    details = ", ".join(each for each in (" to ".join(posts), ago) if each)
    return f" ({details})" if details else ""


def _executive_posts(ground: Ground, subject: str, organisation: str) -> list[Relation]:
    """The posts by which a person is or was an executive of an organisation."""
    posts = [r for r in ground.relations.out(subject, "holds-role") if r.object == organisation and _executive(r)]
    return [r for r in posts if timing.state(r) in ("holds", "over")]


def _places(ground: Ground, subject: str, vendor: str) -> Iterator[tuple[Relation, Course]]:
    """The posts that a person holds now at other organisations than the vendor."""
    for place in ground.persons.posts(subject):
        there = ground.persons.presence(place)
        if place.object != vendor and there and there.state == "holds":
            yield place, there


def _draft(ground: Ground, vendor: str, place: Relation, here: Relation, rule: str, degree: str, strength: str) -> Tie:
    return Tie(
        kind="person",
        degree=degree,
        rival=place.object,
        vendor=vendor,
        rule=rule,
        path=(place, here),
        strength=f"{name(ground, place.subject)} ({post(place)}) {strength}",
        through=(place.subject,),
    )


def _executive(*posts: Relation) -> bool:
    return any(relation.post in EXECUTIVE for relation in posts)
