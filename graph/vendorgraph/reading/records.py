"""Records with their places: every mapping of the files as a value of the model, and the line of each of its keys.

A record that does not fit the model is still placed, without the values that do not fit and with empty text for
what is missing, so that one run finds all problems. Such values never leave the checks: a market is made of records
without problems alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeGuard, TypeVar

import msgspec
from msgspec import Struct

from vendorgraph.dates import is_date, span
from vendorgraph.model import Claim, Disposition, Entity, Identity, MarketInfo, Source
from vendorgraph.names import folded
from vendorgraph.problems import Place, Problem, Rule, shown
from vendorgraph.reading.folder import Folder
from vendorgraph.reading.yaml import YamlList, YamlMap
from vendorgraph.vocabulary import Vocabulary

T = TypeVar("T", bound=Struct)

FORM = Rule("VG012", "Every file has its form", "{found}: write {wanted}")
RULES = (FORM,)


class Placed(Struct, Generic[T], frozen=True):
    """A record, the file and the number of the folder it stands in, its keys as written, and its value.

    `misfits` are the keys whose values do not have the type of the model.
    """

    value: T
    raw: YamlMap
    file: str
    folder: int
    misfits: tuple[str, ...]

    def at(self, key: str | None = None, /, **found: object) -> Place:
        """Return the place of a key (of the record where the key is missing), with what was found there."""
        line = self.raw.lines.get(key, self.raw.line) if key else self.raw.line
        return Place(self.file, line, found)


class SourceFile(Struct, frozen=True):
    """A source and its claims, as one file gives them."""

    source: Placed[Source]
    claims: tuple[Placed[Claim], ...]


class Records(Struct, frozen=True, dict=True):
    """All records of the folders in order, and the problems met on the way.

    `market_file` is where the first folder has, or could have, its market.yaml. `dispositions` come from a file of
    their own.
    """

    vocabulary: Vocabulary
    market_file: str
    markets: tuple[Placed[MarketInfo], ...]
    entities: tuple[Placed[Entity], ...]
    files: tuple[SourceFile, ...]
    identities: tuple[Placed[Identity], ...]
    problems: tuple[Problem, ...]
    dispositions: tuple[Placed[Disposition], ...] = ()

    @property
    def all(self) -> Iterator[Placed[Any]]:
        """Every record."""
        yield from self.markets
        yield from self.entities
        for each in self.files:
            yield each.source
            yield from each.claims
        yield from self.identities
        yield from self.dispositions

    @cached_property
    def sources(self) -> list[Placed[Source]]:
        """Every source."""
        return [each.source for each in self.files]

    @cached_property
    def claims(self) -> list[Placed[Claim]]:
        """Every claim."""
        return [claim for each in self.files for claim in each.claims]

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The slug of each entity by its names, as `names.folded` compares them."""
        every = [placed.value for placed in self.entities]
        named = [(name, each.slug) for each in every for name in (*each.aliases, each.name_ar, each.name, each.slug)]
        return {folded(name): slug for name, slug in named if name}

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each entity by slug; the first definition counts."""
        return {each.value.slug: each.value.type for each in reversed(self.entities)}

    @cached_property
    def read(self) -> date | None:
        """The day up to which documents were read: the latest of the folders'; None when none of them tells.

        A folder tells by its market.yaml, or without one by its latest day of publication.
        """
        told = {each.folder: _last(each.value.read) for each in self.markets}
        days = list(told.values())
        days += [_last(each.value.published) for each in self.sources if each.folder not in told]
        return max(filter(None, days), default=None)


def records(folders: Sequence[Folder], vocabulary: Vocabulary) -> Records:
    """Place every record of `folders` (the market's first, then what is laid over them)."""
    placing = _Placing()
    kinds = {
        "market": placing.market,
        "entities": placing.entities_file,
        "source": placing.source_file,
        "identity": placing.identity_file,
    }
    for number, folder in enumerate(folders):
        placing.problems += folder.problems
        for document in folder.documents:
            kinds[document.kind](document.says, document.file, number)
    return Records(
        vocabulary,
        str(folders[0].path / "market.yaml"),
        tuple(placing.markets),
        tuple(placing.entities),
        tuple(placing.files),
        tuple(placing.identities),
        tuple(placing.problems),
    )


class _Placing:
    """What has been placed so far. One method per kind of document."""

    def __init__(self) -> None:
        self.markets: list[Placed[MarketInfo]] = []
        self.entities: list[Placed[Entity]] = []
        self.files: list[SourceFile] = []
        self.identities: list[Placed[Identity]] = []
        self.problems: list[Problem] = []

    def market(self, says: object, file: str, folder: int) -> None:
        if isinstance(says, YamlMap):
            self.markets.append(placed(says, MarketInfo, file, folder))
        else:
            self._refuse(file, 1, "this is no mapping", "title, licence and read")

    def entities_file(self, says: object, file: str, folder: int) -> None:
        if self._has_keys(says, {"entities"}, file):
            self.entities += self._each(says, "entities", Entity, file, folder)

    def source_file(self, says: object, file: str, folder: int) -> None:
        if self._has_keys(says, {"source", "claims"}, file):
            claims = tuple(self._each(says, "claims", Claim, file, folder))
            if not isinstance(says["source"], YamlMap):
                self._refuse(file, says.lines["source"], "source is no mapping", "id, title and so on below source")
            elif isinstance(says["claims"], YamlList):
                self.files.append(SourceFile(placed(says["source"], Source, file, folder), claims))

    def identity_file(self, says: object, file: str, folder: int) -> None:
        whole = YamlMap(1)
        whole["identity"], whole.lines["identity"] = says, 1
        self.identities += self._each(whole, "identity", Identity, file, folder)

    def _has_keys(self, says: object, keys: set[str], file: str) -> TypeGuard[YamlMap]:
        wanted = " and ".join(sorted(keys, reverse=True))
        if not isinstance(says, YamlMap):
            self._refuse(file, 1, "this is no mapping", f"{wanted} at the top")
            return False
        for key in says.keys() ^ keys:
            found = f"{key} is missing at the top" if key in keys else f"{shown(key)} stands at the top"
            self._refuse(file, says.lines.get(key, 1), found, f"{wanted} there and nothing else")
        return says.keys() >= keys

    def _each(self, says: YamlMap, key: str, model: type[T], file: str, folder: int) -> Iterator[Placed[T]]:
        """Place each item of a list; it may be empty, but not nothing."""
        items = says[key]
        if not isinstance(items, YamlList):
            self._refuse(file, says.lines[key], f"{key} is no list", "a list of records, each after a dash")
            return
        for item, line in zip(items, items.lines, strict=True):
            if isinstance(item, YamlMap):
                yield placed(item, model, file, folder)
            else:
                self._refuse(file, line, f"{shown(item)} is no record", "keys and values, such as {slug: acme, ...}")

    def _refuse(self, file: str, line: int, found: str, wanted: str) -> None:
        self.problems.append(FORM.at(Place(file, line, {"found": found, "wanted": wanted})))


def placed(raw: YamlMap, model: type[T], file: str, folder: int) -> Placed[T]:
    """Return the record `raw` as a value of `model`, with its place."""
    try:
        return Placed(msgspec.convert(raw, model), raw, file, folder, ())
    except msgspec.ValidationError:
        fields = {field.encode_name: field for field in msgspec.structs.fields(model)}
        misfits = tuple(key for key in raw if key in fields and not _fits(raw[key], fields[key].type))
        rest = {key: raw[key] for key in raw if key in fields and key not in misfits}
        missing = {key: "" for key, field in fields.items() if field.required and key not in rest}
        return Placed(msgspec.convert(rest | missing, model), raw, file, folder, misfits)


def unwritten(value: T) -> Placed[T]:
    """Return a value that stands in no file, for checks of others against it."""
    return Placed(value, YamlMap(1), "", 0, ())


def _fits(value: object, type: object) -> bool:
    try:
        msgspec.convert(value, type)
    except msgspec.ValidationError:
        return False
    return True


def _last(text: str | None) -> date | None:
    return span(text).last if text and is_date(text) else None
