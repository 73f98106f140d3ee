"""How well something is supported: by independent origins, not by documents."""

from collections.abc import Mapping

from msgspec import Struct


class Support(Struct, frozen=True):
    """How many documents support a statement, and on whose reporting they rest."""

    documents: int
    origins: tuple[str, ...]

    @property
    def independent(self) -> int:
        """The number of independent origins."""
        return len(self.origins)


def support(origin_of: Mapping[str, str]) -> Support:
    """Return the support by documents of which each rests on the origin given (itself, or the outlet that it relays).

    Two documents that relay one agency report are one origin. Without documents both counts are 0.
    """
    return Support(len(origin_of), tuple(sorted(set(origin_of.values()))))
