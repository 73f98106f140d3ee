"""What an endpoint answered: the results that were asked for, or why they are not to be had, in one line."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from msgspec import Struct

from vendorgraph.imports import text
from vendorgraph.remote.endpoint import Endpoint, EndpointError, Unreachable

JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"

_SHOWN = 300  # characters of a foreign message
_HTML = ("text/html", "application/xhtml+xml")
_ADVICE = {
    401: "write a name and password into the address (https://NAME:PASSWORD@host/...)",
    403: "ask who runs it for access",
    404: "name the address that takes queries: it often ends in /sparql or /query",
    405: "name the address that takes queries by POST: it often ends in /sparql or /query",
    429: "wait, or ask who runs it for more",
}


class Reply(Struct, frozen=True):
    """Status, headers (names in lower case) and content of an answer."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def media_type(self) -> str:
        """The media type of the content, without parameters; empty when it is not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def checked(endpoint: Endpoint, reply: Reply) -> Reply:
    """Return a reply that may be results; EndpointError for any other."""
    if 300 <= reply.status < 400:
        place = shown(reply.headers.get("location", "nowhere"))
        raise EndpointError(f"{endpoint} sends on to {place}, where nothing is sent unasked: name that address itself")
    if reply.status != HTTPStatus.OK:
        raise refusal(endpoint, reply)
    if reply.media_type in _HTML:
        raise EndpointError(f"{endpoint} is no SPARQL endpoint, it answers with a page: {_ADVICE[404]}")
    if reply.headers.get("content-encoding", "identity").lower() != "identity":
        raise EndpointError(f"{endpoint} answers compressed, which was not asked for")
    return reply


def refusal(endpoint: Endpoint, reply: Reply) -> EndpointError:
    """Return the error that says that, and if possible why, the endpoint refused."""
    name = next((f" {each.phrase}" for each in HTTPStatus if each.value == reply.status), "")
    said = "" if reply.media_type in _HTML else shown(reply.content[: 4 * _SHOWN].decode("utf-8", "replace"))
    advice = _ADVICE.get(reply.status)
    message = f"{endpoint} refuses: {reply.status}{name}" + (f" ({said})" if said else "")
    kind = Unreachable if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status == 429 else EndpointError
    return kind(f"{message}: {advice}" if advice else message)


def wait_of(reply: Reply | None, pause: float | None) -> float | None:
    """Return the seconds to wait before the next try: what the endpoint asks for, else `pause`; None for no try."""
    asked = reply.headers.get("retry-after", "").strip() if reply else ""
    if pause is None or not asked:
        return pause
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return pause


def shown(foreign: str) -> str:
    """Return foreign words in one line, without controls, cut when they are long."""
    return text.clean(foreign, _SHOWN)
