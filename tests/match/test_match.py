"""Matching: identifiers before names, decisions that a person takes and takes back, merging that is never silent."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.support import read
from tests.markets import bundled, words
from vendorgraph import checks, imports, match, pipeline
from vendorgraph.imports import write
from vendorgraph.match import Decisions, WrongDecision
from vendorgraph.match.propose import plain
from vendorgraph.model import Entity


def entity(slug: str, name: str, type: str = "company", **more: Any) -> Entity:
    return msgspec.convert({"slug": slug, "name": name, "type": type, **more}, Entity)


MARKET = [
    entity("quarry", "Quarry Data", aliases=["Quarry"], identifiers=["XI-LEI:1"], country="GB"),
    entity("lumen", "Lumen Labs", wikidata="Q1"),
    entity("ada", "Ada Example", "person"),
    entity("gemini", "Gemini", "product"),
]


def pairs(*imported: Entity) -> dict[tuple[str, str], float]:
    return {(pair.market, pair.imported): pair.score for pair in match.propose(MARKET, imported).pairs}


def test_an_identifier_in_common_is_sure_whatever_the_names() -> None:
    found = match.propose(MARKET, [entity("x", "Another Name", identifiers=["XI-LEI:1"])])
    assert [(p.market, p.imported, p.score, p.why) for p in found.pairs] == [("quarry", "x", 1.0, "both are XI-LEI:1")]
    assert pairs(entity("y", "Nobody", wikidata="Q1")) == {("lumen", "y"): 1.0}


def test_names_are_compared_without_legal_form_order_and_case() -> None:
    assert pairs(entity("x", "QUARRY DATA, Ltd.")) == {("quarry", "x"): 0.99}
    assert pairs(entity("x", "Labs Lumen")) == {("lumen", "x"): 0.99}
    assert list(pairs(entity("x", "Lumen Lab"))) == [("lumen", "x")]
    assert pairs(entity("x", "Something Else")) == {}


def test_what_speaks_against_lowers_the_likeness() -> None:
    assert pairs(entity("x", "Quarry Data", country="US")) == {("quarry", "x"): 0.89}
    found = match.propose(MARKET, [entity("x", "Quarry Data", identifiers=["XI-LEI:2"])]).pairs
    assert [(pair.score, pair.why) for pair in found] == [
        (0.89, "the names are equal: quarry data; but XI-LEI:1 is not XI-LEI:2")
    ]


def test_persons_and_products_are_never_companies() -> None:
    assert pairs(entity("x", "Ada Example")) == {}
    assert pairs(entity("x", "Gemini")) == {}
    assert pairs(entity("x", "Ada Example", "person")) == {("ada", "x"): 0.99}


def proposed() -> Decisions:
    return match.propose(MARKET, [entity("q", "Quarry Data"), entity("l", "Lumen Labs"), entity("o", "Other")])


def test_decisions_are_taken_and_taken_back() -> None:
    first = proposed()
    second = match.decide(first, "quarry", "q", "same")
    third = match.decide(second, "quarry", "q", "different")
    assert third.pair("quarry", "q").judgement == "different"
    assert match.undo(third).pair("quarry", "q").judgement == "same"
    assert match.undo(match.undo(third)) == first
    with pytest.raises(WrongDecision, match="no step to undo"):
        match.undo(first)


@given(
    st.lists(st.tuples(st.sampled_from(["q", "l"]), st.sampled_from(["same", "different", "undecided"])), max_size=8)
)
def test_undoing_every_step_gives_the_beginning(steps: list[tuple[str, str]]) -> None:
    start = decisions = proposed()
    for imported, judgement in steps:
        decisions = match.decide(decisions, {"q": "quarry", "l": "lumen"}[imported], imported, judgement)
    for _ in decisions.steps:
        decisions = match.undo(decisions)
    assert decisions == start


def test_decisions_that_contradict_or_name_no_pair_are_refused() -> None:
    both = match.propose([*MARKET, entity("quarry-two", "Quarry Data")], [entity("q", "Quarry Data")], Decisions())
    once = match.decide(both, "quarry", "q", "same")
    with pytest.raises(WrongDecision, match=r"q is decided to be .* keep one"):
        match.decide(once, "quarry-two", "q", "same")
    with pytest.raises(WrongDecision, match="no proposed pair"):
        match.decide(both, "lumen", "q", "same")
    with pytest.raises(WrongDecision, match="is no judgement"):
        match.decide(both, "quarry", "q", "maybe")


def test_decisions_are_kept_when_new_proposals_are_made() -> None:
    decided = match.decide(proposed(), "quarry", "q", "same")
    again = match.propose(
        MARKET, [entity("q", "Another Name"), entity("l", "Lumen Labs"), entity("n", "Quarry")], decided
    )
    assert again.pair("quarry", "q").judgement == "same"
    assert again.pair("quarry", "n").judgement == "undecided"
    assert again.steps == decided.steps
    gone = match.propose(MARKET, [entity("l", "Lumen Labs")], decided)
    assert [pair.imported for pair in gone.pairs] == ["l"]


def test_the_file_of_decisions_reads_back_and_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "matches.yaml"
    decided = match.decide(proposed(), "quarry", "q", "same")
    match.save(decided, file)
    assert match.load(file) == decided
    assert match.load(tmp_path / "none.yaml") == Decisions()
    file.write_text(file.read_text("utf-8").replace("judgement: undecided", "judgement: perhaps"), "utf-8")
    with pytest.raises(WrongDecision, match="'perhaps' is no judgement"):
        match.load(file)
    file.write_text("pairs: 3\n")
    with pytest.raises(WrongDecision, match=r"^matches\.yaml: "):
        match.load(file)


LINES = """
{"id":"s","caption":"Scale AI, Inc.","schema":"Company","properties":{"name":["Scale AI, Inc."]},"datasets":["r"],"first_seen":"2025-07-01"}
{"id":"b","caption":"Scale AI Holdings","schema":"Company","properties":{"name":["Scale AI Holdings"]},"datasets":["r"],"first_seen":"2025-07-01"}
{"id":"w","caption":"Alexandr Wang","schema":"Person","properties":{"name":["Alexandr Wang"]},"datasets":["r"],"first_seen":"2025-07-01"}
{"id":"o","schema":"Ownership","properties":{"owner":["b"],"asset":["s"],"percentage":["12%"]},"datasets":["r"],"first_seen":"2025-07-01"}
{"id":"d","schema":"Directorship","properties":{"director":["w"],"organization":["s"],"role":["Director"]},"datasets":["r"],"first_seen":"2025-07-01"}
"""  # noqa: E501


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    file = tmp_path / "register.jsonl"
    file.write_text(LINES.strip(), "utf-8")
    imports.save(read("ftm", file, beside=bundled()), tmp_path / "in", "ftm", [file])
    return tmp_path / "in"


def merged(folder: Path, out: Path, **judgements: str) -> Decisions:
    """Decide each pair of a market's slug (with _ for -) and merge."""
    whole, alone = bundled(), pipeline.read([folder])
    decisions = match.propose(whole.entities.values(), alone.entities.values())
    for market, judgement in judgements.items():
        pair = next(pair for pair in decisions.pairs if pair.market == market.replace("_", "-"))
        decisions = match.decide(decisions, pair.market, pair.imported, judgement)
    records = match.merged(match.records(alone), decisions, whole.entities.values(), words())
    write.write(records, out, {"format": "match", "files": {}})
    return decisions


