"""Queries that would take a server down: each costs itself, and nobody else."""

import json
import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web import processes
from tests.web.servers import JSON, Answer, Server, limited
from vendorgraph.web.limits import Limits

#: 8,000,000,000 rows to be counted: hours.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: 4,000,000 rows to be sorted: gigabytes.
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
#: 4,000,000 rows to be counted: about a second.
MIDDLING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
TWENTY = " ".join(map(str, range(20)))
LIGHT = "SELECT * { <http://example.org/n7> ?p ?o }"

LIMITS = Limits(seconds=3, memory=256 * 2**20, rows=50_000, answer_bytes=4 * 2**20)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with limited(LIMITS, folder / "numbers.ttl") as running:
        yield running


def in_background(work: Callable[[], Answer]) -> "tuple[threading.Thread, list[Answer]]":
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    return thread, answers


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    start = time.monotonic()
    answer = work()
    return answer, time.monotonic() - start


def workers(server: Server) -> list[int]:
    (zygote,) = processes.children(server.process.pid)
    return processes.children(zygote)


def light_is_answered(server: Server) -> bool:
    return server.ask(LIGHT).values == [{"p": "http://example.org/v", "o": "7"}]


def test_a_runaway_query_ends_at_its_deadline(server: Server) -> None:
    answer, seconds = timed(lambda: server.ask(RUNAWAY))
    assert answer.status == 504 and answer.json["code"] == "deadline" and "3 seconds" in answer.json["detail"]
    assert LIMITS.seconds <= seconds < LIMITS.seconds + 1.5
    assert light_is_answered(server)


def test_a_greedy_query_ends_at_its_bound_of_memory(server: Server) -> None:
    answer, seconds = timed(lambda: server.ask(GREEDY))
    assert answer.status == 503 and answer.json["code"] == "crash" and "256 MB" in answer.json["detail"]
    assert seconds < LIMITS.seconds + 1.5
    assert light_is_answered(server)


@pytest.mark.parametrize(
    "bomb",
    [
        "ASK " + "{" * 16_000 + "}" * 16_000,
        "ASK { FILTER(" + "(" * 15_000 + "1" + ")" * 15_000 + ") }",
        "ASK { FILTER(" + "STR(" * 5_000 + "1" + ")" * 5_000 + ") }",
        "ASK {" + "FILTER EXISTS {?s ?p ?o " * 1_200 + "}" * 1_200 + "}",
        "SELECT * {" + "{SELECT * {" * 2_000 + "?s ?p ?o" + "}}" * 2_000 + "}",
        "ASK { ?s " + "(" * 14_000 + "<http://e/p>" + ")" * 14_000 + " ?o }",
        "ASK { ?s ?p " + "[<http://e/p> " * 2_000 + "1" + "]" * 2_000 + "}",
        "ASK { FILTER(1" + "||1=1" * 6_000 + ") }",
        "ASK { FILTER(" + "!" * 30_000 + "1) }",
        "ASK { {?s ?p ?o}" + "UNION{?s ?p ?o}" * 2_000 + "}",
    ],
    ids=["groups", "parentheses", "functions", "exists", "sub-selects", "paths", "blank nodes", "or", "not", "union"],
)
def test_bombs_are_refused_by_name(server: Server, bomb: str) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    answer, seconds = timed(lambda: server.request("POST", "/sparql", headers, bomb.encode()))
    assert answer.status == 422 and answer.json["code"] == "too-complex" and answer.json["advice"]
    assert seconds < 1
    assert light_is_answered(server)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {" + " ?s ?p ?o ." * 900 + "}",
        "ASK { ?s ?p " + "(" * 60 + "1" + ")" * 60 + "}",
        "ASK { ?s " + "(" * 30 + "<http://e/p>" + ")*" * 30 + " ?o }",
        "ASK { ?s ?p ?o " + "OPTIONAL{?s ?p 1}" * 300 + "}",
        "ASK { ?s <p>" + "/<p>" * 900 + " ?o }",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT (" + "REPLACE(" * 9 + "'xxxxxxxxxx'" + ", 'x', 'xxxxxxxxxx')" * 9 + " AS ?y) {}",
    ],
    ids=["patterns", "lists", "stars", "optionals", "sequences", "concatenation", "replacement"],
)
def test_whatever_passes_the_check_costs_no_more_than_its_time(server: Server, query: str) -> None:
    answer, seconds = timed(
        lambda: server.request("POST", "/sparql", {"Content-Type": "application/sparql-query"}, query.encode())
    )
    assert answer.status in (200, 400, 422, 503, 504)
    assert seconds < LIMITS.seconds + 2
    assert light_is_answered(server)


