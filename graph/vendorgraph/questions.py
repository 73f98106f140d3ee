"""Questions about a market from other sides than conflicts: who owns and controls whom, who pays, who sits where; and
its exports.

`vendorgraph.api.VendorGraph` has them all; this is a part of it.
"""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vendorgraph import asked, names, pipeline
from vendorgraph.extras import need
from vendorgraph.model import Entity, Market
from vendorgraph.problems import shown
from vendorgraph.relations.model import Relations
from vendorgraph.results import Results

if TYPE_CHECKING:
    from vendorgraph.analysis.concentration import Period
    from vendorgraph.analysis.evidence import Thin
    from vendorgraph.analysis.interlocks import Interlock
    from vendorgraph.ownership.control import Control
    from vendorgraph.ownership.integrated import Convention, IntegratedShare

Day = date | str


class Questions:
    """A market, its names and its relations, and questions that go by them."""

    def __init__(self, market: Market) -> None:
        self.market = market

    def find(self, name: str) -> Entity:
        """Return the entity of a name."""
        if not isinstance(name, str):
            raise TypeError(f'{shown(name)} is no name: write that of an entity, such as "google"')
        return names.find(self.market, name)

    def export(
        self,
        format: str,
        out: "str | PathLike[str] | BinaryIO",
        *,
        view: str | None = None,
        as_of: Day | None = None,
        known_by: Day | None = None,
        around: str | None = None,
        hops: int | None = None,
        conflicts: str | None = None,
    ) -> None:
        """Write the market in a format of `vendorgraph formats` to a file, or to a stream of bytes.

        The options are those of the command: `view` ("claims" or "relations"), the days, what is up to `hops` relations
        `around` an entity, or what the `conflicts` of a lab rest on. A name that ends in .gz is compressed; a format of
        several files makes a folder, or one archive named .zip. Raises ValueError for an unknown format and for options
        that do not go together, OSErrors, and what `vendorgraph.formats.Format.write` raises; then nothing is written.
        """
        from vendorgraph.formats import FORMATS, chosen, select

        if format not in FORMATS:
            raise ValueError(f"no format is called {format!r}: write one of {', '.join(FORMATS)}")
        made, lab = FORMATS[format], None if conflicts is None else self._buyer(conflicts)
        view = chosen.view_of(made, view, lab is not None)
        dated = as_of is not None or known_by is not None
        chosen.check(made, view, dated=dated, around=around is not None, hops=hops is not None, lab=lab is not None)
        far = 1 if hops is None else asked.count("hops", hops)
        centre = None if around is None else self.find(around).slug
        found = chosen.selection(self.market, lambda: self._relations(as_of, known_by), made, view, lab)
        if centre is not None:
            found = select.around(found, centre, far)
        if isinstance(out, str | PathLike):
            chosen.write(made, found, Path(out))
        else:
            made.write(found, out)

    def control(
        self,
        name: str | None = None,
        as_of: Day | None = None,
        known_by: Day | None = None,
        *,
        convention: "Convention" = "baldone",
        threshold: float = 0.5,
        at_least: bool = False,
        owners: bool = False,
    ) -> "Results[Control]":
        """Return who certainly or possibly controls whom, of one entity or of all; needs scipy.

        Shown with integrated ownership by `convention`, close links, votes and what cannot be right; with `owners` also
        the owners of the entity by several tests. Control takes more than `threshold` of the votes (or just that, with
        `at_least`), a fraction.
        """
        from vendorgraph.analysis.ground import Ground
        from vendorgraph.analysis.owning import owning
        from vendorgraph.answers.control_tables import tables
        from vendorgraph.ownership.integrated import CONVENTIONS
        from vendorgraph.ownership.ranges import Threshold

        need("scipy", "ownership")
        asked.word("convention", convention, CONVENTIONS)
        bound = Threshold(asked.fraction("threshold", threshold), at_least)
        entity, relations = None if name is None else self.find(name), self._relations(as_of, known_by)
        if owners and entity is None:
            raise ValueError("owners: name the company whose owners are asked for")
        ground = Ground(self.market, relations, convention=convention)
        found = owning(ground, entity.slug if entity else None, bound, owners=owners)
        return Results(found.control, lambda: tables(self.market, relations, entity, found, explain=False))

    def integrated(
        self,
        name: str | None = None,
        as_of: Day | None = None,
        known_by: Day | None = None,
        *,
        convention: "Convention" = "baldone",
    ) -> "Results[IntegratedShare]":
        """Return what each holder has of each company, directly and through others, of one entity or of all."""
        from vendorgraph.analysis.ground import Ground
        from vendorgraph.analysis.owning import owning
        from vendorgraph.answers.control_tables import integrated
        from vendorgraph.ownership.integrated import CONVENTIONS

        need("scipy", "ownership")
        asked.word("convention", convention, CONVENTIONS)
        slug = None if name is None else self.find(name).slug
        found = owning(Ground(self.market, self._relations(as_of, known_by), convention=convention), slug)
        return Results(found.integration.shares, lambda: [integrated(self.market, found, slug is not None)])

    def concentration(
        self, vendor: str, as_of: Day | None = None, known_by: Day | None = None, *, across_years: bool = False
    ) -> "Results[Period]":
        """Return which part of a vendor's revenue each customer makes, by period, and how much of it is at risk.

        Spend of one year is compared with revenue of another only with `across_years`, and then the answer says so.
        """
        from vendorgraph.analysis.concentration import concentration
        from vendorgraph.answers import concentration as answers
        from vendorgraph.relations.contradictions import contradictions

        entity, relations = self.find(vendor), self._relations(as_of, known_by)
        found = concentration(self.market, relations, entity.slug, across_periods=across_years)
        told = contradictions(self.market, relations.known_by, entity.slug)
        clashes = answers.about_sums(told, entity.slug)
        return Results(found.periods, lambda: answers.tables(self.market, relations, entity, found, clashes))

    def interlocks(
        self, name: str | None = None, as_of: Day | None = None, known_by: Day | None = None
    ) -> "Results[Interlock]":
        """Return the people who serve at two organisations at the same time: of one, through one person, or all."""
        from vendorgraph.analysis.interlocks import interlocks
        from vendorgraph.answers.interlocks import tables

        entity, relations = None if name is None else self.find(name), self._relations(as_of, known_by)
        found = interlocks(self.market, relations, entity.slug if entity else None)
        return Results(found.direct, lambda: tables(self.market, relations, entity, found))

    def evidence(self, name: str, as_of: Day | None = None, known_by: Day | None = None) -> "Results[Thin]":
        """Return the relations of an entity of which more should be reported, those that most rests on first."""
        from vendorgraph.analysis.conflicts import all_conflicts
        from vendorgraph.analysis.evidence import thin
        from vendorgraph.answers.evidence import table

        entity, relations = self.find(name), self._relations(as_of, known_by)
        found = thin(relations, entity.slug, all_conflicts(self.market, relations))
        return Results(found, lambda: [table(self.market, relations, entity, found)])

    def _relations(self, as_of: Day | None, known_by: Day | None) -> Relations:
        return pipeline.relations(self.market, day_of("as_of", as_of), day_of("known_by", known_by))

    def _buyer(self, name: str) -> str:
        """The slug of a customer; ValueError for a person and the like."""
        return asked.buyer(self.market.vocabulary, self.find(name)).slug


def day_of(name: str, day: Day | None) -> date | None:
    """Return the day of an argument, None where none is given; raises what `asked.day` raises."""
    return None if day is None else asked.day(name, day)
