"""One call of a writing operation: who asks, the names in the address, what was sent, and the form that judges it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from grono.portal.api.errors import WrongParametersError
from grono.portal.core.forms import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest

    from grono.portal.core.models import User

FormOf = TypeVar("FormOf", bound=forms.Form)
WHOLE = "__all__"
MULTIPART = "multipart/form-data"
_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True)
class Call:
    """What an act is given."""

    request: HttpRequest
    ids: Mapping[str, str]
    sent: Mapping[str, Any] = field(default_factory=dict)
    files: Any = field(default_factory=MultiValueDict)

    @property
    def by(self) -> User:
        """Return the owner of the token."""
        return self.request.user  # type: ignore[return-value]  # the token's owner has an account

    def __getitem__(self, name: str) -> str:
        return self.ids[name]

    def text(self, name: str) -> str:
        """Return a value that was sent as a text; nothing where it was not."""
        value = self.sent.get(name)
        return "" if value is None else str(value)

    def texts(self, name: str) -> list[str]:
        """Return a list that was sent; one value is a list of one."""
        value = self.sent.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [str(one) for one in values]

    def only(self, *names: str) -> None:
        """Refuse names that the operation does not take."""
        refuse_unknown([*self.sent, *self.files], names)

    def form(self, make: Callable[..., FormOf], *, besides: Iterable[str] = (), **context: Any) -> FormOf:
        """Return the page's form filled in and found right; what is not sent keeps the value that the page shows beforehand.

        Raises
        ------
        WrongParametersError
            With a sentence for each field that is not right.
        """
        filled = self.filled(make, besides=besides, **context)
        require(filled)
        return filled

    def filled(self, make: Callable[..., FormOf], *, besides: Iterable[str] = (), **context: Any) -> FormOf:
        """Return the page's form filled in, right or not."""
        blank = make(**context)
        refuse_unknown([*self.sent, *self.files], [*blank.fields, *besides])
        shown = {
            name: _plain(blank[name].value())
            for name, one in blank.fields.items()
            if not isinstance(one, forms.FileField)
        }
        data = {name: "" if value is None else value for name, value in (shown | self._typed(blank)).items()}
        return make(data, self.files, **context) if blank.is_multipart() else make(data, **context)

    def _typed(self, form: forms.Form) -> dict[str, Any]:
        """Return what was sent as the form takes it; of each field that takes no such value the sentence is told."""
        typed, wrong = {}, {}
        for name, value in self.sent.items():
            if name not in form.fields or isinstance(form.fields[name], forms.FileField):
                continue
            try:
                typed[name] = as_typed(form.fields[name], value)
            except TypeError:
                wrong[name] = _("Write a text or a number.")
        if wrong:
            raise WrongParametersError(wrong)
        return typed


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def require(form: forms.Form) -> None:
    """Refuse a form that is not right, with a sentence for each field."""
    if not form.is_valid():
        raise WrongParametersError({name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()})


def refuse(name: str, sentence: str) -> NoReturn:
    """Refuse one field, or all that was sent."""
    raise WrongParametersError({name or WHOLE: sentence})


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names that are no fields; a typing error would else change less than was meant."""
    names = list(known)
    unknown = sorted(set(given) - set(names))
    if unknown and names:
        sentence = _("There is no such field. There are: %(names)s.") % {"names": ", ".join(names)}
        raise WrongParametersError(dict.fromkeys(unknown, sentence))
    if unknown:
        raise WrongParametersError(dict.fromkeys(unknown, _("Nothing is to be sent here.")))


def read(request: HttpRequest) -> tuple[Mapping[str, Any], Any]:
    """Return what was sent and the files with it: a JSON object, or a form where there are files.

    Raises
    ------
    WrongParametersError
        When it is neither, or a value is no text, number, truth value or list of them.
    """
    if request.content_type == MULTIPART:
        sent = {name: values if len(values) > 1 else values[-1] for name, values in request.POST.lists() if values}
        return sent, request.FILES
    try:
        content = json.loads(request.body or b"{}")
    except ValueError:
        content = None
    if not isinstance(content, dict):
        refuse("", _("Send a JSON object in UTF-8, such as {}."))
    sentence = _("Write a text, a number, true, false, null, or a list of these.")
    wrong = {name: sentence for name, value in content.items() if not _is_plain(value)}
    if wrong:
        raise WrongParametersError(wrong)
    return content, MultiValueDict()


def _is_plain(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(isinstance(one, _PLAIN) and "\x00" not in str(one) for one in values)
