"""R8a: what a move does to the posts of a person, at the former organisation and at the new one."""

from datetime import date

from vendorgraph.dates import Span, span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import rules
from vendorgraph.relations.speech import Speech
from vendorgraph.vocabulary import post_of as post_in

Key = tuple[str, str, str, str | None]

#: Posts that a move does not end by itself: seats are often kept, and who founded a company stays its founder.
KEPT = frozenset({"director", "observer", "chair", "founder"})

#: Posts from the strongest to the weakest; a person who moves into several is counted in the strongest.
RANK = (
    "chief-executive",
    "executive",
    "chair",
    "director",
    "founder",
    "advisor",
    "observer",
    "staff",
    "unstated",
)


def post_of(market: Market, claim: Claim) -> str | None:
    """Return the kind of post by which the claim's relation is told apart, or None where posts do not matter."""
    if claim.relation == "holds-role":
        return post_in(market.vocabulary, claim.role)
    if claim.relation == "board-member-of":
        return "observer" if post_in(market.vocabulary, claim.role) == "observer" else "director"
    return None


def post_moved_to(market: Market, key: Key, speeches: list[Speech]) -> str | None:
    """Return the strongest kind of post that a move leads to, None for other relations."""
    if key[1] != "moved-to":
        return None
    posts = {post_in(market.vocabulary, s.claim.role) for s in speeches if s.claim.relation == "moved-to"}
    return min(posts, key=RANK.index, default=None)


def effects(market: Market, speeches: dict[Key, list[Speech]], as_of: date) -> dict[Key, list[Speech]]:
    """Return the speeches that completed moves add to the posts of the persons who moved.

    A move ends recorded posts, and those that another move began.
    """
    moves = {key: made for key, told in speeches.items() if key[1] == "moved-to" and (made := _made(told, as_of))}
    added: dict[Key, list[Speech]] = {}
    for key, made in moves.items():
        begun = [Speech(s.claim, s.source, s.when, "stay", "current") for s in made]
        added.setdefault((key[0], "holds-role", key[2], post_moved_to(market, key, made)), []).extend(begun)
    posts = sorted((key for key in {*speeches, *added} if key[1] == "holds-role" and key[3] not in KEPT), key=str)
    for key, made in moves.items():
        _end_posts([post for post in posts if post[0] == key[0] and post[2] != key[2]], added, made)
    return added


def _made(told: list[Speech], as_of: date) -> list[Speech]:
    """The speeches that say the move took place by the day, unless a bare denial outweighs them."""
    made = [s for s in told if s.side == "stay" and s.day <= as_of]
    struck = rules.r9_struck(made, [s for s in told if s.side == "denies" and s.day <= as_of])
    return [s for s in made if s not in struck]


def _end_posts(posts: list[Key], added: dict[Key, list[Speech]], made: list[Speech]) -> None:
    """End those of the person's `posts` that are at an organisation which the move left."""
    day = _day(made)
    for post in posts:
        ending = [Speech(s.claim, s.source, day, "over", "ended") for s in made if s.claim.from_org == post[2]]
        if ending:
            added.setdefault(post, []).extend(ending)


def _day(made: list[Speech]) -> Span:
    """The narrowest day of the move that is printed, else the earliest day on which it was told."""
    dates = [span(s.claim.date) for s in made if s.claim.date]
    if dates:
        return min(dates, key=lambda days: ((days.last - days.first).days, days.first))
    return min((s.when for s in made), key=lambda days: days.last)
