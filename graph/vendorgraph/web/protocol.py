"""The SPARQL 1.1 Protocol: from the parts of a request to a query, or to the reason why it is none."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query
from vendorgraph.web.negotiate import GRAPHS, SOLUTIONS, choose, offers
from vendorgraph.web.refusals import Refused

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_PARAMETERS = 200
_QUERIES, _GRAPHS = "query", ("default-graph-uri", "named-graph-uri")
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_SOLUTIONS_OFFERED, _GRAPHS_OFFERED = offers(SOLUTIONS), offers(GRAPHS)

Parameters = Mapping[str, Sequence[str]]


def by_get(query_string: bytes, accept: str | None, base: str, limits: Limits) -> Query | None:
    """Return the query of a GET; None when the request asks for the endpoint itself. Raises Refused."""
    parameters = _parameters(query_string)
    if not any(map(parameters.get, (_QUERIES, *_GRAPHS, *_UPDATES))):
        return None
    return _query(_one(parameters), parameters, accept, base, limits)


def by_post(
    query_string: bytes, content_type: str | None, body: bytes, accept: str | None, base: str, limits: Limits
) -> Query:
    """Return the query of a POST, as a form or direct; graphs may be named in the address too. Raises Refused."""
    parameters = dict(_parameters(query_string))
    kind = _content_type(content_type)
    if kind == FORM:
        for name, values in _parameters(body).items():
            parameters[name] = [*parameters.get(name, ()), *values]
        return _query(_one(parameters), parameters, accept, base, limits)
    if parameters.get(_QUERIES):
        raise Refused("request", "The query is in the address and in the body.", "Send it in one of the two.")
    return _query(_decoded(body), parameters, accept, base, limits)


def _query(text: str, parameters: Parameters, accept: str | None, base: str, limits: Limits) -> Query:
    if any(map(parameters.get, _UPDATES)):
        raise _read_only()
    default, named = (tuple(parameters.get(name, ())) for name in _GRAPHS)
    if len(default) + len(named) > limits.graphs:
        detail = f"The request names {len(default) + len(named)} graphs; {limits.graphs} are allowed."
        raise Refused("too-long", detail, "Ask without naming graphs, or use GRAPH ?g in the query.")
    own = bool(default or named)
    return Query(
        text=text,
        base=base,
        default_graphs=default if own else None,
        named_graphs=named if own else None,
        solutions=choose(accept, _SOLUTIONS_OFFERED),
        graph=choose(accept, _GRAPHS_OFFERED),
    )


def _one(parameters: Parameters) -> str:
    """Return the one query that the parameters hold; Refused for none or several, and for an update."""
    if any(map(parameters.get, _UPDATES)):
        raise _read_only()
    queries = parameters.get(_QUERIES, ())
    if len(queries) != 1:
        found = f"{len(queries)} queries" if queries else "no query"
        raise Refused("request", f"The request holds {found}.", "Send exactly one parameter query=...")
    return queries[0]


def _parameters(encoded: bytes) -> Parameters:
    """Return the values of each parameter in a query string or a form, in their order."""
    found: dict[str, list[str]] = {}
    if encoded.count(b"&") >= _MOST_PARAMETERS:
        detail = f"The request has more than {_MOST_PARAMETERS} parameters."
        raise Refused("request", detail, "Send query, default-graph-uri and named-graph-uri only.")
    for part in encoded.replace(b"+", b" ").split(b"&"):
        name, _, value = part.partition(b"=")
        found.setdefault(_plain(name), []).append(_plain(value))
    return found


def _plain(encoded: bytes) -> str:
    """Return text whose percent-encoding is undone; Refused when it is not UTF-8."""
    return _decoded(unquote_to_bytes(encoded))


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(error) from None


def _not_utf8(error: UnicodeDecodeError) -> Refused:
    detail = f"The request is not UTF-8: {error.reason} at byte {error.start}."
    return Refused("request", detail, "Encode the query as UTF-8 before all else.")


def _content_type(value: str | None) -> str:
    kind, *parameters = (part.strip().lower() for part in (value or "").split(";"))
    charsets = [part.partition("=")[2].strip("\"' ") for part in parameters if part.startswith("charset=")]
    if kind == _UPDATE:
        raise _read_only()
    if kind not in (FORM, DIRECT) or any(charset not in ("utf-8", "utf8") for charset in charsets):
        found = f"The content type is {value!r}." if value else "The request has no content type."
        raise Refused("media-type", found, f"Send {DIRECT} with the query as body, or {FORM} with query=..., in UTF-8.")
    return kind


def _read_only() -> Refused:
    return Refused("read-only", "The request is an update; the data that are served do not change.", "Send a query.")
