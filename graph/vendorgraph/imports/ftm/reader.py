"""Views to records: things first, then the links between them."""

from pathlib import Path

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.ftm.links import Links
from vendorgraph.imports.ftm.things import TYPES, thing
from vendorgraph.imports.ftm.views import View, views
from vendorgraph.imports.limits import Refused

#: Schemata of private life, of documents and of processing: not about the market.
_LEFT_OUT = text.names(
    "Family Associate Address Identification Passport Note Sanction Document Documentation Article Mention Similar"
    " Pages Page PlainText HyperText Image Video Audio Email Message Folder Package Table Workbook UserAccount"
    " EconomicActivity Risk Call Event Trip"
)


def read(file: Path, builder: Builder) -> None:
    """Read a file of FollowTheMoney entities or statements; Refused when there is none in it."""
    found = list(views(file, builder))
    if not found:
        raise Refused(file, "holds no FollowTheMoney entity: objects with id, schema and properties are expected")
    links = Links(builder, {view.id: view for view in found if view.schema == "Contract"})
    for view in found:
        if view.schema in TYPES:
            thing(builder, view, _source(builder, view))
        elif not links.knows(view):
            builder.called(
                view.id, f"{view.caption or view.one('name', 'title') or view.id} (a {text.words(view.schema)})"
            )
    for view in found:
        if links.knows(view):
            links.add(view, _source(builder, view))
        elif view.schema not in TYPES and view.schema != "Contract":
            kind = "left out" if view.schema in _LEFT_OUT else "not understood"
            builder.findings.add(kind, f"schema {view.schema}", view.place)


def _source(builder: Builder, view: View) -> str:
    """One source for what the same data sets said from one day on; the first data set is the origin."""
    names = ", ".join(view.datasets) or "a data set without a name"
    when = view.first_seen or "undated"
    return builder.source(
        f"{names}|{when}",
        id=f"ftm-{text.slug('-'.join(view.datasets))[:50] or 'dataset'}-{when}",
        title=f"FollowTheMoney data of {names}" + (f", first seen {when}" if view.first_seen else ""),
        publisher=view.datasets[0] if view.datasets else None,
        relays=view.datasets if len(view.datasets) > 1 else (),
        published=view.first_seen,
    )
