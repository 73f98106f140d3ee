"""Ties in words: the rows of `conflicts` with slugs and relations for their numbers, as the file of a scan has them."""

from typing import TYPE_CHECKING, Any

from vendorgraph.analysis.model import LEVELS, TIMINGS, VERDICTS
from vendorgraph.scale.ties.hops import Ground

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: The columns: of the conflict, and of each of its ties, the leading one being the 0th.
COLUMNS: dict[str, type] = {
    "customer": str,
    "vendor": str,
    "rival": str,
    "nth": int,
    "kind": str,
    "degree": str,
    "level": str,
    "verdict": str,
    "timing": str,
    "share": float,
    "path": list,
    "through": list,
    "exposure": list,
    "rivalry": list,
    "since": str,
    "until": str,
    "grade": str,
    "disputed": bool,
}

_WHO = ("customer", "vendor", "rival")
_PATHS = ("path", "exposure", "rivalry")
_SAME = ("nth", "kind", "degree", "share", "since", "until", "grade", "disputed")


def told(ground: Ground, found: "Table") -> Any:
    """Return the rows of `conflicts.conflicts`, in the order of customer, vendor and rival, as a `pyarrow.Table`.

    A relation of a path is its subject, its kind and its object as one text. `verdict` is that of exposure, rivalry and
    tie together; `since` and `until` are those of the tie, as printed.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = ground.engine.fetch(found.order_by(*_WHO, "nth").mutate(nth=found["nth"].cast("int64")))
    names = _whole(ground.engine.fetch(ground.names.order_by("id"))["name"])
    words = {"level": LEVELS, "verdict": VERDICTS, "timing": TIMINGS}
    hops, texts = _texts(ground, [rows[name] for name in _PATHS], names)
    columns = {name: rows[name] for name in _SAME}
    columns |= {name: names.take(rows[name]) for name in _WHO}
    columns |= {name: pa.array(words[name]).take(rows["full" if name == "verdict" else name]) for name in words}
    columns["through"] = _lists(rows["through"], names.take)
    columns |= {name: _lists(rows[name], lambda each: texts.take(pc.index_in(each, hops))) for name in _PATHS}
    return pa.table({name: columns[name] for name in COLUMNS})


def _texts(ground: Ground, paths: list[Any], names: Any) -> tuple[Any, Any]:
    """The relations that paths name, by number, and each as a text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pc.unique(pa.chunked_array([chunk.flatten() for path in paths for chunk in path.chunks], pa.int64()))
    some = ground.engine.table(pa.table({"wanted": wanted}))
    hops = ground.hops.semi_join(some, [("hop", "wanted")]).select("hop", "subject", "relation", "object")
    table = ground.engine.fetch(hops)
    subject, object = (names.take(_whole(table[end])) for end in ("subject", "object"))
    texts = pc.binary_join_element_wise(subject, _whole(table["relation"]), object, " ")
    return _whole(table["hop"]), texts


def _lists(lists: Any, text: Any) -> Any:
    """Lists of numbers as lists of texts."""
    import pyarrow as pa

    whole = _whole(lists)
    return pa.ListArray.from_arrays(whole.offsets, text(whole.values))


def _whole(column: Any) -> Any:
    """A column as one array."""
    import pyarrow as pa

    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
