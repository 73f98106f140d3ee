"""Libraries that only some users need: each is installed by an extra, and a missing one says which."""

from importlib import import_module


class MissingExtra(ImportError):
    """A library is not installed; the message says what to install."""


def need(module: str, extra: str) -> None:
    """Import `module` for the import statement below; MissingExtra names the extra that installs it."""
    try:
        import_module(module)
    except ImportError as error:
        raise MissingExtra(f"this needs {module}: pip install 'vendorgraph[{extra}]'") from error
