"""The columns of ties, the same for every kind.

`vendor`, `rival` and the way from the one to the other; `kind` and `degree` as the registry of ties has them; `share`,
the lower end of the share of kinds that carry one; `through`, who is in between; `actor`, who has the tie itself, and
whether it is at a parent of the vendor (`at_parent`).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vendorgraph.scale.ties.ways import NAMES, none, possible

if TYPE_CHECKING:
    from ibis.expr.types import Table

COLUMNS = ("vendor", "rival", "actor", "at_parent", "kind", "degree", "share", "through", *NAMES)


def made(
    table: "Table",
    kind: str,
    degree: Any,
    *,
    vendor: str,
    rival: str,
    way: Mapping[str, Any],
    through: Any = None,
    share: Any = None,
) -> "Table":
    """Return ties of one kind from the rows of `table` (`vendor` and `rival` name its columns), those that can be."""
    import ibis

    found = table.select(
        vendor=table[vendor], rival=table[rival], actor=table[rival], at_parent=ibis.literal(False),
        kind=ibis.literal(kind), degree=ibis.literal(degree) if isinstance(degree, str) else degree,
        share=ibis.null("float64") if share is None else share,
        through=none() if through is None else ibis.array(through) if isinstance(through, list) else through,
        **{name: way[name] for name in NAMES},
    )  # fmt: skip
    return found.filter(possible(found))
