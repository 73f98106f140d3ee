"""How things look: a shape for each kind of entity, a line for each family of relations."""

from vendorgraph.model import Entity, Market

#: Kinds of entities in the order of the legend, each with its shape; an entity takes the first that fits.
SHAPES = {"lab": "hexagon", "vendor": "square", "investor": "diamond", "person": "circle", "other": "disc"}

#: Families of relations in the order of the legend, and the relations of each; what is in none is "other".
FAMILIES = {
    "stake": ("holds-stake-in", "invested-in", "acquired", "subsidiary-of", "controls", "bid-for"),
    "trade": ("customer-of", "supplier-of", "partner-of", "receives-data-from", "in-talks-with"),
    "rivalry": ("competitor-of",),
    "people": (
        "moved-to",
        "holds-role",
        "board-member-of",
        "appoints-directors-of",
        "advises",
        "founded",
        "staff-moved-to",
    ),
    "other": ("sued-by", "investigated-by", "investigation-requested-at", "active-in", "member-of", "develops"),
}
_FAMILY = {relation: family for family, relations in FAMILIES.items() for relation in relations}


def family(relation: str) -> str:
    """Return the family of a kind of relation."""
    return _FAMILY.get(relation, "other")


def kind(market: Market, slug: str) -> str:
    """Return the kind of an entity (a key of `SHAPES`)."""
    entity = market.entities.get(slug)
    return _kind(entity) if entity else "other"


def monogram(name: str) -> str:
    """Return up to two letters that stand for a name: of its first two words, else its first two letters.

    >>> monogram("Scale AI"), monogram("xAI"), monogram("Surge"), monogram("(the) group")
    ('SA', 'XA', 'SU', 'TG')
    """
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    words = [word for word in words if word]
    letters = words[0][:1] + words[1][:1] if len(words) > 1 else "".join(words)[:2]
    return letters.upper()


def _kind(entity: Entity) -> str:
    if entity.type == "person":
        return "person"
    if "ai-lab" in entity.roles:
        return "lab"
    if "data-vendor" in entity.roles:
        return "vendor"
    return "investor" if entity.type == "fund" or "investor" in entity.roles else "other"
