"""A server whose limits are those of a test: `python -m tests.web.limited LIMITS FILE ...`, the limits as JSON."""

import sys

import msgspec

from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Files
from vendorgraph.web.security import Rules
from vendorgraph.web.serve import run

if __name__ == "__main__":
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    files = Files(tuple((None, file) for file in sys.argv[2:]))
    run(files, "127.0.0.1", 0, limits, Rules(), lambda where: print(f"Serving at {where}", file=sys.stderr, flush=True))
