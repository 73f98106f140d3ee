"""How wide a text is, by classes of characters: no font is read, and the widths are on the wide side of common ones."""

import unicodedata
from functools import lru_cache

#: Width in em of a character by the class of it.
_NARROW, _SLIM, _SPACE, _LETTER, _CAPITAL, _WIDE, _ARABIC, _FULL = 0.31, 0.42, 0.27, 0.61, 0.71, 0.95, 0.52, 1.02
_CLASSES = {
    **dict.fromkeys("iljI.,:;'|!·’‘`", _NARROW),
    **dict.fromkeys('frtJ()-[]"/', _SLIM),
    **dict.fromkeys("mwMW%@—→…", _WIDE),
    " ": _SPACE,
}
BOLD = 1.07
ELLIPSIS = "…"


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of `text` in a font of `size` (in its units)."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1.0)


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """Return `text`, shortened with an ellipsis where it is wider than `room`.

    >>> cut("Pinecrest Labeling", 60, 12), cut("Acme", 60, 12)
    ('Pinecre…', 'Acme')
    """
    if width(text, size, bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold)
    kept = 0
    for character in text:
        left -= width(character, size, bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    known = _CLASSES.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0.0
    if "\u0600" <= character <= "\u08ff":
        return _ARABIC
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL
    return _CAPITAL if character.isupper() else _LETTER
