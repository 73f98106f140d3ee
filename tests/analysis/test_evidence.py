"""Relations of which more should be reported."""

from tests.analysis.worlds import buys, competes, stake, world
from vendorgraph.analysis.evidence import thin

WELL = {"origins": 2, "since": "2025"}


def test_what_a_relation_needs() -> None:
    whole = world(
        buys("lab", "vendor", **WELL),
        buys("other", "vendor", origins=1, since="2025", grade="B"),
        stake("rival", "vendor", 0.3, origins=2),
        stake("fund", "vendor", grade="C", disputed=True, **WELL),
        stake("gone", "vendor", status="unconfirmed", was="current", **WELL),
        stake("denied", "vendor", status="denied", origins=1),
    )
    needs = {each.relation.subject: each.needs for each in thin(whole.relations, "vendor", [])}
    assert needs == {
        "other": ("a second origin",),
        "rival": ("a date",),
        "fund": ("a better source", "which side is right"),
        "gone": ("whether it is still so",),
    }
    assert thin(whole.relations, "nobody", []) == []


def test_what_most_conflicts_rest_on_comes_first() -> None:
    whole = world(
        buys("lab", "vendor"), competes("lab", "rival"), competes("lab", "other"),
        stake("rival", "vendor", 0.3), stake("other", "vendor", 0.3), stake("alone", "vendor", 0.1),
    )  # fmt: skip
    found = thin(whole.relations, "vendor", whole.conflicts())
    assert [(each.relation.subject, each.conflicts) for each in found] == [
        ("lab", 2),
        ("other", 1),
        ("rival", 1),
        ("alone", 0),
    ]
