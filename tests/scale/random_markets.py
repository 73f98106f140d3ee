"""Random small markets, many at once: each has its own entities, so that none bears on another."""

from random import Random
from typing import Any

from tests.markets import market
from vendorgraph.model import Market

_STATUSES = ("current", "ending", "paused", "ended", "under-review", "planned", None)
_ROLES = ("CEO", "Chief Scientist", "Board observer", "adviser", "Engineer", "engineer", "Co-founder", None)
_EVENTS = ("invested-in", "acquired", "bid-for", "moved-to", "founded")
_BETWEEN = (
    "customer-of", "customer-of", "competitor-of", "competitor-of", "holds-stake-in", "holds-stake-in",
    "holds-stake-in", "subsidiary-of", "acquired", "invested-in", "supplier-of", "in-talks-with", "controls",
)  # fmt: skip
_OF_PEOPLE = ("holds-role", "board-member-of", "moved-to", "founded")
_FEET, _TOPS = ("over", "at-least"), ("under", "up-to")
_DENIED = ({}, {"status": "current"}, {"share": 0.3}, {"share": 0.3, "voting": True}, {"voting_share": 0.2})


def random_market(seed: int, markets: int = 60) -> Market:
    """Up to ten claims for each of `markets` small markets."""
    random = Random(seed)
    claims = [
        (_quarrel if number % 5 == 0 else _claim)(random, f"m{number:03}")
        for number in range(markets)
        for _ in range(random.randint(1, 10))
    ]
    named = [
        {**each, "source": f"s{number:05}"} for number, claim in enumerate(claims) for each in _bounded(random, claim)
    ]
    people = {f"m{number:03}-{who}": "person" for number in range(markets) for who in ("ann", "bob")}
    return market(*named, entities=people)


def _claim(random: Random, name: str) -> dict[str, Any]:
    about = random.choice((_purchase, _stake, _stake, _event, _post, _post, _lasting, _rivals))(random)
    for key in ("subject", "object", "from_org"):
        if about.get(key):
            about[key] = f"{name}-{about[key]}"
    denied = random.random() < 0.12
    if denied and about["relation"] == "holds-stake-in":
        about = {key: about[key] for key in ("subject", "relation", "object")} | random.choice(_DENIED)
    return {**about, **_told(random, denied), **_dates(random)}


def _bounded(random: Random, claim: dict[str, Any]) -> list[dict[str, Any]]:
    """A claim; or in place of one of a share, two bounds that one source states, with a third claim beside them."""
    if "share" not in claim or random.random() < 0.4:
        return [claim]
    claim = claim | {"polarity": None, "doubt": False}
    bounds = [(random.choice(_FEET), random.choice((0.25, 0.5))), (random.choice(_TOPS), random.choice((0.5, 0.504)))]
    bounds += [(random.choice((*_FEET, *_TOPS, None)), 0.3)] if random.random() < 0.2 else []
    votes = random.random() < 0.5
    return [
        {**claim, "share": value, "approx": approx}
        | ({"voting_share": value} if votes else {})
        | ({"as_of": _day(random)} if random.random() < 0.1 else {})
        for approx, value in bounds
    ]


def _quarrel(random: Random, name: str) -> dict[str, Any]:
    """Whether one buys from another, told within a few days."""
    status = random.choice(("current", "current", "ending", "paused", "ended", "under-review"))
    return {
        "subject": f"{name}-lab",
        "relation": "customer-of",
        "object": f"{name}-vendor",
        "status": status,
        "published": random.choice(("2025-03", "2025-03-01", "2025-03-02", "2025-03-04", "2025-03-06", "2025-03-20")),
        "reliability": random.choice(("high", "medium", "low")),
        "publisher": random.choice("ABCD"),
    }


def _told(random: Random, denied: bool) -> dict[str, Any]:
    return {
        "published": _day(random) if random.random() < 0.95 else None,
        "reliability": random.choice(("high", "medium", "medium", "low")),
        "certainty": random.choice(("official", "reported", "reported", "rumoured")),
        "polarity": "denies" if denied else None,
        "publisher": random.choice("ABCD"),
        "relays": ["Wire"] if random.random() < 0.2 else [],
        "withdrawn": _day(random) if random.random() < 0.04 else None,
        "doubt": random.random() < 0.04,
    }


