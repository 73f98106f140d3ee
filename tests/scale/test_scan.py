"""The command that scans all customers: the same conflicts as one by one, and a clear refusal of what is not sound."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.markets import bundled
from tests.scale.conftest import SMALL
from vendorgraph import files, pipeline
from vendorgraph.analysis.conflicts import all_conflicts
from vendorgraph.cli import app
from vendorgraph.formats.model import Selection
from vendorgraph.formats.parquet import files as tables
from vendorgraph.scale.ties.told import COLUMNS

Change = Callable[[Path], None]


class Done(NamedTuple):
    code: int
    out: Path
    said: str


@pytest.fixture
def scan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def run(data: Path, *args: str) -> Done:
        out = tmp_path / "conflicts.parquet"
        code = app.run(["--data", str(data), "scan", "--out", str(out), *args])
        return Done(code, out, capsys.readouterr().err)

    return run


def test_a_folder_of_tables(folder: Path, scan: Callable[..., Done]) -> None:
    done = scan(folder, "--min-level", "low")
    assert done.code == 0, done.said
    found = parquet.read_table(done.out).to_pylist()
    market = pipeline.read([SMALL])
    wanted = all_conflicts(market, pipeline.relations(market))
    assert found and list(found[0]) == list(COLUMNS)
    leading = {(row["customer"], row["vendor"], row["rival"]): row["level"] for row in found if row["nth"] == 0}
    assert leading == {(each.customer, each.vendor, each.rival): each.level for each in wanted}
    assert len(found) == sum(len(each.ties) for each in wanted)
    assert f"{len(found)} ties" in done.said


def test_the_summary(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    market = pipeline.read([SMALL])
    wanted = [each for each in all_conflicts(market, pipeline.relations(market)) if each.level != "low"]
    out = str(tmp_path / "found.parquet")
    assert app.run(["--data", str(folder), "scan", "--out", out, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["conflicts"] == Counter(each.level for each in wanted)
    ties = [tie for each in wanted for tie in each.ties if tie.level != "low"]
    assert {kind: answer[kind] for kind in answer if kind != "conflicts"} == {
        kind: Counter(str(tie.level) for tie in ties if tie.kind == kind) for kind in {tie.kind for tie in ties}
    }


def test_the_customers_of_a_file(folder: Path, tmp_path: Path, scan: Callable[..., Done]) -> None:
    names = tmp_path / "names.txt"
    names.write_text("northgate\n\n", "utf-8")
    done = scan(folder, "--customers", str(names), "--min-level", "low")
    assert done.code == 0
    assert {row["customer"] for row in parquet.read_table(done.out).to_pylist()} == {"northgate"}
    names.write_text("northgate\nnobody\n", "utf-8")
    assert "no entity has the slug 'nobody'" in scan(folder, "--customers", str(names)).said


def test_chains_alone(tmp_path: Path, scan: Callable[..., Done]) -> None:
    files.write_folder(tmp_path / "bundled", tables(Selection(bundled())))
    done = scan(tmp_path / "bundled", "--chains")
    assert done.code == 0, done.said
    found = parquet.read_table(done.out).to_pylist()
    assert found and f"{len(found)} chains" in done.said
    assert all(row["path"][0] == row["rival"] and row["path"][-1] == row["vendor"] for row in found)


def cut(folder: Path) -> None:
    whole = (folder / "claims.parquet").read_bytes()
    (folder / "claims.parquet").write_bytes(whole[: len(whole) // 2])


def changed(table: str, column: str, value: Any) -> Change:
    def change(folder: Path) -> None:
        file = folder / f"{table}.parquet"
        whole = parquet.read_table(file)
        values = [value, *whole[column].to_pylist()[1:]]
        place = whole.schema.get_field_index(column)
        parquet.write_table(
            whole.set_column(place, whole.schema.field(column), pa.array(values, whole[column].type)), file
        )

    return change


def both(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def beyond(approx: str, share: float) -> Change:
    """A share above the whole, or below nothing."""
    return both(changed("claims", "share", share), changed("claims", "approx", approx))


def paid(amount: int, currency: str) -> Change:
    return both(changed("claims", "amount", amount), changed("claims", "currency", currency))


def numbered(folder: Path) -> None:
    file = folder / "entities.parquet"
    whole = parquet.read_table(file)
    numbers = pa.array([[1]] * whole.num_rows)
    parquet.write_table(whole.set_column(whole.schema.get_field_index("roles"), "roles", numbers), file)


def as_text(folder: Path) -> None:
    file = folder / "claims.parquet"
    whole = parquet.read_table(file)
    place = whole.schema.get_field_index("share")
    parquet.write_table(whole.set_column(place, "share", whole["share"].cast(pa.string())), file)


def twice(folder: Path) -> None:
    file = folder / "entities.parquet"
    whole = parquet.read_table(file)
    parquet.write_table(pa.concat_tables([whole, whole.slice(0, 1)]), file)


def dropped(folder: Path) -> None:
    file = folder / "sources.parquet"
    parquet.write_table(parquet.read_table(file).drop_columns(["reliability"]), file)


def missing(folder: Path) -> None:
    (folder / "sources.parquet").unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "claims.parquet: cannot be read as Parquet"),
        (as_text, "the column 'share' is string: write numbers"),
        (dropped, "sources.parquet: has no column 'reliability'"),
        (missing, "has no sources.parquet"),
        (twice, "is there more than once (1 such)"),
        (changed("claims", "subject", None), "has no subject (1 such)"),
        (changed("claims", "share", -0.1), "has a share that is no fraction from 0 to 1 (1 such)"),
        (changed("claims", "share", float("nan")), "has a share that is no fraction from 0 to 1 (1 such)"),
        (beyond("over", 1.0), "has a share over 1 or under 0 (1 such)"),
        (beyond("under", 0.0), "has a share over 1 or under 0 (1 such)"),
        (numbered, "the column 'roles' is list<element: int64>: write lists of texts"),
        (paid(-5, "USD"), "has a negative amount (1 such)"),
        (paid(5, "dollars"), "has a currency that is no code, such as USD (1 such)"),
        (changed("claims", "relation", "owns"), "the column 'relation' says 'owns' (1 such): write one of"),
        (changed("sources", "reliability", "good"), "says 'good' (1 such): write one of high, low, medium"),
        (changed("claims", "as_of", "2025-02-30"), "says '2025-02-30' (1 such): write a date"),
        (changed("claims", "object", "nobody"), "whose object is in no table"),
        (changed("claims", "source", "nothing"), "whose source is in no table"),
    ],
)
def test_what_is_not_sound_is_refused(folder: Path, scan: Callable[..., Done], spoil: Change, said: str) -> None:
    spoil(folder)
    done = scan(folder)
    assert done.code == 2
    assert said in done.said and "Traceback" not in done.said
    assert not done.out.exists() and not list(done.out.parent.glob("*.part"))


def test_too_little_memory_is_said(folder: Path, scan: Callable[..., Done]) -> None:
    done = scan(folder, "--memory", "1KB")
    assert done.code == 2 and "the engine gave up" in done.said
    assert not done.out.exists()
