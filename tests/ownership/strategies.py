"""Made-up holdings for the property tests: shares are whole thousandths, so that sums are exact."""

from hypothesis import strategies as st

from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.relations.model import Share

COMPANIES = ["A", "B", "C", "D", "E"]
OWNERS = ["P", "Q", "R"]


@st.composite
def exact_holdings(draw: st.DrawFn, *, whole: bool = False) -> Holdings:
    """Holdings in five companies by one another and by three owners that nobody holds.

    Each company sums to at most 1; `whole`: to 1, an owner from outside holding at least 5 % of it.
    """
    rows: list[tuple[str, str, float]] = []
    for company in COMPANIES:
        holders = draw(st.lists(st.sampled_from([*COMPANIES, *OWNERS]), unique=True, max_size=4))
        left = 950 if whole else 1000
        for holder in holders:
            part = draw(st.integers(0, left))
            left -= part
            rows.append((holder, company, part))
        if whole:
            owner = draw(st.sampled_from(OWNERS))
            rows = [row for row in rows if row[:2] != (owner, company)]
            rows.append((owner, company, 1000 - sum(part for _, held, part in rows if held == company)))
    return Holdings.of((holder, company, part / 1000) for holder, company, part in rows if part)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """An interval of thousandths with open or closed ends (an exact share has closed ones)."""
    low, high = sorted(draw(st.tuples(st.integers(0, 1000), st.integers(0, 1000))))
    ends = (False, False) if low == high else draw(st.tuples(st.booleans(), st.booleans()))
    return Share(low / 1000, high / 1000, *ends)


@st.composite
def ranged_holdings(draw: st.DrawFn) -> Holdings:
    """Intervals around exact holdings, which are therefore one of the ways in which they can be true."""
    rows = []
    for holding in draw(exact_holdings()):
        value = round(holding.share.min * 1000)
        low, high = draw(st.integers(0, value)), draw(st.integers(value, 1000))
        rows.append(Holding(holding.holder, holding.company, Share(low / 1000, high / 1000)))
    return Holdings.of(rows)
