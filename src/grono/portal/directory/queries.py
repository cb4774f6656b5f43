"""Everything that is read from the directory; each query knows who asks, and finds nothing by what they may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from grono.portal.directory import visibility
from grono.portal.directory.kinds import HELIX_OF, OrganisationType, Rung
from grono.portal.directory.models import ActivityCode, Establishment, FieldVisibility, Organisation, SearchText
from grono.portal.directory.populations import Population, Provider
from grono.portal.directory.search import phrases
from grono.portal.directory.standing import own_organisations, sees_row
from grono.portal.directory.visibility import lowest_rung

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted

PARTS = ("establishments", "codes", "identifiers", "texts", "visibilities")
"""What belongs to an organisation; a page of the list and one organisation read the same."""


def organisations_visible_to(reader: Reader) -> QuerySet[Organisation]:  # noqa: ARG001  (entries are public, fields are not)
    """Return the organisations of the directory; the ladder applies to their fields (``profiles``)."""
    return Organisation.objects.filter(removed_at__isnull=True)


def organisation_visible_to(reader: Reader, public_id: str) -> Organisation:
    """Return one organisation with its parts, or answer 404; who may edit also sees a removed one."""
    found = (
        Organisation.objects.all() if reader.can("directory.edit_organisations") else organisations_visible_to(reader)
    )
    return get_object_or_404(found.prefetch_related(*PARTS), public_id=public_id)


def organisations_administered_by(user: Reader) -> QuerySet[Organisation]:
    """Return the organisations that an account administers now."""
    return organisations_visible_to(user).filter(pk__in=own_organisations(user)).order_by("name_key", "pk")


def organisation_kept_by(user: Reader, public_id: str) -> Organisation:
    """Return one organisation with its parts for who may change its profile, or answer 404."""
    found = organisations_visible_to(user)
    if not user.can("directory.edit_organisations"):
        found = found.filter(pk__in=own_organisations(user))
    return get_object_or_404(found.prefetch_related(*PARTS), public_id=public_id)


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


def organisations_found(reader: Reader, wanted: Wanted) -> QuerySet[Organisation]:
    """Return the organisations that match, in the order asked for; ties stand in the order of entry."""
    return _sorted(narrowed(reader, wanted), reader, wanted.sort)


def narrowed(reader: Reader, wanted: Wanted, *, without: str = "") -> QuerySet[Organisation]:
    """Return the organisations that match, in no order; ``without`` leaves one facet out, to count its values."""
    found = organisations_visible_to(reader).order_by()
    for phrase in phrases(wanted.text):
        found = found.filter(_has_words(phrase, reader))
    for facet, narrow in _NARROW.items():
        chosen = getattr(wanted, facet)
        if chosen and facet != without:
            found = found.filter(narrow(reader, chosen))
    return found


def _has_words(phrase: str, reader: Reader) -> Exists:
    rows = SearchText.objects.filter(sees_row(reader), organisation=OuterRef("pk"))
    return Exists(rows.filter(words__contains=f" {phrase}"))


def may_see(reader: Reader, field: str, organisation: str = "pk") -> Q | Exists:
    """Return the condition that the reader may see a field; ``organisation`` is the path to it."""
    if lowest_rung(reader) == Rung.HIDDEN:
        return Q()
    rows = FieldVisibility.objects.filter(organisation=OuterRef(organisation), field=field)
    return Exists(rows.filter(sees_row(reader)))


def _by_helix(reader: Reader, chosen: tuple[str, ...]) -> Q:  # noqa: ARG001
    return Q(type__in=[kind for kind, helix in HELIX_OF.items() if helix in chosen])


def _by_type(reader: Reader, chosen: tuple[str, ...]) -> Q:  # noqa: ARG001
    return Q(type__in=chosen)


def _by_size(reader: Reader, chosen: tuple[str, ...]) -> Q:
    return Q(size_band__in=[int(value) for value in chosen]) & Q(may_see(reader, visibility.HEADCOUNT))


def _part(model: type[Model], reader: Reader, field: str, **condition: object) -> Q:
    rows = model._default_manager.filter(organisation=OuterRef("pk"), until__isnull=True, **condition)  # noqa: SLF001
    return Q(Exists(rows)) & Q(may_see(reader, field))


_NARROW: dict[str, Callable[[Reader, tuple[str, ...]], Q]] = {
    "helix": _by_helix,
    "type": _by_type,
    "size": _by_size,
    "voivodeship": lambda reader, chosen: _part(Establishment, reader, visibility.PLACE, voivodeship__in=chosen),
    "powiat": lambda reader, chosen: _part(Establishment, reader, visibility.PLACE, powiat__in=chosen),
    "section": lambda reader, chosen: _part(ActivityCode, reader, visibility.ACTIVITY, section__in=chosen),
    "division": lambda reader, chosen: _part(ActivityCode, reader, visibility.ACTIVITY, division__in=chosen),
}


def _sorted(found: QuerySet[Organisation], reader: Reader, sort: str) -> QuerySet[Organisation]:
    field, descending = sort.removeprefix("-"), sort.startswith("-")
    if field == "place":
        found = found.annotate(order=Subquery(_seat_keys(reader)))
    elif field == "size":
        condition = may_see(reader, visibility.HEADCOUNT)
        found = (
            found.annotate(order=Case(When(condition, then=F("size_band"))))
            if condition
            else found.annotate(order=F("size_band"))
        )
    else:
        return found.order_by(F("name_key").desc() if descending else F("name_key").asc(), "pk")
    by = F("order").desc(nulls_last=True) if descending else F("order").asc(nulls_last=True)
    return found.order_by(by, "name_key", "pk")


def _seat_keys(reader: Reader) -> QuerySet[Establishment, Any]:
    seats = Establishment.objects.filter(organisation=OuterRef("pk"), is_seat=True, until__isnull=True).exclude(
        place=""
    )
    condition = may_see(reader, visibility.PLACE, "organisation")
    return seats.filter(condition).order_by("pk").values("place_key")[:1]


def source_keys() -> set[str]:
    """Return the keys of everything ever entered from a source, also of what was removed; for loaders, not for pages."""
    return set(Organisation.objects.exclude(source_key="").values_list("source_key", flat=True))


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
