"""What an address may lead to instead of a page: another address, or a file."""

from msgspec import Struct


class Elsewhere(Exception):
    """The page is at another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = str(address)  # a plain text, which can be sent from process to process


class NeedsAnswer(Exception):
    """The page shows the answer to a query, which the store has to be asked for first."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query


class File(Struct, frozen=True):
    """A file to be kept: its name, media type and content."""

    name: str
    media_type: str
    body: bytes
