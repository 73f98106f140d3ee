"""Relations as of a day as a named graph: plain triples of what holds, and a node for each relation with its claims.

Every relation has its node, the planned, denied and ended ones too. What holds has its plain triple besides
(`id:meta vg:holdsStakeIn id:scale-ai`): in both directions where the relation is symmetric, one where a person has
several posts. The graph says for which days it was made and from which sources, and bears no time stamp: the same
relations give the same graph.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from vendorgraph.rdf import terms
from vendorgraph.rdf.described import activity, described
from vendorgraph.rdf.pairs import Pairs, about, code, dated, each, property_of, types
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import Relation, Relations, Share
from vendorgraph.vocabulary import Vocabulary


def relation_quads(vocabulary: Vocabulary, relations: Relations) -> Iterator[Quad]:
    """Yield the graph of `relations`; without relations, what it is and nothing more."""
    name = terms.layer("relations", relations.as_of, relations.known_by)
    yield from described(name, "Relations", relations, _resolution(relations), None)
    for relation in relations:
        node = terms.relation(*relation.key)
        yield from about(node, _relation(vocabulary, relation), name)
    holding = (relation for relation in relations if relation.holds)
    yield from dict.fromkeys(quad for relation in holding for quad in _plain(vocabulary, relation, name))


def standing(vocabulary: Vocabulary, relation: Relation) -> Pairs:
    """Say what a relation joins, how it stands, and which claims support or deny it."""
    yield term("rdf:subject"), terms.entity(relation.subject)
    yield term("rdf:predicate"), property_of(vocabulary, relation.relation)
    yield term("rdf:object"), terms.entity(relation.object)
    yield term("vg:status"), code(vocabulary, "status", relation.status)
    if relation.was is not None:
        yield term("vg:was"), code(vocabulary, "status", relation.was)
    yield term("vg:disputed"), terms.boolean(relation.disputed)
    yield term("vg:grade"), terms.text(relation.grade)
    yield term("vg:rule"), terms.text(relation.rule)
    yield term("vg:origins"), terms.integer(relation.origins)
    yield from each("vg:supportedBy", terms.claim, relation.supports)
    yield from each("vg:deniedBy", terms.claim, relation.denies)


def share(curie: str, share: Share | None) -> Pairs:
    """Say the ends of a share ("vg:share" gives vg:shareMin and vg:shareMax), and which of them are open."""
    if share is None:
        return
    for end, value, is_open in (("Min", share.min, share.min_open), ("Max", share.max, share.max_open)):
        yield term(curie + end), terms.decimal(value)
        if is_open:
            yield term(f"{curie}{end}Open"), terms.boolean(True)


def _plain(vocabulary: Vocabulary, relation: Relation, graph: NamedNode) -> Iterator[Quad]:
    subject, object = terms.entity(relation.subject), terms.entity(relation.object)
    predicate = property_of(vocabulary, relation.relation)
    yield Quad(subject, predicate, object, graph)
    if vocabulary.relations[relation.relation].symmetric:
        yield Quad(object, predicate, subject, graph)


def _relation(vocabulary: Vocabulary, relation: Relation) -> Pairs:
    yield from types("vg:Relation", "rdf:Statement", "prov:Entity")
    yield from standing(vocabulary, relation)
    yield from dated("vg:from", "vg:from", relation.since)
    yield from dated("vg:to", "vg:to", relation.until)
    yield from _post(vocabulary, relation)
    yield from _stake(relation)
    yield from each("vg:losing", terms.claim, relation.loses)
    yield from each("vg:note", terms.english, relation.notes)


def _post(vocabulary: Vocabulary, relation: Relation) -> Pairs:
    if relation.post is not None:
        yield term("vg:post"), code(vocabulary, "post", relation.post)
    yield from each("vg:roleHeld", terms.text, [relation.role])
    yield from each("vg:fromOrganisation", terms.entity, [relation.from_org])


def _stake(relation: Relation) -> Pairs:
    yield from share("vg:share", relation.share)
    yield from share("vg:votingShare", relation.voting_share)
    yield from each("vg:voting", terms.boolean, [relation.voting])


def _resolution(relations: Relations) -> Pairs:
    claims = (id for relation in relations for id in (*relation.supports, *relation.denies, *relation.loses))
    sources = sorted({id.partition("#")[0] for id in claims})
    return activity("Claims resolved into relations by rules R0 to R10", map(terms.source, sources))
