"""How the loops that NumPy cannot say are compiled: once on a machine, and kept beside the source.

A kernel names its types, so it is compiled (or read from the cache) when its module is imported and never again at a
call. Kernels are plain loops on one thread that leave Python's lock free: whoever wants both cores calls one from
two threads. ``python -m grono.measures.kernels`` compiles all of them; ``script/setup`` calls it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


def kernel(*signatures: str) -> Callable[[Function], Function]:
    """Compile a function for the given types, such as ``"float64[::1](float64[:, ::1], int64)"``.

    Parameters
    ----------
    *signatures : str
        Numba signatures; every array says its layout, because another layout is refused and not compiled anew.

    Returns
    -------
    callable
        Decorator. The compiled function raises no error inside and checks no bounds: callers hand it checked arrays.
    """
    compiled = numba.njit(list(signatures), cache=True, nogil=True, error_model="numpy")
    return cast("Callable[[Function], Function]", compiled)


def compile_all() -> float:
    """Import every module of the room, which compiles its kernels, and return the seconds it took."""
    started = perf_counter()
    package = import_module("grono.measures")
    for module in walk_packages(package.__path__, "grono.measures."):
        if module.name != __name__:
            import_module(module.name)
    return perf_counter() - started


if __name__ == "__main__":
    compile_all()
