"""What the files of a question name of a columnar market, so that the part of it that is read has that too.

The files are judged when they are read against that part; here whatever has not their form is passed over.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vendorgraph.reading import yaml
from vendorgraph.scale.columns import Columns
from vendorgraph.scale.neighbourhood import Supposed

if TYPE_CHECKING:
    from ibis.expr.types import Table

_ENDS = ("subject", "object", "from_org", "product")
_CONFLICT = ("customer", "vendor", "rival")


def supposed(columns: Columns, what_if: Path | None, dispositions: Path | None) -> Supposed:
    """Return what a file of what is supposed and a file of dispositions name; Invalid for a file that is no YAML."""
    claims, out, decided = list[Any](), dict[str, Any](), list[Any]()
    if what_if is not None:
        says = _mapping(yaml.load(what_if))
        claims, out = list(_maps(says.get("claims"))), _mapping(says.get("leave_out"))
    if dispositions is not None:
        decided = list(_maps(_mapping(yaml.load(dispositions)).get("dispositions")))
    named = [each.get(key) for each in claims for key in _ENDS] + [
        each.get(key) for each in decided for key in _CONFLICT
    ]
    left = [*_of_claims(columns, _texts(out.get("claims"))), *_of_sources(columns, _texts(out.get("sources")))]
    return Supposed(tuple(_joins(claims)), tuple(sorted({*_texts(named), *left})))


def _joins(claims: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for claim in claims:
        subject, relation, object, left = (claim.get(key) for key in ("subject", "relation", "object", "from_org"))
        if isinstance(subject, str) and isinstance(relation, str) and isinstance(object, str):
            yield subject, relation, object
            if isinstance(left, str):
                yield subject, f"{relation} from", left


def _of_claims(columns: Columns, ids: list[str]) -> set[str]:
    claims = columns.claims
    return _ends(columns, claims.filter(claims["id"].isin(ids))) if ids else set()


def _of_sources(columns: Columns, ids: list[str]) -> set[str]:
    """The ends of one claim of each source."""
    claims = columns.claims
    if not ids:
        return set()
    mine = claims.filter(claims["source"].isin(ids))
    first = mine.group_by("source").aggregate(first=mine["id"].min())
    return _ends(columns, mine.semi_join(first, [("id", "first")]))


def _ends(columns: Columns, claims: "Table") -> set[str]:
    rows = columns.engine.fetch(claims.select("subject", "object")).to_pylist()
    return {slug for row in rows for slug in row.values() if slug}


def _mapping(says: object) -> dict[str, Any]:
    return says if isinstance(says, dict) else {}


def _maps(says: object) -> Iterator[dict[str, Any]]:
    return (each for each in (says if isinstance(says, list) else ()) if isinstance(each, dict))


def _texts(says: object) -> list[str]:
    return [each for each in (says if isinstance(says, list) else ()) if isinstance(each, str)]
