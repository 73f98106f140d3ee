"""VG8: a source can be looked up, and says something."""

import re
from collections.abc import Iterator

from vendorgraph.checks.registry import check
from vendorgraph.problems import Place, shown
from vendorgraph.reading.records import Records

#: An address that a reader can open and that is an IRI (RFC 3987): no script, no file, no blanks.
ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')


@check("VG801", "Addresses are of the web", "{key} is {found}: write an address that begins with https:// or http://")
def no_address(records: Records) -> Iterator[Place]:
    """Addresses that are not of the web."""
    for source in records.sources:
        urls = [("url", source.value.url), *(("other_urls", url) for url in source.value.other_urls)]
        for key, url in urls:
            if url and not ADDRESS.fullmatch(url):
                yield source.at(key, key=key, found=shown(url))


@check("VG802", "A source has claims", "{found} has no claims: write one, or leave the source out")
def no_claims(records: Records) -> Iterator[Place]:
    """Sources that say nothing."""
    for file in records.files:
        if not file.claims:
            yield file.source.at(found=shown(file.source.value.id))
