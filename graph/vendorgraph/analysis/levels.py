"""R15: levels as data. An ordered table of rules; the first that fits a case decides.

A table is refused when a rule can never decide or a case is left without a rule: all cases there are (verdict, timing,
kind and degree of tie, and the shares between the bounds that the table names) are gone through when it is read.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import msgspec
from msgspec import Struct

from vendorgraph.analysis.model import LEVELS, TIMINGS, VERDICTS, Tie
from vendorgraph.analysis.ties.registry import KINDS

BUNDLED = Path(__file__).with_name("levels.toml")


class InvalidLevels(ValueError):
    """A table of levels that cannot be used; the message is one line."""


class Case(Struct, frozen=True):
    """What a level depends on. `share` is the lower end of the tie's share, a fraction; None for kinds without one."""

    verdict: str
    timing: str
    tie: str
    degree: str
    share: float | None


class LevelRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of the table; an empty tuple, or no share, fits everything.

    `why` is the rule in words, `why_ar` the same in Arabic where the table has it.
    """

    level: str
    why: str
    why_ar: str | None = None
    verdict: tuple[str, ...] = ()
    timing: tuple[str, ...] = ()
    tie: tuple[str, ...] = ()
    degree: tuple[str, ...] = ()
    min_share: float | None = None

    def fits(self, case: Case) -> bool:
        """Whether the rule speaks of `case`."""
        return (
            (not self.verdict or case.verdict in self.verdict)
            and (not self.timing or case.timing in self.timing)
            and (not self.tie or case.tie in self.tie)
            and (not self.degree or case.degree in self.degree)
            and (self.min_share is None or (case.share is not None and case.share >= self.min_share))
        )


class Levels(Struct, frozen=True, dict=True):
    """A table of levels in force."""

    rules: tuple[LevelRule, ...]

    def rule_of(self, case: Case) -> LevelRule:
        """Return the rule that decides; InvalidLevels when none fits (which a table that was read does not allow)."""
        for rule in self.rules:
            if rule.fits(case):
                return rule
        raise InvalidLevels(f"no rule covers {_words(case)}: add a last rule without conditions")


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[LevelRule, ...]


def read_levels(path: Path | None = None) -> Levels:
    """Read the table at `path` (the bundled one by default).

    InvalidLevels when it is not TOML, has unknown keys or words, a rule that can never decide or a case without a rule;
    OSError when it cannot be read.
    """
    return _bundled() if path is None else _read(path)


def level_of(levels: Levels, case: Case) -> str:
    """Return the level of a case."""
    return levels.rule_of(case).level


def case_of(verdict: str, timing: str, tie: Tie) -> Case:
    """Return the case that `tie` makes with the verdict of the whole path and its timing."""
    measured = KINDS[tie.kind].measured
    return Case(
        verdict, timing, tie.kind, tie.degree, tie.share.min if measured and tie.share else 0.0 if measured else None
    )


def cases(levels: Levels) -> Iterator[Case]:
    """Yield every case there is: for measured kinds one share for each step between the bounds of the table."""
    shares = sorted({0.0, *(rule.min_share for rule in levels.rules if rule.min_share is not None)})
    for verdict, timing, kind in product(VERDICTS, TIMINGS, KINDS.values()):
        for degree, share in product(kind.degrees, shares if kind.measured else (None,)):
            yield Case(verdict, timing, kind.name, degree, share)


@cache
def _bundled() -> Levels:
    return _read(BUNDLED)


def _read(path: Path) -> Levels:
    try:
        table = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InvalidLevels(f"{path}: {error}") from error
    levels = Levels(table.rule)
    try:
        _check_words(levels)
        _check_cases(levels)
    except InvalidLevels as error:
        raise InvalidLevels(f"{path}: {error}") from error
    return levels


def _check_words(levels: Levels) -> None:
    degrees = tuple(degree for kind in KINDS.values() for degree in kind.degrees)
    for number, rule in enumerate(levels.rules, 1):
        known = (
            ("level", (rule.level,), LEVELS),
            ("verdict", rule.verdict, VERDICTS),
            ("timing", rule.timing, TIMINGS),
            ("tie", rule.tie, tuple(KINDS)),
            ("degree", rule.degree, degrees),
        )
        for key, words, allowed in known:
            for word in words:
                if word not in allowed:
                    raise InvalidLevels(f"rule {number}: {key} {word!r} is unknown: write one of {', '.join(allowed)}")
        if rule.min_share is not None and not 0 <= rule.min_share <= 1:
            raise InvalidLevels(f"rule {number}: min_share {rule.min_share} is not a fraction: write 0 to 1")


def _check_cases(levels: Levels) -> None:
    deciding = {id(levels.rule_of(case)) for case in cases(levels)}
    for number, rule in enumerate(levels.rules, 1):
        if id(rule) not in deciding:
            raise InvalidLevels(f"rule {number} ({rule.level}: {rule.why}) can never decide: remove it or move it up")


def _words(case: Case) -> str:
    share = "" if case.share is None else f", share {case.share:g} or more"
    return f"{case.verdict}, {case.timing}, {case.tie} ({case.degree}){share}"
