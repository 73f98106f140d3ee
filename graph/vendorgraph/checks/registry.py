"""The registry of checks: each rule of the records with the function that finds where it is broken."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from vendorgraph.problems import Place, Problem, Rule
from vendorgraph.reading.records import Records

Find = Callable[[Records], Iterator[Place]]


class Check(Struct, frozen=True):
    """A rule, and the places where records break it."""

    rule: Rule
    find: Find

    def problems(self, records: Records) -> Iterator[Problem]:
        """Yield the problems that the records have with this rule."""
        return map(self.rule.at, self.find(records))


CHECKS: dict[str, Check] = {}


def check(code: str, title: str, message: str) -> Callable[[Find], Find]:
    """Register the function below as the check `code`; `message` is filled with what it found."""

    def register(find: Find) -> Find:
        if code in CHECKS:
            raise ValueError(f"the code {code} is taken by {CHECKS[code].rule.title!r}: choose another")
        CHECKS[code] = Check(Rule(code, title, message), find)
        return find

    return register