def test_without_a_decision_nothing_is_merged(imported: Path, tmp_path: Path) -> None:
    merged(imported, tmp_path / "out")
    over = pipeline.read(overlays=[imported])
    found = [claim for claim in over.claims.values() if claim.id.startswith("ftm-r-")]
    slugs = {slug for claim in found for slug in (claim.subject, claim.object) if slug}
    assert not slugs & bundled().entities.keys()
    assert not (tmp_path / "out" / "identity.yaml").exists()


def test_what_is_the_same_has_the_markets_slug_alone_and_over_the_market(imported: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    merged(imported, out, scale_ai="same", alexandr_wang="different")
    assert checks.check([out]) == []
    alone, over = pipeline.read([out]), pipeline.read(overlays=[out])
    for market in (alone, over):
        claim = next(c for c in market.claims.values() if c.relation == "board-member-of" and c.id.startswith("ftm-r-"))
        assert claim.object == "scale-ai"
        assert claim.subject.startswith("alexandr-wang-")
    assert alone.entities["scale-ai"] == bundled().entities["scale-ai"]
    (line,) = (each for each in alone.identities if each.same)
    assert line.same[0] == "scale-ai"
    assert line.why.endswith("; imported as Scale AI, Inc. (s). Kept: scale-ai")


def test_merging_again_after_undo_gives_the_import_back(imported: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    merged(imported, out, scale_ai="same")
    assert (out / "identity.yaml").exists()
    merged(imported, out)
    assert not (out / "identity.yaml").exists()
    assert pipeline.read([out]).claims == pipeline.read([imported]).claims


def test_two_names_of_one_thing_hold_no_stake_in_each_other(imported: Path, tmp_path: Path) -> None:
    whole, alone = bundled(), pipeline.read([imported])
    decisions = match.propose(whole.entities.values(), alone.entities.values())
    other = match.Pair(
        market="scale-ai", imported="scale-ai-holdings", names=("Scale AI", "Scale AI Holdings"), score=0.9, why="told"
    )
    decisions = Decisions((*decisions.pairs, other))
    for pair in decisions.pairs:
        if pair.market == "scale-ai":
            decisions = match.decide(decisions, pair.market, pair.imported, "same")
    records = match.merged(match.records(alone), decisions, whole.entities.values(), words())
    write.write(records, tmp_path / "out", {"format": "match", "files": {}})
    assert checks.check([tmp_path / "out"]) == []
    assert not any(claim.relation == "holds-stake-in" for claim in records.claims)
    assert any("Scale AI Holdings holds a stake in Scale AI, Inc." in str(claim.text) for claim in records.claims)
    assert records.report[-1].what == "a claim that no longer fits"


@given(st.text(max_size=60))
def test_plain_names_are_a_fixed_point(name: str) -> None:
    once = plain(name)
    assert plain(once) == once or not once
