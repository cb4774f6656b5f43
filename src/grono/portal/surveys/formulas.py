"""How an answer of an earlier version becomes comparable: a stored formula, carried out on quantities or choices (DIR-18).

A formula for numbers holds ``x``, numbers, ``+ - * /`` and brackets: ``x * 1000``, ``x / 4.3``. One for choices holds pairs:
``micro = small; tiny = small``; a choice that is not named stays what it is.

>>> from grono.quantities import exact, display
>>> display(applied("(x + 2) * 1000", exact(3)), "en")
'5,000'
"""

from __future__ import annotations

import ast
import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.surveys.definition import NAME
from grono.portal.surveys.kinds import WITH_CHOICES, LinkKind
from grono.quantities import exact, from_data, quantity, to_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.surveys.definition import Question
    from grono.quantities import Quantity

LONGEST_FORMULA = 200
_NUMBER = re.compile(r"\d+(\.\d+)?")
_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaError(RefusedError):
    """A formula that cannot be read."""


def applied(formula: str, value: Quantity) -> Quantity:
    """Return what a formula makes of a quantity; an interval stays an interval."""
    return _worked_out(_read(formula), formula, value)


def _read(formula: str) -> ast.expr:
    try:
        if len(formula) > LONGEST_FORMULA:
            raise _error(formula)
        return ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _error(formula) from error


def _worked_out(part: ast.expr, formula: str, value: Quantity) -> Quantity:
    if isinstance(part, ast.Name) and part.id == "x":
        return value
    if isinstance(part, ast.Constant) and type(part.value) in (int, float):
        text = ast.get_source_segment(formula.strip(), part) or ""
        if _NUMBER.fullmatch(text):
            return exact(Fraction(text))
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub):
        return -_worked_out(part.operand, formula, value)
    if isinstance(part, ast.BinOp) and type(part.op) in _OPERATIONS:
        left, right = _worked_out(part.left, formula, value), _worked_out(part.right, formula, value)
        return quantity(_OPERATIONS[type(part.op)](left, right))
    raise _error(formula)


def _error(formula: str) -> FormulaError:
    sentence = _(
        "“%(formula)s” is not a formula. Write x for the earlier answer with + - * / and numbers, for example x * 1000; "
        "for choices pairs of keys: old = new; other = new."
    )
    return FormulaError(sentence % {"formula": formula})


def pairs(formula: str) -> dict[str, str]:
    """Return old key → new key of a formula for choices."""
    found = {}
    for part in formula.split(";"):
        old, equals, new = (piece.strip() for piece in part.partition("="))
        if not equals or not NAME.fullmatch(old) or not NAME.fullmatch(new):
            raise _error(formula)
        found[old] = new
    return found


def check(formula: str, question: Question) -> None:
    """Refuse a formula that does not fit the question."""
    if question.type in WITH_CHOICES:
        unknown = set(pairs(formula).values()) - {choice.key for choice in question.choices}
        if unknown:
            sentence = _("The question has no choice “%(key)s”.")
            raise FormulaError(sentence % {"key": ", ".join(sorted(unknown))})
    elif question.is_numeric:
        applied(formula, exact(1))
    else:
        raise FormulaError(
            _("Only numbers and choices can be converted. Say that the question is the same, or not comparable.")
        )


def converted(link: dict[str, str], question: Question, value: Any) -> Any:
    """Return an earlier stored answer as this question would hold it; nothing where it is not comparable."""
    if value is None or link.get("kind") == LinkKind.BROKEN:
        return None
    if link.get("kind") == LinkKind.SAME:
        return value
    formula = link.get("formula", "")
    if question.is_numeric:
        return to_data(applied(formula, from_data(value)))
    names = pairs(formula)
    if isinstance(value, list):
        return sorted({names.get(key, key) for key in value})
    return names.get(value, value)
