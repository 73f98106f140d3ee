"""Results of SPARQL as they come over the wire, read by Oxigraph: rows and yes or no in JSON, triples as N-Triples."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vendorgraph.remote.endpoint import Endpoint, EndpointError
from vendorgraph.remote.replies import JSON, TRIPLES, Reply, shown

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, Triple

Row = Sequence[Any]  # the terms of a solution


def solutions(endpoint: Endpoint, reply: Reply) -> "QuerySolutions | QueryBoolean":
    """Return the results in a reply, all of which are there and sound; EndpointError for anything else."""
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    if reply.media_type not in (JSON, "application/json"):
        kind = shown(reply.media_type) or "something without a type"
        raise EndpointError(
            f"{endpoint} answers with {kind}, not with SPARQL results in JSON: is it a SPARQL endpoint?"
        )
    try:
        read = parse_query_results(reply.content, QueryResultsFormat.JSON)
        if isinstance(read, QuerySolutions):
            for _ in read:  # it is read as it is asked for: a cut shows at its end
                pass
            read = parse_query_results(reply.content, QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        said = shown(getattr(error, "msg", None) or str(error))
        raise EndpointError(f"{endpoint} answers with results that are cut off or damaged ({said})") from None
    return read


def rows(endpoint: Endpoint, reply: Reply, *names: str) -> list[Row]:
    """Return what the solutions in a reply give for some variables; EndpointError where one of them has no value."""
    from pyoxigraph import QuerySolutions

    read = solutions(endpoint, reply)
    if not isinstance(read, QuerySolutions):
        raise EndpointError(f"{endpoint} answers yes or no to a question for rows")
    if missing := {*names} - {variable.value for variable in read.variables}:
        raise EndpointError(f"{endpoint} answers without the variable ?{min(missing)} that was asked for")
    found: list[Row] = [[solution[name] for name in names] for solution in read]
    if any(term is None for row in found for term in row):
        raise EndpointError(f"{endpoint} answers with rows that lack a value")
    return found


def triples(endpoint: Endpoint, reply: Reply) -> "list[Triple]":
    """Return the triples in a reply; EndpointError when it is not N-Triples."""
    from pyoxigraph import RdfFormat, parse

    if reply.media_type not in (TRIPLES, "text/plain"):
        raise EndpointError(f"{endpoint} answers with {shown(reply.media_type)}, not with N-Triples")
    try:
        return [quad.triple for quad in parse(reply.content, format=RdfFormat.N_TRIPLES)]
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"{endpoint} answers with triples that are damaged ({shown(str(error))})") from None
