"""The contributor's guide: its records are sound and show every key, its tables are those of the ontology."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.markets import words
from vendorgraph import checks, resources
from vendorgraph.checks.form import KEYS
from vendorgraph.model import Claim, Entity, Identity, MarketInfo, Source
from vendorgraph.reading import records

GUIDE = (resources.folder("data") / "README.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in BLOCKS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_guide_shows_one_file_of_each_kind() -> None:
    assert list(BLOCKS) == ["sources/paper-2025-06-12-bolt-stake.yaml", "entities.yaml", "identity.yaml", "market.yaml"]


def test_the_records_of_the_guide_are_sound(folder: Path) -> None:
    assert checks.check([folder]) == []


@pytest.mark.parametrize("model", [Source, Claim, Entity, Identity, MarketInfo])
def test_the_guide_shows_every_key(model: type, folder: Path) -> None:
    read: records.Records = checks.read([folder])
    shown = {key for record in read.all if isinstance(record.value, model) for key in record.raw}
    assert shown == KEYS[model].keys()


def table(*rows: Iterable[str]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rest])


def listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def directions() -> str:
    head = ("relation", "subject", "says", "object", "kind", "carries", "measured by")
    return table(
        head,
        *(
            (
                each.slug,
                listed(each.subjects),
                each.label,
                listed(each.objects),
                "event" if each.event else "state",
                listed(each.qualifiers),
                listed(each.measures),
            )
            for each in words().relations.values()
        ),
    )


def codes(name: str) -> str:
    concepts = [each for each in words().schemes[name].values() if not each.derived]
    return table(("word", "meaning"), *((each.slug, each.definition) for each in concepts))


TABLES = {
    "directions": directions,
    "attributes": lambda: table(("attribute", "given in"), *((a.slug, a.value) for a in words().attributes.values())),
    "status": lambda: codes("status"),
    "reliability": lambda: codes("reliability"),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_those_of_the_ontology(name: str) -> None:
    [found] = re.findall(
        rf"<!-- {name}: made of the ontology, tested -->\n(.*?)\n<!-- end of {name} -->", GUIDE, re.DOTALL
    )
    assert found == TABLES[name](), f"write this table under {name} in graph/data/README.md:\n{TABLES[name]()}"


def test_every_table_is_tested() -> None:
    assert re.findall(r"<!-- (\w+): made of the ontology", GUIDE) == list(TABLES)


def test_the_files_that_the_guide_names_are_there() -> None:
    folder = resources.folder("data")
    names = re.findall(r"graph/data/(schema/\w+\.json)", GUIDE)
    assert len(names) == 4
    assert all((folder / name).is_file() for name in names)
