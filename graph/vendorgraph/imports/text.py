"""Foreign words made fit for records: names and texts cleaned, ids from names, dates and shares read strictly."""

import hashlib
import re
import unicodedata
from datetime import date
from decimal import Decimal

from vendorgraph.dates import is_date
from vendorgraph.imports import limits

#: The forms that records need (VG107, VG704, VG801), so that no import writes what the checks refuse.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLAIM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*#\d{2,9}")
ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')

_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d.*)?")
_JOINERS = "\u200c\u200d"  # needed to write Persian and the languages of India
_SLUG_LENGTH = 80


def clean(value: object, length: int = limits.TEXT) -> str:
    """Return a text in one line, without control and direction-changing characters, cut to `length`; "" for no text.

    >>> clean(" Caf\\u00e9\\n  \\u202eevil ")
    'Café evil'
    """
    if not isinstance(value, str):
        return ""
    kept = unicodedata.normalize("NFC", value[: length * 4])
    if not kept.isprintable():
        kept = "".join(map(_kept, kept))
    text = " ".join(kept.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs" or character in "\ufffe\uffff":  # half of a surrogate pair, and what is no character
        return "\ufffd"
    return "" if category == "Cf" and character not in _JOINERS else character


def slug(value: str) -> str:
    """Return lower-case ASCII words joined by hyphens; "" when the text has no letter or digit that ASCII can give.

    >>> slug("Société Générale, S.A."), slug("شركة")
    ('societe-generale-s-a', '')
    """
    plain = unicodedata.normalize("NFKD", value[: _SLUG_LENGTH * 4]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", ""))
    return words[:_SLUG_LENGTH].strip("-")


def mark(value: str) -> str:
    """Return eight hexadecimal digits that stand for a text: the same on every run."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def ident(value: object) -> str:
    """Return an id of a foreign file as it stands, "" for none; one that is too long is shortened to its own mark."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    id = value.strip() if isinstance(value, str) else str(value)
    return id if len(id) <= limits.NAME else f"{id[:60]}…{mark(id)}"


def day(value: object) -> str | None:
    """Return the date of an ISO date or time with its printed precision; None when it is not one.

    >>> day("2018-04-12T21:13:00.000Z"), day("2018-04"), day("2018-02-30"), day("soon")
    ('2018-04-12', '2018-04', None, None)
    """
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 60 else None
    if match is None or not is_date(match[1]):
        return None
    return match[1]


def first_day(value: str) -> date:
    """Return the first day that a partial date can mean."""
    return date.fromisoformat((value + "-01-01")[:10])


def fraction(percent: object) -> float | None:
    """Return a percentage from 0 to 100 as a fraction of at most twelve digits; None when it is not such a number.

    >>> fraction(49), fraction("26.79"), fraction(101), fraction("about half"), fraction(True)
    (0.49, 0.2679, None, None, None)
    """
    if isinstance(percent, bool) or not isinstance(percent, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(percent).strip())
        return round(float(number / 100), limits.DIGITS) if number.is_finite() and 0 <= number <= 100 else None
    except (ArithmeticError, ValueError):  # no number, or one beyond all bounds
        return None


def words(code: str) -> str:
    """Return a code of camel case, hyphens or underscores as plain words.

    >>> words("subjectExemptFromDisclosure"), words("voting-rights"), words("NO_KNOWN_PERSON")
    ('subject exempt from disclosure', 'voting rights', 'no known person')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean(code, limits.NAME))
    return re.sub(r"[-_ ]+", " ", spaced).strip().lower()


def is_item(value: str) -> bool:
    """Whether a text is the number of a Wikidata item: Q95."""
    return value[:1] == "Q" and value[1:].isascii() and value[1:].isdigit() and value[1:2] != "0"


def country(code: object) -> str | None:
    """Return the two capitals of a country code ("gb", "GB-SCT"); None for anything else."""
    letters = code.strip()[:3] if isinstance(code, str) else ""
    fits = letters[:2].isascii() and letters[:2].isalpha() and letters[2:] in ("", "-")
    return letters[:2].upper() if len(letters) >= 2 and fits else None


def identifier(value: str) -> str:
    """Return "REGISTER:number" as records have it, without blanks; "" where there is no number.

    >>> identifier("gb coh: 0272 3534"), identifier("123"), identifier("XI-LEI:")
    ('GB-COH:02723534', 'ID:123', '')
    """
    scheme, colon, number = clean(value, limits.NAME).rpartition(":") if ":" in value else ("", "", value)
    if colon and ":" in scheme:  # the number has colons of its own
        scheme, _, rest = scheme.partition(":")
        number = f"{rest}:{number}"
    word = re.sub(r"[^A-Z0-9]+", "-", scheme.upper()).strip("-")
    number = re.sub(r"\s", "", clean(number, limits.NAME))
    if not number:
        return ""
    return f"{word if word[:1].isalpha() else '-'.join(filter(None, ['ID', word]))}:{number}"


def names(words: str) -> frozenset[str]:
    """Return the words of a text as a set: for the names of fields that an importer knows."""
    return frozenset(words.split())
