"""A seeded generator of scale-free markets of any size, as folders of Parquet tables, the same for the same seed.

    python tests/benchmarks/generated.py ENTITIES FOLDER [HELD]

With HELD, one entity holds stakes in so many others, and there are no other holdings.

For n entities: 2.5 n ownership relations (stakes, investments, parents, acquisitions), 0.5 n posts, board seats and
moves, 0.2 n purchases, 0.1 n rivalries and 0.02 n supplies, one claim each, and 0.1 n claims that contradict others.
One in ten is a person. Few entities hold, sell and compete much, most do little. Holdings have an order from owners to
owned, so that what is below an entity stays a part of the market; against it go `KNOTS` of each kind: two that have the
majority of each other, rings of three, two that own each other whole, and companies held above one.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from vendorgraph.formats.parquet import schema
from vendorgraph.formats.rows import COLUMNS, Sheet

READ = "2026-11-22"

#: Relations for each entity.
KINDS = {
    "holds-stake-in": 2.2,
    "invested-in": 0.1,
    "subsidiary-of": 0.1,
    "acquired": 0.1,
    "holds-role": 0.35,
    "board-member-of": 0.1,
    "moved-to": 0.05,
    "customer-of": 0.2,
    "competitor-of": 0.1,
    "supplier-of": 0.02,
}

#: One knot of each kind for so many entities, and at least one.
KNOTS = 2_000

ROLES = ("CEO", "Chief Scientist", "Engineer", "Director", "adviser", "Board observer", "Co-founder")
_SCHEMAS = {table: schema(Sheet(table, COLUMNS[table], iter(()))) for table in COLUMNS}
_EVENTS = ("invested-in", "acquired", "moved-to")

Numbers = Any
Random = np.random.Generator


def write(folder: Path, entities: int, seed: int = 1, *, hub: int = 0) -> int:
    """Write a market of so many entities (at least 60); return how many claims it has.

    With `hub` the first entity is said to hold stakes in that many companies, and nothing else is said of them.
    """
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    market = Market(random, entities)
    claims = _sourced(random, market.hub(hub) if hub else market.claims(), max(10, entities // 20))
    names = market.names
    _put(folder, "market", {"title": ["Generated"], "read": [READ]}, 1)
    _put(folder, "entities", _entities(market) | {"slug": names, "name": names}, entities)
    sources = len(pc.unique(claims["source"]))
    _put(folder, "sources", _sources(random, pc.unique(claims["source"])), sources)
    parquet.write_table(claims, folder / "claims.parquet", row_group_size=250_000)
    return claims.num_rows


class Market:
    """Who is who, by number: the lower, the more an entity holds."""

    def __init__(self, random: Random, entities: int) -> None:
        step = min(50, max(2, entities // 25))
        number = np.arange(entities)
        self.random, self.size = random, entities
        self.person = number % 10 == 9
        self.vendor, self.lab = (number % step == 0) & ~self.person, (number % step == 1) & ~self.person
        self.names = _numbered("e", entities)
        self.rank = number / entities + random.random(entities)  # owners before owned
        companies = number[~self.person]
        self.companies = companies[np.argsort(self.rank[companies])]
        self.knotted = random.choice(companies[3:], 10 * max(1, entities // KNOTS), replace=False)

    def claims(self) -> pa.Table:
        """Every claim, without its source."""
        stakes = self._stakes()
        posts = self._posts()
        trade = self._trade()
        parts = [*stakes, *posts, *trade]
        parts += [self._contradicted(parts[0], 0.03, self._other_share), self._contradicted(parts[0], 0.005, _denied)]
        for kind, part in ((0, 0.05), (1, 0.02)):
            parts.append(self._contradicted(trade[kind], part, self._other_status))
        return pa.concat_tables(parts)

    def hub(self, count: int) -> pa.Table:
        """The claims of one holder of very many."""
        held = self.companies[self.companies != 0][:count]
        share = np.round(self.random.random(len(held)) / 2 + 0.001, 3)
        table = self._said("holds-stake-in", np.zeros(len(held), int), held, status="current", share=share)
        return pa.concat_tables([table, *self._trade()])

    def _stakes(self) -> list[pa.Table]:
        random = self.random
        free = self.companies[~np.isin(self.companies, self.knotted)]
        holder, company = self._pairs("holds-stake-in", lambda count: self._held(free, count))
        children = random.permutation(free)
        half = int(KINDS["subsidiary-of"] * self.size)
        lower, bought = children[:half], children[half : half + int(KINDS["acquired"] * self.size)]
        share = self._shares(holder, company, np.isin(company, [*lower, *bought]))
        knots = [np.concatenate(each) for each in zip(*self._knots(), strict=True)]
        holder, company, share = (
            np.concatenate(each) for each in zip((holder, company, share), knots, strict=True)
        )  # fmt: skip
        investor, target = self._pairs("invested-in", lambda count: self._held(free, count))
        voting = self._some([True, None, False], len(share), [0.6, 0.35, 0.05])
        approx = self._some([None, "about", "over", "up-to"], len(share), [0.97, 0.01, 0.01, 0.01])
        approx = pc.if_else(pa.array(share < 1), approx, None)
        stakes = self._said(
            "holds-stake-in", holder, company, share=share, voting=voting, approx=approx,
            status=self._some(["current", None, "ended", "planned"], len(share), [0.85, 0.1, 0.03, 0.02]),
            **{"from": self._days(len(share), 0.25, 2015), "as_of": self._days(len(share), 0.1, 2025)},
        )  # fmt: skip
        return [
            stakes,
            self._said("invested-in", investor, target, date=self._days(len(target), 0.9, 2015)),
            self._said("subsidiary-of", lower, self._above(lower), status="current"),
            self._said("acquired", self._above(bought), bought, date=self._days(len(bought), 0.9, 2010)),
        ]

    def _held(self, among: Numbers, count: int) -> tuple[Numbers, Numbers]:
        """Holders, few of whom have much, and companies after them in the order of owners."""
        holder = self._few(np.arange(self.size), count)
        start = np.searchsorted(self.rank[among], self.rank[holder], side="right")
        place = start + (self.random.random(count) * (len(among) - start)).astype(int)
        inside = place < len(among)
        return holder[inside], among[place[inside]]

    def _above(self, companies: Numbers) -> Numbers:
        """A company before each in the order of owners (the first of all has the second)."""
        place = np.searchsorted(self.rank[self.companies], self.rank[companies])
        above = self.companies[(self.random.random(len(place)) * place).astype(int)]
        return np.where(above == companies, self.companies[1], above)

    def _shares(self, holder: Numbers, company: Numbers, child: Numbers) -> Numbers:
        """Shares of which those of each company make less than the whole, and less than half beside a parent."""
        random = self.random
        size = random.random(len(company)) ** 3 + 0.01
        rest = np.where(random.random(self.size) < 0.2, 0.0, random.random(self.size))
        whole = np.bincount(company, size, self.size) + rest
        room = np.where(child, 0.49, 1.0)
        return np.maximum(np.floor(size / whole[company] * room * 1000 + 1e-9), 1) / 1000

    def _knots(self) -> list[tuple[Numbers, Numbers, Numbers]]:
        a, b, c, d, e, f, g, over, one, other = self.knotted.reshape(10, -1)
        top, second, third = (np.full(len(a), number) for number in (0, 1, 2))
        rows = [
            (a, b, 0.6), (b, a, 0.6), (top, a, 0.3),  # majorities of each other
            (c, d, 0.3), (d, e, 0.4), (e, c, 0.5), (top, c, 0.5), (second, d, 0.6),  # a ring
            (f, g, 0.2), (g, f, 0.2), (third, f, 0.55), (third, g, 0.3),  # control through both
            (top, over, 0.5), (second, over, 0.4), (third, over, 0.3),  # above one
        ]  # fmt: skip
        loops = slice(0, max(1, len(a) // 50))
        return [
            *((holder, company, np.full(len(holder), share)) for holder, company, share in rows),
            (one[loops], other[loops], np.ones(len(one[loops]))),
            (other[loops], one[loops], np.ones(len(one[loops]))),  # nobody outside
        ]

    def _posts(self) -> list[pa.Table]:
        people = np.flatnonzero(self.person)
        places = self.companies

        def draw(count: int) -> tuple[Numbers, Numbers]:
            return self._any(people, count), self._few(places, count)

        person, place = self._pairs("holds-role", draw)
        role = self._some(ROLES, len(person), None)
        status = self._some(["current", None, "ended"], len(person), [0.7, 0.2, 0.1])
        seats = self._pairs("board-member-of", draw)
        count = self._count("moved-to")
        leaving = self.random.choice(len(person), count, replace=False)
        new = self._few(self.random.permutation(places), count)
        apart = new != place[leaving]
        leaving, new = leaving[apart], new[apart]
        return [
            self._said("holds-role", person, place, role=role, status=status, **{"from": self._days(len(person), 0.3)}),
            self._said("board-member-of", *seats, status="current", role="Director"),
            self._said(
                "moved-to", person[leaving], new, from_org=self.names.take(pa.array(place[leaving])),
                role=self._some(ROLES, len(new), None), date=self._days(len(new), 0.95, 2025),
            ),
        ]  # fmt: skip

    def _trade(self) -> list[pa.Table]:
        random = self.random
        labs, vendors = np.flatnonzero(self.lab), random.permutation(np.flatnonzero(self.vendor))

        def rivals(count: int) -> tuple[Numbers, Numbers]:
            near = random.random(count) < 0.7
            return self._few(labs, count), np.where(near, self._any(labs, count), self._few(self.companies, count))

        buys = self._pairs("customer-of", lambda count: (self._few(labs, count), self._few(vendors, count)))
        competes = self._pairs("competitor-of", rivals)
        supplies = self._pairs("supplier-of", lambda count: (self._any(vendors, count), self._few(vendors, count)))
        status = self._some(["current", None, "ending", "ended"], len(buys[0]), [0.7, 0.2, 0.05, 0.05])
        return [
            self._said("customer-of", *buys, status=status, **{"from": self._days(len(status), 0.3, 2020)}),
            self._said("competitor-of", *competes, status="current"),
            self._said("supplier-of", *supplies, status="current"),
        ]

    def _contradicted(self, told: pa.Table, part: float, change: Callable[[pa.Table], pa.Table]) -> pa.Table:
        chosen = self.random.choice(told.num_rows, max(1, int(told.num_rows * part)), replace=False)
        return change(told.take(pa.array(np.sort(chosen))))

    def _other_share(self, told: pa.Table) -> pa.Table:
        share = np.maximum(np.floor(told["share"].to_numpy() * 900), 1) / 1000
        return _with(told, "share", pa.array(share))

    def _other_status(self, told: pa.Table) -> pa.Table:
        count = told.num_rows
        status = self._some(["ending", "paused", "ended", "under-review", "current"], count, None)
        return _with(_with(told, "status", status), "status_since", self._days(count, 0.8, 2026))

    def _pairs(self, kind: str, draw: Callable[[int], tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
        """As many different pairs as `KINDS` says, or as there are after some tries, in random order."""
        count, found = self._count(kind), np.empty(0, np.int64)
        for _ in range(20):
            subject, object = draw(count + count // 5 + 10 - len(found))
            made = (subject.astype(np.int64) * self.size + object)[subject != object]
            found = np.unique(np.concatenate([found, made]))
            if len(found) >= count:
                break
        found = self.random.permutation(found)[:count]
        return found // self.size, found % self.size

    def _count(self, kind: str) -> int:
        return int(KINDS[kind] * self.size)

    def _few(self, among: Numbers, count: int) -> Numbers:
        """Draw so that the first are drawn often."""
        return among[(len(among) * self.random.random(count) ** 3).astype(int)]

    def _any(self, among: Numbers, count: int) -> Numbers:
        return among[self.random.integers(0, len(among), count)]

    def _some(self, words: Any, count: int, chances: list[float] | None) -> pa.Array:
        return pa.array(words).take(pa.array(self.random.choice(len(words), count, p=chances)))

    def _days(self, count: int, part: float = 1.0, first: int = 2020) -> pa.Array:
        """Dates from the first year to July 2026 for a part of the rows, some to the month or the year."""
        span = int((np.datetime64("2026-07-01") - np.datetime64(f"{first}-01-01")).astype(int))
        printed = pa.array(np.datetime_as_string(np.datetime64(f"{first}-01-01") + np.arange(span)))
        texts = pa.concat_arrays(
            [printed, pc.utf8_slice_codeunits(printed, 0, 7), pc.utf8_slice_codeunits(printed, 0, 4)]
        )
        day = self.random.integers(0, span, count) + span * self.random.choice(3, count, p=[0.7, 0.2, 0.1])
        return texts.cast(pa.string()).take(pa.array(day, mask=self.random.random(count) >= part))

    def _said(self, relation: str, subject: Numbers, object: Numbers, **columns: Any) -> pa.Table:
        if relation in _EVENTS:
            columns.setdefault("status", "completed")
        ends = {"subject": self.names.take(pa.array(subject)), "object": self.names.take(pa.array(object))}
        sure = self._some(["official", "reported", "rumoured"], len(subject), [0.5, 0.45, 0.05])
        return _table(
            "claims", {**ends, "relation": relation, "certainty": sure, "doubt": False, **columns}, len(subject)
        )


def _denied(told: pa.Table) -> pa.Table:
    bare = pa.nulls(told.num_rows)
    table = _with(told, "polarity", pa.array(["denies"] * told.num_rows))
    for column in ("share", "status", "voting", "approx", "from", "as_of"):
        table = _with(table, column, bare)
    return table


def _sourced(random: Random, claims: pa.Table, sources: int) -> pa.Table:
    """Claims in a random order with sources in theirs, and their ids."""
    count = claims.num_rows
    source = np.sort(random.integers(0, sources, count))
    number = np.arange(count) - np.searchsorted(source, source)
    names = _numbered("s", sources).take(pa.array(source))
    claims = claims.take(pa.array(random.permutation(count)))
    ids = pc.binary_join_element_wise(names, pa.array(number).cast(pa.string()), "#")
    return _with(_with(claims, "id", ids), "source", names).combine_chunks()


def _entities(market: Market) -> dict[str, Any]:
    role = np.where(market.vendor, "data-vendor", np.where(market.lab, "ai-lab", ""))
    given = role != ""
    lists = pa.ListArray.from_arrays(np.concatenate([[0], np.cumsum(given)]).astype(np.int32), pa.array(role[given]))
    return {"type": np.where(market.person, "person", "company"), "roles": lists, "seed_only": False}


def _sources(random: Random, names: pa.Array) -> dict[str, Any]:
    count = len(names)
    days = np.datetime64("2025-06-01") + random.integers(0, 500, count)
    paper = pc.binary_join_element_wise("publisher", pa.array(random.integers(0, 97, count)).cast(pa.string()), "-")
    return {
        "id": names,
        "title": names,
        "publisher": paper,
        "published": np.datetime_as_string(days),
        "language": "en",
        "kind": "filing",
        "reliability": random.choice(["high", "medium", "low"], count, p=[0.5, 0.4, 0.1]),
        "published_estimated": False,
    }


def _numbered(letter: str, count: int) -> pa.Array:
    digits = pc.utf8_lpad(pa.array(np.arange(count)).cast(pa.string()), 7, "0")
    return pc.binary_join_element_wise(letter, digits, "")


def _put(folder: Path, table: str, said: dict[str, Any], count: int) -> None:
    parquet.write_table(_table(table, said, count), folder / f"{table}.parquet")


def _table(name: str, said: dict[str, Any], count: int) -> pa.Table:
    """A table with all its columns, those that say one thing or nothing made as long as the others."""
    columns = _SCHEMAS[name]
    return pa.table([_column(said.get(field.name), field.type, count) for field in columns], schema=columns)


def _column(said: Any, type: pa.DataType, count: int) -> pa.Array:
    if said is None:
        return pa.nulls(count, type)
    if isinstance(said, str | bool):
        return pa.repeat(pa.scalar(said, type), count)
    return pa.array(said).cast(type) if not isinstance(said, pa.Array | pa.ChunkedArray) else said.cast(type)


def _with(table: pa.Table, name: str, column: Any) -> pa.Table:
    place = table.schema.get_field_index(name)
    return table.set_column(place, name, column.cast(table.schema.field(place).type))


if __name__ == "__main__":
    size, folder, *held = sys.argv[1:]
    print(f"{write(Path(folder), int(size), hub=int(held[0]) if held else 0):,} claims")
