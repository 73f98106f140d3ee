"""Integrated ownership: conventions, cycles, loops, intervals, and agreement with other ways to compute it."""

from math import inf, prod

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.ownership.strategies import COMPANIES, OWNERS, exact_holdings, ranged_holdings
from vendorgraph.ownership import neumann, paths
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.integrated import CONVENTIONS, Convention, integrated, network_value
from vendorgraph.ownership.near import shares_from
from vendorgraph.ownership.sound import closed_loops, find_sound
from vendorgraph.relations.model import UNKNOWN_SHARE, Share

Pairs = dict[tuple[str, str], Share]


def shares(holdings: Holdings, convention: Convention = "baldone", **ends: str) -> Pairs:
    return {(s.holder, s.company): s.share for s in integrated(holdings, convention, **ends).shares}


def lower(found: Pairs) -> dict[tuple[str, str], float]:
    return {pair: share.min for pair, share in found.items()}


def by_inverse(holdings: Holdings, *, corrected: bool) -> dict[tuple[str, str], float]:
    """The same shares from the inverse of I - W."""
    names = sorted({name for h in holdings for name in (h.holder, h.company)})
    weights = np.zeros((len(names), len(names)))
    for h in holdings:
        weights[names.index(h.holder), names.index(h.company)] = h.share.min
    inverse = np.linalg.solve(np.eye(len(names)) - weights, np.eye(len(names)))
    found = inverse - np.eye(len(names))
    found = found / np.diag(inverse)[:, None] if corrected else found
    return {(a, b): float(found[i, j]) for i, a in enumerate(names) for j, b in enumerate(names) if found[i, j] > 1e-12}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_nothing_gives_nothing(convention: Convention) -> None:
    assert shares(Holdings.of([]), convention) == {}
    assert shares(Holdings.of([("A", "B", 0.5)]), convention, holder="unknown") == {}
    assert shares(Holdings.of([("A", "B", 0.5)]), convention, company="A") == {}
    assert shares(Holdings.of([("A", "B", 0.0)]), convention) == {}


def test_another_convention_is_refused() -> None:
    with pytest.raises(ValueError, match="convention 'cash': write one of baldone, brioschi, simple"):
        integrated(Holdings.of([]), "cash")  # type: ignore[arg-type]


@given(exact_holdings(whole=True))
def test_outside_owners_have_all_of_a_fully_owned_company(holdings: Holdings) -> None:
    for convention in ("brioschi", "baldone"):
        found = shares(holdings, convention)
        for company in COMPANIES:
            assert sum(found[o, company].min for o in OWNERS if (o, company) in found) == pytest.approx(1, abs=1e-10)


@given(exact_holdings())
def test_the_series_agrees_with_the_inverse(holdings: Holdings) -> None:
    assume(not integrated(holdings).loops)
    for convention, corrected in (("brioschi", False), ("baldone", True)):
        expected = by_inverse(holdings, corrected=corrected)
        assert lower(shares(holdings, convention)) == pytest.approx(expected, rel=1e-9, abs=1e-11)


@given(exact_holdings(whole=True))
def test_baldone_is_at_most_brioschi_and_the_same_for_owners_that_nobody_holds(holdings: Holdings) -> None:
    baldone, brioschi = lower(shares(holdings)), lower(shares(holdings, "brioschi"))
    assert set(baldone) == set(brioschi)
    for (holder, company), share in baldone.items():
        assert share <= min(brioschi[holder, company], 1.0)
        if holder in OWNERS:
            assert share == brioschi[holder, company]


@given(exact_holdings(whole=True))
def test_simple_paths_lose_and_never_gain(holdings: Holdings) -> None:
    baldone, simple = lower(shares(holdings)), lower(shares(holdings, "simple"))
    assert all(share <= baldone.get(pair, 0.0) + 1e-11 for pair, share in simple.items())


@given(exact_holdings())
def test_simple_paths_agree_with_networkx(holdings: Holdings) -> None:
    assume(not integrated(holdings).loops)
    graph = nx.DiGraph()
    graph.add_edges_from((h.holder, h.company, {"share": h.share.min}) for h in holdings)
    expected = {
        (a, b): sum(prod(graph.edges[hop]["share"] for hop in path) for path in nx.all_simple_edge_paths(graph, a, b))
        for a in graph
        for b in nx.descendants(graph, a)
    }
    assert lower(shares(holdings, "simple")) == pytest.approx(expected)


