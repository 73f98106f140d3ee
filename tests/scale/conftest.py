"""The small market as a folder of Parquet tables."""

from pathlib import Path

import pytest

from tests.markets import bundled
from vendorgraph import files, pipeline
from vendorgraph.formats.model import Selection
from vendorgraph.formats.parquet import files as tables

SMALL = Path(__file__).parents[1] / "data" / "small"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files.write_folder(tmp_path / "market", tables(Selection(pipeline.read([SMALL]))))
    return tmp_path / "market"


@pytest.fixture(scope="session")
def bundled_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled market as a folder of Parquet tables."""
    folder = tmp_path_factory.mktemp("bundled") / "market"
    files.write_folder(folder, tables(Selection(bundled())))
    return folder
