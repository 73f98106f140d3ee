"""What an interest says in our words: which relation with which qualifiers, or that it has to be kept in words."""

from typing import Any

from msgspec import Struct

from vendorgraph.imports import text
from vendorgraph.imports.bods.shares import bounds
from vendorgraph.imports.bods.statements import code
from vendorgraph.imports.builder import plain
from vendorgraph.imports.percent import Bound

#: Interests of those who hold a post: the words of the role.
_ROLES = {
    "seniorManagingOfficial": "Senior managing official",
    "trustee": "Trustee",
    "protector": "Protector",
    "nominee": "Nominee",
}
_IN_WORDS = frozenset(
    [
        "settlor",
        "beneficiaryOfLegalArrangement",
        "rightsToSurplusAssetsOnDissolution",
        "rightsToProfitOrIncome",
        "rightsGrantedByContract",
        "conditionalRightsGrantedByContract",
        "unknownInterest",
        "unpublishedInterest",
        "enjoymentAndUseOfAssets",
        "rightToProfitOrIncomeFromAssets",
        "nominator",
        "otherInfluenceOrControl",
    ]
)
_BENEFICIAL = {"True": "beneficial", "False": "not beneficial"}
KNOWN = frozenset(
    [
        "type",
        "directOrIndirect",
        "beneficialOwnershipOrControl",
        "details",
        "share",
        "startDate",
        "endDate",
        "interestLevel",
    ]
)


class Meaning(Struct, frozen=True):
    """An interest in our words. `relation` is None where we have none; `problems` say what was not understood."""

    kind: str
    relation: str | None
    keys: dict[str, Any]
    bounds: tuple[Bound, ...]
    share_key: str | None  # "share", "voting_share", or None where a share has no place
    indirect: bool
    words: str
    problems: tuple[str, ...]


def meaning(interest: dict[str, Any]) -> Meaning:
    """Return what an interest means; never raises."""
    kind = code(interest.get("type")) or "unknownInterest"
    beneficial = interest.get("beneficialOwnershipOrControl") is True
    relation, share_key, keys = _relation(kind, beneficial)
    said = bounds(interest.get("share"))
    level = plain(interest.get("directOrIndirect") or interest.get("interestLevel")).lower()
    problems = [] if relation or kind in _IN_WORDS else [f"interest of the type {kind!r}"]
    if said is None:
        problems.append("a share that is no number or range from 0 to 100")
    problems += [f"field {name!r} of an interest" for name in sorted(interest.keys() - KNOWN)]
    return Meaning(
        kind=kind,
        relation=relation,
        keys=keys,
        bounds=tuple(said or ()),
        share_key=share_key,
        indirect=level == "indirect",
        words=_words(kind, said or [], level, interest),
        problems=tuple(problems),
    )


def _relation(kind: str, beneficial: bool) -> tuple[str | None, str | None, dict[str, Any]]:
    """The relation, the key that its share has, and further keys.

    "Other influence or control" is control only where it is flagged as such: influence alone decides nothing.
    """
    if kind == "shareholding":
        return "holds-stake-in", "share", {}
    if kind == "votingRights":
        return "holds-stake-in", "voting_share", {"voting": True}
    if kind == "appointmentOfBoard":
        return "appoints-directors-of", None, {}
    if kind in ("boardMember", "boardChair"):
        return "board-member-of", None, {"role": "Chair"} if kind == "boardChair" else {}
    if kind in ("controlViaCompanyRulesOrArticles", "controlByLegalFramework"):
        return "controls", None, {}
    if kind == "otherInfluenceOrControl" and beneficial:
        return "controls", None, {}
    if kind in _ROLES:
        return "holds-role", None, {"role": _ROLES[kind]}
    return None, None, {}


def _words(kind: str, said: list[Bound], level: str, interest: dict[str, Any]) -> str:
    """The interest in English, with all that it says but its dates."""
    share = " and ".join(
        " ".join(filter(None, [(approx or "").replace("-", " "), f"{value * 100:g} %"])) for value, approx in said
    )
    parts = [
        text.words(kind),
        share,
        level if level in ("direct", "indirect") else "",
        _BENEFICIAL.get(repr(interest.get("beneficialOwnershipOrControl")), ""),
        text.clean(interest.get("details")),
    ]
    return ", ".join(filter(None, parts))
