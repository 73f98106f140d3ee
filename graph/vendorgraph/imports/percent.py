"""Percentages written as free text, read strictly: what is not surely a share is not read at all."""

import re

from vendorgraph.imports.text import fraction

Bound = tuple[float, str | None]  # a share and how exact it is (our `approx`)

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,10})?)"
_ONE = re.compile(
    rf"(>=|≥|at least|<=|≤|up to|>|over|more than|<|under|less than)?\s*{_NUMBER}\s*(%|percent|per cent)?"
)
_RANGE = re.compile(rf"{_NUMBER}\s*%?\s*(?:-|–|to)\s*{_NUMBER}\s*(%|percent|per cent)?")
_APPROX = {
    ">=": "at-least",
    "≥": "at-least",
    "at least": "at-least",
    "<=": "up-to",
    "≤": "up-to",
    "up to": "up-to",
    ">": "over",
    "over": "over",
    "more than": "over",
    "<": "under",
    "under": "under",
    "less than": "under",
    None: None,
}


def percentage(words: str) -> list[Bound] | None:
    """Return the share in a text as one bound or two; None for a text that is not surely a percentage.

    A bare number of 1 or less could be a fraction as well, so it is not read.

    >>> percentage("49%"), percentage("25 - 50 %"), percentage(">75"), percentage("0.5"), percentage("about half")
    ([(0.49, None)], [(0.25, 'at-least'), (0.5, 'up-to')], [(0.75, 'over')], None, None)
    """
    plain = words.strip().lower()
    if match := _ONE.fullmatch(plain):
        value = fraction(match[2].replace(",", "."))
        if value is None or (value <= 0.01 and not match[3]):
            return None
        return [(value, _APPROX[match[1]])]
    if match := _RANGE.fullmatch(plain):
        low, high = (fraction(match[part].replace(",", ".")) for part in (1, 2))
        if low is None or high is None or low >= high or (high <= 0.01 and not match[3]):
            return None
        return [(low, "at-least"), (high, "up-to")]
    return None
