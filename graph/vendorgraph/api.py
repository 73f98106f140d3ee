"""The Python API: the same words as the command line, over one market.

>>> import vendorgraph
>>> market = vendorgraph.load()
>>> market.find("ميتا").name
'Meta Platforms'

Libraries that only some users need are imported where they are used; `extras.MissingExtra` says what to install.
"""

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from vendorgraph import asked, pipeline
from vendorgraph.analysis.model import LEVELS
from vendorgraph.answers import contradictions as contradiction_answers
from vendorgraph.answers import show as show_answers
from vendorgraph.libraries import Libraries
from vendorgraph.model import Market
from vendorgraph.questions import Day, day_of
from vendorgraph.relations.contradictions import Contradiction
from vendorgraph.relations.model import Relation, Relations
from vendorgraph.results import Prose, Results

if TYPE_CHECKING:
    from vendorgraph.analysis.model import Conflict
    from vendorgraph.diff import Change, View
    from vendorgraph.ownership.integrated import Convention
    from vendorgraph.picture import Picture
    from vendorgraph.remote import Endpoint
    from vendorgraph.vendors import Candidate
    from vendorgraph.whatif import WhatIf

Folder = str | PathLike[str]
WhatIfFile = Folder | Mapping[str, object]


def load(
    data: Iterable[Folder] | Folder = (),
    overlays: Iterable[Folder] | Folder = (),
    cache: Folder | None = None,
    *,
    endpoint: "Endpoint | str | None" = None,
) -> "VendorGraph":
    """Return the market of the folders `data` (the bundled one when empty) with `overlays` laid over it.

    `cache` is a folder for compiled snapshots, which make the next start faster; None keeps none. `endpoint`, in place
    of `data`, is a SPARQL 1.1 endpoint that holds the market; queries are sent to it. Raises `problems.Invalid` with
    all problems of the records, FileNotFoundError for a missing folder, and what `remote.market.read` raises.
    """
    if endpoint is not None:
        from vendorgraph.remote import market
        from vendorgraph.remote.endpoint import named

        return VendorGraph(market.read(at := named(endpoint), _paths(overlays)), at)
    cached = None if cache is None else Path(cache)
    return VendorGraph(pipeline.read(_paths(data), _paths(overlays), cached))


