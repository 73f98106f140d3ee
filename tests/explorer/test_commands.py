"""The commands report and site."""

from pathlib import Path

import pytest

from tests.explorer.desks import DATA
from vendorgraph.cli.app import run

SMALL = ["--data", str(DATA / "small")]


def test_report_writes_the_worst_conflict_as_one_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    out = tmp_path / "report.html"
    assert run([*SMALL, "report", "Northgate Labs", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "Northgate Labs" in text and 'lang="en"' in text
    assert len(text.encode()) < 150_000
    said = capfd.readouterr().err
    assert said.startswith(f"{out}: Northgate Labs at Pinecrest Labeling, with Halcyon AI; ") and "kB" in said


def test_report_takes_vendor_rival_day_and_language(tmp_path: Path):
    out = tmp_path / "report.html"
    wanted = ["google", "--vendor", "scale-ai", "--rival", "meta", "--as-of", "2025-06-20", "--lang", "ar"]
    assert run(["report", *wanted, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert 'lang="ar" dir="rtl"' in text and "٢٠ يونيو ٢٠٢٥" in text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["report", "nobody-at-all", "--out", "x.html"], "no entity is called"),
        (["report", "google", "--as-of", "2015-01-01", "--out", "x.html"], "no such conflict of Google is known"),
        (["report", "google", "--as-of", "2025", "--out", "x.html"], "not exact to the day"),
        (["report", "google"], "--out"),
        (["report", "google", "--out", "no/such/folder/x.html"], "does not exist"),
        (["site", "--out", "."], "is not empty"),
    ],
)
def test_wrong_use_is_one_clear_line(args, said, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").touch()
    assert run(args) == 2
    err = capfd.readouterr().err
    assert said in err and err.count("\n") == 1 and "Traceback" not in err
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


def test_site_writes_a_folder_that_opens_from_its_index(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    out = tmp_path / "site"
    assert run([*SMALL, "site", "--out", str(out), "--lang", "en"]) == 0
    assert (out / "index.html").is_file() and (out / "static" / "base.css").is_file()
    assert not (out / "ar").exists()
    assert "files; open" in capfd.readouterr().err
