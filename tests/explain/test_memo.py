"""The memo: whole, in order, the same each time, and honest about what it leaves out."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from vendorgraph import pipeline, wording
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.analysis.levels import read_levels
from vendorgraph.analysis.model import Conflict, Limit
from vendorgraph.answers.conflicts import at_least
from vendorgraph.dispositions import beside
from vendorgraph.explain.memo import Scope, memo
from vendorgraph.model import Disposition, Market
from vendorgraph.relations.model import Relations
from vendorgraph.relations.resolve import resolve

DAY = date(2025, 12, 31)
HEADINGS = ["Summary", "The conflicts", "Method", "Limits", "Sources", "The market"]


@cache
def small() -> Market:
    return pipeline.read((Path(__file__).parents[1] / "data" / "small",))


@cache
def relations() -> Relations:
    return resolve(small(), DAY, date(2026, 6, 30))


def found(customer: str = "halcyon") -> list[Conflict]:
    return conflicts(small(), relations(), customer)


def written(shown: list[Conflict], code: str = "en", **more: object) -> str:
    scope = {"customer": "halcyon", "min_level": "medium", "lower": 0, "levels": read_levels(), **more}
    return memo(wording.voice(small(), code), relations(), Scope(**scope), shown)  # type: ignore[arg-type]


def test_the_parts_stand_in_their_order() -> None:
    shown = at_least(found(), "medium")
    text = written(shown, lower=len(found()) - len(shown))
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [each for each in headings if each in HEADINGS] == HEADINGS
    titles = headings[2 : 2 + len(shown)]
    assert titles == [
        "Halcyon AI at Marlow Data, with Meridian Intelligence",
        "Halcyon AI at Marlow Data, with Northgate Labs",
        "Halcyon AI at Saltmarsh Crowd, with Northgate Labs",
    ]
    assert text.startswith("# Conflicts of interest of Halcyon AI\n\nWhat held on 31 December 2025, by what could be")


def test_both_languages_have_the_same_sections_and_lines() -> None:
    """With every limit that a search can meet."""
    limits = (
        Limit(kind="shares", vendor="marlow", companies=("marlow", "halcyon")),
        Limit(kind="ties", vendor="marlow", tie="common-owner", shown=5000),
        Limit(kind="sets", shown=5, all=9),
        Limit(kind="size", shown=3),
    )
    shown = [structs.replace(each, notes=limits) for each in at_least(found(), "medium")]
    english, arabic = (written(shown, code).splitlines() for code in ("en", "ar"))

    def outline(lines: list[str]) -> list[str]:
        marks = (re.match(r"#+ |- |\d+\. |\|", line) for line in lines)
        return [mark[0] for mark in marks if mark]

    assert outline(english) == outline(arabic)
    for text, heading in ((english, "### Limits of this answer"), (arabic, "### حدود هذا الجواب")):
        assert text.count(heading) == len(shown)
    at = english.index("### Limits of this answer") + 2
    assert english[at : at + 3] == [
        "- Integrated shares in Marlow Data are withheld, as what is known of the owners of Marlow Data and Halcyon AI "
        "does not add up.",
        "- Only the first 5000 ties at Marlow Data of the kind “common owner” were looked at.",
        "- 5 of the 9 smallest sets that would clear it are shown.",
    ]


def test_the_summary_counts_and_says_what_is_left_out() -> None:
    shown = at_least(found(), "medium")
    text = written(shown, lower=2)
    assert "3 conflicts of level medium or worse: 1 critical, 1 high, 1 medium." in text
    assert "Lower levels, not shown here: 2 conflicts." in text
    assert "It does not mean that anyone used it, acted wrongly or broke a rule." in text


def test_every_source_that_it_rests_on_is_listed_with_its_address_and_claims() -> None:
    shown = at_least(found(), "medium")
    text = written(shown)
    listed = text.partition("## Sources")[2]
    cited = {id for each in shown for tie in each.ties for hop in tie.path for id in hop.supports}
    assert cited
    for id in cited:
        source = small().source_of(small().claims[id])
        assert id in listed and source.url is not None and source.url in listed


def test_the_method_names_the_rules_that_decided_and_no_others() -> None:
    shown = at_least(found(), "medium")
    method = written(shown).partition("## Method")[2].partition("## Limits")[0]
    used = {hop.rule for each in shown for path in (each.exposure.path, each.rivalry.path) for hop in path}
    used |= {hop.rule for each in shown for tie in each.ties for hop in tie.path}
    assert set(re.findall(r"^- (R\d+a?):", method, re.MULTILINE)) == used | {"R0", "R1", "R2"}
    assert "board seat or observer: a person of the rival on the board" in method
    [why] = {rule.why for rule in read_levels().rules if rule.level == "critical" and "board" in rule.tie}
    assert f"- critical: {why}" in method


def test_the_market_is_named_by_its_digest() -> None:
    text = written(found())
    assert f"100 claims, 17 sources, read up to 30 June 2026. SHA-256 of the records: {small().digest}." in text


def test_it_is_the_same_each_time() -> None:
    assert written(found()) == written(found())


def test_without_conflicts_it_says_so_and_keeps_method_and_limits() -> None:
    text = written([])
    assert "No conflict of level medium or worse is known." in text
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Summary", "Method", "Limits", "The market"]


def test_rivals_that_only_buy_there_too_are_one_line() -> None:
    text = written(found("northgate"), min_level="low", customer="northgate")
    assert "Rivals that only buy from the same vendor: " in text


def test_all_labs_have_a_column_of_their_own() -> None:
    shown = [*at_least(found(), "medium"), *at_least(found("meridian"), "medium")]
    text = written(shown, customer=None)
    assert text.startswith("# Conflicts of interest of all AI labs")
    assert "| level | customer | vendor |" in text


def test_dispositions_have_a_column_and_say_when_they_are_expired() -> None:
    shown = at_least(found(), "high")
    [one, other] = [
        Disposition(customer=c.customer, vendor=c.vendor, rival=c.rival, decision="accepted", reason="r", by="b",
                    until=until)
        for c, until in zip(shown, ("2026", "2025-11"), strict=True)
    ]  # fmt: skip
    text = written(beside(shown, {one.about: one, other.about: other}))
    assert "| verdict | timing | disposition |" in text
    assert "| accepted, until 2026 |" in text and "| accepted, until November 2025 (expired) |" in text
    assert "| disposition |" not in written(shown)


@pytest.mark.parametrize("shown", [[], found()])
def test_in_arabic_it_runs_from_right_to_left(shown: list[Conflict]) -> None:
    text = written(shown, "ar")
    assert text.startswith('<div dir="rtl">\n\n# تضارب المصالح: هالسيون\n') and text.endswith("</div>\n")
    assert len(re.findall(r"^## ", text, re.MULTILINE)) >= 4
    if shown:
        levels = text.partition("المستوى من أول قاعدة")[2].partition("## ")[0]
        assert levels.count("\n- ") >= 3 and not re.search("[A-Za-z]", levels)
