"""Content negotiation (RFC 9110, 12.5.1): which of the media types on offer a client likes best."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from vendorgraph.web.refusals import Refused

PROBLEMS = ("application/problem+json", "text/plain")


class Format(Struct, frozen=True):
    """A way to write results: media types, the first of which names it, and how its rows are counted.

    `mark` is what rows have in common; there are `more` rows than marks. `quoted` matches text in which one may stand
    that is none.
    """

    media_types: tuple[str, ...]
    mark: bytes = b""
    more: int = 0
    quoted: bytes | None = None


#: Results of SELECT and ASK.
SOLUTIONS = (
    Format(("application/sparql-results+json", "application/json"), b"},{", 1, rb'"(?:[^"\\]|\\.)*+"'),
    Format(("application/sparql-results+xml", "application/xml", "text/xml"), b"<result>"),
    Format(("text/csv",), b"\n", -1, rb'"[^"]*+"'),
    Format(("text/tab-separated-values",), b"\n", -1),
)
#: Results of CONSTRUCT and DESCRIBE, and all other RDF.
GRAPHS = (
    Format(("text/turtle", "application/x-turtle")),
    Format(("application/n-triples",)),
    Format(("application/ld+json", "application/json")),
    Format(("application/rdf+xml", "application/xml", "text/xml")),
    Format(("application/trig",)),
)


def offers(formats: Sequence[Format]) -> tuple[str, ...]:
    """Return the media types of the formats: those that name a format before those that are only understood."""
    names = tuple(each.media_types[0] for each in formats)
    return names + tuple(other for each in formats for other in each.media_types[1:])


def format_of(media_type: str, formats: Sequence[Format]) -> Format:
    """Return the format that a media type on offer stands for; StopIteration for any other."""
    return next(each for each in formats if media_type in each.media_types)


@lru_cache(maxsize=1024)  # clients send few different headers, and heads are bounded
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Return what the client likes best of the media types on offer, the earlier of two liked equally; None if none.

    A missing or empty header accepts everything; ranges that are not understood count as absent.

    >>> choose("text/csv;q=0.5, application/*", ("text/csv", "application/json"))
    'application/json'
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part))]
    liked = {media_type: _quality(media_type, ranges) for media_type in offered}
    best = max(liked.values())
    return next(media_type for media_type, quality in liked.items() if quality == best) if best > 0 else None


def require(accept: str | None, offered: tuple[str, ...]) -> str:
    """Return what `choose` returns; Refused, naming what is on offer, when that is None."""
    chosen = choose(accept, offered)
    if chosen is None:
        raise unacceptable(offered)
    return chosen


def unacceptable(offered: Sequence[str]) -> Refused:
    """Return the refusal of a client that accepts none of the media types on offer."""
    return Refused("not-acceptable", "None of the formats in the header Accept is available.", _accept(offered))


def content_type(media_type: str) -> str:
    """Return the header Content-Type of a media type: text is UTF-8, and says so."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") and ";" not in media_type else media_type


def _accept(offered: Sequence[str]) -> str:
    return f"Accept one of {', '.join(offered)}."


def _range(part: str) -> tuple[str, float] | None:
    """Return a media range and its quality, without regard to other parameters; None when it is none."""
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    main, slash, sub = name.partition("/")
    if not (main and slash and sub) or (main == "*" and sub != "*"):
        return None
    weights = [parameter.partition("=")[2].strip() for parameter in parameters if parameter.startswith("q=")]
    return name, _number(weights[0]) if weights else 1.0


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality that the most specific range gives the media type; 0 when none matches."""
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0
