"""The explorer as a folder of files, for a place that serves files alone: every page in its usual state.

A page at /conflicts/google becomes conflicts/google/index.html, in Arabic below ar/. Links are relative, so that the
folder works wherever it is put. What needs a server (search, the graph, what if) is left out.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import structs

from vendorgraph.analysis.model import LEVELS
from vendorgraph.explorer import assets, pages, render
from vendorgraph.explorer.address import State
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.screens import reports
from vendorgraph.wording import LANGUAGES

Files = Iterator[tuple[PurePosixPath, bytes]]

_FIXED = ("/", "/vendors", "/changes", "/queries", "/about", "/sources")


class SiteLinks(render.Links):
    """Relative addresses from one file to another."""

    site = True

    def __init__(self, state: State, there: frozenset[str]) -> None:
        super().__init__(state)
        self._there = there
        self._depth = len(file_of(state.path, state.language).parts) - 1

    def to(self, path: str, **params: object) -> str:
        """Return the address of another page; nothing where it is not among the files."""
        if path.startswith("/report/") and not params.get("way"):
            return self._relative(report_file(path, self.state.language))
        return self._relative(file_of(path, self.state.language)) if path in self._there else ""

    def here(self, **changes: object) -> str:
        """Return the address of the page in another language, or a place on it."""
        if language := changes.get("lang"):
            return self._relative(file_of(self.state.path, str(language)))
        return f"#evidence-{changes.get('step') or 1}" if "step" in changes else ""

    def static(self, name: str) -> str:
        """Return the address of a style sheet or a module."""
        return self._relative(PurePosixPath("static", name))

    def _relative(self, file: PurePosixPath) -> str:
        return "/".join([*[".."] * self._depth, *file.parts])


def files(desk: Desk, state: State, languages: tuple[str, ...] = LANGUAGES) -> Files:
    """Yield every file of the folder with its content; `state` gives the days."""
    for asset in assets.all_assets().values():
        yield PurePosixPath("static", asset.name), asset.body
    there = frozenset(paths(desk, state))
    for language in languages:
        for path in sorted(there):
            yield file_of(path, language), _page(desk, _at(state, path, language), there)
        yield from _reports(desk, state, language)


def paths(desk: Desk, state: State) -> Iterator[str]:
    """Yield the paths of all pages of the folder: of conflicts those above the lowest level."""
    yield from _FIXED
    for lab in desk.labs():
        yield from (f"/{kind}/{lab.slug}" for kind in ("conflicts", "vendors", "changes"))
        for conflict in desk.conflicts(state, lab.slug):
            if conflict.level != LEVELS[-1]:
                yield f"/conflicts/{lab.slug}/{conflict.vendor}/{conflict.rival}"
    yield from (f"/entity/{slug}" for slug in desk.market.entities)
    yield from (f"/sources/{id}" for id in desk.market.sources)
    yield from (f"/queries/{name}" for name in desk.queries)


def file_of(path: str, language: str) -> PurePosixPath:
    """Return the file of a page."""
    folder = () if language == LANGUAGES[0] else (language,)
    return PurePosixPath(*folder, *path.strip("/").split("/"), "index.html")


def report_file(path: str, language: str) -> PurePosixPath:
    """Return the file of a report by its path on a server."""
    return PurePosixPath("reports", f"{'-'.join(path.split('/')[2:])}.{language}.html")


def _page(desk: Desk, state: State, there: frozenset[str]) -> bytes:
    screen, parts = pages.find(state.path)
    values = {**screen.function(desk, state, **parts), "section": screen.section}
    return render.page(screen.name, desk, state, values, SiteLinks(state, there))


def _reports(desk: Desk, state: State, language: str) -> Files:
    for lab in desk.labs():
        for conflict in desk.conflicts(state, lab.slug):
            if conflict.level != LEVELS[-1]:
                path = f"/report/{lab.slug}/{conflict.vendor}/{conflict.rival}"
                yield report_file(path, language), reports.html(desk, _at(state, path, language), conflict)


def _at(state: State, path: str, language: str) -> State:
    lab = path.split("/")[2] if path.startswith(("/conflicts/", "/vendors/", "/changes/")) else None
    return structs.replace(state, path=path, language=language, chosen=False, lab=lab, params=())
