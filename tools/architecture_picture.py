"""Draw the house: floors and rooms as import-linter holds them, with the first sentence of each room's docstring.

.venv/bin/python tools/architecture_picture.py            # writes docs/images/architecture.svg
.venv/bin/python tools/architecture_picture.py --check    # fails when the picture is not current
"""

from __future__ import annotations

import ast
import sys
import tomllib
from html import escape
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
WIDTH, FLOOR_HEIGHT, GAP, LABEL = 1200, 104, 10, 64


def floors() -> list[list[str]]:
    """Return the rooms of each floor from the top, out of the contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return [[room.strip().removeprefix("grono.") for room in layer.split("|")] for layer in contract["layers"]]


def first_sentence(room: str) -> str:
    """Return the first sentence of a room's docstring."""
    package = ROOT / "src" / "grono" / room / "__init__.py"
    path = package if package.exists() else package.parent.with_suffix(".py")
    return (
        (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
        .split("\n\n")[0]
        .replace("\n", " ")
        .replace("``", "")
    )


def box(room: str, x: float, y: float, width: float) -> list[str]:
    """Return the shapes of one room."""
    lines = wrap(first_sentence(room), max(12, int(width / 6.6)))[:5]
    shapes = [
        f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{FLOOR_HEIGHT - GAP}" rx="8" fill="#f5f1fa" stroke="#6b3fa0"/>',
        f'<text x="{x + 12:.0f}" y="{y + 22}" font-weight="600" fill="#4a2878">{escape(room)}</text>',
    ]
    shapes += [
        f'<text x="{x + 12:.0f}" y="{y + 40 + 14 * number}" font-size="11" fill="#3c3744">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return shapes


def picture() -> str:
    """Return the picture as SVG."""
    rows = floors()
    height = len(rows) * FLOOR_HEIGHT + GAP
    shapes = []
    for number, rooms in enumerate(rows):
        y = GAP + number * FLOOR_HEIGHT
        width = (WIDTH - LABEL - GAP * len(rooms)) / len(rooms)
        shapes.append(f'<text x="12" y="{y + 52}" font-size="22" fill="#6b6475">{len(rows) - 1 - number}</text>')
        for place, room in enumerate(rooms):
            shapes += box(room, LABEL + place * (width + GAP), y, width)
    title = "The floors of Grono; an import goes down, never up, and rooms of one floor do not know each other"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" '
        f'font-family="system-ui, sans-serif" font-size="14"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{"".join(shapes)}</svg>\n'
    )


def main() -> int:
    """Write the picture, or check that it is current."""
    drawn = picture()
    if "--check" in sys.argv:
        current = PICTURE.exists() and PICTURE.read_text("utf-8") == drawn
        if not current:
            print("docs/images/architecture.svg is not current: run tools/architecture_picture.py")
        return 0 if current else 1
    PICTURE.write_text(drawn, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