def test_a_large_answer_arrives_whole(server: Server) -> None:
    answer = server.ask("SELECT * { ?a ?b ?c VALUES ?x { 1 2 3 4 5 } }")
    assert answer.status == 200 and len(answer.values) == 10_000
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize(
    "query, accept, bound",
    [
        (f"SELECT ?c {{ ?a ?b ?c VALUES ?x {{ {TWENTY} {TWENTY} }} }}", "text/csv", "50,000 rows"),
        (f"SELECT * {{ ?a ?b ?c VALUES ?x {{ {TWENTY} }} }}", JSON, "4,194,304 bytes"),
        ("CONSTRUCT { ?a <http://e/p> ?d } { ?a ?b ?c . ?d ?e ?f }", "text/turtle", "50,000 rows"),
    ],
)
def test_an_answer_beyond_the_limits_is_refused_not_cut(server: Server, query: str, accept: str, bound: str) -> None:
    answer = server.ask(query, accept)
    assert answer.status == 422 and answer.json["code"] == "too-large" and bound in answer.json["detail"]
    assert "LIMIT" in answer.json["advice"] and "rows=50000" in answer.headers["vendorgraph-limits"]


def test_light_queries_beside_a_heavy_one(server: Server) -> None:
    thread, answers = in_background(lambda: server.ask(RUNAWAY))
    time.sleep(0.3)
    times = [timed(lambda: server.ask(LIGHT))[1] for _ in range(100)]
    thread.join()
    assert answers[0].status == 504
    assert statistics.quantiles(times, n=20)[-1] < 0.1  # 95 of 100


def test_light_queries_beside_twenty_heavy_ones(server: Server) -> None:
    with ThreadPoolExecutor(20) as pool:
        heavy = [pool.submit(server.ask, RUNAWAY) for _ in range(20)]
        time.sleep(0.05)
        times = []
        while not all(each.done() for each in heavy):
            answer, seconds = timed(lambda: server.ask(LIGHT))
            assert answer.status == 200
            times.append(seconds)
    assert {each.result().status for each in heavy} <= {503, 504}
    assert max(times) < 1


@pytest.mark.parametrize("queries", [1, 2], ids=["one query", "two at once on a connection"])
def test_a_client_that_leaves_frees_its_worker(folder: Path, queries: int) -> None:
    """The slow lane has two places at least; as many runaway queries as it has, given up, hold none of them."""
    patient = Limits(seconds=30)
    with limited(patient, folder / "numbers.ttl") as running:
        places = max(2, os.cpu_count() or 1)
        connections = [socket.create_connection((running.host, running.port)) for _ in range(places)]
        request = f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        for connection in connections:
            connection.sendall(request * queries)
        time.sleep(1)  # they are in the slow lane now
        for connection in connections:
            connection.close()
        answer, seconds = timed(lambda: running.ask(MIDDLING))
    assert answer.values == [{"n": "4000000"}] and seconds < 15


def test_more_queries_than_may_wait(folder: Path) -> None:
    few = Limits(seconds=2, waiting=2)
    with limited(few, folder / "numbers.ttl") as running, ThreadPoolExecutor(20) as pool:
        asked = list(pool.map(lambda _: timed(lambda: running.ask(RUNAWAY)), range(20)))
    full = [(answer, seconds) for answer, seconds in asked if "Too many queries are waiting" in answer.text]
    assert full and [answer for answer, _ in asked if answer.status == 504]
    for answer, seconds in full:
        assert (answer.status, answer.json["code"]) == (503, "busy") and seconds < few.seconds
        assert answer.headers["content-type"] == "application/problem+json" and int(answer.headers["retry-after"]) > 0


