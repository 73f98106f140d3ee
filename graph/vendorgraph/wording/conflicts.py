"""A conflict in sentences: what it is, how it stands, when, what is missing and what would clear it."""

from vendorgraph.analysis.exposure import is_stale
from vendorgraph.analysis.model import Clearing, Conflict, Exposure, Rivalry, Tie
from vendorgraph.analysis.ties import people, stakes
from vendorgraph.analysis.verdict import ENOUGH
from vendorgraph.relations.model import Relation
from vendorgraph.relations.speech import at_least
from vendorgraph.wording import relations, ties
from vendorgraph.wording.sentence import Sentence, Value, fill
from vendorgraph.wording.voice import Voice


def summary(voice: Voice, conflict: Conflict) -> Sentence:
    """Return the conflict as one text: that the customer is exposed, who the rival is, and the leading tie."""
    words = voice.language.conflict
    return fill(
        words.summary,
        exposure=exposure(voice, conflict.exposure),
        customer=voice.name(conflict.customer),
        rival=voice.name(conflict.rival),
        tie=ties.sentence(voice, conflict),
    )


def exposure(voice: Voice, exposed: Exposure) -> Sentence:
    """Return how the customer's data reach the vendor: "Google bought from Scale AI"."""
    words = voice.language.conflict
    direct = len(exposed.path) == 1
    forms = words.exposure if direct else words.exposure_through
    pattern = {"over": forms.past, "planned": forms.planned}.get(exposed.course.state, forms.now)
    through = _between(exposed)
    return fill(
        pattern,
        customer=voice.name(exposed.customer),
        vendor=voice.name(exposed.vendor),
        through=voice.names(through),
    )


def rivalry(voice: Voice, competing: Rivalry) -> Sentence:
    """Return that customer and rival compete, and through what when that is derived."""
    words = voice.language.conflict
    pair = {"customer": voice.name(competing.a), "rival": voice.name(competing.b)}
    if competing.kind == "stated":
        return fill(words.rivalry_stated, **pair)
    stated = next(hop for hop in competing.path if hop.relation == "competitor-of")
    return fill(words.rivalry_derived, **pair, one=voice.name(stated.subject), other=voice.name(stated.object))


def timing(voice: Voice, conflict: Conflict, day: str) -> Sentence:
    """Return how exposure and tie stand to each other in time on `day` (ISO)."""
    pattern = voice.language.timings[conflict.timing]
    customer = ties.by_way(voice, voice.name(conflict.customer), _between(conflict.exposure))
    ends: dict[str, Value] = {
        "customer": customer,
        "vendor": voice.name(conflict.vendor),
        "rival": voice.name(conflict.rival),
    }
    said = fill(pattern, day=voice.language.date(day), **ends)
    stale = conflict.timing == "concurrent" and not conflict.exposure.course.sure
    return fill(voice.language.conflict.stale, statement=said) if stale else said


def window(voice: Voice, conflict: Conflict) -> Sentence | None:
    """Return when exposure and tie overlap, and whether that is certain; None when they never did."""
    if conflict.window is None:
        return None
    words, language = voice.language.conflict, voice.language
    since, until = (each and language.date(each) for each in (conflict.window.since, conflict.window.until))
    if since and until:
        when = words.window_between.format(since=since, until=until)
    elif since or until:
        when = words.window_open.format(since=since) if since else words.window_until.format(until=until)
    else:
        when = words.window_always
    return fill(words.window if conflict.window.certain else words.window_possible, when=when)


def weakest(voice: Voice, conflict: Conflict) -> Sentence:
    """Return the weakest step, with its grade and the number of independent origins."""
    hop = conflict.weakest_hop
    return fill(
        voice.language.conflict.weakest,
        statement=relations.said(voice, hop),
        grade=voice.word("grade", hop.grade),
        origins=voice.language.count(hop.origins, "origin"),
    )


def clears(voice: Voice, clearing: Clearing) -> Sentence:
    """Return the relations that would clear the conflict if all of them were wrong."""
    words = voice.language.conflict
    wrong = voice.all(fill(words.that, statement=relations.plain(voice, each)) for each in clearing.relations)
    return fill(words.clears, what=wrong)


def missing(voice: Voice, conflict: Conflict, tie: Tie | None = None) -> list[Sentence]:
    """Return the facts that keep the conflict from being established, each once; by way of `tie`, the leading one."""
    by_way = tie or conflict.ties[0]
    found = [each for hop in conflict.exposure.path for each in _of_hop(voice, hop, ever=not is_stale(hop))]
    found += [each for hop in conflict.rivalry.path for each in _of_hop(voice, hop)]
    found += [each for hop in by_way.path for each in _of_hop(voice, hop)]
    found += _of_tie(voice, by_way)
    return list(dict.fromkeys(found))


def _of_hop(voice: Voice, hop: Relation, ever: bool = False) -> list[Sentence]:
    words, statement = voice.language.missing, relations.plain(voice, hop)
    if hop.status == "denied":
        return [fill(words["denied"], statement=statement)]
    found = []
    if not at_least(hop.grade, ENOUGH):
        found.append(fill(words["grade"], statement=statement, grade=voice.word("grade", hop.grade)))
    if hop.status == "planned":
        found.append(fill(words["planned"], statement=statement))
    if hop.disputed and not ever:
        found.append(fill(words["disputed"], statement=statement))
    if hop.status == "unconfirmed" and not ever:
        found.append(fill(words["unconfirmed"], statement=statement))
    return found


def _of_tie(voice: Voice, tie: Tie) -> list[Sentence]:
    """What the kind of tie itself leaves open."""
    words, names = voice.language.missing, {"actor": voice.name(tie.actor), "vendor": voice.name(tie.place)}
    found = []
    if tie.verdict == "possible" and tie.kind == "control":
        found.append(fill(words["test" if tie.degree == "stated" else "majority"], **names))
    if tie.kind == "group" and any(hop.relation == "bid-for" for hop in tie.path):
        found.append(fill(words["offer"]))
    if stakes.TALKS in tie.rule:
        found.append(fill(words["talks"]))
    if (people.MOVED in tie.rule or people.JOINED in tie.rule) and tie.course.state == "holds" and not tie.course.sure:
        move = next(hop for hop in tie.path if hop.relation == "moved-to")
        found.append(fill(words["still"], person=voice.name(move.subject), place=voice.name(move.object)))
    if tie.kind == "ownership":
        found += [_size(voice, hop) for hop in tie.path if _is_unsized(hop)]
    return found


def _size(voice: Voice, hop: Relation) -> Sentence:
    return fill(voice.language.missing["size"], s=voice.name(hop.subject), o=voice.name(hop.object))


def _is_unsized(hop: Relation) -> bool:
    stake = hop.relation in ("holds-stake-in", "invested-in") and hop.status != "denied"
    return stake and not relations.sized(hop)


def _between(exposed: Exposure) -> list[str]:
    """The entities on the way from the customer to the vendor."""
    found, here = [], exposed.customer
    for hop in exposed.path:
        here = hop.object if hop.subject == here else hop.subject
        if here != exposed.vendor:
            found.append(here)
    return found
