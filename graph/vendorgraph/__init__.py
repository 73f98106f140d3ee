"""vendorgraph: which rivals can reach what a lab gave to a vendor, by which paths, on whose word.

`load()` gives a `VendorGraph`; everything else is reached from it. Names are imported on first use,
so that a bare ``import vendorgraph`` costs nothing.
"""

TYPE_CHECKING = False  # that of `typing`, whose import would cost more than all else that `--version` needs
if TYPE_CHECKING:
    from vendorgraph.api import VendorGraph, load

__version__ = "0.1.0"
__all__ = ["VendorGraph", "__version__", "load"]


def __getattr__(name: str) -> object:
    if name in ("VendorGraph", "load"):
        from vendorgraph import api

        found: object = getattr(api, name)
        return found
    raise AttributeError(f"module 'vendorgraph' has no attribute {name!r}")
