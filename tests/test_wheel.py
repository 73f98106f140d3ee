"""The wheel: every file of the package and of the bundled folders is in it, and nothing else."""

import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from vendorgraph import __version__

ROOT = Path(__file__).parents[1]

#: Folders of the checkout, and where the wheel has them.
FOLDERS = {
    "graph/vendorgraph": "vendorgraph",
    "graph/data": "vendorgraph/data",
    "ontology": "vendorgraph/ontology",
    "queries": "vendorgraph/queries",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel built from the checkout by the build backend of this environment."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(out.glob("*.whl")))


def files(folder: Path) -> set[str]:
    """Names of all files, without what Python and the checkers keep beside them."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path.as_posix() for path in found if not any(part.startswith((".", "__pycache__")) for part in path.parts)}


def test_every_file_is_there_and_none_is_left_over(wheel: zipfile.ZipFile) -> None:
    expected = {f"{inside}/{name}" for folder, inside in FOLDERS.items() for name in files(ROOT / folder)}
    assert len(expected) > 700
    found = {name for name in wheel.namelist() if not re.match(r"vendorgraph-[^/]+\.dist-info/", name)}
    assert found == expected


def test_files_are_those_of_the_checkout(wheel: zipfile.ZipFile) -> None:
    for folder, inside in FOLDERS.items():
        for name in files(ROOT / folder):
            assert wheel.read(f"{inside}/{name}") == (ROOT / folder / name).read_bytes(), name


def test_metadata(wheel: zipfile.ZipFile) -> None:
    info = f"vendorgraph-{__version__}.dist-info"
    about = message_from_bytes(wheel.read(f"{info}/METADATA"))
    assert (about["Name"], about["Version"], about["Requires-Python"]) == ("vendorgraph", __version__, ">=3.11")
    assert about["License-Expression"] == "Apache-2.0 AND CC-BY-4.0"
    assert f"{info}/licenses/LICENSE" in wheel.namelist()
    assert b"vendorgraph = vendorgraph.cli:main" in wheel.read(f"{info}/entry_points.txt")


def test_heavy_libraries_are_extras(wheel: zipfile.ZipFile) -> None:
    about = message_from_bytes(wheel.read(f"vendorgraph-{__version__}.dist-info/METADATA"))
    required = [line for line in about.get_all("Requires-Dist", []) if "extra ==" not in line]
    names = {re.split(r"[^\w-]", line)[0].lower() for line in required}
    assert names == {"click", "msgspec", "platformdirs", "pyoxigraph", "pyyaml", "rich"}
    assert set(about.get_all("Provides-Extra", [])) >= {
        "all",
        "frames",
        "networks",
        "notebook",
        "rdflib",
        "shapes",
        "view",
    }
