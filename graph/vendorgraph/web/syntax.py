"""Where and why a query is not SPARQL, told from what the engine's parser says.

The parser reports the furthest place that it looked at. Looking for a keyword it looks as far ahead as the keyword is
long, so the place is corrected by that length; a padded query keeps it from running into the end.
"""

import re
from collections.abc import Callable

from vendorgraph.guard import place_of, tokens, unclosed
from vendorgraph.web.refusals import Refused

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
_PADDING = "\n" + "\x01" * 40
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_GRAMMAR = "Correct the query here; https://www.w3.org/TR/sparql11-query/#sparqlGrammar is the grammar."

#: Reasons that the parser gives in words, which end at the token that they are about: in other words, with advice.
_TOKENS = {
    "Prefix not found": ("its prefix is not declared", "Declare it: PREFIX name: <IRI> before the query."),
    "IRI parsing failed": ("this is not an IRI", "Write an absolute IRI in angle brackets, without spaces."),
}

Place = tuple[int, str]  # of a token, from 0, and its text


def explain(text: str, parse: Callable[[str], object], error: SyntaxError) -> Refused:
    """Return the refusal of a query that `parse` raised `error` for."""
    left_open = unclosed(text)
    if left_open is not None:
        return Refused.again(left_open)
    found = [(start, token) for _, token, start in tokens(text)]
    position, expected = _padded(text, parse, error)
    phrase = next((part for part in [*_parts(str(error)), *expected] if " " in part and part[0].isalpha()), None)
    if phrase in _TOKENS:
        return _refusal(text, _last_before(found, position), *_TOKENS[phrase])
    if phrase is not None:
        select = next((each for each in found if each[1].upper() == "SELECT"), (0, ""))
        return _refusal(text, select, phrase, "Correct the variables of this query.")
    place = _first_after(found, _start(position, expected)) or (len(text.rstrip()), "")
    return _update(text, found, place) or _refusal(text, place, "something else was expected", _GRAMMAR)


def _refusal(text: str, place: Place, reason: str, advice: str) -> Refused:
    where = f"At {place[1]!r}" if place[1] else "At the end of the query"
    return Refused("syntax", f"{where}: {reason}.", advice, *place_of(text, place[0]))


def _padded(text: str, parse: Callable[[str], object], error: SyntaxError) -> tuple[int, list[str]]:
    """Return the place (from 0) that the parser reports of the padded query, and what it expected there."""
    try:
        parse(text + _PADDING)
    except SyntaxError as other:
        error = other
    match = _MESSAGE.match(str(error))
    if match is None:
        return 0, []
    lines = (text + _PADDING).split("\n")
    before = sum(len(each) + 1 for each in lines[: int(match.group(1)) - 1])
    return before + int(match.group(2)) - 1, _parts(str(error))


def _parts(message: str) -> list[str]:
    match = _MESSAGE.match(message)
    expected = match.group(3).removeprefix("one of ") if match else ""
    return [part for part in expected.replace(",\n", ", ").split(", ") if part]


def _start(position: int, expected: list[str]) -> int:
    """Return where the parser stood when it looked for the keywords that it expected."""
    lengths = [len(part) for part in expected if _KEYWORD.fullmatch(part)]
    return max(position - min(lengths), 0) if lengths else position


def _last_before(found: list[Place], position: int) -> Place:
    return next((each for each in reversed(found) if each[0] < position), (0, ""))


def _first_after(found: list[Place], position: int) -> Place | None:
    return next((each for each in found if each[0] + len(each[1]) > position), None)


def _update(text: str, found: list[Place], place: Place) -> Refused | None:
    """Return the refusal of an update, if the place is where one begins."""
    words = {token.upper() for start, token in found if start < place[0] and _KEYWORD.fullmatch(token)}
    if place[1].upper() not in _UPDATES or words - {"PREFIX", "BASE"}:
        return None
    return Refused(
        "syntax",
        f"{place[1]} is an update; this endpoint answers queries: SELECT, ASK, CONSTRUCT, DESCRIBE.",
        "Send a query; the data that are served do not change.",
        *place_of(text, place[0]),
    )
