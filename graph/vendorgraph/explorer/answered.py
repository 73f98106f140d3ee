"""What the store answered to a query that a page asks: rows, yes or no, or triples, as the SPARQL formats have them."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, json

#: The formats in which a page takes answers: of rows and truth values, and of triples.
ROWS, TRIPLES = "application/sparql-results+json", "text/turtle"

#: Rows that a page shows; files have all of them.
MOST = 1000

_ENTITY = "https://w3id.org/vendorgraph/id/"
_PREFIXES = {
    "https://w3id.org/vendorgraph/ontology#": "vg:",
    "https://w3id.org/vendorgraph/source/": "source:",
    "https://w3id.org/vendorgraph/claim/": "claim:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
}


class Answered(Struct, frozen=True):
    """A media type and content; or in place of both, why the query was refused, and the code of that reason."""

    media_type: str = ""
    body: bytes = b""
    refusal: str | None = None
    code: str | None = None


class Cell(Struct, frozen=True):
    """A value as text; the slug where it is an entity, the id of the source where it is one or a claim of one."""

    text: str
    slug: str | None = None
    source: str | None = None


class Result(Struct, frozen=True, kw_only=True):
    """An answer to show: columns and rows, or `yes`, or triples as text. `left_out` rows are not among `rows`."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    left_out: int = 0
    yes: bool | None = None
    triples: str | None = None

    @property
    def entities(self) -> tuple[str, ...]:
        """The slugs of all entities in the rows, each once."""
        return tuple(dict.fromkeys(cell.slug for row in self.rows for cell in row if cell.slug))


def result(answered: Answered) -> Result:
    """Return what was answered, to be shown; ValueError when it is in none of the formats."""
    if answered.media_type == TRIPLES:
        return Result(triples=answered.body.decode())
    whole: dict[str, Any] = json.decode(answered.body)
    if "boolean" in whole:
        return Result(yes=bool(whole["boolean"]))
    columns = tuple(whole["head"]["vars"])
    bindings = whole["results"]["bindings"]
    rows = tuple(tuple(_cells(columns, each)) for each in bindings[:MOST])
    return Result(columns=columns, rows=rows, left_out=max(len(bindings) - MOST, 0))


def _cells(columns: tuple[str, ...], binding: dict[str, dict[str, str]]) -> Iterator[Cell]:
    for name in columns:
        value = binding.get(name)
        yield Cell("") if value is None else _cell(value)


def _cell(value: dict[str, Any]) -> Cell:
    text = str(value.get("value", ""))
    if value.get("type") != "uri":
        return Cell(text)
    if text.startswith(_ENTITY):
        slug = text.removeprefix(_ENTITY)
        return Cell(slug, slug)
    start = next((start for start in _PREFIXES if text.startswith(start)), None)
    if start is None:
        return Cell(text)
    rest = text.removeprefix(start)
    source = rest.partition("/")[0] if _PREFIXES[start] in ("source:", "claim:") else None
    return Cell(_PREFIXES[start] + rest, source=source)
