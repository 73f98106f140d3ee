"""How much an import reads at most, and the one error that refuses a file.

The bounds are far above what honest files need and low enough that a hostile one costs seconds and a bounded part of
the memory, never the machine.
"""

from pathlib import Path

MEBIBYTE = 1 << 20

WHOLE = 256 * MEBIBYTE  # of a file that must be parsed in one piece
LARGE = 16 * MEBIBYTE  # of an array of JSON before its items are read one after the other
LINE = 16 * MEBIBYTE  # of one line of a file that is read line by line
TOTAL = 32 * 1024 * MEBIBYTE  # of a file read line by line, uncompressed
LINES = 100_000_000  # in a file
BLANKS = 10_000_000  # of them blank
BLANK = 10_000  # lines before the first two that say something
RATIO = 100  # uncompressed bytes for each compressed one; honest text packs 5 to 50 times
SLACK = 64 * MEBIBYTE  # uncompressed bytes that any compressed file may give
TEXT = 2_000  # characters of one text in a record
DIGITS = 12  # behind the point of a share or a number
NAME = 300  # characters of a name
FILE = 2 * MEBIBYTE  # of the claims of one source before it is cut into parts (a file of records has at most 5 MB)
ENTITIES = 5_000  # entities in one file
CLAIMS = 1_000_000  # claims of one import
MEMORY = 4 * 1024 * MEBIBYTE  # address space of the process that parses RDF
SECONDS = 30  # processor time of that process, whatever the file's size
SECONDS_A_MEBIBYTE = 2  # and for each MiB of it; honest files take a tenth


class Refused(Exception):
    """A file that is not imported. The message is one line: the file, the place in it, what was found, what to do."""

    def __init__(self, file: Path | str, found: str, place: str = "") -> None:
        name = Path(file).name
        super().__init__(f"{name}: {place}: {found}" if place else f"{name}: {found}")

    @classmethod
    def saying(cls, message: str) -> "Refused":
        """Return one with a message that is complete already."""
        refused = cls("", "")
        refused.args = (message,)
        return refused
