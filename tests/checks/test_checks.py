"""The registry of rules, and what a run over many faults says."""

import re
import shutil
from pathlib import Path

import pytest

from vendorgraph import checks, resources
from vendorgraph.checks.registry import check
from vendorgraph.problems import Problem

DATA = Path(__file__).parents[1] / "data"
BASE = DATA / "invalid" / "base"
HEAD = """source: {{id: {id}, title: "T", publisher: "P", url: "https://p.example/{id}", published: "2025-06-12",
  language: en, kind: news, reliability: high}}
claims:
"""


def source(folder: Path, id: str, claims: str) -> Path:
    file = folder / "sources" / f"{id}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD.format(id=id) + claims, encoding="utf-8")
    return file


@pytest.mark.parametrize("folder", [resources.folder("data"), DATA / "small", BASE], ids=["bundled", "small", "base"])
def test_sound_records_have_no_problems(folder: Path) -> None:
    assert checks.check([folder]) == []


def test_rules_are_told_apart_and_say_what_to_do() -> None:
    assert len(checks.RULES) == 80
    assert len({rule.title for rule in checks.RULES.values()}) == 80
    for code, rule in checks.RULES.items():
        assert rule.code == code
        assert re.fullmatch(r"VG\d{3}", code)
        assert re.search(r": |{hint}", rule.message), f"{code} does not say what to do"


def test_a_code_is_given_once() -> None:
    with pytest.raises(ValueError, match="VG101 is taken"):
        check("VG101", "another", "rule")(lambda records: iter(()))


def test_all_problems_of_one_run_are_found(tmp_path: Path) -> None:
    first = source(
        tmp_path,
        "first",
        '- {id: "first#01", subject: akme, relation: custmer-of, object: bolt, share: "half",\n'
        "   from: 2025-02-30, statu: x}\n",
    )
    second = tmp_path / "sources" / "second.yaml"
    second.write_text("source: [\n", encoding="utf-8")
    third = source(tmp_path, "third", '- {id: "third#01", subject: acme, relation: customer-of, object: crux}\n')
    found = [(each.file, each.line, each.code) for each in checks.check([BASE], [tmp_path])]
    assert found == [
        *((str(first), 4, code) for code in ("VG102", "VG103", "VG201", "VG312")),
        *((str(first), 5, code) for code in ("VG101", "VG501")),
        (str(second), 2, "VG004"),
        (str(third), 4, "VG102"),
        (str(third), 4, "VG305"),
    ]


def test_lines_are_those_of_the_keys(tmp_path: Path) -> None:
    source(
        tmp_path,
        "long",
        '- id: "long#01"\n  subject: acme\n  relation: customer-of\n  object: bolt\n'
        "  status: done\n  certainty: sure\n",
    )
    assert [(each.line, each.code) for each in checks.check([BASE], [tmp_path])] == [(8, "VG203"), (9, "VG203")]


def test_a_problem_is_one_line() -> None:
    problem = Problem("sources/a.yaml", 7, "VG101", "'x' is no key")
    assert str(problem) == "sources/a.yaml:7: VG101: 'x' is no key"


def test_what_was_found_never_breaks_the_line(tmp_path: Path) -> None:
    source(
        tmp_path,
        "lines",
        '- {id: "lines#01", subject: "a\\nb", relation: "{0}", object: bolt, certainty: "' + "x" * 500 + '"}\n',
    )
    texts = [str(each) for each in checks.check([BASE], [tmp_path])]
    assert len(texts) == 3
    assert all("\n" not in text for text in texts)
    assert all(len(text) < 700 for text in texts)


def test_near_words_are_offered(tmp_path: Path) -> None:
    source(
        tmp_path, "near", '- {id: "near#01", subject: akme, relation: custmer-of, object: bolt, certainty: reported}\n'
    )
    relation, subject = (each.message for each in checks.check([BASE], [tmp_path]))
    assert relation.startswith("'custmer-of' is no relation: did you mean customer-of? Write customer-of, supplier-of")
    assert subject == "subject 'akme' is not defined: did you mean acme? Otherwise add it to the entities"


@pytest.mark.parametrize("written", ["Acme AI", "ACME  ai", "Acme"])
def test_a_name_in_place_of_its_slug(tmp_path: Path, written: str) -> None:
    source(
        tmp_path,
        "named",
        f'- {{id: "named#01", subject: "{written}", relation: customer-of, object: bolt, certainty: reported}}\n',
    )
    [found] = checks.check([BASE], [tmp_path])
    assert found.message == f"subject '{written}' is not defined: write acme"


def test_one_wrong_id_of_a_source_is_one_problem(tmp_path: Path) -> None:
    source(
        tmp_path,
        "right",
        "".join(
            f'- {{id: "right#0{number}", subject: acme, relation: customer-of, object: bolt, certainty: {word}}}\n'
            for number, word in enumerate(("reported", "official", "rumoured"), 1)
        ),
    )
    file = tmp_path / "sources" / "right.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: right", "id: wrong", 1), encoding="utf-8")
    assert [each.code for each in checks.check([BASE], [tmp_path])] == ["VG706"]


def test_an_overlay_may_repeat_and_add_but_not_change(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "copy")
    source(
        tmp_path / "copy",
        "more",
        '- {id: "more#01", subject: gale, relation: customer-of, object: bolt, certainty: official}\n',
    )
    (tmp_path / "copy" / "entities").mkdir()
    more = 'entities:\n- {slug: gale, name: "Gale", type: company}\n'
    (tmp_path / "copy" / "entities" / "more.yaml").write_text(more, encoding="utf-8")
    assert checks.check([BASE], [tmp_path / "copy"]) == []
    changed = (tmp_path / "copy" / "entities.yaml").read_text(encoding="utf-8").replace("Bolt Labeling", "Bolt")
    (tmp_path / "copy" / "entities.yaml").write_text(changed, encoding="utf-8")
    [problem] = checks.check([BASE], [tmp_path / "copy"])
    assert (problem.code, problem.line) == ("VG701", 4)
    assert f"{BASE / 'entities.yaml'}:4" in problem.message


def test_entities_that_nobody_uses_are_fine(tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_text('entities: [{slug: gale, name: "Gale", type: company}]\n', encoding="utf-8")
    assert checks.check([BASE], [tmp_path]) == []


def test_what_holds_on_a_board_without_being_a_person(tmp_path: Path) -> None:
    seat = "subject: acme, relation: board-member-of, object: bolt, certainty: reported"
    source(
        tmp_path,
        "seats",
        f'- {{id: "seats#01", {seat}, role: "Observer"}}\n'
        f'- {{id: "seats#02", {seat}, status: planned}}\n'
        f'- {{id: "seats#03", {seat}, polarity: denies}}\n',
    )
    assert checks.check([BASE], [tmp_path]) == []


def test_plans_may_lie_ahead(tmp_path: Path) -> None:
    source(
        tmp_path,
        "plans",
        '- {id: "plans#01", subject: acme, relation: acquired, object: bolt, date: "2026-01", status: planned,\n'
        "   certainty: official}\n"
        '- {id: "plans#02", subject: acme, relation: customer-of, object: bolt, to: "2027", status: ending,\n'
        "   certainty: official}\n",
    )
    assert checks.check([BASE], [tmp_path]) == []


def test_a_folder_without_a_day_of_reading_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "entities.yaml").write_text('entities: [{slug: gale, name: "Gale", type: company}]\n', encoding="utf-8")
    [problem] = checks.check([tmp_path])
    assert (problem.file, problem.line, problem.code) == (str(tmp_path / "market.yaml"), 1, "VG513")
