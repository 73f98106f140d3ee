"""Reading the records: folders of YAML to a checked market.

read_folder -> documents with lines -> records with places -> checks -> Market
"""

from collections.abc import Sequence
from pathlib import Path

from vendorgraph.model import Market
from vendorgraph.problems import Invalid
from vendorgraph.reading.folder import Folder, read_folder

__all__ = ["Invalid", "market", "of_folders", "read_folder"]


def market(folders: Sequence[Path], overlays: Sequence[Path] = ()) -> Market:
    """Return the market that the records in `folders` make, with those in `overlays` laid over them.

    An overlay is a folder of the same form: it adds sources and entities, and may repeat, never change, what is there.
    Raises Invalid with all problems of the records, and FileNotFoundError for a folder that is missing or empty.
    """
    return of_folders([read_folder(each) for each in (*folders, *overlays)])


def of_folders(folders: Sequence[Folder]) -> Market:
    """Return the market of folders that are read already, later ones over earlier ones; Invalid as for `market`."""
    from vendorgraph import checks, vocabulary  # the checks read records, so they are imported when all of this is
    from vendorgraph.reading import records as placing
    from vendorgraph.reading.building import build

    records = placing.records(folders, vocabulary.read())
    found = checks.problems(records)
    if found:
        raise Invalid(found)
    return build(records)
