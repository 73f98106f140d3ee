"""Where an endpoint is, and what can be wrong with it."""

from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

#: Seconds that one question (reading the market, or one query) may take in all.
DEADLINE = 120.0


class EndpointError(Exception):
    """An endpoint answers with something else than was asked for; the message says what, and what to do."""


class Unreachable(EndpointError):
    """An endpoint does not answer, or not in time."""


class Endpoint(Struct, frozen=True):
    """A SPARQL 1.1 endpoint: its address, name and password for it, and the seconds that a question may take.

    `environment` lets the proxies and certificates count that the environment names, as other programs have it.
    """

    address: str
    user: str | None = None
    password: str = ""
    deadline: float = DEADLINE
    environment: bool = False

    def __str__(self) -> str:
        return self.address

    def __repr__(self) -> str:
        return f"Endpoint({self.address!r})"  # without the password


def named(given: Endpoint | str) -> Endpoint:
    """Return an endpoint as it is given, or the one at an address, as `endpoint` does."""
    return endpoint(given) if isinstance(given, str) else given


def endpoint(address: str, deadline: float = DEADLINE, environment: bool = False) -> Endpoint:
    """Return the endpoint at an address, which may hold a name and password (https://NAME:PASSWORD@host/sparql).

    ValueError says what is wrong with the address or the deadline.
    """
    parts = _parts(address)
    if not deadline > 0:
        raise ValueError(f"{deadline:g} seconds are no time: write more than 0")
    host = parts.netloc.rpartition("@")[2]
    plain = parts._replace(netloc=host, path=parts.path or "/", fragment="").geturl()
    user = None if parts.username is None else unquote(parts.username)
    return Endpoint(plain, user, unquote(parts.password or ""), deadline, environment)


def _parts(address: str) -> SplitResult:
    wanted = "write the address of a SPARQL endpoint, such as http://localhost:7878/query"
    if not address.isprintable() or " " in address:
        raise ValueError(f"the address has blanks or controls in it: {wanted}")
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise ValueError(f"{_hidden(address)!r} is no http: or https: address: {wanted}")
    return parts


def _hidden(address: str) -> str:
    """The address without what may be a password."""
    return address.rpartition("@")[2]
