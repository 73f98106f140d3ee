"""One faulty record for every shape: a valid record of its kind with the one thing changed that the shape forbids.

The record of a case is named after its shape, so that all cases stand in one graph and are validated in one run.
"""

from vendorgraph.rdf.terms import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())

TYPES = {
    "company": "vg:Company",
    "fund": "vg:Fund",
    "organisation": "vg:Organisation",
    "person": "vg:Person",
    "product": "vg:Product",
    "government": "vg:GovernmentBody",
    "group": "vg:Group",
    "topic": "vg:Topic",
}

SOURCE = {
    "a": "vg:Source",
    "dct:title": '"A title"@en',
    "dct:language": '"en"',
    "vg:kind": "vg:kind-news",
    "vg:reliability": "vg:reliability-high",
    "vg:origin": '"An outlet"',
}
CLAIM = {
    "a": "vg:Claim",
    "prov:hadPrimarySource": "source:base",
    "rdf:subject": "id:a-company",
    "rdf:predicate": "vg:customerOf",
    "rdf:object": "id:b-company",
    "vg:certainty": "vg:certainty-reported",
}
RELATION = {
    "a": "vg:Relation",
    "rdf:subject": "id:a-company",
    "rdf:predicate": "vg:customerOf",
    "rdf:object": "id:b-company",
    "vg:status": "vg:status-current",
    "vg:grade": '"A"',
    "vg:rule": '"R3"',
    "vg:origins": "1",
    "vg:supportedBy": "<https://w3id.org/vendorgraph/claim/base/01>",
}
GRAPH = {
    "a": "prov:Entity",
    "vg:asOf": '"2025-06-20"^^xsd:date',
    "vg:knownBy": '"2025-06-20"^^xsd:date',
    "prov:wasGeneratedBy": "<https://w3id.org/vendorgraph/graph/making>",
}
HOP = {**RELATION, "a": "vg:Hop", "vg:position": "1", "vg:relation": "relation:base"}
EXPOSURE = {
    "a": "vg:Exposure",
    "vg:customer": "id:a-company",
    "vg:vendor": "id:b-company",
    "vg:verdict": "vg:verdict-established",
    "vg:status": "vg:status-current",
}
RIVALRY = {
    "a": "vg:Rivalry",
    "vg:customer": "id:a-company",
    "vg:rival": "id:a-fund",
    "vg:verdict": "vg:verdict-established",
    "vg:rivalryKind": "vg:rivalry-stated",
}
TIE = {
    "a": "vg:Tie",
    "vg:rival": "id:a-fund",
    "vg:vendor": "id:b-company",
    "vg:actor": "id:a-fund",
    "vg:place": "id:b-company",
    "vg:tieKind": "vg:tie-ownership",
    "vg:verdict": "vg:verdict-established",
    "vg:rule": '"a rule"',
    "vg:strength": '"49 %"@en',
}
WEIGHED = {
    "a": "vg:WeighedTie",
    "vg:position": "1",
    "vg:tie": "tie:base",
    "vg:timing": "vg:timing-concurrent",
    "vg:level": "vg:level-high",
}
CONFLICT = {
    "a": "vg:Conflict",
    "vg:customer": "id:a-company",
    "vg:vendor": "id:b-company",
    "vg:rival": "id:a-fund",
    "vg:level": "vg:level-high",
    "vg:verdict": "vg:verdict-established",
    "vg:timing": "vg:timing-concurrent",
    "vg:exposure": "exposure:base",
    "vg:rivalry": "rivalry:base",
    "vg:tie": "tie:base",
    "vg:leadingTie": "tie:base",
    "vg:weighedTie": "conflict:weighed",
    "vg:weakestHop": "<https://w3id.org/vendorgraph/exposure/base/hop/1>",
}


def turtle(iri: str, valid: dict[str, str], changes: dict[str, str | None]) -> str:
    """A record as Turtle with `changes` made to it; None leaves a property out."""
    says = {**valid, **changes}
    return f"<{iri}> " + " ; ".join(f"{name} {value}" for name, value in says.items() if value is not None) + " .\n"


def claim(name: str, changes: dict[str, str | None]) -> str:
    return turtle(f"{PREFIXES['claim']}{name}/01", CLAIM, changes)


def attribute(name: str, changes: dict[str, str | None]) -> str:
    bare: dict[str, str | None] = {"rdf:predicate": None, "rdf:object": None, "vg:attribute": "vg:attribute-statement"}
    return claim(name, {**bare, "vg:value": '"words"', **changes})


