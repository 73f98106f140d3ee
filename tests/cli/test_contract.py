"""The JSON of the answers: exactly the keys of the contract, and valid by the schema that `formats` names."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run
from vendorgraph import answers
from vendorgraph.answers import ANSWERS

HOP = {
    "subject", "relation", "object", "status", "disputed", "grade", "rule", "role", "share", "from", "to", "origins",
    "claims",
}  # fmt: skip
CONFLICT = {
    "vendor", "rival", "level", "verdict", "timing", "exposure", "rivalry", "ties", "weakest_hop", "missing",
    "clears_if_false", "window", "incidents", "disposition",
}  # fmt: skip
RELATION = {
    "subject", "relation", "object", "status", "disputed", "share", "voting", "from", "to", "rule", "origins",
    "supports", "denies",
}  # fmt: skip

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"

#: A command for every answer of the registry.
COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "conflicts": [
        ("conflicts", "northgate", "--as-of", "2025-06-01"),
        ("conflicts", "halcyon", "--as-of", "2025-12-31", "--min-level", "low"),
        ("conflicts", "--all", "--min-level", "low"),
        ("conflicts", "juniper"),
        ("conflicts", "--all", "--as-of", "2025-06-01", "--dispositions", str(EXAMPLES / "dispositions.yaml")),
    ],
    "what-if": [
        ("conflicts", "halcyon", "--as-of", "2025-12-31", "--what-if", str(EXAMPLES / "what-if.yaml")),
        ("conflicts", "--all", "--min-level", "low", "--what-if", str(EXAMPLES / "what-if.yaml")),
        ("conflicts", "juniper", "--what-if", str(EXAMPLES / "what-if.yaml")),
    ],
    "vendors": [("vendors", "--for", "northgate"), ("vendors", "--for", "juniper", "--as-of", "2025-06-01")],
    "diff": [
        ("diff", "--from", "2025-03-01", "--to", "2025-06-01", "--for", "northgate"),
        ("diff", "--from", "2025-03-01", "--to", "2026-06-30", "--min-level", "low"),
        ("diff", "--from", "2025-03-09", "--to", "2025-12-31", "--clock", "known-by"),
        ("diff", "--from", "2025-06-01", "--to", "2025-06-01"),
    ],
    "show": [("show", "pinecrest"), ("show", "halcyon", "--as-of", "2025-06-01"), ("show", "beacon")],
    "paths": [("paths", "halcyon", "pinecrest"), ("paths", "beacon", "joel-tamm", "--max-hops", "1")],
    "contradictions": [("contradictions",), ("contradictions", "marlow"), ("contradictions", "joel-tamm")],
    "control": [
        ("control", "--as-of", "2025-12-31"),
        (
            "control",
            "marlow",
            "--as-of",
            "2025-12-31",
            "--at-least",
            "--owners",
            "--explain",
            "--blocked",
            "castellan-group",
        ),
        ("control", "larkspur", "--as-of", "2025-12-31", "--convention", "brioschi", "--threshold", "0.3"),
        ("control", "beacon", "--convention", "simple"),
    ],
    "concentration": [
        ("concentration", "pinecrest", "--as-of", "2025-06-01", "--across-years"),
        ("concentration", "joel-tamm"),
    ],
    "interlocks": [("interlocks",), ("interlocks", "yusuf-amari"), ("interlocks", "beacon")],
    "evidence": [("evidence", "marlow", "--as-of", "2025-12-31"), ("evidence", "beacon")],
    "sources": [("sources",), ("sources", "--language", "ar")],
    "stats": [("stats",)],
}
CASES = [(name, args) for name, commands in COMMANDS.items() for args in commands]


def answer(run: Run, *args: str) -> Any:
    done = run(*args, "--format", "json")
    assert done.code == 0 and done.err in ("", "Juniper Ventures buys from no vendor that is known.\n")
    return json.loads(done.out)


def hops(value: Any) -> list[dict[str, Any]]:
    """All hops in an answer: what lies in a path, or is the weakest of one."""
    if isinstance(value, list):
        return [hop for each in value for hop in hops(each)]
    if not isinstance(value, dict):
        return []
    found = [*value.get("path", []), *([value["weakest_hop"]] if "weakest_hop" in value else [])]
    return found + [hop for key, each in value.items() if key not in ("path", "weakest_hop") for hop in hops(each)]


def test_every_answer_of_the_registry_is_tried() -> None:
    assert list(COMMANDS) == list(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_schemas_are_schemas(run: Run, name: str) -> None:
    schema = json.loads(run("formats", "--schema", name).out)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{answers.SCHEMAS}{name}" and schema["$id"] in " ".join(run("formats").out.split())


@pytest.mark.parametrize(("name", "args"), CASES, ids=[" ".join(args) for _, args in CASES])
def test_answers_are_valid(run: Run, name: str, args: tuple[str, ...]) -> None:
    validator = Draft202012Validator(answers.schema(name))
    found = answer(run, *args)
    assert [error.message for error in validator.iter_errors(found)] == []
    assert not validator.is_valid({**found, "more": 1}), "unknown keys are errors"
    assert not validator.is_valid(dict(list(found.items())[1:])), "keys are required"


def test_conflicts_have_the_keys_of_the_contract(run: Run) -> None:
    found = answer(run, "conflicts", "northgate", "--as-of", "2025-06-01")
    assert list(found) == ["customer", "as_of", "known_by", "market", "conflicts"]
    assert (found["customer"], found["as_of"], found["known_by"]) == ("northgate", "2025-06-01", "2026-06-30")
    assert found["market"]["claims"] == 100 and found["market"]["sources"] == 17
    assert re.fullmatch("[0-9a-f]{64}", found["market"]["sha256"])
    conflict = found["conflicts"][0]
    assert set(conflict) == CONFLICT and (conflict["vendor"], conflict["rival"]) == ("pinecrest", "halcyon")
    assert set(conflict["exposure"]) == {"status", "path", "from", "to"}
    assert set(conflict["rivalry"]) == {"kind", "path"} and conflict["rivalry"]["kind"] in ("stated", "derived")
    assert set(conflict["window"]) == {"from", "to", "certain"}
    assert conflict["disposition"] is None
    assert {frozenset(tie) for tie in conflict["ties"]} == {
        frozenset({"kind", "rule", "share", "voting", "verdict", "path"})
    }
    wrong = [each for some in conflict["clears_if_false"] for each in some]
    assert wrong and {frozenset(each) for each in wrong} == {frozenset({"subject", "relation", "object", "claims"})}
    assert len(conflict["clears_if_false"]) <= 5


def test_every_hop_of_every_answer_carries_its_evidence(run: Run) -> None:
    found = hops(answer(run, "conflicts", "--all", "--min-level", "low", "--as-of", "2025-12-31"))
    found += [hop for path in answer(run, "paths", "halcyon", "pinecrest")["paths"] for hop in path]
    assert len(found) > 30
    for hop in found:
        assert set(hop) == HOP
        assert hop["claims"] and hop["rule"].startswith("R") and hop["grade"] in "ABCD"
        assert hop["share"] is None or 0 <= hop["share"]["min"] <= hop["share"]["max"] <= 1


def test_the_stake_without_votes(run: Run) -> None:
    conflict = answer(run, "conflicts", "northgate", "--as-of", "2025-06-01")["conflicts"][0]
    stakes = [tie for tie in conflict["ties"] if tie["kind"] == "ownership"]
    assert [(tie["share"], tie["voting"], tie["verdict"]) for tie in stakes] == [
        ({"min": 0.49, "max": 0.49}, False, "established")
    ]
    assert [hop["relation"] for hop in stakes[0]["path"]] == ["holds-stake-in"]


def test_incidents_and_the_power_of_votes_are_told(run: Run) -> None:
    found = answer(run, "conflicts", "halcyon", "--as-of", "2025-12-31")["conflicts"]
    marlow = next(each for each in found if each["vendor"] == "marlow")
    assert [set(each) for each in marlow["incidents"]] == [{"date", "says", "origins", "claims"}]
    assert marlow["incidents"][0]["claims"][0].startswith("agora-2025-09-18")


def test_control_has_the_keys_of_the_contract(run: Run) -> None:
    found = answer(run, "control", "--as-of", "2025-12-31")
    assert list(found) == ["control", "integrated", "close_links"]
    assert ["northgate", "larkspur"] in found["control"] and ["castellan-group", "larkspur"] in found["control"]
    assert not [pair for pair in found["control"] if pair[1] == "marlow"]
    assert {frozenset(each) for each in found["integrated"]} == {
        frozenset({"holder", "company", "share", "convention"})
    }
    assert {frozenset(each) for each in found["close_links"]} == {
        frozenset({"a", "b", "case", "through", "convention"})
    }
    shares = {(each["holder"], each["company"]): each["share"] for each in found["integrated"]}
    assert shares["northgate", "marlow"] == {"min": 0.3, "max": 0.3}
    assert {"a": "marlow", "b": "meridian", "case": "c", "through": "juniper", "convention": "baldone"} in found[
        "close_links"
    ]


def test_control_tells_more_where_it_is_asked(run: Run) -> None:
    asked = ("control", "marlow", "--as-of", "2025-12-31", "--at-least")
    found = answer(run, *asked, "--owners", "--explain", "--blocked", "castellan-group")
    assert {pair[0] for pair in found["control"]} == {"larkspur", "northgate", "castellan-group"}
    owners = {
        each["holder"]: {test["test"]: test["verdict"] for test in each["tests"]} for each in found["beneficial_owners"]
    }
    assert owners["northgate"]["more-than-25"] == "certain" and owners["castellan-group"]["more-than-25"] == "no"
    assert owners["castellan-group"]["majority-chain-25"] == "certain", "the tests disagree, and each is shown"
    assert [each["company"] for each in found["blocked"]] == [
        "larkspur",
        "marlow",
        "northgate",
        "saltmarsh",
        "saltmarsh-east",
    ]
    evidence = found["evidence"]
    assert all(set(hop) == HOP and hop["claims"] for hop in evidence["holdings"])
    assert evidence["as_of"] == "2025-12-31" and len(evidence["rules"]) == 3


def test_all_says_whose_each_conflict_is(run: Run) -> None:
    found = answer(run, "conflicts", "--all")
    assert found["customer"] is None
    assert found["conflicts"] and all(set(each) == CONFLICT | {"customer"} for each in found["conflicts"])


def test_show_has_the_keys_of_the_contract(run: Run) -> None:
    found = answer(run, "show", "pinecrest", "--as-of", "2025-06-01")
    assert list(found) == ["entity", "as_of", "known_by", "relations", "attributes", "contradictions"]
    assert found["entity"] == {
        "slug": "pinecrest",
        "name": "Pinecrest Labeling",
        "name_ar": "باينكرست",
        "type": "company",
        "roles": ["data-vendor"],
        "aliases": ["Pinecrest"],
    }
    assert {frozenset(each) for each in found["relations"]} == {frozenset(RELATION)}
    stake = next(each for each in found["relations"] if each["relation"] == "holds-stake-in")
    assert (stake["subject"], stake["share"], stake["voting"]) == ("halcyon", {"min": 0.49, "max": 0.49}, False)
    assert {frozenset(each) for each in found["attributes"]} == {frozenset({"attribute", "period", "values"})}
    revenue = [each for each in found["attributes"] if each["attribute"] == "revenue" and each["period"] == "2024"]
    assert [value["amount"] for value in revenue[0]["values"]] == [{"value": 210_000_000, "currency": "USD"}]
    assert all(set(each) == {"kind", "about", "sides"} for each in found["contradictions"])


def test_an_attribute_of_two_names_the_other(run: Run) -> None:
    spends = [each for each in answer(run, "show", "northgate")["attributes"] if each["attribute"] == "spend"]
    assert {(each["object"], each["period"]) for each in spends} >= {("pinecrest", "2023"), ("pinecrest", "2024")}


def test_contradictions_have_sides(run: Run) -> None:
    found = answer(run, "contradictions", "marlow")
    amounts = [each for each in found["contradictions"] if each["kind"] == "amount"]
    assert amounts[0]["about"] == ["marlow", "revenue", None]
    assert [set(side) for side in amounts[0]["sides"]] == [{"says", "claims", "grade", "origins", "said_by"}] * 2
    assert [(side["grade"], side["origins"]) for side in amounts[0]["sides"]] == [("B", 1), ("B", 1)]


def test_statuses_come_in_words(run: Run) -> None:
    found = answer(run, "show", "tessera", "--as-of", "2026-06-30")["relations"]
    oakline = [each for each in found if (each["relation"], each["object"]) == ("customer-of", "oakline")]
    assert [each["status"] for each in oakline] == ["unconfirmed (was current)"]


def test_answers_are_the_same_each_time(run: Run) -> None:
    asked = ("conflicts", "--all", "--min-level", "low", "--format", "json")
    assert run(*asked).out == run(*asked).out
