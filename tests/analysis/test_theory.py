"""The worked example of exposure and time, and the whole table of examples: each is used, or left out by name."""

from datetime import date, timedelta

from tests.analysis.worlds import relation
from tests.ownership import test_examples as others
from vendorgraph.analysis import timing
from vendorgraph.analysis.model import Course

Years = list[float | None]


def day(year: float) -> date:
    """A year with its part as a day: 2025.4 is in late May."""
    whole = int(year)
    return date(whole, 1, 1) + timedelta(days=round((year - whole) * 365))


def course(years: Years, as_of: date) -> Course:
    since, until = (None if year is None else day(year) for year in years)
    over = until is not None and until < as_of
    found = timing.course(
        [
            relation(
                "a", "customer-of", "b",
                status="ended" if over else "current",
                since=since and since.isoformat(),
                until=until and until.isoformat(),
            )
        ],
        as_of,
    )  # fmt: skip
    assert found is not None
    return found


def word(customer: Years, tie: Years, retention: bool = True) -> str:
    """R13's word on the day the later of the two began; data that were deleted leave only what overlapped."""
    as_of = max(day(years[0]) for years in (customer, tie) if years[0] is not None)
    exposure, held = course(customer, as_of), course(tie, as_of)
    if not retention and timing.window(exposure, held) is None:
        return "none"
    return timing.timing(exposure, held) or "none"


def test_exposure_and_time() -> None:
    example = others.BY_ID["exposure-time"]
    assert [word(**given) for given in example["input"]] == example["expected"]


def test_no_example_is_left_over() -> None:
    used = {example["id"] for example in others.USED}
    assert used | others.LEFT_OUT | {"exposure-time"} == set(others.BY_ID)
    assert (len(used), len(others.LEFT_OUT), len(others.BY_ID)) == (35, 12, 48)
