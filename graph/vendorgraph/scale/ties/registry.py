"""The kinds of ties and the plans that find them, in the order of `vendorgraph.analysis.ties.registry`.

Supply chains are made from the ties at suppliers, in `reach`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vendorgraph.scale.ties import board, group, others, owners, people, stakes, votes
from vendorgraph.scale.ties.search import Search

if TYPE_CHECKING:
    from ibis.expr.types import Table

KINDS: dict[str, "Callable[[Search], Table]"] = {
    "same-company": group.same_company,
    "control": others.control,
    "votes": votes.votes,
    "board": board.board,
    "person": people.person,
    "ownership": stakes.ownership,
    "group": group.group,
    "common-owner": owners.common_owner,
    "commerce": others.commerce,
}

#: Made of the ties at suppliers.
SUPPLIES = "supplier-chain"
