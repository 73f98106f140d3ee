"""How a rival reaches a vendor, as one sentence: "Meta Platforms holds 49 % of Scale AI (without votes)"."""

from collections.abc import Sequence
from itertools import pairwise

from vendorgraph.analysis import corporate
from vendorgraph.analysis.model import Conflict, Path, Tie
from vendorgraph.analysis.ties import board, group, people, stakes
from vendorgraph.relations.model import Relation, Share
from vendorgraph.relations.shares import is_about
from vendorgraph.wording import relations
from vendorgraph.wording.language import Forms
from vendorgraph.wording.sentence import Name, Sentence, Value, fill
from vendorgraph.wording.voice import Voice

#: By the rule of a tie; a rule that contains another comes before it.
_PEOPLE = {
    people.STAFF: "person-staff",
    people.BOTH: "person-both",
    people.MOVED: "person-moved",
    people.JOINED: "person-joined",
    people.FORMER: "person-former",
    people.FOUNDED: "person-founded",
    people.HOLDER: "person-holder",
}
_GROUPING = tuple(kind for kind, _ in corporate.GROUPING)


def said(voice: Voice, conflict: Conflict, tie: Tie | None = None) -> Sentence:
    """Return a tie of the conflict (the leading one by default) in the tense of its course, with its hedges."""
    tie = tie or conflict.ties[0]
    forms = voice.language.ties[_key(tie)]
    assert isinstance(forms, Forms)
    pattern = {"over": forms.past, "planned": forms.planned}.get(tie.course.state, forms.now)
    statement = fill(pattern, **_values(voice, conflict, tie))
    if tie.voting is False:
        statement = fill(voice.language.hedge, statement=statement, hedges=voice.language.shares["no_votes"])
    ends = {end: voice.name(getattr(tie, end)) for end in ("rival", "actor", "vendor", "place")}
    for key in _joined(tie):
        joined = voice.language.ties[key]
        assert isinstance(joined, str)
        statement = fill(joined, statement=statement, **ends)
    return statement


def sentence(voice: Voice, conflict: Conflict, tie: Tie | None = None) -> Sentence:
    """Return the same as a sentence by itself, which says when the tie is only possible, or denied."""
    shown = tie or conflict.ties[0]
    statement = said(voice, conflict, shown)
    patterns = {"possible": voice.language.conflict.possible, "refuted": voice.language.conflict.refuted}
    pattern = patterns.get(shown.verdict)
    return fill(pattern, statement=statement) if pattern else statement.begun


def _joined(tie: Tie) -> list[str]:
    """How the rival is joined to who has the tie, and the vendor to where it is."""
    way = tie.path[: tie.before]
    found = ["of-group" if all(hop.relation in _GROUPING for hop in way) else "of-controlled"] if way else []
    return [*found, "at-parent"] if tie.after else found


def _key(tie: Tie) -> str:
    """The entry of the table of ties."""
    if tie.kind == "control":
        return "control-stated" if tie.degree == "stated" else _control(tie)
    if tie.kind == "board":
        return _board(tie)
    if tie.kind == "person":
        return next(key for rule, key in _PEOPLE.items() if rule in tie.rule)
    if tie.kind == "ownership":
        return _ownership(tie)
    if tie.kind == "group":
        return "group-bid" if group.BID in tie.rule else "group-same"
    return tie.kind


def _control(tie: Tie) -> str:
    return "control-majority" if tie.share or tie.verdict == "established" else "control-possible"


def _board(tie: Tie) -> str:
    if board.APPOINTS in tie.rule:
        return "board-appoints"
    who = "-own" if board.OWN in tie.rule else ""
    return f"board{who}-{tie.degree.replace(' ', '-')}"


def _ownership(tie: Tie) -> str:
    if stakes.TALKS in tie.rule:
        return "ownership-talks"
    kind = "chain" if len(tie.own) > 1 else "direct"
    if _sized(tie):
        return f"ownership-{kind}"
    return "ownership-chain-unsized" if kind == "chain" else "ownership-unsized"


def _values(voice: Voice, conflict: Conflict, tie: Tie) -> dict[str, Value]:
    own, who = tie.own, tie.actor
    place = next((hop for hop in own if hop.object == who and hop.relation != "founded"), None)
    post = relations.post(voice, place) if place else ""
    return {
        "customer": voice.name(conflict.customer),
        "vendor": _by_way(voice, own, tie.place) if tie.kind == "common-owner" else voice.name(tie.place),
        "rival": _by_way(voice, own[::-1], who) if tie.kind == "common-owner" else voice.name(who),
        "actor": voice.name(who),
        "person": _person(voice, tie, own),
        "owner": voice.name(_owner(own)) if own else "",
        "supplier": voice.name(own[-1].subject) if own else "",
        "through": voice.names(each for each in tie.through if each not in (who, tie.rival, tie.place)),
        "share": _share(voice, tie, own),
        "post": fill(" ({post})", post=Name("", post)) if post else "",
    }


def _by_way(voice: Voice, way: Path, end: str) -> Sentence:
    """One end of the way of an owner to two companies, with the companies that lead there: "Outlier (through ...)"."""
    owner, here, between = _owner(way), end, list[str]()
    for hop in reversed(way):
        here = hop.object if hop.subject == here else hop.subject
        if here == owner:
            break
        between.append(here)
    return by_way(voice, voice.name(end), between[::-1])


def by_way(voice: Voice, name: Name, through: Sequence[str]) -> Sentence:
    """Return a name with the companies through which it is reached: "Outlier (through Scale AI)"."""
    pattern = voice.language.ties["by-way"]
    assert isinstance(pattern, str)
    return fill(pattern, name=name, through=voice.names(through)) if through else Sentence((name,))


def _owner(own: Path) -> str:
    """Who holds both of two companies: the one from whom the path goes down both ways."""
    return next((_holder(one) for one, other in pairwise(own) if _holder(one) == _holder(other)), own[0].subject)


def _holder(hop: Relation) -> str:
    return hop.object if hop.relation == "subsidiary-of" else hop.subject


def _person(voice: Voice, tie: Tie, own: Path) -> Value:
    entities = voice.market.entities
    slugs = [hop.subject for hop in own if hop.subject in entities and entities[hop.subject].type == "person"]
    return voice.name(slugs[0]) if slugs else ""


def _share(voice: Voice, tie: Tie, own: Path) -> str:
    share = tie.share or next((hop.share for hop in own if _is_stake_in(hop, tie.vendor)), None)
    about = any(is_about(voice.market, hop) for hop in own)
    return voice.language.percent(share, about) if share and _sized(tie, share) else voice.language.shares["unknown"]


def _is_stake_in(hop: Relation, vendor: str) -> bool:
    return hop.share is not None and hop.object == vendor


def _sized(tie: Tie, share: Share | None = None) -> bool:
    """Whether sources say something of the size; what others leave of a stake that nobody measures is no such word."""
    share = share or tie.share
    stakes = (hop for hop in tie.own if hop.relation in ("holds-stake-in", "invested-in"))
    return share is not None and (share.min > 0 or all(map(relations.sized, stakes)))
