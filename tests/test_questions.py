"""Ownership, concentration, interlocks and evidence in the Python API: the same tables as the command line."""

from collections.abc import Callable

import pytest

import vendorgraph
from tests.cli.conftest import SMALL, Run
from tests.cli.conftest import cache as cache
from tests.cli.conftest import run as run
from vendorgraph import VendorGraph
from vendorgraph.names import UnknownName

DAY = "2025-12-31"


@pytest.fixture(scope="module")
def graph() -> VendorGraph:
    return vendorgraph.load(SMALL)


@pytest.mark.parametrize(
    ("command", "ask"),
    [
        (("control",), lambda graph: graph.control(as_of=DAY)),
        (
            ("control", "marlow", "--at-least", "--owners", "--convention", "simple"),
            lambda graph: graph.control("Marlow Data", DAY, at_least=True, owners=True, convention="simple"),
        ),
        (("control", "larkspur", "--threshold", "0.7"), lambda graph: graph.control("larkspur", DAY, threshold=0.7)),
        (("concentration", "pinecrest"), lambda graph: graph.concentration("pinecrest", DAY)),
        (
            ("concentration", "pinecrest", "--across-years"),
            lambda graph: graph.concentration("pinecrest", DAY, across_years=True),
        ),
        (("interlocks",), lambda graph: graph.interlocks(as_of=DAY)),
        (("interlocks", "yusuf-amari"), lambda graph: graph.interlocks("Yusuf Amari", DAY)),
        (("evidence", "marlow"), lambda graph: graph.evidence("marlow", DAY)),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_the_same_tables_as_the_command(
    run: Run, graph: VendorGraph, command: tuple[str, ...], ask: Callable[[VendorGraph], object]
) -> None:
    done = run(*command, "--as-of", DAY)
    assert (done.code, done.err) == (0, "")
    assert f"{ask(graph)!r}\n" == done.out


def test_values(graph: VendorGraph) -> None:
    shares = {(each.holder, each.company): each.share.min for each in graph.integrated("northgate", DAY)}
    assert shares == {
        ("castellan-group", "northgate"): 0.8,
        ("northgate", "larkspur"): 0.6,
        ("northgate", "marlow"): 0.3,
    }
    assert list(graph.integrated("northgate", DAY).frame()["share"]) == ["80 %", "60 %", "30 %"]
    assert {each.verdict for each in graph.control(as_of=DAY)} == {"certain", "possible"}
    assert [each.printed for each in graph.concentration("pinecrest", DAY)] == ["2025", "2024", "2023"]
    assert [(each.a, each.b) for each in graph.interlocks("marlow", DAY)] == [("marlow", "meridian")]
    assert graph.evidence("marlow", DAY)[0].needs


def test_unknown_names_and_days_are_refused(graph: VendorGraph) -> None:
    for ask in (graph.control, graph.integrated, graph.concentration, graph.interlocks, graph.evidence):
        with pytest.raises(UnknownName):
            ask("nobody at all")
        with pytest.raises(ValueError, match="is not exact to the day"):
            ask("marlow", "2025")
