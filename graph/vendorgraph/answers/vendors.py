"""The answer of `vendors`: JSON and table."""

from collections.abc import Iterator, Sequence

from vendorgraph.analysis.conflicts import fold_commerce
from vendorgraph.analysis.model import Conflict
from vendorgraph.analysis.words import name
from vendorgraph.answers import parts
from vendorgraph.answers.conflict import ConflictAnswer, conflict
from vendorgraph.answers.conflicts import claims, why
from vendorgraph.answers.parts import About, Answer, Day
from vendorgraph.model import Market
from vendorgraph.tables import Table
from vendorgraph.vendors import Candidate, Shortlist

#: Rivals that a row of the table names; the others are counted.
SHOWN = 3

#: What stands in place of a level where no conflict is known.
CLEAN = "clean"


class VendorAnswer(Answer, frozen=True, kw_only=True):
    """A vendor, with the conflicts that the lab has or would have there, and the worst of their levels (null: none).

    `exposure` is the status of what is known of purchases there, null where nothing is; `supposed` is whether a
    purchase was supposed, by a claim `what-if#NN` of the exposure. `claims` counts what is told of the vendor at all.
    """

    vendor: str
    level: str | None
    exposure: str | None
    supposed: bool
    claims: int
    conflicts: tuple[ConflictAnswer, ...]


class VendorsAnswer(Answer, frozen=True, kw_only=True):
    """Every data vendor for a lab, the cleanest first, as of a day as known by a day."""

    lab: str
    as_of: Day
    known_by: Day
    market: About
    vendors: tuple[VendorAnswer, ...]


def answer(market: Market, found: Shortlist) -> VendorsAnswer:
    """Return the answer; `market` is the one without what was supposed."""
    relations = found.relations
    return VendorsAnswer(
        lab=found.lab,
        as_of=relations.as_of.isoformat(),
        known_by=relations.known_by.isoformat(),
        market=parts.about(market),
        vendors=tuple(
            VendorAnswer(
                vendor=each.vendor,
                level=each.level,
                exposure=each.exposure,
                supposed=each.supposed,
                claims=each.claims,
                conflicts=tuple(conflict(found, relations.as_of, named=False) for found in each.conflicts),
            )
            for each in found.candidates
        ),
    )


def table(found: Shortlist) -> Table:
    """Return the vendors, a row each, with the reasons."""
    relations = found.relations
    return Table(
        title=f"Vendors for {name(found.market, found.lab)}, clean ones first",
        columns=("level", "vendor", "buys there", "conflicts there"),
        extra=("supposed", "claims", "vendor_id", "rival_ids", "claim_ids"),
        rows=tuple(_row(found.market, each) for each in found.candidates),
        notes=(
            f"As of {relations.as_of}, as known by {relations.known_by}.",
            "Where the lab is not known to buy now, it is supposed to.",
            "Clean: no tie of a rival is known. Of a vendor of which little is told, little can be known.",
        ),
        empty="The market has no data vendor.",
    )


def reasons(market: Market, found: Sequence[Conflict]) -> str:
    """Return the strongest tie of each rival in short words; those that only buy there too, and the rest, as one."""
    kept, commerce = fold_commerce(found)
    said = [f"{name(market, each.rival)}: {why(market, each, 1)}" for each in kept[:SHOWN]]
    if len(kept) > SHOWN:
        said.append(f"{len(kept) - SHOWN} more with ties")
    said += [f"customers there too: {', '.join(name(market, rival) for rival in row.rivals)}" for row in commerce]
    return "; ".join(said)


def _row(market: Market, candidate: Candidate) -> tuple[str, ...]:
    known = (
        f"none known, of {candidate.claims} claim{'s that speak' if candidate.claims != 1 else ' that speaks'} of it"
    )
    return (
        candidate.level or CLEAN,
        name(market, candidate.vendor),
        candidate.exposure or "",
        reasons(market, candidate.conflicts) or known,
        "yes" if candidate.supposed else "no",
        str(candidate.claims),
        candidate.vendor,
        " ".join(each.rival for each in candidate.conflicts),
        " ".join(dict.fromkeys(_claims(candidate))),
    )


def _claims(candidate: Candidate) -> Iterator[str]:
    for each in candidate.conflicts:
        yield from claims(each)
