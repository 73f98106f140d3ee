"""The Chinese wall: who has been inside one rival may not go inside another; where one does, both are exposed."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from msgspec import Struct


class WallExposure(Struct, frozen=True, order=True):
    """`vendor` serves the rivals `a` and `b` (in the order of their names) at once."""

    vendor: str
    a: str
    b: str


def wall_exposures(
    customers: Mapping[str, Iterable[str]], rivals: Iterable[tuple[str, str]]
) -> tuple[WallExposure, ...]:
    """Return every pair of rivals that one vendor serves, in order; `customers` gives each vendor's customers.

    Rivalry is symmetric and not an equivalence: where A rivals B and B rivals C, a vendor to all three makes two
    exposures, not three. Nothing for no customers or no rivals.

    References: Brewer and Nash 1989 (after); Lin 1989 (after).
    """
    pairs = {frozenset(pair) for pair in rivals}
    return tuple(
        WallExposure(vendor, a, b)
        for vendor, served in sorted(customers.items())
        for a, b in combinations(sorted(set(served)), 2)
        if frozenset((a, b)) in pairs
    )


def may_read(company: str, read: Iterable[str], rivals: Iterable[tuple[str, str]]) -> bool:
    """Whether one who has `read` data of some companies may read data of `company`.

    The simple security rule: yes when each company read before is this one or no rival of it. So yes to one who has
    read nothing, and always for a company read before.

    References: Brewer and Nash 1989 (after), with rivals in place of conflict classes as in Lin 1989 (after).
    """
    before = set(read)
    pairs = {frozenset(pair) for pair in rivals}
    return company in before or not any(frozenset((company, other)) in pairs for other in before)
