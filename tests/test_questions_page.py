"""docs/questions.md: every stored question in natural language, with its query, its command and its real answer.

`python tests/test_questions_page.py` writes the page anew: look at the difference before it is committed.
"""

import contextlib
import io
import json
import os
import re
import shlex
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store

from vendorgraph import pipeline, queries, resources
from vendorgraph.answers import results
from vendorgraph.cli import app
from vendorgraph.cli.session import CACHE
from vendorgraph.dates import day
from vendorgraph.model import Market
from vendorgraph.tables import Table, markdown

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "questions.md"

#: Rows that the page shows of an answer; it says how many there are.
SHOWN = 8

#: The question that each query is asked with here, and its parameters; "as-of" is the day.
QUESTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "stakes-in-vendor": ("Who is said to hold a stake in Scale AI?", {"vendor": "scale-ai"}),
    "customers-by-status": (
        "How did Scale AI stand with each of its customers on 20 June 2025?",
        {"vendor": "scale-ai", "as-of": "2025-06-20"},
    ),
    "conflict-triangle": (
        "Whose rival held a stake in their vendor on 20 June 2025?",
        {"as-of": "2025-06-20"},
    ),
    "people-who-moved": ("Who moved to Meta, and from where?", {"to": "meta"}),
    "people-moved-to-rivals": (
        "Who left Scale AI for a rival of one of its customers?",
        {"vendor": "scale-ai", "as-of": "2025-12-31"},
    ),
    "shares-that-differ": ("Where do sources give one stake in OpenAI in different sizes?", {"company": "openai"}),
    "amounts-that-differ": ("Which figures of Scale AI differ from source to source?", {"subject": "scale-ai"}),
    "one-amount-two-periods": ("Which sum of Google's is told for two different years?", {"subject": "google"}),
    "statuses-that-differ": (
        "What at Scale AI do sources say in one month both to go on and to end?",
        {"object": "scale-ai"},
    ),
    "single-origin-relations": (
        "Which purchases rest on the word of a single origin?",
        {"relation": "customer-of"},
    ),
    "valuations-over-time": ("What was Mercor said to be worth, and when?", {"company": "mercor"}),
    "customer-concentration": ("What part of Appen's revenue came from one customer?", {"vendor": "appen"}),
    "investors-in-vendor-and-rival": ("Who invests in two data vendors that compete with each other?", {}),
    "owners-of-vendor-and-customers-rival": (
        "Who invests in Scale AI and in a rival of one of its customers?",
        {"vendor": "scale-ai", "as-of": "2025-06-20"},
    ),
    "everything-one-source-says": ("What does the article of 14 June 2025 say?", {"source": "seed-article-2025-06"}),
    "denials": ("What is denied about Scale AI, by whom, and who says it all the same?", {"object": "scale-ai"}),
    "claims-by-certainty": ("How many claims are official, how many reported, how many rumoured?", {}),
    "undated-sources": ("Which sources have no date, and how much rests on them?", {}),
    "vendors-by-customers": ("Which data vendors had the most customers in mid-2025?", {"as-of": "2025-06-20"}),
    "revenue-by-year": ("What did Scale AI take in, year by year?", {"company": "scale-ai"}),
    "founders": ("Who founded Scale AI?", {"organisation": "scale-ai"}),
    "board-seats": ("Who is said to sit on the board of Scale AI?", {"organisation": "scale-ai"}),
    "people-in-two-organisations": ("Who served at two organisations at once in mid-2025?", {"as-of": "2025-06-20"}),
    "subsidiaries": ("What belongs to Alphabet, at any depth?", {"parent": "alphabet"}),
    "indirect-owners": ("Who owned a part of Scale AI through other companies?", {"vendor": "scale-ai"}),
    "large-stakes": ("Who held a quarter or more of what in mid-2025?", {"share": "0.25", "as-of": "2025-06-20"}),
    "large-spends": ("Which customers spent 100 million or more with a vendor?", {"amount": "100000000"}),
    "security-incidents": ("Which security incidents are told of Mercor?", {"company": "mercor"}),
    "rivals-through-products": ("With whom does Google compete through its products?", {"company": "google"}),
    "products": ("What does Scale AI develop?", {"company": "scale-ai"}),
    "sources-by-reliability": ("On what kinds of sources does all of this rest?", {}),
    "who-says-what": (
        "Who said what about Google and Scale AI, in order?",
        {"subject": "google", "object": "scale-ai"},
    ),
    "what-was-known": (
        "What could a reader know of Scale AI by the end of May 2025?",
        {"entity": "scale-ai", "by": "2025-05-31"},
    ),
    "claims-with-words": ("Which claims speak of non-voting shares?", {"words": "non-voting"}),
    "conflicts-of-customer": (
        "Which conflicts of interest did Google have on 20 June 2025?",
        {"customer": "google", "as-of": "2025-06-20"},
    ),
    "conflict-path-claims": (
        "Why is there a conflict of Google at Scale AI with Meta, by which claims?",
        {"customer": "google", "vendor": "scale-ai", "rival": "meta", "as-of": "2025-06-20"},
    ),
    "ties-of-rival": (
        "How did Meta reach Scale AI on 20 June 2025?",
        {"rival": "meta", "vendor": "scale-ai", "as-of": "2025-06-20"},
    ),
    "rivals-of-customer": ("Who competes with Anthropic, and how is that known?", {"customer": "anthropic"}),
    "what-would-clear": (
        "What would clear Google of its conflict at Scale AI with Meta, if it were wrong?",
        {"customer": "google", "vendor": "scale-ai", "rival": "meta", "as-of": "2025-06-20"},
    ),
    "conflicts-on-weak-hops": ("Which conflicts hang on the weakest evidence?", {"as-of": "2025-06-20"}),
    "how-graphs-were-made": ("How were the graphs of conflicts made, and from what?", {"as-of": "2025-06-20"}),
}

