"""What every answer promises, on the small market and on the bundled one.

An earlier reader never knows more; every claim named exists and says what the hop says; hearing a thing again from
another origin never clears a conflict or weakens its verdict; and what is said to clear a conflict does.
"""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from msgspec import structs

from tests.answers.promises import DAYS, answer, found, hops, market, paths, relations
from tests.markets import source
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.analysis.model import LEVELS, VERDICTS, Conflict
from vendorgraph.dates import span
from vendorgraph.model import Claim, Market
from vendorgraph.relations.model import Relation
from vendorgraph.relations.resolve import resolve
from vendorgraph.whatif import WhatIf, laid_over

CASES = [(name, day) for name, days in DAYS.items() for day in days]
#: Days of reading, by market.
KNOWN = {
    "small": [date(2024, 6, 1), date(2025, 3, 9), date(2025, 3, 13), date(2025, 6, 2), date(2025, 12, 5)],
    "bundled": [date(2024, 1, 1), date(2025, 5, 31), date(2025, 6, 13), date(2025, 6, 20), date(2026, 3, 1)],
}


def published_by(whole: Market, day: date) -> Market:
    """The market as if nothing had been read that was not certainly published by `day`."""
    read = span(whole.info.read).last
    sources = {
        id: each
        for id, each in whole.sources.items()
        if (min(span(each.published).last, read) if each.published else read) <= day
    }
    claims = {id: claim for id, claim in whole.claims.items() if claim.source_id in sources}
    return structs.replace(whole, sources=sources, claims=claims)


@pytest.mark.parametrize(("name", "known_by"), [(name, day) for name, days in KNOWN.items() for day in days])
def test_an_earlier_reader_knows_what_was_published_by_then_and_nothing_more(name: str, known_by: date) -> None:
    then = published_by(market(name), known_by)
    assert 0 < len(then.claims) < len(market(name).claims)
    for as_of in DAYS[name]:
        assert resolve(market(name), as_of, known_by) == resolve(then, as_of, known_by)
        assert list(found(name, as_of, known_by)) == all_conflicts(then, resolve(then, as_of, known_by))
    named = {id for as_of in DAYS[name] for hop in hops(answer(name, as_of, known_by)) for id in hop["claims"]}
    assert named <= then.claims.keys()


@pytest.mark.parametrize(("name", "day"), CASES)
def test_every_claim_named_exists_and_says_what_the_hop_says(name: str, day: date) -> None:
    claims, checked = market(name).claims, 0
    for hop in hops(answer(name, day)):
        assert hop["claims"]
        for id in hop["claims"]:
            assert _says(claims[id], hop), (id, hop)
            checked += 1
    assert checked > 30
    for conflict in answer(name, day)["conflicts"]:
        for wrong in (each for clearing in conflict["clears_if_false"] for each in clearing):
            assert wrong["claims"]
            assert all(_says(claims[id], {**wrong, "status": "current"}) for id in wrong["claims"])


def _says(claim: Claim, hop: dict[str, Any]) -> bool:
    if claim.denies != (hop["status"] == "denied"):
        return False
    if claim.relation == "moved-to" and hop["relation"] == "holds-role":
        return claim.subject == hop["subject"] and hop["object"] in (claim.object, claim.from_org)
    ends = {claim.subject, claim.object} == {hop["subject"], hop["object"]}
    return claim.relation == hop["relation"] and ends


def supports(name: str, day: date) -> list[str]:
    """The claims that conflicts of some weight rest on; of the bundled market every seventh."""
    told = {
        id for each in found(name, day) if each.level != "low" for hop in paths(each) if hop.status != "denied"
        for id in hop.supports
    }  # fmt: skip
    return sorted(told)[:: 7 if name == "bundled" else 1]


@pytest.mark.parametrize("reliability", ["high", "medium", "low"])
@pytest.mark.parametrize(("name", "day"), [("small", date(2025, 6, 1)), ("bundled", date(2025, 6, 20))])
def test_hearing_it_again_from_another_origin_never_clears_or_weakens(name: str, day: date, reliability: str) -> None:
    whole, told = market(name), supports(name, day)
    before = {_key(each): each for each in found(name, day)}
    assert len(told) > 8
    for id in told:
        again = _again(whole, whole.claims[id], reliability)
        after = {_key(each): each for each in all_conflicts(again, resolve(again, day, span(whole.info.read).last))}
        for key, conflict in before.items():
            assert key in after, (id, key)
            assert VERDICTS.index(after[key].verdict) <= VERDICTS.index(conflict.verdict), (id, key)


def _key(conflict: Conflict) -> tuple[str, str, str]:
    return (conflict.customer, conflict.vendor, conflict.rival)


def _again(whole: Market, claim: Claim, reliability: str) -> Market:
    """The market with the claim made once more, by another origin on the same day."""
    again = source("again", whole.source_of(claim).published, reliability)
    repeated = structs.replace(claim, id="again#01")
    return structs.replace(
        whole, sources={**whole.sources, "again": again}, claims={**whole.claims, "again#01": repeated}
    )


#: Of the bundled market all conflicts of some weight in the week of June 2025, and the weightiest later.
CLEARED = [
    *(("small", day, "low") for day in DAYS["small"]),
    ("bundled", date(2025, 6, 20), "medium"),
    ("bundled", date(2026, 11, 22), "high"),
]


@pytest.mark.parametrize(("name", "day", "level"), CLEARED)
def test_what_is_said_to_clear_a_conflict_does_and_no_part_of_it(name: str, day: date, level: str) -> None:
    checked = 0
    for conflict in found(name, day):
        if LEVELS.index(conflict.level) <= LEVELS.index(level):
            for clearing in conflict.clears_if_false:
                assert _without(name, day, conflict, clearing.relations) == []
                for size in range(1, len(clearing.relations)):
                    for part in combinations(clearing.relations, size):
                        assert _without(name, day, conflict, part) != [], (conflict, part)
                checked += 1
    assert checked > 5


def _without(name: str, day: date, conflict: Conflict, wrong: tuple[Relation, ...]) -> list[Conflict]:
    """The same conflict, unless it is denied, on the market without the claims of relations."""
    held = relations(name, day)
    left_out = WhatIf(without_claims=tuple({id for each in wrong for id in each.told}))
    left = laid_over(market(name), left_out, min(held.as_of, held.known_by))
    limits = {"vendor": conflict.vendor, "rival": conflict.rival}
    again = conflicts(left, resolve(left, held.as_of, held.known_by), conflict.customer, **limits)
    return [each for each in again if each.verdict != "refuted"]


def test_the_claims_of_a_clearing_set_are_all_that_speak_for_its_relations() -> None:
    day = date(2025, 6, 20)
    told = {each.key: each.told for each in relations("bundled", day)}
    checked = 0
    for conflict in answer("bundled", day)["conflicts"]:
        for clearing in conflict["clears_if_false"]:
            for wrong in clearing:
                keys = [key for key in told if key[:3] == (wrong["subject"], wrong["relation"], wrong["object"])]
                assert tuple(wrong["claims"]) in [told[key] for key in keys]
                checked += 1
    assert checked > 100
