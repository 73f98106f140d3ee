"""What an importer has said so far, by the file's own ids: entities, sources and claims that are not yet records."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field


class Named(Struct):
    """An entity by its foreign id; the last of `names` is its name."""

    key: str
    names: list[str]
    type: str
    aliases: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    country: str | None = None
    wikidata: str | None = None
    name_ar: str | None = None

    def name(self, name: str) -> None:
        """Take a name as the present one."""
        if name:
            self.names = [each for each in self.names if each != name] + [name]

    @property
    def label(self) -> str:
        """The present name, else the foreign id."""
        return self.names[-1] if self.names else self.key


class Outlet(Struct):
    """A source by a key of its importer, with the values of its record (`id` may propose its id)."""

    key: str
    about: dict[str, Any]


class Draft(Struct):
    """A claim by foreign ids: `keys` are those of a claim's record."""

    source: str
    place: str
    subject: str
    keys: dict[str, Any]
    indirect: bool = False
    words: str | None = None

    def point(self, name: str, to: Callable[[str], str]) -> None:
        """Let one of the claim's references stand for what `to` says."""
        if name == "subject":
            self.subject = to(self.subject)
        elif name in self.keys:
            self.keys[name] = to(self.keys[name])

    @property
    def relation(self) -> str | None:
        """The relation, where the claim states one."""
        return self.keys.get("relation")
