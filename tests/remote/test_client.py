"""One question over HTTP: tried again when the failure may pass, ended by the deadline, and never a traceback."""

import gzip
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.cli.conftest import Run
from tests.remote import scripted
from tests.remote.scripted import JSON, Act, answer, cut, drop, endless, reset, rows, silent, trickling
from vendorgraph.remote import client as http
from vendorgraph.remote.client import Client
from vendorgraph.remote.endpoint import Endpoint, EndpointError, Unreachable, endpoint

GOOD = answer(rows(n=["1"]))
QUERY = "SELECT ?n { ?s ?p ?n } # é"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other at once, as far as the server does not ask for more."""
    monkeypatch.setattr(http, "PAUSES", (0.0, 0.0, 0.01, 0.01))


def asked(address: str, deadline: float = 20, query: str = QUERY) -> bytes:
    with Client(endpoint(address, deadline)) as client:
        return client.ask(query).content


def unavailable(status: str, **headers: str) -> Act:
    return answer(b"down for a moment", "text/plain", status, **headers)


PASSING: dict[str, Act] = {
    "429": unavailable("429 Too Many Requests"),
    "502": unavailable("502 Bad Gateway"),
    "503": unavailable("503 Service Unavailable", Retry_After="0"),
    "504": unavailable("504 Gateway Timeout", Retry_After="nonsense"),
    "reset": reset,
    "dropped": drop,
    "cut": cut(b'{"head":'),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_tried_again(name: str) -> None:
    with scripted.scripted([PASSING[name], PASSING[name], GOOD]) as server:
        assert asked(server.address) == rows(n=["1"])
    assert server.queries == [QUERY] * 3


@pytest.mark.parametrize("name", PASSING)
def test_what_does_not_pass_is_said_in_the_end(name: str, run: Run) -> None:
    with scripted.scripted([PASSING[name]]) as server:
        done = run("--endpoint", server.address, "stats", data=None)
    assert len(server.bodies) == 1 + len(http.PAUSES)
    assert (done.code, done.out) == (2, "") and done.err.count("\n") == 1
    assert ("refuses: " + name in done.err) if name.isdigit() else ("breaks the connection off" in done.err)


def test_a_wait_that_is_asked_for_is_kept() -> None:
    with scripted.scripted([unavailable("503 Service Unavailable", Retry_After="1"), GOOD]) as server:
        before = time.monotonic()
        asked(server.address)
        assert 1 <= time.monotonic() - before < 5


@pytest.mark.parametrize("later", ["3600", format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)])
def test_a_wait_beyond_the_deadline_is_not_begun(later: str) -> None:
    with scripted.scripted([unavailable("503 Service Unavailable", Retry_After=later)]) as server:
        before = time.monotonic()
        with pytest.raises(Unreachable, match=r"refuses: 503 Service Unavailable \(down for a moment\)"):
            asked(server.address)
        assert time.monotonic() - before < 5 and len(server.bodies) == 1


LATE: dict[str, Act] = {
    "silent": silent,
    "a slow head": trickling(b"HTTP/1.1 200 OK\r\nX: "),
    "a slow body": trickling(b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nConnection: close\r\n\r\n{"),
    "slow chunks": trickling(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
}


@pytest.mark.parametrize("name", LATE)
def test_everything_ends_at_the_deadline(name: str) -> None:
    with scripted.scripted([LATE[name]]) as server:
        before = time.monotonic()
        with pytest.raises(Unreachable) as raised:
            asked(server.address, deadline=0.5)
        assert 0.4 < time.monotonic() - before < 3
    assert str(raised.value).endswith("has not answered within 0.5 seconds: give it a longer deadline, or ask for less")


def test_at_the_deadline_the_last_failure_is_said_too() -> None:
    with scripted.scripted([unavailable("503 Service Unavailable"), silent]) as server:
        with pytest.raises(Unreachable, match=r"within 0.5 seconds: .* \(before that: .* refuses: 503 Service Unav"):
            asked(server.address, deadline=0.5)
        assert len(server.bodies) == 2


def test_an_endless_answer_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST", 2**20)
    with scripted.scripted([endless]) as server, pytest.raises(EndpointError, match="answers with more than 1 MB"):
        asked(server.address)


WRONG: dict[str, tuple[Act, str]] = {
    "a page": (
        answer(b"<html>\x1b[31mhello", "text/html; charset=utf-8"),
        "is no SPARQL endpoint, it answers with a page",
    ),
    "another type": (answer(b"hello", "text/plain"), "answers with text/plain, not with SPARQL results in JSON"),
    "no type": (answer(b"hello", None), "answers with something without a type"),
    "no JSON": (answer(b"hello"), "results that are cut off or damaged"),
    "cut JSON": (answer(rows(graphs=["1"], triples=["1"])[:-9]), "results that are cut off or damaged"),
    "other JSON": (answer(b'{"a": [1]}'), "damaged"),
    "deep JSON": (answer(b'{"head":' + b"[" * 500_000), "damaged"),
    "yes": (answer(b'{"head": {}, "boolean": true}'), "answers yes or no to a question for rows"),
    "other variables": (answer(rows(n=["1"])), r"without the variable \?graphs that was asked for"),
    "no value": (answer(rows("triples", graphs=["1"])), "rows that lack a value"),
    "no number": (answer(rows(graphs=["many"], triples=["1"])), "a count that is no number"),
    "too many": (
        answer(rows(graphs=["1"], triples=["9" * 12])),
        "999,999,999,999 triples of a market, and 5,000,000",
    ),
    "nothing": (
        answer(rows(graphs=["0"], triples=["0"])),
        "holds no market of vendorgraph: write one with `vendorgraph",
    ),
    "compressed": (
        answer(gzip.compress(rows(n=["1"])), Content_Encoding="gzip"),
        "compressed, which was not asked for",
    ),
    "no content": (answer(b"", None, "204 No Content"), "refuses: 204 No Content"),
    "a name is wanted": (
        answer(b"", None, "401 Unauthorized"),
        r"401 Unauthorized: write a name and password into",
    ),
    "forbidden": (answer(b"not you", "text/plain", "403 Forbidden"), r"403 Forbidden \(not you\): ask who runs it"),
    "elsewhere": (
        answer(b"<p>no", "text/html", "404 Not Found"),
        "404 Not Found: name the address that takes queries",
    ),
    "many lines": (
        answer(b"a\nb\x1b[2J\x00c", "text/plain", "400 Bad Request"),
        r"400 Bad Request \(a b \[2J c\)$",
    ),
    "an odd status": (answer(b"", None, "799 What"), "refuses: 799$"),
    "a file": (
        answer(b"", None, "302 Found", Location="file:///etc/passwd"),
        "sends on to file:///etc/passwd, where nothing",
    ),
    "another host": (
        answer(b"", None, "307 x", Location="http://127.0.0.1:1/"),
        "sends on to http://127.0.0.1:1/, where",
    ),
    "nowhere": (answer(b"", None, "301 x"), "sends on to nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_said_in_a_line(name: str, run: Run) -> None:
    act, said = WRONG[name]
    with scripted.scripted([act]) as server:
        done = run("--endpoint", server.address, "--deadline", "20", "stats", data=None)
    assert done.out == "" and done.err.count("\n") == 1 and "\x1b" not in done.err and "Traceback" not in done.err
    assert done.code == (2 if name == "an odd status" else 1)
    assert re.search(said, done.err.strip()), done.err


def test_no_byte_goes_elsewhere_when_an_endpoint_sends_on() -> None:
    with scripted.scripted([GOOD]) as other:
        sending = answer(b"", None, "307 Temporary Redirect", Location=other.address)
        with scripted.scripted([sending]) as server, pytest.raises(EndpointError, match="name that address itself"):
            asked(server.address)
        assert other.bodies == []


def test_a_question_is_a_form_by_post_without_compression_however_long_it_is() -> None:
    query = QUERY + "é" * 50_000
    with scripted.scripted([GOOD]) as server:
        asked(server.address, query=query)
    (head,) = server.heads
    lines = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head.split("\r\n")}
    assert head.startswith("POST /sparql HTTP/1.1\r\n") and server.queries == [query]
    assert (lines["accept"], lines["accept-encoding"]) == (JSON, "identity")
    assert lines["content-type"] == "application/x-www-form-urlencoded"


def test_name_and_password_are_sent_and_never_said() -> None:
    with scripted.scripted([answer(b"", None, "401 Unauthorized")]) as server:
        address = server.address.replace("http://", "http://reader:s%40cret@")
        with pytest.raises(EndpointError) as raised:
            asked(address)
    assert "Authorization: Basic cmVhZGVyOnNAY3JldA==" in server.heads[0]
    assert "cret" not in str(raised.value) and "cret" not in repr(endpoint(address))


def test_nobody_listens(run: Run) -> None:
    done = run("--endpoint", "http://127.0.0.1:1/sparql", "stats", data=None)
    assert done.code == 2 and "http://127.0.0.1:1/sparql cannot be reached" in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize(
    "address",
    ["ftp://x/sparql", "file:///etc/passwd", "localhost:7878", "//x", "http://", "http://[::1", "http://x:0/", "http://x:99999/",
     "http://x/a b", "http://x/\x00", "http://a:secret@", ""],
)  # fmt: skip
def test_only_addresses_of_the_web(address: str, run: Run) -> None:
    done = run("--endpoint", address, "stats", data=None)
    assert done.code == 2 and "write the address of a SPARQL endpoint, such as" in done.err and "secret" not in done.err


def test_an_address_keeps_what_belongs_to_it() -> None:
    assert endpoint("HTTP://Host:81/a?default-graph-uri=x#part", 5) == Endpoint(
        "http://Host:81/a?default-graph-uri=x", deadline=5
    )
    assert endpoint("https://host") == Endpoint("https://host/")


@pytest.mark.parametrize(
    "args",
    [("--deadline", "3", "stats"), ("--endpoint", "http://x/", "--deadline", "0", "stats"),
     ("--endpoint", "http://x/", "--deadline", "nan", "stats"), ("--endpoint", "http://x/", "--data", ".", "stats")],
)  # fmt: skip
def test_options_that_do_not_go_together(args: tuple[str, ...], run: Run) -> None:
    done = run(*args, data=None)
    assert (done.code, done.out) == (2, "") and ("write" in done.err or "add --endpoint" in done.err)


def test_without_the_library_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    done = run("--endpoint", "http://127.0.0.1:1/", "stats", data=None)
    assert (done.code, done.err) == (1, "vendorgraph: this needs httpx: pip install 'vendorgraph[remote]'\n")
