"""The pages of the firms with codes in a region: those in the directory, and those that CEIDG knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Link, Table
from grono.portal.directory.kinds import CodeSystem
from grono.portal.directory.profiles import profiles
from grono.portal.directory.queries import organisations_with_codes
from grono.portal.intake.answers import register_settings
from grono.portal.intake.pages.lists import ON_A_PAGE, way
from grono.portal.intake.pages.lists import address as list_address
from grono.portal.intake.queries import firm_searches_visible_to
from grono.portal.intake.searching import wanted_of
from grono.portal.intake.wanted_firms import region_texts
from grono.sources.registers.settings import CEIDG_TOKEN
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation
    from grono.portal.directory.profiles import Profile
    from grono.portal.intake.forms import FirmsForm
    from grono.portal.intake.models import FirmSearch
    from grono.portal.intake.wanted_firms import WantedFirms

PARTS = ("establishments", "codes", "visibilities")
NEWEST = 10


def firms(reader: Reader, form: FirmsForm, wanted: WantedFirms | None, page: str) -> dict[str, Any]:
    """Return the page: the question, who is in the directory, and what CEIDG can be asked."""
    shared = {
        "form": form,
        "wanted": wanted,
        "searches": _searches(reader),
        "breadcrumbs": way(),
    }
    if wanted is None:
        return shared
    found = organisations_with_codes(reader, wanted.codes, wanted.revision, wanted.region)
    part = Paginator(found.prefetch_related(*PARTS), ON_A_PAGE).get_page(page)
    sentence = _(
        "%(register)s can be asked once the operator has asked its office for a key and put it into the setting %(name)s."
    )
    names = {"register": register_name("ceidg"), "name": CEIDG_TOKEN}
    return shared | {
        "title": _in_words(wanted, region_texts(reader, [wanted.region])[wanted.region]),
        "part": part,
        "table": _table(reader, list(part), wanted),
        "may_ask": bool(register_settings().ceidg_token),
        "no_key": "" if register_settings().ceidg_token else sentence % names,
        "has_recorded": settings.DEMONSTRATION,
    }


def _in_words(wanted: WantedFirms, region: str) -> str:
    words = {"codes": ", ".join(wanted.codes), "edition": CodeSystem(wanted.system).label, "region": region}
    return _("%(codes)s (%(edition)s), %(region)s") % words


def _table(reader: Reader, organisations: Sequence[Organisation], wanted: WantedFirms) -> Table:
    rows: list[list[object]] = [
        [
            Cell(
                one.legal_name,
                reverse("directory:organisation", args=[one.public_id]),
                detail=_("invented") if one.is_invented else "",
                language="pl",
            ),
            Cell(", ".join(dict.fromkeys(place.place for place in one.places if place.place)), language="pl"),
            _codes(one, wanted),
        ]
        for one in profiles(reader, organisations)
    ]
    columns = [Column(_("Organisation")), Column(_("Place")), Column(_("Activity codes"))]
    empty = _("Nobody in the directory has these codes there.")
    return Table(_("In the directory"), columns, rows, empty=empty)


def _codes(one: Profile, wanted: WantedFirms) -> str:
    bare = tuple(code.replace(".", "") for code in wanted.codes)
    return ", ".join(row.code for row in one.codes if row.code.replace(".", "").startswith(bare))


def _searches(reader: Reader) -> Table | None:
    searches = list(firm_searches_visible_to(reader)[:NEWEST])
    regions = region_texts(reader, [one.region for one in searches])
    rows: list[list[object]] = [
        [
            Cell(_in_words(wanted_of(one), regions[one.region]), reverse("intake:firms_found", args=[one.public_id])),
            one.created_at.date(),
            one.found if one.asked_at else None,
        ]
        for one in searches
    ]
    columns = [Column(_("Question")), Column(_("Asked")), Column(_("firms found"), numeric=True)]
    return Table(_("What CEIDG was asked before"), columns, rows) if rows else None


def found(reader: Reader, one: FirmSearch, *, is_busy: bool) -> dict[str, Any]:
    """Return the page of one search: what was asked, how it ended, and where its list is."""
    wanted = wanted_of(one)
    facts = [
        Fact(_("Activity codes"), ", ".join(wanted.codes), str(CodeSystem(wanted.system).label)),
        Fact(_("Region"), region_texts(reader, [wanted.region])[wanted.region]),
        Fact(_("Asked by"), str(one.owner)),
    ]
    if one.asked_at:
        facts += [Fact(_("Answered"), one.asked_at), Fact(_("Firms found"), one.found)]
    if one.answer:
        facts.append(Fact(_("List with its dry run"), str(one.answer), href=list_address(one.answer)))
    return {
        "search": one,
        "facts": facts,
        "refusal": one.refusals.get(get_language() or "en", ""),
        "is_busy": is_busy,
        "again": f"{reverse('intake:firms')}?{wanted.query()}",
        "breadcrumbs": [*way(), Link(_("Firms with codes in a region"), reverse("intake:firms"))],
    }
