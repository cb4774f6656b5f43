"""Write the reference pages that come out of data and code, so that they are complete by construction.

.venv/bin/python tools/make_reference.py            # writes the pages of PAGES into docs/reference
.venv/bin/python tools/make_reference.py --check    # fails when a page is not current
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django
import typer.main

from grono.cli.main import app
from grono.clustermap import (
    FURTHER_TABLES,
    INPUT_TABLES,
    TABLES,
    Parameters,
    analysis_texts,
    parameter_texts,
    rounding_grids,
    variant_texts,
)
from grono.sources.registers.shipped import fields, register_name, registers, rows
from grono.tables import contract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Made by tools/make_reference.py; change the code or data it comes from. -->\n"


def commands_page() -> str:
    """Return every command with its arguments and options."""
    parts = ["# Commands", "", NOTE]
    for path, command in _commands("grono", typer.main.get_command(app)):
        parts += [f"## `{path}`", "", (command.help or "").strip().replace("\n\n", "\n\n"), ""]
        rows = [row for parameter in command.params if (row := _parameter_row(parameter))]
        if rows:
            parts += ["| argument or option | default | what it does |", "|---|---|---|", *rows, ""]
    return "\n".join(parts).rstrip() + "\n"


def _commands(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(f"{path} {name}", inner)


def _parameter_row(parameter: Any) -> str:
    names = (
        ", ".join(f"`{name}`" for name in parameter.opts)
        if parameter.param_type_name == "option"
        else f"`{parameter.metavar}`"
    )
    default = parameter.default
    shown = (
        "required"
        if parameter.required
        else f"`{getattr(default, 'value', default)}`"
        if default not in (None, "", False)
        else "–"
    )
    return f"| {names} | {shown} | {parameter.help or ''} |"


def parameters_page() -> str:
    """Return every parameter of a map with default, range and rule."""
    defaults = Parameters().as_record()
    rows = [
        f"| `{name}` | {text.titles['en']} | {defaults[name]:g} | {text.minimum:g}–{text.maximum:g} | {text.rule} | {text.descriptions['en']} |"
        for name, text in parameter_texts().items()
    ]
    grids = [
        f"| `{name}` | {'; '.join(f'from {start:g} in steps of {step:g}' for start, step in steps)} |"
        for name, steps in rounding_grids().items()
    ]
    return "\n".join([
        "# Parameters of a cluster map", "", NOTE,
        "Given as `--parameter NAME=VALUE`, as `Parameters(...)` in the library, or on the page before a run.", "",
        "| name | title | default | range | rule | what it does |", "|---|---|---|---|---|---|", *rows, "",
        "## Rounding grids", "",
        "A source that rounds declares its grid (`--rounding NAME`); each figure then carries the bounds of what it may stand for.", "",
        "| name | steps |", "|---|---|", *grids,
    ]) + "\n"  # fmt: skip


def tables_page() -> str:
    """Return the column contract of every table of a map."""
    parts = ["# Tables of a cluster map", "", NOTE, "Each is a Parquet file of that name in the folder of a map.", ""]
    for title, tables in (
        ("Always there", TABLES),
        ("Where the analysis ran", FURTHER_TABLES),
        ("From a comparison", ("change",)),
        ("As they are read", INPUT_TABLES),
    ):
        parts += [f"## {title}", ""]
        for table in tables:
            parts += _columns_of(table)
    return "\n".join(parts).rstrip() + "\n"


def _columns_of(table: str) -> list[str]:
    rows = [
        f"| `{column.name}` | {column.type} | {column.unit or '–'} | {'yes' if column.required else 'no'} | {column.descriptions['en']} |"
        for column in contract(table)
    ]
    return [f"### `{table}`", "", "| column | type | unit | always there | holds |", "|---|---|---|---|---|", *rows, ""]


def measures_page() -> str:
    """Return every measure a map can hold, and every analysis that computes some."""
    analyses = [
        f"| `{name}` | {text.titles['en']} | {f'`{text.needs}`' if text.needs else '–'} | {text.descriptions['en']} |"
        for name, text in analysis_texts().items()
    ]
    measures = [
        f"| `{name}` | {text.titles['en']} | {text.axis} | {text.unit or '–'} | {text.rule} | [{text.page}](../methods/{text.page}.md) | {text.descriptions['en']} |"
        for name, text in variant_texts().items()
    ]
    return "\n".join([
        "# Measures and analyses of a cluster map", "", NOTE,
        "## Analyses", "", "Those whose table is there run unless `--analyses` names others.", "",
        "| name | title | needs | what it answers |", "|---|---|---|---|", *analyses, "",
        "## Measures", "", "The column `variant` of the table `measures`.", "",
        "| identifier | title | axis | unit | rule | method | what it answers |", "|---|---|---|---|---|---|---|", *measures,
    ]) + "\n"  # fmt: skip


PERSONS = (
    "Persons are never stored: their fields are not read at all. A name, address or number of a sole trader is that of a person all the "
    "same; the record says so (`natural_person`), and the portal hides it unless the person consents."
)
EDITIONS = (
    "Where the register writes the edition, that one holds. Elsewhere the day of the last change of the record tells it; where two "
    "editions were in force, the only one that has all the codes, else none."
)
DECISIONS = {
    "stored": "kept in the record",
    "read": "read to understand the rest, not kept",
    "left": "of no use here, not read",
    "never": "about persons, never read",
}


def _code(text: str) -> str:
    return f"`{text}`" if text else "none"


def registers_page() -> str:
    """Return where registers are asked, and what is taken from each field of their answers."""
    parts = [
        "# What is taken from registers", "", NOTE,
        PERSONS, "",
        "## Where they are asked", "", "| register | environment | address | key | looked up on |", "|---|---|---|---|---|",
        *(
            f"| {row['name']} | {row['environment']} | `{row['address']}` | {_code(row['needs'])} | {row['checked']} |"
            for row in rows("registers")
        ), "",
        "## Which edition of PKD a code is of", "",
        EDITIONS, "",
        "| from | until | editions | rewritten by registers from | source, still to be compared with the official text |", "|---|---|---|---|---|",
        *(
            f"| {row['from']} | {row['until'] or '–'} | {row['versions']} | {row['recoded_from'] or '–'} | {row['article']} |"
            for row in rows("pkd_versions")
        ), "",
        "## Fields", "", "`*` stands for any ending. The first row that fits a field holds for it.", "",
    ]  # fmt: skip
    for register in registers():
        parts += [f"### {register_name(register)}", "", "| field | what is done with it | holds |", "|---|---|---|"]
        parts += [f"| `{one.pattern}` | {DECISIONS[one.decision]} | {one.holds} |" for one in fields(register)]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def personal_data_page() -> str:
    """Return every field that speaks of a person; the declarations are the portal's, so the portal is set up, in a folder of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grono.portal.config.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRONO_DATA_DIR"] = folder
        django.setup()
        from grono.portal.privacy.reference import personal_data_page as page

        return page(NOTE)


PAGES = {
    "personal-data.md": personal_data_page,
    "registers.md": registers_page,
    "map-measures.md": measures_page,
    "commands.md": commands_page,
    "map-parameters.md": parameters_page,
    "map-tables.md": tables_page,
}


def main() -> int:
    """Write the pages, or check that they are current."""
    stale = []
    for name, make in PAGES.items():
        page, path = make(), REFERENCE / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text("utf-8") != page:
                stale.append(name)
        else:
            path.write_text(page, "utf-8")
    for name in stale:
        print(f"docs/reference/{name} is not current: run tools/make_reference.py")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
