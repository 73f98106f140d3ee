"""The properties that are read: which relation each one is, which way round, and with which role."""

from msgspec import Struct

OWNED, OWNS, PROPORTION = "P127", "P1830", "P1107"
POSITION, EMPLOYER = "P39", "P108"
FOUNDED, LEI, INSTANCE = "P571", "P1278", "P31"
START, END, POINT = "P580", "P582", "P585"
URL, TITLE, PUBLISHED, STATED_IN, PUBLISHER, IMPORTED = "P854", "P1476", "P577", "P248", "P123", "P143"
REASON = "P2241"
#: Qualifiers that name the organisation of a position: "of", "directed by the office", employer, affiliation.
ORGANISATIONS = ("P642", "P2389", "P108", "P1416", "P361")
#: Qualifiers that name a position.
POSITIONS = ("P39", "P794", "P2868", "P3831")


class Property(Struct, frozen=True):
    """A property: "item RELATION value", or the other way round. `other` is the type taken for a value that is new."""

    relation: str
    label: str
    turned: bool = False  # the value is the subject
    role: str | None = None
    other: str = "company"
    holder: str = "company"  # the type that an item must have had, were it new


PROPERTIES: dict[str, Property] = {
    OWNED: Property("holds-stake-in", "owned by", turned=True),
    OWNS: Property("holds-stake-in", "owner of"),
    "P749": Property("subsidiary-of", "parent organization"),
    "P355": Property("subsidiary-of", "has subsidiary", turned=True),
    "P488": Property("board-member-of", "chairperson", turned=True, role="Chairperson", other="person"),
    "P3320": Property("board-member-of", "board member", turned=True, other="person"),
    "P169": Property(
        "holds-role", "chief executive officer", turned=True, role="Chief executive officer", other="person"
    ),
    "P1037": Property("holds-role", "director or manager", turned=True, role="Director or manager", other="person"),
    "P112": Property("founded", "founded by", turned=True, other="person"),
    "P1951": Property("invested-in", "investor", turned=True),
    "P178": Property("develops", "developer", turned=True, holder="product"),
    EMPLOYER: Property("holds-role", "employer", holder="person"),
}

#: Our types of what an item is an instance of; a few of the many, the rest is taken from use and reported.
TYPES = {
    "Q5": "person",
    "Q783794": "company",
    "Q4830453": "company",
    "Q6881511": "company",
    "Q891723": "company",
    "Q43229": "organisation",
    "Q163740": "organisation",
    "Q157031": "organisation",
    "Q708676": "organisation",
    "Q3918": "organisation",
    "Q31855": "organisation",
    "Q327333": "government",
    "Q192350": "government",
    "Q6256": "government",
    "Q3624078": "government",
    "Q178790": "organisation",
    "Q1752939": "fund",
    "Q476068": "fund",
    "Q791974": "fund",
    "Q10373548": "fund",
    "Q7397": "product",
    "Q2424752": "product",
    "Q35127": "product",
    "Q1172284": "product",
}
