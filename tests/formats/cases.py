"""A market whose labels try to break every format, and its relations."""

import io
import zipfile
from datetime import date
from functools import cache

import msgspec

from tests import markets
from vendorgraph.formats import FORMATS, Selection
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations
from vendorgraph.relations.resolve import resolve

DAY = date(2025, 6, 20)

#: Labels by slug: quotes, markup, right-to-left text with marks, emoji, line ends and tabs, formulas, combining marks.
LABELS = {
    "quotes": "\"R&D\" 'Labs' \\ back",
    "markup": '<b onclick="x()">]]></b> &amp; <!-- -->',
    "arabic": "\u202bميتا\u202c (هالسيون) 49 %",
    "emoji": "🧪 Lab 👩🏽‍🔬",
    "lines": " first\nsecond\r\nthird\ttab ",
    "formula": '=HYPERLINK("http://example.org")',
    "combining": "Joe\u0308l Z\u030dabc",
}

#: A label with characters that XML 1.0 cannot carry, and what an XML format says instead.
CONTROL = ("nul\x00 bell\x07 last\uffff", "nul\ufffd bell\ufffd last\ufffd")


@cache
def market() -> Market:
    """Every label stakes a claim in its neighbour; `control` is the slug of the entity named `CONTROL`."""
    slugs = [*LABELS, "control"]
    claims = [
        {
            "subject": subject,
            "relation": "holds-stake-in",
            "object": object,
            "status": "current",
            "share": 0.49,
            "voting": False,
            "published": "2025-06-12",
            "note": LABELS.get(subject, "plain"),
        }
        for subject, object in zip(slugs, [*slugs[1:], slugs[0]], strict=True)
    ]
    person = {"subject": "wang", "relation": "holds-role", "object": "quotes", "published": "2025-06-12"}
    claims += [
        {**person, "role": "Chief Executive Officer", "status": "current"},
        {**person, "role": "member of the board", "status": "ended", "to": "2025-05", "published": "2025-06-15"},
        {"subject": "quotes", "relation": "competitor-of", "object": "markup", "published": "2025-06-10"},
        {
            "subject": "emoji",
            "relation": "customer-of",
            "object": "lines",
            "polarity": "denies",
            "published": "2025-06-10",
        },
    ]
    plain = markets.market(*claims, entities={"wang": "person"}, roles={"lines": ["data-vendor"]})
    entities = {
        slug: msgspec.structs.replace(entity, name=LABELS.get(slug, CONTROL[0] if slug == "control" else slug))
        for slug, entity in plain.entities.items()
    }
    return msgspec.structs.replace(plain, entities=entities)


def relations() -> Relations:
    """The relations of the market on `DAY`, as known when all was read."""
    return resolve(market(), DAY, date.fromisoformat(markets.READ))


@cache
def selection(view: str) -> Selection:
    """The market in a view."""
    return Selection(market(), relations() if view == "relations" else None)


@cache
def written(name: str, view: str) -> bytes:
    """What a format of the registry writes of it."""
    return written_of(name, selection(view))


def written_of(name: str, chosen: Selection) -> bytes:
    """What a format of the registry writes of a selection."""
    out = io.BytesIO()
    FORMATS[name].write(chosen, out)
    return out.getvalue()


def members(name: str, view: str) -> dict[str, bytes]:
    """The files that a format of several files writes, by name."""
    with zipfile.ZipFile(io.BytesIO(written(name, view))) as archive:
        return {each: archive.read(each) for each in archive.namelist()}
