"""The file to send: one conflict as one HTML file that needs nothing else, and reads without scripts.

Its own policy, by hashes of what is in it, forbids it to load or send anything.
"""

from collections.abc import Iterable
from io import BytesIO

from markupsafe import Markup
from msgspec import Struct, structs

from vendorgraph import __version__
from vendorgraph.analysis.model import Conflict
from vendorgraph.contentpolicy import allowed
from vendorgraph.explorer import assets, render
from vendorgraph.explorer.address import State, Wrong
from vendorgraph.explorer.desk import Desk, tie_of
from vendorgraph.explorer.drawing.strip import strip
from vendorgraph.explorer.elsewhere import File
from vendorgraph.explorer.screens import why
from vendorgraph.explorer.screens.evidence import Card
from vendorgraph.explorer.screens.why import Explained
from vendorgraph.formats import FORMATS, Selection
from vendorgraph.model import Market
from vendorgraph.wording import conflicts

#: Claims that are shown for one step, of which those against it come first; bytes that a report has at most.
SHOWN, MOST = 8, 150_000

_SHEETS = ("base.css", "drawing.css", "report.css")
_MODULES = ("steps.js", "strip.js", "table.js")


class Proof(Struct, frozen=True):
    """A step with the claims that the report shows, and how many more there are."""

    step: Explained
    cards: tuple[Card, ...]
    more: int


def file(desk: Desk, state: State, lab: str, vendor: str, rival: str) -> File:
    """Return the report of a conflict as a file; Wrong where there is no such conflict on the day."""
    conflict = desk.conflict(state, desk.entity(lab, "lab").slug, desk.entity(vendor).slug, desk.entity(rival).slug)
    if conflict is None:
        raise Wrong("no-conflict", 404)
    way = state.number("way", len(conflict.ties))
    return File(name(desk, state, conflict), "text/html; charset=utf-8", html(desk, state, conflict, way))


def name(desk: Desk, state: State, conflict: Conflict) -> str:
    """Return the name of the file: the path and the day."""
    day = desk.days(state)[0]
    return f"vendorgraph-{conflict.customer}-{conflict.vendor}-{conflict.rival}-{day}.html"


def html(desk: Desk, state: State, conflict: Conflict, way: int = 1) -> bytes:
    """Return the report of a conflict by its tie number `way`.

    Where it would be larger than `MOST` bytes it leaves out the surroundings of the path, then the Turtle.
    """
    for alone, turtle in ((False, True), (True, True), (True, False)):
        page = _html(desk, state, conflict, way, alone, turtle)
        if len(page) <= MOST:
            return page
    return page


def _html(desk: Desk, state: State, conflict: Conflict, way: int, alone: bool, turtle: bool) -> bytes:
    voice, days = desk.voice(state), desk.days(state)
    tie = tie_of(conflict, way)
    found = why.explained(desk, state, conflict, tie)
    proofs = [_proof(each) for each in found]
    style = Markup("".join(map(assets.text, _SHEETS)))
    script = Markup("".join(f"{{\n{assets.text(module)}}}\n" for module in _MODULES))
    values = {
        **why.told(desk, state, conflict, tie),
        "steps": found,
        "proofs": proofs,
        "chosen": 0,
        "way": way,
        "ways": why.ways(voice, conflict),
        "drawing": desk.drawing(state, conflict, way, alone),
        "strip": strip(voice, conflict, days[0], tie),
        "rivalry": conflicts.rivalry(voice, conflict.rivalry),
        "style": style,
        "script": script,
        "policy": policy(str(style), str(script)),
        "version": __version__,
        "turtle": _turtle(desk.market, proofs) if turtle else None,
    }
    return render.page("report", desk, state, values, _NoLinks(state))


def policy(style: str, script: str) -> str:
    """Return the policy of a file with this style sheet and script: nothing else is applied, run, loaded or sent."""
    return (
        f"default-src 'none'; style-src {allowed(style)}; script-src {allowed(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


class _NoLinks(render.Links):
    """A file leads nowhere but to the sources."""

    site = True

    def to(self, path: str, **params: object) -> str:
        """Return no address: nothing else goes with the file."""
        return ""

    def here(self, **changes: object) -> str:
        """Return the place of a step within the file."""
        step = changes.get("step")
        return f"#evidence-{step or 1}" if "step" in changes else "#"

    def entity(self, slug: str) -> str:
        """Return no address."""
        return ""


def _proof(step: Explained) -> Proof:
    cards = step.evidence.cards
    against = [card for card in cards if card.stance != "supports"][:SHOWN]
    chosen = [*against, *(card for card in cards if card.stance == "supports")][: max(SHOWN, len(against) + 2)]
    return Proof(step, tuple(card for card in cards if card in chosen), len(cards) - len(chosen))


def _turtle(market: Market, proofs: Iterable[Proof]) -> str:
    """The claims that the report shows, their sources and what they name, as Turtle."""
    shown = [card.claim for proof in proofs for card in proof.cards]
    claims = {claim.id: claim for claim in shown}
    sources = {claim.source_id: market.sources[claim.source_id] for claim in shown}
    named = {slug for claim in shown for slug in (claim.subject, claim.object, claim.from_org, claim.product)}
    entities = {slug: entity for slug, entity in market.entities.items() if slug in named}
    part = structs.replace(market, claims=claims, sources=sources, entities=entities, identities=())
    out = BytesIO()
    FORMATS["turtle"].write(Selection(part), out)
    return out.getvalue().decode()
