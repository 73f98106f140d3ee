"""What a reader has decided about conflicts: shown beside the verdict, never mixed into it.

After its last day a disposition is expired and says so. `vendorgraph.reading.dispositions` reads a file of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import structs

from vendorgraph.analysis.model import Conflict
from vendorgraph.dates import span
from vendorgraph.model import Disposition

#: Dispositions by the conflict that they are about: customer, vendor, rival.
Dispositions = Mapping[tuple[str, str, str], Disposition]


def beside(found: Iterable[Conflict], dispositions: Dispositions) -> list[Conflict]:
    """Return the conflicts, each with the disposition that is about it."""
    return [structs.replace(each, disposition=dispositions.get(key(each))) for each in found]


def expired(disposition: Disposition, day: date) -> bool:
    """Whether a disposition counts no longer on `day`."""
    return span(disposition.until).last < day


def accepted(conflict: Conflict, day: date) -> bool:
    """Whether the conflict is accepted on `day`; one that is only mitigated is not."""
    disposition = conflict.disposition
    return disposition is not None and disposition.decision == "accepted" and not expired(disposition, day)


def key(conflict: Conflict) -> tuple[str, str, str]:
    """Return what a disposition names a conflict by: customer, vendor, rival."""
    return (conflict.customer, conflict.vendor, conflict.rival)
