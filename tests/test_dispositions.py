"""Dispositions: what a reader has decided about conflicts, and until when it counts."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.analysis.worlds import buys, competes, stake, world
from vendorgraph import dispositions, pipeline
from vendorgraph.model import Disposition, Market
from vendorgraph.problems import Invalid
from vendorgraph.reading.dispositions import RULES, read

DATA = Path(__file__).parent / "data"


@cache
def small() -> Market:
    return pipeline.read((DATA / "small",))


def disposition(decision: str = "accepted", until: str = "2025-11") -> Disposition:
    return Disposition(
        customer="lab", vendor="vendor", rival="rival", decision=decision, reason="r", by="b", until=until
    )


def test_the_example_is_read() -> None:
    found = read(DATA / "examples" / "dispositions.yaml", small())
    assert list(found) == [("northgate", "pinecrest", "halcyon"), ("meridian", "pinecrest", "halcyon")]
    assert [(each.decision, each.until) for each in found.values()] == [
        ("accepted", "2025-11-30"),
        ("mitigated", "2026-12"),
    ]


def test_a_disposition_stands_beside_its_conflict_and_changes_nothing_of_it() -> None:
    whole = world(buys("lab", "vendor"), competes("lab", "rival"), stake("rival", "vendor", 0.3))
    decided = disposition()
    [before] = whole.conflicts()
    [after] = dispositions.beside([before], {decided.about: decided})
    assert after.disposition == decided and before.disposition is None
    assert (after.level, after.verdict, after.timing) == (before.level, before.verdict, before.timing)
    [other] = dispositions.beside([before], {("lab", "vendor", "sister"): decided})
    assert other == before


@pytest.mark.parametrize(
    ("decided", "day", "expired", "accepted"),
    [
        (disposition(until="2025-11-30"), date(2025, 11, 30), False, True),
        (disposition(until="2025-11-30"), date(2025, 12, 1), True, False),
        (disposition(until="2025-11"), date(2025, 11, 30), False, True),
        (disposition(until="2025"), date(2026, 1, 1), True, False),
        (disposition("mitigated"), date(2025, 1, 1), False, False),
    ],
)
def test_it_counts_up_to_its_last_day_and_only_what_is_accepted_is_passed_over(
    decided: Disposition, day: date, expired: bool, accepted: bool
) -> None:
    whole = world(buys("lab", "vendor"), competes("lab", "rival"), stake("rival", "vendor", 0.3))
    [found] = dispositions.beside(whole.conflicts(), {decided.about: decided})
    assert dispositions.expired(decided, day) is expired
    assert dispositions.accepted(found, day) is accepted


GOOD = "customer: northgate, vendor: pinecrest, rival: halcyon, decision: accepted, reason: r, by: b, until: '2026'"
WRONG = {
    "": [(1, "VG012", "nothing is said here: write dispositions")],
    "- {}": [(1, "VG012", "nothing is said here")],
    "dispositions:\n- google": [(2, "VG012", "'google' is no record")],
    f"dispositions:\n- {{{GOOD}, note: x}}": [(2, "VG101", "'note' is no key of a disposition")],
    f"dispositions:\n- {{{GOOD.replace(', by: b', '')}}}": [(2, "VG102", "a disposition needs by: write it")],
    f"dispositions:\n- {{{GOOD.replace(chr(39) + '2026' + chr(39), '2026')}}}": [(2, "VG103", 'in quotes, "2026"')],
    f"dispositions:\n- {{{GOOD.replace('reason: r', 'reason: ')}}}": [(2, "VG104", "reason is empty")],
    f"dispositions:\n- {{{GOOD.replace('accepted', 'ignored')}}}": [(2, "VG203", "write accepted or mitigated")],
    f"dispositions:\n- {{{GOOD.replace('halcyon', 'halcion')}}}": [
        (2, "VG312", "rival 'halcion' is not defined: did you mean halcyon? Otherwise add it to the entities")
    ],
    f"dispositions:\n- {{{GOOD.replace('2026', '2026-13')}}}": [(2, "VG501", "until is '2026-13', no day")],
    f"dispositions:\n- {{{GOOD}}}\n- {{{GOOD}}}": [
        (3, "VG903", "northgate / pinecrest / halcyon stands at line 2 too: keep one")
    ],
}


@pytest.mark.parametrize("text", WRONG, ids=[problems[0][1] + str(i) for i, problems in enumerate(WRONG.values())])
def test_every_problem_is_one_line_with_its_place(text: str, tmp_path: Path) -> None:
    file = tmp_path / "decided.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as error:
        read(file, small())
    [(line, code, words)] = WRONG[text]
    [said] = str(error.value).splitlines()
    assert f"decided.yaml:{line}: {code}: " in said and words in said


def test_every_rule_of_these_files_is_broken_above() -> None:
    assert {rule.code for rule in RULES} <= {code for problems in WRONG.values() for _, code, _ in problems}
