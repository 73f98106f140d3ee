"""Dates of claims that cannot be as they are told: what is impossible is taken out and said in the note."""

from typing import Any

from vendorgraph.dates import span
from vendorgraph.imports import text
from vendorgraph.imports.drafts import Draft
from vendorgraph.imports.records import Findings

_GOING_ON = (None, "current", "ending", "planned")


def settle_dates(draft: Draft, about: dict[str, Any], read: str | None, findings: Findings) -> None:
    """Settle the dates of a claim of a source, of documents that were read up to the day `read`.

    It ends after it begins, is not told before it was, and is over when its end lies before the publication.
    """
    keys = draft.keys
    if "from" in keys and "to" in keys and span(keys["from"]).first > span(keys["to"]).last:
        _take_out(draft, ("from", "to"), "an end before the beginning", findings)
    if read and keys.get("attribute") == "founded-year" and keys["value"] > int(read[:4]):
        findings.add("not understood", "a founding in the future", draft.place)
        keys.update(attribute="statement", text=f"Founded {keys.pop('value')}")
    published = about.get("published")
    if not published or about.get("published_estimated"):
        return
    last = span(published).last
    for key in ("as_of", "date", "status_since"):
        if key in keys and span(keys[key]).first > last and keys.get("status") != "planned":
            _take_out(draft, (key,), "a date after the publication that tells of it", findings)
    if "to" in keys and "relation" in keys:
        end = span(keys["to"])
        if end.first > last and keys.get("status") not in _GOING_ON:
            del keys["status"]
        elif end.last <= last and "status" not in keys:
            keys["status"] = "ended"


def _take_out(draft: Draft, names: tuple[str, ...], why: str, findings: Findings) -> None:
    findings.add("not understood", why, draft.place)
    told = ", ".join(f"{name.replace('_', ' ')} {draft.keys.pop(name)}" for name in names)
    draft.keys["note"] = text.clean("; ".join(filter(None, [draft.keys.get("note"), f"{why}: {told}"])))
