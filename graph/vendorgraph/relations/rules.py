"""The rules R0 to R10: how claims become a relation as of a day. Each is a small function of values.

`RULES` has each rule's text for the docs and for answers that name the rule that decided.
"""

from datetime import date, timedelta

from vendorgraph.dates import Span, months_after, period, span
from vendorgraph.model import Claim, Source
from vendorgraph.relations.speech import Speech, at_least, grade, needed

LAG = timedelta(days=3)  # within it two speeches count as simultaneous
TRANSITION = 12  # months after which a word of leaving or of review lapses
STANDING = 24  # months after which a word of staying lapses

#: Since when an undated document may have been published: before all that is told.
EARLIEST = date(1900, 1, 1)

RULES = {
    "R0": "a claim counts once its source can have been published; doubtful and withdrawn ones do not",
    "R1": "a claim speaks on its status_since, as_of, end or publication, from the last day of that date",
    "R2": "grade: A a high page or two medium origins, B one medium origin or two low ones, C the rest",
    "R3": "sides: current stays; ending, paused and reported ends leave; dated or official ends are over",
    "R4": "the last speech more than 3 days later wins if well enough graded; within them the better grade",
    "R5": "over if graded at least B or as leaving is, else the best graded of ending, paused, ended",
    "R6": "a plan contests nothing and yields to any claim of completion",
    "R7": "silence: leaving and review lapse after 12 months, staying after 24, into unconfirmed",
    "R8": "an end or a review, but no undated former post, presupposes 12 months; a subsidiary or product all its past",
    "R8a": "a move ends the person's posts at the former organisation and begins the new one",
    "R9": "a denial denies what it prints; a bare one denies the relation when graded as well as its support",
    "R10": "the share is that of the newest speech, two bounds of a source are a range; a weaker newer one widens it",
}

#: Relations that give a person a place, of which documents tell long afterwards.
POSTS = ("holds-role", "board-member-of", "advises")

#: Qualifiers that a denial can deny; one that prints none of them is bare. Others only say which relation is meant.
DENIABLE = ("status", "role", "share", "voting_share", "voting")


def r0_visible(claim: Claim, source: Source, known_by: date, read: date) -> bool:
    """Whether the claim counts for a reader on `known_by`; an undated source is known from `read`."""
    published = published_by(source, read).last
    withdrawn = source.withdrawn is not None and span(source.withdrawn).first <= known_by
    return published <= known_by and not withdrawn and not claim.doubt


def published_by(source: Source, read: date) -> Span:
    """Return the days on which the source can have been published: by `read`, since it was read by then.

    For an undated one these are all days up to then: like a page of some year it contests no dated word, and like any
    wide claim it renews from its first day only, which is to say never (R1, R7).
    """
    if not source.published:
        return Span(EARLIEST, read)
    days = span(source.published)
    return Span(days.first, max(days.first, min(days.last, read)))


def r1_when(claim: Claim, source: Source, read: date, side: str) -> Span:
    """When the claim speaks; a sum for a period speaks of that period, an event that took place of its day."""
    published = published_by(source, read)
    for text in (claim.status_since, claim.as_of):
        if text:
            return span(text)
    if claim.status == "ended" and claim.to:
        return span(claim.to)
    if claim.attribute and claim.period:
        return period(claim.period)
    if claim.date and side == "stay":
        days = span(claim.date)  # the page shows that the event was over by its publication
        return Span(days.first, max(days.first, min(days.last, published.last)))
    return published


def r3_side(claim: Claim, source: Source, as_of: date, event: bool) -> tuple[str, str]:
    """Return the side and the status that the claim stands for.

    An event that took place is on the side of staying, one that was given up on that of leaving. Beside an attribute
    the status speaks of that attribute, and an undated "ended" beside a share of that share: both show existence only.
    """
    if claim.denies:
        return "denies", claim.status or "denied"
    former_share = claim.status == "ended" and claim.share is not None and not claim.to
    status = None if claim.attribute or former_share else claim.status
    if status in ("current", "completed"):
        return ("stay", "completed" if event else status) if event or status == "current" else ("exists", "current")
    if status == "planned" or claim.status == "planned":
        return "planned", "planned"
    if status == "under-review":
        return "review", "under-review"
    if status in ("ending", "paused", "ended"):
        return _r3_leaving(claim, source, as_of, status)
    return ("stay", "completed") if event else ("exists", "current")


def _r3_leaving(claim: Claim, source: Source, as_of: date, status: str) -> tuple[str, str]:
    if status == "ended":
        stated = claim.to is not None and len(claim.to) > 4 and _not_after_publication(claim.to, source)
        return ("over" if stated or claim.certainty == "official" else "leave"), "ended"
    if status == "ending" and claim.to and span(claim.to).last < as_of:
        return "over", "ended"
    return "leave", status


def _not_after_publication(to: str, source: Source) -> bool:
    return source.published is None or span(to).first <= span(source.published).last


def r1_contesting(speeches: list[Speech], others: list[Speech]) -> list[Speech]:
    """Drop the month- and year-wide speeches that would contest a day-dated one inside their interval."""
    days = [other.when for other in others if other.when.is_day]
    return [s for s in speeches if s.when.is_day or not any(s.when.contains(day) for day in days)]


