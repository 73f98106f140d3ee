"""Text in XML 1.0: whatever a label holds arrives as it was, save for characters that XML cannot carry.

Those (control characters, lone surrogates, U+FFFE and U+FFFF) become U+FFFD, so that the loss is seen. Line ends and
tabs are written as character references, since XML readers would otherwise turn them into other white space.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from vendorgraph.network import Value

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ORDINARY = re.compile("[ !#-%'-;=?-~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")  # legal, with nothing to escape
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)

_LITERALS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: {True: "true", False: "false"}.__getitem__,
    int: int.__repr__,
    float: float.__repr__,
}


def escape(text: str) -> str:
    """Return `text` for the content of an element or for an attribute in double quotes.

    >>> escape('"R&D" <b>\\x00')
    '&quot;R&amp;D&quot; &lt;b&gt;\ufffd'
    """
    return text if _ORDINARY.fullmatch(text) else plain(text).translate(_ESCAPES)


def plain(text: str) -> str:
    """Return `text` with U+FFFD for every character that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def value(value: Value) -> str:
    """Return a value as XML Schema writes it, escaped: true, 0.49, 3."""
    return escape(_LITERALS[value.__class__](value))


def values(found: Iterable[Value]) -> tuple[str, ...]:
    """Return many values as `value` does; one look tells whether any of them needs to be escaped."""
    texts = [each if each.__class__ is str else _LITERALS[each.__class__](each) for each in found]
    return tuple(texts if _ORDINARY.fullmatch(" ".join(texts)) else map(escape, texts))
