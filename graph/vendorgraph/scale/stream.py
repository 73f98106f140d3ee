"""A columnar market as a selection to export, a part after the other: memory does not grow with the market.

The engine sorts and joins within a bound of its own (`MEMORY`), beyond which it uses the disk.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from vendorgraph.formats.model import Kind, Selection
from vendorgraph.model import Claim, Entity, Market, Source
from vendorgraph.relations.model import Relations
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.market import record
from vendorgraph.scale.relations import relation
from vendorgraph.scale.resolve import resolve

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Rows of a part, and the memory of the engine while they are written.
ROWS, MEMORY = 10_000, "512MB"

_KEY = ("relation", "subject", "object", "post")


class Stream(Selection, frozen=True, kw_only=True):
    """The claims of a columnar market, and its `resolved` relations; `market` has neither entities nor claims."""

    columns: Columns
    resolved: "Table | None" = None
    searched: bool = False

    def parts(self, of: Kind) -> Iterable[Selection]:
        """See `Selection.parts`: entities and sources by id, claims by source and number, relations by their key."""
        if of == "entities":
            rows = self.columns.entities.order_by("slug")
            return (self._part(entities=each) for each in self._records(rows, Entity, "slug"))
        if of == "sources":
            rows = self.columns.sources.order_by("id")
            return (self._part(sources=each) for each in self._records(rows, Source, "id"))
        if of == "claims" or (of == "lines" and self.resolved is None):
            return self._claims()
        return () if self.resolved is None else self._relations(self.resolved)

    def _claims(self) -> Iterator[Selection]:
        """Claims with their sources, of which a part has the address and the day."""
        claims = self.columns.claims.join(_cited(self.columns), [("source", "cited")], how="left").drop("cited")
        number = claims["id"].split("#")[1].try_cast("int64").fill_null(0)
        for rows in self._batches(claims.order_by(["source", number, "id"])):
            sources = {row["source"]: _source(row["source"], row.pop("url"), row.pop("published")) for row in rows}
            yield self._part(sources=sources, claims={row["id"]: record(row, Claim) for row in rows})

    def _relations(self, resolved: "Table") -> Iterator[Selection]:
        """Relations with the claims and the sources that they cite, a row for each claim."""
        import ibis

        told = [resolved[name].fill_null([]) for name in ("supports", "denies", "loses", "told")]
        claim = told[0].concat(*told[1:]).unique().unnest()
        claims = resolved.select(of="key", claim=claim)
        known = self.columns.claims.select("id", "certainty", "source")
        claims = claims.join(known, [("claim", "id")]).join(_cited(self.columns), [("source", "cited")])
        claims = claims.select("of", "claim", "certainty", "source", "url", "published")
        rows = resolved.left_join(claims, [("key", "of")]).order_by([*_KEY[:3], ibis.coalesce("post", ""), "claim"])
        waiting: list[list[dict[str, Any]]] = []
        for _, group in groupby((row for batch in self._batches(rows) for row in batch), lambda row: row["key"]):
            waiting.append(list(group))
            if len(waiting) == ROWS:
                yield self._resolved(waiting)
                waiting = []
        yield self._resolved(waiting)

    def _resolved(self, groups: list[list[dict[str, Any]]]) -> Selection:
        cited = [row for group in groups for row in group if row["claim"] is not None]
        claims = {
            row["claim"]: Claim(id=row["claim"], subject=row["subject"], certainty=row["certainty"]) for row in cited
        }
        sources = {row["source"]: _source(row["source"], row["url"], row["published"]) for row in cited}
        assert self.relations is not None
        relations = replace(self.relations, all=tuple(relation(group[0]) for group in groups))
        return Selection(replace(self.market, claims=claims, sources=sources), relations)

    def _records(self, table: "Table", model: Any, key: str) -> Iterator[dict[str, Any]]:
        for rows in self._batches(table):
            yield {row[key]: record(row, model) for row in rows}

    def _batches(self, table: "Table") -> Iterator[list[dict[str, Any]]]:
        return self.columns.engine.batches(table, ROWS)

    def _part(self, **tables: Any) -> Selection:
        return Selection(replace(self.market, **tables))


def claims_of(columns: Columns) -> Stream:
    """Return the claims of a market."""
    columns.engine.bound(MEMORY)
    return Stream(_bare(columns), columns=columns)


def relations_of(columns: Columns, as_of: date | None, known_by: date | None) -> Stream:
    """Return the relations of a market as of a day as known by a day, which the engine resolves and keeps."""
    columns.engine.bound(MEMORY)
    as_of, known_by = as_of or columns.read, known_by or columns.read
    resolved = columns.engine.keep("relations", resolve(columns, as_of, known_by))
    return Stream(_bare(columns), Relations(as_of, known_by, ()), columns=columns, resolved=resolved)


def _bare(columns: Columns) -> Market:
    """The market without its records; without a digest, too, where that of the records is not known."""
    digest = columns.digest if columns.noted else ""
    return Market(columns.info, {}, {}, {}, columns.identities, columns.vocabulary, digest)


def _cited(columns: Columns) -> "Table":
    return columns.sources.select("url", "published", cited="id")


def _source(id: str, url: str | None, published: str | None) -> Source:
    return Source(id=id, title="", language="", kind="", reliability="", url=url, published=published)
