"""Rows of the plan as the relations of `vendorgraph.relations.model`."""

from typing import Any

from vendorgraph.relations.model import Relation, Share

_SAME = (
    "subject", "relation", "object", "status", "was", "disputed", "grade", "rule", "post", "role", "from_org", "voting",
    "since", "until", "origins",
)  # fmt: skip
_CLAIMS = ("supports", "denies", "loses", "told")
_ENDS = ("min", "max", "min_open", "max_open")


def relation(row: dict[str, Any]) -> Relation:
    """Return the relation that a row of `vendorgraph.scale.resolve` describes."""
    notes = ["start not recorded"] * row["start_unrecorded"]
    notes += [f"earlier share {share:g}" for share in row["history"] or ()]
    made: dict[str, Any] = {name: row[name] for name in _SAME}
    made |= {name: tuple(row[name] or ()) for name in _CLAIMS}
    return Relation(
        **made,
        share=_share(row, "share"),
        voting_share=_share(row, "voting_share"),
        notes=tuple(notes),
    )


def _share(row: dict[str, Any], name: str) -> Share | None:
    if row[f"{name}_min"] is None:
        return None
    return Share(*(row[f"{name}_{end}"] for end in _ENDS))
