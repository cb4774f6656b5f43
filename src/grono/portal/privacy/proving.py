"""People without an account: a letter to an address that stands here proves that whoever opens its link reads that address (DIR-45)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core import signing
from django.db import models, transaction
from django.http import Http404

from grono.portal.core.audit import audit
from grono.portal.privacy import mails
from grono.portal.privacy.registry import declared, models_of_people, rows_of
from grono.portal.privacy.subjects import Subject, subject_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.privacy.fields import Personal

_SALT = "grono.privacy.rights"
LIFE = datetime.timedelta(days=1)
"""Long enough to read one's letters; whoever finds an old letter finds nothing."""


def rights_token(public_id: str) -> str:
    """Return the token of a person for everything that they may ask for."""
    return signing.dumps(public_id, salt=_SALT)


def person_of_rights(token: str) -> str:
    """Return the identifier in a token, or answer 404 where it was made by nobody here or is too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=LIFE))
    except signing.BadSignature as error:
        raise Http404 from error


def subjects_with_address(email: str) -> list[Subject]:
    """Return the people at whose account or entry an e-mail address stands now."""
    identifiers: set[str] = set()
    for model, name, path in _addresses():
        rows = rows_of(model._meta.label).filter(**{f"{name}__iexact": email})  # noqa: SLF001
        identifiers |= set(rows.values_list(f"{path}__public_id" if path else "public_id", flat=True))
    found = {one.public_id: one for one in map(subject_with, sorted(filter(None, identifiers)))}
    return list(found.values())


def addresses_of(subject: Subject) -> list[str]:
    """Return the e-mail addresses of a person, those of the account first."""
    found = sorted(subject.emails)
    for model, name, path in _addresses():
        end = models_end(model, path)
        keys = subject.keys_in(end._meta.label)  # noqa: SLF001
        rows = rows_of(model._meta.label).filter(**{f"{path or 'pk'}__in": keys})  # noqa: SLF001
        found += sorted(filter(None, rows.values_list(name, flat=True)))
    return list(dict.fromkeys(found))


def _addresses() -> Iterator[tuple[type[models.Model], str, str]]:
    """Give model, field and path to the person of every declared e-mail address that belongs to a person's row."""
    for label, one in declared().items():
        model_name, _dot, name = label.rpartition(".")
        model = apps.get_model(model_name)
        if isinstance(model._meta.get_field(name), models.EmailField) and _leads_to_people(model, one):  # noqa: SLF001
            yield model, name, one.whose


def _leads_to_people(model: type[models.Model], one: Personal) -> bool:
    try:
        return models_end(model, one.whose)._meta.label in models_of_people()  # noqa: SLF001
    except AttributeError:
        return False  # the path ends in an address or an identifier, not in a person


def models_end(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model at the end of a path of relations; the model itself for an empty one."""
    end: Any = model
    for name in filter(None, path.split("__")):
        end = end._meta.get_field(name).related_model  # noqa: SLF001
    found: type[models.Model] = end
    return found


@transaction.atomic
def send_rights_link(*, by: None, email: str, language: str) -> None:
    """Write to an address what can be asked for from there, or that nothing is known under it; the asker is told the same either way."""
    subjects = subjects_with_address(email)
    for subject in subjects:
        audit(by=by, verb="privacy.send_rights_link", object=subject.rows[0])
    tokens = [rights_token(subject.public_id) for subject in subjects]
    transaction.on_commit(lambda: mails.send_rights_link(email, tokens, language))
