"""Who is invited: a population of the directory's registry, as it stands at the moment of opening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.populations import UnknownPopulationError, members_of_population, populations_for
from grono.portal.directory.queries import organisations_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader

AT_ONCE = 2000
"""Organisations asked for in one query: every database takes so many parameters."""


@dataclass(frozen=True)
class Invited:
    """One organisation of a population, with what the response is counted by."""

    organisation: int
    language: str
    email: str = ""
    size_band: int | None = None
    section: str = ""


def choices_for(reader: Reader) -> list[tuple[str, str]]:
    """Return key and name of every population that a reader may invite."""
    return [(one.key, str(one.title)) for one in populations_for(reader)]


def members(reader: Reader, key: str) -> list[str]:
    """Return the public identifiers of a population.

    Raises
    ------
    RefusedError
        When the population is no longer there.
    """
    try:
        return list(members_of_population(reader, key))
    except UnknownPopulationError as error:
        raise RefusedError(_("This population is no longer there. Choose another one.")) from error


def invited(reader: Reader, public_ids: Iterable[str], *, languages: Iterable[str]) -> list[Invited]:
    """Return the organisations to invite, each in its language as far as the questionnaire has it."""
    known = list(languages)
    wanted = sorted(set(public_ids))
    found: list[Invited] = []
    for start in range(0, len(wanted), AT_ONCE):
        some = organisations_visible_to(reader).filter(public_id__in=wanted[start : start + AT_ONCE]).order_by("pk")
        found += _invited(some, known)
    return found


def _invited(organisations: QuerySet[Any], languages: list[str]) -> Iterator[Invited]:
    sections = _first(organisations.filter(codes__until__isnull=True, codes__is_main=True), "codes__section")
    addresses = _addresses(organisations)
    for pk, name_language, size_band in organisations.values_list("pk", "name_language", "size_band"):
        email, language = addresses.get(pk, ("", name_language))
        yield Invited(pk, _language(language, languages), email, size_band, str(sections.get(pk, "")))


def _addresses(organisations: QuerySet[Any]) -> dict[int, tuple[str, str]]:
    """Return organisation → e-mail address and language: of an administrator, else of somebody who holds a post."""
    posts = organisations.filter(posts__until__isnull=True).exclude(posts__email="").exclude(posts__email=None)
    found = {pk: (email, language) for pk, email, language in _rows(posts, "posts__email", "posts__person__language")}
    accounts = organisations.filter(administrators__until__isnull=True, administrators__user__is_active=True)
    columns = ("administrators__user__email", "administrators__user__language")
    return found | {pk: (email, language) for pk, email, language in _rows(accounts, *columns)}


def _rows(organisations: QuerySet[Any], *columns: str) -> list[tuple[Any, ...]]:
    # Backwards, so that in a dictionary the first one stays.
    return list(organisations.order_by("-pk", *(f"-{column}" for column in columns)).values_list("pk", *columns))


def _first(organisations: QuerySet[Any], column: str) -> dict[int, Any]:
    return dict(_rows(organisations, column))


def _language(wanted: str, languages: list[str]) -> str:
    """Return the language of the questionnaire for a firm: its own, else the portal's first, else whatever there is."""
    for code in (wanted, settings.LANGUAGE_CODE, *languages):
        if code in languages:
            return code
    return settings.LANGUAGE_CODE
