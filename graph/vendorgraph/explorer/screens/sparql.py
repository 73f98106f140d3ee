"""The SPARQL behind the tables of a page, to be run at the endpoint; terms are written by the RDF library."""

from collections.abc import Iterable, Mapping
from datetime import date

from vendorgraph.model import Market
from vendorgraph.rdf import terms

#: Where an entity stands in a relation, by the property of the relation that names it there.
PLACES = {"subject": "rdf:subject", "object": "rdf:object", "from_org": "vg:fromOrganisation"}

_PREFIXES = """\
PREFIX vg: <https://w3id.org/vendorgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
"""

_RELATIONS = """
SELECT ?subject ?relation ?object ?post ?status ?was ?disputed ?shareMin ?shareMax ?from ?to ?grade
       (COUNT(DISTINCT ?claim) AS ?claims)
WHERE {{
  GRAPH {graph} {{
    {places}
    ?it a vg:Relation ; rdf:subject ?subject ; rdf:object ?object ;
        vg:status ?status ; vg:disputed ?disputed ; vg:grade ?grade .
    OPTIONAL {{ ?it vg:post ?post }}
    OPTIONAL {{ ?it vg:was ?was }}
    OPTIONAL {{ ?it vg:shareMin ?shareMin ; vg:shareMax ?shareMax }}
    OPTIONAL {{ ?it vg:from ?from }}
    OPTIONAL {{ ?it vg:to ?to }}
    OPTIONAL {{ ?it vg:supportedBy|vg:deniedBy|vg:losing ?claim }}
  }}
}}
GROUP BY ?it ?subject ?relation ?object ?post ?status ?was ?disputed ?shareMin ?shareMax ?from ?to ?grade
ORDER BY ?relation ?subject ?object ?post
"""

_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?status ?share ?from ?to ?source ?published
WHERE {{
  {places}
  ?it a vg:Claim ; rdf:subject ?subject ; rdf:object ?object ; prov:hadPrimarySource ?source .
  {known}
  OPTIONAL {{ ?it vg:status ?status }}
  OPTIONAL {{ ?it vg:share ?share }}
  OPTIONAL {{ ?it vg:from ?from }}
  OPTIONAL {{ ?it vg:to ?to }}
  OPTIONAL {{ ?source dct:issued ?published }}
  BIND (?it AS ?claim)
}}
ORDER BY ?relation ?subject ?object ?published ?claim
"""

_FIGURES = """
SELECT ?attribute ?other ?period ?day ?approx ?amount ?currency ?value ?text ?per ?basis ?status
  ?polarity ?claim ?source
WHERE {{
  ?claim a vg:Claim ; rdf:subject {entity} ; vg:attribute ?attribute ; prov:hadPrimarySource ?source .
  {known}
  OPTIONAL {{ ?claim vg:polarity ?polarity }}
  OPTIONAL {{ ?claim rdf:object ?other }}
  OPTIONAL {{ ?claim vg:period ?period }}
  OPTIONAL {{ ?claim vg:asOf|vg:date|vg:from ?day }}
  OPTIONAL {{ ?claim vg:amount ?amount ; vg:currency ?currency }}
  OPTIONAL {{ ?claim vg:value ?value }}
  OPTIONAL {{ ?claim vg:text ?text }}
  OPTIONAL {{ ?claim vg:approx ?approx }}
  OPTIONAL {{ ?claim vg:per ?per }}
  OPTIONAL {{ ?claim vg:basis ?basis }}
  OPTIONAL {{ ?claim vg:status ?status }}
  FILTER (BOUND(?amount) || BOUND(?value) || BOUND(?text))
}}
ORDER BY ?attribute ?other ?period ?day ?claim
"""

# R0: a source counts from the last day on which it can have been published, which is the last day that was read at the
# latest; a withdrawn one no longer, a doubtful claim never.
_KNOWN = """\
FILTER NOT EXISTS {{ {claim} vg:doubt true }}
  OPTIONAL {{ ?source vg:issuedLast ?issued }}
  FILTER (IF(BOUND(?issued) && ?issued < {read}, ?issued, {read}) <= {known_by})
  FILTER NOT EXISTS {{ ?source vg:withdrawnFirst ?gone . FILTER (?gone <= {known_by}) }}"""


def relations_of(market: Market, slug: str, places: Mapping[str, Iterable[str]], as_of: date, known_by: date) -> str:
    """Return the query for the relations of an entity as of a day, by what it is in which kinds of them (`PLACES`).

    It asks the graph of the relations of these days, which a store has to hold.
    """
    graph = terms.layer("relations", as_of, known_by)
    return _PREFIXES + _RELATIONS.format(graph=graph, places=_placed(market, slug, places, "\n    UNION "))


def claims_of(market: Market, slug: str, places: Mapping[str, Iterable[str]], read: date, known_by: date) -> str:
    """Return the query for the claims behind such relations that could be known by a day."""
    known = _known("?it", read, known_by)
    return _PREFIXES + _CLAIMS.format(places=_placed(market, slug, places, "\n  UNION "), known=known)


def figures_of(slug: str, read: date, known_by: date) -> str:
    """Return the query for the claims of figures of an entity that could be known by a day."""
    return _PREFIXES + _FIGURES.format(entity=terms.entity(slug), known=_known("?claim", read, known_by))


def _placed(market: Market, slug: str, places: Mapping[str, Iterable[str]], union: str) -> str:
    entity = terms.entity(slug)
    kinds = {
        place: " ".join(f"vg:{market.vocabulary.relations[kind].local}" for kind in places[place]) for place in places
    }
    return union.join(
        f"{{ ?it {PLACES[place]} {entity} ; rdf:predicate ?relation . VALUES ?relation {{ {listed} }} }}"
        for place, listed in kinds.items()
    )


def _known(claim: str, read: date, known_by: date) -> str:
    return _KNOWN.format(claim=claim, read=terms.day(read), known_by=terms.day(known_by))
