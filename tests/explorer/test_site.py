"""The folder of files: every link leads to another file of it, and none needs a server."""

from pathlib import PurePosixPath
from posixpath import normpath

import pytest

from tests.explorer.desks import Read, desk
from vendorgraph.explorer import site
from vendorgraph.explorer.address import State


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {str(name): body for name, body in site.files(desk("small"), State(path="/"))}


def test_both_languages_are_there_with_style_sheets_and_reports(files):
    assert {"index.html", "ar/index.html", "static/base.css", "static/steps.js", "about.html"} <= files.keys()
    assert any(name.startswith("reports/") and name.endswith(".ar.html") for name in files)
    assert any(name.startswith("ar/conflicts/") and name.count("/") == 4 for name in files)
    entities = {name for name in files if name.startswith("entity/")}
    assert len(entities) == len(desk("small").market.entities)


def test_evidence_ways_tables_and_graphs_are_there(files):
    small = desk("small")
    relations = {each.key[:3] for each in small.relations(State(path="/"))}
    assert len(relations) == sum(name.startswith("relation/") for name in files) > 10
    assert {"table.html", "ar/table.html", "files/graph.csv", "files/graph.json"} <= files.keys()
    assert files["files/graph.csv"].count(b"\n") > 10
    central = [e for e in small.market.entities.values() if {"ai-lab", "data-vendor"} & {*e.roles}]
    assert central and all(f"graph/{entity.slug}.html" in files for entity in central)
    ways = sum(
        len(c.ties) - 1 for lab in small.labs() for c in small.conflicts(State(path="/"), lab.slug) if c.level != "low"
    )
    assert ways == sum(name.startswith("conflicts/") and name.count("/") == 4 for name in files) > 0


def test_a_table_of_several_pages_is_several_files():
    listed = dict(site._pages(desk(), State(path="/")))
    assert {"/table", "/table?page=2"} <= listed.keys()
    assert str(site.file_of("/table?page=2", "ar")) == "ar/table/2.html"
    links = site.SiteLinks(State(path="/table"), "/table?page=2", listed)
    assert links.here(page=None) == "../table.html" and links.here(page=3) == "../table/3.html"


def test_nothing_but_what_is_in_the_folder_may_be_loaded(files):
    for name, body in files.items():
        if name.endswith(".html") and not name.startswith("reports/"):
            found = Read(body.decode())
            assert [a["content"] for t, a in found.elements if a.get("http-equiv")] == [site.POLICY]
            assert not [a for t, a in found.elements if t == "script" and (a.get("type") or not a.get("src"))]
            assert not [
                name for _, attrs in found.elements for name in attrs if name.startswith("on") or name == "style"
            ]


def test_every_link_leads_to_a_file(files):
    followed = 0
    for name, body in files.items():
        if not name.endswith(".html"):
            continue
        found = Read(body.decode())
        assert found.faults == []
        for address in (*found.values("href"), *found.values("src")):
            if address.startswith(("https://", "http://", "#")) or name.startswith("reports/"):
                continue
            assert address and not address.startswith("/"), (name, address)
            target = normpath(str(PurePosixPath(name).parent / address.partition("#")[0]))
            assert target in files, (name, address)
            followed += 1
    assert followed > 1000


def test_nothing_asks_a_server(files):
    for name, body in files.items():
        if name.endswith(".html"):
            assert not [a for t, a in Read(body.decode()).elements if t == "form"], name
