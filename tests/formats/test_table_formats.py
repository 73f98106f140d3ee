"""Tables are read back by DuckDB, pandas and openpyxl, and by our own import: the same market, claim for claim."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import openpyxl
import pandas as pd
import pytest

from tests import markets
from tests.cli.conftest import SMALL
from tests.formats import cases
from tests.formats.test_select import whole
from vendorgraph import imports, pipeline
from vendorgraph.formats import FORMATS, VIEWS, Selection, TooLarge, excel, rows
from vendorgraph.model import Claim, Entity, Identity, Market, Source
from vendorgraph.network import SEPARATOR
from vendorgraph.relations.model import Relation, Share
from vendorgraph.tables import neutral

TABLES = {"claims": list(rows.COLUMNS)[:5], "relations": list(rows.COLUMNS)}


def sheets(view: str) -> dict[str, list[dict[str, Any]]]:
    found = {sheet.name: list(sheet.rows) for sheet in rows.sheets(cases.selection(view))}
    assert list(found) == TABLES[view] and len(found["claims"]) == 12 and len(found["entities"]) == 9
    return found


def test_every_field_of_the_records_has_a_column() -> None:
    money = {"amount": ("amount", "currency"), "round_amount": ("round_amount", "round_currency")}
    renamed = {"from_": "from"}
    for table, model in {"entities": Entity, "identities": Identity, "sources": Source, "claims": Claim}.items():
        fields = {renamed.get(each, each) for each in model.__struct_fields__}
        columns = {column for field in fields for column in money.get(field, (field,))}
        more = {"sources": {"origin"}, "claims": {"source", "whole_number", "number"}}.get(table, set())
        assert columns | more == set(rows.COLUMNS[table]), table
    parts = {f"{name}_{end}" for name in ("share", "voting_share") for end in Share.__struct_fields__}
    fields = set(Relation.__struct_fields__) - {"share", "voting_share"}
    assert fields | parts | {"id", "sources"} == set(rows.COLUMNS["relations"])


@pytest.mark.parametrize("view", VIEWS)
def test_rows_have_the_columns_of_their_table_in_order_and_in_type(view: str) -> None:
    for sheet in rows.sheets(Selection(markets.bundled(), pipeline.relations(markets.bundled()))):
        for row in sheet.rows:
            assert list(row) == list(sheet.columns), sheet.name
            for name, value in row.items():
                kind = {list: (list, tuple), float: (float, int)}.get(sheet.columns[name], sheet.columns[name])
                assert value is None or isinstance(value, kind), (sheet.name, name)


@pytest.mark.parametrize("view", VIEWS)
def test_duckdb_and_pandas_read_parquet(view: str, tmp_path: Path) -> None:
    for name, data in cases.members("parquet", view).items():
        (tmp_path / name).write_bytes(data)
    assert sorted(each.stem for each in tmp_path.iterdir()) == sorted(TABLES[view])
    for name, expected in sheets(view).items():
        file = str(tmp_path / f"{name}.parquet")
        result = duckdb.sql(f"SELECT * FROM read_parquet('{file}')")
        found = [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]
        assert found == [{k: list(v) if isinstance(v, tuple) else v for k, v in row.items()} for row in expected], name
        assert pd.read_parquet(file).shape == (len(expected), len(rows.COLUMNS[name]))


def test_duckdb_answers_a_question_on_parquet(tmp_path: Path) -> None:
    for name, data in cases.members("parquet", "relations").items():
        (tmp_path / name).write_bytes(data)
    query = f"""
        SELECT r.subject, c.source, s.publisher FROM '{tmp_path}/relations.parquet' r, unnest(r.supports) u(id)
        JOIN '{tmp_path}/claims.parquet' c ON c.id = u.id JOIN '{tmp_path}/sources.parquet' s ON s.id = c.source
        WHERE r.relation = 'competitor-of'
    """
    assert duckdb.sql(query).fetchall() == [("markup", "source-11", "source-11")]


@pytest.mark.parametrize("view", VIEWS)
def test_csv_is_read_by_csv_and_pandas_with_no_cell_that_runs(view: str) -> None:
    files = cases.members("csv", view)
    assert list(files) == [f"{name}.csv" for name in TABLES[view]]
    for name, expected in sheets(view).items():
        found = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))
        assert found == [{column: shown(value) for column, value in row.items()} for row in expected], name
        assert not [cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        frame = pd.read_csv(io.BytesIO(files[f"{name}.csv"]), dtype=str, keep_default_na=False)
        assert frame.shape == (len(expected), len(rows.COLUMNS[name]))
    assert '\'=HYPERLINK(""http://example.org"")' in files["entities.csv"].decode()


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = (
        value if isinstance(value, str) else SEPARATOR.join(value) if isinstance(value, list | tuple) else repr(value)
    )
    return neutral(text.replace(*cases.CONTROL)) if not isinstance(value, int | float) else text


@pytest.mark.parametrize("view", VIEWS)
def test_openpyxl_reads_the_workbook(view: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(cases.written("xlsx", view)))
    assert book.sheetnames == TABLES[view]
    for name, expected in sheets(view).items():
        head, *body = book[name].iter_rows(values_only=True)
        assert list(head) == list(rows.COLUMNS[name])
        assert [list(row) for row in body] == [[in_excel(value) for value in row.values()] for row in expected], name
        assert {cell.data_type for row in book[name].iter_rows() for cell in row} <= {"s", "n", "b"}
        assert not any(cell.hyperlink for row in book[name].iter_rows() for cell in row)
    formula = next(cell for cell in book["entities"]["B"] if str(cell.value).startswith("=HYPERLINK"))
    assert formula.quotePrefix and formula.data_type == "s"


def in_excel(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = SEPARATOR.join(value) or None
    return value.replace(*cases.CONTROL).replace("\r\n", "\n") if isinstance(value, str) else value


def test_a_workbook_has_limits_and_keeps_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    stake = {"subject": "acme", "relation": "holds-stake-in", "object": "bolt", "published": "2025"}
    market = markets.market({**stake, "note": "x" * 40_000, "amount": {"value": 2**60, "currency": "USD"}})
    book = openpyxl.load_workbook(io.BytesIO(cases.written_of("xlsx", Selection(market))))
    [claim] = list(book["claims"].iter_rows(min_row=2, values_only=True))
    said = dict(zip(rows.COLUMNS["claims"], claim, strict=True))
    assert len(said["note"]) == excel.CHARACTERS and said["note"].endswith("x…") and said["amount"] == str(2**60)
    monkeypatch.setattr(excel, "ROWS", 1)
    with pytest.raises(TooLarge, match="1 entities in a sheet"):
        cases.written_of("xlsx", Selection(market))


def test_conflicts_are_a_table_with_their_relations_and_claims() -> None:
    tables = {sheet.name: list(sheet.rows) for sheet in rows.sheets(whole())}
    assert len(tables["conflicts"]) == len(whole().conflicts) >= 5
    relations = {row["id"] for row in tables["relations"]}
    for row in tables["conflicts"]:
        assert {row["weakest_hop"], *row["relations"]} <= relations
        assert row["claims"] and set(row["claims"]) <= set(whole().market.claims)


def test_conflicts_are_asked_of_the_formats_that_write_them() -> None:
    none = msgspec.structs.replace(whole(), conflicts=())
    differing = {
        name
        for name, format in FORMATS.items()
        if format.repeats and cases.written_of(name, none) != cases.written_of(name, whole())
    }
    assert differing == {name for name, format in FORMATS.items() if format.repeats and format.conflicts}


def test_bundled_conflicts_are_those_of_the_command() -> None:
    market, relations = markets.bundled(), pipeline.relations(markets.bundled())
    every = tuple(pipeline.conflicts(market, relations, None))
    table = next(s for s in rows.sheets(Selection(market, relations, every)) if s.name == "conflicts")
    assert [(r["customer"], r["vendor"], r["rival"], r["level"]) for r in table.rows] == [
        (c.customer, c.vendor, c.rival, c.level) for c in every
    ]


def exported(market: Market, folder: Path, packed: bool) -> list[Path]:
    data = cases.written_of("parquet", Selection(market, pipeline.relations(market)))
    if packed:
        (folder / "market.zip").write_bytes(data)
        return [folder / "market.zip"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder / "tables")
    return [folder / "tables"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["small", "bundled"])
def test_parquet_is_imported_as_the_same_market(name: str, packed: bool, tmp_path: Path) -> None:
    market = pipeline.read([Path(SMALL)]) if name == "small" else markets.bundled()
    files = exported(market, tmp_path, packed)
    records = imports.read("parquet", files, market.vocabulary)
    imports.save(records, tmp_path / "again", "parquet", files)
    again = pipeline.read([tmp_path / "again"])
    for part in ("claims", "sources", "entities", "identities", "info"):
        assert getattr(again, part) == getattr(market, part), part
    assert [finding for finding in records.report if finding.kind == "not understood"] == []
