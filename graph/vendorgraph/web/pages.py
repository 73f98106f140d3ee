"""Plain pages for people: no script, no style but the browser's, and nothing that is not escaped."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from vendorgraph.rdf.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    Term = NamedNode | BlankNode | Literal | Triple

_FORM = """<form action="/sparql" method="get">
<p><label for="query">SPARQL query</label></p>
<p><textarea id="query" name="query" rows="12" cols="90" dir="ltr">SELECT ?type (COUNT(*) AS ?number)
WHERE { ?thing a ?type }
GROUP BY ?type ORDER BY DESC(?number)</textarea></p>
<p><button type="submit">Ask</button></p>
</form>"""
_FORMATS = (("Turtle", ".ttl"), ("JSON-LD", ".jsonld"))


def layout(title: str, body: str, path: str | None = None) -> bytes:
    """Return a page; with the path of a document, links to its other formats."""
    others = "" if path is None else f"<p>{' · '.join(_link(_path(path + end), name) for name, end in _FORMATS)}</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head>\n<body><h1>{escape(title)}</h1>\n{body}\n{others}</body></html>\n"
    ).encode()


def front() -> bytes:
    """Return the page of the endpoint: a form, and where the rest is."""
    links = (("/.well-known/void", "what the data hold (VoID)"), ("/ontology", "the vocabulary"))
    items = "".join(f"<li>{_link(path, text)}</li>" for path, text in links)
    return layout("SPARQL endpoint", f"{_FORM}<ul>{items}</ul>")


def resource(node: NamedNode, triples: "Sequence[Triple]", labels: Mapping[str, str]) -> bytes:
    """Return the page of an IRI: what is said of it, and what refers to it; `labels` are the names of other IRIs."""
    says = [(each.predicate, each.object) for each in triples if each.subject == node]
    below = [(each.subject, each.predicate, each.object) for each in triples if _is_below(each, node)]
    named = [(each.subject, each.predicate) for each in triples if each.subject != node and each.object == node]
    parts = [f"<p><code>{escape(node.value)}</code></p>", _table(("property", "value"), says, labels)]
    if below:
        parts += ["<h2>Its parts</h2>", _table(("part", "property", "value"), below, labels)]
    if named:
        parts += ["<h2>Refers to it</h2>", _table(("subject", "property"), named, labels)]
    path = node.value.removeprefix(BASE) if node.value.startswith(BASE) else None
    return layout(labels.get(node.value, node.value), "\n".join(parts), path)


def _is_below(triple: "Triple", node: NamedNode) -> bool:
    subject = triple.subject
    return triple.object != node and isinstance(subject, NamedNode) and subject.value.startswith(node.value + "/")


def _table(columns: Sequence[str], rows: "Iterable[Sequence[Term]]", labels: Mapping[str, str]) -> str:
    head = "".join(f"<th>{each}</th>" for each in columns)
    written = sorted("".join(f"<td>{_cell(each, labels)}</td>" for each in row) for row in rows)
    return f"<table><tr>{head}</tr>\n" + "\n".join(f"<tr>{row}</tr>" for row in written) + "</table>"


def _cell(value: "Term", labels: Mapping[str, str]) -> str:
    if isinstance(value, Literal):
        return _literal(value)
    if not isinstance(value, NamedNode):
        return escape(str(value))
    text = labels.get(value.value) or _short(value.value)
    if value.value.startswith(BASE):
        return _link(_path(value.value.removeprefix(BASE)), text)
    return _link(value.value, text) if _is_web(value.value) else escape(text)


def _literal(value: Literal) -> str:
    if value.datatype.value == PREFIXES["xsd"] + "anyURI" and _is_web(value.value):
        return _link(value.value, value.value)
    text = escape(value.value)
    if value.language:
        direction = ' dir="rtl"' if value.language.partition("-")[0] == "ar" else ""
        return f'<span lang="{escape(value.language)}"{direction}>{text}</span>'
    return text


def _short(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix fits."""
    for name, start in PREFIXES.items():
        if iri.startswith(start) and iri != start:
            return f"{name}:{iri.removeprefix(start)}"
    return iri


def _path(path: str) -> str:
    return "/" + path


def _is_web(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'
