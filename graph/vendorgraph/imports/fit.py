"""Whether claims fit the vocabulary: what does not is said in words, and indirect stakes count only once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vendorgraph.imports import text
from vendorgraph.imports.drafts import Draft, Named
from vendorgraph.imports.records import Findings
from vendorgraph.vocabulary import RelationType, Vocabulary

_STEPS = 10_000  # entities looked at in search of a chain of stakes, at most
_KEPT: tuple[str, ...] = ("certainty", "attributed_to", "as_of", "note", "comment", "doubt")
_SPOKEN = {"share": "share", "voting_share": "share of votes", "role": "as", "from": "from", "to": "until"}


class Fitter:
    """Turns the claims that have no place in the vocabulary into statements, in place."""

    def __init__(
        self, vocabulary: Vocabulary, entities: Mapping[str, Named], label: Callable[[str], str], findings: Findings
    ) -> None:
        self._vocabulary, self._entities, self._label, self._findings = vocabulary, entities, label, findings

    def settle(self, drafts: list[Draft]) -> None:
        """Settle every claim: fit, in words, or (when its entities are unknown) reported and dropped."""
        for draft in drafts:
            self.fit(draft)
        self.begun_again(drafts)
        held = _held(drafts)
        for draft in drafts:
            self.carry(draft, lambda holder: held.get(holder, ()))
        drafts[:] = [draft for draft in drafts if draft.subject in self._entities]

    def fit(self, draft: Draft) -> None:
        """Settle one claim by itself."""
        if draft.relation is not None and (why := self._misfit(draft)):
            self._word(draft, why)

    def begun_again(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Settle what ended before the same relation began again without an end: the later one says how it stands.

        Returns the claims that changed.
        """
        found = list(_begun_again(drafts, self._vocabulary))
        for draft in found:
            self._word(draft, "an earlier time of a relation that began again")
        return found

    def carry(self, draft: Draft, held: Callable[[str], Iterable[str]]) -> bool:
        """Settle an indirect stake that a path of direct ones carries; return whether it was one.

        `held` gives what a holder has direct stakes in.
        """
        if not draft.indirect or not draft.relation or not _carried(held, draft.subject, draft.keys["object"]):
            return False
        self._word(draft, "an indirect stake beside the chain of direct stakes that carries it")
        return True

    def _misfit(self, draft: Draft) -> str | None:
        relation = self._vocabulary.relations[draft.keys["relation"]]
        subject, object_ = self._entities.get(draft.subject), self._entities.get(draft.keys["object"])
        if subject is None or object_ is None:
            return f"{relation.slug} with something that is no entity of the file"
        if subject is object_:
            return f"{relation.slug} of a thing to itself"
        if subject.type not in relation.subjects or object_.type not in relation.objects:
            return f"{relation.slug} from {_a(subject.type)} to {_a(object_.type)}"
        return self._company_on_board(draft, relation, subject)

    def _company_on_board(self, draft: Draft, relation: RelationType, subject: Named) -> str | None:
        """Our records let firms sit on a board as observers only."""
        if relation.slug != "board-member-of" or subject.type == "person":
            return None
        return None if "bserver" in draft.keys.get("role", "") else f"{relation.slug} from {_a(subject.type)}"

    def _word(self, draft: Draft, why: str) -> None:
        said = draft.words or self._sentence(draft)
        about = next((key for key in (draft.subject, draft.keys["object"]) if key in self._entities), None)
        if about is None:
            self._findings.add("not understood", f"{why}, at both ends", draft.place)
            return
        self._findings.add("kept in words", why, draft.place)
        draft.subject, draft.indirect = about, False
        draft.keys = {name: draft.keys[name] for name in _KEPT if name in draft.keys}
        draft.keys |= {"attribute": "statement", "text": text.clean(said)}

    def _sentence(self, draft: Draft) -> str:
        relation = self._vocabulary.relations[draft.keys["relation"]]
        said = f"{self._label(draft.subject)} {relation.label} {self._label(draft.keys['object'])}"
        details = [f"{word} {_shown(draft.keys[key])}" for key, word in _SPOKEN.items() if key in draft.keys]
        if (approx := draft.keys.get("approx")) is not None:
            details = [f"{approx.replace('-', ' ')} {each}" if each.startswith("share") else each for each in details]
        status = [draft.keys["status"]] if "status" in draft.keys else []
        return "; ".join([said, *details, *status])


def is_direct(draft: Draft) -> bool:
    """Whether a claim is of a stake that is held directly and has not ended."""
    return draft.relation == "holds-stake-in" and not draft.indirect and draft.keys.get("status") != "ended"


def _begun_again(drafts: Iterable[Draft], vocabulary: Vocabulary) -> Iterator[Draft]:
    times: dict[tuple[Any, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.relation is not None and not vocabulary.relations[draft.relation].event:
            key = (draft.subject, draft.relation, draft.keys["object"], draft.keys.get("role"))
            times.setdefault(key, []).append(draft)
    for same in times.values():
        begun = [
            d.keys["from"] for d in same if "from" in d.keys and "to" not in d.keys and d.keys.get("status") != "ended"
        ]
        last = max(map(text.first_day, begun), default=None)
        yield from (d for d in same if last and "to" in d.keys and text.first_day(d.keys["to"]) <= last)


def _held(drafts: Iterable[Draft]) -> dict[str, set[str]]:
    """The direct stakes of a file, by holder."""
    held: dict[str, set[str]] = {}
    for draft in filter(is_direct, drafts):
        held.setdefault(draft.subject, set()).add(draft.keys["object"])
    return held


def _carried(held: Callable[[str], Iterable[str]], holder: str, company: str) -> bool:
    """Whether a path of direct stakes leads from holder to company (cycles are walked once)."""
    seen, waiting = {holder}, [holder]
    while waiting and len(seen) <= _STEPS:
        for other in held(waiting.pop()):
            if other == company:
                return True
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def _a(type: str) -> str:
    return f"{'an' if type[0] in 'aeiou' else 'a'} {type}"


def _shown(value: Any) -> str:
    return f"{value * 100:g} %" if isinstance(value, float) else str(value)
