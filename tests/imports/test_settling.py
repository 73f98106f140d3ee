"""The gathering of records: slugs, homonyms, the same thing under several ids, claims that do not fit, dates."""

from hypothesis import given
from hypothesis import strategies as st

from tests.imports.support import report, short, statements
from tests.markets import source, words
from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.naming import Taken, taken
from vendorgraph.model import Entity, Market, MarketInfo, Source


def beside(entities: dict[str, Entity], sources: dict[str, Source] | None = None) -> Market:
    return Market(MarketInfo(title="Market", read="2026-11-22"), sources or {}, {}, entities, (), words(), "0")


def builder(others: Taken | None = None) -> Builder:
    made = Builder(words(), "file.json", "Imported", others)
    made.read = "2026-11-22"
    made.source("s", id="source", title="Source", published="2025-01-01", publisher="Somebody")
    return made


def say(made: Builder, subject: str, relation: str, object: str, **keys: object) -> None:
    made.claim("s", "line 1", subject, relation=relation, object=object, **{"certainty": "reported", **keys})  # type: ignore[arg-type]


def test_slugs_come_from_names_and_from_ids_where_names_have_no_letter() -> None:
    made = builder()
    made.entity("1", "Société Générale", "company")
    made.entity("id two", "شركة", "company")
    made.entity("三", "三", "company")
    for key in ("1", "id two", "三"):
        made.statement("s", "line 1", key, "said", certainty="reported")
    found = {each.name: each.slug for each in made.records().entities}
    assert found == {"Société Générale": "societe-generale", "شركة": "id-two", "三": text.mark("三")}


def test_homonyms_within_and_beside_the_market_stay_apart_and_say_so() -> None:
    quarry = Entity(slug="quarry-data", name="Quarry Data", type="company", aliases=("Quarry",))
    made = builder(taken(beside({quarry.slug: quarry})))
    made.entity("a", "Quarry Data", "company", aliases=["Quarry", "QD"], identifiers=["GB-COH:1"])
    made.statement("s", "line 1", "a", "said", certainty="reported")
    records = made.records()
    (entity,) = records.entities
    assert entity.name == "Quarry Data (GB-COH:1)"
    assert entity.slug == f"quarry-data-{text.mark('a')}"
    assert entity.aliases == ("QD",)
    assert ("assumed", "another entity than the one of that name, until the two are matched") in report(records)


def test_a_name_that_is_all_there_is_to_tell_by_is_not_said_twice() -> None:
    quarry = Entity(slug="quarry-data", name="Quarry Data", type="company")
    made = builder(taken(beside({quarry.slug: quarry})))
    for name in ("Quarry Data", "QUARRY DATA"):
        made.entity(name, name, "company")
        made.statement("s", "line 1", name, "said", certainty="reported")
    names = [each.name for each in made.records().entities]
    assert set(names) == {"Quarry Data (imported)", f"QUARRY DATA (imported, {text.mark('QUARRY DATA')})"}


def test_sources_of_the_market_keep_their_ids_and_addresses() -> None:
    url = "https://register.example/filing"
    other = source("source", url=url)
    made = builder(taken(beside({}, {other.id: other})))
    for key, address in (("s", None), ("t", f"{url}/"), ("u", f"{url}/2")):
        made.source(key, id="source" if key == "s" else key, title=key, url=address)
        made.entity(key, f"Quarry {key}", "company")
        made.statement(key, "line 1", key, "said", certainty="reported")
    records = made.records()
    assert {each.id: each.url for each in records.sources} == {
        f"source-{text.mark('s')}": None,
        "t": None,
        "u": f"{url}/2",
    }
    assert report(records)["left out", "the address of a source that another source has too"] == (1, "t")


def test_later_names_are_kept_and_earlier_ones_are_aliases() -> None:
    made = builder()
    for name in ("Old Name", "New Name"):
        made.entity("a", name, "company")
    made.statement("s", "line 1", "a", "said", certainty="reported")
    (entity,) = made.records().entities
    assert (entity.name, entity.aliases) == ("New Name", ("Old Name",))


