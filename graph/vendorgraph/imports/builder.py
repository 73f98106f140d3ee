"""The gathering of records from a foreign file whose parts may come in any order.

Importers say what they read by the file's own ids; slugs, claim ids and the fit of relations to types are settled at
the end, when all entities are known. A claim that our vocabulary has no place for becomes a `statement` in words about
its subject: what was understood is never lost.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

from vendorgraph.imports import limits, text
from vendorgraph.imports.drafts import Draft, Named, Outlet
from vendorgraph.imports.fit import Fitter
from vendorgraph.imports.limits import Refused
from vendorgraph.imports.naming import Taken
from vendorgraph.imports.records import Findings, Records
from vendorgraph.imports.settle import as_they_stand, settle
from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source
from vendorgraph.vocabulary import Vocabulary

_OLDEST = 1800  # year of founding that records take


class Builder:
    """Gathers entities, sources and claims by foreign ids, and gives the records."""

    def __init__(self, vocabulary: Vocabulary, file: str, title: str, taken: Taken | None = None) -> None:
        self.findings = Findings()
        self.vocabulary = vocabulary
        self._file, self._title, self._taken = file, title, taken or Taken()
        self._entities: MutableMapping[str, Named] = self.mapping(Named)
        self._outlets: MutableMapping[str, Outlet] = self.mapping(Outlet)
        self._drafts: list[Draft] = []
        self._same: MutableMapping[str, str] = self.mapping(str)
        self._called: MutableMapping[str, str] = self.mapping(str)
        self._whole: list[Records] = []
        self.licence: str | None = None
        self.read: str | None = None

    def mapping(self, type: Any) -> MutableMapping[str, Any]:
        """Return an empty mapping from texts to values of a type, for what a reader keeps of a file.

        A value that was asked for may be changed until the next one is asked for; keys keep their order.
        """
        return {}

    def in_order(self, mapping: MutableMapping[str, Any]) -> Iterator[str]:
        """Yield the keys of a mapping that `mapping` made, sorted."""
        return iter(sorted(mapping))

    def entity(
        self,
        key: str,
        name: str,
        type: str,
        *,
        aliases: Iterable[str] = (),
        identifiers: Iterable[str] = (),
        country: str | None = None,
        wikidata: str | None = None,
        name_ar: str | None = None,
        roles: Iterable[str] = (),
    ) -> None:
        """Add an entity by its foreign id, or add to it: the last name is kept, earlier ones become aliases."""
        made = self._entities.setdefault(self.key(key), Named(self.key(key), [], type))
        made.type = type
        made.name(text.clean(name, limits.NAME))
        made.aliases.extend(text.clean(each, limits.NAME) for each in aliases)
        made.identifiers.extend(map(text.identifier, identifiers))
        made.roles.extend(roles)
        made.country = country or made.country
        made.wikidata = wikidata or made.wikidata
        made.name_ar = name_ar or made.name_ar

    def same(self, key: str, other: str) -> None:
        """Say that two foreign ids stand for one thing; `other` is the one that is kept."""
        self._same[key] = other

    def called(self, key: str, name: str) -> None:
        """Give the words for a thing of the file that becomes no entity (a ship, a house)."""
        self._called[key] = text.clean(name, limits.NAME)

    def knows(self, key: str) -> bool:
        """Whether an entity of that id was added."""
        return self.key(key) in self._entities

    def label(self, key: str) -> str:
        """Return the name of a thing, or words with its foreign id."""
        named = self._entities.get(self.key(key))
        return named.label if named else self._called.get(key, f"[record {text.clean(key, limits.NAME)}]")

    def key(self, key: str) -> str:
        """Return the id that is kept for one that was said to be the same; the least of those that go in a circle."""
        walked = [key]
        while (other := self._same.get(key)) is not None and other != key:
            if other in walked:
                return min(walked[walked.index(other) :])
            walked.append(other)
            key = other
        return key

    def source(self, key: str, **about: Any) -> str:
        """Add a source by a key of the importer's own, once; return the key. Unset values may be None."""
        if key not in self._outlets:
            self._outlets[key] = Outlet(key, {name: value for name, value in about.items() if value})
        return key

    def claim(
        self, source: str, place: str, subject: str, *, indirect: bool = False, words: str | None = None, **keys: Any
    ) -> None:
        """Add a claim about foreign ids; keys without a value are left out.

        `indirect` marks a stake that is held through others; it counts only where no chain of direct ones carries it.
        `words` says in English what the claim says, for the case that it has to be kept in words.
        """
        said = {name: value for name, value in keys.items() if value is not None and value != ""}
        self.draft(Draft(source, place, subject, said, indirect, words))

    def draft(self, draft: Draft) -> None:
        """Take a claim as its importer says it; Refused where there are too many."""
        if len(self._drafts) >= limits.CLAIMS:
            found = f"gives more than {limits.CLAIMS:,} claims: split it, or add --columnar"
            raise Refused(self._file, found, draft.place)
        self._drafts.append(draft)

    def statement(self, source: str, place: str, subject: str, words: str, **keys: Any) -> None:
        """Add something that is said in words about an entity."""
        self.claim(
            source,
            place,
            subject,
            attribute="statement",
            text=text.clean(words) or "a record without a description",
            **keys,
        )

    def founded(self, source: str, place: str, subject: str, date: str | None, **keys: Any) -> None:
        """Add the year of founding, in words where it is not of the age of firms; nothing without a date."""
        if date is None:
            return
        keys["note"] = f"founded {date}"
        if int(date[:4]) < _OLDEST:
            self.statement(source, place, subject, f"Founded {date}", **keys)
        else:
            self.claim(source, place, subject, attribute="founded-year", value=int(date[:4]), **keys)

    def take(
        self,
        entities: Iterable[Entity],
        sources: Iterable[Source],
        claims: Iterable[Claim],
        info: MarketInfo | None = None,
        identities: Iterable[Identity] = (),
    ) -> None:
        """Take records that are whole already, as they stand: those of our own form, from one file."""
        named, told = tuple(entities), tuple(sources)
        slugs, ids = {each.slug for each in named}, {each.id for each in told}
        kept = []
        for claim in claims:
            if (
                claim.source_id in ids
                and {claim.subject, claim.object, claim.from_org, claim.product} - {None} <= slugs
            ):
                kept.append(claim)
            else:
                self.findings.add("not understood", "a claim whose source or entity is not in the file", claim.id)
        self._whole.append(Records(info, named, told, tuple(kept), (), tuple(identities)))

    def records(self) -> Records:
        """Return everything as records."""
        if self._whole:
            return as_they_stand(self._whole, self._about(), self.findings)
        for draft in self._drafts:
            for name in ("subject", "object", "from_org", "product"):
                draft.point(name, self.key)
        Fitter(self.vocabulary, self._entities, self.label, self.findings).settle(self._drafts)
        return settle(self._entities, self._outlets, self._drafts, self._about(), self.findings, self._taken)

    def _about(self) -> dict[str, Any]:
        about = {"title": self._title, "licence": self.licence, "read": self.read}
        return {name: value for name, value in about.items() if value}


def listed(value: Any) -> list[Any]:
    """Return a list that is one, a single value in a list, and nothing for None: foreign files mix the three."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def mapped(value: Any) -> dict[str, Any]:
    """Return a mapping that is one, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def plain(value: Any) -> str:
    """Return a short text or number as text, "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return text.clean(str(value), limits.NAME)
