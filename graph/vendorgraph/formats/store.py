"""A store on disk: what the endpoint serves of a market, in the files of Oxigraph. They bear marks of the engine's own.

`vendorgraph serve --dataset` serves the folder, to several processes at once; other servers over Oxigraph open it too.
"""

import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vendorgraph.formats import rdf
from vendorgraph.formats.model import Files, Selection
from vendorgraph.scratch import scratch

if TYPE_CHECKING:
    from pyoxigraph import Quad

_LOG = "LOG"  # of the engine, for people: its names begin so


def files(selection: Selection) -> Files:
    """Yield the files of a store of the ontology, all claims, and the relations with what follows from them."""
    from vendorgraph.rdf.quads import quads
    from vendorgraph.rdf.store import ontology_quads

    said = chain(ontology_quads(), quads(selection.market))
    yield from _files(said if selection.relations is None else chain(said, rdf.derived(selection)))


def _files(quads: "Iterable[Quad]") -> "Iterator[tuple[str, partial[None]]]":
    """The store is made aside, and is whole and closed before the first of its files is copied."""
    from pyoxigraph import Store

    with scratch("vendorgraph-store-") as place:
        folder = place / "store"
        store = Store(str(folder))
        store.bulk_extend(quads)
        store.flush()
        del store  # closes it: the last reference
        for path in sorted(folder.iterdir()):
            if not path.name.startswith(_LOG):
                yield path.name, partial(_copy, path)


def _copy(path: Path, out: BinaryIO) -> None:
    with path.open("rb") as made:
        shutil.copyfileobj(made, out)
