"""Spark gives the rows that DuckDB gives, on this machine; what it needs and has not got is said in a line."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from pyarrow import parquet
from pysail.spark import SparkConnectServer

from tests.benchmarks.generated import write
from tests.markets import bundled
from tests.scale.random_markets import random_market
from vendorgraph import files, vocabulary
from vendorgraph.cli import app
from vendorgraph.formats.model import Selection
from vendorgraph.formats.parquet import files as tables
from vendorgraph.model import Market
from vendorgraph.scale import check, sparksession
from vendorgraph.scale.columns import open_folder
from vendorgraph.scale.engine import Engine, NoEngine
from vendorgraph.scale.engine import connect as duckdb
from vendorgraph.scale.scan import Scan
from vendorgraph.scale.spark import Spark, connect

#: For little data: one task for each step, and expressions walked, not compiled.
LITTLE = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
READ = date(2026, 11, 22)
WEEK = date(2025, 6, 20)


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    with connect("local[2]", settings=LITTLE) as engine:
        assert isinstance(engine, Spark)
        yield engine


def relations(engine: Engine, folder: Path, as_of: date) -> list[dict[str, Any]]:
    scan = Scan(open_folder(folder, engine, vocabulary.read()), as_of, READ)
    return sorted(engine.fetch(scan.relations.drop("key")).to_pylist(), key=repr)


def of(market: Market, folder: Path) -> Path:
    files.write_folder(folder, tables(Selection(market)))
    return folder


def generated(entities: int, folder: Path) -> Path:
    write(folder, entities)
    return folder


@pytest.mark.parametrize(
    ("make", "as_of"),
    [
        (lambda folder: of(bundled(), folder), READ),
        (lambda folder: of(bundled(), folder), WEEK),
        (lambda folder: of(random_market(1, 10), folder), WEEK),
        (lambda folder: of(random_market(2, 10), folder), date(2025, 5, 10)),
        (lambda folder: generated(500, folder), READ),
    ],
    ids=["bundled, when read", "bundled, that week", "random, 1", "random, 2", "generated"],
)
def test_relations_are_equal(make: Callable[[Path], Path], as_of: date, spark: Spark, tmp_path: Path) -> None:
    folder = make(tmp_path / "market")
    expected = relations(duckdb(), folder, as_of)
    assert expected
    assert relations(spark, folder, as_of) == expected


def test_chains_are_equal(bundled_tables: Path, spark: Spark) -> None:
    found = []
    for engine in (duckdb(), spark):
        scan = Scan(open_folder(bundled_tables, engine, vocabulary.read()))
        found.append(sorted((row for table in scan.by_chains() for row in table.to_pylist()), key=repr))
    assert found[0]
    assert found[0] == found[1]


def test_ties_of_every_kind_are_equal(folder: Path, spark: Spark) -> None:
    found = []
    for engine in (duckdb(), spark):
        scan = Scan(open_folder(folder, engine, vocabulary.read()))
        found.append(sorted((row for table in scan.ties(scan.customers()) for row in table.to_pylist()), key=repr))
    assert {row["kind"] for row in found[0]} > {"board", "person", "ownership", "control", "common-owner", "commerce"}
    assert found[0] == found[1]


def test_another_engine_behind_spark_connect(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sail, which is no Spark: what a Spark Connect address answers with is enough."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    found = []
    try:
        _, port = server.listening_address
        for engine in ((), ("--engine", "spark", "--master", f"sc://127.0.0.1:{port}")):
            out = tmp_path / f"{len(engine)}.parquet"
            assert app.run(["--data", str(folder), "scan", "--min-level", "low", "--out", str(out), *engine]) == 0
            found.append(parquet.read_table(out))
    finally:
        server.stop()
    assert found[0].num_rows > 20
    assert found[0].equals(found[1])


def test_an_interruption_is_a_line(folder: Path, tmp_path: Path) -> None:
    """Not the traces of what talks with Java, whose reply it cuts off."""
    stages, out = tmp_path / "stages", tmp_path / "conflicts.parquet"
    asked = ["--data", str(folder), "scan", "--out", str(out), "--engine", "spark", "--stages", stages.as_uri()]
    run = "import sys; from vendorgraph.cli import app; sys.exit(app.run(sys.argv[1:]))"
    running = subprocess.Popen(
        [sys.executable, "-c", run, *asked, "--master", "local[2]"], stderr=subprocess.PIPE, text=True
    )
    while not list(stages.glob("*/*")):
        assert running.poll() is None
        sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert (running.returncode, said) == (130, "\nvendorgraph: interrupted\n")
    assert not out.exists()


def test_tables_are_checked(folder: Path, spark: Spark) -> None:
    check.check(open_folder(folder, spark, vocabulary.read()))
    file = folder / "claims.parquet"
    claims = parquet.read_table(file)
    place = claims.schema.get_field_index("subject")
    parquet.write_table(claims.set_column(place, "subject", claims["object"]), file)
    with pytest.raises(check.Unsound) as spark_says:
        check.check(open_folder(folder, spark, vocabulary.read()))
    with pytest.raises(check.Unsound) as duckdb_says:
        check.check(open_folder(folder, duckdb(), vocabulary.read()))
    assert str(spark_says.value) == str(duckdb_says.value)


def test_rows_come_in_batches(spark: Spark, folder: Path) -> None:
    entities = open_folder(folder, spark, vocabulary.read()).entities.order_by("slug")
    batches = list(spark.batches(entities, 3))
    assert {len(batch) for batch in batches[:-1]} == {3}
    assert [row for batch in batches for row in batch] == spark.fetch(entities).to_pylist()


def test_an_error_of_spark_is_a_line(spark: Spark) -> None:
    with pytest.raises(spark.errors) as refused:
        spark.read("file:///nowhere/claims.parquet")
    assert "PATH_NOT_FOUND" in spark.why(refused.value)
    assert "\n" not in spark.why(refused.value) and "at org." not in spark.why(refused.value)


def test_nothing_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    for kind in ("spark", "sc"):
        asked = ["--engine", "spark", "--master", f"{kind}://127.0.0.1:{port}", "--out", str(tmp_path / "o.parquet")]
        assert app.run(["scan", *asked]) == 2
        assert f"nothing answers at {kind}://127.0.0.1:{port}" in capsys.readouterr().err


def test_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoEngine, match="needs Java 17 or later: install it, or set JAVA_HOME"):
        sparksession.start("local[2]", {})


def test_no_pyspark(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], spark: Spark
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert app.run(["scan", "--engine", "spark", "--out", str(tmp_path / "o.parquet")]) == 1
    assert "pip install 'vendorgraph[spark]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--master", "local[2]"), "add --engine spark"),
        (("--engine", "spark", "--memory", "1GB"), "--memory is for DuckDB"),
        (("--engine", "spark", "--conf", "wide"), "'wide' is no KEY=VALUE"),
        (("--engine", "spark", "--master", "spark://192.0.2.1:7077"), "name a folder that all its workers see"),
        (("--deadline", "0"), "Invalid value for '--deadline'"),
    ],
)
def test_options_that_do_not_fit(
    asked: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["scan", "--out", str(tmp_path / "o.parquet"), *asked]) == 2
    assert said in capsys.readouterr().err
