"""The command ``grono``: where its groups of commands are put together."""

from __future__ import annotations

from typing import Annotated

import typer

import grono
from grono.cli.aid import aid_app
from grono.cli.card import card_app
from grono.cli.compare import compare_maps
from grono.cli.evaluate import evaluate_plan
from grono.cli.fetch import fetch_app
from grono.cli.map import draw_map
from grono.cli.network import measure_helix, measure_networks
from grono.cli.plan import plan_app
from grono.cli.register import look_up_register

app = typer.Typer(
    help="Grow a region's industrial clusters: find, know, connect, steer, prove.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(aid_app, name="aid")
app.add_typer(card_app, name="card")
app.add_typer(fetch_app, name="fetch")
app.add_typer(plan_app, name="plan")
app.command("map")(draw_map)
app.command("compare")(compare_maps)
app.command("network")(measure_networks)
app.command("helix")(measure_helix)
app.command("evaluate")(evaluate_plan)
app.command("register")(look_up_register)


def _show_version(value: bool) -> None:  # noqa: FBT001 - Typer calls it with the value of the option
    if value:
        typer.echo(f"grono {grono.__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Grow a region's industrial clusters: find, know, connect, steer, prove."""


def run() -> None:
    """Run the command; the entry point of the installed script."""
    app()
