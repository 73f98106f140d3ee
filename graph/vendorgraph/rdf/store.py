"""The store that SPARQL asks: Oxigraph in memory, or in a folder that survives the process."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse

from vendorgraph import resources
from vendorgraph.model import Market
from vendorgraph.rdf import terms
from vendorgraph.rdf.quads import quads

if TYPE_CHECKING:
    from rdflib import Dataset

#: Files of `ontology/` that a store holds beside the market, so that queries can ask for labels.
VOCABULARY_FILES = ("vendorgraph.ttl", "codelists.ttl", "alignments.ttl")


class StoreError(Exception):
    """A store on disk cannot be made or opened; the message says why and what to do."""


def build(market: Market, path: Path | None = None) -> Store:
    """Return a store of the market and its ontology: in memory, or in the new folder `path`.

    On disk it is written beside `path` and renamed when whole, so that an interrupted build leaves nothing there.
    Raises StoreError when `path` exists already or cannot be written.
    """
    if path is None:
        store = Store()
        _fill(store, market)
        return store
    if path.exists():
        raise StoreError(f"{path} exists already: name a new folder, or remove it first")
    try:
        _write_beside(market, path)
    except OSError as error:
        raise StoreError(f"cannot write a store to {path}: {error.strerror or error}") from error
    return open_store(path)


def open_store(path: Path, read_only: bool = False) -> Store:
    """Open the store in the folder `path`; StoreError when there is none, it is damaged, or another process has it.

    `read_only` is for a store that nobody writes to meanwhile; several processes may then read it at once.
    """
    if not (path / "CURRENT").is_file():
        raise StoreError(f"{path} is not a store: make one first")
    try:
        return Store.read_only(str(path)) if read_only else Store(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        reason = "another process has it open" if "lock" in str(error).lower() else f"it is damaged ({error})"
        raise StoreError(f"cannot open the store {path}: {reason}") from error


def ontology_quads() -> Iterator[Quad]:
    """Yield the vocabulary, its code lists and alignments in the graph `terms.ONTOLOGY`."""
    folder = resources.folder("ontology")
    for name in VOCABULARY_FILES:
        for quad in parse(path=str(folder / name), format=RdfFormat.TURTLE, rename_blank_nodes=True):
            yield Quad(quad.subject, quad.predicate, quad.object, terms.ONTOLOGY)


def dataset(store: Store) -> "Dataset":
    """Return the store as an rdflib Dataset whose default graph is the union of all graphs; nothing is copied."""
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    return Dataset(store=OxigraphStore(store=store), default_union=True)


def _fill(store: Store, market: Market) -> None:
    store.bulk_extend(ontology_quads())
    store.bulk_extend(quads(market))


def _write_beside(market: Market, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as workplace:
        whole = Path(workplace) / "store"
        store = Store(str(whole))
        _fill(store, market)
        store.flush()
        del store  # closes it: the last reference
        whole.rename(path)
