"""The Python API: the same answers as the command line, as values, tables, frames, networks and stores."""

import doctest
import gzip
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import vendorgraph
from tests.cli.conftest import SMALL, Run
from tests.cli.conftest import cache as cache
from tests.cli.conftest import run as run
from vendorgraph import VendorGraph, api, network
from vendorgraph.extras import MissingExtra
from vendorgraph.formats import FORMATS
from vendorgraph.names import AmbiguousName, UnknownName
from vendorgraph.problems import Invalid
from vendorgraph.queries import QueryError

DAY = "2025-06-01"


@pytest.fixture(scope="module")
def graph() -> VendorGraph:
    return vendorgraph.load(SMALL)


def test_docstring() -> None:
    result = doctest.testmod(api)
    assert result.attempted >= 3 and result.failed == 0


def test_nothing_is_exported_but_what_is_there() -> None:
    assert all(getattr(vendorgraph, name) for name in vendorgraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        vendorgraph.lode  # noqa: B018


def test_load_takes_folders_in_any_form(graph: VendorGraph, tmp_path: Path) -> None:
    for folders in (Path(SMALL), [SMALL], (Path(SMALL),)):
        assert vendorgraph.load(folders, cache=tmp_path).market.digest == graph.market.digest
    assert list(tmp_path.iterdir())
    with pytest.raises(FileNotFoundError, match="nowhere"):
        vendorgraph.load(tmp_path / "nowhere")


def test_conflicts_are_those_of_the_command(graph: VendorGraph, run: Run) -> None:
    asked = json.loads(run("conflicts", "northgate", "--as-of", DAY, "--format", "json").out)["conflicts"]
    found = graph.conflicts("Northgate Labs", as_of=DAY)
    assert [(each.vendor, each.rival, each.level) for each in found] == [
        (each["vendor"], each["rival"], each["level"]) for each in asked
    ]
    assert repr(found) == run("conflicts", "northgate", "--as-of", DAY).out.rstrip("\n")


def test_days_may_be_text_or_dates(graph: VendorGraph) -> None:
    found = graph.conflicts("northgate", as_of=date(2025, 6, 1), known_by=date(2026, 6, 30))
    assert list(found) == list(graph.conflicts("northgate", as_of=DAY))
    assert list(graph.conflicts("northgate", as_of=DAY, known_by="2025-03-09")) == []
    with pytest.raises(ValueError, match="'2025-06' is not exact to the day"):
        graph.conflicts("northgate", as_of="2025-06")


def test_conflicts_of_all_and_narrowed(graph: VendorGraph) -> None:
    everyone = graph.conflicts(as_of=DAY)
    assert {each.customer for each in everyone} > {"northgate"}
    assert {each.rival for each in graph.conflicts(as_of=DAY, rival="Halcyon")} == {"halcyon"}
    assert len(graph.conflicts(as_of=DAY, min_level="low")) > len(everyone)


def test_unknown_and_ambiguous_names(graph: VendorGraph) -> None:
    with pytest.raises(UnknownName, match="did you mean northgate"):
        graph.show("nortgate")
    with pytest.raises(AmbiguousName, match="compass"):
        graph.conflicts("compass")


def test_results_are_sequences_with_tables(graph: VendorGraph) -> None:
    found = graph.conflicts("northgate", as_of=DAY)
    assert len(found) == len(list(found)) and found[0] in found and list(found[:1]) == [found[0]]
    html = found._repr_html_()
    assert html.startswith("<table><caption>Conflicts of interest of Northgate Labs") and html.count("<svg") == len(
        found
    )
    frame = found.frame()
    assert list(frame["vendor_id"]) == ["pinecrest"] and "claims" in frame


def test_show_relations_contradictions_and_paths(graph: VendorGraph) -> None:
    shown = graph.show("باينكرست", as_of=DAY)
    assert {each.relation for each in shown} >= {"customer-of", "holds-stake-in"}
    assert shown._repr_html_().count("<table>") >= 5
    assert "Halcyon AI holds a stake in Pinecrest Labeling" in " ".join(repr(shown).split())
    relations = graph.relations(as_of=DAY)
    assert len(relations.frame()) == len(relations) > 40
    assert {each.kind for each in graph.contradictions("marlow")} >= {"amount"}
    assert len(graph.contradictions()) > len(graph.contradictions("marlow"))
    paths = graph.paths("northgate", "marlow", as_of="2025-12-31", kinds=["holds-stake-in"])
    assert [[hop.object for hop in path] for path in paths] == [["larkspur", "marlow"]]
    current = graph.paths("northgate", "marlow", as_of="2025-12-31", statuses=["current"], certainties=["official"])
    assert current and all(hop.status == "current" for path in current for hop in path)
    assert "Only hops with status current; certainty official." in " ".join(repr(current).split())
    with pytest.raises(ValueError, match="both ends"):
        graph.paths("halcyon", "Halcyon AI")


def test_vendors_are_those_of_the_command(graph: VendorGraph, run: Run) -> None:
    found = graph.vendors("Northgate Labs", as_of=DAY)
    told = json.loads(run("vendors", "--for", "northgate", "--as-of", DAY, "--format", "json").out)["vendors"]
    assert [(each.vendor, each.level) for each in found] == [(each["vendor"], each["level"]) for each in told]
    assert found._repr_html_().startswith("<table><caption>Vendors for Northgate Labs")


@pytest.mark.parametrize("clock", ["as-of", "known-by"])
def test_differences_are_those_of_the_command(graph: VendorGraph, run: Run, clock: str) -> None:
    found = graph.diff("2025-03-09", "2025-06-01", "northgate", clock=clock)
    asked = ("diff", "--from", "2025-03-09", "--to", "2025-06-01", "--for", "northgate", "--clock", clock)
    told = json.loads(run(*asked, "--format", "json").out)
    kinds = [key for key in ("appeared", "changed", "vanished") for _ in told[key]]
    assert kinds and [each.kind for each in found] == kinds
    assert len(found.frame()) == len(found)
    assert list(graph.diff(DAY, DAY)) == []


def test_an_unknown_clock(graph: VendorGraph) -> None:
    with pytest.raises(ValueError, match="clock: 'wall' is none of as-of, known-by"):
        graph.diff(DAY, DAY, clock="wall")


def test_what_if_takes_a_file_or_a_mapping(graph: VendorGraph, run: Run) -> None:
    file = Path(__file__).parent / "data" / "examples" / "what-if.yaml"
    found = graph.what_if(file, "halcyon", as_of="2025-12-31")
    asked = ("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", str(file), "--format", "json")
    told = json.loads(run(*asked).out)
    kinds = [key for key in ("appeared", "changed", "vanished") for _ in told[key]]
    assert len(kinds) > 1 and [each.kind for each in found] == kinds
    stake = {"subject": "quillon", "relation": "holds-stake-in", "object": "marlow", "share": 0.33, "voting": True}
    rivals = {"subject": "halcyon", "relation": "competitor-of", "object": "quillon"}
    said = graph.what_if({"claims": [stake, rivals]}, "halcyon", as_of="2025-12-31")
    assert "quillon" in [each.conflict.rival for each in said]
    laid = graph.suppose({"claims": [stake]}, as_of="2025-12-31")
    assert "what-if#01" in laid.market.claims and "what-if#01" not in graph.market.claims
    with pytest.raises(Invalid, match="VG312: subject 'nobody'"):
        graph.suppose({"claims": [{**stake, "subject": "nobody"}]})


@pytest.mark.parametrize(("language", "words"), [("en", "Level critical"), ("ar", "المستوى: حرج")])
def test_a_conflict_is_explained_in_markdown(graph: VendorGraph, language: str, words: str) -> None:
    [found] = graph.conflicts("northgate", as_of=DAY)
    text = graph.explain(found, as_of=DAY, language=language)
    assert words in text and text._repr_markdown_() == text == repr(text)
    assert graph.explain(found, language=language) == text


def test_a_conflict_is_explained_for_its_own_day_alone(graph: VendorGraph) -> None:
    [found] = graph.conflicts("northgate", as_of=DAY, known_by="2026-01-31")
    assert (found.as_of.isoformat(), found.known_by.isoformat()) == (DAY, "2026-01-31")
    assert "1 June 2025" in graph.explain(found)
    with pytest.raises(ValueError, match="found as of 2025-06-01: ask for those of 2025-06-02"):
        graph.explain(found, as_of="2025-06-02")


def test_an_empty_table_says_why(graph: VendorGraph) -> None:
    def says(**asked: str) -> str:
        return repr(graph.conflicts("meridian", as_of=DAY, **asked))  # type: ignore[arg-type]

    lower = 'No conflict of level critical is known; 1 lower: min_level="medium".'
    assert lower in says(min_level="critical", vendor="oakline")
    assert "Meridian Intelligence is not known to buy from Northgate Labs." in says(vendor="northgate")
    assert "Pinecrest Labeling buys from no vendor that is known." in repr(graph.conflicts("pinecrest", as_of=DAY))


#: Questions that cannot be meant, and what is said of each.
WRONG: list[tuple[Callable[[VendorGraph], object], type[Exception], str]] = [
    (lambda g: g.conflicts("northgate", min_level="big"), ValueError, "min_level: 'big' is none of critical, high"),
    (lambda g: g.conflicts("northgate", convention="x"), ValueError, "convention: 'x' is none of baldone"),  # type: ignore[arg-type]
    (lambda g: g.conflicts("northgate", max_hops=0), ValueError, "max_hops: 0 is too few: write 1 or more"),
    (lambda g: g.conflicts("northgate", as_of=20250620), TypeError, "as_of: 20250620 is no day: write a date"),  # type: ignore[arg-type]
    (lambda g: g.conflicts("northgate", as_of="soon"), ValueError, "as_of: 'soon' is not a day: write YYYY-MM-DD"),
    (lambda g: g.conflicts(5), TypeError, "5 is no name: write that of an entity"),  # type: ignore[arg-type]
    (lambda g: g.conflicts("Lena Fisch"), ValueError, "Lena Fisch is a person and buys from no vendor: name a company"),
    (lambda g: g.vendors("Lena Fisch"), ValueError, "buys from no vendor"),
    (lambda g: g.diff("2026-01-02", "2026-01-01"), ValueError, "first 2026-01-02 is after last 2026-01-01"),
    (lambda g: g.diff(DAY, DAY, min_level="big"), ValueError, "'big' is none of"),
    (lambda g: g.what_if({}, min_level="big"), ValueError, "'big' is none of"),
    (lambda g: g.explain("northgate"), TypeError, "conflict: 'northgate' is none: write one of those found"),  # type: ignore[arg-type]
    (lambda g: g.picture("northgate"), TypeError, "conflict: 'northgate' is none"),  # type: ignore[arg-type]
    (lambda g: g.explain(g.conflicts(as_of=DAY)[0], language="fr"), ValueError, "language: 'fr' is none of en, ar"),
    (lambda g: g.paths("halcyon", "marlow", kinds=["owns"]), ValueError, "kinds: 'owns' is none of customer-of"),
    (lambda g: g.paths("halcyon", "marlow", kinds="customer-of"), TypeError, "write the words in brackets"),
    (lambda g: g.paths("halcyon", "marlow", statuses=["live"]), ValueError, "statuses: 'live' is none of current"),
    (lambda g: g.paths("halcyon", "marlow", certainties=["sure"]), ValueError, "certainties: 'sure' is none of"),
    (lambda g: g.paths("halcyon", "marlow", limit=0), ValueError, "limit: 0 is too few"),
    (lambda g: g.paths("halcyon", "marlow", max_hops=1.5), TypeError, "max_hops: 1.5 is no whole number"),  # type: ignore[arg-type]
    (
        lambda g: g.paths("halcyon", "marlow", since="2026-01-02", until="2026-01-01"),
        ValueError,
        "since 2026-01-02 is after until",
    ),
    (lambda g: g.control(threshold=5), ValueError, "threshold: 5 is not a fraction"),
    (lambda g: g.control(convention="x"), ValueError, "convention: 'x' is none of"),  # type: ignore[arg-type]
    (lambda g: g.control(owners=True), ValueError, "owners: name the company"),
    (lambda g: g.integrated(convention="x"), ValueError, "convention: 'x' is none of"),  # type: ignore[arg-type]
    (lambda g: g.view(limit=0), ValueError, "limit: 0 is too few"),
]


@pytest.mark.parametrize(("ask", "error", "words"), WRONG)
def test_a_question_that_cannot_be_meant(
    graph: VendorGraph, ask: Callable[[VendorGraph], object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=re.escape(words)):
        ask(graph)


def test_query_gives_frames_with_typed_values(graph: VendorGraph) -> None:
    stakes = graph.query("stakes-in-vendor", vendor="Pinecrest")
    assert stakes["share"].max() == 0.49
    assert set(stakes["holder"]) >= {"halcyon"} and False in set(stakes["voting"])
    counted = graph.query("SELECT (COUNT(?c) AS ?n) WHERE { ?c a vg:Claim }")
    assert counted["n"].tolist() == [100]
    assert graph.query("conflict-triangle", as_of="2025-01-01").empty
    assert "halcyon" in set(graph.query("conflict-triangle", as_of=DAY)["rival"])


@pytest.mark.parametrize(
    ("query", "params", "words"),
    [
        ("stakes", {}, "did you mean"),
        ("stakes-in-vendor", {"seller": "x"}, "has no parameter 'seller'"),
        ("ASK { ?a ?b ?c }", {}, "gives no rows"),
        ("SELECT ?a WHERE { ?a }", {}, "not SPARQL 1.1"),
    ],
)
def test_query_errors(graph: VendorGraph, query: str, params: dict[str, str], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        graph.query(query, **params)


def test_networkx_has_every_entity_and_relation(graph: VendorGraph) -> None:
    net = graph.to_networkx(as_of=DAY)
    assert isinstance(net, nx.MultiDiGraph)
    assert set(net) == set(graph.market.entities) and net.number_of_edges() == len(graph.relations(as_of=DAY))
    stake = net.edges["halcyon", "pinecrest", "halcyon/holds-stake-in/pinecrest"]
    assert (stake["share_min"], stake["voting"], stake["status"]) == (0.49, False, "current")
    assert set(stake) <= set(network.LINE_TYPES)


def test_store_and_dataset_hold_the_relations_of_the_days_alone(graph: VendorGraph) -> None:
    held = "ASK { GRAPH ?g { id:halcyon vg:holdsStakeIn id:pinecrest } }"
    from vendorgraph.queries import run

    assert [bool(run(graph.store(as_of=day), held)) for day in ("2025-01-01", DAY, "2025-01-01")] == [
        False,
        True,
        False,
    ]
    assert graph.store() is graph.store()
    dataset = graph.dataset(as_of=DAY)
    prefix = "PREFIX vg: <https://w3id.org/vendorgraph/ontology#> "
    assert [int(row[0]) for row in dataset.query(prefix + "SELECT (COUNT(*) AS ?n) WHERE { ?c a vg:Claim }")] == [100]


@pytest.mark.parametrize(
    ("module", "extra", "ask"),
    [
        ("pandas", "frames", lambda graph: graph.query("denials")),
        ("networkx", "networks", lambda graph: graph.to_networkx()),
        ("oxrdflib", "rdflib", lambda graph: graph.dataset()),
    ],
)
def test_a_missing_library_is_named_with_its_extra(graph, monkeypatch, module, extra, ask) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=rf"this needs {module}: pip install 'vendorgraph\[{extra}\]'"):
        ask(graph)


def test_a_view_is_that_of_the_command(graph: VendorGraph, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "view.html"
    run("view", "Marlow", "--as-of", DAY, "--limit", "4", "--out", str(file))
    shown = graph.view("Marlow", DAY, limit=4)
    assert shown.html == file.read_text(encoding="utf-8")
    assert shown.entities == 4 < graph.view().entities


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_is_that_of_the_command(name: str, graph: VendorGraph, run: Run, tmp_path: Path) -> None:
    mine, theirs = (tmp_path / f"{who}{FORMATS[name].suffix}" for who in ("mine", "theirs"))
    assert run("export", name, str(theirs), "--view", "relations", "--as-of", DAY, "--around", "marlow").code == 0
    graph.export(name, mine, view="relations", as_of=DAY, around="Marlow")
    if FORMATS[name].repeats:
        assert mine.read_bytes() == theirs.read_bytes()
    assert mine.stat().st_size > 0


def test_exports_go_to_streams_folders_and_packed_files(graph: VendorGraph, run: Run, tmp_path: Path) -> None:
    stream, packed, folder = io.BytesIO(), tmp_path / "a.graphml.gz", tmp_path / "tables"
    graph.export("graphml", stream, conflicts="northgate", as_of=DAY)
    graph.export("graphml", packed, conflicts="northgate", as_of=DAY)
    assert run("export", "graphml", str(tmp_path / "b.graphml"), "--conflicts", "northgate", "--as-of", DAY).code == 0
    assert stream.getvalue() == gzip.decompress(packed.read_bytes()) == (tmp_path / "b.graphml").read_bytes()
    graph.export("csv", folder, hops=2, around="marlow")
    assert (folder / "relations.csv").is_file()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"format": "gexff"}, "no format is called 'gexff': write one of turtle, "),
        ({"format": "html", "view": "claims"}, "html has no view claims: write view relations"),
        ({"format": "gexf", "view": "claims", "as_of": DAY}, "as_of and known_by choose relations"),
        ({"format": "gexf", "around": "marlow", "conflicts": "northgate"}, "around and conflicts each choose a part"),
        ({"format": "gexf", "hops": 2}, "hops says how far around reaches: add around ENTITY"),
    ],
)
def test_exports_that_cannot_be_had(graph: VendorGraph, options: dict[str, str], words: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=words):
        graph.export(out=tmp_path / "a", **options)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(IsADirectoryError, match="is a folder: name a file"):
        graph.export("gexf", tmp_path)
