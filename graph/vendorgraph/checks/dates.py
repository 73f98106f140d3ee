"""VG5: dates exist, stand in order, and are of the kind that the relation has."""

from collections.abc import Iterator
from typing import Any

from vendorgraph.checks.fit import related
from vendorgraph.checks.registry import check
from vendorgraph.dates import Span, is_date, is_period, period, span
from vendorgraph.model import Claim, Disposition, MarketInfo, Source
from vendorgraph.problems import Place, shown
from vendorgraph.reading.records import Placed, Records

_DATES: dict[Any, tuple[str, ...]] = {
    Claim: ("date", "from", "to", "as_of", "status_since"),
    Source: ("published", "withdrawn"),
    MarketInfo: ("read",),
    Disposition: ("until",),
}
#: Statuses that only a state has: an event took place, is planned, was called off.
_OF_STATES = ("current", "ending", "paused")
#: Statuses under which a relation may end after the document.
_GOING_ON = (None, "current", "ending", "planned")


@check("VG501", "Dates exist", "{key} is {found}, no day of the calendar: write YYYY, YYYY-MM or YYYY-MM-DD")
def not_a_date(records: Records) -> Iterator[Place]:
    """Dates that the calendar does not have."""
    for record in records.all:
        for key in _DATES.get(type(record.value), ()):
            text = _date(record, key)
            if text and not _exists(text):
                yield record.at(key, key=key, found=shown(text))


@check("VG502", "Periods exist", "period is {found}: write 2025, 2025-Q2, 2025-H1, 2025-06 or 2024/2025")
def not_a_period(records: Records) -> Iterator[Place]:
    """Periods that nobody can place in the calendar."""
    for claim in records.claims:
        text = claim.value.period
        if text and not (text.isascii() and is_period(text) and period(text).first <= period(text).last):
            yield claim.at("period", found=shown(text))


@check("VG503", "It begins before it ends", "from {first} is after to {last}: correct one of them")
def ends_before_it_begins(records: Records) -> Iterator[Place]:
    """Ends that lie before their beginnings whatever the dates mean."""
    for claim in records.claims:
        first, last = _span(claim, "from"), _span(claim, "to")
        if first and last and first.first > last.last:
            yield claim.at("from", first=claim.value.from_, last=claim.value.to)


@check("VG504", "A state has a beginning", "{relation} holds over time: write from and to in place of date")
def date_of_state(records: Records) -> Iterator[Place]:
    """Days of what does not happen on a day."""
    for claim, relation in related(records):
        if not relation.event and "date" in claim.raw:
            yield claim.at("date", relation=relation.slug)


@check("VG505", "An event has a day", "{relation} happens on a day: write date in place of from")
def beginning_of_event(records: Records) -> Iterator[Place]:
    """Beginnings of what happens on a day."""
    for claim, relation in related(records):
        if relation.event and "from" in claim.raw:
            yield claim.at("from", relation=relation.slug)


@check(
    "VG506",
    "An event is not under way",
    "{relation} happens on a day and is never {status}: write completed, planned or no status",
)
def status_of_event(records: Records) -> Iterator[Place]:
    """Events with the status of a state."""
    for claim, relation in related(records):
        if relation.event and claim.value.status in _OF_STATES:
            yield claim.at("status", relation=relation.slug, status=claim.value.status)


@check("VG507", "A status begins", "status_since {found} stands without a status: write the status that began then")
def since_without_status(records: Records) -> Iterator[Place]:
    """Beginnings of a status that is not given."""
    for claim in records.claims:
        if "status_since" in claim.raw and "status" not in claim.raw:
            yield claim.at("status_since", found=claim.value.status_since)


@check(
    "VG508",
    "What ends later is not over",
    "to {found} lies after the document ({published}) and the status is {status}: write ending or current",
)
def over_before_its_end(records: Records) -> Iterator[Place]:
    """Relations that a document calls over before the end that it gives."""
    for claim, published in _published(records):
        end, status = _span(claim, "to"), claim.value.status
        if end and end.first > published.last and status not in _GOING_ON and not claim.value.denies:
            yield claim.at("to", found=claim.value.to, status=status, published=published.last)


@check(
    "VG509",
    "A document does not know the future",
    "{key} {found} lies after the document ({published}): write the date that it gives, or status: planned",
)
def told_before_it_was(records: Records) -> Iterator[Place]:
    """What is told as having happened before it did; plans may lie ahead."""
    for claim, published in _published(records):
        for key in ("date", "as_of", "status_since"):
            told = _span(claim, key)
            if told and told.first > published.last and claim.value.status != "planned":
                yield claim.at(key, key=key, found=getattr(claim.value, key), published=published.last)


@check(
    "VG510",
    "Documents were published when they were read",
    "published {found} is after the day of reading ({read}): correct it, or read in market.yaml",
)
def published_after_read(records: Records) -> Iterator[Place]:
    """Documents from after the day up to which documents were read."""
    for source in records.sources:
        published = _span(source, "published")
        if published and records.read and published.first > records.read:
            yield source.at("published", found=source.value.published, read=records.read)


@check(
    "VG511",
    "Nothing is withdrawn before it is published",
    "withdrawn {found} is before published {published}: correct one",
)
def withdrawn_before_published(records: Records) -> Iterator[Place]:
    """Withdrawals that lie before the publication whatever the dates mean."""
    for source in records.sources:
        published, withdrawn = _span(source, "published"), _span(source, "withdrawn")
        if published and withdrawn and withdrawn.last < published.first:
            yield source.at("withdrawn", found=source.value.withdrawn, published=source.value.published)


@check(
    "VG512",
    "An estimate estimates a date",
    "published_estimated stands without published: write published, or leave it out",
)
def estimate_of_nothing(records: Records) -> Iterator[Place]:
    """Estimated dates that are not there."""
    for source in records.sources:
        if source.value.published_estimated and not source.value.published:
            yield source.at("published_estimated")


@check("VG513", "The day of reading is a day", '{found}: write read: "2026-11-22", the day up to which you read')
def no_day_of_reading(records: Records) -> Iterator[Place]:
    """Markets of which nobody knows up to which day their documents were read."""
    for market in records.markets:
        read = _span(market, "read")
        if read and not read.is_day:
            yield market.at("read", found=f"read is {market.value.read}, no single day")
    if not records.read and not records.markets:
        yield Place(records.market_file, 1, {"found": "there is no market.yaml and no source has a date"})


def _date(record: Placed[Any], key: str) -> str | None:
    text = getattr(record.value, "from_" if key == "from" else key)
    return text or None


def _span(record: Placed[Any], key: str) -> Span | None:
    """The days that a date can mean; None when it is missing or no date."""
    text = _date(record, key)
    return span(text) if text and _exists(text) else None


def _exists(text: str) -> bool:
    """Whether it is a date of the calendar in the digits 0 to 9."""
    return text.isascii() and is_date(text)


def _published(records: Records) -> Iterator[tuple[Placed[Claim], Span]]:
    """Claims with the publication of their document, where its date was read on it."""
    for file in records.files:
        published = _span(file.source, "published")
        if published and not file.source.value.published_estimated:
            for claim in file.claims:
                yield claim, published
