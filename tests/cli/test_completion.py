"""Shell completion of commands, options, names of entities and names of queries."""

import pytest
from click.shell_completion import ShellComplete

from tests.cli.conftest import SMALL
from vendorgraph.cli.app import app
from vendorgraph.cli.session import CACHE


@pytest.fixture
def complete(cache, monkeypatch):
    monkeypatch.setenv(CACHE, str(cache))
    shell = ShellComplete(app, {}, "vendorgraph", "_VENDORGRAPH_COMPLETE")

    def complete(*args: str) -> list[str]:
        return [item.value for item in shell.get_completions(["--data", SMALL, *args[:-1]], args[-1])]

    return complete


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("contra",), ["contradictions"]),
        (("conflicts", "north"), ["northgate"]),
        (("show", "هال"), ["halcyon"]),
        (("show", "Dana W"), ["dana-whitlock"]),
        (("conflicts", "northgate", "--vendor", "pine"), ["pinecrest"]),
        (("conflicts", "northgate", "--min-level", "cri"), ["critical"]),
        (("conflicts", "--expl"), ["--explain"]),
        (("paths", "halcyon", "oak"), ["oakline"]),
        (("paths", "halcyon", "oakline", "--relation", "holds-s"), ["holds-stake-in"]),
        (("query", "stakes"), ["stakes-in-vendor"]),
        (
            ("query", "conflict"),
            ["conflict-triangle", "conflicts-of-customer", "conflict-path-claims", "conflicts-on-weak-hops"],
        ),
        (("query", "ties-of-rival", "--param", ""), ["rival=", "vendor="]),
        (("query", "ties-of-rival", "--param", "ven"), ["vendor="]),
        (("query", "ties-of-rival", "--format", "t"), ["table", "tsv", "ttl", "trig"]),
        (("export", "g"), ["graphml", "gexf"]),
        (("formats", "--schema", "sh"), ["show"]),
        (("show", "zzz"), []),
    ],
)
def test_completes(complete, args: tuple[str, ...], words: list[str]) -> None:
    assert complete(*args) == words
