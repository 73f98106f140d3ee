"""Every claim that an answer names exists, and speaks of what the answer says of it."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.markets import bundled
from vendorgraph import pipeline
from vendorgraph.analysis.concentration import concentration
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.analysis.evidence import thin
from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.interlocks import interlocks
from vendorgraph.analysis.owning import owning
from vendorgraph.answers import concentration as concentration_answers
from vendorgraph.answers import conflicts as conflicts_answers
from vendorgraph.answers import control as control_answers
from vendorgraph.answers import encode
from vendorgraph.answers import evidence as evidence_answers
from vendorgraph.answers import interlocks as interlocks_answers
from vendorgraph.relations.contradictions import contradictions

NAMES = ("conflicts", "control", "concentration", "interlocks", "evidence")


@cache
def answers() -> dict[str, Any]:
    market = bundled()
    relations = pipeline.relations(market)
    scale, found = market.entities["scale-ai"], all_conflicts(market, relations)
    clashes = concentration_answers.about_sums(contradictions(market, relations.known_by), "scale-ai")
    made = {
        "conflicts": conflicts_answers.answer(market, relations, None, found),
        "control": control_answers.answer(
            market, relations, owning(Ground(market, relations)), owners=False, explain=True
        ),
        "concentration": concentration_answers.answer(
            market, relations, concentration(market, relations, "scale-ai"), clashes
        ),
        "interlocks": interlocks_answers.answer(market, relations, None, interlocks(market, relations)),
        "evidence": evidence_answers.answer(market, relations, scale, thin(relations, "scale-ai", found)),
    }
    assert tuple(made) == NAMES
    return {name: json.loads(encode(answer)) for name, answer in made.items()}


def named(value: Any) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each part of an answer that names claims, with them."""
    if isinstance(value, list):
        for each in value:
            yield from named(each)
    elif isinstance(value, dict):
        if isinstance(value.get("claims"), list):
            yield value, value["claims"]
        for each in value.values():
            yield from named(each)


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_named_exists(name: str) -> None:
    found = list(named(answers()[name]))
    assert len(found) > 10
    for part, claims in found:
        assert claims, part
        assert [id for id in claims if id not in bundled().claims] == []


@pytest.mark.parametrize("name", NAMES)
def test_claims_of_a_hop_speak_of_its_ends(name: str) -> None:
    hops = [(part, claims) for part, claims in named(answers()[name]) if "grade" in part and "relation" in part]
    assert name == "concentration" or len(hops) > 10
    for hop, claims in hops:
        for claim in (bundled().claims[id] for id in claims):
            spoken = {claim.subject, claim.object, claim.from_org, claim.product}
            assert {hop["subject"], hop["object"]} <= spoken or hop["subject"] == claim.subject, (hop, claim)
