"""The worked examples of the theory, each one a test: tests/data/theory/examples.json, 48 of them.

Numbers in strings are exact decimals. What an example is about (`topic`) says which check it goes through.
"""

import json
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from vendorgraph.analysis.timing import course, timing
from vendorgraph.dates import span
from vendorgraph.ownership.beneficial import beneficial_owners
from vendorgraph.ownership.closelinks import close_links
from vendorgraph.ownership.concentration import effective_number, hhi, merger_delta
from vendorgraph.ownership.control import control, fifty_percent
from vendorgraph.ownership.evidence import support
from vendorgraph.ownership.holdings import Holding, Holdings
from vendorgraph.ownership.integrated import Convention, integrated, network_value
from vendorgraph.ownership.interlocks import Seat, indirect_interlocks, interlocks
from vendorgraph.ownership.power import oceanic, voting_power
from vendorgraph.ownership.ranges import HALF
from vendorgraph.ownership.wall import may_read, wall_exposures
from vendorgraph.relations.model import Relation, Share

Example = dict[str, Any]
EXAMPLES: list[Example] = json.loads((Path(__file__).parents[1] / "data/theory/examples.json").read_text("utf-8"))
BY_ID = {example["id"]: example for example in EXAMPLES}

#: Common ownership and the Clayton Act are not computed.
LEFT_OUT = {
    *("mhhi-separate", "mhhi-10pct", "mhhi-full", "mhhi-49-control-vs-none", "mhhi-silent-49", "kappa-10pct"),
    *("clayton8-42", "clayton8-43", "clayton8-44", "clayton8-45", "clayton8-46", "clayton8-47"),
}


def holdings(edges: list[list[str]]) -> Holdings:
    return Holdings.of((holder, company, float(share)) for holder, company, share in edges)


def shares(edges: list[list[str]], convention: Convention) -> dict[str, float]:
    found = integrated(holdings(edges), convention).shares
    assert all(pair.share.min == pair.share.max and pair.convention == convention for pair in found)
    return {f"{pair.holder}->{pair.company}": pair.share.min for pair in found}


def controlled(example: Example) -> None:
    def pairs(**how: Any) -> list[list[str]]:
        found = control(holdings(example["input"]), **how)
        assert all(pair.verdict == "certain" for pair in found)
        return [[pair.holder, pair.company] for pair in found]

    expected = example["expected"]
    if isinstance(expected, list):
        expected = {"control": expected}
    asked = {
        "control": pairs,
        "strict>50": pairs,
        ">=50": lambda: pairs(threshold=HALF),
        "integrated H->C": lambda: str(shares(example["input"], "baldone")["H->C"]),
    }
    assert {name: asked[name]() for name in expected} == expected


def blocked(example: Example) -> None:
    found = fifty_percent(holdings(example["input"]["edges"]), example["input"]["blocked"])
    assert [each.company for each in found] == example["expected"]
    assert {each.verdict for each in found} == {"certain"}


def integrated_shares(example: Example) -> None:
    if isinstance(example["expected"], str):
        found = integrated(holdings(example["input"]))
        assert (found.shares, found.loops, found.withheld) == ((), (("A", "B"),), ("A", "B"))
        return
    names: dict[str, Convention] = {"brioschi": "brioschi", "baldone": "baldone", "simple_paths": "simple"}
    assert set(example["expected"]) == set(names)
    for name, convention in names.items():
        assert shares(example["input"], convention) == pytest.approx(example["expected"][name], abs=5e-7)


def valued(example: Example) -> None:
    edges = BY_ID[example["input"]["edges"]]["input"]
    names: dict[str, Convention] = {"brioschi": "brioschi", "corrected": "baldone"}
    for name, expected in example["expected"].items():
        found = network_value(holdings(edges), example["input"]["value"], names[name])
        assert all(value.low == value.high for value in found.values)
        assert {value.holder: value.low for value in found.values} == pytest.approx(expected, abs=5e-7)


def closely_linked(example: Example) -> None:
    for convention in ("baldone", "brioschi", "simple"):
        found: dict[str, list[str]] = {}
        for link in close_links(holdings(example["input"]), convention):
            how = {"a": f"a:{link.a}->{link.b}", "b": f"b:{link.b}->{link.a}", "c": f"c:{link.through}"}[link.case]
            assert (link.verdict, link.convention) == ("certain", convention)
            found.setdefault(f"{link.a}~{link.b}", []).append(how)
        assert found == example["expected"]


def beneficially_owned(example: Example) -> None:
    (owner,) = (o for o in beneficial_owners(holdings(example["input"]), "T") if o.holder == "P")
    answers = {answer.test: answer for answer in owner.answers}
    share = answers["more-than-25"].share
    assert share is not None and share.min == share.max
    said = {
        ">25% (EU AMLD4 art 3(6), UK PSC)": answers["more-than-25"].verdict == "certain",
        ">=25% (EU AMLR 2024/1624, FinCEN)": answers["at-least-25"].verdict == "certain",
        "multiplied": share.min,
        "multiplied >25%": answers["more-than-25"].verdict == "certain",
        "via majority-controlled chain (H>25% and P controls H)": answers["majority-chain-25"].verdict == "certain",
    }
    assert {name: said[name] for name in example["expected"]} == example["expected"]


