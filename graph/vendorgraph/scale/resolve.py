"""From claims to relations as a plan: `vendorgraph.relations.resolve` for markets of any size, row for row.

columns -> speeches (R0, R1, R3, R8a) -> struck by denials (R9) -> states (R3 to R8) -> relations (R2, R10)
"""

from datetime import date
from typing import TYPE_CHECKING

from vendorgraph.relations.moves import RANK
from vendorgraph.scale import dated, denials, moves, shares, words
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.grades import grade, letter, single
from vendorgraph.scale.speeches import speeches
from vendorgraph.scale.states import bearing, states

if TYPE_CHECKING:
    from ibis.expr.types import Table

_SHARE = ("min", "max", "min_open", "max_open")


def resolve(columns: Columns, as_of: date, known_by: date) -> "Table":
    """Return all relations as of a day as known by a day, a row for each, with the columns of `formats.rows`."""
    days, engine = words.days(columns), columns.engine
    keep = engine.keep
    said = keep("speeches", speeches(columns, days, as_of, known_by))
    said = keep("moved", moves.with_moves(engine, said, days, as_of))
    said = keep("numbered", moves.numbered(said))
    lost = denials.struck(said, as_of).mutate(struck=True)
    said = said.left_join(lost, ["key", "id"]).drop("key_right", "id_right")
    said = keep("said", said.mutate(struck=said["struck"].fill_null(False) & (said["side"] != "denies")))
    found = keep("states", states(columns, said, as_of))
    borne = keep("borne", bearing(said, found.rename(state="status"), as_of))
    return _relations(columns, found, borne, as_of)


def _relations(columns: Columns, found: "Table", borne: "Table", as_of: date) -> "Table":
    engine = columns.engine
    stakes = engine.keep("stakes", shares.stated(engine, borne, "share", as_of))
    history = stakes.filter(stakes["left"])
    present = borne.anti_join(history, ["key", "id"])
    parts = [
        shares.shares(stakes, "share"),
        shares.shares(shares.stated(engine, present, "voting_share", as_of), "voting_share"),
        shares.voting(present, as_of),
        dated.since(columns, borne),
        dated.until(borne),
        _roles(borne),
        _origins(borne),
        history.group_by("key").aggregate(history=history["value"].collect(distinct=True)),
    ]
    table = found.left_join(_told(borne), "key").drop("key_right")
    for part in parts:
        table = table.left_join(part, "key").drop("key_right")
    return _shaped(table)


def _told(borne: "Table") -> "Table":
    """Grade, origins, and the claims of each kind."""
    b = borne
    said = b["side"] != "denies"
    counts = (b["mode"] == "denied") & b["denies"]
    supports = b["supports"]
    return b.group_by("key").aggregate(
        grade=grade(b, b["evidence"]),
        origins=b["origin"].nunique(where=supports | counts),
        supports=b["id"].collect(where=supports, distinct=True),
        denies=b["id"].collect(where=b["denies"], distinct=True),
        loses=b["id"].collect(where=b["loses"], distinct=True),
        told=b["id"].collect(where=said & ((b["mode"] != "denied") | b["struck"]), distinct=True),
        rank=b["moved_post"].min(where=supports & (b["relation"] == "moved-to")),
    )


def _roles(borne: "Table") -> "Table":
    """The words of the best graded and newest speech that prints a role."""
    import ibis

    said = ibis.ifelse(borne["mode"] == "denied", borne["denies"], borne["supports"])
    left = borne["moved"] & (borne["side"] == "over")
    rows = borne.filter(said & borne["role"].notnull() & (borne["role"] != "") & ~left)
    order = [single(rows), rows["last"].desc(), rows["id"].desc()]
    rows = rows.mutate(rank=ibis.row_number().over(ibis.window(group_by="key", order_by=order)))
    return rows.filter(rows["rank"] == 0).select("key", "role")


def _origins(borne: "Table") -> "Table":
    """The organisation that a person came from, by the first speech that supports and names one."""
    import ibis

    rows = borne.filter(borne["supports"] & borne["from_org"].notnull())
    order = [rows["place"], rows["moved"] & (rows["relation"] != "moved-to"), rows["id"]]
    rows = rows.mutate(rank=ibis.row_number().over(ibis.window(group_by="key", order_by=order)))
    return rows.filter(rows["rank"] == 0).select("key", "from_org")


def _shaped(t: "Table") -> "Table":
    import ibis

    moved = ibis.cases(*((t["rank"] == rank, name) for rank, name in enumerate(RANK)))
    post = ibis.cases((t["post"] != "", t["post"]), else_=moved)
    return t.select(
        "key", "subject", "relation", "object", "status", "was", "disputed", "rule", "role", "from_org",
        *(f"{name}_{end}" for name in ("share", "voting_share") for end in _SHARE),
        "voting", "since", "until", "origins",
        post=post,
        grade=letter(t["grade"]),
        start_unrecorded=t["later"].isin(("presupposed", "timeless")),
        **{name: t[name].fill_null([]).sort() for name in ("supports", "denies", "loses", "told", "history")},
    )  # fmt: skip
