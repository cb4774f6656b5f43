r"""Formulas of the method pages: the part of TeX they are written in, as MathML, which every browser shows without a script."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"\\text\{[^}]*\}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\.\d+|[^\s]")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
"""Kept at the ends of words within a formula, where a plain space would be lost."""
_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "varepsilon": "ε", "mu": "μ", "tau": "τ", "varphi": "φ", "top": "⊤",
    "lambda": "λ", "omega": "ω", "Delta": "Δ", "zeta": "ζ", "sigma": "σ",
}  # fmt: skip
_OPERATORS = {
    "le": "≤", "ge": "≥", "ne": "≠", "in": "∈", "cdot": "·", "leftarrow": "←", "dots": "…", "div": "÷", "lvert": "|",
    "rvert": "|", "mid": "|", "cap": "∩", "cup": "∪", "lceil": "⌈", "rceil": "⌉", "{": "{", "}": "}", "#": "#",
}  # fmt: skip
_FUNCTIONS = {"ln", "log", "arg"}
_LIMITS = {"sum": "∑", "min": "min", "max": "max"}
"""What has its indices below and above it where there is room."""
_ACCENTS = {"hat": "^", "tilde": "~", "bar": "¯", "overline": "¯"}
_SPACES = {",": "0.17em", ";": "0.28em", " ": "0.25em", "quad": "1em", "qquad": "2em"}
_SIZES = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em"}
_PLAIN = {"-": "−", "*": "∗", "'": "′"}


class FormulaError(ValueError):
    """A formula uses a command that is not known here."""


def mathml(formula: str, *, display: bool = False) -> str:
    """Return a formula as MathML; one of its own line has ``display``."""
    block = ' display="block"' if display else ""
    alternative = escape(" ".join(formula.split()), quote=True)
    return f'<math{block} alttext="{alternative}">{_Reader(formula).whole()}</math>'


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, formula: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(formula)
        self._commands: dict[str, Callable[[], str]] = {
            "frac": self._fraction,
            "tfrac": self._fraction,
            "sqrt": lambda: f"<msqrt>{self._argument()}</msqrt>",
            "mathrm": lambda: f"<mi>{escape(self._words())}</mi>",
            "mathsf": lambda: f'<mi mathvariant="normal">{escape(self._words())}</mi>',
            "left": self._fenced,
            "int": lambda: "<mo>∫</mo>",
        }

    def whole(self) -> str:
        found = self._row()
        if self._tokens:
            raise FormulaError(self._tokens[0])
        return found

    def _row(self, end: str = "") -> str:
        pieces = []
        while self._tokens and self._tokens[0] != end:
            pieces.append(self._scripted())
        if end:
            self._take()
        return f"<mrow>{''.join(pieces)}</mrow>"

    def _take(self) -> str:
        if not self._tokens:
            msg = "the formula ends too early"
            raise FormulaError(msg)
        return self._tokens.pop(0)

    def _scripted(self) -> str:
        first = self._tokens[0]
        base, low, high = self._atom(), "", ""
        while self._tokens and self._tokens[0] in {"_", "^", "'"}:
            sign = self._take()
            if sign == "'":
                high += "<mo>′</mo>"
            elif sign == "_":
                low += self._argument()
            else:
                high += self._argument()
        name = first.removeprefix("\\")
        return _with_scripts(base, low, high, limits=first != name and name in _LIMITS)

    def _argument(self) -> str:
        """Return what a command or an index applies to: a group, a command with its own, or one sign."""
        if self._tokens and len(self._tokens[0]) > 1 and self._tokens[0][0].isdigit():
            number = self._tokens[0]
            self._tokens[0:1] = [number[0], number[1:]]
        return self._atom()

    def _atom(self) -> str:
        sign = self._take()
        if sign == "{":
            return self._row("}")
        if sign.startswith("\\text{"):
            return f"<mtext>{escape(sign[6:-1]).replace(' ', NO_BREAK_SPACE)}</mtext>"
        if sign.startswith("\\"):
            return self._command(sign[1:])
        return _plain(sign)

    def _command(self, name: str) -> str:
        if name in self._commands:
            return self._commands[name]()
        if name in _ACCENTS:
            return f'<mover accent="true">{self._argument()}<mo>{_ACCENTS[name]}</mo></mover>'
        if name.rstrip("lr") in _SIZES:
            size = _SIZES[name.rstrip("lr")]
            return f'<mo stretchy="true" minsize="{size}" maxsize="{size}">{escape(self._take())}</mo>'
        return _sign(name)

    def _fraction(self) -> str:
        return f"<mfrac>{self._argument()}{self._argument()}</mfrac>"

    def _words(self) -> str:
        """Return the letters of a group that is one name."""
        if self._take() != "{":
            msg = "letters stand in braces"
            raise FormulaError(msg)
        letters = []
        while (letter := self._take()) != "}":
            letters.append(letter)
        return "".join(letters)

    def _fenced(self) -> str:
        opening = escape(self._take())
        inside = self._row("\\right")
        return f"<mrow><mo>{opening}</mo>{inside}<mo>{escape(self._take())}</mo></mrow>"


def _plain(sign: str) -> str:
    """Return a number, a letter or a sign that is no command."""
    if sign == "}":
        raise FormulaError(sign)
    if sign[-1].isdigit():
        return f"<mn>{sign}</mn>"
    if sign.isalpha():
        return f"<mi>{escape(sign)}</mi>"
    stretch = ' stretchy="false"' if sign in "()[]|/" else ""
    return f"<mo{stretch}>{escape(_PLAIN.get(sign, sign))}</mo>"


def _sign(name: str) -> str:
    if name in _LETTERS:
        return f"<mi>{_LETTERS[name]}</mi>"
    if name in _OPERATORS:
        return f'<mo stretchy="false">{_OPERATORS[name]}</mo>'
    if name in _LIMITS:
        return f'<mo movablelimits="true">{_LIMITS[name]}</mo>'
    if name in _FUNCTIONS:
        return f"<mi>{name}</mi>"
    if name in _SPACES:
        return f'<mspace width="{_SPACES[name]}"/>'
    raise FormulaError(name)


def _with_scripts(base: str, low: str, high: str, *, limits: bool) -> str:
    under, over, both = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
    low, high = (f"<mrow>{part}</mrow>" if part else "" for part in (low, high))
    if low and high:
        return f"<{both}>{base}{low}{high}</{both}>"
    if low:
        return f"<{under}>{base}{low}</{under}>"
    return f"<{over}>{base}{high}</{over}>" if high else base
