"""What the page of one organisation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Figure, Link, Provenance, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.converted import table_of_codes
from grono.portal.directory.identifiers import shown_identifier
from grono.portal.directory.kinds import (
    IdentifierScheme,
    OrganisationState,
    PointMethod,
    Proof,
    TextKind,
)
from grono.portal.directory.locator import locator
from grono.portal.directory.origins import ProfileFact, origins_of, with_origins
from grono.portal.directory.presenting_details import details_of_page
from grono.portal.directory.visibility import RULES
from grono.portal.directory.wording import (
    headcount_text,
    helix_label,
    size_label,
    type_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.directory.details import Details
    from grono.portal.directory.models import Identifier, ValueProvenance
    from grono.portal.directory.origins import Origin
    from grono.portal.directory.profiles import Place, Profile
    from grono.portal.directory.wording import Wording

YEARS_FRESH = 3
"""A source older than this is said to be perhaps outdated."""


def page_of(
    profile: Profile, wording: Wording, details: Details, sources: Iterable[ValueProvenance] = ()
) -> dict[str, Any]:
    """Return everything the page of an organisation shows; ``sources`` tell where its values come from."""
    further = details_of_page(details, wording.language)
    origins = origins_of(profile.public_id, sources)
    return further | {
        "profile": profile,
        "breadcrumbs": [Link(_("Directory"), reverse("directory:list"))],
        "eyebrow": _("%(type)s, %(side)s") % {"type": type_label(profile.type).capitalize(), "side": _side(profile)},
        "status": status_of(profile),
        "facts": with_origins([*_facts(profile, wording), *further["further_facts"]], origins),
        "numbers": with_origins([number_fact(row) for row in profile.identifiers], origins),
        "texts": _texts(profile, wording.language, origins),
        "codes": table_of_codes(profile.codes, wording) if profile.codes else None,
        "places": _places(profile, wording) if any(place.place for place in profile.places) else None,
        "figure": _figure(profile, wording),
        "outdated": _outdated(profile),
        "hidden": [str(RULES[field].title) for field in sorted(profile.hidden)],
        "provenance": _provenance(profile),
    }


def _side(profile: Profile) -> str:
    return _("side of the helix: %(side)s") % {"side": helix_label(profile.helix)}


def status_of(profile: Profile) -> Status | None:
    """Return what has to be seen at once: removed, invented, or no longer active."""
    if profile.is_removed:
        return Status(_("removed from the directory"), "error")
    if profile.is_invented:
        return Status(_("invented example"), "warning")
    if profile.state != OrganisationState.ACTIVE:
        return Status(OrganisationState(profile.state).label, "warning")
    return None


def _facts(profile: Profile, wording: Wording) -> list[Fact]:
    facts: list[Fact] = []
    if profile.short_name:
        language = profile.name_language
        facts.append(ProfileFact(_("Short name"), profile.short_name, language=language, field="short_name"))
    facts += [
        ProfileFact(
            _("Type"), type_label(profile.type), _("sole trader") if profile.natural_person else "", field="type"
        ),
        Fact(_("Side of the triple helix"), helix_label(profile.helix)),
        ProfileFact(_("State"), OrganisationState(profile.state).label, field="state"),
    ]
    headcount = headcount_text(profile, wording.language)
    if headcount:
        year = _("in %(year)s") % {"year": profile.headcount_year} if profile.headcount_year else ""
        detail = "; ".join(filter(None, [year, size_label(profile.size_band)]))
        facts.append(ProfileFact(_("Headcount"), headcount, detail, field="headcount"))
    if profile.founded:
        facts.append(ProfileFact(_("Founded"), str(profile.founded), field="founded"))
    if profile.web:
        is_link = profile.web_is_proven and profile.web.startswith(("http://", "https://"))
        detail = "" if is_link else _("as text: no number of this organisation has been matched in a register yet")
        facts.append(ProfileFact(_("Web site"), profile.web, detail, profile.web if is_link else "", field="web"))
    facts.append(Fact(_("Source"), profile.source, language=profile.source_language))
    return facts


def number_fact(row: Identifier) -> Fact:
    """Return a number with its proof, and whether it can be right."""
    label, shown = IdentifierScheme(row.scheme).label, shown_identifier(row.scheme, row.value)
    # A register may deliver a number that cannot be right; it is kept, and everyone is told (DIR-7).
    doubt = _("its check digit does not agree") if row.fails_check else ""
    detail = "; ".join(filter(None, [str(Proof(row.proof).label), doubt]))
    return ProfileFact(label, shown, detail, field=f"identifiers.{row.scheme}.{row.value}")


def _texts(profile: Profile, language: str, origins: Mapping[str, Origin]) -> list[dict[str, Any]]:
    """Return each text once, in the reader's language where there is one."""
    found = []
    titles = {TextKind.CAPABILITY: _("What it can do"), TextKind.COOPERATION: _("Scope of cooperation")}
    for kind, title in titles.items():
        rows = {row.language: row.text for row in profile.texts if row.kind == kind}
        if rows:
            chosen = next((one for one in (language, "en") if one in rows), min(rows))
            origin = origins.get(f"texts.{kind}.{chosen}")
            found.append({"title": title, "text": rows[chosen], "language": chosen, "origin": origin})
    return found