class VendorGraph(Libraries):
    """A market and the questions it answers. Entities are given by slug, name, alias or Arabic name.

    `as_of` and `known_by` are days (a date, or ISO text exact to the day) and default to the day up to which documents
    were read. A name that no entity has, or several, raises what `vendorgraph.names.find` raises. Any other argument
    that cannot be meant raises ValueError, or TypeError where it is not of the right kind, which say what to write.
    """

    def __repr__(self) -> str:
        info = self.market.info
        return f"<{info.title}: {len(self.market.claims)} claims, read up to {info.read}>"

    def relations(self, as_of: Day | None = None, known_by: Day | None = None) -> Results[Relation]:
        """Return what holds, held or is planned, by kind of relation."""
        from vendorgraph.answers.relations import table

        found = self._relations(as_of, known_by)
        return Results(found, lambda: [table(self.market, found)])

    def conflicts(
        self,
        customer: str | None = None,
        as_of: Day | None = None,
        known_by: Day | None = None,
        *,
        vendor: str | None = None,
        rival: str | None = None,
        min_level: str = "medium",
        max_hops: int = 4,
        convention: "Convention" = "baldone",
    ) -> "Results[Conflict]":
        """Return the conflicts of interest of a customer (of every lab when None) of `min_level` or worse, worst first.

        A notebook shows them as a table with a picture of the paths of each. `max_hops` bounds chains of stakes, and
        `convention` ("baldone", "brioschi" or "simple") says how integrated shares count cycles.
        """
        from vendorgraph.analysis.levels import read_levels
        from vendorgraph.answers import conflicts as answers
        from vendorgraph.answers.nothing import Asked, nothing
        from vendorgraph.ownership.integrated import CONVENTIONS

        who = None if customer is None else self._buyer(customer)
        at, by = (None if name is None else self.find(name).slug for name in (vendor, rival))
        asked.word("min_level", min_level, LEVELS)
        asked.word("convention", convention, CONVENTIONS)
        asked.count("max_hops", max_hops)
        relations, levels = self._relations(as_of, known_by), read_levels()
        found = pipeline.conflicts(
            self.market, relations, who, at, by, max_hops=max_hops, convention=convention, levels=levels
        )
        shown = answers.at_least(found, min_level)
        question = Asked(customer=who, vendor=at, rival=by, min_level=min_level)
        empty = nothing(self.market, relations, question, found, option='min_level="{}"')
        return Results(
            shown,
            lambda: [answers.table(self.market, relations, who, shown, levels, empty)],
            lambda: "".join(self.picture(each).svg for each in shown),
        )

    def vendors(self, lab: str, as_of: Day | None = None, known_by: Day | None = None) -> "Results[Candidate]":
        """Return the vendors that a lab could turn to by the conflicts it would have there, clean ones first.

        Where the lab is not known to buy now, it is supposed to, and the result says so.
        """
        from vendorgraph.answers import vendors as answers
        from vendorgraph.vendors import shortlist

        found = shortlist(self.market, self._relations(as_of, known_by), self._buyer(lab))
        return Results(found.candidates, lambda: [answers.table(found)])

    def diff(
        self,
        first: Day,
        last: Day,
        customer: str | None = None,
        *,
        clock: str = "as-of",
        other: Day | None = None,
        min_level: str = "medium",
    ) -> "Results[Change]":
        """Return which conflicts of a customer (of every lab when None) appeared, vanished or changed, and why.

        `clock` says what goes from `first` to `last`: the day that is asked about, or with "known-by" the day by which
        sources could be read; the other of the two is `other`. ValueError for any other clock.
        """
        from vendorgraph import diff
        from vendorgraph.answers import diff as answers

        asked.word("clock", clock, ("as-of", "known-by"))
        asked.word("min_level", min_level, LEVELS)
        asked.in_order({"first": day_of("first", first), "last": day_of("last", last)})
        slug = None if customer is None else self._buyer(customer)
        days = [(day, other) if clock == "as-of" else (other, day) for day in (first, last)]
        before, after = (_view(self.market, self._relations(held, known), slug) for held, known in days)
        found = diff.at_least(diff.difference(before, after), min_level)
        return Results(found, lambda: [answers.table(self.market, before.relations, after.relations, slug, found)])

    def suppose(self, what_if: WhatIfFile, as_of: Day | None = None, known_by: Day | None = None) -> "VendorGraph":
        """Return the graph as it would be with what a what-if file, or a mapping of that form, supposes of it.

        The supposed claims count from the days on which it is to be asked. Raises `vendorgraph.problems.Invalid`.
        """
        from vendorgraph.whatif import laid_over

        given = (day_of("as_of", as_of), day_of("known_by", known_by))
        days = (each or pipeline.read_day(self.market) for each in given)
        return VendorGraph(laid_over(self.market, _supposed(what_if, self.market), min(days)))

    def what_if(
        self,
        what_if: WhatIfFile,
        customer: str | None = None,
        as_of: Day | None = None,
        known_by: Day | None = None,
        *,
        min_level: str = "medium",
    ) -> "Results[Change]":
        """Return which conflicts of a customer (of every lab when None) what is supposed would make, end or change."""
        from vendorgraph import diff
        from vendorgraph.answers import whatif as answers

        asked.word("min_level", min_level, LEVELS)
        slug = None if customer is None else self._buyer(customer)
        relations, supposed = self._relations(as_of, known_by), self.suppose(what_if, as_of, known_by)
        before = _view(self.market, relations, slug)
        after = _view(supposed.market, supposed._relations(as_of, known_by), slug)
        found = diff.at_least(diff.difference(before, after), min_level)
        told = _supposed(what_if, self.market)
        return Results(found, lambda: [answers.table(self.market, after.relations, slug, told, found)])

    def explain(self, conflict: "Conflict", as_of: Day | None = None, language: str = "en") -> Prose:
        """Return a conflict in sentences, step by step with dates and sources, as of the day that it was found for.

        `as_of` may repeat that day; ValueError for any other. `language` is a code of `vendorgraph.wording.LANGUAGES`.
        """
        from vendorgraph import explain, wording
        from vendorgraph.explain.text import markdown

        found, day = asked.conflict("conflict", conflict), day_of("as_of", as_of)
        asked.word("language", language, wording.LANGUAGES)
        if day not in (None, found.as_of):
            raise ValueError(
                f"as_of: the conflict was found as of {found.as_of}: ask for those of {day} to explain them"
            )
        return Prose(markdown(explain.of(wording.voice(self.market, language), found, found.as_of)))

    def paths(
        self,
        a: str,
        b: str,
        as_of: Day | None = None,
        known_by: Day | None = None,
        *,
        kinds: Iterable[str] | None = None,
        statuses: Iterable[str] = (),
        certainties: Iterable[str] = (),
        since: Day | None = None,
        until: Day | None = None,
        max_hops: int = 4,
        limit: int = 10,
    ) -> "Results[tuple[Relation, ...]]":
        """Return the `limit` best paths of up to `max_hops` relations between two entities.

        Only relations of some `kinds` count, and those that pass `vendorgraph.analysis.filters.Filter`. Raises
        ValueError when both ends are the same or a bound is below 1.
        """
        from vendorgraph.analysis import filters
        from vendorgraph.analysis.paths import paths
        from vendorgraph.answers import paths as answers

        one, other, words = self.find(a), self.find(b), self.market.vocabulary
        days = {"since": day_of("since", since), "until": day_of("until", until)}
        asked.two_ends(one, other)
        asked.in_order(days)
        asked.count("max_hops", max_hops)
        asked.count("limit", limit)
        wanted = filters.Filter(
            statuses=asked.words("statuses", statuses, words.schemes["status"]),
            certainties=asked.words("certainties", certainties, words.schemes["certainty"]),
            **days,
        )
        only = None if kinds is None else asked.words("kinds", kinds, words.relations)
        relations = self._relations(as_of, known_by)
        kept = filters.only(self.market, relations, wanted)
        found = paths(kept, one.slug, other.slug, kinds=only, max_hops=max_hops, limit=limit)
        return Results(found.paths, lambda: [answers.table(self.market, relations, one, other, found, str(wanted))])

    def show(self, name: str, as_of: Day | None = None, known_by: Day | None = None) -> Results[Relation]:
        """Return the relations of an entity, shown with its names, timeline, attributes, contradictions and sources."""
        entity, relations = self.find(name), self._relations(as_of, known_by)
        told = self.contradictions(name, known_by)
        return Results(
            relations.about(entity.slug), lambda: show_answers.tables(self.market, relations, entity, list(told))
        )

    def contradictions(self, name: str | None = None, known_by: Day | None = None) -> Results[Contradiction]:
        """Return the claims that cannot all hold, about an entity or about all."""
        from vendorgraph.relations.contradictions import contradictions

        slug = None if name is None else self.find(name).slug
        found = contradictions(self.market, day_of("known_by", known_by) or pipeline.read_day(self.market), slug)
        return Results(found, lambda: [contradiction_answers.table(self.market, found)])

    def picture(self, conflict: "Conflict") -> "Picture":
        """Return a conflict as a picture of its paths, which a notebook shows by itself."""
        from vendorgraph import picture

        return picture.of_conflict(self.market, asked.conflict("conflict", conflict))


def _view(market: Market, relations: Relations, customer: str | None) -> "View":
    from vendorgraph.diff import View

    return View(relations, tuple(pipeline.conflicts(market, relations, customer)))


def _supposed(what_if: WhatIfFile, market: Market) -> "WhatIf":
    from vendorgraph.reading.whatif import parse, read

    if isinstance(what_if, Mapping):
        return parse(json.dumps(what_if, indent=0), "what-if", market)  # JSON is YAML, with a line for each value
    return read(Path(what_if), market)


def _paths(folders: Iterable[Folder] | Folder) -> tuple[Path, ...]:
    return (Path(folders),) if isinstance(folders, str | PathLike) else tuple(map(Path, folders))
