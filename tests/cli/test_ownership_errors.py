"""What users get wrong about ownership: one clear line, and nothing half-computed as an answer."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run
from vendorgraph.ownership import paths

WRONG = [
    (["control", "--owners"], "--owners: name the company whose owners are asked for"),
    (["control", "larkspur", "--threshold", "1.2"], "--threshold: '1.2' is not a fraction: write a number from 0 to 1"),
    (["control", "larkspur", "--threshold", "half"], "--threshold: 'half' is not a fraction: write a number from 0"),
    (["control", "larkspur", "--convention", "cash"], "'cash' is not one of 'baldone', 'brioschi', 'simple'"),
    (["conflicts", "halcyon", "--convention", "cash"], "'cash' is not one of 'baldone', 'brioschi', 'simple'"),
    (["control", "larkspurr"], "no entity is called 'larkspurr': did you mean larkspur"),
    (["control", "larkspur", "--blocked", "nobody"], "no entity is called 'nobody'"),
    (["control", "larkspur", "--as-of", "2025"], "--as-of: '2025' is not exact to the day"),
    (["concentration"], "Missing argument 'VENDOR'"),
    (["evidence"], "Missing argument 'ENTITY'"),
    (["interlocks", "compass"], "'compass' may be compass (Compass, product), meridian"),
]
ASKED = (["control"], ["conflicts", "halcyon"], ["concentration", "pinecrest"], ["interlocks"], ["evidence", "marlow"])


@pytest.mark.parametrize(("args", "words"), WRONG, ids=[" ".join(args) for args, _ in WRONG])
def test_wrong_usage(run: Run, args: list[str], words: str) -> None:
    done = run(*args)
    assert (done.code, done.out) == (2, "")
    assert words in done.err and done.err.count("\n") == 1


def overlay(folder: Path, told: str) -> str:
    """A folder with one document that says `told` of a stake."""
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "bad-2025.yaml").write_text(
        'source:\n  {id: "bad-2025", title: "x", publisher: "x", url: "https://x.example/a", published: "2025-06-01",'
        " language: en, kind: news, reliability: medium}\nclaims:\n"
        '- {id: "bad-2025#01", subject: halcyon, relation: holds-stake-in, object: marlow, status: current, '
        f"certainty: reported, {told}}}\n",
        encoding="utf-8",
    )
    return str(folder)


@pytest.mark.parametrize("args", ASKED, ids=lambda args: args[0])
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("share: 1.2", "bad-2025.yaml:4: VG601: share is 1.2: write a fraction from 0 to 1, such as 0.49 for 49 %"),
        ("share: 1, approx: over", "bad-2025.yaml:4: VG606: share is over 1, and nothing is: write the share without"),
        ('share: "about half"', "bad-2025.yaml:4: VG103: share is 'about half': write a number, such as 0.49"),
        ('share: 0.3, from: "2025-06", to: "2025-01"', "bad-2025.yaml:4: VG503: from 2025-06 is after to 2025-01"),
    ],
    ids=["above one", "over one", "in words", "backwards"],
)
def test_a_wrong_share_or_date_answers_nothing(
    run: Run, tmp_path: Path, args: list[str], told: str, words: str
) -> None:
    done = run("--data", SMALL, "--with", overlay(tmp_path / "bad", told), *args, data=None)
    assert (done.code, done.out) == (1, "")
    assert words in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("args", ASKED, ids=lambda args: args[0])
@pytest.mark.parametrize("told", ["share: 0, approx: up-to", "share: 0.3, voting_share: 0, approx: up-to"])
def test_a_share_of_up_to_nothing_is_answered(run: Run, tmp_path: Path, args: list[str], told: str) -> None:
    done = run("--data", SMALL, "--with", overlay(tmp_path / "none", told), *args, data=None)
    assert (done.code, done.err) == (0, "")


def test_shares_above_the_whole_answer_what_they_can_and_say_so(run: Run, tmp_path: Path) -> None:
    folder = overlay(tmp_path / "more", "share: 0.6")
    done = run("--data", SMALL, "--with", folder, "control", "marlow", "--as-of", "2025-12-31", data=None)
    assert done.code == 0
    assert "Shares that make more than the whole" in done.out and "Halcyon AI: 60 %" in done.out
    assert "Integrated shares are withheld in Marlow Data; control still answers." in done.out
    asked = ("conflicts", "northgate", "--vendor", "marlow", "--format", "json")
    [conflict] = json.loads(run("--data", SMALL, "--with", folder, *asked, data=None).out)["conflicts"]
    stakes = [(tie["rule"], tie["share"]["min"]) for tie in conflict["ties"] if tie["kind"] == "ownership"]
    assert stakes == [("direct stake", 0.6)], "as stated, not as integrated"
    explained = run("--data", SMALL, "--with", folder, *asked[:4], "--explain", data=None).out
    assert "what is known of the owners of Marlow Data does not add up" in " ".join(explained.split())


def test_too_many_simple_paths_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "STEPS", 2)
    done = run("control", "--convention", "simple", "--as-of", "2025-12-31")
    assert (done.code, done.out) == (1, "")
    assert "hops on simple paths from castellan-group: use another convention" in done.err


def test_a_missing_library_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "scipy", None)
    done = run("control", "larkspur")
    assert (done.code, done.out) == (1, "")
    assert done.err == "vendorgraph: this needs scipy: pip install 'vendorgraph[ownership]'\n"
    assert run("control", "larkspur", "--convention", "simple").code == 0
