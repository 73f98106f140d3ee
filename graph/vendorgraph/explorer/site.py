"""The explorer as a folder of files, for a disk or a place that serves files alone: every page in its usual state.

A page at /conflicts/google becomes conflicts/google.html, one at /table?page=2 table/2.html, in Arabic below ar/. Each
conflict has one report, by its leading way, and only that way is drawn with its surroundings. Links are relative, so
that the folder works wherever it is put. What needs a server is left out: search, what if, other days, queries of
one's own.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import parse_qsl

from markupsafe import Markup
from msgspec import structs

from vendorgraph.analysis.model import LEVELS, Conflict
from vendorgraph.explorer import assets, pages, render
from vendorgraph.explorer.address import CARRIED, State, address
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.drawing.styles import FAMILIES
from vendorgraph.explorer.screens import graphs, reports, tables
from vendorgraph.wording import LANGUAGES

Files = Iterator[tuple[PurePosixPath, bytes]]
Params = tuple[tuple[str, str], ...]

#: What a page may load and run: what is in the folder.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

_FIXED = ("/", "/vendors", "/changes", "/queries", "/about", "/sources", "/graph")
_TABLES = ("csv", "json", "graphml")


class SiteLinks(render.Links):
    """Relative addresses from one file to another. `there` are the addresses of all pages of the folder."""

    site = True
    policy = POLICY

    def __init__(self, state: State, here: str, there: Mapping[str, Params]) -> None:
        super().__init__(state)
        self._there = there
        self._here = here
        self._depth = len(file_of(here, state.language).parts) - 1

    def to(self, path: str, **params: object) -> str:
        """Return the address of another page or file; nothing where it is not in the folder."""
        if path.startswith("/report/"):
            return self._relative(report_file(path, self.state.language))
        if path.startswith("/files/"):
            return self._relative(PurePosixPath(path.strip("/")))
        named = {name: value for name, value in params.items() if name not in CARRIED}
        wanted = address(path, named)  # type: ignore[arg-type]
        return self._relative(file_of(wanted, self.state.language)) if wanted in self._there else ""

    def here(self, **changes: object) -> str:
        """Return the address of the page in another language, another way or part of it, or a place on it."""
        if language := changes.get("lang"):
            return self._relative(file_of(self._here, str(language)))
        if changes.keys() & {"way", "page"}:
            return self.to(self.state.path, **{name: changes.get(name) for name in ("way", "page")})
        return f"#evidence-{changes.get('step') or 1}" if "step" in changes else ""

    def static(self, name: str) -> str:
        """Return the address of a style sheet or a script."""
        return self._relative(PurePosixPath("static", name))

    def script(self, name: str) -> Markup:
        """Return the element that runs a script: from a disk, browsers load no modules."""
        return Markup('<script defer src="{}"></script>').format(self.static(name))

    def _relative(self, file: PurePosixPath) -> str:
        return "/".join([*[".."] * self._depth, *file.parts])


def files(desk: Desk, state: State, languages: tuple[str, ...] = LANGUAGES) -> Files:
    """Yield every file of the folder with its content; `state` gives the days."""
    for asset in assets.all_assets().values():
        yield PurePosixPath("static", asset.name), _alone(asset)
    for format in _TABLES:
        yield PurePosixPath("files", f"graph.{format}"), tables.file(desk, _at(state, "/table"), format).body
    there = dict(_pages(desk, state))
    for language in languages:
        for each in sorted(there):
            yield file_of(each, language), _page(desk, structs.replace(state, language=language), each, there)
        yield from _reports(desk, structs.replace(state, language=language))


def file_of(address: str, language: str) -> PurePosixPath:
    """Return the file of a page: the values of its parameters are parts of the path."""
    path, _, query = address.partition("?")
    folder = () if language == LANGUAGES[0] else (language,)
    values = (value for _, value in parse_qsl(query))
    *parts, last = (path.strip("/") or "index").split("/") + list(values)
    return PurePosixPath(*folder, *parts, f"{last}.html")


def report_file(path: str, language: str) -> PurePosixPath:
    """Return the file of a report by its path on a server."""
    return PurePosixPath("reports", f"{'-'.join(path.split('/')[2:])}.{language}.html")


def _pages(desk: Desk, state: State) -> Iterator[tuple[str, Params]]:
    """The address of every page, and the parameters that it is made with."""
    plain = [*_FIXED, *_of_market(desk, state)]
    for lab in desk.labs():
        plain += [f"/{kind}/{lab.slug}" for kind in ("conflicts", "vendors", "changes")]
        for conflict in _weighty(desk, state, lab.slug):
            path = f"/conflicts/{lab.slug}/{conflict.vendor}/{conflict.rival}"
            plain.append(path)
            for number in range(2, len(conflict.ties) + 1):
                yield f"{path}?way={number}", (("way", str(number)), ("alone", "1"))
    for each in plain:
        yield each, tuple(parse_qsl(each.partition("?")[2]))
    for slug in _central(desk):
        yield f"/graph?on={slug}", (("on", slug), *(("unfold", f"{slug}:{family}") for family in FAMILIES))


def _central(desk: Desk) -> Iterator[str]:
    """Those with a graph of their own: labs, vendors, and whom the page of the graph offers to begin with."""
    offered = {entity.slug for entity in graphs.offered(desk)}
    for slug, entity in desk.market.entities.items():
        if slug in offered or {"ai-lab", "data-vendor"} & {*entity.roles}:
            yield slug


def _of_market(desk: Desk, state: State) -> Iterator[str]:
    yield from (f"/entity/{slug}" for slug in desk.market.entities)
    yield from (f"/sources/{id}" for id in desk.market.sources)
    yield from (f"/queries/{name}" for name in desk.queries)
    yield from {f"/relation/{each.subject}/{each.relation}/{each.object}": None for each in desk.relations(state)}
    rows, _ = tables.relations_of(desk, _at(state, "/table"))
    yield from ("/table", *(f"/table?page={page}" for page in range(2, tables.page_count(len(rows)) + 1)))


def _weighty(desk: Desk, state: State, lab: str) -> list[Conflict]:
    """The conflicts of a lab above the lowest level."""
    return [each for each in desk.conflicts(state, lab) if each.level != LEVELS[-1]]


def _page(desk: Desk, state: State, address: str, there: Mapping[str, Params]) -> bytes:
    asked = structs.replace(_at(state, address.partition("?")[0]), params=there[address])
    screen, parts = pages.find(asked.path)
    values = {**screen.function(desk, asked, **parts), "section": screen.section}
    return render.page(screen.name, desk, asked, values, SiteLinks(asked, address, there))


def _reports(desk: Desk, state: State) -> Files:
    for lab in desk.labs():
        for conflict in _weighty(desk, state, lab.slug):
            path = f"/report/{lab.slug}/{conflict.vendor}/{conflict.rival}"
            yield report_file(path, state.language), reports.html(desk, _at(state, path), conflict)


def _alone(asset: assets.Asset) -> bytes:
    """A file of the folder; scripts, which are no modules there, keep their names to themselves."""
    return b'"use strict";\n{\n%s}\n' % asset.body if asset.name.endswith(".js") else asset.body


def _at(state: State, path: str) -> State:
    lab = path.split("/")[2] if path.startswith(("/conflicts/", "/vendors/", "/changes/")) else None
    return structs.replace(state, path=path, chosen=False, lab=lab, params=())
