"""The builder of imports that outgrow the memory: what was gathered is on the disk, and is settled there.

It gives the same records as `builder.Builder`, one after the other; only a source with very many claims stays one.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from vendorgraph.imports import columnar, settle
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.columnar import Content
from vendorgraph.imports.drafts import Draft
from vendorgraph.imports.fit import Fitter, is_direct
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.naming import Taken
from vendorgraph.imports.settle import as_they_stand
from vendorgraph.imports.settled import Settled
from vendorgraph.imports.spill import Spill, Spilled
from vendorgraph.vocabulary import Vocabulary

_DECODER = msgspec.msgpack.Decoder(Draft)
_ENCODER = msgspec.msgpack.Encoder()

#: Claims in the order in which they were told, with what they are looked for by.
_COLUMNS = (
    "number INTEGER PRIMARY KEY, source TEXT, subject TEXT, relation TEXT, object TEXT, role TEXT, held INT, body BLOB"
)

#: Claims that are read or written together.
_AT_ONCE = 5_000


@contextmanager
def gathering(vocabulary: Vocabulary, file: str, title: str, taken: Taken, folder: Path) -> Iterator["Gathering"]:
    """A `Gathering` in a folder, closed at the end of the `with`; OSError where the disk is full."""
    builder = Gathering(vocabulary, file, title, taken, folder)
    try:
        yield builder
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder.parent)) from error
    finally:
        builder.close()


class Gathering(Builder):
    """A builder with all that it gathers in a folder on the disk."""

    def __init__(self, vocabulary: Vocabulary, file: str, title: str, taken: Taken, folder: Path) -> None:
        self._spill = Spill(folder)
        super().__init__(vocabulary, file, title, taken)
        self._told = self._spill.table(_COLUMNS)
        self._waiting: list[tuple[Any, ...]] = []

    def mapping(self, type: Any) -> MutableMapping[str, Any]:
        """See `Builder.mapping`."""
        return self._spill.mapping(type)

    def in_order(self, mapping: MutableMapping[str, Any]) -> Iterator[str]:
        """See `Builder.in_order`."""
        assert isinstance(mapping, Spilled)
        mapping.flush()
        return (key for (key,) in self._spill.rows(f"SELECT key FROM {mapping.name} ORDER BY key"))

    def draft(self, draft: Draft) -> None:
        """Take a claim as its importer says it."""
        try:
            self._waiting.append(_row(None, draft))
        except OverflowError as error:
            raise Refused(self._file, f"gives a number that has no room in a table: {error}", draft.place) from error
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def content(self) -> Content:
        """Return what was gathered, settled, for the tables of a market."""
        if self._whole:
            return columnar.of_records(as_they_stand(self._whole, self._about(), self.findings))
        return columnar.of_settled(self._settled())

    def _settled(self) -> Settled:
        self._write()
        fitter = Fitter(self.vocabulary, self._entities, self.label, self.findings)
        for number, draft in self._drafts_told():
            for name in ("subject", "object", "from_org", "product"):
                draft.point(name, self.key)
            fitter.fit(draft)
            self._change(number, draft)
        self._write()
        self._again(fitter)
        self._carried(fitter)
        assert isinstance(self._entities, Spilled)
        self._entities.flush()
        known = f"(SELECT key FROM {self._entities.name})"
        self._spill.data.execute(f"DELETE FROM {self._told} WHERE subject NOT IN {known}")
        self._spill.data.execute(f"CREATE INDEX by_source ON {self._told} (source)")
        published = self._published()
        return Settled(
            self._spill,
            (draft for _, draft in self._drafts_told()),
            self._entities,
            self._outlets,
            settle.info_of(self._about(), published),
            self.findings,
            self._taken,
        )

    def close(self) -> None:
        """Let go of the disk."""
        self._spill.close()

    def _published(self) -> Iterator[str | None]:
        for (source,) in self._spill.rows(f"SELECT DISTINCT source FROM {self._told}"):
            yield self._outlets[source].about.get("published")

    def _again(self, fitter: Fitter) -> None:
        """Relations that are told several times may have begun again."""
        same = "subject, relation, object, role"
        self._spill.data.execute(f"CREATE INDEX by_relation ON {self._told} ({same})")
        query = f"SELECT number, body, {same} FROM {self._told} WHERE relation IS NOT NULL ORDER BY {same}, number"
        group: list[tuple[int, Draft]] = []
        last: tuple[Any, ...] = ()
        for number, body, *key in self._spill.rows(query):
            if tuple(key) != last:
                self._settle_again(fitter, group)
                group, last = [], tuple(key)
            group.append((number, _DECODER.decode(body)))
        self._settle_again(fitter, group)
        self._write()

    def _settle_again(self, fitter: Fitter, group: list[tuple[int, Draft]]) -> None:
        if len(group) > 1:
            changed = {id(draft) for draft in fitter.begun_again(draft for _, draft in group)}
            for number, draft in group:
                if id(draft) in changed:
                    self._change(number, draft)

    def _carried(self, fitter: Fitter) -> None:
        def held(holder: str) -> Iterable[str]:
            query = f"SELECT object FROM {self._told} WHERE subject = ? AND relation = 'holds-stake-in' AND held = 1"
            return {company for (company,) in self._spill.rows(query, holder)}

        for number, draft in self._drafts_told("AND held = 0 AND relation = 'holds-stake-in'"):
            if draft.indirect and fitter.carry(draft, held):
                self._change(number, draft)
        self._write()

    def _drafts_told(self, which: str = "") -> Iterator[tuple[int, Draft]]:
        """The claims in the order in which they were told, a few at a time: they may be changed meanwhile."""
        last = 0
        query = f"SELECT number, body FROM {self._told} WHERE number > ? {which} ORDER BY number LIMIT {_AT_ONCE}"
        while rows := self._spill.data.execute(query, (last,)).fetchall():
            yield from ((number, _DECODER.decode(body)) for number, body in rows)
            last = rows[-1][0]

    def _change(self, number: int, draft: Draft) -> None:
        self._waiting.append(_row(number, draft))
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._spill.many(f"INSERT OR REPLACE INTO {self._told} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting = []


def _row(number: int | None, draft: Draft) -> tuple[Any, ...]:
    keys = draft.keys
    told = (draft.source, draft.subject, draft.relation, keys.get("object"), keys.get("role"))
    return (number, *told, is_direct(draft), _ENCODER.encode(draft))
