"""Every reading command answers from a folder of Parquet tables as it does from the records that they come from."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vendorgraph.cli import app
from vendorgraph.scale import market

Answer = Callable[..., bytes]

#: Commands that read a market, each with what it is asked.
ASKED = (
    ("conflicts", "google", "--format", "json"),
    ("conflicts", "openai", "--min-level", "low", "--format", "json"),
    ("conflicts", "microsoft", "--any-vendor", "--max-hops", "5", "--format", "json"),
    ("conflicts", "google", "--as-of", "2025-06-20", "--known-by", "2025-06-20", "--explain"),
    ("conflicts", "anthropic", "--format", "md"),
    ("conflicts", "meta", "--vendor", "surge-ai", "--format", "csv"),
    ("conflicts", "--all", "--format", "json"),
    ("vendors", "--for", "google", "--format", "json"),
    ("vendors", "--for", "cohere"),
    ("diff", "--from", "2025-06-01", "--to", "2025-06-20", "--for", "openai", "--format", "json"),
    ("diff", "--from", "2025-06-01", "--to", "2025-06-20", "--clock", "known-by", "--format", "json"),
    ("show", "scale-ai", "--format", "json"),
    ("show", "Alexandr Wang"),
    ("show", "ميتا", "--as-of", "2025-06-20", "--format", "md"),
    ("paths", "google", "scale-ai", "--format", "json"),
    ("paths", "surge-ai", "mercor", "--max-hops", "3", "--limit", "40", "--format", "json"),
    ("contradictions", "scale-ai", "--format", "json"),
    ("contradictions", "--format", "json"),
    ("control", "meta", "--format", "json"),
    ("control", "appen", "--owners", "--blocked", "meta", "--format", "json"),
    ("control", "--format", "json"),
    ("concentration", "appen", "--format", "json"),
    ("concentration", "mercor", "--across-years"),
    ("interlocks", "scale-ai", "--format", "json"),
    ("interlocks", "openai"),
    ("interlocks", "--format", "json"),
    ("evidence", "scale-ai", "--format", "json"),
    ("query", "customers-by-status", "--param", "vendor=scale-ai", "--format", "json"),
    ("export", "node-link", "-"),
    ("export", "node-link", "-", "--around", "mercor"),
    ("export", "graphml", "-", "--around", "scale-ai", "--hops", "2", "--view", "claims"),
    ("export", "csv", "-", "--around", "turing"),
    ("export", "trig", "-", "--conflicts", "google"),
    ("stats", "--format", "json"),
    ("sources", "--format", "json"),
    ("sources", "--about", "mercor", "--kind", "filing"),
    ("levels", "--format", "json"),
)

#: Commands with files or folders of their own, which other tests ask, or that read no market.
ELSEWHERE = {"scan", "check", "import", "match", "view", "report", "site", "serve", "formats", "ontology", "ties"}


@pytest.fixture
def answer(capfdbinary: pytest.CaptureFixture[bytes]) -> Answer:
    def ask(data: Path | None, asked: tuple[str, ...]) -> bytes:
        code = app.run([*(["--data", str(data)] if data else []), *asked])
        out, err = capfdbinary.readouterr()
        assert code == 0, err.decode()
        return out

    return ask


def test_every_reading_command_is_asked() -> None:
    assert {asked[0] for asked in ASKED} | ELSEWHERE == set(app.COMMANDS)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_same_answer(asked: tuple[str, ...], bundled_tables: Path, answer: Answer) -> None:
    expected = answer(None, asked)
    assert expected
    assert answer(bundled_tables, asked) == expected


def test_what_is_supposed_and_decided_of_others(bundled_tables: Path, answer: Answer, tmp_path: Path) -> None:
    what_if, decided = tmp_path / "what-if.yaml", tmp_path / "decided.yaml"
    what_if.write_text(
        "claims:\n- {subject: cohere, relation: acquired, object: turing, status: planned}\n"
        "leave_out:\n  sources: [osler-2025-telus-digital]\n",
        "utf-8",
    )
    decided.write_text(
        "dispositions:\n- {customer: cohere, vendor: appen, rival: mistral, decision: accepted, reason: Known, "
        'by: A committee, until: "2027-01-01"}\n',
        "utf-8",
    )
    asked = ("conflicts", "google", "--format", "json", "--dispositions", str(decided))
    assert answer(bundled_tables, asked) == answer(None, asked)
    asked = ("conflicts", "anthropic", "--format", "json", "--min-level", "low", "--what-if", str(what_if))
    expected = answer(None, asked)
    assert b"turing" in expected
    assert answer(bundled_tables, asked) == expected


def test_a_picture_is_the_same(bundled_tables: Path, answer: Answer, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    answer(None, ("view", "scale-ai", "--limit", "30", "--out", str(one)))
    answer(bundled_tables, ("view", "scale-ai", "--limit", "30", "--out", str(other)))
    assert one.read_bytes() == other.read_bytes()


def test_a_report_says_the_same(bundled_tables: Path, answer: Answer, tmp_path: Path) -> None:
    """But for what is drawn around the path, for orientation."""
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    answer(None, ("report", "google", "--out", str(one)))
    answer(bundled_tables, ("report", "google", "--out", str(other)))
    said = [re.sub(r"<svg.*?</svg>", "", file.read_text("utf-8"), flags=re.DOTALL) for file in (one, other)]
    assert len(said[0]) > 20_000
    assert said[0] == said[1]


def test_what_is_too_large_for_memory_says_what_to_do(
    bundled_tables: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for bound in ("WHOLE", "PART"):
        monkeypatch.setattr(market, bound, 500)
    data = ["--data", str(bundled_tables)]
    assert app.run([*data, "stats"]) == 2
    assert "500 are read into memory at most: ask about one entity or lab" in capsys.readouterr().err
    assert app.run([*data, "conflicts", "google"]) == 2
    said = capsys.readouterr().err
    assert "what this depends on has" in said and "`conflicts LAB --vendor VENDOR --rival RIVAL`" in said
    assert app.run([*data, "show", "turing"]) == 0
    assert "Turing" in capsys.readouterr().out


def test_names_are_found_or_near_ones_offered(bundled_tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(bundled_tables)]
    assert app.run([*data, "show", "scale-aii"]) == 2
    assert "did you mean scale-ai (Scale AI, company)" in capsys.readouterr().err
    assert app.run([*data, "show", "cursor"]) == 2
    assert "or product:cursor" in capsys.readouterr().err
    assert app.run([*data, "show", "product:cursor"]) == 0


def test_a_check_of_tables(bundled_tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["check", str(bundled_tables)]) == 0
    assert "No problems in the tables." in capsys.readouterr().err


def test_tables_are_read_by_themselves(bundled_tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--data", str(bundled_tables), "--with", str(bundled_tables), "stats"]) == 2
    assert "is read by itself" in capsys.readouterr().err
