"""Refusals: a sentence in the language asked for, a code for programs, and what would have been right."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from ninja import Field, Schema

from grono.portal.api.answers import Text  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Refusal(Schema):
    """Why there is no answer."""

    message: str = Field(description=gettext_noop("What is wrong and what to do, in the language asked for."))
    code: str = Field(
        description=gettext_noop("Name of the kind of refusal, the same in every language."), examples=["not-found"]
    )


class WrongParameter(Schema):
    """One parameter that cannot be used."""

    parameter: str = Field(description=gettext_noop("Name of the parameter."), examples=["limit"])
    message: str = Field(description=gettext_noop("What is wrong with it, in the language asked for."))


class WrongParameters(Refusal):
    """All parameters that cannot be used."""

    problems: list[WrongParameter] = Field(description=gettext_noop("All parameters that cannot be used."))


class Suggestion(Schema):
    """A code that may have been meant."""

    code: str = Field(description=gettext_noop("A code that exists."), examples=["10.51"])
    label: Text = Field(description=gettext_noop("Its name."))


class UnknownCodeRefusal(Refusal):
    """A code that does not exist."""

    suggestions: list[Suggestion] = Field(description=gettext_noop("The nearest codes that exist, the nearest first."))


class WrongParametersError(Exception):
    """Parameters that cannot be used; name of the parameter → what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def not_found() -> dict[str, str]:
    """Return the refusal for what is not there and for what is not the reader's: nobody can tell them apart."""
    sentence = _("There is nothing at this address, or it is not for you. Check the address, or log in first.")
    return {"message": sentence, "code": "not-found"}


def wrong_parameters(problems: Mapping[str, str]) -> dict[str, Any]:
    """Return the refusal for parameters that cannot be used."""
    sentence = ngettext(
        "%(number)s parameter cannot be used.", "%(number)s parameters cannot be used.", len(problems)
    ) % {"number": len(problems)}
    listed = [{"parameter": name, "message": message} for name, message in problems.items()]
    return {"message": sentence, "code": "wrong-parameters", "problems": listed}


def problems_of(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return name of the parameter → sentence for what pydantic has found."""
    found: dict[str, str] = {}
    for error in errors:
        name = next((str(part) for part in error["loc"][1:] if part not in _WRAPPERS), "")
        found.setdefault(name, sentence_of(error))
    return found


_WRAPPERS = {"asked", "wanted"}
"""Names of the arguments that hold the parameters; no reader has written them."""


def sentence_of(error: Mapping[str, Any]) -> str:
    """Return what is wrong in a sentence."""
    limits = error.get("ctx", {})
    kind = error["type"]
    if kind.startswith("int"):
        return _("Write a whole number.")
    if kind == "greater_than_equal":
        return _("Write a number from %(least)s upwards.") % {"least": limits["ge"]}
    if kind == "less_than_equal":
        return _("Write a number up to %(most)s.") % {"most": limits["le"]}
    if kind == "literal_error":
        return _("Write one of these: %(values)s.") % {"values": limits["expected"].replace(" or ", ", ")}
    if kind == "string_too_long":
        return _("Write at most %(most)s characters.") % {"most": limits["max_length"]}
    return _("This value cannot be used. See the description of the parameter.")


def unknown_parameters(given: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Return a sentence for each parameter that the operation does not have; a typing error would else widen the answer."""
    return {name: _unknown(name, known) for name in given if name not in known}


def _unknown(name: str, known: Sequence[str]) -> str:
    nearest = difflib.get_close_matches(name, known, 1)
    if nearest:
        return _("There is no such parameter here. Did you mean “%(nearest)s”?") % {"nearest": nearest[0]}
    return _("There is no such parameter here. There are: %(known)s.") % {"known": ", ".join(known)}
