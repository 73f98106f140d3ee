"""The documents are true: commands give the output that the README shows, links lead somewhere, nothing is left out.

`python tests/test_docs.py` writes the outputs of the README anew: look at the difference before it is committed.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from vendorgraph.cli import app
from vendorgraph.cli.session import CACHE

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def examples(text: str) -> list[tuple[str, str]]:
    """Every command of the console blocks, with the output that stands below it."""
    return [example for block in CONSOLE.findall(text) for example in COMMAND.findall(block)]


def output_of(command: str) -> str:
    """What a command writes to standard output and standard error, run in an empty folder."""
    program, *args = shlex.split(command)
    assert program == "vendorgraph", f"the README runs {program}: only vendorgraph can be tested"
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
            app.run(args)
        return written.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(autouse=True)
def snapshots(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path_factory.getbasetemp() / "docs"))


@pytest.mark.parametrize(("command", "output"), examples(text_of(README)), ids=lambda text: text.split("\n")[0][:60])
def test_commands_give_the_output_shown(command: str, output: str) -> None:
    assert output_of(command) == output


def test_python_examples() -> None:
    blocks = PYTHON.findall(text_of(README))
    assert blocks
    for block in blocks:
        example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
        result = doctest.DocTestRunner().run(example)
        assert result.attempted >= 4 and result.failed == 0


def test_the_table_of_the_readme_is_imported_matched_and_changes_an_answer(tmp_path: Path) -> None:
    text = text_of(README)
    section = text[text.index("## Data of registers") :]
    for language, name in (("csv", "stakes.csv"), ("toml", "stakes.toml")):
        (found,) = re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        (tmp_path / name).write_text(found, encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(vendorgraph import csv.*?)^```$", section, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line.partition("  #")[0])[1:] for line in block.splitlines()]
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(said):
        assert [app.run(args) for args in commands] == [0] * 5
    assert "51.75 % in all" in " ".join(said.buffer.getvalue().decode().split())  # type: ignore[attr-defined]


def test_the_readme_begins_well() -> None:
    lines = text_of(README).splitlines()
    assert lines[2].startswith("vendorgraph is a knowledge graph of the AI data-vendor market")
    assert any(line.startswith("$ vendorgraph conflicts") for line in lines[:15])
    assert len(examples(text_of(README))) >= 4
    assert text_of(README).count("[![") <= 2


def test_every_command_is_documented() -> None:
    rows = re.findall(r"^\| `vendorgraph (\S+)[^`]*` \|", text_of(README), re.MULTILINE)
    assert sorted(rows) == sorted(app.COMMANDS)


def test_every_extra_is_documented() -> None:
    import tomllib

    extras = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["optional-dependencies"]
    rows = re.findall(r"^\| `(\w+)` \| ", text_of(README), re.MULTILINE)
    assert set(rows) == set(extras) - {"test", "fuzz"}, "the others are for work on the project"


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    block = re.search(r"^<!-- tests -->\n```sh\n(.+)\n```$", text_of(README), re.MULTILINE)
    assert block and block[1] in text_of(ROOT / "CONTRIBUTING.md")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def links(text: str) -> Iterator[str]:
    """Targets of links within the project."""
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if not target.startswith(("http://", "https://")):
            yield target


def anchors(path: Path) -> set[str]:
    """The names that the headings of a document can be reached by."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target in links(text_of(ROOT / name)):
        path, _, anchor = target.partition("#")
        file = ROOT / path if path else ROOT / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def test_counts_are_those_of_the_market() -> None:
    from tests.markets import bundled

    market = bundled()
    words = f"{len(market.sources)} documents, {len(market.claims):,} claims, {len(market.entities)} companies"
    assert words in text_of(README) and market.info.read in text_of(README)


def renewed(text: str) -> str:
    """The text with the outputs that its commands give now."""

    def block(match: re.Match[str]) -> str:
        commands = [command for command, _ in COMMAND.findall(match[1])]
        return "```console\n" + "".join(f"$ {each}\n{output_of(each)}" for each in commands) + "```"

    return CONSOLE.sub(block, text)


if __name__ == "__main__":
    os.environ[CACHE] = tempfile.mkdtemp()
    README.write_text(renewed(text_of(README)), encoding="utf-8")
    sys.exit(0)
