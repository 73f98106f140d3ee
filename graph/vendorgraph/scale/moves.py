"""R8a as a plan: the speeches that completed moves add to the posts of the persons who moved."""

from datetime import date
from typing import TYPE_CHECKING

from vendorgraph.relations.moves import KEPT, RANK
from vendorgraph.scale import denials
from vendorgraph.scale.engine import Engine
from vendorgraph.scale.speeches import KEY

if TYPE_CHECKING:
    from ibis.expr.types import Table

_WHEN = ("first", "last", "transition", "standing", "before")


def with_moves(engine: Engine, speeches: "Table", days: "Table", as_of: date) -> "Table":
    """Return `speeches` with those that moves add: posts begun where a person went, and ended where it came from."""
    import ibis

    made = engine.keep("moves", _made(speeches, as_of))
    held = ibis.union(speeches, _begun(made).select(speeches.columns))
    return ibis.union(held, _ended(held, made, days).select(speeches.columns))


def _made(speeches: "Table", as_of: date) -> "Table":
    """The speeches that say that a move took place by the day, with `person` and `place`."""
    import ibis

    moves = speeches.filter(speeches["relation"] == "moved-to")
    moves = moves.mutate(key=ibis.struct({"person": moves["subject"], "place": moves["object"]}))
    lost = denials.struck(moves, as_of)
    made = moves.filter((moves["side"] == "stay") & (moves["last"] <= as_of.toordinal()))
    return made.anti_join(lost, ["key", "id"])


def _begun(made: "Table") -> "Table":
    import ibis

    best = made["moved_post"].min().over(ibis.window(group_by=("subject", "object")))
    post = ibis.cases(*((best == rank, name) for rank, name in enumerate(RANK)))
    return made.mutate(relation=ibis.literal("holds-role"), post=post, status=ibis.literal("current"))


def _ended(held: "Table", made: "Table", days: "Table") -> "Table":
    import ibis

    posts = held.filter((held["relation"] == "holds-role") & held["post"].notin(sorted(KEPT)))
    posts = posts.select(who="subject", left="object", held="post").distinct()
    made = _of_day(made.filter(made["from_org"] != made["object"]).semi_join(posts, [("subject", "who")]), made, days)
    ends = made.join(posts, [made["subject"] == posts["who"], made["from_org"] == posts["left"]])
    return ends.mutate(
        relation=ibis.literal("holds-role"),
        object=ends["left"],
        post=ends["held"],
        side=ibis.literal("over"),
        status=ibis.literal("ended"),
    )


def _of_day(wanted: "Table", made: "Table", days: "Table") -> "Table":
    """`wanted` as of the narrowest day of their move that is printed, else the earliest on which it was told."""
    import ibis

    printed = days.rename({f"day_{name}": name for name in days.columns})
    dated = made.left_join(printed, made["date"] == printed["day_text"])
    width = dated["date_last"] - dated["date_first"]
    order = [dated["date"].isnull(), width, dated["date_first"], dated["last"], dated["id"]]
    dated = dated.mutate(place=ibis.row_number().over(ibis.window(group_by=("subject", "object"), order_by=order)))
    first = dated.filter(dated["place"] == 0)
    chosen = first.select(
        mover=first["subject"], target=first["object"],
        **{f"new_{name}": ibis.ifelse(first["date"].isnull(), first[name], first[f"day_{name}"]) for name in _WHEN},
    )  # fmt: skip
    moved = wanted.join(chosen, [wanted["subject"] == chosen["mover"], wanted["object"] == chosen["target"]])
    return moved.mutate(**{name: moved[f"new_{name}"] for name in _WHEN})


def numbered(speeches: "Table") -> "Table":
    """Return `speeches` with a number for each relation, `key`, in the order of KEY."""
    import ibis

    keys = speeches.select(**{f"key_{name}": speeches[name] for name in KEY}).distinct()
    keys = keys.mutate(key=ibis.row_number().over(ibis.window(order_by=[f"key_{name}" for name in KEY])))
    same = [speeches[name] == keys[f"key_{name}"] for name in KEY]
    return speeches.join(keys, same).drop([f"key_{name}" for name in KEY])
