"""What only the shapes find is reported where the record stands: file, line, shape, message, severity."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run
from tests.cli.conftest import cache as cache
from tests.cli.conftest import run as run

AGORA = "sources/agora-2025-03-13-labs-leave-pinecrest.yaml"
CLAIM = "agora-2025-03-13-labs-leave-pinecrest#04"

#: A file, what stands there, what is written in its place, and what the check says.
CASES = {
    "a product that is none": (
        AGORA,
        "subject: meridian, relation: customer-of, object: pinecrest, status: ending",
        "subject: meridian, relation: customer-of, object: pinecrest, product: halcyon, status: ending",
        f"claim-product: {CLAIM}: The product concerned is one product.",
    ),
    "an entity that nobody speaks of": (
        "entities.yaml",
        "# data vendors\n",
        "# data vendors\n- {slug: silent, name: Silent, type: company, roles: [other]}\n",
        "entity-used: silent: No claim speaks of the entity: add one or remove the entity. (warning)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_shape_is_found_at_its_line(name: str, run: Run, tmp_path: Path) -> None:
    file, old, new, said = CASES[name]
    folder = Path(shutil.copytree(SMALL, tmp_path / "market"))
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    line = text[: text.index(old)].count("\n") + new.count("\n") + (1 if "\n" not in new else 0)
    done = run("check", str(folder))
    assert (done.code, done.out) == (1, f"{folder / file}:{line}: {said}\n")
