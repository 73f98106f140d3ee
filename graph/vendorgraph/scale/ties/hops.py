"""What ties are found on, as tables: the relations of a day, numbered, each as a way of one hop."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vendorgraph.analysis.corporate import GROUPING
from vendorgraph.analysis.ground import MAX_HOPS
from vendorgraph.analysis.levels import Levels, read_levels
from vendorgraph.dates import span
from vendorgraph.scale.columns import Columns, slugs
from vendorgraph.scale.ties.ways import (
    ALWAYS,
    DENIED,
    ESTABLISHED,
    FIRST,
    HOLDS,
    LAST,
    NEVER,
    OVER,
    PLANNED,
    POSSIBLE,
    REFUTED,
    since_key,
    until_key,
    way,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ibis.expr.types import Table

    from vendorgraph.scale.engine import Engine

#: The state of a plan that was not heard of again: no hop of any way.
LAPSED = -1

_KEY = ("subject_id", "relation", "object_id", "post")
_KEPT = (
    "post", "supports", "share_min", "share_max", "share_min_open", "share_max_open", "voting",
    "voting_share_min", "voting_share_max", "voting_share_min_open", "voting_share_max_open",
)  # fmt: skip


class Ground(Struct, frozen=True, dict=True):
    """The relations of a columnar market as of a day, as the search for ties takes them.

    `relations` has the columns of `scale.resolve`. Entities and relations are numbers: `names` has the `id` of every
    `name`, in their order, and `hops` a row for every relation that can be part of a way, by `hop` in the order of
    subject, relation, object and post. `least` bounds chains of stakes by the product of the upper ends of the shares.
    """

    columns: Columns
    relations: "Table"
    as_of: date
    levels: Levels
    max_hops: int = MAX_HOPS
    least: float = 0.0

    @property
    def engine(self) -> "Engine":
        """Where the tables are."""
        return self.columns.engine

    def keep(self, stage: str, table: "Table") -> "Table":
        """Return a stage worked out."""
        return self.engine.keep(stage, table)

    @cached_property
    def names(self) -> "Table":
        """Everyone whom a relation names: `id` and `name`."""
        import ibis

        r = self.relations
        ends = [r.select(name=r[end]) for end in ("subject", "object", "from_org")]
        found = ibis.union(*ends, distinct=True).filter(lambda t: t["name"].notnull())
        numbered = found.mutate(id=ibis.row_number().over(ibis.window(order_by="name")))
        return self.keep("names", numbered)

    @cached_property
    def hops(self) -> "Table":
        """Every relation: its number, ends, kind, and the columns of a way of one hop."""
        return self.keep("hops", _as_ways(self._numbered(), self.as_of.toordinal()))

    @cached_property
    def steps(self) -> "Table":
        """From one member of a group to the next: `at`, `to`, whether that is `up`, and the way of one hop."""
        import ibis

        hops = self.hops.filter(self.hops["state"] == HOLDS)
        found = []
        for kind, subject_is_lower in GROUPING:
            told = hops.filter(hops["relation"] == kind)
            lower, upper = ("subject", "object") if subject_is_lower else ("object", "subject")
            for one, other, up in ((lower, upper, True), (upper, lower, False)):
                found.append(told.select(at=told[one], to=told[other], up=ibis.literal(up), **way(told)))
        return self.keep("steps", ibis.union(*found))

    @cached_property
    def people(self) -> "Table":
        """The ids of the persons."""
        entities = self.columns.entities
        return self.keep("people", self._ids(entities.filter(entities["type"] == "person").select(name="slug")))

    @cached_property
    def vendors(self) -> "Table":
        """The ids of the data vendors."""
        entities = self.columns.entities
        found = entities.filter(entities["roles"].contains("data-vendor")).select(name="slug")
        return self.keep("vendors", self._ids(found))

    @cached_property
    def official(self) -> "Table":
        """The hops of stated control that some party or authority itself says."""
        said = self.of("controls").select("hop", "supports")
        told = said.select("hop", id=said["supports"].unnest())
        claims = self.columns.claims
        return told.semi_join(claims.filter(claims["certainty"] == "official"), "id").select("hop").distinct()

    def of(self, *kinds: str) -> "Table":
        """Return the hops of some kinds, without lapsed plans."""
        return self.hops.filter(self.hops["relation"].isin(kinds) & (self.hops["state"] != LAPSED))

    def ids(self, names: "Iterable[str]") -> "Table":
        """Return the ids of entities given by slug, leaving out those whom no relation names."""
        return self.keep("given", self._ids(slugs(self.columns, names)))

    def _ids(self, names: "Table") -> "Table":
        return names.distinct().join(self.names, "name").select("id")

    def _numbered(self) -> "Table":
        import ibis

        r = self.relations.mutate(post=self.relations["post"].fill_null(""), state=_state(self.relations))
        for end in ("subject", "object", "from_org"):
            ids = self.names.select(**{f"{end}_name": "name", f"{end}_id": "id"})
            r = r.left_join(ids, r[end] == ids[f"{end}_name"]).drop(f"{end}_name")
        days = self._days()
        for end in ("since", "until"):
            named = days.rename(f"{end}_{{name}}")
            r = r.left_join(named, r[end] == named[f"{end}_text"]).drop(f"{end}_text")
        return r.mutate(hop=ibis.row_number().over(ibis.window(order_by=list(_KEY))))

    def _days(self) -> "Table":
        """The first and last day that each printed date can mean."""
        import pyarrow as pa

        r = self.relations
        texts = r.select(text="since").union(r.select(text="until")).distinct()
        found = sorted(set(self.engine.fetch(texts)["text"].to_pylist()) - {None})
        rows = [{"text": text, "first": span(text).first.toordinal(), "last": span(text).last.toordinal()}
                for text in found]  # fmt: skip
        schema = pa.schema({"text": pa.string(), "first": pa.int64(), "last": pa.int64()})
        return self.engine.table(pa.Table.from_pylist(rows, schema))


def ground(columns: Columns, relations: "Table", as_of: date, *, levels: Levels | None = None, **bounds: Any) -> Ground:
    """Return the ground of a search over `relations`, with the bundled table of levels where none is given."""
    return Ground(columns, relations, as_of, levels or read_levels(), **bounds)


def _state(r: "Table") -> Any:
    """As `analysis.timing.state` has it."""
    import ibis

    unsure = r["status"] == "unconfirmed"
    was = r["was"].fill_null("")
    return ibis.cases(
        (r["status"] == "planned", PLANNED),
        (r["status"] == "denied", DENIED),
        (r["status"] == "ended", OVER),
        (unsure & (was == "planned"), LAPSED),
        (unsure & was.isin(("ended", "ending", "paused")), OVER),
        else_=HOLDS,
    ).cast("int64")


def _as_ways(r: "Table", day: int) -> "Table":
    """The columns of a way, as `analysis.timing` and `analysis.verdict` have them for one relation."""
    import ibis

    unsure, weak = r["status"] == "unconfirmed", r["grade"].isin(("C", "D"))
    denied, planned = r["state"] == DENIED, r["state"] == PLANNED
    ever = ibis.cases((denied, REFUTED), (weak | planned, POSSIBLE), else_=ESTABLISHED)
    doubt = r["disputed"] | unsure
    start, end = r["since"].notnull(), r["until"].notnull()
    return r.select(
        "hop", "relation", *_KEPT,
        "grade", "disputed", "since", "until", "state", origins=r["origins"].cast("int64"),
        subject="subject_id", object="object_id", from_org="from_org_id",
        path=ibis.array([r["hop"]]),
        sure=~unsure,
        since_key=ibis.ifelse(start, since_key(r["since"], r["since_last"]), NEVER),
        until_key=ibis.ifelse(end, until_key(r["until"], r["until_first"]), ALWAYS),
        until_first="until_first",
        until_last="until_last",
        **dict(zip(("s0", "s1", "e0", "e1"), _bounds(r, unsure, day), strict=True)),
        verdict=ibis.cases((~denied & doubt & (ever == ESTABLISHED), POSSIBLE), else_=ever).cast("int64"),
        ever=ever.cast("int64"),
    )  # fmt: skip


def _bounds(r: "Table", unsure: Any, day: int) -> tuple[Any, ...]:
    """The days on which a relation can have begun and ended."""
    import ibis

    over, planned = r["state"] == OVER, r["state"] == PLANNED
    until, last = r["until_first"], r["until_last"]
    s0 = ibis.coalesce(r["since_first"], ibis.ifelse(planned, day, FIRST))
    unknown = ibis.cases((planned, LAST), (over, ibis.coalesce(until, ibis.literal(day))), else_=day)
    s1 = ibis.coalesce(r["since_last"], unknown)
    e0 = ibis.cases(
        (planned, ibis.coalesce(until, LAST)),
        (over, ibis.greatest(ibis.coalesce(until, s0), s0)),
        (unsure, ibis.coalesce(until, s0)),
        else_=ibis.greatest(ibis.coalesce(until, day), day),
    )
    e1 = ibis.cases(
        (planned, ibis.coalesce(last, LAST)),
        (over, ibis.greatest(ibis.coalesce(last, day), s0)),
        (unsure, ibis.coalesce(last, LAST)),
        else_=ibis.ifelse(last.isnull(), LAST, ibis.greatest(last, day)),
    )
    return tuple(each.cast("int64") for each in (s0, s1, e0, e1))
