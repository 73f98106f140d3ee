"""Interlocks of the market: people who serve at two organisations at the same time (`ownership.interlocks`)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from msgspec import Struct, structs

from vendorgraph.analysis import timing
from vendorgraph.analysis.model import Course
from vendorgraph.analysis.persons import Persons
from vendorgraph.dates import Span, span
from vendorgraph.model import Market
from vendorgraph.ownership import interlocks as ownership
from vendorgraph.relations import rules
from vendorgraph.relations.model import Relation, Relations

#: Relations by which a person serves an organisation.
SERVING = ("holds-role", "board-member-of", "advises")


class SharedPerson(Struct, frozen=True, kw_only=True):
    """A person and the posts at the two organisations that overlap.

    `overlap` is "certain", or "possible" where the dates allow more than one reading. `since` and `until` are its ends
    as printed, `now` says whether it lasts.
    """

    person: str
    overlap: str
    now: bool
    since: str | None
    until: str | None
    at_a: tuple[Relation, ...]
    at_b: tuple[Relation, ...]


class Interlock(Struct, frozen=True, kw_only=True):
    """Two organisations (in the order of their slugs) and the people whom they share, at least one."""

    a: str
    b: str
    people: tuple[SharedPerson, ...]


class Interlocks(Struct, frozen=True):
    """Pairs that share people, and pairs that share nobody but are each interlocked with the same third ones."""

    direct: tuple[Interlock, ...]
    indirect: tuple[ownership.IndirectInterlock, ...]


class Post(Struct, frozen=True):
    """A post of a person and how it stands in time."""

    relation: Relation
    course: Course


_Posts = dict[tuple[str, str], list[Post]]


def interlocks(market: Market, relations: Relations, slug: str | None = None) -> Interlocks:
    """Return the interlocks as of the day; of one organisation, or through one person, when `slug` is given.

    Posts that are held and posts with a recorded end count; planned and denied ones do not, nor does one that is over
    since nobody says when: it does not show that the two ever met. The day on which a post ended is no day at both, and
    who moved from one to the other was at both only where that is certain.
    """
    persons = Persons(market, relations)
    posts = _posts(relations, persons)
    found = ownership.interlocks(
        ownership.Seat(person, company, each.course.start, _last_day(each.course))
        for (person, company), held in posts.items()
        for each in held
    )
    direct = [interlock for pair in found if (interlock := _interlock(persons, pair, posts)) is not None]
    indirect = ownership.indirect_interlocks(ownership.Interlock(each.a, each.b, ()) for each in direct)
    if slug is None:
        return Interlocks(tuple(direct), indirect)
    narrowed = (each for pair in direct if (each := _about(pair, slug)) is not None)
    return Interlocks(tuple(narrowed), tuple(each for each in indirect if slug in (each.a, each.b)))


def _posts(relations: Relations, persons: Persons) -> _Posts:
    posts: _Posts = {}
    for relation in (relation for kind in SERVING for relation in relations.of(kind)):
        course = _presence(persons, relation) if persons.is_person(relation.subject) else None
        if course and (course.state == "holds" or (course.state == "over" and course.until)):
            posts.setdefault((relation.subject, relation.object), []).append(Post(relation, course))
    return posts


def _presence(persons: Persons, post: Relation) -> Course | None:
    """How a post stands in time; one without a recorded start begins no earlier than a move there.

    One that lasts is not shown before the first word of it (R8).
    """
    course = persons.presence(post)
    moves = (move for move in persons.relations.out(post.subject, "moved-to") if move.object == post.object)
    move = next(moves, None) if post.since is None else None
    moved = timing.course([move], persons.relations.as_of) if move else None
    course = timing.both(course, moved) if course and moved else course
    if course is None or course.since or course.state != "holds":
        return course
    return structs.replace(course, start=Span(max(course.start.first, _first_word(persons, post)), course.start.last))


def _first_word(persons: Persons, post: Relation) -> date:
    """The first day on which a claim that supports a post can have spoken."""
    market = persons.market
    claims = [market.claims[id] for id in post.supports if id in market.claims]
    read = span(market.info.read).last
    days = (rules.r1_when(claim, market.source_of(claim), read, "stay").first for claim in claims)
    return min(days, default=date.min)


def _last_day(course: Course) -> Span:
    """The days that can be the last whole one in the post."""
    if course.state != "over":
        return course.end
    return Span(_before(course.end.first), _before(course.end.last))


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _interlock(persons: Persons, pair: ownership.Interlock, posts: _Posts) -> Interlock | None:
    people = tuple(each for shared in pair.people for each in _shared(persons, pair, shared, posts))
    return Interlock(a=pair.a, b=pair.b, people=people) if people else None


def _moved(persons: Persons, pair: ownership.Interlock, shared: ownership.Shared) -> bool:
    """Whether the person moved from one of the two to the other."""
    return any(
        move.subject == shared.person and move.object == new
        for old, new in ((pair.a, pair.b), (pair.b, pair.a))
        for move in persons.moved_from(old)
    )


def _shared(
    persons: Persons, pair: ownership.Interlock, shared: ownership.Shared, posts: _Posts
) -> Iterator[SharedPerson]:
    """The person with the overlap that lasts longest; none for one who left here when joining there."""
    pairs, moved = product(posts[shared.person, pair.a], posts[shared.person, pair.b]), _moved(persons, pair, shared)
    common = [(one, other, both) for one, other in pairs if (both := _both(one, other, moved))]
    if not common:
        return
    longest = max((both for *_, both in common), key=lambda both: (both.state == "holds", both.sure, both.end.last))
    yield SharedPerson(
        person=shared.person,
        overlap=shared.overlap,
        now=longest.state == "holds" and longest.sure,
        since=longest.since,
        until=longest.until,
        at_a=tuple({one.relation.key: one.relation for one, *_ in common}.values()),
        at_b=tuple({other.relation.key: other.relation for _, other, _ in common}.values()),
    )


def _both(one: Post, other: Post, moved: bool) -> Course | None:
    """Both posts taken together, for more than a day; for one who moved, where it is certain that both were held."""
    together = timing.both(one.course, other.course)
    if together is None or (together.since and together.since == together.until):
        return None
    return None if moved and together.start.last > together.end.first else together


def _about(pair: Interlock, slug: str) -> Interlock | None:
    if slug in (pair.a, pair.b):
        return pair
    people = tuple(each for each in pair.people if each.person == slug)
    return Interlock(a=pair.a, b=pair.b, people=people) if people else None
