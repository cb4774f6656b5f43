"""The reference of personal data, made from the declarations: every table and field that speaks of a person, or looks as if it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from grono.portal.privacy.fields import Erasure, Tie
from grono.portal.privacy.pages import basis_text, period_text
from grono.portal.privacy.purposes import purposes
from grono.portal.privacy.registry import (
    clocks,
    declared,
    declared_not_personal,
    field_named,
    models_of_people,
    words_of,
)
from grono.portal.privacy.texts import consent_purposes

if TYPE_CHECKING:
    from grono.portal.privacy.fields import Personal
    from grono.portal.privacy.purposes import Purpose

_HEAD = "| table and field | what | whose | who sees it | when the person is erased |\n|---|---|---|---|---|"
_TIES = {Tie.ACTED: "who did it", Tie.CONCERNS: "that it concerns the person"}


def personal_data_page(note: str) -> str:
    """Return the page in Markdown; ``note`` says by which tool it is made."""
    with override("en"):
        parts = ["# Personal data", "", note, _INTRODUCTION, "", "## People", "", *_people(), ""]
        for purpose in purposes().values():
            parts += _section(purpose)
        parts += ["## What looks personal and is not", "", "| table and field | why not |", "|---|---|"]
        parts += [f"| `{label}` | {reason} |" for label, reason in sorted(declared_not_personal().items())]
        return "\n".join(parts) + "\n"


_INTRODUCTION = """\
Every field is declared in the module `personal` of its app; what is here is what the public page, the archive of everything, the dry run
and the erasure read. A field that looks personal and is declared nowhere fails a test. Someone's request is answered as
[the guide](../how-to/answer-a-person.md) says; why it is done this way, [decision 16](../decisions/0016-erasing-people.md) tells.

*Whose* is the way from the row to its person: a relation, an e-mail address at work that stands at that person alone, a number of a sole
trader in a register, alone or in a list. Where the way is empty, the row is the person."""


def _people() -> list[str]:
    lines = ["| table | which rows are people |", "|---|---|"]
    for model, people in models_of_people().items():
        only = ", ".join(f"`{name}` is {str(value).lower()}" for name, value in people.only.items())
        lines.append(f"| `{model}` | {only or 'all'} |")
    return lines


def _section(purpose: Purpose) -> list[str]:
    rows = [_row(label, one) for label, one in sorted(declared().items()) if one.purpose == purpose.key]
    timed = [f"`{clock.model}` from `{clock.since}`" for clock in clocks() if clock.purpose == purpose.key]
    consent = ["Needs a consent, given and withdrawn by the person.", ""] if purpose.key in consent_purposes() else []
    counted = ["The clock runs for " + ", ".join(timed) + ".", ""] if timed and purpose.months is not None else []
    facts = f"Basis: {basis_text(purpose)}. Kept: {period_text(purpose)}."
    return [
        f"## {str(purpose.title).capitalize()}",
        "",
        facts,
        "",
        *consent,
        *counted,
        *([_HEAD, *rows, ""] if rows else []),
    ]


def _row(label: str, one: Personal) -> str:
    what = _TIES.get(one.tie) or words_of(field_named(label))
    only = "".join(f", where `{name}` is {str(value).lower()}" for name, value in one.only)
    whose = f"`{one.whose}`{only}" if one.whose else "the row"
    secret = ", not handed out" if one.is_secret else ""
    erased = "a pseudonym or a neutral value takes its place" if _is_replaced(one) else str(one.erasure.label)
    return f"| `{label}` | {what}{secret} | {whose} | {one.seen.label} | {erased} |"


def _is_replaced(one: Personal) -> bool:
    return one.erasure is Erasure.REPLACE and (one.becomes is not None or one.without is not None)