@settings(max_examples=40)
@given(ranged_holdings(), st.sampled_from(OWNERS + COMPANIES), st.sampled_from(COMPANIES))
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_part_of_the_answer_is_the_same_alone(
    convention: Convention, holdings: Holdings, holder: str, company: str
) -> None:
    whole = shares(holdings, convention)

    def only(found: Pairs, holder: str | None, company: str | None) -> Pairs:
        return {(a, b): s for (a, b), s in found.items() if holder in (None, a) and company in (None, b)}

    assert shares(holdings, convention, holder=holder) == only(whole, holder, None)
    assert shares(holdings, convention, company=company) == only(whole, None, company)
    assert shares(holdings, convention, holder=holder, company=company) == only(whole, holder, company)


@given(ranged_holdings(), st.sampled_from(OWNERS + COMPANIES))
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_one_holder_in_plain_python_has_the_same_shares(
    convention: Convention, holdings: Holdings, holder: str
) -> None:
    sound = find_sound(holdings).holdings
    expected = {company: share for (_, company), share in shares(holdings, convention, holder=holder).items()}
    found = shares_from(sound, holder, convention)
    assert set(found) == set(expected)
    for company, share in found.items():
        assert (share.min, share.max) == pytest.approx((expected[company].min, expected[company].max), abs=1e-9)
        assert (share.min_open, share.max_open) == (expected[company].min_open, expected[company].max_open)


def test_closed_loops_are_found_whatever_hangs_on_them() -> None:
    ring = [("A", "B", 1.0), ("B", "C", 1.0), ("C", "A", 1.0), ("C", "D", 1.0), ("D", "E", 1.0)]
    two = [("X", "Y", 1.0), ("Y", "X", 0.5), ("X", "X", 0.5)]
    top = [("P", "Q", 1.0), ("Q", "R", 1.0), ("R", "Q", 0.0)]
    assert closed_loops(Holdings.of(ring + two + top)) == (("A", "B", "C"), ("X", "Y"))
    assert closed_loops(Holdings.of([])) == ()


def test_a_loop_that_is_almost_closed_is_still_solved() -> None:
    holdings = Holdings.of([("A", "B", 0.999999), ("B", "A", 1.0), ("P", "B", 0.000001)])
    for convention in ("baldone", "brioschi"):
        assert shares(holdings, convention, holder="P")["P", "A"].min == pytest.approx(1.0, abs=1e-9)
        assert shares(holdings, convention, company="A")["P", "A"].min == pytest.approx(1.0, abs=1e-9)
    assert shares(holdings)["A", "A"].min == pytest.approx(0.999999)


def test_the_series_stops_only_when_what_it_leaves_out_is_nothing() -> None:
    for ratio in (0.5, 0.9, 0.99, 0.9999):
        weights = neumann.matrix(2, [0, 1], [1, 0], [ratio, ratio])
        found = neumann.walks(weights, weights).toarray()
        assert found[0, 1] == pytest.approx(ratio / (1 - ratio**2), rel=1e-10)
        assert found[0, 0] == pytest.approx(ratio**2 / (1 - ratio**2), rel=1e-10)


def test_closed_loops_are_reported_with_all_below_them_withheld() -> None:
    holdings = Holdings.of([("A", "B", 1.0), ("B", "A", 1.0), ("A", "C", 0.5), ("C", "C", 0.1), ("P", "D", 0.4)])
    found = integrated(holdings)
    assert found.loops == (("A", "B"),)
    assert found.withheld == ("A", "B", "C")
    assert [(s.holder, s.company) for s in found.shares] == [("P", "D")]


def test_its_own_sole_owner_is_a_closed_loop() -> None:
    assert integrated(Holdings.of([("A", "A", 1.0)])).loops == (("A",),)


def test_a_company_held_above_the_whole_is_withheld_with_all_below_it() -> None:
    rows = [("P", "A", 0.7), ("Q", "A", 0.6), ("A", "B", 0.5), ("B", "C", 0.5), ("P", "D", 0.5), ("D", "C", 0.1)]
    found = integrated(Holdings.of(rows))
    assert [excess.company for excess in found.excess] == ["A"]
    assert found.withheld == ("A", "B", "C")
    assert [(s.holder, s.company) for s in found.shares] == [("P", "D")]


