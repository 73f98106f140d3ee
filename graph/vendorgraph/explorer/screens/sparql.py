"""The SPARQL behind what a page shows, to be run at the endpoint; terms are written by the RDF library."""

from collections.abc import Iterable

from vendorgraph.model import Market
from vendorgraph.rdf import terms

_CLAIMS = """\
PREFIX vg: <https://w3id.org/vendorgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>

SELECT ?claim ?subject ?relation ?object ?status ?share ?from ?to ?source ?published
WHERE {{
  VALUES ?entity {{ {entity} }}
  VALUES ?relation {{ {relations} }}
  ?claim a vg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
         prov:hadPrimarySource ?source .
  FILTER (?entity IN (?subject, ?object))
  OPTIONAL {{ ?claim vg:status ?status }}
  OPTIONAL {{ ?claim vg:share ?share }}
  OPTIONAL {{ ?claim vg:from ?from }}
  OPTIONAL {{ ?claim vg:to ?to }}
  OPTIONAL {{ ?source dct:issued ?published }}
}}
ORDER BY ?relation ?subject ?object ?published
"""


def claims_of(market: Market, slug: str, kinds: Iterable[str]) -> str:
    """Return the query for the claims of some kinds of relations that name an entity."""
    relations = " ".join(f"vg:{market.vocabulary.relations[kind].local}" for kind in kinds)
    return _CLAIMS.format(entity=terms.entity(slug), relations=relations)
