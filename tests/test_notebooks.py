"""The notebooks run, and give the outputs they were committed with.

`python tests/test_notebooks.py` runs them and writes the new outputs: look at the difference before it is committed.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

#: What is compared; HTML is left to the library that makes it.
COMPARED = ("text/plain", "image/svg+xml")


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook run anew in an empty folder, with the metadata it had."""
    notebook = nbformat.read(path, as_version=4)
    metadata = dict(notebook.metadata)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        with pytest.MonkeyPatch.context() as patch:  # what a notebook takes from the tests is found beside its folder
            patch.setenv("PYTHONPATH", str(FOLDER.parent), prepend=os.pathsep)
            NotebookClient(notebook, timeout=300, record_timing=False, resources=resources).execute()
    notebook.metadata = metadata
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, str]]:
    """What each code cell shows, by the number of the cell."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                yield number, f"{output.name}: {output.text}"
            else:
                yield from ((number, output.data[kind]) for kind in COMPARED if kind in output.data)


def test_there_are_notebooks_and_nothing_else() -> None:
    assert [path.name for path in NOTEBOOKS] == [
        "01_the_scale_ai_week.ipynb",
        "02_ownership_and_control.ipynb",
        "03_choosing_a_vendor.ipynb",
        "04_other_tools.ipynb",
        "05_a_million_companies.ipynb",
    ]
    assert sorted(path for path in FOLDER.iterdir() if not path.name.startswith(".")) == NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_those_committed(path: Path) -> None:
    committed = list(outputs(nbformat.read(path, as_version=4)))
    assert len(committed) >= 10
    assert list(outputs(executed(path))) == committed
    assert not [text for _, text in committed if text.startswith("stderr: ")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_comes_before_code(path: Path) -> None:
    kinds = [cell.cell_type for cell in nbformat.read(path, as_version=4).cells]
    assert kinds[0] == "markdown" == kinds[-1]
    assert kinds.count("markdown") >= kinds.count("code") * 0.7


if __name__ == "__main__":
    for each in NOTEBOOKS:
        nbformat.write(executed(each), each)
