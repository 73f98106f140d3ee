"""From claims to relations: one table of contents over the rules, for every relation of the market."""

from collections.abc import Iterable
from datetime import date

from vendorgraph.dates import span
from vendorgraph.model import Claim, Market
from vendorgraph.relations import moves, rules
from vendorgraph.relations.dated import date_of_event, end_of, start_of
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.relations.moves import Key
from vendorgraph.relations.shares import r10_share, r10_voting
from vendorgraph.relations.speech import Speech, at_least, grade, ids, origins
from vendorgraph.relations.state import State, decide


def resolve(market: Market, as_of: date, known_by: date) -> Relations:
    """Return all relations as of a day as known by a day, by rules R0 to R10, sorted by relation, subject and object.

    What is planned, denied or over is among them with that status; what nobody had said by then is not.
    """
    speeches = speeches_of(market, as_of, known_by)
    moved = moves.effects(market, speeches, as_of)
    found = []
    for key in sorted({*speeches, *moved}, key=lambda key: (key[1], key[0], key[2], key[3] or "")):
        relation = resolve_one(market, key, [*speeches.get(key, []), *moved.get(key, [])], as_of)
        if relation is not None:
            found.append(relation)
    return Relations(as_of, known_by, tuple(found))


def resolve_one(market: Market, key: Key, speeches: list[Speech], as_of: date) -> Relation | None:
    """Return one relation as of a day from all that is said of it, or None when nothing holds or is told by then."""
    kind = market.vocabulary.relations[key[1]]
    denials = [s for s in speeches if s.side == "denies" and s.day <= as_of]
    said = [s for s in speeches if s.side != "denies"]
    struck = rules.r9_struck([s for s in said if s.day <= as_of], denials)
    standing = [s for s in said if s not in struck]
    if denials and not [s for s in standing if s.day <= as_of] and (struck or _bare(denials)):
        return _denied(key, denials, struck)
    state = decide(standing, as_of, kind)
    return None if state is None else _relation(market, key, state, standing, denials, struck, as_of)


def speeches_of(market: Market, as_of: date, known_by: date) -> dict[Key, list[Speech]]:
    """Group what the claims visible on `known_by` say as of a day by the relation that they speak of."""
    read = span(market.info.read).last
    found: dict[Key, list[Speech]] = {}
    for claim in market.claims.values():
        if claim.relation is None or claim.object is None:
            continue
        source = market.sources[claim.source_id]
        if not rules.r0_visible(claim, source, known_by, read):
            continue
        event = market.vocabulary.relations[claim.relation].event
        side, status = rules.r3_side(claim, source, as_of, event)
        speech = Speech(claim, source, rules.r1_when(claim, source, read, side), side, status)
        found.setdefault(key_of(market, claim), []).append(speech)
    return found


def key_of(market: Market, claim: Claim) -> Key:
    """Return what tells the claim's relation apart: posts differ by their kind, symmetric relations by no order."""
    assert claim.relation is not None and claim.object is not None
    subject, object_ = claim.subject, claim.object
    if market.vocabulary.relations[claim.relation].symmetric and object_ < subject:
        subject, object_ = object_, subject
    return (subject, claim.relation, object_, moves.post_of(market, claim))


def _bare(denials: list[Speech]) -> bool:
    return any(rules.r9_bare(s.claim) or s.claim.role is not None for s in denials)


def _denied(key: Key, denials: list[Speech], struck: list[Speech]) -> Relation:
    return Relation(
        subject=key[0],
        relation=key[1],
        object=key[2],
        post=key[3],
        status="denied",
        grade=grade(denials),
        rule="R9",
        role=_role(denials),
        origins=origins(denials),
        denies=ids(denials),
        loses=ids(struck),
        told=ids(struck),
    )


def _relation(
    market: Market,
    key: Key,
    state: State,
    speeches: list[Speech],
    denials: list[Speech],
    struck: list[Speech],
    as_of: date,
) -> Relation:
    share, history = r10_share(state.share_from, as_of, lambda claim: claim.share)
    present = [s for s in state.share_from if s not in history]
    votes, _ = r10_share(present, as_of, lambda claim: claim.voting_share)
    event = market.vocabulary.relations[key[1]].event
    return Relation(
        subject=key[0],
        relation=key[1],
        object=key[2],
        post=key[3] or moves.post_moved_to(market, key, state.supports),
        status=state.status,
        was=state.was,
        disputed=state.disputed,
        grade=grade(state.evidence),
        rule=state.rule,
        role=_role(state.supports),
        from_org=next((s.claim.from_org for s in state.supports if s.claim.from_org), None),
        share=share,
        voting_share=votes,
        voting=r10_voting(present, as_of),
        since=date_of_event(state.evidence) if event else start_of(state.evidence),
        until=end_of(state),
        origins=origins(state.supports),
        supports=ids(state.supports),
        denies=ids(denials),
        loses=ids([*state.loses, *struck]),
        told=ids([*speeches, *struck]),
        notes=(*state.notes, *_history(history)),
    )


def _history(history: list[Speech]) -> Iterable[str]:
    shares = sorted({s.claim.share for s in history if s.claim.share is not None})
    return [f"earlier share {share:g}" for share in shares]


def _role(speeches: list[Speech]) -> str | None:
    """The words of the best graded and newest speech that prints a role; a move tells of the new one only."""
    left = [s for s in speeches if s.side == "over" and s.claim.relation == "moved-to"]
    worded = [s for s in speeches if s.claim.role and s not in left]
    best = [s for s in worded if at_least(grade([s]), min((grade([w]) for w in worded), default="D"))]
    return max(best, key=lambda s: (s.day, s.claim.id)).claim.role if best else None
