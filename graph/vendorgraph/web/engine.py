"""A query and a store in, results out: the same in a worker and in a test."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from vendorgraph import guard
from vendorgraph.web import syntax
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query
from vendorgraph.web.negotiate import GRAPHS, SOLUTIONS, Format, format_of, offers, unacceptable
from vendorgraph.web.refusals import Refused

Results = QuerySolutions | QueryBoolean | QueryTriples

_PREFIX = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*)?:\s*<([A-Za-z][^<>]*)>", re.IGNORECASE)


def query(store: Store, union: bool, asked: Query, limits: Limits) -> tuple[str, bytes]:
    """Return media type and results of a query, in the format that the client likes best for its form.

    `union` makes the union of all graphs the default graph, unless query or request name graphs. Raises Refused, and
    OSError where a store on disk cannot be read.
    """
    try:
        guard.check(asked.text, limits)
        results = _evaluate(store, union, asked)
        if isinstance(results, QueryTriples):
            media_type = _wanted(asked.graph, offers(GRAPHS))
            return media_type, rdf(results, media_type, limits, _prefixes(asked.text))
        media_type = _wanted(asked.solutions, offers(SOLUTIONS))
        return media_type, _solutions(results, media_type, limits)
    except guard.Unsafe as unsafe:
        raise Refused.again(unsafe) from None
    except SyntaxError as error:
        raise syntax.explain(asked.text, lambda text: store.query(text, base_iri=asked.base), error) from None
    except (RuntimeError, ValueError) as error:
        raise unable(error) from None


def unable(error: Exception) -> Refused:
    """Return the refusal of a query that the engine cannot evaluate."""
    return Refused("evaluation", f"The engine says: {error}.", "Change the query, or ask for another format.")


def rdf(triples: Iterable[Triple], media_type: str, limits: Limits, prefixes: dict[str, str]) -> bytes:
    """Return triples in an RDF format; Refused when they exceed the limits."""
    output = _Bounded(limits.answer_bytes)
    form = RdfFormat.from_media_type(format_of(media_type, GRAPHS).media_types[0])
    serialize(_counted(triples, limits.rows), output, form, prefixes=prefixes)
    return output.getvalue()


def _evaluate(store: Store, union: bool, asked: Query) -> Results:
    if asked.default_graphs is None and asked.named_graphs is None:
        whole = union and not guard.own_dataset(asked.text)
        return store.query(asked.text, base_iri=asked.base, use_default_graph_as_union=whole)
    return store.query(
        asked.text,
        base_iri=asked.base,
        default_graph=list(_graphs(asked.default_graphs)),
        named_graphs=list(_graphs(asked.named_graphs)),
    )


def _graphs(names: Sequence[str] | None) -> Iterator[NamedNode]:
    for name in names or ():
        try:
            yield NamedNode(name)
        except ValueError as error:
            detail = f"{name!r} is not the IRI of a graph: {error}."
            raise Refused("request", detail, "Name graphs by absolute IRIs.") from None


def _wanted(media_type: str | None, offered: Sequence[str]) -> str:
    if media_type is None:
        raise unacceptable(offered)
    return media_type


def _solutions(results: QuerySolutions | QueryBoolean, media_type: str, limits: Limits) -> bytes:
    output = _Bounded(limits.answer_bytes)
    form = format_of(media_type, SOLUTIONS)
    results.serialize(output, QueryResultsFormat.from_media_type(form.media_types[0]))
    content = output.getvalue()
    if _exceeds(content, form, limits.rows):
        raise _too_many(limits.rows)
    return content


def _exceeds(content: bytes, form: Format, rows: int) -> bool:
    """Whether results have more rows; the closer look, without quoted text, is seldom needed."""
    marks = rows - form.more
    if content.count(form.mark) <= marks:
        return False
    return form.quoted is None or re.sub(form.quoted, b"", content).count(form.mark) > marks


def _counted(triples: Iterable[Triple], most: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise _too_many(most)
        yield triple


def _too_many(most: int) -> Refused:
    return Refused("too-large", f"The result has more than {most:,} rows.", "Page through it with LIMIT and OFFSET.")


def _prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a query declares, as far as they can be written in a result."""
    return {name: iri for name, iri in _PREFIX.findall(text) if _is_iri(iri)}


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


class _Bounded(io.BytesIO):
    """Bytes that are kept up to a bound, past which Refused is raised."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most
        self._most = most

    def write(self, data: "bytes | memoryview", /) -> int:  # type: ignore[override]
        """Keep the bytes, or raise Refused."""
        self._left -= len(data)
        if self._left < 0:
            detail = f"The result has more than {self._most:,} bytes."
            raise Refused("too-large", detail, "Page through it with LIMIT and OFFSET, or select less.")
        return super().write(data)
