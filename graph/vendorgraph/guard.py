"""A linear check of a query before any parser sees it: its size, nesting and operators, and words that reach outside.

A few kilobytes of brackets overflow the stack of a recursive parser, and SERVICE makes the engine call any address.
The engine takes keywords without a space between them and the next token, so "SERVICE" is looked for inside words too.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

#: In names all that is not ASCII counts as a letter: outside texts, IRIs and comments it may stand nowhere else.
_TOKEN = re.compile(
    r"""
      (?P<space>\s++|\#[^\r\n]*+)
    | (?P<text>\"{3}(?:\"{0,2}+(?:[^"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}+(?:[^'\\]|\\.))*+'{3}
             | "(?!"")(?:[^"\\\r\n]|\\.)*+" | '(?!'')(?:[^'\\\r\n]|\\.)*+')
    | (?P<unclosed>["'])
    | (?P<iri><[^\x00-\x20<>"{}|^`]*+>)
    | (?P<named>[?$][\w\x80-\U0010FFFF]++ | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ | _:[\w.\-\x80-\U0010FFFF]++)
    | (?P<number>[0-9][0-9.]*+(?:[eE][+-]?[0-9]++)?+)
    | (?P<prefixed>(?:[A-Za-z\x80-\U0010FFFF][\w.\-\x80-\U0010FFFF]*+)?+
                  :(?:[\w.\-:\x80-\U0010FFFF]|%[0-9A-Fa-f]{2}|\\.)*+)
    | (?P<word>[A-Za-z\x80-\U0010FFFF][\w.\-\x80-\U0010FFFF]*+|\w++)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<operator>\|\||&&|\^\^|[!<>]=|[-+*/|^!=<>])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SUSPECT = re.compile(r"service|load", re.IGNORECASE)
_OPERATING = frozenset(
    ["UNION", "MINUS", "OPTIONAL", "BIND", "FILTER", "EXISTS", "GRAPH", "LATERAL", "VALUES", "SELECT"]
)
_BEFORE_GRAPH_NAME = frozenset(("GRAPH", "FROM", "NAMED"))
_BRACKETS, _OPERATORS = "({[", "+-*/|&^!=<>"


class Bounds(Struct, frozen=True, kw_only=True):
    """How large and how complex one query may be."""

    query_bytes: int = 32 * 1024
    nesting: int = 64  # brackets within brackets
    operators: int = 1_000


class Unsafe(Exception):
    """A query is not to be parsed: what was found, what to do, and line and column (from 1) where it has a place.

    `code` is one of syntax, read-only, service, too-long and too-complex.
    """

    def __init__(self, code: str, detail: str, advice: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(f"{detail} {advice}")
        self.code, self.detail, self.advice, self.line, self.column = code, detail, advice, line, column


def check(text: str, bounds: Bounds) -> None:
    """Raise Unsafe when the query is too long or too complex, or would reach another server."""
    size = len(text.encode())
    if size > bounds.query_bytes:
        raise Unsafe(
            "too-long",
            f"The query has {size:,} bytes; {bounds.query_bytes:,} are allowed.",
            "Ask in several shorter queries.",
        )
    for version in dict.fromkeys((text, unescaped(text))):
        if _SUSPECT.search(version) or _could_exceed(version, bounds):
            _scan(version, bounds)


def unescaped(text: str) -> str:
    r"""Return the text with \uXXXX and \UXXXXXXXX undone; what is no character stays.

    >>> unescaped(r"\\u0053ELECT")
    '\\SELECT'
    """
    return _ESCAPE.sub(_character, text)


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and place (from 0) of each token but spaces and comments; kinds are the groups of `_TOKEN`.

    Nothing is yielded after a string that is not closed, which keeps the time linear.
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield str(match.lastgroup), match.group(), match.start()
        if match.lastgroup == "unclosed":
            return


def own_dataset(text: str) -> bool:
    """Whether the query names its own graphs, by FROM.

    >>> own_dataset("SELECT * FROM <http://example.org/> {}"), own_dataset("SELECT ?from { ?from a 'from' }")
    (True, False)
    """
    if "from" not in text.lower():
        return False
    return any(kind == "word" and token.upper() in ("FROM", "FROMNAMED") for kind, token, _ in tokens(text))


def unclosed(text: str) -> Unsafe | None:
    """Return what is wrong with a query in which a string is not closed; None when all are."""
    found = next(((token, place) for kind, token, place in tokens(text) if kind == "unclosed"), None)
    return found and _unclosed(text, *found)


def _unclosed(text: str, quote: str, place: int) -> Unsafe:
    return Unsafe("syntax", "A string is not closed.", f"Add the missing {quote} on its line.", *place_of(text, place))


def _could_exceed(text: str, bounds: Bounds) -> bool:
    """Whether counts that are never below the true ones are above the bounds: most queries need no closer look."""
    words = len(text) // 4 if len(text) > 4 * bounds.operators else 0
    operators = words + sum(map(text.count, _OPERATORS))
    return sum(map(text.count, _BRACKETS)) > bounds.nesting or operators > bounds.operators


def _scan(text: str, bounds: Bounds) -> None:
    depth = deepest = operators = 0
    word = held = ""  # the plain word, and a prefixed name that contains SERVICE, of which the last token was one
    held_at = 0
    for kind, token, place in tokens(text):
        if kind == "open":
            if held and token == "{":
                raise _service(text, held_at)
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "close":
            depth -= 1
        elif kind == "operator" or (kind == "word" and token.upper() in _OPERATING):
            operators += 1
        elif kind == "word":
            _check_word(text, token, place)
        elif kind == "unclosed":
            raise _unclosed(text, token, place)
        held = token if kind == "prefixed" and word not in _BEFORE_GRAPH_NAME and _hides_service(token) else ""
        held_at = place
        word = token.upper() if kind == "word" else ""
    _check_counts(deepest, operators, bounds)


def _hides_service(name: str) -> bool:
    return "SERVICE" in name.partition(":")[0].upper()


def _check_word(text: str, word: str, place: int) -> None:
    if "SERVICE" in word.upper():
        raise _service(text, place)
    if word.upper() == "LOAD":
        raise Unsafe(
            "read-only",
            "LOAD is an update, and would fetch a document; this endpoint does neither.",
            "Load the document into the data that are served: `vendorgraph serve --dataset FILE`.",
            *place_of(text, place),
        )


def _service(text: str, place: int) -> Unsafe:
    return Unsafe(
        "service",
        "SERVICE is not allowed: this endpoint calls no other server.",
        "Ask the other endpoint yourself and join the results, or serve a copy of its data here.",
        *place_of(text, place),
    )


def _check_counts(nesting: int, operators: int, bounds: Bounds) -> None:
    if nesting > bounds.nesting:
        raise Unsafe(
            "too-complex",
            f"The query nests {nesting:,} brackets; {bounds.nesting} are allowed.",
            "Write it flatter, or as several queries.",
        )
    if operators > bounds.operators:
        raise Unsafe(
            "too-complex",
            f"The query has {operators:,} operators and patterns; {bounds.operators:,} are allowed.",
            "Put lists of values into VALUES or IN, or ask in several queries.",
        )


def place_of(text: str, place: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place (from 0) in the text.

    >>> place_of("ASK\\n{ }", 6)
    (2, 3)
    """
    before = text[:place]
    return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1


def _character(match: re.Match[str]) -> str:
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else match.group()
