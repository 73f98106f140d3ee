"""What a relation says, with every hedge: "Google is a customer of Scale AI (coming to an end)"."""

from vendorgraph.analysis.timing import state
from vendorgraph.analysis.verdict import RUMOUR
from vendorgraph.relations.model import Relation
from vendorgraph.relations.shares import is_about
from vendorgraph.wording.language import Forms
from vendorgraph.wording.sentence import NOTHING, Name, Sentence, fill, listed
from vendorgraph.wording.voice import Voice

#: Posts that tell nothing beyond that there is one.
_UNSPOKEN = (None, "unstated", "staff")


def said(voice: Voice, relation: Relation) -> Sentence:
    """Return the relation as a statement, in the tense of its status, with its hedges in brackets."""
    statement = plain(voice, relation)
    hedges = _hedges(voice, relation)
    if hedges:
        told = listed(hedges, voice.language.comma, "{list}" + voice.language.comma + "{last}")
        statement = fill(voice.language.hedge, statement=statement, hedges=told)
    if relation.status == "denied":
        statement = fill(voice.language.statuses["denied"], statement=statement)
    return statement


def plain(voice: Voice, relation: Relation) -> Sentence:
    """Return the relation as a statement without hedges."""
    forms: Forms = voice.language.relations[_key(relation)]
    standing = state(relation)
    pattern = forms.planned if standing in ("planned", "lapsed") else forms.past if standing == "over" else forms.now
    return fill(
        pattern,
        s=voice.name(relation.subject),
        o=voice.name(relation.object),
        share=share(voice, relation),
        **{"from": voice.name(relation.from_org) if relation.from_org else ""},
    )


def verb(voice: Voice, relation: Relation) -> str:
    """Return the few words that stand on the line of a picture: "holds 49 %", "customer of"."""
    return voice.language.verbs[_key(relation)].format(share=share(voice, relation))


def when(voice: Voice, relation: Relation, short: bool = False) -> str:
    """Return when the relation holds or the event happened; nothing where no date is recorded."""
    language = voice.language
    if relation.since and voice.market.vocabulary.relations[relation.relation].event:
        return language.moment(relation.since, short)
    return language.interval(relation.since, relation.until, short)


def share(voice: Voice, relation: Relation) -> str:
    """Return the share of a stake: "49 %", or the words for one of unknown size; nothing for other relations."""
    if relation.relation != "holds-stake-in":
        return ""
    return _sized(voice, relation) if sized(relation) else _unknown(voice)


def _sized(voice: Voice, relation: Relation) -> str:
    assert relation.share is not None
    return voice.language.percent(relation.share, is_about(voice.market, relation))


def sized(relation: Relation) -> bool:
    """Whether anything is known of the size of a stake."""
    return relation.share is not None and (relation.share.min, relation.share.max) != (0.0, 1.0)


def post(voice: Voice, relation: Relation) -> str:
    """Return the post that a relation gives a person, as printed or, in Arabic, by its kind; nothing when unknown."""
    if voice.language.code != "en" and relation.post not in _UNSPOKEN:
        return voice.word("post", relation.post or "unstated")
    if relation.role:
        return relation.role
    return "" if relation.post in _UNSPOKEN else voice.word("post", relation.post or "unstated")


def denial(voice: Voice, relation: Relation) -> Sentence:
    """Return who denies the relation, or a part of it where it stands, and what we note of that; nothing for nobody."""
    from vendorgraph.wording.sources import weightiest, who

    if not relation.denies:
        return NOTHING
    words = voice.language.sources
    said = fill(words["denied" if relation.status == "denied" else "denied-part"], who=who(voice, relation.denies))
    note = next((claim.note for claim in weightiest(voice, relation.denies) if claim.note), None)
    return fill(words["noted"], statement=said, note=Name("", note)) if note else said


def _key(relation: Relation) -> str:
    """The entry of the table of patterns."""
    if relation.relation == "holds-stake-in" and not sized(relation):
        return "holds-stake-in-unsized"
    if relation.relation == "moved-to" and relation.from_org:
        return "moved-to-from"
    if relation.relation == "board-member-of" and relation.post == "observer":
        return "board-member-of-observer"
    return relation.relation


def _hedges(voice: Voice, relation: Relation) -> list[Sentence]:
    role = post(voice, relation) if relation.relation not in ("board-member-of", "invested-in") else relation.role or ""
    votes = voice.language.shares["no_votes"] if relation.voting is False else ""
    words: list[str | Name] = [Name("", role)] if role else []
    words += [each for each in (votes, *_standing(voice, relation)) if each]
    return [Sentence((each,)) for each in words]


def _standing(voice: Voice, relation: Relation) -> list[str]:
    """What is to be said of the status, the agreement of the sources and their weight."""
    words = voice.language.statuses
    key = relation.status
    if key == "unconfirmed":
        key = f"unconfirmed-{relation.was}" if f"unconfirmed-{relation.was}" in words else key
    said = [words[key]] if key in words and key != "denied" else []
    if relation.disputed:
        said.append(words["disputed"])
    if relation.grade == RUMOUR:
        said.append(words["rumoured"])
    return said


def _unknown(voice: Voice) -> str:
    return voice.language.shares["unknown"]
