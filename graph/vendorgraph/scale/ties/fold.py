"""Ways that Python has found, as a table: the same as `ways.joined`, hop by hop."""

from typing import TYPE_CHECKING, Any

from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import ALWAYS, ESTABLISHED, FIRST, HOLDS, LAST, NAMES, NEVER

if TYPE_CHECKING:
    from ibis.expr.types import Table

_WORST = ("state", "s0", "s1", "verdict", "ever", "grade")
_LEAST = ("e0", "e1")


def folded(ground: Ground, rows: list[dict[str, Any]]) -> "Table":
    """Return rows of `holder`, `company`, `certain`, `through` and `path` as a table of ways."""
    import pyarrow as pa

    hops = _hops(ground, {hop for row in rows for hop in row["path"]})
    made = [row | _folded([hops[hop] for hop in row["path"]]) for row in rows]
    numbers = pa.list_(pa.int64())
    kinds = {"path": numbers, "through": numbers, "sure": pa.bool_(), "certain": pa.bool_(), "disputed": pa.bool_()}
    kinds |= dict.fromkeys(("since", "until", "grade"), pa.string())
    names = ("holder", "company", "certain", "through", *NAMES)
    schema = pa.schema([(name, kinds.get(name, pa.int64())) for name in names])
    return ground.keep("majorities", ground.engine.table(pa.Table.from_pylist(made, schema)))


def _hops(ground: Ground, wanted: set[int]) -> dict[int, dict[str, Any]]:
    import pyarrow as pa

    some = ground.engine.table(pa.table({"wanted": pa.array(sorted(wanted), pa.int64())}))
    found = ground.hops.semi_join(some, [("hop", "wanted")]).select("hop", *NAMES[1:])
    return {row["hop"]: row for row in ground.engine.fetch(found).to_pylist()}


def _folded(hops: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "state": HOLDS, "sure": True, "since": None, "since_key": NEVER, "until": None, "until_key": ALWAYS,
        "s0": FIRST, "s1": FIRST, "e0": LAST, "e1": LAST, "verdict": ESTABLISHED, "ever": ESTABLISHED, "grade": "A",
        "origins": 0, "disputed": False,
    }  # fmt: skip
    for hop in hops:
        if hop["since_key"] > found["since_key"]:
            found |= {name: hop[name] for name in ("since", "since_key")}
        if hop["until_key"] < found["until_key"]:
            found |= {name: hop[name] for name in ("until", "until_key")}
        found |= {name: max(found[name], hop[name]) for name in _WORST}
        found |= {name: min(found[name], hop[name]) for name in _LEAST}
        found["origins"] += hop["origins"]
        found["sure"] = found["sure"] and hop["sure"]
        found["disputed"] = found["disputed"] or hop["disputed"]
    return found
