"""Which kind of post the words of a role name, on roles as the sources print them."""

import pytest

from tests import markets
from vendorgraph.vocabulary import post_of

ROLES = {
    "chief-executive": [
        "CEO",
        "Interim CEO",
        "Co-CEO",
        "Founder and CEO",
        "CEO and founder",
        "CEO, co-founder",
        "President and CEO",
        "Chief executive",
        "Chief Executive Officer",
        "interim chief executive",
    ],
    "executive": [
        "Chief AI Officer",
        "Chief AI Officer, head of Meta Superintelligence Labs",
        "Chief financial officer",
        "Chief scientist",
        "AI chief",
        "CFO",
        "COO",
        "CTO",
        "CEO of Google Cloud",
        "CEO, Advertising and Web Services",
        "Senior vice president and CEO of Microsoft AI",
        "President",
        "SVP of GenAI Product and Operations",
        "VP of research",
        "Vice President, Agents and head of the San Francisco AI lab",
        "Executive VP, head of Copilot",
        "Executive chair",
        "Executive leading a new research team",
        "Head of Claude Code",
        "Head of a new applied AI engineering team under the CTO",
        "Global head",
        "General manager",
        "Managing director",
        "General Partner",
        "Co-leader of Meta Superintelligence Labs with Wang",
        "Leader of the public-sector business",
        "General counsel",
    ],
    "chair": ["Chair", "Chairman of the board", "Chair of the board", "Chairwoman"],
    "director": [
        "Director",
        "Board member",
        "Member of the board of directors",
        "Independent director",
        "Non-executive director",
        "Strategic committee",
        "Board member and co-founder",
    ],
    "observer": ["Observer", "Non-voting observer", "Board observer"],
    "founder": ["Co-founder", "Founder", "Cofounder and advisor"],
    "advisor": ["Advisor", "Senior adviser to the board", "Member of the advisory council"],
    "staff": [
        "Member of TBD Labs",
        "Member of Technical Staff",
        "Deputy general counsel",
        "Chief of staff",
        "Chief of staff to the CEO",
        "Assistant to the CEO",
        "Executive assistant",
        "Account executive",
        "Field CTO",
        "Director of research",
        "Senior Director of Engineering",
        "Kenya director",
        "Engineer",
        "Researcher at Meta Superintelligence Labs",
        "Qwen team lead",
        "Lead of a pre-training sub-team",
        "Leader of the annotation team",
        "Manager",
        "Venture partner",
        "Spokesperson",
    ],
    "unstated": [None, ""],
}


@pytest.mark.parametrize(("role", "post"), [(role, post) for post, roles in ROLES.items() for role in roles])
def test_a_role_has_its_kind_of_post(role: str | None, post: str) -> None:
    assert post_of(markets.words(), role) == post


def test_every_kind_of_post_is_tried() -> None:
    assert list(ROLES) == list(markets.words().schemes["post"])


def test_letters_of_either_case_name_the_same_post() -> None:
    for post, roles in ROLES.items():
        for role in filter(None, roles):
            assert post_of(markets.words(), role.upper()) == post_of(markets.words(), role.lower()) == post


def test_every_role_of_the_bundled_market_names_some_post() -> None:
    roles = {each.role for each in markets.bundled().claims.values() if each.role}
    assert len(roles) > 130
    assert "unstated" not in {post_of(markets.words(), role) for role in roles}
