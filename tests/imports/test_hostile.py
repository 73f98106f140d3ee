"""Hostile files: refused, or read, in bounded time and memory, with one clear line, and nothing is left behind."""

import bz2
import gzip
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.imports.support import ROOT, read
from vendorgraph.imports import Refused, limits

MEBIBYTE = limits.MEBIBYTE
ENTITY = {
    "statementId": "s", "recordId": "r", "recordType": "entity", "recordDetails": {"name": "Quarry Data"},
}  # fmt: skip
LINE = json.dumps(ENTITY).encode()
OWNED = {"snaktype": "value", "property": "P127", "datavalue": {"value": {"id": "Q2"}}}
ITEM = {"id": "Q1", "labels": {"en": {"value": "Quarry Data"}}, "claims": {"P127": [{"mainsnak": OWNED}]}}
GOLD = "LEI,Entity.LegalName\n5493001KJTIIGC8Y1R12,Quarry Data\n"

Make = Callable[[Path], None]


def text(words: str | bytes) -> Make:
    return lambda path: path.write_bytes(words if isinstance(words, bytes) else words.encode()) and None


def packed(chunk: bytes, times: int) -> Make:
    def make(path: Path) -> None:
        with gzip.open(path, "wb", 1) as file:
            for _ in range(times):
                file.write(chunk)

    return make


def zipped(**members: tuple[bytes, int]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, (chunk, times) in members.items():
                with archive.open(name, "w", force_zip64=True) as file:
                    for _ in range(times):
                        file.write(chunk)

    return make


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(20)
)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'

