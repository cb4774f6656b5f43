"""What the app tells the directory: rules of its own relations, successors, related entries, and who keeps cases (DIR-9, DIR-33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from grono.portal.core.display import Fact
from grono.portal.directory import merging
from grono.portal.directory.identifiers import IdentifierError, clean_identifier, shown_identifier
from grono.portal.directory.joining import numbers_of
from grono.portal.directory.kinds import IdentifierScheme
from grono.portal.directory.merging import Blocker, MergeRule, Outcome
from grono.portal.duplicates.kinds import Relation
from grono.portal.duplicates.models import Merge
from grono.portal.duplicates.queries import JUDGE, related_cases
from grono.portal.privacy.registry import register_kin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation


def two_valid_nips(survivor: Organisation, other: Organisation) -> Iterator[Blocker]:
    """Return a blocker when both have a valid tax number and they differ: one organisation has one."""
    numbers = numbers_of(survivor.pk, other.pk)
    ours, theirs = ({value for scheme, value in numbers[one.pk] if _is_nip(scheme, value)} for one in (survivor, other))
    if ours and theirs and ours != theirs:
        yield Blocker(
            code="two_valid_nips",
            reason=gettext_lazy("Both have a valid tax number (NIP), and the numbers differ."),
            step=_(
                "If %(number)s is a mistake, take it out of the entry “%(name)s”; otherwise judge them different or related."
            )
            % {"number": shown_identifier(IdentifierScheme.NIP, min(theirs)), "name": other.legal_name},
            href=reverse("directory:edit", args=[other.public_id]),
        )


def _is_nip(scheme: str, value: str) -> bool:
    if scheme != IdentifierScheme.NIP:
        return False
    try:
        clean_identifier(scheme, value)
    except IdentifierError:
        return False
    return True


def survivor_of(organisation: int) -> Organisation | None:
    """Return the organisation that another one was merged into, as long as nobody has undone it."""
    rows = Merge.objects.filter(other=organisation, undone_at__isnull=True).select_related("survivor")
    found = rows.first()
    return found.survivor if found else None


def merged_with(organisation: Organisation) -> Iterator[Organisation]:
    """Return the sole traders' entries that a sole trader's entry was merged with: all of them are one person."""
    rows = Merge.objects.filter(Q(other=organisation) | Q(survivor=organisation), undone_at__isnull=True)
    for row in rows.select_related("survivor", "other"):
        yield from (one for one in (row.survivor, row.other) if one.natural_person)


def related_to(reader: Reader, organisation: Organisation) -> Iterator[Fact]:
    """Return a line for each branch, head office, successor and predecessor of an organisation."""
    for case in related_cases(reader, organisation):
        depends = (case.first_id == organisation.pk) == case.first_depends
        other = case.second if case.first_id == organisation.pk else case.first
        titles = {
            (Relation.BRANCH, True): pgettext("relation", "Branch of"),
            (Relation.BRANCH, False): pgettext("relation", "Branch"),
            (Relation.SUCCESSOR, True): pgettext("relation", "Successor of"),
            (Relation.SUCCESSOR, False): pgettext("relation", "Successor"),
        }
        address = reverse("directory:organisation", args=[other.public_id])
        yield Fact(titles[Relation(case.relation), depends], other.legal_name, "", address, other.name_language)


def opening_page(reader: Reader, organisation: Organisation) -> str:
    """Return the page where a case of an organisation is opened by hand, for who judges cases."""
    return reverse("duplicates:open", args=[organisation.public_id]) if reader.can(JUDGE) else ""


def open_doors() -> None:
    """Register everything; called when the apps are ready."""
    from grono.portal.duplicates.actions import open_case

    stay = MergeRule(Outcome.STAY)
    for relation in ("DuplicateCase.first", "DuplicateCase.second", "Merge.survivor", "Merge.other"):
        merging.register_merge_rule(f"duplicates.{relation}", stay)
    merging.register_merge_blocker(two_valid_nips)
    merging.register_case_opener(open_case)
    merging.register_successor(survivor_of)
    merging.register_related(related_to)
    merging.register_comparing_page(opening_page)
    register_kin(merging.ORGANISATION, merged_with)
