"""What is wrong on a form, as the list above it says it: every problem once, and advice that several share only with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BaseForm
    from django.forms.boundfield import BoundField


class Problem(NamedTuple):
    """One line: what is wrong, and the identifier of the field it leads to; empty where no field can be seen."""

    sentence: str
    field_id: str = ""


def problems(form: BaseForm) -> list[Problem]:
    """Return the problems in the order of the page; beside its field each one stands whole."""
    told: set[str] = set()
    return [Problem(name + _once(error, told), field_id) for name, error, field_id in _all(form)]


def _all(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    yield from (("", str(error), "") for error in form.non_field_errors())
    for field in form.hidden_fields():
        yield from ((f"{field.label}: ", str(error), "") for error in field.errors)
    for field in form.visible_fields():
        mark = " " if str(field.label).endswith("?") else ": "
        yield from ((f"{field.label}{mark}", str(error), _place(field)) for error in field.errors)


def _place(field: BoundField) -> str:
    return str(field.id_for_label or f"{field.auto_id}_0")


def _once(error: str, told: set[str]) -> str:
    """Return an error without the sentences after its first where another has given the same advice before."""
    first, stop, advice = error.partition(". ")
    if not advice[:1].isupper():  # one sentence, perhaps with an abbreviation in it
        return error
    if advice in told:
        return first + stop.rstrip()
    told.add(advice)
    return error