def of(relation: str, subject: str, object: str, **more: str) -> dict[str, str | None]:
    qualifiers = {f"vg:{key}": value for key, value in more.items()}
    return {
        "rdf:predicate": f"vg:{relation}",
        "rdf:subject": f"id:{subject}",
        "rdf:object": f"id:{object}",
        **qualifiers,
    }


def entity(name: str, changes: dict[str, str | None]) -> str:
    """An entity and a claim about it."""
    thing = turtle(PREFIXES["id"] + name, {"a": "vg:Company", "skos:prefLabel": f'"{name}"@en'}, changes)
    return thing + attribute(f"about-{name}", {"rdf:subject": f"id:{name}"})


def source(name: str, changes: dict[str, str | None]) -> str:
    """A source and a claim that it makes."""
    thing = turtle(PREFIXES["source"] + name, SOURCE, changes)
    return thing + claim(f"by-{name}", {"prov:hadPrimarySource": f"source:{name}"})


def relation(name: str, changes: dict[str, str | None]) -> str:
    return turtle(PREFIXES["relation"] + name, RELATION, changes)


def exposure(name: str, changes: dict[str, str | None]) -> str:
    return _with_hop("exposure", name, EXPOSURE, changes)


def rivalry(name: str, changes: dict[str, str | None]) -> str:
    return _with_hop("rivalry", name, RIVALRY, changes)


def tie(name: str, changes: dict[str, str | None]) -> str:
    return _with_hop("tie", name, TIE, changes)


def hop(name: str, changes: dict[str, str | None]) -> str:
    """The hop of an exposure; `name` is that of both."""
    return _with_hop("exposure", name, EXPOSURE, {}, changes)


def _with_hop(
    kind: str,
    name: str,
    valid: dict[str, str],
    changes: dict[str, str | None],
    hop: dict[str, str | None] | None = None,
) -> str:
    first = f"{PREFIXES[kind]}{name}/hop/1"
    thing = turtle(PREFIXES[kind] + name, {**valid, "vg:hop": f"<{first}>"}, changes)
    return thing + turtle(first, HOP, hop or {})


def conflict(name: str, changes: dict[str, str | None]) -> str:
    return turtle(PREFIXES["conflict"] + name, CONFLICT, changes)


def base() -> str:
    """What the records of the cases refer to; it has no fault."""
    things = [entity(f"{letter}-{slug}", {"a": kind}) for slug, kind in TYPES.items() for letter in "ab"]
    agent = f'<{PREFIXES["claim"]}base/speaker> a prov:Agent ; rdfs:label "A speaker" .\n'
    making = "<https://w3id.org/vendorgraph/graph/making> a prov:Activity .\n"
    found = [relation("base", {}), exposure("base", {}), rivalry("base", {}), tie("base", {}), conflict("base", {})]
    found.append(turtle(PREFIXES["conflict"] + "weighed", WEIGHED, {}))
    return "".join([HEAD, *things, source("base", {}), claim("base", {}), agent, making, *found])


YEAR, DAY = '"2025"^^xsd:gYear', '"2025-06-20"^^xsd:date'
EVENT = of("acquired", "a-company", "b-company")
SPAN = {"First": '"2025-01-01"^^xsd:date', "Last": '"2025-12-31"^^xsd:date'}


def days(local: str) -> dict[str, str | None]:
    return {f"vg:{local}{end}": value for end, value in SPAN.items()}


