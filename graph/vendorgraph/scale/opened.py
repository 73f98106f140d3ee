"""A columnar market opened and found sound, from the folder that is named."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vendorgraph import vocabulary
from vendorgraph.scale import check
from vendorgraph.scale.columns import Columns, open_folder
from vendorgraph.scale.engine import connect
from vendorgraph.scale.market import whole

if TYPE_CHECKING:
    from vendorgraph.model import Market
    from vendorgraph.scale.engine import Engine


def opened(folders: Sequence[Path], overlays: Sequence[Path], engine: "Engine") -> Columns:
    """Return the market of the one folder of Parquet tables.

    Raises check.Unsound, a line for each violation, or where other folders are named beside it.
    """
    if len(folders) != 1 or overlays:
        raise check.Unsound(
            "a folder of Parquet tables is read by itself: name one with --data, and none with --with; "
            "`vendorgraph import parquet FOLDER --out DIR` makes records of it, which go over others"
        )
    check.check_files(folders[0])
    columns = open_folder(folders[0], engine, vocabulary.read())
    check.check(columns)
    return columns


def read(folders: Sequence[Path], overlays: Sequence[Path] = ()) -> "Market":
    """Return the whole market of a folder of Parquet tables; raises what `opened` and `market.whole` raise."""
    with connect() as engine:
        return whole(opened(folders, overlays, engine))
