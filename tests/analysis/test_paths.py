"""Whole paths between two entities: all of them, best first, and never cut in silence."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.worlds import DAY, buys, competes, moved, relation, stake, triples, world
from vendorgraph.analysis.paths import paths
from vendorgraph.relations.model import Relation, Relations


def of(*relations: Relation) -> Relations:
    return world(*relations).relations


def test_relations_are_walked_either_way_and_shown_in_their_own() -> None:
    found = paths(of(stake("meta", "scale", 0.49), buys("google", "scale")), "google", "meta")
    assert [triples(path) for path in found.paths] == [["google customer-of scale", "meta holds-stake-in scale"]]
    assert (found.complete, found.note) == (True, None)


def test_the_shortest_come_first_then_those_whose_weakest_grade_is_best() -> None:
    whole = of(
        competes("a", "b", grade="C"), stake("a", "x"), stake("x", "b", grade="B"), stake("a", "y"), stake("y", "b"),
        stake("a", "z", grade="D"), stake("z", "b"),
    )  # fmt: skip
    found = paths(whole, "a", "b")
    assert [[hop.grade for hop in path] for path in found.paths] == [["C"], ["A", "A"], ["A", "B"], ["D", "A"]]


def test_only_the_best_are_shown_and_it_says_so() -> None:
    whole = of(*(stake("a", f"m{i}") for i in range(4)), *(stake(f"m{i}", "b") for i in range(4)))
    found = paths(whole, "a", "b", limit=3)
    assert len(found.paths) == 3
    assert (found.complete, found.note) == (False, "only the best 3 paths are shown: there are more")
    assert paths(whole, "a", "b", limit=4).complete


def test_a_search_that_is_cut_says_so() -> None:
    whole = of(*(stake(f"n{i}", f"n{j}") for i in range(8) for j in range(8) if i != j))
    found = paths(whole, "n0", "n7", max_hops=6, limit=100_000, steps=50)
    assert not found.complete and found.note is not None and found.note.startswith("stopped after 50 steps")


def test_no_path_says_how_far_was_looked() -> None:
    whole = of(stake("a", "x"), stake("x", "y"), stake("y", "b"))
    found = paths(whole, "a", "b", max_hops=2)
    assert (found.paths, found.complete) == ((), True)
    assert found.note == "no path of up to 2 hops; longer ones were not looked for"
    assert paths(whole, "a", "nobody").paths == ()


def test_kinds_and_denied_relations_are_left_out() -> None:
    whole = of(stake("a", "b"), buys("a", "b"), competes("a", "b", status="denied"))
    assert [triples(p) for p in paths(whole, "a", "b").paths] == [["a customer-of b"], ["a holds-stake-in b"]]
    assert [triples(p) for p in paths(whole, "a", "b", kinds=["customer-of"]).paths] == [["a customer-of b"]]
    assert paths(whole, "a", "b", kinds=[]).paths == ()


def test_a_move_joins_the_organisation_that_was_left_too() -> None:
    found = paths(of(moved("wang", "scale", "meta")), "scale", "meta")
    assert [triples(path) for path in found.paths] == [["wang moved-to meta"]]


@pytest.mark.parametrize(("b", "bounds"), [("a", {}), ("b", {"max_hops": 0}), ("b", {"limit": 0})])
def test_what_makes_no_sense_is_refused(b: str, bounds: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        paths(of(stake("a", "b")), "a", b, **bounds)


EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from("ABCD")), max_size=14)


@given(EDGES, st.integers(1, 5))
def test_they_are_all_simple_paths_as_networkx_enumerates_them(edges: list[tuple[str, str, str]], hops: int) -> None:
    given_ = {(a, b): relation(a, "holds-stake-in", b, grade=g) for a, b, g in edges if a != b}
    ordered = tuple(given_[key] for key in sorted(given_))
    graph = networkx.MultiGraph()
    graph.add_nodes_from("ab")
    graph.add_edges_from((r.subject, r.object, r.subject + r.object) for r in ordered)
    expected = sorted(
        tuple(key for _, _, key in path) for path in networkx.all_simple_edge_paths(graph, "a", "b", cutoff=hops)
    )
    found = paths(Relations(DAY, DAY, ordered), "a", "b", max_hops=hops, limit=10_000)
    assert sorted(tuple(r.subject + r.object for r in path) for path in found.paths) == expected
    assert found.complete
    ranks = [(len(path), max(hop.grade for hop in path)) for path in found.paths]
    assert ranks == sorted(ranks)