def powerful(example: Example) -> None:
    given = example["input"]
    if "major" in given:
        assert float(oceanic([float(given["major"])])[0]) == pytest.approx(example["expected"], rel=1e-15)
        return
    found = voting_power(given["weights"], given["quota"], at_least=given["rule"] == ">=")
    assert {name: [str(getattr(p, name)) for p in found] for name in example["expected"]} == example["expected"]


def walled(example: Example) -> None:
    given = example["input"]
    if "history" in given:
        datasets, classes = given["datasets"], given["classes"]
        rivals = [(datasets[a], datasets[b]) for a, b in combinations(datasets, 2) if classes[a] == classes[b]]
        read = [datasets[name] for name in given["history"]]
        assert {name: may_read(datasets[name], read, rivals) for name in example["expected"]} == example["expected"]
        return
    rivals = given["rivals"]
    if isinstance(rivals, str):
        rivals = list(combinations(rivals.removesuffix(" pairwise").split(","), 2))
    found = wall_exposures(given["customers"], rivals)
    assert [[each.vendor, each.a, each.b] for each in found] == example["expected"]


def interlocked(example: Example) -> None:
    direct = interlocks(Seat(person, company) for person, held in example["input"].items() for company in held)
    indirect = indirect_interlocks(direct)
    found: dict[str, int | str] = {f"{pair.a}-{pair.b}": len(pair.people) for pair in direct}
    found |= {f"{pair.a}-{pair.b}": f"indirect via {', '.join(pair.through)}" for pair in indirect}
    assert found == example["expected"]


def concentrated(example: Example) -> None:
    given, expected = example["input"], example["expected"]
    if isinstance(given, list):
        index = hhi([part / 100 for part in given])
        assert index.low == index.high == expected["HHI"]
        assert effective_number(index) == pytest.approx([expected["effective_number"]] * 2, abs=5e-5)
        return
    before = [part / 100 for part in given["before"]]
    a, b = (before[place - 1] for place in given["merge"])
    after = [part for part in before if part not in (a, b)] + [a + b]
    assert (hhi(before).low, merger_delta(a, b)) == (expected["before"], expected["delta"])
    assert hhi(after).low == pytest.approx(expected["after"])


def in_range(example: Example) -> None:
    rows = []
    for holder, company, band in example["input"]:
        above, at_most = re.fullmatch(r">(\d+)<=(\d+)", band).groups()  # type: ignore[union-attr]
        rows.append(Holding(holder, company, Share(int(above) / 100, int(at_most) / 100, min_open=True)))
    found = {f"{pair.holder} controls {pair.company}": pair for pair in control(Holdings.of(rows))}
    pair = found["H controls T"]
    assert pair.verdict == example["expected"]["H controls T"]
    assert (pair.share.min, pair.share.min_open, pair.through) == (0.5, True, ("A", "H"))


def supported(example: Example) -> None:
    claims = example["input"]["claims"]
    found = support({claim: re.sub(r".* relays ", "", text) for claim, text in claims.items()})
    assert found.documents == example["expected"]["documents"]
    assert found.independent == example["expected"]["independent origins"]


def timed(example: Example) -> None:
    """As of the month in which the later of the two begins. That data were deleted (retention) no claim can say yet."""
    cases = list(zip(example["input"], example["expected"], strict=True))
    assert [place for place, (case, _) in enumerate(cases) if "retention" in case] == [3]
    for case, expected in cases[:3]:
        as_of = max(month(case["customer"][0]), month(case["tie"][0]))
        exposure, tie = (course([lasting(*case[name], as_of)], span(as_of).last) for name in ("customer", "tie"))
        assert exposure is not None
        assert tie is not None
        assert (timing(exposure, tie) or "none") == expected


def month(year: float) -> str:
    """2025.5 is July 2025."""
    return f"{int(year)}-{int(year % 1 * 12) + 1:02}"


def lasting(since: float, until: float | None, as_of: str) -> Relation:
    over = until is not None and month(until) < as_of
    return Relation(
        subject="a",
        relation="customer-of",
        object="b",
        status="ended" if over else "current",
        since=month(since),
        until=month(until) if over and until is not None else None,
    )


CHECKS: dict[str, Callable[[Example], None]] = {
    "control": controlled,
    "50-percent-rule": blocked,
    "integrated-ownership": integrated_shares,
    "network-value": valued,
    "close-links": closely_linked,
    "ubo": beneficially_owned,
    "voting-power": powerful,
    "chinese-wall": walled,
    "interlock": interlocked,
    "concentration": concentrated,
    "ranges": in_range,
    "evidence": supported,
    "time": timed,
}

USED = [example for example in EXAMPLES if example["id"] not in LEFT_OUT]


def test_each_example_is_used_or_left_out_by_name() -> None:
    assert len(EXAMPLES) == len(BY_ID) == 48
    assert set(BY_ID) >= LEFT_OUT
    assert len(USED) == 36
    assert {example["topic"] for example in USED} == set(CHECKS)
    assert {example["topic"] for example in EXAMPLES if example["id"] in LEFT_OUT} == {
        "common-ownership",
        "interlock-law",
    }


@pytest.mark.parametrize("example", USED, ids=lambda example: example["id"])
def test_example(example: Example) -> None:
    CHECKS[example["topic"]](example)
