"""The bundled market's own question, with known answers."""

from datetime import date
from functools import cache

import pytest
from msgspec import structs

from tests.analysis.worlds import triples
from tests.markets import bundled, only
from vendorgraph.analysis.conflicts import all_conflicts, conflicts, fold_commerce
from vendorgraph.analysis.model import LEVELS, Conflict
from vendorgraph.analysis.paths import paths
from vendorgraph.analysis.rivalry import rivalries
from vendorgraph.relations.model import Relations
from vendorgraph.relations.resolve import resolve

WEEK, READ = date(2025, 6, 20), date(2026, 11, 22)


@cache
def relations(as_of: date = WEEK, known_by: date = READ) -> Relations:
    return resolve(bundled(), as_of, known_by)


@cache
def google() -> list[Conflict]:
    return conflicts(bundled(), relations(), "google")


def scale_meta() -> Conflict:
    found = google()[0]
    assert (found.vendor, found.rival) == ("scale-ai", "meta")
    return found


def test_the_seat_that_wang_kept_leads_the_conflict_at_scale_with_meta() -> None:
    found = scale_meta()
    assert (found.level, found.verdict, found.timing) == ("critical", "established", "concurrent")
    lead = found.ties[0]
    assert (lead.kind, lead.degree, lead.through) == ("board", "kept seat", ("alexandr-wang",))
    assert triples(lead.path) == ["alexandr-wang holds-role meta", "alexandr-wang board-member-of scale-ai"]


def test_metas_stake_is_49_per_cent_without_votes_and_no_control() -> None:
    ties = {tie.kind: tie for tie in scale_meta().ties}
    stake = ties["ownership"]
    assert stake.share is not None and (stake.share.min, stake.share.max) == (0.49, 0.49)
    assert (stake.voting, stake.strength, stake.level) == (False, "49 %, no votes", "high")
    assert stake.course.since == "2025-06-12"
    assert "votes" not in ties and "control" not in ties


def test_the_chief_executive_moved() -> None:
    move = next(tie for tie in scale_meta().ties if tie.degree == "executive moved")
    assert move.strength.startswith("Alexandr Wang moved from Scale AI on 2025-06-12")
    assert triples(move.path) == ["alexandr-wang moved-to meta", "alexandr-wang holds-role scale-ai"]
    assert move.path[1].post == "chief-executive"


def test_what_was_known_at_the_end_of_may_shows_nothing_of_it() -> None:
    may = date(2025, 5, 31)
    found = conflicts(bundled(), relations(may, may), "google", vendor="scale-ai", rival="meta")
    assert {tie.kind for conflict in found for tie in conflict.ties} <= {"commerce", "common-owner"}


def test_google_and_openai_are_rivals_through_their_products_and_it_says_so() -> None:
    best = rivalries(bundled(), relations(), "google")["openai"][0]
    assert (best.kind, best.via) == ("derived", "Gemini against ChatGPT")


def test_the_seed_alone_finds_it_too() -> None:
    market = only(bundled(), "seed-article-2025-06")
    [found] = [c for c in conflicts(market, resolve(market, WEEK, READ), "google") if c.rival == "meta"]
    assert found.vendor == "scale-ai" and {"ownership", "person"} <= {tie.kind for tie in found.ties}
    assert found.rivalry.via is not None and found.rivalry.via.endswith("Google among them")


@pytest.mark.parametrize("as_of", [WEEK, READ])
def test_googles_list_at_medium_is_short_enough_to_read(as_of: date) -> None:
    kept, rows = fold_commerce(conflicts(bundled(), relations(as_of), "google"))
    medium = LEVELS.index("medium")
    assert 1 <= sum(LEVELS.index(c.level) <= medium for c in kept) <= 8
    assert all(row.level == "low" for row in rows)


@pytest.mark.parametrize("as_of", [WEEK, READ])
def test_every_claim_named_exists(as_of: date) -> None:
    claims = bundled().claims
    found = all_conflicts(bundled(), relations(as_of))
    assert found
    for conflict in found:
        for path in (conflict.exposure.path, conflict.rivalry.path, *(tie.path for tie in conflict.ties)):
            for hop in path:
                named = hop.denies if hop.status == "denied" else hop.supports
                assert named and all(id in claims for id in named)


@pytest.mark.parametrize("as_of", [WEEK, READ])
def test_removing_what_would_clear_a_conflict_clears_it(as_of: date) -> None:
    market, whole = bundled(), relations(as_of)
    checked = 0
    for conflict in conflicts(market, whole, "google"):
        for clearing in conflict.clears_if_false:
            claims = {id for relation in clearing.relations for id in relation.told}
            rest = structs.replace(whole, all=tuple(r for r in whole if not claims.issuperset(r.told)))
            left = conflicts(market, rest, "google", vendor=conflict.vendor, rival=conflict.rival)
            assert all(each.verdict == "refuted" for each in left)
            checked += 1
    assert checked > 10


def test_no_lab_conflicts_with_itself_or_with_its_group() -> None:
    for conflict in all_conflicts(bundled(), relations(READ)):
        assert conflict.customer not in (conflict.rival, conflict.vendor)
        assert {conflict.customer, conflict.rival} not in ({"google", "alphabet"}, {"google", "google-deepmind"})


def test_whole_paths_from_google_to_meta() -> None:
    found = paths(relations(), "google", "meta", kinds=["customer-of", "holds-stake-in"], max_hops=2, limit=50)
    assert ["google customer-of scale-ai", "meta holds-stake-in scale-ai"] in [triples(path) for path in found.paths]
    assert found.complete
