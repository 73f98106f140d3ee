"""The algebra of a query (SPARQL 1.1, section 18.2), as rdflib reads it: what is asked, before any engine plans it.

Oxigraph plans a query itself and shows its plan to no caller from Python, so this is no plan and has no figures.
"""

import re
from collections.abc import Iterator

from vendorgraph.queries import QueryError

_BLANK = re.compile(r"_:[A-Za-z0-9]+")

#: What is said beside the algebra.
NOTE = (
    "This is the algebra of the query, not the plan of the engine: Oxigraph orders the joins itself and does not show "
    "how to Python."
)


def algebra(text: str) -> str:
    """Return the algebra as lines, indented by their depth; the usual prefixes need no declaration.

    Raises QueryError when rdflib cannot read the query, and ImportError without rdflib.
    """
    from rdflib.plugins.sparql import prepareQuery

    from vendorgraph.rdf.terms import PREFIXES

    try:
        whole = prepareQuery(text, initNs=PREFIXES).algebra
    except Exception as error:  # pyparsing's and rdflib's own, which have no common base
        raise QueryError(f"rdflib cannot read the query: {' '.join(str(error).split())}") from None
    written = "".join(f"{'  ' * depth}{line}\n" for depth, line in _lines(whole, 0))
    return _with_plain_blanks(written)


def _with_plain_blanks(text: str) -> str:
    """The text with its blank nodes, which rdflib names by chance, numbered in their order."""
    names = {name: f"_:b{number}" for number, name in enumerate(dict.fromkeys(_BLANK.findall(text)), 1)}
    return _BLANK.sub(lambda match: names[match[0]], text)


def _lines(node: object, depth: int, name: str = "") -> Iterator[tuple[int, str]]:
    """Lines of an operator with those of what it has; sets of variables that rdflib keeps for itself are left out."""
    from rdflib.plugins.sparql.parserutils import CompValue

    label = f"{name}: " if name else ""
    if isinstance(node, CompValue):
        yield depth, f"{label}{node.name}"
        for key, value in node.items():
            if key != "_vars" and key != "lazy" and value not in (None, [], {}):
                yield from _lines(value, depth + 1, key)
    elif isinstance(node, list | tuple) and name == "triples":
        for triple in node:
            yield depth, " ".join(map(_term, triple))
    elif isinstance(node, list) and any(isinstance(each, CompValue | dict) for each in node):
        for each in node:
            yield from _lines(each, depth, name)
    elif isinstance(node, dict):
        yield depth, f"{label}{', '.join(f'{_term(key)} = {_term(value)}' for key, value in node.items())}"
    else:
        parts = sorted(map(_term, node)) if isinstance(node, set | frozenset) else _parts(node)
        yield depth, f"{label}{', '.join(parts)}"


def _parts(node: object) -> list[str]:
    return [_term(each) for each in node] if isinstance(node, list | tuple) else [_term(node)]


def _term(term: object) -> str:
    """A term, or a property path, as it is written in a query, with the usual prefixes."""
    from rdflib.paths import Path
    from rdflib.term import Node

    from vendorgraph.rdf.terms import PREFIXES

    text = term.n3() if isinstance(term, Node | Path) else str(term)
    for prefix, start in PREFIXES.items():
        text = _shortened(text, prefix, start)
    return text


def _shortened(text: str, prefix: str, start: str) -> str:
    """Every IRI in the text that is a prefix and a plain name, written so."""
    return re.sub(rf"<{re.escape(start)}([\w-]+)>", rf"{prefix}:\1", text)
