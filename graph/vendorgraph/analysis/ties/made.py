"""How a tie is made from a draft: its place in time and the verdict on its path, the same for every kind."""

from collections.abc import Iterator

from msgspec import structs

from vendorgraph.analysis import words
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import VERDICTS, Course, Tie
from vendorgraph.analysis.verdict import judge
from vendorgraph.relations.model import Relation


def made(ground: Ground, draft: Tie, course: Course | None) -> Iterator[Tie]:
    """Yield `draft` with its course and verdict; nothing when `course` is None: no day can have seen the whole of it.

    The verdict of the draft says what keeps the tie itself from being established, whatever its path; the worse of
    that and of the verdict on the path stands.
    """
    if course is None:
        return
    judged = judge(ground.market, draft.path)
    yield structs.replace(
        draft,
        course=course,
        verdict=max(draft.verdict, judged.verdict, key=VERDICTS.index),
        missing=tuple(dict.fromkeys((*draft.missing, *judged.missing))),
    )


def name(ground: Ground, slug: str) -> str:
    """Return the name of an entity."""
    return words.name(ground.market, slug)


def names(ground: Ground, slugs: tuple[str, ...]) -> str:
    """Return the names of entities as one text."""
    return ", ".join(name(ground, slug) for slug in slugs)


def post(relation: Relation) -> str:
    """Return the post that a relation gives a person, in the words of the page where there are any."""
    named = {"advises": "adviser", "controls": "controls it"}
    return relation.role or named.get(relation.relation) or (relation.post or "post not stated").replace("-", " ")


def between(start: str, path: tuple[Relation, ...]) -> tuple[str, ...]:
    """Return the entities that a path leads through from `start`, in order, its end included."""
    found, here = [], start
    for relation in path:
        here = relation.object if relation.subject == here else relation.subject
        found.append(here)
    return tuple(found)
