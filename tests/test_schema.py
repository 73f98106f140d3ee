"""The JSON Schema of the records: made of model and ontology, true of the records, and of use where it refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.markets import words
from vendorgraph import resources, schema
from vendorgraph.checks.form import KEYS
from vendorgraph.reading.yaml import load

DATA = resources.folder("data")
INVALID = Path(__file__).parent / "data" / "invalid"
#: Codes of the rules that a schema can know of a record alone.
FORM = (
    "VG101",
    "VG102",
    "VG103",
    "VG104",
    "VG107",
    "VG108",
    "VG109",
    "VG110",
    "VG112",
    "VG201",
    "VG202",
    "VG203",
    "VG204",
    "VG301",
    "VG302",
    "VG801",
)


def validator(name: str) -> Any:
    text = (DATA / "schema" / name).read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


def test_the_files_are_those_that_model_and_ontology_make() -> None:
    kept = {file.name: file.read_text(encoding="utf-8") for file in (DATA / "schema").iterdir()}
    assert kept == schema.schemas(), 'run: python -c "from vendorgraph import schema; schema.write()"'


def test_writing_gives_the_same_files(tmp_path: Path) -> None:
    schema.write(tmp_path / "schema")
    assert {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "schema").iterdir()} == schema.schemas()


@pytest.mark.parametrize(
    ("name", "pattern", "count"),
    [
        ("source.json", "sources/*.yaml", 604),
        ("entities.json", "entities.yaml", 1),
        ("identity.json", "identity.yaml", 1),
        ("market.json", "market.yaml", 1),
    ],
)
def test_the_bundled_records_fit(name: str, pattern: str, count: int) -> None:
    checked, files = validator(name), list(DATA.glob(pattern))
    assert len(files) == count
    assert [(file.name, error.message) for file in files for error in checked.iter_errors(load(file))] == []


def test_the_example_of_dispositions_fits() -> None:
    example = load(Path(__file__).parent / "data" / "examples" / "dispositions.yaml")
    checked = validator("dispositions.json")
    assert list(checked.iter_errors(example)) == []
    assert not checked.is_valid({"dispositions": [{"customer": "northgate"}]})


def test_what_a_schema_can_know_is_refused() -> None:
    examples = [file for file in INVALID.glob("*.yaml") if file.name.startswith(FORM)]
    entities = [file for file in INVALID.glob("*/entities.yaml") if file.parent.name.startswith(FORM)]
    assert (len(examples), len(entities)) == (29, 9)
    sound = [file.name for file in examples if validator("source.json").is_valid(load(file))]
    assert sound == []
    assert [file.parent.name for file in entities if validator("entities.json").is_valid(load(file))] == []


def test_every_key_has_a_meaning_and_every_word_its_own() -> None:
    parts = {name: part for text in schema.schemas().values() for name, part in json.loads(text)["$defs"].items()}
    for record, keys in KEYS.items():
        properties = parts[record.__name__]["properties"]
        assert properties.keys() == keys.keys()
        for about in properties.values():
            assert about["description"]
            choices = about.get("items", about)
            assert len(choices.get("enum", ())) == len(choices.get("enumDescriptions", ()))
    claim = parts["Claim"]["properties"]
    assert claim["relation"]["enum"] == list(words().relations)
    assert claim["attribute"]["enum"] == list(words().attributes)
    assert "denied" not in claim["status"]["enum"]


def test_a_meaning_stands_in_one_place() -> None:
    properties = schema.comments()
    for record, meanings in schema.MEANINGS.items():
        assert meanings.keys() <= KEYS[record].keys()
        assert not meanings.keys() & properties.keys()
        assert KEYS[record].keys() - meanings.keys() <= properties.keys()
