"""R2 as an expression: how well a set of speeches is held up, 0 (A) to 3 (below C), and how many origins it has."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ibis.expr.types import Table

#: Grades by their numbers.
LETTERS = "ABCD"


def grade(table: "Table", where: Any) -> Any:
    """Return the grade of the rows of each group for which `where` holds.

    Two origins differ when the least and the greatest of them do, which is cheaper than counting them.
    """
    import ibis

    known = where & (table["certainty"] != "rumoured")
    medium = known & (table["reliability"] == "medium")
    origin = table["origin"]
    high = (known & (table["reliability"] == "high")).any().fill_null(False)
    several_medium = (origin.min(where=medium) != origin.max(where=medium)).fill_null(False)
    several = (origin.min(where=known) != origin.max(where=known)).fill_null(False)
    return ibis.cases(
        (high | several_medium, 0),
        (origin.min(where=medium).notnull() | several, 1),
        (origin.min(where=known).notnull(), 2),
        else_=3,
    )


def single(table: "Table") -> Any:
    """Return the grade that each row has by itself."""
    import ibis

    return ibis.cases(
        (table["certainty"] == "rumoured", 3),
        (table["reliability"] == "high", 0),
        (table["reliability"] == "medium", 1),
        else_=2,
    )


def needed(grade: Any) -> Any:
    """Return min(B, grade): what prevails against a statement of that grade."""
    import ibis

    return ibis.greatest(grade, 1)


def letter(grade: Any) -> Any:
    """Return the letter of a grade."""
    import ibis

    return ibis.cases(*((grade == number, name) for number, name in enumerate(LETTERS)))
