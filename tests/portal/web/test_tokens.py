"""The colours of the design system: readable in both schemes, told apart by everyone."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.portal.web import colours

STYLES = Path(__file__).parents[3] / "src/grono/portal/web/static/grono/css"
SCHEMES = {"light": 0, "dark": 1}
TEXT_AA = 4.5  # WCAG 2.2, 1.4.3
PARTS_AA = 3.0  # WCAG 2.2, 1.4.11

NEIGHBOURS = 0.08
"""Four times the just noticeable difference in OKLab (0.02): neighbours of a scale are told apart side by side."""

ANY_TWO = 0.05
"""For the ends of the diverging scale, which a legend also keeps apart by place."""

TEXTS = [
    *[
        (ink, ground)
        for ink in ("ink", "muted", "accent", "accent-strong")
        for ground in ("paper", "surface", "raised")
    ],
    ("accent-strong", "accent-soft"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    *[
        (tone, ground)
        for tone in ("information", "success", "warning", "error")
        for ground in ("paper", f"{tone}-soft")
    ],
    *[("ink", f"{tone}-soft") for tone in ("information", "success", "warning", "error")],
]
PARTS = [("line-strong", "paper"), ("focus", "paper"), ("accent", "paper"), ("line-strong", "surface")]


def tokens(scheme):
    text = (STYLES / "tokens.css").read_text("utf-8")
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text)
    return {name: values[SCHEMES[scheme]] for name, *values in found}


def scale(name, size, scheme):
    return [tokens(scheme)[f"{name}-{number}"] for number in range(1, size + 1)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_has_enough_contrast(ink, ground, scheme):
    values = tokens(scheme)
    assert colours.contrast(values[ink], values[ground]) >= TEXT_AA


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_parts_of_controls_have_enough_contrast(part, ground, scheme):
    values = tokens(scheme)
    assert colours.contrast(values[part], values[ground]) >= PARTS_AA


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sequential_scale_runs_away_from_the_ground(scheme):
    lightness = [colours.luminance(colour) for colour in scale("sequential", 7, scheme)]
    assert lightness == sorted(lightness, reverse=scheme == "light")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_diverging_scale_turns_in_its_middle(scheme):
    lightness = [colours.luminance(colour) for colour in scale("diverging", 7, scheme)]
    towards, away = lightness[:4], lightness[3:]
    assert towards == sorted(towards, reverse=scheme == "dark")
    assert away == sorted(away, reverse=scheme == "light")


@pytest.mark.parametrize("vision", colours.VISIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["sequential", "diverging"])
def test_neighbours_of_a_scale_differ_for_everyone(name, scheme, vision):
    steps = scale(name, 7, scheme)
    assert min(colours.distance(one, other, vision) for one, other in pairwise(steps)) >= NEIGHBOURS
    assert colours.nearest(steps, vision) >= ANY_TWO


@pytest.mark.parametrize("vision", colours.VISIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_categories_differ_for_everyone(scheme, vision):
    assert colours.nearest(scale("category", 6, scheme), vision) >= NEIGHBOURS


@pytest.mark.parametrize("scheme", SCHEMES)
def test_categories_stand_out_from_the_ground(scheme):
    paper = tokens(scheme)["paper"]
    assert all(colours.contrast(colour, paper) >= PARTS_AA for colour in scale("category", 6, scheme))


def test_style_sheets_name_only_tokens_that_exist():
    texts = {path.name: path.read_text("utf-8") for path in STYLES.glob("*.css")}
    defined = set(re.findall(r"(--[\w-]+):", "".join(texts.values())))
    used = {name: set(re.findall(r"var\((--[\w-]+)", text)) - defined for name, text in texts.items()}
    assert {name: unknown for name, unknown in used.items() if unknown} == {}


def test_only_the_tokens_hold_colours():
    others = [path for path in STYLES.glob("*.css") if path.name != "tokens.css"]
    found = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")) for path in others}
    assert {name: values for name, values in found.items() if values} == {}


def test_style_sheets_are_short_and_each_is_loaded():
    sheets = {path.name: path.read_text("utf-8").count("\n") for path in STYLES.glob("*.css")}
    assert {name: lines for name, lines in sheets.items() if lines > 400} == {}, "Split it by purpose."
    loaded = (STYLES.parents[2] / "templates/components/styles.html").read_text("utf-8")
    assert set(re.findall(r"css/([a-z]+\.css)", loaded)) == set(sheets)
