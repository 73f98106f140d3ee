"""The command line. `main` answers `--version` by itself, since nothing need be imported for it."""

import sys


def main() -> int:
    """Run the command that the arguments of the process name; return its exit code (0 fine, 1 problems, 2 usage)."""
    if sys.argv[1:] == ["--version"]:
        from vendorgraph import __version__

        sys.stdout.write(f"vendorgraph {__version__}\n")
        return 0
    import gc
    import signal

    from vendorgraph.cli.app import run

    gc.set_threshold(100_000)  # nearly all that a command makes lives to its end: looking for garbage finds none
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # what is half done is taken away
    try:
        return run(sys.argv[1:])
    finally:
        gc.freeze()
