"""Griffier reads the documents of Dutch municipal councils: `griffier.read`, `griffier.load`, `griffier.tables`.

What is promised is what stands in `__all__`, the models in `griffier.schemas`, and the command line; all else may
change. Nothing is loaded before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from griffier.library import load, read, tables
    from griffier.pipeline.errors import GriffierError

    __version__: str

__all__ = ["GriffierError", "__version__", "load", "read", "tables"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("griffier")
    if name == "GriffierError":
        from griffier.pipeline.errors import GriffierError

        return GriffierError
    if name in __all__:
        from griffier import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
