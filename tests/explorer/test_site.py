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
    assert {"index.html", "ar/index.html", "static/base.css", "static/steps.js", "about/index.html"} <= files.keys()
    assert any(name.startswith("reports/") and name.endswith(".ar.html") for name in files)
    assert any(name.startswith("ar/conflicts/") and name.count("/") == 5 for name in files)
    entities = {name for name in files if name.startswith("entity/")}
    assert len(entities) == len(desk("small").market.entities)


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