def test_an_unknown_share_is_above_nothing_and_below_the_whole() -> None:
    assert shares(Holdings.of([("P", "A", UNKNOWN_SHARE)])) == {("P", "A"): UNKNOWN_SHARE}
    chain = Holdings.of([("P", "A", 0.49), ("A", "B", UNKNOWN_SHARE)])
    for convention in CONVENTIONS:
        assert shares(chain, convention, holder="P")["P", "B"] == Share(0.0, 0.49, True, True)


def test_intervals_are_bounded_by_what_others_hold() -> None:
    holdings = Holdings.of([("P", "A", UNKNOWN_SHARE), ("Q", "A", 0.3), ("A", "B", Share(0.4, 0.6)), ("Q", "B", 0.1)])
    found = shares(holdings)
    assert found["P", "A"] == Share(0.0, 0.7, min_open=True)
    assert found["P", "B"] == Share(0.0, 0.42, min_open=True)
    assert found["Q", "B"] == Share(0.22, 0.28)


def test_two_ways_into_one_company_share_its_whole() -> None:
    rows = [("P", "A", 1.0), ("P", "T", Share(0.2, 0.8)), ("A", "T", Share(0.2, 0.7)), ("Q", "T", 0.25)]
    assert shares(Holdings.of(rows), holder="P")["P", "T"] == Share(0.4, 0.75)


def test_an_interval_may_close_a_loop_and_then_nothing_bounds_brioschi() -> None:
    holdings = Holdings.of([("A", "B", Share(0.5, 1.0)), ("B", "A", Share(0.5, 1.0))])
    assert shares(holdings)["A", "B"] == Share(0.5, 1.0)
    assert shares(holdings)["A", "A"] == Share(0.25, 1.0)
    assert shares(holdings, "brioschi")["A", "B"].max == inf


@given(ranged_holdings(), st.data())
def test_every_way_to_fill_the_intervals_stays_within_the_answer(holdings: Holdings, data: st.DataObject) -> None:
    """Lower ends plus random parts of what is left are exact holdings, whose shares lie within the intervals."""
    left = {company: 1000 - round(1000 * low) for company, low in holdings.minima.items()}
    rows = []
    for h in data.draw(st.permutations(holdings.all)):
        more = data.draw(st.integers(0, min(left[h.company], round(1000 * (h.share.max - h.share.min)))))
        left[h.company] -= more
        rows.append((h.holder, h.company, round(h.share.min + more / 1000, 3)))
    filled = Holdings.of(rows)
    assume(not integrated(filled).loops and not integrated(holdings).loops)
    for convention in ("baldone", "simple"):
        wide = shares(holdings, convention)
        for pair, share in shares(filled, convention).items():
            assert wide[pair].min - 1e-11 <= share.min <= wide[pair].max + 1e-11


@settings(max_examples=40)
@given(ranged_holdings())
def test_the_upper_end_of_a_direct_chain_is_reached(holdings: Holdings) -> None:
    """For an owner of one company alone, the most it can have is the most that this company leaves it."""
    direct = [h for h in holdings if h.holder in OWNERS]
    alone = Holdings.of(h for h in direct if h.share.max > 0)
    for pair, share in shares(alone).items():
        others = float(alone.minima[pair[1]]) - share.min
        stated = next(h.share for h in alone if (h.holder, h.company) == pair)
        assert share.max == pytest.approx(min(stated.max, 1 - others))


def test_simple_paths_that_are_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "STEPS", 3)
    with pytest.raises(ValueError, match="more than 3 hops on simple paths from A: use another convention"):
        integrated(Holdings.of((a, b, 0.1) for a in "ABCD" for b in "ABCD" if a != b), "simple")


def test_network_value_counts_ranges_and_names_what_is_left_out() -> None:
    holdings = Holdings.of([("P", "A", Share(0.2, 0.5)), ("P", "B", 0.5), ("P", "C", 0.8), ("Q", "C", 0.8)])
    found = network_value(holdings, {"A": 100.0, "B": 10.0, "C": 1.0})
    assert [(v.holder, v.low, v.high) for v in found.values] == [("P", 25.0, 55.0)]
    assert found.left_out == ("C",)
    assert network_value(holdings, {}).values == ()


def test_a_value_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="value of A: found -1, write a number of at least 0"):
        network_value(Holdings.of([]), {"A": -1.0})


def test_holders_that_own_one_another_are_valued_each_in_full() -> None:
    holding = Holding("A", "B", Share(0.5, 0.5))
    found = network_value(Holdings.of([("P", "A", 1.0), holding]), {"B": 10.0})
    assert {v.holder: v.low for v in found.values} == {"A": 5.0, "P": 5.0}
