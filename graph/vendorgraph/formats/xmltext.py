"""Text in XML 1.0: whatever a label holds arrives as it was, save for characters that XML cannot carry.

Those (control characters, lone surrogates, U+FFFE and U+FFFF) become U+FFFD, so that the loss is seen. Line ends and
tabs are written as character references, since XML readers would otherwise turn them into other white space.
"""

import re
from collections.abc import Iterable

from vendorgraph.network import Value

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^ !#-%'-;=?-~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # illegal, or to be escaped
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escape(text: str) -> str:
    """Return `text` for the content of an element or for an attribute in double quotes.

    >>> escape('"R&D" <b>\\x00')
    '&quot;R&amp;D&quot; &lt;b&gt;\ufffd'
    """
    return plain(text).translate(_ESCAPES) if _SPECIAL.search(text) else text


def plain(text: str) -> str:
    """Return `text` with U+FFFD for every character that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def value(value: Value) -> str:
    """Return a value as XML Schema writes it, escaped: true, 0.49, 3."""
    return escape(value) if isinstance(value, str) else _literal(value)


def values(found: Iterable[Value]) -> tuple[str, ...]:
    """Return many values as `value` does; one look tells whether any of them needs to be escaped."""
    texts = [each if each.__class__ is str else _literal(each) for each in found]
    return tuple(map(escape, texts) if _SPECIAL.search(" ".join(texts)) else texts)


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
