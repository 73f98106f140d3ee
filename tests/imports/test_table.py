"""Tables by a mapping: cells as records, and one error for each wrong cell or word of the mapping."""

from pathlib import Path

import pytest

from tests.imports.support import DATA, read, related
from vendorgraph import imports
from vendorgraph.imports import Refused

STAKES, MAPPING, WRONG = (DATA / "table" / name for name in ("stakes.csv", "stakes.toml", "wrong.csv"))


def test_cells_as_the_mapping_says() -> None:
    records = read("csv", STAKES, mapping=MAPPING)
    assert [(each.slug, each.type) for each in records.entities] == [
        ("ada-example", "person"),
        ("harbour-fund", "fund"),
        ("meridian-cloud-ag", "company"),
        ("quarry-data-gmbh", "company"),
    ]
    found = related(records, "holds-stake-in")
    assert [(c["subject"], c.get("approx"), c.get("share"), c.get("from")) for c in found] == [
        ("meridian-cloud-ag", None, 0.49, "2021-06-01"),
        ("meridian-cloud-ag", None, None, None),
        ("ada-example", "at-least", 0.25, None),
        ("ada-example", "up-to", 0.5, None),
        ("harbour-fund", None, None, "2022-03-15"),
    ]
    assert found[1]["amount"] == {"value": 1500000, "currency": "EUR"}
    assert [(source.published, source.language) for source in records.sources] == [("2024-01-05", "de")]


def test_every_wrong_cell_is_one_line() -> None:
    with pytest.raises(Refused) as refused:
        read("csv", WRONG, mapping=MAPPING)
    assert str(refused.value).splitlines() == [
        "wrong.csv: line 2: share is 'about half', no share: write 49 % or 0.49",
        "wrong.csv: line 4: Kind is 'Verein', for which [words.Kind] has no word",
    ]


def test_many_errors_end_with_their_number(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    head, row = STAKES.read_text("utf-8").splitlines()[:2]
    file.write_text("\n".join([head, *[row.replace("49 %", "x")] * 50]), "utf-8")
    with pytest.raises(Refused) as refused:
        read("csv", file, mapping=MAPPING)
    lines = str(refused.value).splitlines()
    assert (len(lines), lines[-1]) == (21, "... and 30 more")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('relation = "holds-stake-in"', 'relation = "owns"', "claims 1: relation is 'owns'"),
        ('relation = "holds-stake-in"', 'relatoin = "x"', "claims 1: key is 'relatoin': did you mean relation?"),
        ('kind = "filing"', 'kind = "letter"', "source: kind is 'letter'"),
        ("[[entities]]", "[[entitys]]", "is no mapping"),
        ('title = "Shareholders of {Company}"', "", "source has no title"),
        ('share = "{Percent}"', 'share = "{Procent}"', "speaks of columns that stakes.csv does not have: Procent"),
        ('delimiter = ";"', 'delimiter = ";;"', "delimiter is ';;'"),
        ('delimiter = ";"', "delimiter = ;", "is not TOML"),
        ('object = "{Company}"\nshare', "share", "claims 1: the relation has no object"),
    ],
)
def test_a_wrong_mapping_is_refused_before_any_row(old: str, new: str, message: str, tmp_path: Path) -> None:
    mapping = tmp_path / "wrong.toml"
    mapping.write_text(MAPPING.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(Refused, match=r"^wrong\.toml: ") as refused:
        read("csv", STAKES, mapping=mapping)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_table_needs_a_mapping() -> None:
    with pytest.raises(Refused, match="needs a mapping"):
        read("csv", STAKES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("Holder;Kind;LEI;Company;Percent;Since;Sum;Read\n", "has a header and no rows"),
        ("Holder;Holder\na;b\n", "the column 'Holder' stands twice"),
        ("Holder;Kind;LEI;Company;Percent;Since;Sum;Read\na;AG;;b;;;;05.01.2024;more\n", "line 2: has 9 cells"),
    ],
)
def test_a_table_that_is_none_is_refused(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused, match=message):
        read("csv", file, mapping=MAPPING)


def test_a_mapping_that_gives_unsound_records_keeps_nothing(tmp_path: Path) -> None:
    mapping, out = tmp_path / "odd.toml", tmp_path / "out"
    mapping.write_text(
        MAPPING.read_text("utf-8").replace('relation = "holds-stake-in"', 'relation = "controls"'), "utf-8"
    )
    records = read("csv", STAKES, mapping=mapping)
    with pytest.raises(Refused, match=r"the records are not sound: .*controls carries no "):
        imports.save(records, out, "csv", [STAKES])
    assert not out.exists()