def _dates(random: Random) -> dict[str, Any]:
    chances = {"status_since": 0.2, "as_of": 0.2, "from": 0.25, "to": 0.25, "date": 0.3}
    return {key: _day(random) for key, chance in chances.items() if random.random() < chance}


def _day(random: Random) -> str:
    close = random.random() < 0.5  # so that claims meet within days
    year, month = (2025, 3) if close else (random.randint(2023, 2026), random.randint(1, 10))
    day = random.choice((1, 2, 4, 15, 28))
    return f"{year}-{month:02}-{day:02}"[: random.choice((4, 7, 10, 10))]


def _purchase(random: Random) -> dict[str, Any]:
    claim = {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": random.choice(_STATUSES)}
    if random.random() < 0.15:
        claim |= {"attribute": "spend", "period": random.choice(("2024", "2024-Q2", "2025-H1"))}
    return claim


def _stake(random: Random) -> dict[str, Any]:
    claim = {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "status": random.choice(_STATUSES)}
    if random.random() < 0.8:
        claim["share"] = random.choice((0.3, 0.3, 0.301, 0.304, 0.35, 0.4951))
        claim["approx"] = random.choice((None, None, "about", "over", "under", "at-least", "up-to"))
    if random.random() < 0.3:
        claim["voting_share"] = random.choice((0.1, 0.2))
    if random.random() < 0.3:
        claim["voting"] = random.random() < 0.5
    return claim


def _event(random: Random) -> dict[str, Any]:
    kind = random.choice(_EVENTS)
    status = random.choice(("completed", "completed", "planned", "ended", None))
    if kind == "moved-to":
        place, left = random.sample(("lab", "rival", "vendor"), 2)
        role = random.choice(_ROLES)
        left = left if random.random() < 0.8 else None
        return {"subject": "ann", "relation": kind, "object": place, "from_org": left, "role": role, "status": status}
    return {"subject": "rival", "relation": kind, "object": "vendor", "status": status}


def _post(random: Random) -> dict[str, Any]:
    kind = random.choice(("holds-role", "holds-role", "board-member-of"))
    place = random.choice(("lab", "rival", "vendor"))
    role = random.choice(_ROLES)
    return {"subject": "ann", "relation": kind, "object": place, "role": role, "status": random.choice(_STATUSES)}


def _lasting(random: Random) -> dict[str, Any]:
    kind = random.choice(("subsidiary-of", "develops"))
    return {"subject": "vendor", "relation": kind, "object": "rival", "status": random.choice(_STATUSES)}


def _rivals(random: Random) -> dict[str, Any]:
    pair = random.sample(("lab", "rival"), 2)
    status = random.choice(("current", "ended", None))
    return {"subject": pair[0], "relation": "competitor-of", "object": pair[1], "status": status}


def tangled_market(seed: int) -> Market:
    """A market of few companies and people, among whom many relations are told."""
    random = Random(seed)
    companies = [f"c{number:02}" for number in range(14)]
    people = [f"p{number}" for number in range(5)]
    claims = [_tangle(random, companies, people) | {"source": f"s{number:03}"} for number in range(60)]
    return market(*claims, entities=dict.fromkeys(people, "person"))


def _tangle(random: Random, companies: list[str], people: list[str]) -> dict[str, Any]:
    kind = random.choice((*_BETWEEN, *_BETWEEN, *_OF_PEOPLE))
    subject, object = random.sample(companies, 2)
    claim: dict[str, Any] = {"subject": subject, "relation": kind, "object": object, "published": "2026-10-01"}
    if kind in _OF_PEOPLE:
        claim |= {"subject": random.choice(people), "role": random.choice(_ROLES)}
    if kind == "moved-to":
        claim |= {"from_org": subject, "date": f"2026-0{random.randint(1, 9)}"}
    if kind == "holds-stake-in":
        claim |= {"share": random.choice((None, 0.1, 0.3, 0.6)), "voting": random.choice((True, False, None))}
    if kind not in _EVENTS:
        claim["status"] = random.choice(("current", "current", "current", "ended", "planned"))
    return {**claim, "reliability": random.choice(("high", "medium", "low"))}


_WOVEN = (
    *_BETWEEN, "holds-stake-in", "holds-stake-in", "subsidiary-of", "invested-in", "bid-for", "appoints-directors-of",
    "staff-moved-to", "board-member-of", "customer-of", "customer-of", "develops", "member-of",
)  # fmt: skip
_ABOUT_PEOPLE = (
    "holds-role",
    "holds-role",
    "board-member-of",
    "moved-to",
    "founded",
    "advises",
    "controls",
    "holds-stake-in",
)
_POSTS = ("CEO", "CEO", "Chair", "Director", "Board observer", "adviser", "Engineer", "Co-founder", None)
_SHARES = (None, 0.05, 0.1, 0.2, 0.2, 0.3, 0.3, 0.45, 0.6, 1.0)


def woven_market(seed: int, markets: int = 12, claims: int = 70) -> Market:
    """Markets of few companies, people, products and groups with all relations that ties, exposures and rivalries need.

    A company is a lab, a vendor or both, and what is told is of every status and certainty.
    """
    random = Random(seed)
    told: list[dict[str, Any]] = []
    types: dict[str, str] = {}
    roles: dict[str, list[str]] = {}
    for number in range(markets):
        companies = [f"m{number:02}-c{each:02}" for each in range(random.choice((6, 9, 12)))]
        others = [f"m{number:02}-{each}" for each in ("p0", "p1", "p2", "x0", "x1", "g0")]
        told += [_strand(random, companies, others) for _ in range(claims)]
        types |= zip(others, ("person", "person", "person", "product", "product", "group"), strict=True)
        roles |= {each: random.choice((["ai-lab"], ["data-vendor"], ["ai-lab", "data-vendor"])) for each in companies}
    named = [claim | {"source": f"s{number:05}"} for number, claim in enumerate(told)]
    return market(*named, entities=types, roles=roles)


def _strand(random: Random, companies: list[str], others: list[str]) -> dict[str, Any]:
    *people, one, two, group = others
    kind = random.choice(_WOVEN)
    subject, object = random.sample(companies, 2)
    if random.random() < 0.3:
        kind, subject = random.choice(_ABOUT_PEOPLE), random.choice(people)
    if kind in ("develops", "member-of"):
        object = random.choice((one, two)) if kind == "develops" else group
    if kind == "competitor-of" and random.random() < 0.3:
        subject, object = random.choice(((one, two), (group, subject), (subject, group)))
    denied = random.random() < 0.04
    claim = {"subject": subject, "relation": kind, "object": object, **_told(random, denied), **_dates(random)}
    claim |= {"relays": [], "withdrawn": None, "doubt": False}
    if denied:
        return claim
    if kind == "moved-to" and random.random() < 0.8:
        claim["from_org"] = random.choice([each for each in companies if each != object])
    if kind in ("holds-role", "board-member-of", "moved-to"):
        claim["role"] = random.choice(_POSTS)
    if kind == "holds-stake-in":
        claim |= {"share": random.choice(_SHARES), "voting": random.choice((True, True, False, None, None))}
        claim["approx"] = (
            random.choice((None, None, None, "over", "up-to")) if claim["share"] not in (None, 1.0) else None
        )
        votes = (0.03, 0.2, 0.55) if claim["approx"] else (0.0, 0.03, 0.2, 0.55)
        claim["voting_share"] = random.choice(votes) if random.random() < 0.15 else None
    events = ("completed", "completed", "completed", "planned", None)
    states = ("current",) * 7 + ("ending", "paused", "ended", "planned", "under-review", None)
    claim["status"] = random.choice(events if kind in _EVENTS else states)
    return claim
