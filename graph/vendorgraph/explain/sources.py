"""The documents that claims come from, as the table of sources of a memo."""

from collections.abc import Iterable

from vendorgraph.explain.words import words
from vendorgraph.model import Source
from vendorgraph.tables import Table
from vendorgraph.whatif import is_supposed
from vendorgraph.wording.sources import publisher
from vendorgraph.wording.voice import Voice


def table(voice: Voice, claims: Iterable[str]) -> Table:
    """Return the sources of the claims, the oldest first and the undated last, each with its claims."""
    text, told = words(voice.language.code).memo, dict[str, list[str]]()
    for id in sorted(claims):
        if not is_supposed(id):
            told.setdefault(id.partition("#")[0], []).append(id)
    sources = sorted((voice.market.sources[id] for id in told), key=lambda each: (each.published or "9", each.id))
    return Table(
        title="",
        columns=tuple(text[key] for key in ("published", "publisher", "document", "reliability", "claims")),
        rows=tuple(_row(voice, source, told[source.id]) for source in sources),
    )


def _row(voice: Voice, source: Source, claims: list[str]) -> tuple[str, ...]:
    text = words(voice.language.code)
    when = voice.language.date(source.published) if source.published else text.evidence["undated"]
    if source.published_estimated:
        when = text.evidence["estimated"].format(when=when)
    gone = f"; {text.memo['withdrawn'].format(date=voice.language.date(source.withdrawn))}" if source.withdrawn else ""
    return (
        when,
        publisher(voice, source),
        f"{source.title} {source.url or ''}".strip() + gone,
        voice.word("reliability", source.reliability),
        " ".join(claims),
    )
