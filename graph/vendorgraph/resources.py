"""Where the bundled folders are: inside the installed package, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {
    "data": _PACKAGE.parent / "data",
    "ontology": _PACKAGE.parents[1] / "ontology",
    "queries": _PACKAGE.parents[1] / "queries",
}


def folder(name: str) -> Path:
    """Return the bundled folder "data", "ontology" or "queries"; FileNotFoundError names both places looked in."""
    inside, beside = _PACKAGE / name, _CHECKOUT[name]
    for place in (inside, beside):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} is neither at {inside} nor at {beside}: install vendorgraph again")
