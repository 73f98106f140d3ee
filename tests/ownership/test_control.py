"""Control: certain and possible, alone and together, through cycles, by votes and by shares."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from tests.ownership.strategies import COMPANIES, OWNERS, exact_holdings, ranged_holdings
from vendorgraph.ownership.control import Control, blocks, control, fifty_percent
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.ranges import HALF, MAJORITY, Threshold
from vendorgraph.relations.model import UNKNOWN_SHARE, Share


def pairs(found: tuple[Control, ...], verdict: str | None = None) -> set[tuple[str, str]]:
    return {(c.holder, c.company) for c in found if verdict in (None, c.verdict)}


def replaced(holdings: Holdings, share: float, place: int) -> Holdings:
    """The same holdings with one exact share raised, as far as the company leaves room."""
    chosen = holdings.all[place % len(holdings)]
    raised = min(share, round(1 - float(holdings.minima[chosen.company]) + chosen.share.min, 3))
    value = max(chosen.share.min, raised)
    return Holdings.of(Holding(h.holder, h.company, Share(value, value)) if h is chosen else h for h in holdings)


def test_no_holdings_no_control() -> None:
    assert control(Holdings.of([])) == ()
    assert control(Holdings.of([("A", "B", 0.6)]), holder="unknown") == ()
    assert fifty_percent(Holdings.of([]), ["X"]) == ()


def test_the_answer_says_by_which_rule_and_through_whom() -> None:
    holdings = Holdings.of([("H", "A", 0.6), ("H", "B", 0.55), ("A", "T", 0.3), ("B", "T", 0.25)])
    found = control(holdings, holder="H")
    assert found[-1] == Control(
        "H",
        "T",
        "certain",
        Share(0.55, 0.55),
        ("A", "B"),
        "control: more than 50 % of the votes, alone or with controlled companies",
    )


def test_no_argument_goes_in_a_circle() -> None:
    holdings = Holdings.of([("X", "A", 0.6), ("A", "B", 0.6), ("B", "A", 0.4), ("B", "C", 0.6), ("C", "A", 0.0)])
    through = {c.company: c.through for c in control(holdings, holder="X")}
    assert through == {"A": ("X",), "B": ("A",), "C": ("B",)}


def test_a_cycle_without_a_majority_controls_nothing() -> None:
    assert control(Holdings.of([("A", "B", 0.4), ("B", "A", 0.4), ("P", "A", 0.3)])) == ()


def test_half_decimals_are_exactly_half() -> None:
    rows = [("X", name, 1.0) for name in "ABC"] + [("A", "T", 0.1), ("B", "T", 0.2), ("C", "T", 0.2)]
    assert ("X", "T") not in pairs(control(Holdings.of(rows)))
    assert ("X", "T") in pairs(control(Holdings.of(rows), HALF))


def test_an_unknown_share_may_control_as_far_as_the_others_leave_room() -> None:
    holdings = Holdings.of([("P", "A", UNKNOWN_SHARE), ("Q", "A", 0.3), ("P", "B", UNKNOWN_SHARE), ("Q", "B", 0.5)])
    found = control(holdings)
    assert pairs(found, "possible") == {("P", "A")}
    assert pairs(found, "certain") == set()
    assert found[0].share == Share(0.0, 0.7, min_open=True)


def test_certain_control_is_shown_through_certain_holders() -> None:
    rows = [
        ("P", "A", 0.6),
        ("P", "B", UNKNOWN_SHARE),
        ("P", "C", 0.6),
        ("A", "T", 0.3),
        ("B", "T", 0.3),
        ("C", "T", 0.25),
    ]
    found = {c.company: (c.verdict, c.through) for c in control(Holdings.of(rows), holder="P")}
    assert found["B"] == ("possible", ("P",))
    assert found["T"] == ("certain", ("A", "C"))


def test_companies_held_above_the_whole_are_judged_as_stated() -> None:
    holdings = Holdings.of([("P", "A", 0.7), ("Q", "A", Share(0.4, 0.6))])
    assert pairs(control(holdings), "certain") == {("P", "A")}
    assert pairs(control(holdings), "possible") == {("Q", "A")}


def test_shares_without_votes_control_nothing_and_leave_the_votes_to_others() -> None:
    silent = Holding("M", "S", Share(0.51, 0.51), voting=False)
    holdings = Holdings.of([silent, ("F", "S", 0.25)])
    assert pairs(control(holdings)) == {("F", "S")}
    assert pairs(control(holdings, by_votes=False)) == {("M", "S")}
    assert [found.company for found in fifty_percent(holdings, ["M"])] == ["S"]


def test_a_stated_share_of_votes_decides() -> None:
    assert pairs(control(Holdings.of([Holding("F", "S", Share(0.13, 0.13), True, Share(0.58, 0.58))]))) == {("F", "S")}


def test_blocked_persons_count_together_and_are_not_listed() -> None:
    holdings = Holdings.of([("X", "A", 0.3), ("Y", "A", 0.3), ("X", "Y", 0.9), ("A", "B", UNKNOWN_SHARE)])
    found = fifty_percent(holdings, ["Y", "X", "X"])
    assert [(each.company, each.verdict, each.through) for each in found] == [
        ("A", "certain", ("X", "Y")),
        ("B", "possible", ("A",)),
    ]


def test_a_block_is_what_the_holder_and_its_companies_have() -> None:
    holdings = Holdings.of(
        [("P", "H", 0.51), ("H", "T", 0.4), ("P", "T", 0.05), ("P", "M", UNKNOWN_SHARE), ("M", "T", 0.1)]
    )
    found = {block.company: block for block in blocks(holdings, "P")}
    assert found["T"].share == Share(0.45, 0.55)
    assert found["T"].through == ("H", "M", "P")
    assert blocks(holdings, "unknown") == ()


@given(exact_holdings(), st.integers(0, 1000), st.integers(0, 20))
def test_control_grows_with_shares(holdings: Holdings, thousandths: int, place: int) -> None:
    if len(holdings):
        more = replaced(holdings, thousandths / 1000, place)
        assert pairs(control(holdings)) <= pairs(control(more))


@given(exact_holdings(), st.sampled_from(OWNERS), st.sampled_from(COMPANIES), st.integers(1, 1000))
def test_control_grows_with_holders(holdings: Holdings, owner: str, company: str, thousandths: int) -> None:
    room = round(1000 * (1 - holdings.minima.get(company, 0)))
    if room and (owner, company) not in {(h.holder, h.company) for h in holdings}:
        more = Holdings.of([*holdings, (owner, company, min(thousandths, room) / 1000)])
        assert pairs(control(holdings)) <= pairs(control(more))


@given(exact_holdings(), st.sampled_from(OWNERS), st.sampled_from(OWNERS))
def test_two_seeds_reach_what_each_reaches(holdings: Holdings, one: str, other: str) -> None:
    both = {found.company for found in fifty_percent(holdings, [one, other])}
    for seed in (one, other):
        assert {found.company for found in fifty_percent(holdings, [seed])} <= both


@given(ranged_holdings())
def test_what_is_certain_holds_at_both_ends_and_nothing_else_is(holdings: Holdings) -> None:
    found = control(holdings)
    low = Holdings.of((h.holder, h.company, h.share.min) for h in holdings)
    assert pairs(found, "certain") == pairs(control(low))


@given(exact_holdings())
def test_exact_shares_leave_nothing_merely_possible(holdings: Holdings) -> None:
    assert pairs(control(holdings), "possible") == set()


@given(exact_holdings(), st.integers(1, 999))
def test_certain_control_agrees_with_a_fixpoint_by_rounds(holdings: Holdings, thousandths: int) -> None:
    """The same least fixpoint, added company by company in rounds over whole thousandths."""
    threshold = Threshold(thousandths / 1000)
    expected = set()
    for holder in [*OWNERS, *COMPANIES]:
        members, grown = {holder}, True
        while grown:
            sums: dict[str, int] = {}
            for holding in holdings:
                if holding.holder in members:
                    sums[holding.company] = sums.get(holding.company, 0) + round(holding.share.min * 1000)
            new = {company for company, held in sums.items() if held > thousandths} - members
            members, grown = members | new, bool(new)
        expected |= {(holder, company) for company in members - {holder}}
    assert pairs(control(holdings, threshold)) == expected


def test_control_ranges_and_power_work_without_numpy() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['numpy', 'scipy', 'networkx']))\n"
        "from vendorgraph.ownership import concentration, control, evidence, holdings, interlocks, power, wall\n"
        "h = holdings.Holdings.of([('A', 'B', .6)])\n"
        "print(len(control.control(h)), float(power.oceanic([.51])[0]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1 1.0\n", "")


def test_the_default_test_is_a_strict_majority() -> None:
    assert Threshold(0.5, inclusive=False) == MAJORITY
    assert control(Holdings.of([("A", "B", 0.5)])) == ()
