"""The market as quads: each kind of statement on hand-made markets, and the counts of the bundled one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from tests import markets
from vendorgraph.model import Claim, Entity, Identity, Market
from vendorgraph.rdf import terms
from vendorgraph.rdf.quads import claim_quads, quads
from vendorgraph.rdf.terms import term

STRANGE = "He said \"49 %\" <b>\\ & ‮سكيل‬ 🤖\nnext line\ttab 'quote'"


def said(market: Market, subject: NamedNode) -> dict[str, set[str]]:
    """What is said of a thing: printed objects by the part of the property after its last # or /."""
    says: dict[str, set[str]] = {}
    for quad in quads(market):
        if quad.subject == subject:
            says.setdefault(local(quad.predicate), set()).add(printed(quad.object))
    return says


def local(iri: NamedNode) -> str:
    return iri.value.replace("#", "/").rpartition("/")[2]


def printed(value: Any) -> str:
    """A literal as Turtle would write it, an IRI as prefix and name."""
    if isinstance(value, Literal):
        kind = f"@{value.language}" if value.language else f"^{local(value.datatype)}"
        return f"{value.value}{kind}".removesuffix("^string")
    prefix, iri = max(terms.PREFIXES.items(), key=lambda item: len(item[1]) if value.value.startswith(item[1]) else 0)
    return f"{prefix}:{value.value.removeprefix(iri)}"


def claim(**record: Any) -> dict[str, set[str]]:
    market = markets.market({"subject": "google", "source": "cnbc", **record})
    return said(market, terms.claim("cnbc#01"))


def test_a_relation_claim_states_a_relation_and_asserts_nothing() -> None:
    market = markets.market(
        {"subject": "google", "relation": "customer-of", "object": "scale-ai", "source": "cnbc", "status": "ending"}
    )
    assert said(market, terms.claim("cnbc#01")) == {
        "type": {"vg:Claim", "rdf:Statement", "prov:Entity"},
        "subject": {"id:google"},
        "predicate": {"vg:customerOf"},
        "object": {"id:scale-ai"},
        "status": {"vg:status-ending"},
        "certainty": {"vg:certainty-reported"},
        "hadPrimarySource": {"source:cnbc"},
    }
    assert not [quad for quad in quads(market) if quad.predicate == term("vg:customerOf")]


def test_money_comes_with_its_currency() -> None:
    money = {"value": 150_000_000, "currency": "USD"}
    says = claim(relation="customer-of", object="scale-ai", attribute="spend", amount=money, period="2023", per="year")
    assert says["attribute"] == {"vg:attribute-spend"}
    assert (says["amount"], says["currency"]) == ({"150000000^integer"}, {"USD"})
    assert (says["period"], says["per"]) == ({"2023"}, {"vg:per-year"})
    assert (says["periodFirst"], says["periodLast"]) == ({"2023-01-01^date"}, {"2023-12-31^date"})


def test_the_amount_of_a_round_is_kept_apart() -> None:
    says = claim(relation="invested-in", object="mercor", round_amount={"value": 100, "currency": "EUR"})
    assert (says["roundAmount"], says["roundCurrency"]) == ({"100^integer"}, {"EUR"})
    assert "amount" not in says


def test_shares_and_votes_are_different_things() -> None:
    says = claim(
        relation="holds-stake-in", object="scale-ai", share=0.49, voting_share=0.0, voting=False, approx="about"
    )
    assert (says["share"], says["votingShare"], says["voting"]) == ({"0.49^decimal"}, {"0^decimal"}, {"false^boolean"})
    assert says["approx"] == {"vg:approx-about"}


@pytest.mark.parametrize(
    ("key", "name"),
    [("date", "date"), ("from", "from"), ("to", "to"), ("as_of", "asOf"), ("status_since", "statusSince")],
)
@pytest.mark.parametrize(
    ("date", "datatype", "first", "last"),
    [
        ("2024", "gYear", "2024-01-01", "2024-12-31"),
        ("2024-02", "gYearMonth", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "date", "2024-02-03", "2024-02-03"),
    ],
)
def test_dates_keep_their_precision_and_say_what_days_they_can_mean(
    key: str, name: str, date: str, datatype: str, first: str, last: str
) -> None:
    says = claim(relation="acquired", object="mercor", **{key: date})
    assert says[name] == {f"{date}^{datatype}"}
    assert (says[name + "First"], says[name + "Last"]) == ({f"{first}^date"}, {f"{last}^date"})


