"""R0, R1 and R3 as a plan: which claims count, when each speaks, and on which side; days are ordinals."""

from datetime import date
from typing import TYPE_CHECKING, Any

from vendorgraph.relations.moves import RANK
from vendorgraph.relations.rules import POSTS
from vendorgraph.scale import words
from vendorgraph.scale.columns import Columns

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: What tells relations apart; `post` is empty where posts do not matter.
KEY = ("relation", "subject", "object", "post")

_COLUMNS = (
    *KEY, "id", "certainty", "reliability", "origin", "first", "last", "transition", "standing", "before", "side",
    "status", "raw", "share", "voting_share", "voting", "approx", "role", "folded", "moved_post", "from_org", "moved",
    "date", "date_first", "date_last", "from", "from_first", "from_last", "to", "to_first", "to_last", "former_post",
)  # fmt: skip


def speeches(columns: Columns, days: "Table", as_of: date, known_by: date) -> "Table":
    """Return what the claims visible on `known_by` say as of a day, a row for each, by the relation they speak of.

    `raw` is the status as the claim has it, `moved` tells claims of moves, `moved_post` is the rank of their post.
    """
    table = _visible(columns, days, known_by)
    for column in ("date", "from", "to"):
        table = words.with_days(table, days, column)
    table = _sides(columns, table, as_of)
    table = _when(table, days)
    return _keyed(columns, table).select(*_COLUMNS)


def named(columns: Columns, table: "Table", flag: str) -> Any:
    """Return whether the relation of a row has a flag of the vocabulary ("event", "symmetric", "lapses")."""
    return table["relation"].isin([r.slug for r in columns.vocabulary.relations.values() if getattr(r, flag)])


def _visible(columns: Columns, days: "Table", known_by: date) -> "Table":
    """R0, with `published_text` (`UNDATED` where there is none) and its days."""
    import ibis

    read = columns.read.toordinal()
    sources = _sources(columns).mutate(published_text=lambda t: t["published"].fill_null(words.UNDATED))
    sources = words.with_days(words.with_days(sources, days, "published_text"), days, "withdrawn")
    cut = ibis.greatest(sources["published_text_first"], ibis.least(sources["published_text_last"], read))
    sources = sources.mutate(published_by=cut)
    gone = (sources["withdrawn_first"] <= known_by.toordinal()).fill_null(False)
    sources = sources.filter((sources["published_by"] <= known_by.toordinal()) & ~gone)
    sources = sources.drop("withdrawn", "withdrawn_first", "withdrawn_last")
    claims = columns.claims
    told = claims.filter(claims["relation"].notnull() & claims["object"].notnull() & ~claims["doubt"].fill_null(False))
    told = told.select(
        "id", "subject", "relation", "object", "attribute", "certainty", "polarity", "share", "voting_share", "voting",
        "approx", "role", "from_org", "date", "from", "to", "as_of", "period", "status_since", "source",
        raw=told["status"],
    )  # fmt: skip
    return told.join(sources, told["source"] == sources["source_id"])


def _sources(columns: Columns) -> "Table":
    """The sources with their origins as numbers, which are quicker to compare than names."""
    import ibis

    sources = columns.sources
    relay = ibis.cases((sources["relays"].length() > 0, sources["relays"][0]))
    sources = sources.select(
        "published", "withdrawn", "reliability", source_id=sources["id"],
        outlet=ibis.coalesce(relay, sources["publisher"], sources["id"]),
    )  # fmt: skip
    outlets = sources.select(name=sources["outlet"]).distinct()
    outlets = outlets.mutate(origin=ibis.row_number().over(ibis.window(order_by="name")))
    return sources.join(outlets, sources["outlet"] == outlets["name"]).drop("name", "outlet")


def _sides(columns: Columns, table: "Table", as_of: date) -> "Table":
    """R3: the side and the status that each claim stands for."""
    import ibis

    event, raw, to = named(columns, table, "event"), table["raw"], table["to"]
    former = ((raw == "ended") & table["share"].notnull() & to.isnull()).fill_null(False)
    said = ibis.cases((table["attribute"].notnull() | former, ibis.null("string")), else_=raw)
    stated = to.notnull() & (to.length() > 4)
    stated &= table["published"].isnull() | (table["to_first"] <= table["published_text_last"])
    passed = (said == "ending") & (table["to_last"] < as_of.toordinal())
    over = ((said == "ended") & (stated | (table["certainty"] == "official"))) | passed
    side = ibis.cases(
        (table["polarity"] == "denies", "denies"),
        (said.isin(("current", "completed")) & (event | (said == "current")), "stay"),
        (said.isin(("current", "completed")), "exists"),
        (raw == "planned", "planned"),
        (said == "under-review", "review"),
        (over, "over"),
        (said.isin(("ending", "paused", "ended")), "leave"),
        (event, "stay"),
        else_="exists",
    )
    table = table.mutate(side=side, said=said)
    status = ibis.cases(
        (table["side"] == "denies", raw.fill_null("denied")),
        (table["side"].isin(("stay", "exists")), ibis.ifelse(event, "completed", "current")),
        (table["side"] == "over", "ended"),
        (table["side"] == "review", "under-review"),
        (table["side"] == "planned", "planned"),
        else_=table["said"],
    )
    return table.mutate(status=status)


def _when(table: "Table", days: "Table") -> "Table":
    """R1: the days on which each claim speaks; what took place was over by the publication."""
    import ibis

    own = ibis.coalesce(
        table["status_since"],
        table["as_of"],
        ibis.cases(((table["raw"] == "ended"), table["to"])),
        ibis.cases((table["attribute"].notnull(), table["period"])),
    )
    event = ibis.cases((table["side"] == "stay", table["date"]))
    table = table.mutate(spoken=ibis.coalesce(own, event, table["published_text"]), own=own.notnull())
    days = days.rename(day_text="text", day_first="first", day_last="last")
    table = table.left_join(days, table["spoken"] == days["day_text"])
    last = ibis.greatest(table["day_first"], ibis.least(table["day_last"], table["published_by"]))
    return table.mutate(first=table["day_first"], last=ibis.ifelse(table["own"], table["day_last"], last))


def _keyed(columns: Columns, table: "Table") -> "Table":
    """The columns that tell relations apart: posts differ by their kind, symmetric relations by no order."""
    import ibis

    roles = words.roles(columns).rename(role_text="text")
    table = table.left_join(roles, table["role"] == roles["role_text"])
    kind = table["kind"].fill_null("unstated")
    seat = ibis.ifelse(kind == "observer", "observer", "director")
    post = ibis.cases(
        (table["relation"] == "holds-role", kind), (table["relation"] == "board-member-of", seat), else_=""
    )
    turned = named(columns, table, "symmetric") & (table["object"] < table["subject"])
    moved = table["relation"] == "moved-to"
    return table.mutate(
        post=post,
        subject=ibis.ifelse(turned, table["object"], table["subject"]),
        object=ibis.ifelse(turned, table["subject"], table["object"]),
        moved=moved,
        moved_post=ibis.cases((moved, table["rank"].fill_null(len(RANK) - 1))),
        former_post=(table["relation"].isin(POSTS) & (table["raw"] == "ended")).fill_null(False)
        & table["to"].isnull()
        & table["status_since"].isnull(),
    )
