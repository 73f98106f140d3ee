"""R11: rivalry, stated and derived, and what is none."""

from tests.analysis.worlds import World, child, competes, relation, triples, world
from vendorgraph.analysis.model import Rivalry
from vendorgraph.analysis.rivalry import best_per_group, rivalries


def of(whole: World, customer: str = "lab") -> dict[str, list[Rivalry]]:
    return rivalries(whole.market, whole.relations, customer)


def test_a_stated_rivalry_counts_either_way_round() -> None:
    for stated in (competes("lab", "rival"), competes("rival", "lab")):
        [found] = of(world(stated))["rival"]
        assert (found.a, found.b, found.kind, found.via, found.verdict) == (
            "lab",
            "rival",
            "stated",
            None,
            "established",
        )
        assert found.path == (stated,)


def test_products_that_compete_make_their_makers_rivals_and_it_says_so() -> None:
    whole = world(
        relation("google", "develops", "gemini"),
        relation("openai", "develops", "chatgpt"),
        competes("chatgpt", "gemini"),
    )
    [found] = of(whole, "google")["openai"]
    assert (found.kind, found.via) == ("derived", "Gemini against Chatgpt")
    assert triples(found.path) == [
        "google develops gemini",
        "chatgpt competitor-of gemini",
        "openai develops chatgpt",
    ]
    assert of(whole, "openai")["google"][0].via == "Chatgpt against Gemini"


def test_a_product_against_a_company() -> None:
    whole = world(relation("rival", "develops", "tool"), competes("lab", "tool"))
    assert [r.via for r in of(whole)["rival"]] == ["Lab against Tool"]
    assert list(of(whole)) == ["rival"]


def test_a_member_of_a_group_that_competes_is_a_rival_of_those_it_competes_with_alone() -> None:
    whole = world(
        competes("meta", "rival-labs"),
        relation("google", "member-of", "rival-labs"),
        relation("openai", "member-of", "rival-labs"),
    )
    assert list(of(whole, "google")) == ["meta"]
    assert of(whole, "google")["meta"][0].via == "Rival Labs against Meta, Google among them"
    assert list(of(whole, "meta")) == ["google", "openai"]
    assert triples(of(whole, "meta")["google"][0].path) == [
        "meta competitor-of rival-labs",
        "google member-of rival-labs",
    ]


def test_rivalry_extends_through_the_corporate_group_of_both() -> None:
    whole = world(child("google", "alphabet"), child("deepmind", "alphabet"), competes("google", "openai"))
    assert list(of(whole, "deepmind")) == ["openai"]
    assert of(whole, "deepmind")["openai"][0].via == "Google against Openai, through the corporate group"
    assert list(of(whole, "openai")) == ["alphabet", "deepmind", "google"]
    assert list(best_per_group(whole.relations, of(whole, "openai"))) == ["google"]


def test_rivalry_is_not_handed_on() -> None:
    whole = world(competes("a", "b"), competes("b", "c"))
    assert list(of(whole, "a")) == ["b"]


def test_no_rival_within_the_own_group() -> None:
    assert of(world(competes("lab", "sister"), child("lab", "parent"), child("sister", "parent"))) == {}


def test_a_denied_ended_or_planned_rivalry_is_none() -> None:
    for status in ("denied", "ended", "planned"):
        assert of(world(competes("lab", "rival", status=status))) == {}


def test_best_first_established_then_stated_then_short_then_well_graded() -> None:
    parts = (relation("lab", "develops", "p"), relation("rival", "develops", "q"), competes("p", "q"))
    assert [r.kind for r in of(world(*parts, competes("lab", "rival", grade="B")))["rival"]] == ["stated", "derived"]
    weak = of(world(*parts, competes("lab", "rival", grade="C")))["rival"]
    assert [(r.kind, r.verdict) for r in weak] == [("derived", "established"), ("stated", "possible")]


def test_a_lapsed_rivalry_is_only_possible_and_says_what_is_missing() -> None:
    [found] = of(world(competes("lab", "rival", status="unconfirmed", was="current")))["rival"]
    assert (found.verdict, found.missing) == ("possible", ("whether it is still so: Lab competes with Rival",))


def test_vendors_that_compete_are_no_rivals_of_their_customer() -> None:
    assert list(of(world(competes("vendor", "other-vendor"), competes("lab", "rival")))) == ["rival"]
    assert of(world(), "nobody") == {}
