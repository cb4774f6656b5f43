"""Problems of a file as an operation tells them: each at its row and column."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from grono.messages import GronoError
from grono.portal.api.errors import WrongParametersError
from grono.portal.core.problems import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def told(parameter: str) -> Iterator[None]:
    """Answer every problem of a file as one of the parameter that brought it, named by column and row where it has them."""
    try:
        yield
    except GronoError as error:
        language = get_language() or "en"
        problems: dict[str, list[str]] = {}
        for one in problems_of(error):
            place = ", ".join(str(part) for part in (one.column or parameter, one.row) if part)
            problems.setdefault(place, []).append(one.message.in_language(language))
        raise WrongParametersError({place: " ".join(said) for place, said in problems.items()}) from error
