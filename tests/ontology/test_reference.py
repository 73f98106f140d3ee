"""The reference page of the ontology: every term with its texts, examples and links, and nothing that is loaded."""

import functools
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDFS, Literal, URIRef
from rdflib.namespace import SKOS

from tests.cli.conftest import Run
from tests.cli.conftest import cache as cache
from tests.cli.conftest import run as run
from tests.ontology.test_files import KINDS, VG, ontology, terms
from vendorgraph.rdf import reference, referencepage

#: What makes a browser load something, or run it.
LOADING = {
    "script",
    "link",
    "img",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "source",
    "base",
    "form",
    "meta-refresh",
}


class Page(HTMLParser):
    """What a page links to and loads, and the text of every section by its anchor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.directions: set[tuple[str | None, str | None]] = set()
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(said)
        if "id" in said:
            self.anchors.append(said["id"] or "")
        if tag == "section":
            self._open.append(said["id"] or "")
        if tag == "a":
            self.links.append(said["href"] or "")
        if tag == "span":
            self.directions.add((said.get("lang"), said.get("dir")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)


@functools.cache
def text() -> str:
    return referencepage.page(reference.read())


@functools.cache
def page() -> Page:
    return Page(text())


def named() -> list[URIRef]:
    return terms(*KINDS, SKOS.Concept, SKOS.ConceptScheme)


def test_every_term_has_an_anchor_and_nothing_else_has() -> None:
    assert len(set(page().anchors)) == len(page().anchors)
    assert {each for each in page().anchors if not each.startswith("-")} == {each.removeprefix(VG) for each in named()}
    assert len(page().texts) == len(named()) > 280


@pytest.mark.parametrize("term", named(), ids=lambda term: term.removeprefix(VG))
def test_a_term_is_told_in_full(term: URIRef) -> None:
    said = page().texts[term.removeprefix(VG)]
    for predicate in (RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.definition, SKOS.example, SKOS.notation):
        for each in ontology().objects(term, predicate):
            if isinstance(each, Literal):
                assert str(each) in said, each
    assert str(term) in said


def test_alignments_are_links() -> None:
    matches = (SKOS.closeMatch, SKOS.relatedMatch, SKOS.narrowMatch, RDFS.subPropertyOf, RDFS.subClassOf)
    aligned = {
        str(object)
        for each in named()
        for predicate in matches
        for object in ontology().objects(each, predicate)
        if isinstance(object, URIRef) and not object.startswith(VG)
    }
    assert aligned <= set(page().links) and len(aligned) > 90
    assert "own:owns" in "".join(page().texts["holdsStakeIn"])


def test_links_within_the_page_lead_somewhere() -> None:
    inner = {link.removeprefix("#") for link in page().links if link.startswith("#")}
    assert inner == set(page().anchors)
    assert all(link.startswith(("#", "http://", "https://")) for link in page().links)


def test_nothing_is_loaded_and_nothing_runs() -> None:
    assert not page().tags & LOADING
    assert not {each for each in page().attributes if each.startswith("on") or each in ("src", "srcset", "style")}
    assert "@import" not in text() and "url(" not in text()


def test_arabic_runs_from_right_to_left() -> None:
    assert page().directions == {("en", None), ("ar", "rtl")}


def test_the_page_that_is_served_has_no_style_and_links_to_the_other_documents() -> None:
    served = Page(referencepage.page(reference.read(), served=True))
    assert "style" in page().tags and "style" not in served.tags
    assert set(served.links) - set(page().links) == {"/ontology.ttl", "/ontology.jsonld"}


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    command = [sys.executable, "-m", "vendorgraph", "ontology", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert out.read_text("utf-8") == text()
    assert (done.stdout, done.stderr) == ("", f"{out}: {len(named())} terms\n")


def test_without_a_file_the_terms_are_listed(run: Run) -> None:
    """A long term goes on in the next line of its column, so only those without a dash are whole words."""
    done = run("ontology", data=None)
    assert (done.code, done.err) == (0, "")
    listed = {f"vg:{each.removeprefix(VG)}" for each in named() if "-" not in each.removeprefix(VG)}
    assert listed <= set(done.out.split()) and len(listed) > 150
    assert all(f"{heading}\n" in done.out for heading in reference.read().groups)
