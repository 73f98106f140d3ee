"""One relation by itself: how it stands, what decided, and all claims for and against it."""

from collections.abc import Mapping

from vendorgraph.explorer.address import State, unknown
from vendorgraph.explorer.desk import Desk
from vendorgraph.explorer.screens.evidence import doubtful, evidence
from vendorgraph.wording import relations, sources


def show(desk: Desk, state: State, subject: str, relation: str, object: str) -> Mapping[str, object]:
    """Return all relations of a kind from one entity to another (a person may hold several posts); Wrong when none."""
    voice, (_, known_by) = desk.voice(state), desk.days(state)
    desk.entity(subject), desk.entity(object)
    if relation not in desk.market.vocabulary.relations:
        raise unknown("relation", relation, desk.market.vocabulary.relations, 40)
    ends = (subject, relation, object)
    found = [each for each in desk.relations(state) if (each.subject, each.relation, each.object) == ends]
    return {
        "subject": subject,
        "kind": relation,
        "object": object,
        "found": [
            {
                "relation": each,
                "said": relations.said(voice, each),
                "when": relations.when(voice, each),
                "according": sources.according(voice, each.supports),
                "denial": relations.denial(voice, each),
                "evidence": evidence(voice, each),
                "doubtful": doubtful(voice, each, known_by, desk.read),
            }
            for each in found
        ],
    }
