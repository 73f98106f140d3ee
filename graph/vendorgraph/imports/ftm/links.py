"""Links between things: what each schema of FollowTheMoney says in our relations, one function each."""

import re
from collections.abc import Callable
from typing import Any

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.ftm.views import View
from vendorgraph.imports.percent import percentage
from vendorgraph.model import CURRENCY
from vendorgraph.vocabulary import post_of

Add = Callable[..., None]

#: Ends of the links that our relations have a word for: schema, then the properties of its two ends.
ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Control": ("controller", "controlled"),
    "ContractAward": ("supplier", "contract"),
}
#: The same of those that they have no word for, with the words.
IN_WORDS = {
    "UnknownLink": ("subject", "object", "is linked to"),
    "Membership": ("member", "organization", "is a member of"),
    "Succession": ("successor", "predecessor", "succeeds"),
    "Representation": ("agent", "client", "represents"),
    "Debt": ("debtor", "creditor", "owes money to"),
    "Payment": ("payer", "beneficiary", "paid"),
    "ProjectParticipant": ("participant", "project", "takes part in"),
    "Occupancy": ("holder", "post", "holds the post"),
    "CourtCaseParty": ("party", "case", "is a party to"),
}
_TOLD = (
    "role", "status", "ownershipType", "sharesType", "sharesCount", "controlType", "legalBasis", "percentage",
    "summary", "description", "publisher", "sourceUrl", "secretary",
)  # fmt: skip
_KEPT = frozenset((*_TOLD, "startDate", "endDate", "date"))
_SUMS = {"amount", "currency"}
#: What is about processing, not about the market.
_LEFT_OUT = text.names(
    "recordId publisherUrl alephUrl modifiedAt createdAt retrievedAt proof namesMentioned indexText keywords"
)
_WHOLE = re.compile(r"\d{1,18}(?:\.0*)?")


