"""R14: established, possible and refuted, with the missing facts and the weakest relation."""

import pytest

from tests.analysis.worlds import buys, competes, relation, stake, world
from vendorgraph.analysis.verdict import Judgement, judge, weakest, worst
from vendorgraph.relations.model import Relation

MARKET = world(stake("rival", "vendor"), buys("lab", "vendor")).market


@pytest.mark.parametrize(
    ("hop", "verdict", "missing"),
    [
        (stake("rival", "vendor", grade="B"), "established", ()),
        (
            stake("rival", "vendor", grade="C"),
            "possible",
            ("a better source that Rival holds a stake in Vendor (grade C)",),
        ),
        (
            stake("rival", "vendor", grade="D"),
            "possible",
            ("a better source that Rival holds a stake in Vendor (grade below C)",),
        ),
        (
            stake("rival", "vendor", disputed=True),
            "possible",
            ("which side is right, as sources disagree: Rival holds a stake in Vendor",),
        ),
        (
            stake("rival", "vendor", status="unconfirmed", was="current"),
            "possible",
            ("whether it is still so: Rival holds a stake in Vendor",),
        ),
        (
            stake("rival", "vendor", status="planned"),
            "possible",
            ("whether the plan is carried out: Rival holds a stake in Vendor",),
        ),
        (stake("rival", "vendor", status="denied"), "refuted", ("denied: Rival holds a stake in Vendor",)),
        (stake("rival", "vendor", status="ended"), "established", ()),
    ],
)
def test_the_verdict_on_one_relation(hop: Relation, verdict: str, missing: tuple[str, ...]) -> None:
    assert judge(MARKET, [hop]) == Judgement(verdict, missing)


def test_whether_it_ever_held_asks_neither_for_the_present_nor_for_agreement_about_it() -> None:
    doubtful = buys("lab", "vendor", status="unconfirmed", was="ending", disputed=True)
    assert judge(MARKET, [doubtful], ever=True) == Judgement("established")
    assert judge(MARKET, [doubtful]).verdict == "possible"


def test_a_path_is_as_good_as_its_weakest_relation_and_one_denial_refutes_it() -> None:
    path = [stake("rival", "vendor", grade="C"), stake("rival", "other")]
    assert judge(MARKET, path).verdict == "possible"
    assert judge(MARKET, [*path, stake("x", "y", status="denied")]).verdict == "refuted"
    assert judge(MARKET, []) == Judgement("established")
    assert worst(["established", "possible"]) == "possible" and worst([]) == "established"


def test_the_weakest_relation() -> None:
    strong, weak = stake("a", "b", origins=5), stake("b", "c", origins=2)
    assert weakest((strong, weak)) == weak
    assert weakest((strong, stake("c", "d", grade="B", origins=9))).subject == "c"
    assert weakest((strong, competes("a", "x", disputed=True, origins=9))).relation == "competitor-of"
    doubtful = buys("lab", "vendor", status="unconfirmed", was="ending", origins=9)
    assert weakest((strong,), ever=(doubtful,)) == strong
    assert weakest((strong, doubtful)) == doubtful
    denied = relation("a", "develops", "p", status="denied")
    assert weakest((stake("a", "b", grade="D"), denied)) == denied
    with pytest.raises(ValueError):
        weakest(())
