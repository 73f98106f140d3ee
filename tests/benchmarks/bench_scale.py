"""What markets as columns cost: checking, resolving, and the search along chains of stakes, from Parquet.

    python tests/benchmarks/bench_scale.py [ENTITIES ...]

Prints seconds for generated markets of 500 and 10,000 entities unless other sizes are given: the median of three runs
for the search, one run for the rest, and the most memory that the process has taken so far.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.generated import write
from vendorgraph import vocabulary
from vendorgraph.scale import chains, check
from vendorgraph.scale.columns import open_folder
from vendorgraph.scale.engine import connect
from vendorgraph.scale.resolve import resolve

SIZES = (500, 10_000)
RUNS = 3


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(entities: int, folder: Path) -> list[str]:
    """The figures of one size."""
    claims = write(folder / "market", entities)
    engine = connect()
    columns = open_folder(folder / "market", engine, vocabulary.read())
    table = folder / "relations.parquet"
    checked = seconds(lambda: check.check(columns))
    resolved = seconds(lambda: engine.backend.to_parquet(resolve(columns, columns.read, columns.read), table))

    def search() -> Any:
        fresh = connect()
        return fresh.fetch(chains.conflicts(fresh.read(str(table))))

    searched = statistics.median(seconds(search) for _ in range(RUNS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [f"{entities:,}", f"{claims:,}", f"{checked:.2f}", f"{resolved:.2f}", f"{searched:.2f}", f"{memory:,}"]


def main() -> None:
    """Print a table."""
    print(*("entities", "claims", "check s", "resolve s", "chains s", "MiB"), sep="\t")
    for entities in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as name:
            print(*measure(entities, Path(name)), sep="\t", flush=True)


if __name__ == "__main__":
    main()