def test_people_posts_and_former_employers() -> None:
    market = markets.market(
        {
            "subject": "wang",
            "relation": "moved-to",
            "object": "meta",
            "from_org": "scale-ai",
            "role": "Chief AI Officer",
        },
        entities={"wang": "person"},
    )
    says = said(market, terms.claim("source-1#01"))
    assert says["fromOrganisation"] == {"id:scale-ai"}
    assert (says["roleHeld"], says["post"]) == ({"Chief AI Officer"}, {"vg:post-executive"})


@pytest.mark.parametrize(("value", "literal"), [(7, "7^integer"), (2.5, "2.5^decimal"), ("high", "high")])
def test_values_are_numbers_or_words(value: object, literal: str) -> None:
    assert claim(attribute="customer-concentration", value=value)["value"] == {literal}


def test_who_says_so_doubt_denial_and_remarks() -> None:
    market = markets.market(
        {
            "subject": "google",
            "relation": "competitor-of",
            "object": "openai",
            "market": "models",
            "attributed_to": "A spokesperson",
            "polarity": "denies",
            "doubt": True,
            "note": "a note",
            "comment": "a comment",
            "line": 4,
            "certainty": "official",
            "product": "gemini",
            "basis": "run-rate",
            "text": "words",
        }
    )
    says = said(market, terms.claim("source-1#01"))
    assert says["wasAttributedTo"] == {"claim:source-1/01/speaker"}
    assert (says["attributedTo"], says["certainty"]) == ({"A spokesperson"}, {"vg:certainty-official"})
    assert (says["polarity"], says["doubt"], says["line"]) == ({"vg:polarity-denies"}, {"true^boolean"}, {"4^integer"})
    assert (says["note"], says["comment"]) == ({"a note@en"}, {"a comment@en"})
    assert (says["market"], says["product"], says["text"]) == ({"models"}, {"id:gemini"}, {"words"})
    assert says["basis"] == {"vg:basis-run-rate"}
    assert said(market, terms.speaker("source-1#01")) == {"type": {"prov:Agent"}, "label": {"A spokesperson"}}


def test_no_key_of_a_claim_is_lost() -> None:
    """Without a key that a claim of the bundled market uses, less is said of it."""
    market = markets.bundled()
    defaults = {field.name: field.default for field in msgspec.structs.fields(Claim) if not field.required}
    checked = set()
    for each in market.claims.values():
        for key in [key for key, default in defaults.items() if getattr(each, key) != default]:
            if key not in checked and key not in ("relation", "object", "attribute"):
                less = msgspec.structs.replace(each, **{key: defaults[key]})
                assert set(claim_quads(market.vocabulary, less)) < set(claim_quads(market.vocabulary, each)), key
                checked.add(key)
    assert len(checked) == 27


def test_a_source_holds_its_claims_in_a_graph_of_its_own_name() -> None:
    market = markets.market(
        {"subject": "a", "relation": "customer-of", "object": "b", "source": "one", "attributed_to": "X"},
        {"subject": "a", "relation": "customer-of", "object": "b", "source": "two"},
    )
    graphs = {quad.subject: quad.graph_name for quad in quads(market)}
    assert graphs[terms.source("one")] == graphs[terms.claim("one#01")] == terms.source("one")
    assert graphs[terms.speaker("one#01")] == terms.source("one")
    assert graphs[terms.source("two")] == graphs[terms.claim("two#02")] == terms.source("two")
    assert graphs[terms.entity("a")] == terms.ENTITIES


def test_a_source_in_full() -> None:
    market = markets.market({"subject": "a", "attribute": "statement", "text": "x", "source": "one"})
    full = markets.source(
        "one",
        "2025-06",
        title="Mixed 𝔘nicode",
        url="https://example.org/a",
        relays=["Reuters", "AFP"],
        published_estimated=True,
        also_filed_as=["one-b"],
        other_urls=["https://example.org/b"],
        withdrawn="2026-01-15",
    )
    assert said(msgspec.structs.replace(market, sources={"one": full}), terms.source("one")) == {
        "type": {"vg:Source", "schema:CreativeWork"},
        "title": {"Mixed 𝔘nicode@en"},
        "publisher": {"one"},
        "url": {"https://example.org/a^anyURI"},
        "issued": {"2025-06^gYearMonth"},
        "issuedFirst": {"2025-06-01^date"},
        "issuedLast": {"2025-06-30^date"},
        "publishedEstimated": {"true^boolean"},
        "language": {"en"},
        "kind": {"vg:kind-news"},
        "reliability": {"vg:reliability-medium"},
        "relays": {"Reuters", "AFP"},
        "origin": {"Reuters"},
        "alsoFiledAs": {"one-b"},
        "otherUrl": {"https://example.org/b^anyURI"},
        "withdrawn": {"2026-01-15^date"},
        "withdrawnFirst": {"2026-01-15^date"},
        "withdrawnLast": {"2026-01-15^date"},
    }