def test_waiting_counts_towards_the_deadline(folder: Path) -> None:
    """Whoever waits for a place, and then runs, is answered by the deadline: as soon as if there had been no queue."""
    limits = Limits(seconds=3)
    places = max(2, os.cpu_count() or 1)
    with limited(limits, folder / "numbers.ttl") as running, ThreadPoolExecutor(2 * places) as pool:
        first = [pool.submit(running.ask, RUNAWAY) for _ in range(places)]
        time.sleep(1.5)  # the others get a place when half of their time is over
        late = [pool.submit(timed, lambda: running.ask(RUNAWAY)) for _ in range(places)]
        assert {each.result().status for each in first} == {504}
        answers = [each.result() for each in late]
    for answer, seconds in answers:
        assert answer.status == 504 and "waited 1." in answer.json["detail"]
        assert limits.seconds <= seconds < limits.seconds + 1


def test_who_never_gets_a_place_is_told_at_the_deadline(folder: Path) -> None:
    limits = Limits(seconds=2)
    places = max(2, os.cpu_count() or 1)
    with limited(limits, folder / "numbers.ttl") as running, ThreadPoolExecutor(9 * places) as pool:
        asked = list(pool.map(lambda _: timed(lambda: running.ask(RUNAWAY)), range(9 * places)))
    late = [(answer, seconds) for answer, seconds in asked if answer.status == 503]
    assert late and max(seconds for _, seconds in asked) < limits.seconds + 1.5
    for answer, _ in late:
        assert "waited 2 seconds for its turn" in answer.json["detail"] and int(answer.headers["retry-after"]) > 0


def test_a_worker_that_is_killed_costs_its_query_alone(server: Server) -> None:
    thread, answers = in_background(lambda: server.ask(RUNAWAY))
    time.sleep(1)
    os.kill(processes.busiest(workers(server)), signal.SIGKILL)
    thread.join()
    assert answers[0].status == 503 and answers[0].json["code"] == "crash"
    assert light_is_answered(server)


def test_idle_workers_that_are_killed_cost_nothing(server: Server) -> None:
    for worker in workers(server):
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.2)
    assert light_is_answered(server)


def test_the_process_that_makes_workers_is_replaced(server: Server) -> None:
    (zygote,) = processes.children(server.process.pid)
    os.killpg(zygote, signal.SIGKILL)  # with all its workers
    for _ in range(100):
        if (answer := server.ask(LIGHT)).status == 200:
            break
        assert answer.status == 503
        time.sleep(0.1)
    assert light_is_answered(server)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_the_end_of_the_server_ends_its_workers(folder: Path, end: signal.Signals) -> None:
    with limited(Limits(seconds=60), folder / "numbers.ttl") as running:
        family = [*processes.children(running.process.pid), *workers(running)]
        connection = socket.create_connection((running.host, running.port))
        connection.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
        family = [*dict.fromkeys((*family, *workers(running)))]
        assert len(family) > 3
        running.process.send_signal(end)
        running.process.wait(timeout=15)
        time.sleep(0.5)
        assert not [pid for pid in family if processes.alive(pid)]
        connection.close()


def test_workers_can_neither_write_nor_open_anything(server: Server) -> None:
    for worker in workers(server):
        bounds = Path(f"/proc/{worker}/limits").read_text()
        soft = {line[:26].strip(): line[26:].split()[0] for line in bounds.splitlines()[1:]}
        assert soft["Max file size"] == soft["Max core file size"] == "0"
        assert soft["Max address space"] != "unlimited"
        open_now = len(list(Path(f"/proc/{worker}/fd").iterdir()))
        assert int(soft["Max open files"]) == open_now == 5


def test_json_stays_json(server: Server) -> None:
    """What is counted as the mark between rows may stand in a value."""
    answer = server.ask("SELECT ('},{' AS ?x) ('<result>\\n' AS ?y) {}")
    assert json.loads(answer.content)["results"]["bindings"][0]["x"]["value"] == "},{"
