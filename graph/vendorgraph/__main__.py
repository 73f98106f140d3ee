"""`python -m vendorgraph` is the command `vendorgraph`."""

import sys

from vendorgraph.cli import main

sys.exit(main())
