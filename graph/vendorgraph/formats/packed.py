"""Several files as one zip archive, written as a stream: without time stamps, so that it is the same each time."""

from typing import BinaryIO, cast

from vendorgraph.formats.model import Files

_NEVER = (1980, 1, 1, 0, 0, 0)  # the first day that zip knows


def write(files: Files, out: BinaryIO) -> None:
    """Write an archive of `files`, in their order."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with ZipFile(cast(BinaryIO, _Forward(out)), "w") as archive:
        for name, write in files:
            entry = ZipInfo(name, _NEVER)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as part:
                write(cast(BinaryIO, part))


class _Forward:
    """A stream that only goes forward, so that a file and a pipe get the same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self.write, self.flush = out.write, out.flush