CASES: dict[str, str] = {
    "entity-name": entity("entity-name", {"skos:prefLabel": '"one"@en, "two"@en'}),
    "entity-arabic-name": entity("entity-arabic-name", {"skos:prefLabel": '"one"@en, "one"@ar'}),
    "entity-alias": entity("entity-alias", {"skos:altLabel": '" blank"'}),
    "entity-one-type": entity("entity-one-type", {"a": "vg:Company, vg:Person"}),
    "entity-role": entity("entity-role", {"vg:role": "vg:role-baker"}),
    "entity-country": entity("entity-country", {"schema:addressCountry": '"usa"'}),
    "entity-wikidata": entity("entity-wikidata", {"skos:exactMatch": "wd:P95"}),
    "entity-used": turtle(PREFIXES["id"] + "entity-used", {"a": "vg:Company", "skos:prefLabel": '"unused"@en'}, {}),
    "source-title": source("source-title", {"dct:title": None}),
    "source-language": source("source-language", {"dct:language": '"English"'}),
    "source-kind": source("source-kind", {"vg:kind": "vg:kind-gossip"}),
    "source-reliability": source("source-reliability", {"vg:reliability": "vg:grade-A"}),
    "source-origin": source("source-origin", {"vg:origin": '"One", "Two"'}),
    "source-address": source("source-address", {"schema:url": '"ftp://example.org"^^xsd:anyURI'}),
    "source-published": source("source-published", {"dct:issued": '"June 2025"', **days("issued")}),
    "source-estimate": source("source-estimate", {"vg:publishedEstimated": "true"}),
    "source-relays": source("source-relays", {"vg:relays": '""'}),
    "source-claims": turtle(PREFIXES["source"] + "source-claims", SOURCE, {}),
    "claim-source": claim("claim-source", {"prov:hadPrimarySource": None}),
    "claim-subject": claim("claim-subject", {"rdf:subject": None}),
    "claim-object": claim(
        "claim-object", {**of("investedIn", "a-fund", "b-company"), "rdf:object": "id:b-company, id:b-fund"}
    ),
    "claim-relation": claim("claim-relation", {"rdf:predicate": "vg:envies"}),
    "claim-states-something": claim("claim-states-something", {"rdf:object": None}),
    "claim-two-parties": claim("claim-two-parties", {"rdf:object": "id:a-company"}),
    "claim-certainty": claim("claim-certainty", {"vg:certainty": None}),
    "claim-status": claim("claim-status", {"vg:status": "vg:status-lukewarm"}),
    "claim-status-claimed": claim("claim-status-claimed", {"vg:status": "vg:status-denied"}),
    "claim-polarity": claim("claim-polarity", {"vg:polarity": "vg:polarity-affirms"}),
    "claim-speaker": claim("claim-speaker", {"vg:attributedTo": '"Somebody"'}),
    "claim-flags": claim("claim-flags", {"vg:doubt": '"yes"'}),
    "claim-line": claim("claim-line", {"vg:line": "0"}),
    "claim-attribute": attribute("claim-attribute", {"vg:attribute": "vg:attribute-mood", "vg:text": '"good"'}),
    "claim-attribute-value": attribute("claim-attribute-value", {"vg:value": None}),
    "claim-attribute-beside-relation": claim(
        "claim-attribute-beside-relation",
        {"vg:attribute": "vg:attribute-stake-price", "vg:amount": "1", "vg:currency": '"USD"'},
    ),
    "claim-amount-measures": claim("claim-amount-measures", {"vg:amount": "1", "vg:currency": '"USD"'}),
    "claim-amount": claim("claim-amount", {**EVENT, "vg:amount": "1"}),
    "claim-round-amount": claim(
        "claim-round-amount",
        of("investedIn", "a-fund", "b-company", roundAmount="-1", roundCurrency='"USD"'),
    ),
    "claim-value": attribute("claim-value", {"vg:value": "true"}),
    "claim-share": claim("claim-share", of("holdsStakeIn", "a-company", "b-company", share="1.2")),
    "claim-exactness": claim("claim-exactness", {"vg:approx": "vg:approx-roughly"}),
    "claim-per": claim("claim-per", {"vg:per": "vg:per-week"}),
    "claim-basis": claim("claim-basis", {"vg:basis": "vg:basis-guess"}),
    "claim-post": claim("claim-post", of("holdsRole", "a-person", "b-company", roleHeld='"CEO"')),
    "claim-former-employer": claim(
        "claim-former-employer", of("movedTo", "a-person", "b-company", fromOrganisation="id:b-person")
    ),
    "claim-product": claim("claim-product", {"vg:product": "id:b-company"}),
    "date-precision": claim("date-precision", {"vg:from": '"2025-06"', **days("from")}),
    "date-order": claim(
        "date-order",
        {
            "vg:from": DAY,
            "vg:fromFirst": DAY,
            "vg:fromLast": DAY,
            "vg:to": '"2024"^^xsd:gYear',
            "vg:toFirst": '"2024-01-01"^^xsd:date',
            "vg:toLast": '"2024-12-31"^^xsd:date',
        },
    ),
    "days-date": claim("days-date", {**EVENT, "vg:date": YEAR, **days("date"), "vg:dateFirst": None}),
    "days-from": claim("days-from", {"vg:from": YEAR, **days("from"), "vg:fromLast": None}),
    "days-to": claim("days-to", {"vg:to": YEAR, **days("to"), "vg:toFirst": '"2026-01-01"^^xsd:date'}),
    "days-status-since": claim("days-status-since", {"vg:statusSince": YEAR}),
    "days-period": claim("days-period", {"vg:period": '"2025"', **days("period"), "vg:periodLast": '"2025"'}),
    "days-published": source("days-published", {"dct:issued": YEAR}),
    "days-withdrawn": source("days-withdrawn", {"vg:withdrawn": YEAR, **days("withdrawn"), "vg:withdrawnFirst": None}),
    "days-as-of": claim("days-as-of", {"vg:asOf": YEAR}),
    "date-on-event": claim("date-on-event", {"vg:date": YEAR, **days("date")}),
    "from-on-state": claim("from-on-state", {**EVENT, "vg:from": YEAR, **days("from")}),
    "staff-moved-to-number": claim("staff-moved-to-number", of("staffMovedTo", "a-company", "b-company")),
    "board-member-of-firm": claim("board-member-of-firm", of("boardMemberOf", "a-company", "b-company")),
    "competitor-of-like": claim("competitor-of-like", of("competitorOf", "a-company", "b-product")),
    "relation-whole": relation("relation-whole", {"vg:status": None}),
    "relation-grade": relation("relation-grade", {"vg:grade": '"E"'}),
    "relation-evidence": relation("relation-evidence", {"vg:supportedBy": None}),
    "relation-share": relation(
        "relation-share", {**of("holdsStakeIn", "a-fund", "b-company"), "vg:shareMin": "0.5", "vg:shareMax": "0.4"}
    ),
    "relation-voting-share": relation(
        "relation-voting-share", {**of("holdsStakeIn", "a-fund", "b-company"), "vg:votingShareMin": "0.5"}
    ),
    "view-described": turtle(PREFIXES["graph"] + "relations/view-described", GRAPH, {"prov:wasGeneratedBy": None}),
    "exposure-whole": exposure("exposure-whole", {"vg:vendor": None}),
    "rivalry-whole": rivalry("rivalry-whole", {"vg:rivalryKind": None}),
    "tie-whole": tie("tie-whole", {"vg:strength": None}),
    "tie-power": tie("tie-power", {"vg:power": "1.1"}),
    "conflict-whole": conflict("conflict-whole", {"vg:level": None}),
    "conflict-basis": conflict("conflict-basis", {"vg:leadingTie": None}),
    "conflict-parties": conflict("conflict-parties", {"vg:rival": "id:a-company"}),
    "hop-place": hop("hop-place", {"vg:position": "0"}),
    "weighed-tie": turtle(PREFIXES["conflict"] + "weighed-tie", WEIGHED, {"vg:tie": "id:a-fund"}),
    "clearing-set": turtle(PREFIXES["conflict"] + "clearing-set", {"a": "vg:ClearingSet", "vg:position": "1"}, {}),
    "verdict-listed": tie("verdict-listed", {"vg:verdict": "vg:level-high"}),
    "timing-listed": conflict("timing-listed", {"vg:timing": "vg:level-high"}),
    "level-listed": conflict("level-listed", {"vg:level": "vg:timing-past"}),
    "tie-listed": tie("tie-listed", {"vg:tieKind": "vg:rivalry-stated"}),
    "rivalry-listed": rivalry("rivalry-listed", {"vg:rivalryKind": "vg:tie-board"}),
}

#: A value for each qualifier that only some relations may carry; vg:controls carries none of them.
_QUALIFIERS: dict[str, dict[str, str | None]] = {
    "amount": {"vg:amount": "1", "vg:currency": '"USD"'},
    "round-amount": {"vg:roundAmount": "1", "vg:roundCurrency": '"USD"'},
    "value": {"vg:value": "1"},
    "approx": {"vg:approx": "vg:approx-about"},
    "per": {"vg:per": "vg:per-year"},
    "basis": {"vg:basis": "vg:basis-run-rate"},
    "share": {"vg:share": "0.5"},
    "voting-share": {"vg:votingShare": "0.5"},
    "voting": {"vg:voting": "true"},
    "role": {"vg:roleHeld": '"CEO"', "vg:post": "vg:post-chief-executive"},
    "from-org": {"vg:fromOrganisation": "id:b-fund"},
    "product": {"vg:product": "id:b-product"},
    "market": {"vg:market": '"models"'},
    "period": {"vg:period": '"2025"', **days("period")},
}
CASES |= {
    f"carries-{key}": claim(f"carries-{key}", {**of("controls", "a-person", "b-company"), **qualifier})
    for key, qualifier in _QUALIFIERS.items()
}
