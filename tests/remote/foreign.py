"""A SPARQL server that nobody here wrote: `oxigraph`, in a process of its own, with the files that it is given."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vendorgraph import formats, pipeline
from vendorgraph.formats import Selection
from vendorgraph.model import Market
from vendorgraph.relations.model import Relations

#: Seconds for the server to start.
START = 20


def program() -> str:
    """Return the path of the server's program, which the extra `test` installs."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert found, "the program oxigraph is missing: pip install 'vendorgraph[test]'"
    return found


def exported(market: Market, folder: Path, relations: Relations | None = None) -> Path:
    """Write the market, or the relations of a day with all that follows from them, as N-Quads in a folder."""
    selection = Selection(market)
    if relations is not None:
        found = tuple(pipeline.conflicts(market, relations, None))
        selection = Selection(market, relations, found, pipeline.basis(market, relations))
    file = folder / ("market.nq" if relations is None else f"relations-{relations.as_of}-{relations.known_by}.nq")
    with file.open("wb") as out:
        formats.FORMATS["nquads"].write(selection, out)
    return file


@contextmanager
def oxigraph(folder: Path, *files: Path, union: bool = False) -> Iterator[str]:
    """Serve files until the end of the block; yields the address of the endpoint."""
    place = folder / "database"
    subprocess.run([program(), "load", "--location", place, "--file", *files], check=True, capture_output=True)
    port = free_port()
    options = ["--union-default-graph"] if union else []
    command = [program(), "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait(process, port)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the process listens at the port."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        assert process.poll() is None, "oxigraph did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"oxigraph did not listen within {START} seconds")
