"""The registry of exports. A further format is one entry here; commands, tests and documentation read this table."""

from vendorgraph.formats import gexf, graphml, rdf
from vendorgraph.formats.model import VIEWS, Format, Selection, TooLarge

__all__ = ["FORMATS", "VIEWS", "Format", "Selection", "TooLarge"]

_CLAIMS_FIRST = ("claims", "relations")
_RELATIONS_FIRST = ("relations", "claims")

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(
            name="turtle",
            suffix=".ttl",
            media_type="text/turtle",
            description="RDF triples, without the graphs that tell sources apart",
            views=_CLAIMS_FIRST,
            one=rdf.turtle,
        ),
        Format(
            name="trig",
            suffix=".trig",
            media_type="application/trig",
            description="RDF in named graphs, one per source",
            views=_CLAIMS_FIRST,
            one=rdf.trig,
        ),
        Format(
            name="nquads",
            suffix=".nq",
            media_type="application/n-quads",
            description="RDF in named graphs, one quad a line",
            views=_CLAIMS_FIRST,
            one=rdf.nquads,
        ),
        Format(
            name="jsonld",
            suffix=".jsonld",
            media_type="application/ld+json",
            description="RDF in named graphs, as JSON-LD",
            views=_CLAIMS_FIRST,
            one=rdf.jsonld,
        ),
        Format(
            name="graphml",
            suffix=".graphml",
            media_type="application/graphml+xml",
            description="a directed network, for yEd, Gephi, igraph or networkx",
            views=_RELATIONS_FIRST,
            one=graphml.write,
        ),
        Format(
            name="gexf",
            suffix=".gexf",
            media_type="application/gexf+xml",
            description="a directed network, for Gephi (GEXF 1.3)",
            views=_RELATIONS_FIRST,
            one=gexf.write,
        ),
    )
}
