"""Coverage-guided fuzzing of one target, with atheris: `python -m tests.fuzz.fuzz bods -max_total_time=60`.

Atheris is optional (the extra `fuzz`); the same targets always run under hypothesis in `test_targets.py`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vendorgraph"]):
    from tests.fuzz.targets import TARGETS, found_once, seeds


def main() -> None:
    """Fuzz the target that the first argument names; the rest are libFuzzer's."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"name a target: {', '.join(TARGETS)}")
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate([*seeds(name), *found_once(name)]):
            (Path(folder) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], folder, "-max_len=20000", *sys.argv[2:]], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
