"""How long whole processes take: five runs each, the median, and the ratio to a bare Python.

    python tests/benchmarks/bench_startup.py

Exits with 1 when a limit is broken: 3 times a bare Python for `--version`, 20 for `conflicts google` with a snapshot,
15 seconds for the first run without one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 5
#: Limits as multiples of a bare Python, and in seconds.
VERSION, WARM, COLD = 3.0, 20.0, 15.0

COMMAND = [sys.executable, "-c", "import sys; from vendorgraph.cli import main; sys.exit(main())"]


def seconds(command: list[str], cache: Path) -> float:
    """How long one process takes."""
    environment = {**os.environ, "VENDORGRAPH_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def median(command: list[str], cache: Callable[[], Path]) -> float:
    """The median of `RUNS` processes, each with the cache folder that `cache` gives."""
    return statistics.median(seconds(command, cache()) for _ in range(RUNS))


def main() -> int:
    """Print a table of medians and ratios; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        conflicts = [*COMMAND, "conflicts", "google"]
        seconds(conflicts, folder / "kept")
        bare = median([sys.executable, "-c", "pass"], lambda: folder)
        version = median([*COMMAND, "--version"], lambda: folder)
        warm = median(conflicts, lambda: folder / "kept")
        fresh = iter(range(RUNS))
        cold = median(conflicts, lambda: folder / f"fresh-{next(fresh)}")
    print(f"{'process':28} {'median':>9} {'ratio':>7} {'limit':>7}")
    print(f"{'python -c pass':28} {bare * 1000:6.0f} ms {1:7.1f}")
    print(f"{'--version':28} {version * 1000:6.0f} ms {version / bare:7.1f} {VERSION:7.1f}")
    print(f"{'conflicts google, warm':28} {warm * 1000:6.0f} ms {warm / bare:7.1f} {WARM:7.1f}")
    print(f"{'conflicts google, cold':28} {cold * 1000:6.0f} ms {cold / bare:7.1f} {COLD:5.0f} s")
    return int(version / bare > VERSION or warm / bare > WARM or cold > COLD)


if __name__ == "__main__":
    sys.exit(main())
