"""Everything that is read from the directory; each query knows who asks, and finds nothing by what they may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from grono.portal.directory.filters import all_facets
from grono.portal.directory.finding import PARTS, Found, look_for
from grono.portal.directory.kinds import HELIX_OF, NACE_OF, OrganisationType
from grono.portal.directory.merging import successor_of
from grono.portal.directory.models import ActivityCode, Establishment, Organisation
from grono.portal.directory.populations import Population, Provider
from grono.portal.directory.standing import own_organisations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.models import CodeSuggestion


def organisations_visible_to(reader: Reader) -> QuerySet[Organisation]:  # noqa: ARG001  (entries are public, fields are not)
    """Return the organisations of the directory; the ladder applies to their fields (``profiles``)."""
    return Organisation.objects.filter(removed_at__isnull=True)


def organisation_visible_to(reader: Reader, public_id: str, parts: Sequence[str] = PARTS) -> Organisation:
    """Return one organisation with its parts, or answer 404; who may edit also sees a removed one."""
    found = (
        Organisation.objects.all() if reader.can("directory.edit_organisations") else organisations_visible_to(reader)
    )
    return get_object_or_404(found.prefetch_related(*parts), public_id=public_id)


def organisation_it_became(public_id: str) -> Organisation | None:
    """Return the organisation of the directory that a removed one became part of, through any number of merges."""
    gone = Organisation.objects.filter(public_id=public_id, removed_at__isnull=False).first()
    while gone is not None:
        one = successor_of(gone)
        if one is None or one.removed_at is None:
            return one  # type: ignore[no-any-return]
        gone = one
    return None


def organisations_administered_by(user: Reader) -> QuerySet[Organisation]:
    """Return the organisations that an account administers now."""
    return organisations_visible_to(user).filter(pk__in=own_organisations(user)).order_by("name_key", "pk")


def organisation_kept_by(user: Reader, public_id: str, parts: Sequence[str] = PARTS) -> Organisation:
    """Return one organisation with its parts for who may change its profile, or answer 404."""
    found = organisations_visible_to(user)
    if not user.can("directory.edit_organisations"):
        found = found.filter(pk__in=own_organisations(user))
    return get_object_or_404(found.prefetch_related(*parts), public_id=public_id)


def suggestion_of(organisation: Organisation, public_id: str) -> CodeSuggestion | None:
    """Return what was proposed to an organisation, if it was to this one."""
    return organisation.suggestions.filter(public_id=public_id).first()


def removed_organisations_visible_to(reader: Reader) -> QuerySet[Organisation]:
    """Return the removed organisations for who may bring them back."""
    if not reader.can("directory.edit_organisations"):
        return Organisation.objects.none()
    return Organisation.objects.filter(removed_at__isnull=False).order_by("-removed_at", "pk")


def count_of_organisations(reader: Reader) -> dict[str, int]:
    """Return how many organisations stand on each side of the helix."""
    counts = organisations_visible_to(reader).order_by().values_list("type").annotate(number=Count("pk"))
    found: dict[str, int] = {}
    for kind, number in counts:
        found[HELIX_OF[kind]] = found.get(HELIX_OF[kind], 0) + number
    return found


def organisations_found(reader: Reader, wanted: Wanted) -> Found:
    """Return the organisations that match, in the order asked for, with the counts of all facets in its ``answer``."""
    return look_for(reader, wanted, count=all_facets())


def organisations_with_codes(
    reader: Reader, codes: Sequence[str], revision: str, region: str
) -> QuerySet[Organisation]:
    """Return who has one of the codes, or one below it, and stands in a voivodeship or powiat now.

    Codes and places can be hidden: who may not see hidden fields finds nobody this way (DIR-14).
    """
    if not reader.can("directory.see_hidden_fields"):
        return Organisation.objects.none()
    systems = [system for system, continued in NACE_OF.items() if continued == revision]
    named = Q(code__in=codes)
    for code in codes:
        named |= Q(code=code) if code[-1:].isalpha() else Q(nace_class__startswith=code)
    holders = ActivityCode.objects.filter(named, until__isnull=True, system__in=systems)
    places = Establishment.objects.filter(until__isnull=True, teryt__startswith=region)
    found = organisations_visible_to(reader).filter(pk__in=holders.values("organisation_id"))
    return found.filter(pk__in=places.values("organisation_id")).order_by("name_key", "pk")


def source_keys() -> set[str]:
    """Return the keys of everything ever entered from a source, also of what was removed; for loaders, not for pages."""
    return set(Organisation.objects.exclude(source_key="").values_list("source_key", flat=True))


def organisation_with_source_key(key: str) -> Organisation | None:
    """Return what was entered under a key of its source; for loaders, not for pages."""
    return Organisation.objects.filter(source_key=key, removed_at__isnull=True).first()


def _offered_populations(reader: Reader) -> list[Population]:
    if not reader.can("directory.edit_organisations"):
        return []
    return [
        Population("directory:all", _("all organisations of the directory")),
        *(
            Population(f"directory:{kind.value}", _("type: %(type)s") % {"type": kind.label})
            for kind in OrganisationType
        ),
    ]


def _members_of_population(reader: Reader, key: str) -> QuerySet[Organisation, str]:
    kind = key.partition(":")[2]
    found = organisations_visible_to(reader).order_by()
    found = found if kind == "all" else found.filter(type=kind)
    return found.values_list("public_id", flat=True)


POPULATIONS = Provider(_offered_populations, _members_of_population)
"""The populations that the directory itself offers: everyone, and each type."""
