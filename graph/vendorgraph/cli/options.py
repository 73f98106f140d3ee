"""Options and kinds of arguments that several commands share."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from click.shell_completion import CompletionItem

from vendorgraph import asked
from vendorgraph.cli import session
from vendorgraph.cli.errors import Misuse

if TYPE_CHECKING:
    from vendorgraph.model import Entity

F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
T = TypeVar("T")

if TYPE_CHECKING:
    Kind = click.ParamType[Any]  # generic for type checkers alone: older releases of click do not know it
else:
    Kind = click.ParamType

#: A file that exists.
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

#: Codes of the languages of `vendorgraph.wording`, which is not imported for a list of options.
LANGUAGES = ("en", "ar")


class Day(Kind):
    """A day in ISO form, given whole."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; Misuse says which day to write in place of a month or a year."""
        return meant(asked.day, _called(param), value)


class Part(Kind):
    """A part of a whole, as a fraction from 0 to 1."""

    name = "fraction"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the fraction; Misuse says what to write when it is none, or above 1."""
        return meant(asked.fraction, _called(param), value)


class EntityName(Kind):
    """An entity by slug, name, alias or Arabic name."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Entity":
        """Return the entity; what `names.find` raises says which names are near."""
        assert ctx is not None
        found: Entity = session.of(ctx).entity(str(value))
        return found

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the slugs of entities of which the slug or a name begins so, in any case."""
        from vendorgraph.names import folded

        start = folded(incomplete)
        return [
            CompletionItem(each.slug, help=each.name)
            for each in session.of(ctx).market.entities.values()
            if any(folded(name).startswith(start) for name in (each.slug, each.name, each.name_ar or each.name))
        ]


class Lab(EntityName):
    """An entity that can buy from a vendor."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Entity":
        """Return the entity; Misuse when it is a person or the like."""
        assert ctx is not None
        return meant(asked.buyer, session.of(ctx).vocabulary, super().convert(value, param, ctx))


class Word(Kind):
    """A word of a code list of the ontology."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.name = scheme

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; Misuse lists the code list when it is not one of its words."""
        assert ctx is not None
        return meant(asked.word, _called(param), value, session.of(ctx).vocabulary.schemes[self.scheme])

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the words that begin so."""
        words = session.of(ctx).vocabulary.schemes[self.scheme]
        return beginning(incomplete, ((slug, word.definition) for slug, word in words.items()))


class RelationName(Kind):
    """A relation of the ontology, such as customer-of."""

    name = "relation"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the relation; Misuse lists all when it is none."""
        assert ctx is not None
        return meant(asked.word, _called(param), value, session.of(ctx).vocabulary.relations)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the relations that begin so."""
        known = session.of(ctx).vocabulary.relations
        return beginning(incomplete, ((slug, relation.label) for slug, relation in known.items()))


def as_of(command: F) -> F:
    """Add the option --as-of."""
    about = "The day that is asked about.  [default: the last day that was read]"
    return click.option("--as-of", type=Day(), metavar="DAY", help=about)(command)


def known_by(command: F) -> F:
    """Add the option --known-by."""
    about = "Count only what could be read by this day.  [default: the last day that was read]"
    return click.option("--known-by", type=Day(), metavar="DAY", help=about)(command)


def levels(command: F) -> F:
    """Add the option --levels."""
    about = "A table of levels (TOML) in place of the bundled one."
    return click.option("--levels", type=FILE, metavar="FILE", help=about)(command)


def lang(command: F) -> F:
    """Add the option --lang."""
    about = "The language of explanations and memos."
    return click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True, help=about)(
        command
    )


def min_level(command: F) -> F:
    """Add the option --min-level."""
    about = "Hide lower levels."
    return click.option("--min-level", type=Word("level"), default="medium", show_default=True, help=about)(command)


def convention(command: F) -> F:
    """Add the option --convention."""
    about = "How integrated shares count holdings that go round."
    names = ("baldone", "brioschi", "simple")
    return click.option("--convention", type=click.Choice(names), default=names[0], show_default=True, help=about)(
        command
    )


def format_of(*names: str) -> Callable[[F], F]:
    """Add the option --format with a choice of names, the first by default."""
    about = "How to write the answer."
    return click.option("--format", type=click.Choice(names), default=names[0], show_default=True, help=about)


def meant(check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a check of `vendorgraph.asked` returns; Misuse with its message where that refuses."""
    try:
        return check(*args, **kwargs)
    except (TypeError, ValueError) as error:
        raise Misuse(str(error)) from None


def _called(param: click.Parameter | None) -> str:
    return param.opts[0] if param is not None and param.opts else "value"


def beginning(incomplete: str, words: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    """Return the words, each with what it means, that begin so, for shell completion."""
    return [CompletionItem(word, help=about) for word, about in words if word.startswith(incomplete)]
