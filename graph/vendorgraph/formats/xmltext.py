"""Text in XML 1.0: whatever a label holds arrives as it was, save for characters that XML cannot carry.

Those (control characters, lone surrogates, U+FFFE and U+FFFF) become U+FFFD, so that the loss is seen. Line ends and
tabs are written as character references, since XML readers would otherwise turn them into other white space.
"""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escape(text: str) -> str:
    """Return `text` for the content of an element or for an attribute in double quotes.

    >>> escape('"R&D" <b>\\x00')
    '&quot;R&amp;D&quot; &lt;b&gt;\ufffd'
    """
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text).translate(_ESCAPES)


def value(value: str | int | float | bool) -> str:
    """Return a value as XML Schema writes it, escaped: true, 0.49, 3."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(value) if isinstance(value, str) else repr(value)
