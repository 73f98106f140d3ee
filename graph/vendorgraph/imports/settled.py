"""`settle.settle` on the disk: from claims by foreign ids to records, one after the other."""

from collections.abc import Iterable, Iterator, MutableMapping
from hashlib import blake2b
from typing import Any

import msgspec

from vendorgraph.imports import limits, naming, settle, text
from vendorgraph.imports.drafts import Draft, Named, Outlet
from vendorgraph.imports.naming import Taken
from vendorgraph.imports.records import Findings
from vendorgraph.imports.sensible import settle_dates
from vendorgraph.imports.spill import Spill
from vendorgraph.model import Claim, Entity, MarketInfo, Source

_ENCODER = msgspec.msgpack.Encoder()
_AT_ONCE = 5_000


class Settled:
    """What an import gathered as records; `sources`, `claims` and `entities` come in the order of their ids.

    What stays of it in memory does not grow with it. Entities and sources that no claim uses are left out.
    """

    def __init__(
        self,
        spill: Spill,
        drafts: Iterable[Draft],
        entities: MutableMapping[str, Named],
        outlets: MutableMapping[str, Outlet],
        info: MarketInfo | None,
        findings: Findings,
        taken: Taken,
    ) -> None:
        self.info, self.findings = info, findings
        self._spill, self._entities, self._outlets, self._taken = spill, entities, outlets, taken
        self._used = spill.table("key TEXT PRIMARY KEY")
        self._said = spill.table("number INTEGER PRIMARY KEY, source TEXT, body BLOB, keys BLOB, UNIQUE (source, body)")
        self._say(drafts)
        self._slugs = self._named()
        self._ids = self._sourced()

    def sources(self) -> Iterator[Source]:
        """Yield the sources."""
        addresses = self._addresses()
        for id, key in self._spill.rows(f"SELECT id, key FROM {self._ids} ORDER BY id"):
            about = settle.described(self._outlets[key], id)
            plain = naming.plain_address(about.get("url"))
            if plain is None or not self._has(addresses, "address = ? AND id", plain, id):
                about["url"] = None
            yield msgspec.convert({**about, "id": id}, Source)

    def _addresses(self) -> str:
        """A table of addresses with the one source that each is of: the first, as their files would be read."""
        table = self._spill.table("address TEXT PRIMARY KEY, id TEXT")
        for id, key in self._spill.rows(f"SELECT id, key FROM {self._ids} ORDER BY id || '.yaml'"):
            plain = naming.plain_address(self._outlets[key].about.get("url"))
            if plain is not None and (plain in self._taken.addresses or not self._new(table, plain, id)):
                self.findings.add("left out", "the address of a source that another source has too", id)
        return table

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, those of each source in the order in which they were told."""
        said, ids = self._said, self._ids
        query = f"SELECT id, keys FROM {said} JOIN {ids} ON source = {ids}.key ORDER BY id, {said}.number"
        last, number = "", 0
        for id, keys in self._spill.rows(query):
            number, last = (number + 1 if id == last else 1), id
            told = msgspec.msgpack.decode(keys)
            named = {name: self._slug(told[name]) for name in ("subject", *settle.ENTITIES) if name in told}
            yield msgspec.convert({**told, **named, "id": f"{id}#{number:02}"}, Claim)

    def entities(self) -> Iterator[Entity]:
        """Yield the entities."""
        for key, slug, name in self._spill.rows(f"SELECT key, id, name FROM {self._slugs} ORDER BY id"):
            yield settle.entity(self._entities[key], slug, name, self._taken, self.findings)

    def _say(self, drafts: Iterable[Draft]) -> None:
        """Take every claim once for each source, and note what it names."""
        waiting: list[str] = []
        for draft in drafts:
            read = self.info.read if self.info else None
            settle_dates(draft, self._outlets[draft.source].about, read, self.findings)
            waiting += settle.references(draft)
            if len(waiting) > _AT_ONCE:
                self._use(waiting)
                waiting = []
            self._tell(draft.source, {"subject": draft.subject, **draft.keys})
        self._use(waiting)

    def _use(self, keys: list[str]) -> None:
        self._spill.many(f"INSERT OR IGNORE INTO {self._used} VALUES (?)", ((key,) for key in dict.fromkeys(keys)))

    def _tell(self, source: str, keys: dict[str, Any]) -> None:
        """Add a claim to those of its source, unless that says it already; then only its note is added."""
        body = blake2b(repr(settle.body(keys)).encode(), digest_size=16).digest()
        new = f"INSERT OR IGNORE INTO {self._said} (source, body, keys) VALUES (?, ?, ?)"
        if self._spill.data.execute(new, (source, body, _ENCODER.encode(keys))).rowcount or not keys.get("note"):
            return
        same = "source = ? AND body = ?"
        (before,) = self._spill.data.execute(f"SELECT keys FROM {self._said} WHERE {same}", (source, body)).fetchone()
        known = msgspec.msgpack.decode(before)
        settle.add_note(known, keys)
        change = f"UPDATE {self._said} SET keys = ? WHERE {same}"
        self._spill.data.execute(change, (_ENCODER.encode(known), source, body))

    def _named(self) -> str:
        """A table of the entities that claims name, with the slug and the name that tell each apart."""
        table = self._spill.table(
            "number INTEGER PRIMARY KEY, key TEXT UNIQUE, wish TEXT, id TEXT UNIQUE, type TEXT, label TEXT, plain TEXT,"
            " known_as TEXT, name TEXT"
        )
        command = f"INSERT INTO {table} (key, wish, type, label, plain, known_as) VALUES (?, ?, ?, ?, ?, ?)"
        self._spill.many(command, self._described())
        self._give_ids(table, self._taken.slugs)
        self._give_names(table)
        return table

    def _described(self) -> Iterator[tuple[str, ...]]:
        for key, named in self._entities.items():
            if not self._has(self._used, "key", key):
                self.findings.add("left out", "an entity of which nothing is said", named.label)
                continue
            label = named.label
            known_as = naming.known_as(named, key)
            yield key, text.slug(label) or text.slug(key), named.type, label, naming.folded(label), known_as

    def _sourced(self) -> str:
        """A table of the sources that make claims, with their ids, in the order in which they were told."""
        table = self._spill.table("number INTEGER PRIMARY KEY, key TEXT UNIQUE, wish TEXT, id TEXT UNIQUE")
        keys = self._spill.rows(f"SELECT source FROM {self._said} GROUP BY source ORDER BY min(number)")
        wishes = ((key, text.slug(self._outlets[key].about.get("id", "")) or text.slug(key)) for (key,) in keys)
        self._spill.many(f"INSERT INTO {table} (key, wish) VALUES (?, ?)", wishes)
        self._give_ids(table, self._taken.sources)
        return table

    def _give_ids(self, table: str, others: frozenset[str]) -> None:
        """As `naming.ids`: the wish where nobody else has or wishes it, else with a mark of the key."""
        held = self._spill.table("id TEXT PRIMARY KEY")
        self._spill.many(f"INSERT INTO {held} VALUES (?)", ((each,) for each in others))
        self._spill.data.execute(f"CREATE INDEX wish_{table} ON {table} (wish)")
        alone = f"SELECT wish FROM {table} WHERE wish <> '' GROUP BY wish HAVING count(*) = 1"
        free = f"wish IN ({alone}) AND wish NOT IN (SELECT id FROM {held})"
        self._spill.data.execute(f"UPDATE {table} SET id = wish WHERE {free}")
        for number, key, wish in self._waiting(table, "id IS NULL", "key, wish"):
            id = "-".join(filter(None, [wish, text.mark(key)]))
            while self._has(held, "id", id) or self._has(table, "id", id):
                id = f"{id}-{text.mark(id)}"
            self._spill.data.execute(f"UPDATE {table} SET id = ? WHERE number = ?", (id, number))

    def _give_names(self, table: str) -> None:
        """As `naming.names`: the label, and behind it what tells it apart where another of its type has it."""
        held = self._spill.table("type TEXT, plain TEXT, PRIMARY KEY (type, plain)")
        self._spill.data.execute(f"CREATE INDEX plain_{table} ON {table} (type, plain)")
        others = self._taken.names
        for number, key, type, label, plain, known_as in self._waiting(table, "1", "key, type, label, plain, known_as"):
            name = label
            if plain and (plain in others or self._often(table, type, plain)):
                name = f"{label} ({known_as})"
                folded = naming.folded(name)
                if folded in others or self._has(held, "type = ? AND plain", type, folded):
                    name = f"{label} ({known_as}, {text.mark(key)})"
            self._new(held, type, naming.folded(name))
            name = text.clean(name, limits.NAME)
            self._spill.data.execute(f"UPDATE {table} SET name = ? WHERE number = ?", (name, number))

    def _often(self, table: str, type: str, plain: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE type = ? AND plain = ? LIMIT 2"
        return len(self._spill.data.execute(query, (type, plain)).fetchall()) > 1

    def _waiting(self, table: str, which: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """Rows in their order, a few at a time: they may be changed meanwhile."""
        last = 0
        query = f"SELECT number, {columns} FROM {table} WHERE number > ? AND {which} ORDER BY number LIMIT {_AT_ONCE}"
        while rows := self._spill.data.execute(query, (last,)).fetchall():
            yield from rows
            last = rows[-1][0]

    def _has(self, table: str, column: str, *values: str) -> bool:
        query = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._spill.data.execute(query, values).fetchone() is not None

    def _new(self, table: str, *values: str) -> bool:
        """Whether values are in a table for the first time; they are put there."""
        places = ", ".join("?" * len(values))
        return self._spill.data.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values).rowcount > 0

    def _slug(self, key: str) -> str:
        (id,) = self._spill.data.execute(f"SELECT id FROM {self._slugs} WHERE key = ?", (key,)).fetchone()
        return str(id)
