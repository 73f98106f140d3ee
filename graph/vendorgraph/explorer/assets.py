"""Style sheets and modules of the pages, read once; the address of each changes with its content."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from msgspec import Struct

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


class Asset(Struct, frozen=True):
    """A file as it is sent."""

    name: str
    media_type: str
    body: bytes
    digest: str


@cache
def all_assets() -> dict[str, Asset]:
    """Return every file of the folder `static` by name."""
    found = {}
    for file in sorted(files("vendorgraph.explorer").joinpath("static").iterdir(), key=lambda file: file.name):
        suffix = file.name.rpartition(".")[2]
        if suffix in TYPES:
            body = file.read_bytes()
            found[file.name] = Asset(file.name, TYPES[suffix], body, sha256(body).hexdigest()[:12])
    return found


def address(name: str) -> str:
    """Return the address of a file; KeyError when there is none of that name."""
    return f"/static/{name}?v={all_assets()[name].digest}"


def text(name: str) -> str:
    """Return the content of a file as text."""
    return all_assets()[name].body.decode()
