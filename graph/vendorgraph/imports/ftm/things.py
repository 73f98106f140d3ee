"""Companies, persons and public bodies: names, identifiers, and a description in words."""

from vendorgraph.imports import text
from vendorgraph.imports.builder import Builder
from vendorgraph.imports.ftm.views import View

#: Our types of FollowTheMoney's schemata. A LegalEntity may be anything that can be sued.
TYPES = {
    "Company": "company",
    "LegalEntity": "company",
    "Organization": "organisation",
    "PublicBody": "government",
    "Person": "person",
}
#: Topics that say more than the schema.
_TOPICS = {"fin.fund": "fund", "gov": "government", "gov.national": "government", "gov.igo": "organisation"}
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_SCHEMES = {
    "leiCode": "XI-LEI",
    "registrationNumber": "REG",
    "idNumber": "ID",
    "taxNumber": "TAX",
    "vatCode": "VAT",
    "innCode": "RU-INN",
    "ogrnCode": "RU-OGRN",
    "permId": "PERMID",
    "cikCode": "US-CIK",
    "uniqueEntityId": "US-UEI",
    "dunsCode": "DUNS",
    "isinCode": "ISIN",
    "ticker": "TICKER",
    "swiftBic": "BIC",
    "npiCode": "US-NPI",
    "okpoCode": "RU-OKPO",
    "jibCode": "JIB",
    "bikCode": "RU-BIK",
    "opencorporatesUrl": "OPENCORPORATES",
}
_COUNTRIES = ("jurisdiction", "mainCountry", "country")
_TOLD = ("legalForm", "status", "sector", "classification", "description", "summary", "notes", "topics", "website")
_FOUNDED = ("incorporationDate",)
_KEPT = frozenset((*_NAMES, *_SCHEMES, *_COUNTRIES, *_TOLD, *_FOUNDED, "dissolutionDate", "wikidataId"))
#: What is about persons, places and processing, not about the market.
_LEFT_OUT = text.names(
    "address addressEntity birthDate birthPlace birthCountry deathDate gender nationality citizenship ethnicity"
    " religion political education position profession title firstName lastName middleName secondName fatherName"
    " motherName nameSuffix passportNumber socialSecurityNumber email phone sourceUrl publisher publisherUrl alephUrl"
    " wikipediaUrl modifiedAt createdAt retrievedAt keywords program programId icijId indexText eyeColor hairColor"
    " height weight appearance spokenLanguage"
)


def thing(builder: Builder, view: View, source: str) -> None:
    """Add an entity and the statement that describes it."""
    topics = [_TOPICS[topic] for topic in view.all("topics") if topic in _TOPICS]
    if view.schema == "LegalEntity" and not topics:
        builder.findings.add("assumed", "a company, where the schema is LegalEntity", view.place)
    type = TYPES[view.schema] if view.schema == "Person" or not topics else topics[0]
    names = view.all(*_NAMES)
    identifiers = [] if type == "person" else _identifiers(view)
    builder.entity(
        view.id,
        view.caption or next(iter(names), f"[unnamed; record {view.id}]"),
        type,
        aliases=names,
        identifiers=identifiers,
        country=None if type == "person" else next(filter(None, map(text.country, view.all(*_COUNTRIES))), None),
        wikidata=_wikidata(view),
    )
    keys = {"certainty": "reported", "doubt": view.external or None, "note": f"record {text.clean(view.id, 100)}"}
    builder.statement(source, view.place, view.id, _description(view, identifiers), **keys)
    builder.founded(source, view.place, view.id, text.day(view.one(*_FOUNDED)), **keys)
    for name in sorted(view.properties.keys() - _KEPT):
        known = name in _LEFT_OUT or type == "person"
        builder.findings.add("left out" if known else "not understood", f"property {view.schema}:{name}", view.place)


def _identifiers(view: View) -> list[str]:
    """Identifiers with their schemes; those of a national register with the country, where one is given."""
    country = next(filter(None, map(text.country, view.all(*_COUNTRIES))), None)
    found = []
    for name, scheme in _SCHEMES.items():
        national = scheme in ("REG", "ID", "TAX", "VAT") and country
        found += [f"{country}-{scheme}:{value}" if national else f"{scheme}:{value}" for value in view.all(name)]
    return found


def _wikidata(view: View) -> str | None:
    return next((each for each in (*view.all("wikidataId"), view.id) if text.is_item(each)), None)


def _description(view: View, identifiers: list[str]) -> str:
    told = [value for name in _TOLD for value in view.all(name)] if view.schema != "Person" else view.all("topics")
    dissolved = view.one("dissolutionDate")
    ends = [f"dissolved {dissolved}"] if dissolved else []
    item = [f"Wikidata {number}"] if (number := _wikidata(view)) else []
    return "; ".join([text.words(view.schema), *identifiers, *item, *told, *ends])