REFUSED: dict[str, tuple[str, str, Make, str]] = {
    "deep array": ("bods", "a.json", text("[" * 200_000 + "]" * 200_000), "nested too deeply"),
    "deep object": ("bods", "a.json", text('[{"a":' + '{"a":' * 100_000 + "1" + "}" * 100_001 + "]"), "too deeply"),
    "deep line": ("bods", "a.jsonl", text(LINE + b"\n" + b'{"a":' * 9_000 + b"1" + b"}" * 9_000), "line 2: is nested"),
    "long line": ("bods", "a.jsonl", text(LINE + b'\n{"a":"' + b"x" * 100 * MEBIBYTE + b'"}'), "line 2: is longer"),
    "zeros in gzip": ("bods", "a.json.gz", packed(b"\0" * MEBIBYTE, 1_000), "is not JSON"),
    "blanks in gzip": ("bods", "a.json.gz", packed(b" " * MEBIBYTE, 500), "is empty|unpacks to more than"),
    "lines in gzip": ("ftm", "a.csv.gz", packed(b"entity_id,schema,prop,value" + b"\n" * MEBIBYTE, 600), "more than"),
    "zip bomb": ("bods", "a.zip", zipped(a=(b"[" + b" " * MEBIBYTE, 600)), "unpacks to more than|in one piece"),
    "blank lines in a zip": ("bods", "a.zip", zipped(a=(b"\n" * MEBIBYTE, 600)), "is empty"),
    "two in a zip": ("bods", "a.zip", zipped(a=(b"[]", 1), b=(b"[]", 1)), "holds 2 files"),
    "cut gzip": ("bods", "a.json.gz", lambda p: text(gzip.compress(LINE * 99)[:-20])(p), "cannot be unpacked"),
    "no zip": ("bods", "a.zip", text(b"PK\x03\x04garbage"), "cannot be unpacked"),
    "not UTF-8": ("bods", "a.json", text(b'[{"statementId":"\xff"}]'), "is not UTF-8"),
    "not UTF-8 in CSV": ("gleif-csv", "a.csv", text(GOLD.encode() + b"\xff,x\n"), "line 3: byte 1 is not UTF-8"),
    "UTF-16": ("bods", "a.json", text("[]".encode("utf-16")), "is UTF-16"),
    "empty": ("bods", "a.json", text(""), "is empty"),
    "empty array": ("bods", "a.json", text("[]"), "holds no BODS statement"),
    "garbage": ("bods", "a.json", text(bytes(range(256)) * 99), "is not JSON"),
    "cut JSON": ("bods", "a.json", text('[{"a": 1}, {"b"'), "is not JSON"),
    "cut large array": ("bods", "a.json", text(b"[" + LINE + b" " * 17 * MEBIBYTE + b',{"b"'), "item 2: is not JSON"),
    "deep in a large array": (
        "bods", "a.json", text(b"[" + b" " * 17 * MEBIBYTE + b'{"a":' * 99_999 + b"1" + b"}" * 99_999 + b"]"), "deep"
    ),
    "an endless item": ("bods", "a.json.gz", packed(b"[" + b" " * 99 + b"[" * MEBIBYTE, 30), "deep|is not JSON|item 1"),
    "half a surrogate": ("bods", "a.json", text('[{"statementId":"\\ud800"}]'), "is not JSON"),
    "a list of numbers": ("bods", "a.json", text("[1,2]"), "holds no BODS statement"),
    "endless number": ("bods", "a.json", text('[{"statementId":' + "9" * 99_999 + "}]"), "is not JSON"),
    "endless cell": ("ftm", "a.csv", text('entity_id,schema,prop,value\na,b,"' + "x\n" * 2_000_000), "is not CSV"),
    "no data": ("ftm", "a.jsonl", text('{"id":"a","schema":"Note","properties":{}}'), "says nothing that could be"),
    "entity bomb": ("gleif", "a.rdf", text(BOMB + f']><rdf:RDF {RDF}><a>&t;</a></rdf:RDF>'), "has a document type"),
    "outside entity": (
        "gleif", "a.rdf", text(f'<!DOCTYPE l SYSTEM "file:///etc/passwd"><rdf:RDF {RDF}/>'), "has a document type",
    ),
    "deep XML": ("gleif", "a.rdf", text(f"<rdf:RDF {RDF}>" + "<a xmlns='http://b/'>" * 50_000), "nests elements"),
    "no XML": ("gleif", "a.rdf", text("<a><b></a>"), "is not XML"),
    "deep Turtle": ("gleif", "a.ttl", text("<http://a> <http://b> " + "(" * 50_000 + ")" * 50_000 + " ."), "nothing"),
    "broken Turtle": ("gleif", "a.ttl", text("<http://a> <http://b> ."), "line 1: does not parse"),
    "a long literal": (
        "gleif", "a.nt", text('<http://a> <http://b> "' + "x" * 60 * MEBIBYTE + '" .'), "a text of more than 16 MiB"
    ),
    "remote context": ("rdf", "a.jsonld", text('{"@context":"http://127.0.0.1:9/c","@id":"http://a"}'), "never"),
    "file as context": ("rdf", "a.jsonld", text('{"@context":"file:///etc/passwd","@id":"http://a"}'), "never"),
    "relative context": ("rdf", "a.jsonld", text('{"@context":"c.jsonld","@id":"http://a"}'), "never"),
    "no context": ("rdf", "a.jsonld", text('{"@context":[1],"@id":"http://a"}'), "does not parse: @context"),
    "deep JSON-LD": ("rdf", "a.jsonld", text('{"http://b":' * 100_000 + "1" + "}" * 100_000), "does not parse"),
    "no suffix": ("rdf", "a", text("x"), "has no suffix of RDF"),
    "huge proportion": (
        "wikidata", "a.json", text('{"id":"Q1","claims":{"P127":[{"mainsnak":{"snaktype":"odd"}}]}}'), "says nothing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_one_line_and_bounded_time(case: str, tmp_path: Path) -> None:
    name, file, make, message = REFUSED[case]
    make(tmp_path / file)
    start = time.monotonic()
    with pytest.raises(Refused, match=message) as refused:
        read(name, tmp_path / file)
    assert time.monotonic() - start < 60
    said = str(refused.value)
    assert said.startswith(f"{file}: ")
    assert "\n" not in said
    assert len(said) < 600
    assert [path.name for path in tmp_path.iterdir()] == [file]


def test_what_is_only_large_or_odd_is_read(tmp_path: Path) -> None:
    long = json.dumps([{**ENTITY, "recordDetails": {"name": "x" * 50 * MEBIBYTE}}])
    files = {
        "long.json": long.encode(),
        "packed.json.gz": gzip.compress(json.dumps([ENTITY]).encode()),
        "packed.jsonl.bz2": bz2.compress(LINE),
        "marked.json": b"\xef\xbb\xbf" + json.dumps([ENTITY]).encode(),
        "blank.jsonl": b"\n\n" + LINE + b"\n\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        records = read("bods", tmp_path / name)
        assert len(records.claims) == 1
        assert len(records.entities[0].name) <= limits.NAME


@pytest.mark.parametrize("name", ["bods", "ftm", "wikidata"])
def test_an_item_that_is_no_object_costs_nothing_but_itself(name: str, tmp_path: Path) -> None:
    good = {
        "bods": ENTITY,
        "ftm": {"id": "a", "schema": "Company", "properties": {"name": ["Quarry Data"], "notes": ["Hiring."]}},
        "wikidata": ITEM,
    }[name]
    for number, text in enumerate((json.dumps([None, good, 5]), f"{json.dumps(good)}\nnull\n[]")):
        file = tmp_path / f"odd-{number}.json"
        file.write_text(text)
        records = read(name, file)
        assert len(records.claims) >= 1
        (odd,) = [each for each in records.report if each.kind == "not understood"]
        assert (odd.count, odd.first) == (2, ("item 1", "line 2")[number])


def test_statements_that_replace_each_other_in_a_circle_are_one_thing(tmp_path: Path) -> None:
    circle = [
        {
            "statementID": f"s{n}",
            "statementType": "entityStatement",
            "name": "X",
            "replacesStatements": [f"s{(n + 1) % 3}"],
        }
        for n in range(3)
    ]
    (tmp_path / "circle.json").write_text(json.dumps(circle))
    assert len(read("bods", tmp_path / "circle.json").entities) == 1


def test_the_number_of_claims_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLAIMS", 10)
    (tmp_path / "many.jsonl").write_bytes((LINE + b"\n") * 11)
    with pytest.raises(Refused, match="line 11: gives more than 10 claims"):
        read("bods", tmp_path / "many.jsonl")


def test_memory_grows_with_the_records_not_with_the_file(tmp_path: Path) -> None:
    """Lines that say the same thing again: the file is 60 MB, what it says is one entity."""
    file = tmp_path / "same.jsonl"
    line = json.dumps({"hello": "x" * 60_000}).encode() + b"\n"
    file.write_bytes((LINE + b"\n") + line * 1_000)
    code = (
        "import tracemalloc; from pathlib import Path; from vendorgraph import imports, vocabulary;"
        "words = vocabulary.read(); tracemalloc.start();"
        f"imports.read('bods', [Path({str(file)!r})], words); print(tracemalloc.get_traced_memory()[1])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "graph")
    assert int(run.stdout) < 20 * MEBIBYTE
