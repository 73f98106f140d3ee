"""`show`: who says something and who denies it stand side by side, with the hedges and the weight that they have."""

from typing import Any

from tests.markets import READ, bundled, market
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
        ("denies low", "Acme (official; in Blog)"),
    }


def test_a_denial_of_what_nobody_says_or_says_of_another_time_is_a_row_of_its_own() -> None:
    told = market(
        quality("low", publisher="Herald", **{"from": "2024-03"}),
        quality("low", publisher="Blog", polarity="denies", attributed_to="Acme", **{"from": "2025-01"}),
    )
    rows = tables(told, "acme")["Attributes"].rows
    assert [row[1:] for row in rows] == [("2024-03", "low", "Herald", ""), ("2025-01", "low", "", "Blog")]
    assert contradictions(told, DAY, "acme") == ()


def test_grades_and_the_word_of_one_speaker_alone_are_shown() -> None:
    told = market(
        {
            "subject": "acme",
            "relation": "controls",
            "object": "bolt",
            "attributed_to": "the groups",
            "published": "2026",
        },
        {"subject": "acme", "relation": "customer-of", "object": "bolt", "certainty": "rumoured", "published": "2026"},
    )
    table = tables(told, "acme")["Relations"]
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert rows["controls Bolt"]["status"] == "current, attributed to the groups"
    assert (rows["controls Bolt"]["grade"], rows["is a customer of Bolt"]["grade"]) == ("B", "below C")
    named = {row[0] for row in tables(told, "bolt")["Relations"].rows}
    assert named == {"Acme controls Bolt", "Acme is a customer of Bolt"}  # by name: bolt may be a person


def test_an_estimate_says_about_unless_another_source_gives_it_exactly() -> None:
    stake = {"subject": "ann", "relation": "holds-stake-in", "object": "acme", "share": 0.14, "published": "2026-05"}
    people = {"ann": "person"}
    (row,) = tables(market({**stake, "approx": "about"}, entities=people), "acme")["Relations"].rows
    assert row[1] == "current, about 14 %"
    (row,) = tables(market({**stake, "approx": "about"}, stake, entities=people), "acme")["Relations"].rows
    assert row[1] == "current, 14 %"


def test_what_is_said_in_answer_to_a_suit_is_shown_with_it() -> None:
    page = {"source": "paper", "published": "2026-05-01"}
    suit = {"relation": "sued-by", "object": "acme", "status": "current", **page}
    told = market(
        {"subject": "ann", "note": "Breach is alleged", **suit},
        {"subject": "bolt", "note": "Bolt denies it", **suit},
        {"subject": "ann", "relation": "moved-to", "object": "bolt", "note": "She used no files", **page},
        {"subject": "crow", "relation": "customer-of", "object": "dune", "note": "Of no concern", **page},
        {"subject": "ann", "relation": "moved-to", "object": "dune", "note": "Years before", "published": "2019"},
        entities={"ann": "person"},
    )
    rows = tables(told, "ann")["What is said of suits and inquiries, and in answer to them"].rows
    assert [row[1] for row in rows] == ["Breach is alleged", "Bolt denies it", "She used no files"]
    assert [each.claim for each in answer(told, "ann").accusations or ()] == ["paper#01", "paper#02", "paper#03"]
    assert "What is said" not in " ".join(tables(told, "crow"))


def test_the_answers_of_the_accused_in_the_real_market() -> None:
    notes = " ".join(
        row[1]
        for row in tables(bundled(), "eugene-ling")["What is said of suits and inquiries, and in answer to them"].rows
    )
    assert "never used the files" in notes and "denies any use of Scale data" in notes


def test_a_year_has_no_sign_between_its_thousands() -> None:
    told = market({"subject": "acme", "attribute": "founded-year", "value": 2016, "published": "2025"})
    assert tables(told, "acme")["Attributes"].rows[0][2] == "2016"


def test_a_contradiction_names_who_speaks_and_where() -> None:
    post = {"subject": "ann", "relation": "holds-role", "object": "acme", "role": "Chief", "publisher": "Echo"}
    told = market(
        {**post, "certainty": "official", "attributed_to": "Ann", "published": "2025-06-01"},
        {**post, "attributed_to": "two sources", "polarity": "denies", "published": "2025-06-01"},
        entities={"ann": "person"},
    )
    found = contradictions(told, DAY, "ann")
    assert {row[3] for row in sides.table(told, found).rows} == {"Ann (official; in Echo)", "two sources (in Echo)"}
    (pair,) = sides.answer(told, told.entities["ann"], DAY, found).contradictions
    assert {side.said_by for side in pair.sides} == {("Ann (official; in Echo)",), ("two sources (in Echo)",)}