class Links:
    """Adds the claims of links; `contracts` are the contracts of the file by id."""

    def __init__(self, builder: Builder, contracts: dict[str, View]) -> None:
        self._builder, self._contracts = builder, contracts
        self._schemata: dict[str, Callable[[View, str], None]] = {
            "Ownership": self._ownership,
            "Directorship": self._directorship,
            "Employment": self._employment,
            "Control": self._control,
            "ContractAward": self._award,
            **dict.fromkeys(IN_WORDS, self._in_words),
        }

    def knows(self, view: View) -> bool:
        """Whether it is a link, of a schema that is told."""
        return view.schema in self._schemata

    def add(self, view: View, source: str) -> None:
        """Add the claims of a link; what it says beside them, or that it lacks an end, is reported."""
        ends = ENDS.get(view.schema) or IN_WORDS[view.schema][:2]
        sums = _SUMS if view.schema == "ContractAward" or view.schema in IN_WORDS else set()
        for name in sorted(view.properties.keys() - _KEPT - sums - {*ends}):
            kind = "left out" if name in _LEFT_OUT else "not understood"
            self._builder.findings.add(kind, f"property {view.schema}:{name}", view.place)
        if view.schema in IN_WORDS or all(map(view.ends, ends)):
            self._schemata[view.schema](view, source)
        else:
            self._builder.findings.add("not understood", f"{view.schema} without {' or '.join(ends)}", view.place)

    def _ownership(self, view: View, source: str) -> None:
        indirect = "indirect" in " ".join(view.all("ownershipType", "role")).lower()
        shares: list[tuple[float | None, str | None]] = [*self._shares(view)] or [(None, None)]
        for owner in view.ends("owner"):
            for asset in view.ends("asset"):
                for value, approx in shares:
                    keys = {**self._common(view), "share": value, "approx": approx}
                    self._builder.claim(
                        source, view.place, owner, relation="holds-stake-in", object=asset, indirect=indirect, **keys
                    )

    def _shares(self, view: View) -> list[tuple[float, str | None]]:
        """The shares that surely are ones; several different ones say nothing sure."""
        stated = view.all("percentage")
        read = [percentage(each) for each in stated]
        found = [each for each in read if each is not None]
        if len(found) < len(stated):
            self._builder.findings.add("not understood", "a percentage that is not surely a share", view.place)
        if len({tuple(each) for each in found}) > 1:
            self._builder.findings.add("not understood", "several percentages of one ownership", view.place)
            return []
        return found[0] if found else []

    def _directorship(self, view: View, source: str) -> None:
        role = view.one("role")
        board = not role or post_of(self._builder.vocabulary, role) in ("director", "chair", "observer")
        relation = "board-member-of" if board else "holds-role"
        self._pair(view, source, relation, role=role)

    def _employment(self, view: View, source: str) -> None:
        self._pair(view, source, "holds-role", role=view.one("role"))

    def _control(self, view: View, source: str) -> None:
        appoints = view.one("controlType").lower() == "appointment"
        self._pair(view, source, "appoints-directors-of" if appoints else "controls")

    def _award(self, view: View, source: str) -> None:
        """A contract that an authority awarded: the authority buys from the supplier."""
        for contract in (self._contracts.get(id) for id in view.ends("contract")):
            for authority in contract.ends("authority") if contract else []:
                amount = self._amount(view)
                measured = {"amount": amount, "attribute": "contract-value"} if amount else {}
                title = contract.one("title") if contract else ""
                keys = {**self._common(view), **measured}
                keys["note"] = text.clean(f"{keys['note']}; contract {title}")
                for supplier in view.ends("supplier"):
                    self._builder.claim(source, view.place, authority, relation="customer-of", object=supplier, **keys)
        if not any(self._contracts.get(id) for id in view.ends("contract")):
            self._builder.findings.add("not understood", "an award of a contract that is not in the file", view.place)

    def _amount(self, view: View) -> dict[str, Any] | None:
        """A sum in whole units of a currency, where exactly one is given."""
        sums, currencies = view.all("amount"), view.all("currency")
        if not sums:
            return None
        if len(sums) == len(currencies) == 1 and _WHOLE.fullmatch(sums[0]) and CURRENCY.fullmatch(currencies[0]):
            return {"value": int(sums[0].split(".")[0]), "currency": currencies[0]}
        self._builder.findings.add("not understood", "an amount that is no whole sum in one currency", view.place)
        return None

    def _in_words(self, view: View, source: str) -> None:
        first, second, verb = IN_WORDS[view.schema]
        ends = [*view.ends(first), *view.ends(second)]
        about = next(filter(self._builder.knows, ends), None)
        if about is None:
            self._builder.findings.add("not understood", f"{view.schema} of things that are no entities", view.place)
            return
        self._builder.findings.add("kept in words", f"{view.schema}", view.place)
        names = [", ".join(map(self._builder.label, view.ends(end))) or "somebody" for end in (first, second)]
        common = self._common(view)
        dates = [f"{word} {common[key]}" for key, word in (("from", "from"), ("to", "until")) if common[key]]
        said = "; ".join([f"{names[0]} {verb} {names[1]}", *view.all("role", "status", "amount", "currency"), *dates])
        keys = {key: common[key] for key in ("as_of", "certainty", "doubt", "note")}
        self._builder.statement(source, view.place, about, said, **keys)

    def _pair(self, view: View, source: str, relation: str, **more: Any) -> None:
        first, second = ENDS[view.schema]
        for subject in view.ends(first):
            for object_ in view.ends(second):
                keys = {**self._common(view), **more}
                self._builder.claim(source, view.place, subject, relation=relation, object=object_, **keys)

    def _common(self, view: View) -> dict[str, Any]:
        """Dates, certainty, and a note of what our keys do not carry. No status: a start alone says nothing of now."""
        start, end = (self._day(view, name, pick) for name, pick in (("startDate", min), ("endDate", max)))
        told = view.all(*_TOLD)
        return {
            "from": start,
            "to": end,
            "as_of": self._day(view, "date", max),
            "certainty": "reported",
            "doubt": view.external or None,
            "note": text.clean("; ".join([f"record {text.clean(view.id, 100)}", *told])),
        }

    def _day(self, view: View, name: str, pick: Callable[..., str | None]) -> str | None:
        days = [text.day(each) for each in view.all(name)]
        if None in days:
            self._builder.findings.add("not understood", f"{name} that is no date", view.place)
        return pick(filter(None, days), default=None)
