"""Close links: two parties of which one holds 20 % or more of the other, or a third party of both."""

from itertools import combinations
from typing import Literal

from msgspec import Struct

from vendorgraph.ownership.holdings import Holdings
from vendorgraph.ownership.integrated import Convention, integrated
from vendorgraph.ownership.ranges import NOTHING, Threshold, Verdict, passes
from vendorgraph.relations.model import Share

CLOSE = Threshold(0.2, inclusive=True)


class CloseLink(Struct, frozen=True):
    """A close link between `a` and `b` (in the order of their names).

    Case "a": a holds enough of b. "b": b holds enough of a. "c": the third party `through` holds enough of both.
    `direct` says whether the direct holdings alone are enough. `shares` are the integrated shares by the `convention`
    named, because the convention can change the verdict: one of them, or (case "c") those of `through` in a and in b.
    """

    a: str
    b: str
    case: Literal["a", "b", "c"]
    through: str | None
    direct: bool
    shares: tuple[Share, ...]
    verdict: Verdict
    convention: Convention


def close_links(
    holdings: Holdings, convention: Convention = "baldone", threshold: Threshold = CLOSE
) -> tuple[CloseLink, ...]:
    """Return all close links, certain and possible, in the order of (a, b, case, through); nothing for no holdings.

    A link needs an integrated share of 20 % or more, that figure included. Companies in which integrated shares are
    withheld (`Integration.withheld`) are in no link as the company held. Reference: Guideline ECB/2014/60, article 138
    (after); the link by control of the CRR, article 4(1)(38), is `control.control`.
    """
    held: dict[str, list[tuple[str, Share, Verdict]]] = {}
    for found in integrated(holdings, convention).shares:
        verdict = passes(found.share, threshold)
        if found.holder != found.company and verdict != "no":
            held.setdefault(found.holder, []).append((found.company, found.share, verdict))
    direct = {(h.holder, h.company): h.share for h in holdings}

    def alone(holder: str, company: str, verdict: Verdict) -> bool:
        return passes(direct.get((holder, company), NOTHING), threshold) in ("certain", verdict)

    links = []
    for holder, companies in held.items():
        for company, share, verdict in companies:
            a, b = sorted((holder, company))
            case: Literal["a", "b"] = "a" if holder == a else "b"
            links.append(CloseLink(a, b, case, None, alone(holder, company, verdict), (share,), verdict, convention))
        for (a, in_a, one), (b, in_b, other) in combinations(companies, 2):
            both: Verdict = "certain" if one == other == "certain" else "possible"
            near = alone(holder, a, one) and alone(holder, b, other)
            links.append(CloseLink(a, b, "c", holder, near, (in_a, in_b), both, convention))
    return tuple(sorted(links, key=lambda link: (link.a, link.b, link.case, link.through or "")))
