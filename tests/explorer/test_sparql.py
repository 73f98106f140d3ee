"""The SPARQL behind a table gives the rows of the table, for every entity of the market."""

from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest
from pyoxigraph import Store

from tests.explorer.desks import desk, get, read
from vendorgraph import pipeline, queries
from vendorgraph.explorer.address import State
from vendorgraph.explorer.screens import entities
from vendorgraph.rdf import terms
from vendorgraph.relations.model import Relation

LATER, EARLIER = State(path="/"), State(path="/", as_of="2025-06-20", known_by="2025-12-01")


@cache
def _store() -> Store:
    return pipeline.store(desk().market, desk().relations(LATER))


def _asked(text: str) -> list[dict[str, str]]:
    found = queries.run(_store(), text)
    names = [each.value for each in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]


def _row(relation: Relation) -> dict[str, str]:
    """A relation as the query gives it."""
    code = f"{terms.PREFIXES['vg']}"
    made = {
        "subject": terms.entity(relation.subject).value,
        "relation": code + desk().market.vocabulary.relations[relation.relation].local,
        "object": terms.entity(relation.object).value,
        "status": f"{code}status-{relation.status}",
        "disputed": str(relation.disputed).lower(),
        "grade": relation.grade,
        "claims": str(len({*relation.supports, *relation.denies, *relation.loses})),
    }
    given = {
        "post": relation.post and f"{code}post-{relation.post}",
        "was": relation.was and f"{code}status-{relation.was}",
        "from": relation.since,
        "to": relation.until,
        "shareMin": relation.share and f"{relation.share.min:g}",
        "shareMax": relation.share and f"{relation.share.max:g}",
    }
    return made | {name: value for name, value in given.items() if value}


def _sorted(rows: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


@pytest.mark.parametrize("every", range(8))
def test_rows_are_equal_on_the_day_that_the_endpoint_holds(every):
    tables = 0
    for slug in list(desk().market.entities)[every::8]:
        for part in entities.show(desk(), LATER, slug)["parts_"]:
            asked = _asked(part.query)
            for row in asked:
                for end in ("shareMin", "shareMax"):
                    if end in row:
                        row[end] = f"{float(row[end]):g}"
            assert _sorted(asked) == _sorted([_row(each) for each in part.rows]), (slug, part.key)
            tables += 1
    assert tables > 80


def test_of_other_days_the_claims_behind_the_rows_are_asked():
    tables = 0
    for slug in ("scale-ai", "google", "meta", "alexandr-wang", "accel", "openai", "mercor"):
        for part in entities.show(desk(), EARLIER, slug)["parts_"]:
            asked = {terms.id_of(row["claim"]) for row in _asked(part.query)}
            behind = {id for each in part.rows for id in (*each.supports, *each.denies, *each.loses)}
            assert behind and behind <= asked, part.key
            tables += 1
    assert tables > 20


@pytest.mark.parametrize("state", [LATER, EARLIER])
def test_the_claims_of_the_figures_are_equal(state):
    figures = 0
    for slug in ("scale-ai", "openai", "meta", "mercor", "anthropic", "surge-ai"):
        shown = entities.show(desk(), state, slug)
        asked = _asked(shown["figures_query"])
        assert {row["claim"] for row in asked} == {
            terms.claim(id).value for each in shown["figures"] for id in each.claims
        }
        figures += len(shown["figures"])
    assert figures > 60


def test_every_table_has_its_query_and_says_where_it_asks_for_something_else():
    found = read(get("/entity/scale-ai?lang=en"))
    tables = sum(tag == "table" and "sortable" in (attrs.get("class") or "") for tag, attrs in found.elements)
    rest = sum(tag == "details" and attrs.get("class") == "rest" for tag, attrs in found.elements)
    assert found.text.count("SPARQL behind this table") >= tables - rest >= 5
    assert "asks the claims behind the table" not in found.text
    assert "asks the claims behind the table" in read(get("/entity/scale-ai?as-of=2025-06-20&lang=en")).text


def test_the_link_that_runs_a_query_has_all_of_it():
    shown = entities.show(desk(), LATER, "scale-ai")
    links = [each for each in read(get("/entity/scale-ai?lang=en")).values("href") if "query=" in each]
    asked = [dict(parse_qsl(urlsplit(each).query))["query"] for each in links]
    assert asked == [*(part.query for part in shown["parts_"]), shown["figures_query"]]
    assert max(map(len, asked)) > 600
