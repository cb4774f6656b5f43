"""What the first picture and the first weighing of a process need, fetched while nobody waits for it."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

MODULES = ("grono.charts", "grono.clustermap", "grono.measures.choice", "altair")


def warm_in_background() -> Thread:
    """Start to import the numerics and to draw an empty picture: seconds that the first reader need not spend."""
    thread = Thread(target=_warm, name="warming", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    for name in MODULES:
        import_module(name)
    import vl_convert

    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "point"}, allowed_base_urls=[])
