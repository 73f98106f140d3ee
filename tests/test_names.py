"""Names to entities."""

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markets import bundled
from vendorgraph.model import Entity, Identity, Market
from vendorgraph.names import AmbiguousName, UnknownName, find, folded


def market(*entities: Entity, same: Sequence[tuple[str, ...]] = ()) -> Market:
    from msgspec.structs import replace

    decisions = tuple(Identity(why="the same", same=names) for names in same)
    return replace(bundled(), entities={each.slug: each for each in entities}, identities=decisions)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("scale-ai", "scale-ai"),
        ("Scale AI", "scale-ai"),
        ("  SCALE   ai ", "scale-ai"),
        ("\uff33\uff43\uff41\uff4c\uff45 AI", "scale-ai"),  # full-width letters
        ("ميتا", "meta"),
        ("مِيتـــا", "meta"),
        ("الكسندر وانج", "alexandr-wang"),  # without the hamza of the record
        ("AMD Ventures", "amd"),
        ("Aleksander Madry", "aleksander-madry"),
        ("ALEKSANDER MĄDRY", "aleksander-madry"),
        (unicodedata.normalize("NFD", "Aleksander Mądry"), "aleksander-madry"),
        ("a16z", "andreessen-horowitz"),
        ("twitter", "x-corp"),
        ("High-Flyer Quant", "high-flyer"),
        ("cursor (as a company)", "anysphere"),
        ("TELUS International", "telus-digital"),
        ("telus (in clevermoney-2024-02-07-appen)", "telus-digital"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names(text: str, slug: str) -> None:
    assert find(bundled(), text).slug == slug


def test_every_entity_is_found_by_its_slug_or_by_type_and_slug() -> None:
    ambiguous = []
    for slug, entity in bundled().entities.items():
        try:
            assert find(bundled(), slug) is entity
        except AmbiguousName:
            ambiguous.append(slug)
        assert find(bundled(), f"{entity.type}:{slug}") is entity
    assert ambiguous == ["cursor"]


def test_a_name_of_several_is_ambiguous_even_as_a_slug() -> None:
    with pytest.raises(AmbiguousName) as caught:
        find(bundled(), "Cursor")
    assert [each.slug for each in caught.value.entities] == ["anysphere", "cursor"]
    assert str(caught.value) == (
        "'Cursor' may be anysphere (Anysphere, company), cursor (Cursor, product): write anysphere or product:cursor"
    )
    assert find(bundled(), "product:cursor").slug == "cursor"
    assert find(bundled(), "company:Cursor").slug == "anysphere"


def test_a_colon_is_part_of_a_name_unless_a_type_stands_before_it() -> None:
    whole = market(Entity(slug="q", name="Q: the firm", type="company"))
    assert find(whole, "q: THE firm").slug == "q"
    assert find(whole, "company:q: the firm").slug == "q"


def test_what_stands_behind_a_name_in_brackets_may_be_left_out() -> None:
    found = {"a-1": "Quarry (imported)", "b": "Lumen (XI-LEI:1)", "c": "Lumen (XI-LEI:2)"}
    whole = market(*(Entity(slug=slug, name=name, type="company") for slug, name in found.items()))
    for name in ("quarry", "company:QUARRY", "Quarry (imported)", "a-1"):
        assert find(whole, name).slug == "a-1"
    with pytest.raises(AmbiguousName, match="write b or c"):
        find(whole, "Lumen")
    whole = market(Entity(slug="own", name="Quarry", type="company"), Entity(slug="d", name="Quarry (Q7)", type="fund"))
    assert (find(whole, "Quarry").slug, find(whole, "fund:quarry").slug) == ("own", "d")


def test_an_unknown_name_offers_near_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        find(bundled(), "gogle")
    assert caught.value.near[0].slug == "google"
    assert len(caught.value.near) <= 5
    assert str(caught.value).startswith("no entity is called 'gogle': did you mean google (Google, company)")


@pytest.mark.parametrize("text", ["", "  ", "xyzzyqq", "product:", "product:google", "\u0640"])
def test_what_is_like_nothing_is_unknown(text: str) -> None:
    with pytest.raises(UnknownName, match="no entity is called"):
        find(bundled(), text)


def test_the_wrong_type_is_unknown_and_offers_the_entity() -> None:
    with pytest.raises(UnknownName) as caught:
        find(bundled(), "person:Google")
    assert caught.value.near[0].slug == "google"


def test_decisions_on_one_entity_add_up() -> None:
    whole = market(
        Entity(slug="bolt", name="Bolt", type="company"), same=[("bolt", "Bolt Data"), ("bolt", "BoltWorks")]
    )
    assert find(whole, "bolt data").slug == find(whole, "boltworks").slug == "bolt"


@given(st.sampled_from(sorted(bundled().entities)), st.data())
def test_case_and_blanks_make_no_difference(slug: str, data: st.DataObject) -> None:
    entity = bundled().entities[slug]
    name = data.draw(
        st.sampled_from([entity.name.upper(), entity.name.lower(), f"  {entity.name}\t", entity.name.title()])
    )
    text = f"{entity.type}:{name}"
    assert find(bundled(), text).slug == slug


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
