"""The store that SPARQL asks: Oxigraph in memory."""

from collections.abc import Iterator
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


def build(market: Market) -> Store:
    """Return a store of the market and its ontology."""
    store = Store()
    store.bulk_extend(ontology_quads())
    store.bulk_extend(quads(market))
    return store


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
