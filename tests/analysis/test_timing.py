"""R13: concurrent, residual, past and prospective, and the window in which exposure and tie overlap."""

from datetime import date

import pytest

from tests.analysis.worlds import DAY, relation
from vendorgraph.analysis import timing
from vendorgraph.analysis.model import Course, Window
from vendorgraph.relations.model import Relation


def course(
    since: str | None = None, until: str | None = None, status: str = "current", was: str | None = None
) -> Course:
    found = timing.course([_relation(since, until, status, was)], DAY)
    assert found is not None
    return found


def _relation(since: str | None, until: str | None, status: str, was: str | None) -> Relation:
    return relation("a", "customer-of", "b", since=since, until=until, status=status, was=was)


HOLDS, OVER, PLANNED = course("2019"), course("2019", "2024", "ended"), course(status="planned")


@pytest.mark.parametrize(
    ("exposure", "tie", "word"),
    [
        (HOLDS, HOLDS, "concurrent"),
        (OVER, HOLDS, "residual"),
        (HOLDS, OVER, "past"),
        (OVER, OVER, "past"),
        (PLANNED, HOLDS, "prospective"),
        (HOLDS, PLANNED, "prospective"),
        (course("2025"), course("2018", "2020", "ended"), None),
        (course(status="unconfirmed", was="ending"), HOLDS, "residual"),
        (course(status="unconfirmed", was="current"), HOLDS, "concurrent"),
    ],
)
def test_the_word(exposure: Course, tie: Course, word: str | None) -> None:
    assert timing.timing(exposure, tie) == word


def test_customer_until_the_tie_began_is_residual_and_never_overlapped() -> None:
    tie = course("2025-05")
    assert timing.timing(OVER, tie) == "residual"
    assert timing.window(OVER, tie) is None


@pytest.mark.parametrize(
    ("exposure", "tie", "window"),
    [
        (course("2023"), course("2025-06-12"), Window(since="2025-06-12", until=None, certain=True)),
        (course(), course(), Window(since=None, until=None, certain=True)),
        (course("2023", "2025-03", "ended"), course("2024"), Window(since="2024", until="2025-03", certain=True)),
        (course("2023", "2025", "ended"), course("2025-03"), Window(since="2025-03", until="2025", certain=False)),
        (course("2023", "2025-06", "ended"), course("2025"), Window(since="2025", until="2025-06", certain=False)),
        (
            course("2023", status="unconfirmed", was="current"),
            course("2024"),
            Window(since="2024", until=None, certain=False),
        ),
        (
            course("2023", "2026-01-31", "ending"),
            course("2024"),
            Window(since="2024", until="2026-01-31", certain=True),
        ),
    ],
)
def test_the_window_and_whether_it_is_certain(exposure: Course, tie: Course, window: Window) -> None:
    assert timing.window(exposure, tie) == window
    assert timing.window(tie, exposure) == window


@pytest.mark.parametrize(
    ("since", "until", "certain"),
    [
        ("2024-01-01", "2024-06", True),
        ("2024", "2024-06", False),
        ("2024-07", "2024-06", None),
        ("2024-06", "2024-06", False),
    ],
)
def test_partial_dates_make_an_overlap_certain_possible_or_none(since: str, until: str, certain: bool | None) -> None:
    found = timing.window(course("2020", until, "ended"), course(since))
    assert (found.certain if found else None) is certain


def test_a_path_holds_as_long_as_all_its_relations_do() -> None:
    path = [_relation("2020", None, "current", None), _relation("2022-05", "2026-01", "ending", None)]
    whole = timing.course(path, DAY)
    assert whole is not None and (whole.state, whole.since, whole.until) == ("holds", "2022-05", "2026-01")


def test_a_path_that_no_day_saw_whole_is_none() -> None:
    path = [_relation("2010", "2012", "ended", None), _relation("2020", None, "current", None)]
    assert timing.course(path, DAY) is None
    assert timing.course([_relation(None, None, "unconfirmed", "planned")], DAY) is None


def test_an_empty_path_always_holds() -> None:
    whole = timing.course([], DAY)
    assert whole is not None and whole.state == "holds" and whole.start.first == date.min


def test_states_of_relations() -> None:
    words = {"current": "holds", "completed": "holds", "ended": "over", "planned": "planned", "denied": "denied"}
    assert {status: timing.state(_relation(None, None, status, None)) for status in words} == words
