"""Names to entities of a columnar market: by the rules of `vendorgraph.names`, on those that may be meant alone."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vendorgraph import names
from vendorgraph.model import Entity, Market
from vendorgraph.scale.columns import Columns, slugs
from vendorgraph.scale.market import entities_of

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Entities with a name like the one asked for, among which the nearest are looked for.
NEAR = 100


def find(columns: Columns, text: str) -> Entity:
    """Return the entity that `text` names; raises what `names.find` raises."""
    _, colon, name = text.partition(":")
    wanted = {names.folded(text), *([names.folded(name)] if colon else [])}
    found = _called(columns, wanted) | _decided(columns, wanted)
    near = slugs(columns, found) if found else _near(columns, min(wanted, key=len))
    entities = entities_of(columns, columns.entities.semi_join(near, [("slug", "name")]))
    return names.find(Market(columns.info, {}, {}, entities, columns.identities, columns.vocabulary, ""), text)


def _called(columns: Columns, wanted: set[str]) -> set[str]:
    """The slugs of entities of which a name is, in any case, one of `wanted`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = columns.engine.fetch(columns.entities.select("slug", "name", "name_ar", "aliases"))
    own = table["slug"]
    aliases = table["aliases"].combine_chunks()
    parents = pa.chunked_array([own.combine_chunks().take(pc.list_parent_indices(aliases))])
    flat = pa.chunked_array([pc.list_flatten(aliases)])
    columns_of = [(own, own), (own, table["name"]), (own, table["name_ar"]), (parents, flat)]
    return {slug for owners, texts in columns_of for slug in _matching(owners, texts, wanted)}


def _matching(owners: Any, texts: Any, wanted: set[str]) -> Iterable[str]:
    """Names of plain letters are compared as a column, others one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.fill_null(pc.string_is_ascii(texts), True)
    lower = pc.utf8_trim_whitespace(pc.replace_substring_regex(pc.utf8_lower(texts), r"\s+", " "))
    yield from owners.filter(pc.and_(plain, pc.is_in(lower, value_set=pa.array(sorted(wanted))))).to_pylist()
    others = pc.invert(plain)
    pairs = zip(owners.filter(others).to_pylist(), texts.filter(others).to_pylist(), strict=True)
    yield from (slug for slug, name in pairs if names.folded(name) in wanted)


def _decided(columns: Columns, wanted: set[str]) -> set[str]:
    """Entities that were decided to have one of the names."""
    return {each.same[0] for each in columns.identities if wanted & {*map(names.folded, each.same[1:])}}


def _near(columns: Columns, wanted: str) -> "Table":
    """Entities with the name asked for and something in brackets behind it, then those with the least distance."""
    import ibis

    entities = columns.entities
    far = [entities[column].lower().levenshtein(wanted) for column in ("slug", "name")]
    marked = entities["name"].lower().startswith(f"{wanted} (")
    ranked = entities.mutate(far=marked.ifelse(0, ibis.least(*far))).order_by("far", "slug").limit(NEAR)
    return ranked.select(name="slug")
