"""The small market as a folder of Parquet tables."""

from pathlib import Path

import pytest

from vendorgraph import files, pipeline
from vendorgraph.formats.model import Selection
from vendorgraph.formats.parquet import files as tables

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files.write_folder(tmp_path / "market", tables(Selection(pipeline.read([SMALL]))))
    return tmp_path / "market"
