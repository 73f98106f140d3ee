"""Every command gives the same against an endpoint as it gives embedded: exit code, output, files."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Done, Run
from tests.cli.test_contract import CASES as ANSWERS
from vendorgraph import pipeline
from vendorgraph.cli.app import COMMANDS, LOCAL
from vendorgraph.model import Market
from vendorgraph.remote import market
from vendorgraph.remote.endpoint import endpoint as at

ROOT = Path(__file__).parents[2]
BODS = ROOT / "tests" / "data" / "import" / "bods"

#: Commands beside those whose answers are JSON, which `tests.cli` lists. OUT stands for a new place to write to.
OTHERS: list[tuple[str, ...]] = [
    ("scan", "--as-of", "2025-06-01", "--min-level", "low", "--out", "OUT.parquet"),
    ("query", "stakes-in-vendor", "--format", "json"),
    ("export", "nquads", "OUT.nq"),
    ("export", "graphml", "OUT.graphml", "--as-of", "2025-06-01"),
    ("export", "parquet", "OUT.zip"),
    ("import", "bods", str(min(BODS.glob("*.json"))), "--out", "OUT"),
    ("view", "pinecrest", "--out", "OUT.html"),
    ("report", "northgate", "--as-of", "2025-06-01", "--out", "OUT.html"),
    ("site", "--lang", "en", "--out", "OUT"),
    ("formats", "--format", "json"),
    ("ontology", "--out", "OUT.html"),
    ("ties", "--format", "json"),
    ("levels", "--format", "json"),
    ("conflicts", "northgate", "--as-of", "2025-06-01", "--explain", "--lang", "ar"),
    ("show", "نورثغيت"),
    ("show", "nobody-knows"),
    ("conflicts", "--all", "--fail-on", "low"),
]
CASES = [*((*args, "--format", "json") for _, args in ANSWERS), *OTHERS]

#: On the market of 2,414 claims.
BUNDLED: list[tuple[str, ...]] = [
    ("conflicts", "--all", "--as-of", "2025-06-20", "--min-level", "low", "--format", "json"),
    ("conflicts", "google", "--as-of", "2025-06-20", "--explain"),
    ("vendors", "--for", "openai", "--format", "json"),
    ("show", "meta", "--format", "json"),
    ("diff", "--from", "2025-06-01", "--to", "2025-06-20", "--for", "google", "--format", "json"),
    ("query", "stakes-in-vendor", "--param", "vendor=SCALE AI", "--format", "json"),
    ("query", "claims-with-words", "--format", "csv"),
    ("query", "customers-by-status", "--as-of", "2025-06-20", "--format", "json"),
    ("contradictions", "--format", "json"),
    ("stats", "--format", "json"),
    ("sources", "--format", "json"),
    ("export", "nquads", "-"),
]


def ran(run: Run, where: tuple[str, ...], args: tuple[str, ...], place: Path) -> tuple[Done, dict[str, bytes]]:
    """What a command leaves: what it says, and the files that it writes to `place`."""
    place.mkdir()
    out = str(place / "out")
    done = run(*where, *(each.replace("OUT", out) if each.startswith("OUT") else each for each in args), data=None)
    files = {str(file.relative_to(place)): file.read_bytes() for file in sorted(place.rglob("*")) if file.is_file()}
    return Done(done.code, done.out.replace(str(place), ""), done.err.replace(str(place), "")), files


def test_every_command_is_gone_through() -> None:
    gone = {args[0] for args in CASES}
    assert gone | {*LOCAL, "match"} == {*COMMANDS} and not gone & {*LOCAL, "match"}


@pytest.mark.parametrize("args", CASES, ids=" ".join)
def test_a_command_gives_what_it_gives_embedded(args: tuple[str, ...], served: str, run: Run, tmp_path: Path) -> None:
    here = ran(run, ("--data", SMALL), args, tmp_path / "here")
    there = ran(run, ("--endpoint", served), args, tmp_path / "there")
    assert there == here
    assert here[0].out or here[0].err


@pytest.mark.parametrize("args", BUNDLED, ids=" ".join)
def test_the_bundled_market_gives_the_same(args: tuple[str, ...], bundled_endpoint: str, run: Run) -> None:
    here, there = run(*args, data=None), run("--endpoint", bundled_endpoint, *args, data=None)
    assert (there.code, there.out) == (here.code, here.out)
    assert len(here.out) > 400


def test_match_compares_with_the_market_of_the_endpoint(endpoint: str, run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "imported")
    assert run("import", "bods", str(min(BODS.glob("*.json"))), "--out", folder).code == 0
    copy = shutil.copytree(folder, tmp_path / "again")
    here = run("match", folder, "--format", "json")
    there = run("--endpoint", endpoint, "match", str(copy), "--format", "json", data=None)
    assert here.code == there.code == 0 and here.out == there.out


@pytest.mark.parametrize("command", LOCAL)
def test_a_command_of_files_says_what_to_do_instead(command: str, run: Run) -> None:
    done = run("--endpoint", "http://127.0.0.1:9/sparql", command, data=None)
    assert (done.code, done.out) == (2, "") and done.err.count("\n") == 1
    assert f"{command} takes no --endpoint: " in done.err


def test_the_market_itself_is_the_same_to_its_digest(endpoint: str, small: Market) -> None:
    assert market.read(at(endpoint)) == small


def test_a_folder_is_laid_over_the_market_of_an_endpoint(endpoint: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_text("entities:\n- {slug: newcomer, name: Newcomer, type: company}\n")
    with_it = run("--endpoint", endpoint, "--with", str(tmp_path), "stats", data=None)
    assert (with_it.code, with_it.out) == (0, run("--data", SMALL, "--with", str(tmp_path), "stats", data=None).out)
    whole = market.read(at(endpoint), [tmp_path])
    assert whole == pipeline.read([Path(SMALL)], [tmp_path]) and "newcomer" in whole.entities


def test_a_folder_that_contradicts_the_endpoint_is_named_with_its_line(endpoint: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_text("entities:\n- {slug: pinecrest, name: Other, type: company}\n")
    done = run("--endpoint", endpoint, "--with", str(tmp_path), "stats", data=None)
    assert done.code == 1 and f"{tmp_path / 'entities.yaml'}:2: VG" in done.err
