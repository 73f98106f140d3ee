"""What the Python API returns: sequences that a notebook shows as tables, and texts that it shows as Markdown."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from vendorgraph import tables
from vendorgraph.extras import need
from vendorgraph.tables import Table

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


class Results(Sequence[T], Generic[T]):
    """What was found, as a sequence of values that a notebook shows as tables; `tables` and `html` say how."""

    def __init__(self, found: Iterable[T], tables: Callable[[], list[Table]], html: Callable[[], str] | None = None):
        self._found = tuple(found)
        self._tables = tables
        self._html = html

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return tables.draw(self._tables()).rstrip("\n")

    def _repr_html_(self) -> str:
        return tables.html(self._tables()) + (self._html() if self._html else "")

    def frame(self) -> "pd.DataFrame":
        """Return the rows of the first table, with the columns that files have; needs pandas."""
        need("pandas", "frames")
        import pandas as pd

        table = self._tables()[0]
        return pd.DataFrame(list(table.filed), columns=[*table.columns, *table.extra])


class Prose(str):
    """Text in Markdown, which a notebook shows as such."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return self
