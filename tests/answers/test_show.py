"""`show`: who says something and who denies it stand side by side, with the hedges and the weight that they have."""

from typing import Any

from tests.markets import READ, market
from vendorgraph.answers import contradictions as sides
from vendorgraph.answers import show
from vendorgraph.dates import span
from vendorgraph.model import Market
from vendorgraph.relations.contradictions import contradictions
from vendorgraph.relations.resolve import resolve
from vendorgraph.tables import Table

DAY = span(READ).last


def tables(told: Market, slug: str) -> dict[str, Table]:
    found = contradictions(told, DAY, slug)
    made = show.tables(told, resolve(told, DAY, DAY), told.entities[slug], found)
    return {table.title.partition(" as of")[0]: table for table in made}


def answer(told: Market, slug: str) -> show.ShowAnswer:
    return show.answer(told, resolve(told, DAY, DAY), told.entities[slug], contradictions(told, DAY, slug))


def quality(text: str, **more: Any) -> dict[str, Any]:
    return {"subject": "acme", "attribute": "data-quality", "text": text, "published": "2025-06-01", **more}


def test_a_denial_of_an_attribute_stands_beside_what_it_denies() -> None:
    told = market(
        quality("low", publisher="Herald", **{"from": "2024-03"}),
        quality("high", publisher="Gazette"),
        quality("low", publisher="Blog", polarity="denies", certainty="official", attributed_to="Acme"),
    )
    table = tables(told, "acme")["Attributes"]
    assert table.columns[-1] == "denied by"
    assert set(table.rows) == {
        ("data-quality", "2024-03", "low", "Herald", "Acme (official)"),
        ("data-quality", "", "high", "Gazette", ""),
    }
    values = {value.value: value for each in answer(told, "acme").attributes for value in each.values}
    assert values["low"].denied_by == ("source-3#03",)
    assert values["low"].claims == ("source-1#01",)
    (found,) = contradictions(told, DAY, "acme")
    assert (found.kind, found.about) == ("existence", ("acme", "data-quality", None))
    assert {row[2:4] for row in sides.table(told, [found]).rows} == {
        ("says low", "Herald"),
        ("denies low", "Acme (official)"),
    }


def test_a_denial_of_what_nobody_says_or_says_of_another_time_is_a_row_of_its_own() -> None:
    told = market(
        quality("low", publisher="Herald", **{"from": "2024-03"}),
        quality("low", publisher="Blog", polarity="denies", attributed_to="Acme", **{"from": "2025-01"}),
    )
    rows = tables(told, "acme")["Attributes"].rows
    assert [row[1:] for row in rows] == [("2024-03", "low", "Herald", ""), ("2025-01", "low", "", "Blog")]
    assert contradictions(told, DAY, "acme") == ()


def test_a_year_has_no_sign_between_its_thousands() -> None:
    told = market({"subject": "acme", "attribute": "founded-year", "value": 2016, "published": "2025"})
    assert tables(told, "acme")["Attributes"].rows[0][2] == "2016"
