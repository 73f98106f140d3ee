"""Who holds what: the input of every ownership computation, its checks, and what the sum of all shares rules out."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from vendorgraph.ownership.ranges import NOTHING, SLACK, exact, limit, problem
from vendorgraph.relations.model import Share


class Holding(Struct, frozen=True):
    """`holder` has `share` of `company`, with votes or without (None: nobody says), and a share of votes if stated."""

    holder: str
    company: str
    share: Share
    voting: bool | None = None
    voting_share: Share | None = None


class Holdings(Struct, frozen=True, dict=True, eq=False):
    """All holdings in the order of (holder, company), one for each pair; made by `Holdings.of`. Compare by `all`."""

    all: tuple[Holding, ...]

    @classmethod
    def of(cls, rows: Iterable[Holding | tuple[str, str, Share | float]]) -> "Holdings":
        """Return the holdings made of `rows`; an exact share may be given as a fraction from 0 to 1.

        ValueError when a share does not lie within 0 and 1, or when a holder is given twice for one company.
        """
        found: dict[tuple[str, str], Holding] = {}
        for row in rows:
            holding = row if isinstance(row, Holding) else Holding(row[0], row[1], _share(row[2]))
            pair = (holding.holder, holding.company)
            if pair in found:
                raise ValueError(f"{pair[0]} holds {pair[1]} twice: give one share for each holder and company")
            for share in filter(None, (holding.share, holding.voting_share)):
                if wrong := problem(share):
                    raise ValueError(f"share of {pair[0]} in {pair[1]}: {wrong}")
            found[pair] = holding
        return cls(tuple(found[pair] for pair in sorted(found)))

    def __iter__(self) -> Iterator[Holding]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def by_holder(self) -> dict[str, list[Holding]]:
        """Holdings by who holds them, in the order of the companies."""
        index: dict[str, list[Holding]] = {}
        for holding in self.all:
            index.setdefault(holding.holder, []).append(holding)
        return index

    @cached_property
    def by_company(self) -> dict[str, list[Holding]]:
        """Holdings by what is held, in the order of the holders."""
        index: dict[str, list[Holding]] = {}
        for holding in self.all:
            index.setdefault(holding.company, []).append(holding)
        return index

    @cached_property
    def minima(self) -> dict[str, Fraction]:
        """For each company what its holders hold at least: the sum of the lower ends, not cut at 1."""
        return {
            company: sum((exact(holding.share.min) for holding in held), Fraction(0))
            for company, held in self.by_company.items()
        }

    @cached_property
    def open_minima(self) -> dict[str, int]:
        """For each company the number of its holders whose lower end is open (they hold more than it)."""
        return {company: sum(h.share.min_open for h in held) for company, held in self.by_company.items()}

    def below(self, names: Iterable[str]) -> list[str]:
        """Return the companies that one of `names` holds, directly or through others, nearest first."""
        return _walk(names, self._down)

    def above(self, names: Iterable[str]) -> list[str]:
        """Return the holders of one of `names`, directly or through others, nearest first."""
        return _walk(names, self._up)

    @cached_property
    def _down(self) -> dict[str, list[str]]:
        return {holder: [each.company for each in held] for holder, held in self.by_holder.items()}

    @cached_property
    def _up(self) -> dict[str, list[str]]:
        return {company: [each.holder for each in held] for company, held in self.by_company.items()}

    def without(self, companies: Iterable[str]) -> "Holdings":
        """Return the holdings that are not holdings in one of `companies`."""
        left_out = set(companies)
        return Holdings(tuple(holding for holding in self.all if holding.company not in left_out))


class Excess(Struct, frozen=True):
    """The holdings in a company that cannot all be right: they make `minimum` (a fraction) of it at least."""

    company: str
    minimum: float
    holdings: tuple[Holding, ...]


class Tightened(Struct, frozen=True):
    """Holdings narrowed by the rule that all of them make at most the whole.

    `derived` names the pairs (holder, company) whose share is no longer the one stated: nobody printed that upper end.
    Printed bands are rounded and may stem from different days, so it is a conclusion and to be shown as one. In the
    companies of `contradictions` the lower ends leave no room, and nothing was narrowed.
    """

    holdings: Holdings
    derived: tuple[tuple[str, str], ...]
    contradictions: tuple[Excess, ...]


def check(holdings: Holdings) -> tuple[Excess, ...]:
    """Return the companies whose holdings make more than the whole even at their lower ends, with those holdings.

    Own shares count among them. A sum above 1 by no more than SLACK is rounding; one of 1 with an open end is above it,
    as where two companies each have more than half. Nothing for no holdings.
    """
    return tuple(
        _excess(holdings, company)
        for company, sum_ in sorted(holdings.minima.items())
        if sum_ > 1 + SLACK or (sum_ == 1 and holdings.open_minima[company])
    )


def tightened(holdings: Holdings) -> Tightened:
    """Narrow each share by what the others leave: max_i <= 1 - sum of min_j over the company's other holders j.

    Lower ends never move, so one round is the fixpoint, and a second one changes nothing. No share ever widens.
    """
    narrowed: dict[tuple[str, str], Share] = {}
    contradictions = []
    for company, held in sorted(holdings.by_company.items()):
        if len(held) == 1 or not _narrows(holdings, company):
            continue
        limits = [limit(holding.share, rest(holdings, [holding])) for holding in held]
        if None in limits:
            contradictions.append(_excess(holdings, company))
            continue
        for holding, share in zip(held, limits, strict=True):
            if share is not None and share != holding.share:
                narrowed[holding.holder, company] = share
    rows = (replace(h, share=narrowed.get((h.holder, h.company), h.share)) for h in holdings)
    return Tightened(Holdings(tuple(rows)), tuple(sorted(narrowed)), tuple(contradictions))


def rest(holdings: Holdings, block: Sequence[Holding]) -> Share:
    """Return what the holders outside `block` (holdings in one company) hold of it at least, as a lower end.

    The upper end is what the block leaves. A sum above 1, which `check` reports, is cut.
    """
    company = block[0].company
    low = holdings.minima[company] - sum((exact(holding.share.min) for holding in block), Fraction(0))
    open_ends = holdings.open_minima[company] - sum(holding.share.min_open for holding in block)
    return Share(float(min(low, Fraction(1))), 1.0, open_ends > 0)


def votes(holdings: Holdings) -> Holdings:
    """Return the same holdings with shares of the votes in place of shares of the capital.

    A holding said to have no votes has none. A stated share of votes counts as it is. Any other share s carries one
    vote a share (nobody says otherwise): s / (1 - n), where n is what the company's holders without votes hold.
    """
    silent: dict[str, list[Share]] = {}
    for holding in holdings:
        if holding.voting is False:
            silent.setdefault(holding.company, []).append(holding.share)
    return Holdings(tuple(replace(h, share=_votes(h, silent.get(h.company, []))) for h in holdings))


def _votes(holding: Holding, silent: list[Share]) -> Share:
    share = holding.share
    if holding.voting is False:
        return NOTHING
    if holding.voting_share is not None or not silent:
        return holding.voting_share or share
    low = _scaled(exact(share.min), [exact(other.min) for other in silent])
    high = _scaled(exact(share.max), [exact(other.max) for other in silent])
    if low == high:
        return Share(low, high)
    low_open = share.min_open or (low > 0 and any(other.min_open for other in silent))
    return Share(low, high, low_open, share.max_open or any(other.max_open for other in silent))


def _scaled(part: Fraction, silent: list[Fraction]) -> float:
    """Return `part` over what is left of the whole without the silent parts (at most 1)."""
    return float(part / max(1 - sum(silent), part)) if part else 0.0


def _narrows(holdings: Holdings, company: str) -> bool:
    """Whether what is held at least can narrow anything: more than nothing, or something beside a whole."""
    return holdings.minima[company] > 0 or any(
        h.share.max == 1 and not h.share.max_open for h in holdings.by_company[company]
    )


def _share(value: Share | float) -> Share:
    return value if isinstance(value, Share) else Share(float(value), float(value))


def _excess(holdings: Holdings, company: str) -> Excess:
    return Excess(company, float(holdings.minima[company]), tuple(holdings.by_company[company]))


def _walk(names: Iterable[str], steps: dict[str, list[str]]) -> list[str]:
    queue, found = list(names), dict[str, None]()
    for name in queue:
        new = [other for other in steps.get(name, []) if other not in found]
        found.update(dict.fromkeys(new))
        queue.extend(new)
    return list(found)
