"""Corporate groups as a plan: `vendorgraph.analysis.corporate` for many companies at once."""

from typing import TYPE_CHECKING

from vendorgraph.analysis.corporate import MAX_HOPS
from vendorgraph.scale.ties.hops import Ground
from vendorgraph.scale.ties.ways import joined, none, nothing, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


def members(ground: Ground, starts: "Table") -> "Table":
    """Return the members of the corporate groups of `starts` (a column `id`), each with every way that leads there.

    A row has `start`, `member`, the way from the one to the other, `through`, the entities that it leads through with
    the member as the last, and `rising`: whether it only goes up. `back` is the path from the member to the start, and
    `between` whom it leads through in that direction. The start is a member by the empty way.
    """
    import ibis

    found = starts.select("id").distinct().mutate(
        member=ibis._["id"], through=none(), between=none(), back=none(), rising=ibis.literal(True), **nothing()
    )  # fmt: skip
    levels = [found.rename(start="id")]
    for _ in range(MAX_HOPS):
        longer = ground.keep("members", _longer(levels[-1], ground.steps))
        levels.append(longer)
        if not ground.engine.size(longer):
            break
    return ground.keep("members", ibis.union(*levels))


def proper(found: "Table") -> "Table":
    """Return the members of `members` without the starts themselves."""
    return found.filter(found["start"] != found["member"])


def above(found: "Table") -> "Table":
    """Return of `members` the parents and buyers, theirs and so on, without the starts themselves."""
    return proper(found.filter(found["rising"]))


def _longer(found: "Table", steps: "Table") -> "Table":
    import ibis

    on = steps.rename("s_{name}")
    both = found.join(on, found["member"] == on["s_at"])
    fresh = ~both["through"].contains(both["s_to"]) & (both["s_to"] != both["start"])
    both = both.filter((both["rising"] | ~both["s_up"]) & fresh)
    return both.select(
        "start",
        member="s_to",
        through=both["through"].concat(ibis.array([both["s_to"]])),
        between=ibis.ifelse(both["path"].length() == 0, none(), ibis.array([both["member"]]).concat(both["between"])),
        back=both["s_path"].concat(both["back"]),
        rising=both["s_up"],
        **joined(way(both), way(both, "s_")),
    ).select(*found.columns)
