"""Mappings and lists on the disk, for imports that outgrow the memory: what is in use stays in memory, the rest waits.

They are tables of one SQLite file that goes when its folder does.
"""

import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")

#: Values of one mapping that are in memory, rows that are read at a time, and KiB of pages that SQLite keeps.
IN_USE, ROWS, PAGES = 20_000, 2_000, 32_768


class Spill:
    """One SQLite file in a folder, and the mappings in it."""

    def __init__(self, folder: Path) -> None:
        self.data = sqlite3.connect(folder / "spill.sqlite", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{PAGES}", "temp_store = FILE"):
            self.data.execute(f"PRAGMA {setting}")
        self.data.execute(f"PRAGMA temp_store_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
        self.data.execute("BEGIN EXCLUSIVE")  # never ended: nothing is locked or written again for every command
        self._names = 0

    def mapping(self, type: Any) -> "Spilled[Any]":
        """Return an empty mapping from texts to values of a type, in the order in which they were set first."""
        name = self.table("key TEXT PRIMARY KEY, value BLOB")
        return Spilled(self, name, msgspec.msgpack.Decoder(type))

    def table(self, columns: str) -> str:
        """Return the name of a new table with these columns."""
        self._names += 1
        self.data.execute(f"CREATE TABLE t{self._names} ({columns})")
        return f"t{self._names}"

    def rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, which writes to the same tables do not disturb while they are sorted."""
        cursor = self.data.execute(query, values)
        while rows := cursor.fetchmany(ROWS):
            yield from rows

    def many(self, command: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Do a command for each of `rows`, some at a time; `rows` may read and write other tables meanwhile."""
        waiting = iter(rows)
        while group := list(islice(waiting, ROWS)):
            self.data.executemany(command, group)

    def close(self) -> None:
        """Let go of the file."""
        self.data.close()


class Spilled(MutableMapping[str, T], Generic[T]):
    """A mapping on the disk. A value that was asked for may be changed until the next one is asked for."""

    def __init__(self, spill: Spill, name: str, decoder: "msgspec.msgpack.Decoder[T]") -> None:
        self.name = name
        self._spill, self._decoder = spill, decoder
        self._encoder = msgspec.msgpack.Encoder()
        self._in_use: dict[str, T] = {}
        self._waits = False  # whether there is anything on the disk

    def __getitem__(self, key: str) -> T:
        """Return a value; KeyError where there is none."""
        if key not in self._in_use:
            query = f"SELECT value FROM {self.name} WHERE key = ?"
            found = self._spill.data.execute(query, (key,)).fetchone() if self._waits else None
            if found is None:
                raise KeyError(key)
            self._room()
            self._in_use[key] = self._decoder.decode(found[0])
        return self._in_use[key]

    def __setitem__(self, key: str, value: T) -> None:
        """Set a value."""
        self._room()
        self._in_use[key] = value

    def __delitem__(self, key: str) -> None:
        """Take a value out; KeyError where there is none."""
        self[key]
        del self._in_use[key]
        self._spill.data.execute(f"DELETE FROM {self.name} WHERE key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order in which they were set first."""
        return (key for key, _ in self._stored())

    def items(self) -> Iterator[tuple[str, T]]:  # type: ignore[override]
        """Yield keys and values, in the order in which they were set first."""
        return ((key, self._decoder.decode(value)) for key, value in self._stored())

    def values(self) -> Iterator[T]:  # type: ignore[override]
        """Yield the values, in the order in which their keys were set first."""
        return (value for _, value in self.items())

    def __len__(self) -> int:
        """Return how many there are."""
        self.flush()
        return int(self._spill.data.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])

    def flush(self) -> None:
        """Write what is in use to the disk."""
        rows = [(key, self._encoder.encode(value)) for key, value in self._in_use.items()]
        again = "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self._spill.many(f"INSERT INTO {self.name} VALUES (?, ?) {again}", rows)
        self._waits = self._waits or bool(rows)
        self._in_use = {}

    def _room(self) -> None:
        if len(self._in_use) >= IN_USE:
            self.flush()

    def _stored(self) -> Iterator[tuple[str, bytes]]:
        """Rows a few at a time, so that the mapping may be asked and written meanwhile."""
        self.flush()
        last = 0
        query = f"SELECT rowid, key, value FROM {self.name} WHERE rowid > ? ORDER BY rowid LIMIT {ROWS}"
        while rows := self._spill.data.execute(query, (last,)).fetchall():
            yield from ((key, value) for _, key, value in rows)
            last = rows[-1][0]
