"""Relations as of a day as a named graph: plain triples of what holds, and a node for each relation with its claims.

Every relation has its node, the planned, denied and ended ones too. What holds has its plain triple besides
(`id:meta vg:holdsStakeIn id:scale-ai`): in both directions where the relation is symmetric, one where a person has
several posts. The graph says for which days it was made and from which sources, and bears no time stamp: the same
relations give the same graph.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from vendorgraph.rdf import terms
from vendorgraph.rdf.pairs import Pairs, about, code, dated, each, property_of, types
from vendorgraph.rdf.terms import term
from vendorgraph.relations.model import Relation, Relations, Share
from vendorgraph.vocabulary import Vocabulary


def add(store: Store, vocabulary: Vocabulary, relations: Relations) -> NamedNode:
    """Put the graph of `relations` into the store in place of an earlier one for the same days; return its name."""
    name = terms.relations_graph(relations.as_of, relations.known_by)
    store.remove_graph(name)
    store.bulk_extend(relation_quads(vocabulary, relations))
    return name


def relation_quads(vocabulary: Vocabulary, relations: Relations) -> Iterator[Quad]:
    """Yield the graph of `relations`; without relations, what it is and nothing more."""
    name = terms.relations_graph(relations.as_of, relations.known_by)
    yield from _described(name, relations)
    for relation in relations:
        node = terms.relation(*relation.key)
        yield from about(node, _relation(vocabulary, relation), name)
    holding = (relation for relation in relations if relation.holds)
    yield from dict.fromkeys(quad for relation in holding for quad in _plain(vocabulary, relation, name))


def _plain(vocabulary: Vocabulary, relation: Relation, graph: NamedNode) -> Iterator[Quad]:
    subject, object = terms.entity(relation.subject), terms.entity(relation.object)
    predicate = property_of(vocabulary, relation.relation)
    yield Quad(subject, predicate, object, graph)
    if vocabulary.relations[relation.relation].symmetric:
        yield Quad(object, predicate, subject, graph)


def _relation(vocabulary: Vocabulary, relation: Relation) -> Pairs:
    yield from types("vg:Relation", "rdf:Statement", "prov:Entity")
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
    yield from dated("vg:from", "vg:from", relation.since)
    yield from dated("vg:to", "vg:to", relation.until)
    yield from _post(vocabulary, relation)
    yield from _stake(relation)
    yield from _evidence(relation)


def _post(vocabulary: Vocabulary, relation: Relation) -> Pairs:
    if relation.post is not None:
        yield term("vg:post"), code(vocabulary, "post", relation.post)
    yield from each("vg:roleHeld", terms.text, [relation.role])
    yield from each("vg:fromOrganisation", terms.entity, [relation.from_org])


def _stake(relation: Relation) -> Pairs:
    yield from _share("vg:share", relation.share)
    yield from _share("vg:votingShare", relation.voting_share)
    yield from each("vg:voting", terms.boolean, [relation.voting])


def _share(curie: str, share: Share | None) -> Pairs:
    if share is None:
        return
    for end, value, is_open in (("Min", share.min, share.min_open), ("Max", share.max, share.max_open)):
        yield term(curie + end), terms.decimal(value)
        if is_open:
            yield term(f"{curie}{end}Open"), terms.boolean(True)


def _evidence(relation: Relation) -> Pairs:
    yield from each("vg:supportedBy", terms.claim, relation.supports)
    yield from each("vg:deniedBy", terms.claim, relation.denies)
    yield from each("vg:losing", terms.claim, relation.loses)
    yield from each("vg:note", _english, relation.notes)


def _english(note: str) -> Literal:
    return terms.text(note, "en")


def _described(name: NamedNode, relations: Relations) -> Iterator[Quad]:
    activity = NamedNode(name.value + "/resolution")
    yield from about(name, _graph(activity, relations), name)
    yield from about(activity, _activity(relations), name)


def _graph(activity: NamedNode, relations: Relations) -> Pairs:
    as_of, known_by = relations.as_of.isoformat(), relations.known_by.isoformat()
    yield from types("prov:Entity")
    yield term("rdfs:label"), terms.text(f"Relations as of {as_of} as known by {known_by}", "en")
    yield term("vg:asOf"), terms.day(relations.as_of)
    yield term("vg:knownBy"), terms.day(relations.known_by)
    yield term("prov:wasGeneratedBy"), activity


def _activity(relations: Relations) -> Pairs:
    claims = (id for relation in relations for id in (*relation.supports, *relation.denies, *relation.loses))
    yield from types("prov:Activity")
    yield term("rdfs:label"), terms.text("Claims resolved into relations by rules R0 to R10", "en")
    yield from each("prov:used", terms.source, sorted({id.partition("#")[0] for id in claims}))