def test_the_same_thing_said_twice_is_one_claim_with_both_notes() -> None:
    made = builder()
    for key in ("a", "b"):
        made.entity(key, key, "company")
    for note in ("statement 1", "statement 2"):
        say(made, "a", "holds-stake-in", "b", share=0.5, note=note)
    (claim,) = made.records().claims
    assert claim.note == "statement 1; statement 2"


def test_a_claim_that_does_not_fit_is_kept_in_words_about_whoever_is_known() -> None:
    made = builder()
    made.entity("p", "Ada", "person")
    made.entity("c", "Quarry", "company")
    made.called("ship", "Sea Wolf")
    say(made, "c", "holds-stake-in", "p", share=0.5, approx="at-least")
    say(made, "p", "holds-stake-in", "ship")
    say(made, "ghost", "controls", "c")
    say(made, "c", "board-member-of", "c")
    say(made, "ghost", "controls", "spectre")
    records = made.records()
    assert not any(claim.relation for claim in records.claims)
    assert statements(records, "quarry") == [
        "Quarry holds a stake in Ada; at least share 50 %",
        "[record ghost] controls Quarry",
        "Quarry sits on the board of Quarry",
    ]
    assert statements(records, "ada") == ["Ada holds a stake in Sea Wolf"]
    assert (
        report(records)["not understood", "controls with something that is no entity of the file, at both ends"][0] == 1
    )


def test_impossible_dates_are_taken_out_and_said_in_the_note() -> None:
    made = builder()
    for key in ("a", "b"):
        made.entity(key, key, "company")
    say(made, "a", "holds-stake-in", "b", **{"from": "2020", "to": "2010"})
    say(made, "a", "controls", "b", as_of="2030-01-01")
    say(made, "a", "subsidiary-of", "b", to="2030-01-01", status="ended")
    first, second, third = map(short, made.records().claims)
    assert ("from" in first, "to" in first) == (False, False)
    assert "as_of" not in second
    assert (third.get("status"), third["to"]) == (None, "2030-01-01")
    notes = [claim.note for claim in made.records().claims]
    assert notes[0] == "an end before the beginning: from 2020, to 2010"
    assert notes[1] == "a date after the publication that tells of it: as of 2030-01-01"


def test_an_entity_of_which_nothing_is_said_is_left_out_and_counted() -> None:
    made = builder()
    made.entity("a", "Quarry", "company")
    made.entity("b", "Lumen", "company")
    made.statement("s", "line 1", "a", "said", certainty="reported")
    records = made.records()
    assert [each.slug for each in records.entities] == ["quarry"]
    assert report(records)["left out", "an entity of which nothing is said"] == (1, "Lumen")


@given(st.text(max_size=500))
def test_cleaned_text_is_one_printable_line(words: str) -> None:
    cleaned = text.clean(words, 80)
    assert len(cleaned) <= 80
    assert cleaned == cleaned.strip()
    assert not any(ord(letter) < 32 or 0x202A <= ord(letter) <= 0x202E for letter in cleaned)
    cleaned.encode("utf-8")


@given(st.text(max_size=200))
def test_a_slug_is_a_slug(words: str) -> None:
    slug = text.slug(words)
    assert slug == "" or all(
        (part.isascii() and part.isalnum() and part.islower()) or part.isdigit() for part in slug.split("-")
    )


def test_the_forms_are_those_of_the_checks() -> None:
    from vendorgraph.checks import form, sources

    assert text.SLUG.pattern == form.SLUG.pattern
    assert text.ADDRESS.pattern == sources.ADDRESS.pattern
    assert text.CLAIM.fullmatch("a-source#01")


@given(st.text(max_size=60))
def test_an_identifier_names_its_register_or_is_none(words: str) -> None:
    from vendorgraph.checks.form import IDENTIFIER

    found = text.identifier(words)
    assert found == "" or IDENTIFIER.fullmatch(found)


@given(st.text(max_size=40) | st.dates().map(str) | st.datetimes().map(lambda t: t.isoformat() + "Z"))
def test_a_day_is_a_date_or_nothing(words: str) -> None:
    from vendorgraph.dates import is_date

    found = text.day(words)
    assert found is None or (is_date(found) and words.strip().startswith(found))
