"""One statement of an item: its value, qualifiers, rank and references as a claim of a source."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder, listed, mapped, plain
from vendorgraph.imports.percent import Bound
from vendorgraph.imports.wikidata import properties as p
from vendorgraph.imports.wikidata.items import Item, amounts_of, date_of, item_of, snaks, text_of
from vendorgraph.imports.wikidata.properties import PROPERTIES, Property

_EVENTS = ("founded", "invested-in")
_READ = {p.START, p.END, p.POINT, p.PROPORTION, *p.POSITIONS, *p.ORGANISATIONS, p.REASON}


class Statements:
    """Adds the claims of statements; `labels` are those of the items in the file."""

    def __init__(self, builder: Builder, labels: dict[str, str]) -> None:
        self._builder, self._labels = builder, labels

    def add(self, item: Item, property: str, statement: dict[str, Any]) -> None:
        """Add one statement."""
        snak = mapped(statement.get("mainsnak"))
        value = item_of(snak)
        if value is None:
            self._without_value(item, property, statement, plain(snak.get("snaktype")))
            return
        for qualifier in sorted(mapped(statement.get("qualifiers")).keys() - _READ):
            self._builder.findings.add("left out", f"qualifier {text.clean(plain(qualifier), 20)}", item.place)
        if property == p.POSITION:
            self._position(item, value, statement)
            return
        what = PROPERTIES[property]
        self._known(item.id, what.holder, item)
        self._known(value, what.other, item)
        ends = (value, item.id) if what.turned else (item.id, value)
        keys = {**self._common(item, property, statement, what), "role": self._role(statement) or what.role}
        if what.relation not in ("holds-role", "board-member-of", "founded"):
            del keys["role"]
        shares = self._shares(item, statement) if what.relation == "holds-stake-in" else [None]
        for bound in shares:
            share = {"share": bound[0], "approx": bound[1]} if bound else {}
            self._claim(item, statement, ends, what.relation, {**keys, **share})

    def _claim(self, item: Item, statement: dict[str, Any], ends: tuple[str, str], relation: str, keys: Any) -> None:
        source = self.source(item, statement)
        self._builder.claim(source, item.place, ends[0], relation=relation, object=ends[1], **keys)

    def _position(self, item: Item, position: str, statement: dict[str, Any]) -> None:
        """A position held: a role, where a qualifier names the organisation."""
        self._known(item.id, "person", item)
        organisation = next(filter(None, (self._qualifier(statement, name, item_of) for name in p.ORGANISATIONS)), None)
        label = self._labels.get(position)
        common = self._common(item, p.POSITION, statement, None)
        if organisation is None or label is None:
            why = "a position without a label in the file" if label is None else "a position of no organisation"
            self._builder.findings.add("kept in words", why, item.place)
            self._in_words(item, statement, f"Holds the position {label or position}", common)
            return
        self._known(organisation, "company", item)
        self._claim(item, statement, (item.id, organisation), "holds-role", {**common, "role": label})

    def _without_value(self, item: Item, property: str, statement: dict[str, Any], kind: str) -> None:
        """Somebody unknown, or nobody: said in words, as neither is an entity."""
        label = PROPERTIES[property].label if property in PROPERTIES else "position held"
        words = {"somevalue": f"{label}: an unknown value", "novalue": f"{label}: none"}.get(kind)
        if words is None:
            self._builder.findings.add("not understood", f"a value of {property} that is no item", item.place)
            return
        if not self._builder.knows(item.id):
            return
        self._builder.findings.add("kept in words", f"{property} with {kind}", item.place)
        self._in_words(item, statement, words.capitalize(), self._common(item, property, statement, None))

    def _in_words(self, item: Item, statement: dict[str, Any], words: str, common: dict[str, Any]) -> None:
        dates = [f"{word} {common[key]}" for key, word in (("from", "from"), ("to", "until")) if common.get(key)]
        keys = {key: common.get(key) for key in ("as_of", "certainty", "doubt", "comment", "note")}
        source = self.source(item, statement)
        self._builder.statement(source, item.place, item.id, "; ".join([words, *dates]), **keys)

    def _known(self, id: str, type: str, item: Item) -> None:
        """Add an item of which only the number is in the file (with its label, where the file has it)."""
        if not self._builder.knows(id):
            self._builder.findings.add("assumed", f"a {type}, where the item is not in the file", item.place)
            self._builder.entity(id, self._labels.get(id) or f"[Wikidata {id}]", type, wikidata=id)

    def _common(self, item: Item, property: str, statement: dict[str, Any], what: Property | None) -> dict[str, Any]:
        """Dates, certainty, rank and note."""
        start, end, point = (self._qualifier(statement, name, date_of) for name in (p.START, p.END, p.POINT))
        for name in (p.START, p.END, p.POINT):
            if snaks(mapped(statement.get("qualifiers")), name) and not self._qualifier(statement, name, date_of):
                self._builder.findings.add(
                    "not understood", f"a date of {name} that is no year, month or day", item.place
                )
        id, rank = plain(statement.get("id")), plain(statement.get("rank")) or "normal"
        note = f"statement {id[:80]} ({property}), rank {rank}"
        if what is not None and what.relation in _EVENTS:
            return {"date": point or start, "note": note, **self.rank(statement)}
        return {"from": start, "to": end, "as_of": point, "note": note, **self.rank(statement)}

    def rank(self, statement: dict[str, Any]) -> dict[str, Any]:
        """Certainty, and doubt where the statement is deprecated, with the reason."""
        if plain(statement.get("rank")) != "deprecated":
            return {"certainty": "reported"}
        reason = self._qualifier(statement, p.REASON, item_of)
        why = f": {self._labels.get(reason, reason)}" if reason else ""
        return {"certainty": "reported", "doubt": True, "comment": f"Deprecated at Wikidata{why}"}

    def _role(self, statement: dict[str, Any]) -> str | None:
        """The label of a position in the qualifiers; an item without a label is no role."""
        found = (self._qualifier(statement, name, item_of) for name in p.POSITIONS)
        return next((self._labels[each] for each in found if each in self._labels), None)

    def _shares(self, item: Item, statement: dict[str, Any]) -> list[Bound | None]:
        quantity = self._qualifier(statement, p.PROPORTION, lambda snak: snak)
        if quantity is None:
            return [None]
        amount, low, high, unit = amounts_of(quantity)
        scale = 1 if unit == "Q11229" else 100 if unit == "1" else None  # per cent, or a fraction
        read = [text.fraction(_scaled(number, scale)) for number in (amount, low, high) if scale]
        if not read or read[0] is None:
            self._builder.findings.add("not understood", "a proportion that is no share", item.place)
            return [None]
        ends = [end for end in read[1:] if end is not None]
        if len(ends) == 2 and ends[0] < ends[1]:
            return [(ends[0], "at-least"), (ends[1], "up-to")]
        return [(read[0], None)]

    def _qualifier(self, statement: dict[str, Any], name: str, get: Callable[[dict[str, Any]], Any]) -> Any:
        """The first value of a qualifier."""
        found = map(get, snaks(mapped(statement.get("qualifiers")), name))
        return next((each for each in found if each is not None), None)

    def source(self, item: Item, statement: dict[str, Any]) -> str:
        """One source for what an item says after the same outlet; the item's address goes to the first of them."""
        outlets = self._outlets(statement)
        after = f", after {', '.join(outlets)}" if outlets else ""
        return self._builder.source(
            f"{item.id}|{'|'.join(outlets)}",
            id=f"wikidata-{item.id.lower()}" + (f"-{text.slug(outlets[0])[:40]}" if outlets else ""),
            title=f"{item.label or item.id} ({item.id}) at Wikidata{after}",
            publisher="Wikidata",
            url=f"https://www.wikidata.org/wiki/{item.id}",
            published=item.modified,
            relays=tuple(outlets),
            kind="encyclopedia",
            language="en",
        )

    def _outlets(self, statement: dict[str, Any]) -> list[str]:
        """Whose reporting the references name: the work, its publisher, or the site of its address."""
        found = []
        for reference in map(mapped, listed(statement.get("references"))):
            parts = mapped(reference.get("snaks"))
            named = [item_of(snak) for name in (p.PUBLISHER, p.STATED_IN, p.IMPORTED) for snak in snaks(parts, name)]
            sites = [_site(text_of(snak)) for snak in snaks(parts, p.URL)]
            labels = [self._labels.get(each, f"Wikidata {each}") for each in named if each]
            found += [*labels, *filter(None, sites)][:1]
        return list(dict.fromkeys(found))


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _scaled(number: str, scale: int | None) -> Any:
    """The number as per cent, exact to its digits."""
    try:
        return Decimal(number) * (scale or 0) if number else None
    except ArithmeticError:
        return None
