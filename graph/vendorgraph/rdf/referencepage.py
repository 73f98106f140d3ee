"""The reference of the ontology as one HTML page: no script, nothing loaded, an anchor for every term."""

from collections.abc import Iterable, Mapping
from html import escape

from pyoxigraph import Literal, NamedNode

from vendorgraph.rdf import terms
from vendorgraph.rdf.reference import Node, Reference, Term

_STYLE = """
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b;
       background: #fff }
h2 { margin-top: 3rem; border-bottom: 2px solid }
h3, h4 { margin-bottom: .2rem }
section.term { margin: 1.5rem 0; padding-left: 1rem; border-left: 4px solid #c9ced6 }
section.term:target { border-left-color: #0b57d0 }
dl { display: grid; grid-template-columns: 12rem 1fr; gap: .2rem 1rem }
dt { color: #555 }
dd { margin: 0; overflow-wrap: anywhere }
nav p { line-height: 1.9 }
[dir=rtl] { display: block; text-align: right }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } dt { margin-top: .4rem } }
@media (prefers-color-scheme: dark) {
  body { color: #e8e8e8; background: #161616 }
  a { color: #8ab4f8 }
  dt { color: #aaa }
}
"""
_VG = terms.PREFIXES["vg"]


def page(reference: Reference, served: bool = False) -> str:
    """Return the page as text, its style sheet inside of it.

    When it is `served`, beside the other documents of the ontology, it has links to them in place of the style.
    """
    style = "" if served else f"<style>{_STYLE}</style>"
    title = escape(reference.title.get("en", ""))
    groups = "".join(_group(name, group, reference) for name, group in reference.groups.items())
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>{style}</head>\n'
        f"<body>\n<h1>{_both(reference.title)}</h1>\n{_about(reference, served)}\n"
        f"{_contents(reference)}\n{groups}</body></html>\n"
    )


def _about(reference: Reference, served: bool) -> str:
    facts = {
        "namespace": f"<code>{escape(_VG)}</code>, with the prefix <code>vg:</code>",
        "licence": _link(reference.licence, reference.licence),
        "terms": str(sum(1 for _ in reference.terms)),
    }
    if served:
        facts["other formats"] = '<a href="/ontology.ttl">Turtle</a> · <a href="/ontology.jsonld">JSON-LD</a>'
    return f"<p>{_both(reference.description)}</p>\n{_facts(facts)}"


def _contents(reference: Reference) -> str:
    parts = []
    for name, group in reference.groups.items():
        links = " · ".join(_anchor(each.local) for each in group)
        parts.append(f'<h3><a href="#{_slug(name)}">{escape(name)}</a></h3><p>{links}</p>\n')
    return f"<nav>{''.join(parts)}</nav>"


def _group(name: str, group: Iterable[Term], reference: Reference) -> str:
    written = "".join(_term(each, "h3", reference.prefixes) for each in group)
    return f'<h2 id="{_slug(name)}">{escape(name)}</h2>\n{written}'


def _term(each: Term, heading: str, prefixes: Mapping[str, str]) -> str:
    """One term; the concepts of a code list inside of it."""

    def listed(values: Iterable[Node]) -> str:
        return ", ".join(_value(value, prefixes) for value in values)

    facts = {"IRI": f"<code>{escape(each.iri)}</code>"}
    facts |= {name: listed(values) for name, values in each.facts.items()}
    if each.examples:
        facts["example"] = " ".join(_spoken(value) or _value(value, prefixes) for value in each.examples)
    facts |= {name: listed(values) for name, values in each.matches.items()}
    members = "".join(_term(member, "h4", prefixes) for member in each.members)
    return (
        f'<section class="term" id="{escape(each.local)}"><{heading}>{_anchor(each.local)} {_both(each.label)}'
        f"</{heading}>\n<p>{_both(each.comment)}</p>\n{_facts(facts)}\n{members}</section>\n"
    )


def _facts(facts: Mapping[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>\n" for name, value in facts.items()) + "</dl>"


def _both(texts: Mapping[str, str]) -> str:
    return " ".join(_in(language, text) for language, text in texts.items())


def _spoken(value: NamedNode | Literal) -> str:
    """A text in its language; empty for what has none."""
    return _in(value.language, value.value) if isinstance(value, Literal) and value.language else ""


def _in(language: str, text: str) -> str:
    direction = ' dir="rtl"' if language == "ar" else ""
    return f'<span lang="{escape(language)}"{direction}>{escape(text)}</span>'


def _value(node: Node, prefixes: Mapping[str, str]) -> str:
    if isinstance(node, Literal):
        return f"<code>{escape(node.value)}</code>"
    assert isinstance(node, NamedNode), "unions are read as their members"
    if node.value.startswith(_VG):
        return _anchor(node.value.removeprefix(_VG))
    return _link(node.value, _short(node.value, prefixes))


def _anchor(local: str) -> str:
    return f'<a href="#{escape(local)}">vg:{escape(local)}</a>'


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with the longest prefix that fits, or as it is."""
    fitting = ((name, start) for name, start in prefixes.items() if iri.startswith(start))
    name, start = max(fitting, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{name}:{iri.removeprefix(start)}" if name else iri


def _slug(heading: str) -> str:
    """An anchor that no term has."""
    return "-" + heading.lower().replace(" ", "-")
