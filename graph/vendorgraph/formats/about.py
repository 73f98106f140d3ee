"""What a file says of itself: the market, the view and its days. No time stamps."""

from vendorgraph.formats.model import Selection


def of(selection: Selection) -> dict[str, str]:
    """Return title, view, licence where there is one, and the days of the relations, as texts."""
    info = selection.market.info
    said = {"name": info.title, "view": selection.view, "read": info.read}
    if info.licence:
        said["licence"] = info.licence
    if selection.relations is not None:
        said |= {"as_of": selection.relations.as_of.isoformat(), "known_by": selection.relations.known_by.isoformat()}
    return said