def _places(profile: Profile, wording: Wording) -> Table:
    columns = [Column(_("Place")), Column(_("Address")), Column(_("Powiat")), Column(_("Voivodeship")), Column("TERYT")]
    rows = [
        [
            Cell(place.place, detail=_("seat") if place.is_seat else ""),
            _address(place) or None,
            wording.powiat(place) or None,
            wording.voivodeship(place) or None,
            place.teryt or None,
        ]
        for place in profile.places
    ]
    return Table(_("Places"), columns, rows, stacked=True)


def _address(place: Place) -> str:
    return ", ".join(filter(None, [place.street, place.postal_code]))


def _figure(profile: Profile, wording: Wording) -> Figure | None:
    located = [place for place in profile.places if place.teryt]
    if not located:
        return None
    points = [(place.longitude, place.latitude) for place in located if place.longitude is not None]
    picture = locator(
        [(longitude, latitude) for longitude, latitude in points if longitude is not None and latitude is not None],
        [place.teryt[:2] for place in located],
    )
    first = located[0]
    names = {"place": first.place, "region": wording.in_voivodeship(first)}
    words = _("Map of Poland with %(place)s, %(region)s.") % names
    method = PointMethod(first.point_method).label if first.point_method else ""
    return Figure(
        title=first.place,
        picture=picture,
        alternative=words,
        source=_("outlines: Natural Earth (public domain)"),
        subtitle=_("Position: %(method)s") % {"method": method} if method else "",
    )


def _outdated(profile: Profile) -> int | None:
    """Return the year of the source if it is old and the organisation is a real one."""
    year = profile.source_year
    if profile.is_invented or year is None:
        return None
    return year if timezone.localdate().year - year > YEARS_FRESH else None


def _provenance(profile: Profile) -> Provenance:
    entered, changed = profile.entered_and_changed
    year = _("The source is of %(year)s.") % {"year": profile.source_year} if profile.source_year else ""
    dates = _("Entered on %(day)s.") % {"day": day(entered)}  # type: ignore[arg-type]
    if changed and entered and day(changed) != day(entered):  # type: ignore[arg-type]
        dates += " " + _("Last changed on %(day)s.") % {"day": day(changed)}  # type: ignore[arg-type]
    return Provenance(
        sure=_sure(profile),
        old=" ".join(filter(None, [year, dates])),
        source=format_html('<span lang="{}">{}</span>', profile.source_language, profile.source),
    )


def _sure(profile: Profile) -> str:
    if profile.is_invented:
        return _("Invented: there is no such organisation.")
    if profile.web_is_proven:
        return _("A number of the organisation has been matched in a register.")
    return _("Not compared with any register.")
