"""Sole traders are natural persons: which person's entry and which organisation are one, and what is forgotten with them (DIR-2, DIR-45).

The Polish Civil Code (article 43 with index 4) has the firm of a natural person hold their first and last name. Whoever holds a post in a
sole trader's organisation and bears the name that stands in its firm is the trader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from grono.language import fold
from grono.portal.directory.finding import KIND
from grono.portal.directory.models import Administrator, AdministratorInvitation, Organisation, Person, Post
from grono.portal.search.writing import take_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet


def organisations_of(person: Person) -> Iterator[Organisation]:
    """Return the sole traders' organisations that are a person of the directory."""
    held = Organisation.objects.filter(natural_person=True, posts__person=person)
    return (one for one in held.distinct() if bears_the_firm(person.full_name, one.legal_name))


def people_of(organisation: Organisation) -> Iterator[Person]:
    """Return the entries of people that are a sole trader."""
    holders = Person.objects.filter(posts__organisation=organisation).distinct()
    return (one for one in holders if bears_the_firm(one.full_name, organisation.legal_name))


def bears_the_firm(full_name: str, firm: str) -> bool:
    """Say whether a firm holds every word of a name, at least two, however they are written.

    Examples
    --------
    >>> bears_the_firm("Łucja Wymyślona", "WYMYSLONA ŁUCJA Piekarnia")
    True
    >>> bears_the_firm("Łucja", "Łucja Wymyślona Piekarnia"), bears_the_firm("Jan Inny", "Łucja Wymyślona Piekarnia")
    (False, False)
    """
    name, said = ({fold(word) for word in text.replace("-", " ").split()} for text in (full_name, firm))
    return len(name) > 1 and name <= said


def numbers_of(organisations: Iterable[Organisation]) -> QuerySet[Organisation, str]:
    """Return the numbers in registers of organisations, as the ledgers of other rooms keep them."""
    keys = [one.pk for one in organisations]
    return Organisation.objects.filter(pk__in=keys, identifiers__isnull=False).values_list(
        "identifiers__value", flat=True
    )


def forget(organisations: list[Organisation]) -> None:
    """Take erased sole traders out of the index, and end what others held there."""
    keys = [one.pk for one in organisations]
    take_out(KIND, keys)
    today = timezone.localdate()
    for post in Post.objects.filter(organisation__in=keys, until__isnull=True):
        post.until = max(today, post.since or today)
        post.save(update_fields=["until"])
    now = timezone.now()
    Administrator.objects.filter(organisation__in=keys, until__isnull=True).update(until=now)
    waiting = AdministratorInvitation.objects.filter(organisation__in=keys, accepted_at__isnull=True)
    waiting.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