def test_a_title_of_another_language_is_not_called_english() -> None:
    market = markets.market({"subject": "a", "attribute": "statement", "text": "x", "source": "one"})
    source = msgspec.structs.replace(market.sources["one"], language="de", title="Titel")
    assert said(msgspec.structs.replace(market, sources={"one": source}), terms.source("one"))["title"] == {"Titel"}


def test_an_entity_in_full() -> None:
    entity = Entity(
        slug="meta",
        name="Meta Platforms",
        name_ar="ميتا",
        type="company",
        roles=("ai-lab", "investor"),
        aliases=("Facebook",),
        country="US",
        wikidata="Q380",
    )
    assert said(with_entity(entity), terms.entity("meta")) == {
        "type": {"vg:Company"},
        "prefLabel": {"Meta Platforms@en", "ميتا@ar"},
        "altLabel": {"Facebook"},
        "role": {"vg:role-ai-lab", "vg:role-investor"},
        "addressCountry": {"US"},
        "exactMatch": {"wd:Q380"},
    }


def test_names_with_quotes_markup_and_any_script_survive_the_store() -> None:
    market = with_entity(Entity(slug="meta", name=STRANGE, type="company", aliases=(STRANGE,)))
    store = Store()
    store.bulk_extend(quads(market))
    found = {quad.object for quad in store.quads_for_pattern(terms.entity("meta"), None, None)}
    assert {Literal(STRANGE, language="en"), Literal(STRANGE)} <= found


def test_of_an_empty_market_only_the_whole_is_described() -> None:
    assert {quad.subject for quad in quads(markets.market())} == {terms.MARKET}
    says = said(markets.market(), terms.MARKET)
    assert says == {"type": {"vg:Market"}, "title": {"Hand-made"}, "read": {f"{markets.READ}^date"}}


def test_decisions_on_names_keep_their_order_and_what_is_kept() -> None:
    decided = (
        Identity(why="One firm", same=("meta", "facebook", "Facebook, Inc.")),
        Identity(why="Parent and subsidiary", different=("alphabet", "google")),
    )
    market = msgspec.structs.replace(markets.market(), identities=decided)
    assert said(market, terms.identity(1)) == {
        "type": {"vg:SameThing"},
        "kept": {"id:meta"},
        "name": {"facebook", "Facebook, Inc."},
        "why": {"One firm@en"},
    }
    assert said(market, terms.identity(2))["name"] == {"alphabet", "google"}
    assert {quad.graph_name for quad in quads(market)} == {terms.MARKET}


def with_entity(entity: Entity) -> Market:
    return msgspec.structs.replace(markets.market(), entities={entity.slug: entity})


def test_the_bundled_market_counted() -> None:
    market = markets.bundled()
    types = Counter(local(each.object) for each in quads(market) if each.predicate == term("rdf:type"))
    assert types["Claim"] == len(market.claims) >= 2414
    assert types["Source"] == len(market.sources) >= 604
    classes = {each.local for each in market.vocabulary.schemes["type"].values()}
    assert sum(types[each] for each in classes) == len(market.entities) >= 548
    assert types["Agent"] == sum(each.attributed_to is not None for each in market.claims.values()) > 400
    assert len(list(quads(market))) > 37_000


def test_every_quad_is_said_once_and_given_back_as_it_was_written() -> None:
    made = list(quads(markets.bundled()))
    store = Store()
    store.bulk_extend(made)
    assert len(made) == len(set(made)) == len(store)
    assert set(store) == set(made)


def test_every_term_of_ours_that_is_used_is_in_the_ontology() -> None:
    from vendorgraph.rdf.store import ontology_quads

    known = {quad.subject for quad in ontology_quads()}
    used = {part for quad in quads(markets.bundled()) for part in terms_of(quad)}
    assert len(used) > 100
    assert {each.value for each in used - known} == set()


def terms_of(quad: Quad) -> Iterator[NamedNode]:
    return (
        each
        for each in (quad.predicate, quad.object)
        if isinstance(each, NamedNode) and each.value.startswith(terms.PREFIXES["vg"])
    )