#: Questions to which the market has no answer: nobody in it is known to do so.
UNANSWERED = {"investors-in-vendor-and-rival"}

HEAD = """# Questions

Every file of [`queries/`](../queries) is a question. Here each is asked of the bundled market: in words, as a command,
and with the answer that it gives. Long answers are cut here after {shown} rows, and say so; the command gives them
whole. A query runs unchanged on any SPARQL 1.1 server that holds the market. Claims are cited by their ids.

"""


@cache
def market() -> Market:
    return pipeline.read()


@cache
def store(as_of: str | None) -> Store:
    return pipeline.store(market(), pipeline.relations(market(), as_of=day(as_of) if as_of else None))


def command(name: str) -> str:
    """The command that asks a question, as a user writes it."""
    asked = dict(QUESTIONS[name][1])
    days = [f"--as-of {asked.pop('as-of')}"] if "as-of" in asked else []
    params = [f"--param {key}={shlex.quote(value)}" for key, value in asked.items()]
    return " ".join(["vendorgraph query", name, *params, *days])


def answer(name: str) -> Table:
    """All rows of the answer, in the words of the records."""
    query, asked = queries.find(name), dict(QUESTIONS[name][1])
    as_of = asked.pop("as-of", None)
    text = queries.bind(query, asked, market())
    return results.table(queries.run(store(as_of), text), "", market().vocabulary)


def section(number: int, name: str) -> str:
    query, found = queries.find(name), answer(name)
    file = next(path.name for path in resources.folder("queries").iterdir() if queries.read(path).name == name)
    few = Table(title="", columns=found.columns, rows=found.rows[:SHOWN], empty=found.empty)
    count = f"{SHOWN} of {len(found.rows):,} rows" if len(found.rows) > SHOWN else f"{len(found.rows)} rows"
    count = count if count != "1 rows" else "1 row"
    return (
        f"## {number}. {QUESTIONS[name][0]}\n\n{query.summary}: [`{file}`](../queries/{file})\n\n"
        f"```sh\n{command(name)}\n```\n\n{markdown([few])}\n{count}.\n"
    )


def page() -> str:
    sections = (section(number, name) for number, name in enumerate(queries.all_queries(), 1))
    return HEAD.format(shown=SHOWN) + "\n".join(sections)


@cache
def written() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_every_stored_query_is_asked_and_nothing_else() -> None:
    assert set(QUESTIONS) == set(queries.all_queries()) and len(QUESTIONS) >= 41
    assert re.findall(r"^vendorgraph query (\S+)", written(), re.MULTILINE) == list(queries.all_queries())
    assert len({question for question, _ in QUESTIONS.values()}) == len(QUESTIONS)


@pytest.mark.parametrize("name", queries.all_queries())
def test_the_page_has_the_answer_that_the_query_gives(name: str) -> None:
    number = list(queries.all_queries()).index(name) + 1
    assert section(number, name) in written()


def test_nothing_is_left_over_on_the_page() -> None:
    assert page() == written()


@pytest.mark.parametrize("name", queries.all_queries())
def test_the_command_gives_as_many_rows(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv(CACHE, str(tmp_path_factory.getbasetemp() / "questions"))
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out):
        assert app.run([*shlex.split(command(name))[1:], "--format", "json"]) == 0
    rows = json.loads(out.buffer.getvalue())["results"]["bindings"]  # type: ignore[attr-defined]
    assert len(rows) == len(answer(name).rows)
    assert rows or name in UNANSWERED


def test_links_lead_to_the_queries() -> None:
    for target in re.findall(r"\]\((\.\./[^)]+)\)", written()):
        assert (PAGE.parent / target).exists(), target


if __name__ == "__main__":
    os.environ[CACHE] = tempfile.mkdtemp()
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