def r4_side(stay: list[Speech], leave: list[Speech]) -> tuple[str, bool]:
    """Return the side that prevails ("stay" or "leave") and whether the matter is disputed."""
    if not stay or not leave:
        return ("stay" if stay else "leave"), False
    staying = r1_contesting([s for s in stay if not r4_foreseen(s, leave)], leave)
    leaving = r1_contesting(leave, stay)
    if not staying or not leaving:
        return _r4_uncontested(stay, leave, bool(leaving))
    last_stay, last_leave = max(s.day for s in staying), max(s.day for s in leaving)
    if last_leave > last_stay + LAG:
        return ("leave" if at_least(grade(leave), needed(grade(stay))) else "stay"), False
    if last_stay > last_leave + LAG:
        after = [s for s in staying if s.day > last_leave]
        return ("stay" if at_least(grade(after), grade(leave)) else "leave"), False
    return _r4_within_lag(staying, leaving)


def r4_foreseen(stay: Speech, leave: list[Speech]) -> bool:
    """Whether an end is dated after the word of staying, which therefore does not contest it."""
    return any(s.side == "over" and stay.day < _end(s).first for s in leave)


def _end(over: Speech) -> Span:
    return span(over.claim.to) if over.claim.to else over.when


def _r4_uncontested(stay: list[Speech], leave: list[Speech], leaving: bool) -> tuple[str, bool]:
    """One side has only wide speeches, which contest nothing: the day-dated side stands, if well enough graded.

    A move needs no grade to end a post of which nobody says that it was kept (R8a); a rumour of one does.
    """
    moved = any(s.side == "over" and s.claim.relation == "moved-to" and grade([s]) != "D" for s in leave)
    if leaving and not moved and not at_least(grade(leave), needed(grade(stay))):
        return "stay", False
    return ("leave" if leaving else "stay"), False


def _r4_within_lag(staying: list[Speech], leaving: list[Speech]) -> tuple[str, bool]:
    """Compare only what was said at about the same time: older words of staying were true in their day."""
    last_stay, last_leave = max(s.day for s in staying), max(s.day for s in leaving)
    stay_grade = grade(s for s in staying if s.day >= last_leave - LAG)
    leave_grade = grade(s for s in leaving if s.day >= last_stay - LAG)
    if stay_grade == leave_grade:
        return "leave", True
    return ("stay" if stay_grade < leave_grade else "leave"), False


def r5_name(leave: list[Speech]) -> str:
    """Return the status of the side that leaves: ended, ending or paused."""
    over = [s for s in leave if s.side == "over"]
    rest = [s for s in leave if s.side != "over"]
    if over and at_least(grade(over), needed(grade(rest)) if rest else "D"):
        return "ended"
    names = {name: [s for s in rest if s.status == name] for name in ("ending", "paused", "ended")}
    graded = [(grade(speeches), i, name) for i, (name, speeches) in enumerate(names.items()) if speeches]
    return min(graded)[2] if graded else "ended"


def r3_refined(stay: list[Speech], review: list[Speech]) -> bool:
    """Whether a review refines staying: until a later word of staying, graded as well, says that all is settled."""
    if not review:
        return False
    last = max(s.day for s in review)
    after = [s for s in r1_contesting(stay, review) if s.day > last + LAG]
    return not after or not at_least(grade(after), grade(review))


def r7_lapsed(speeches: list[Speech], months: int, as_of: date) -> bool:
    """Whether the last of `speeches` is more than `months` back (a wide claim renews only from its first day)."""
    return all(months_after(s.when.first, months) < as_of for s in speeches)


def r8_presupposed(later: list[Speech], as_of: date) -> list[Speech]:
    """Return the later speeches of leaving, review or end whose silence about the past still covers `as_of`.

    Of a person's former post that nobody dates nothing follows, nor of a page without a date: it may be decades back.
    """
    sides = ("leave", "over", "review")
    told = [s for s in later if s.side in sides and s.when.first > EARLIEST and not _former_post(s.claim)]
    return [s for s in told if months_after(s.when.first, -TRANSITION) <= as_of]


def _former_post(claim: Claim) -> bool:
    undated = claim.to is None and claim.status_since is None
    return claim.relation in POSTS and claim.status == "ended" and undated


def r8_started(speeches: list[Speech], as_of: date) -> list[Speech]:
    """Return the speeches that date the start on or before `as_of` and no end before it."""
    return [s for s in speeches if _dated_start(s) and _covers(s, as_of)]


def _dated_start(speech: Speech) -> bool:
    return speech.side not in ("planned", "denies") and bool(speech.claim.from_ or speech.claim.date)


def _covers(speech: Speech, as_of: date) -> bool:
    start = speech.claim.from_ or speech.claim.date
    ended = speech.claim.to is not None and span(speech.claim.to).last < as_of
    return start is not None and span(start).last <= as_of and not ended


def r9_bare(claim: Claim) -> bool:
    """Whether a denial prints no qualifier and so denies the relation itself."""
    return all(getattr(claim, key) is None for key in DENIABLE)


def r9_struck(support: list[Speech], denials: list[Speech]) -> list[Speech]:
    """Return the supporting speeches that the denials outweigh: graded no better, and not said later."""
    struck: dict[str, Speech] = {}
    for denial in denials:
        meant = [s for s in support if s.day <= denial.day + LAG and r9_meant(s.claim, denial.claim)]
        alike = [other for other in denials if _r9_same(other.claim, denial.claim)]
        if meant and at_least(grade(alike), grade(meant)):
            struck.update((s.claim.id, s) for s in meant)
    return list(struck.values())


def _r9_same(one: Claim, other: Claim) -> bool:
    return all(getattr(one, key) == getattr(other, key) for key in DENIABLE)


def r9_meant(claim: Claim, denial: Claim) -> bool:
    """Whether `claim` says each qualifier that the denial prints (a role compares without regard to case)."""
    for key in DENIABLE:
        denied, said = getattr(denial, key), getattr(claim, key)
        if denied is None:
            continue
        if said is None or (str(said).casefold() != str(denied).casefold()):
            return False
    return True
