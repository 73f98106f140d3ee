"""The values that flow through the program: sources, claims, entities, and the market that holds them.

All are immutable. Dates are kept as printed ("2025", "2025-06", "2025-06-12"); `vendorgraph.dates` says which days they
can mean. Shares are fractions from 0 to 1. Category words (status, certainty, types...) are those of the ontology.
"""

import re
from functools import cached_property

from msgspec import Struct, field

from vendorgraph.vocabulary import Vocabulary

#: A code of ISO 4217, such as USD.
CURRENCY = re.compile(r"[A-Z]{3}")


class Money(Struct, frozen=True, forbid_unknown_fields=True):
    """A sum in whole units of a currency (ISO 4217 code)."""

    value: int
    currency: str


class Source(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One document that was read."""

    id: str
    title: str
    language: str
    kind: str
    reliability: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_estimated: bool = False
    relays: tuple[str, ...] = ()
    also_filed_as: tuple[str, ...] = ()
    other_urls: tuple[str, ...] = ()
    withdrawn: str | None = None

    @property
    def origin(self) -> str:
        """Whose reporting the source rests on: its first relayed outlet, else its publisher, else itself."""
        return self.relays[0] if self.relays else self.publisher or self.id


class Claim(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One statement by one source: a relation between two entities, or an attribute of one."""

    id: str
    subject: str
    certainty: str
    relation: str | None = None
    object: str | None = None
    attribute: str | None = None
    amount: Money | None = None
    round_amount: Money | None = None
    value: int | float | str | None = None
    text: str | None = None
    approx: str | None = None
    per: str | None = None
    basis: str | None = None
    share: float | None = None
    voting_share: float | None = None
    voting: bool | None = None
    role: str | None = None
    from_org: str | None = None
    product: str | None = None
    market: str | None = None
    date: str | None = None
    from_: str | None = field(default=None, name="from")
    to: str | None = None
    as_of: str | None = None
    period: str | None = None
    status: str | None = None
    status_since: str | None = None
    polarity: str | None = None
    attributed_to: str | None = None
    doubt: bool = False
    note: str | None = None
    comment: str | None = None
    line: int | None = None

    @property
    def source_id(self) -> str:
        """The id of the source that makes the claim (the part before '#')."""
        return self.id.partition("#")[0]

    @property
    def tells_year(self) -> bool:
        """Whether its value is a year, which is written without a sign between its thousands."""
        return self.attribute == "founded-year"

    @property
    def denies(self) -> bool:
        """Whether the source denies what the claim says."""
        return self.polarity == "denies"


class Entity(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A company, person, product, fund, government body, organisation, topic or group.

    `identifiers` are those of registers outside, each with its scheme: "XI-LEI:PY6ZZQWO2IZFZC3IOL08" or
    "GB-COH:02723534".
    """

    slug: str
    name: str
    type: str
    name_ar: str | None = None
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    identifiers: tuple[str, ...] = ()
    seed_only: bool = False


class Identity(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A decision that names mean the same thing (the first is kept) or different things, with the reason."""

    why: str
    same: tuple[str, ...] = ()
    different: tuple[str, ...] = ()


class Disposition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a reader has decided about a conflict, given by its slugs: no part of the market, and of no verdict.

    `decision` is accepted or mitigated, `by` is who answers for it, and `until` the last day on which it counts.
    """

    customer: str
    vendor: str
    rival: str
    decision: str
    reason: str
    by: str
    until: str

    @property
    def about(self) -> tuple[str, str, str]:
        """The conflict: customer, vendor, rival."""
        return (self.customer, self.vendor, self.rival)


class MarketInfo(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Title, licence and `read`, the day (ISO, exact) up to which documents were read."""

    title: str
    read: str
    licence: str | None = None


class Rest(Struct, frozen=True):
    """How many claims and sources a part of a market leaves out, and how many claims of each source that it has."""

    claims: int = 0
    sources: int = 0
    by_source: dict[str, int] = {}


class Market(Struct, frozen=True, dict=True):
    """Everything that was read: the input of every analysis. `digest` is the sha256 of its records, in hexadecimal.

    A part of a market that is too large for memory has the digest of the whole, and says what it leaves out as `rest`.
    """

    info: MarketInfo
    sources: dict[str, Source]
    claims: dict[str, Claim]
    entities: dict[str, Entity]
    identities: tuple[Identity, ...]
    vocabulary: Vocabulary
    digest: str
    rest: Rest = Rest()

    @property
    def claims_read(self) -> int:
        """How many claims were read, those included that a part leaves out."""
        return len(self.claims) + self.rest.claims

    @property
    def sources_read(self) -> int:
        """How many sources were read, those included that a part leaves out."""
        return len(self.sources) + self.rest.sources

    @cached_property
    def claims_by_entity(self) -> dict[str, list[Claim]]:
        """Claims by each entity that is their subject or object, in the order of the records."""
        index: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            for slug in dict.fromkeys((claim.subject, claim.object)):
                if slug is not None:
                    index.setdefault(slug, []).append(claim)
        return index

    def source_of(self, claim: Claim) -> Source:
        """Return the source that makes `claim`."""
        return self.sources[claim.source_id]
