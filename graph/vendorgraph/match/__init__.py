"""Matching: which entities of an import are which of the market, as proposals that a person confirms.

    propose -> Decisions (a YAML file: same, different, undecided) -> merged records and lines of identity.yaml

Nothing is merged silently: `merged` follows decisions of "same" alone, and the import itself is never changed, so that
undoing a decision and merging again is all it takes.
"""

from vendorgraph.match.decisions import Decisions, Pair, WrongDecision, decide, load, save, undo
from vendorgraph.match.merge import identities, merged, records
from vendorgraph.match.propose import named, propose

__all__ = [
    "Decisions",
    "Pair",
    "WrongDecision",
    "decide",
    "identities",
    "load",
    "merged",
    "named",
    "propose",
    "records",
    "save",
    "undo",
]
