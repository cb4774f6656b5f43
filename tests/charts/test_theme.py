import re
from pathlib import Path

import pytest

from grono.charts import theme

TOKENS = Path(__file__).resolve().parents[2] / "src/grono/portal/web/static/grono/css/tokens.css"


def _tokens():
    text = TOKENS.read_text("utf-8")
    pairs = dict(re.findall(r"--([a-z0-9-]+):\s*light-dark\(([^)]*)\)", text))
    aliases = dict(re.findall(r"--([a-z0-9-]+):\s*var\(--([a-z0-9-]+)\)", text))
    return pairs | {name: pairs[target] for name, target in aliases.items() if target in pairs}


@pytest.mark.parametrize("ink", theme.INKS, ids=lambda ink: ink.token)
def test_inks_are_those_of_the_style_sheet(ink):
    light, dark = _tokens()[ink.token].split(", ")
    assert (ink.light, ink.dark) == (light, dark)


def test_inks_are_told_apart_by_their_light_colour():
    assert len({ink.light for ink in theme.INKS}) == len(theme.INKS)


def test_number_locale_polish():
    assert theme.number_locale("pl")["decimal"] == ","
    assert theme.number_locale("xx") == theme.number_locale("en")
