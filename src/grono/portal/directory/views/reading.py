from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.core.display import Download, Link, Provenance
from grono.portal.core.exports import csv_response
from grono.portal.core.templatetags.grono import day, number
from grono.portal.directory import area, data_files, files, listing, presenting
from grono.portal.directory.details import DETAIL_PARTS, details_at
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.forms import SearchForm
from grono.portal.directory.found_words import with_marks
from grono.portal.directory.known_people import with_others
from grono.portal.directory.merging import comparing_page, related_facts
from grono.portal.directory.paper import MOST_ON_PAPER, as_pdf
from grono.portal.directory.permissions import may_keep
from grono.portal.directory.profiles import profile_at, profiles
from grono.portal.directory.queries import organisation_it_became, organisation_visible_to, organisations_found
from grono.portal.directory.standing import rung_towards
from grono.portal.directory.views.saving import alerting, saving
from grono.portal.directory.wording import codes_of_places, wording_for

if TYPE_CHECKING:
    from django.http import HttpRequest, StreamingHttpResponse

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.models import Organisation
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording

ORGANISATIONS_ON_A_PAGE = 25


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations, narrowed by search and facets."""
    reader: Reader = request.user  # type: ignore[assignment]
    wanted = wanted_from(request.GET)
    found = organisations_found(reader, wanted)
    page = Paginator(found, ORGANISATIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = profiles(reader, page)
    counts = found.counts
    wording = wording_for(reader, [*codes_of_places(shown), *counts["voivodeship"], *counts["powiat"]])
    context = {
        "form": SearchForm(initial={"q": wanted.text}),
        "kept": [(facet, value) for facet, values in wanted.chosen.items() for value in values],
        "wanted": wanted,
        "page": page,
        "found": listing.number_found(page.paginator.count),
        "table": with_marks(listing.table(shown, wanted, wording), shown, found),
        "facets": [*listing.facets(wanted, counts, wording), *listing.further(wanted, counts, wording)],
        "figure": area.figure(counts[area.KEY], wanted, reverse("directory:list")),
        "notes": listing.notes(found),
        "saving": saving(reader, wanted),
        "alerting": None if page.paginator.count else alerting(reader, wanted, wording),
        "chosen": listing.chosen(wanted, wording),
        "actions": _list_actions(reader),
        "downloads": _downloads(wanted),
        "provenance": _provenance(),
    }
    return render(request, "directory/list.html", context)


def _list_actions(reader: Reader) -> list[Link]:
    if not reader.can("directory.edit_organisations"):
        return []
    return [
        Link(_("Enter an organisation"), reverse("directory:add")),
        Link(_("Removed organisations"), reverse("directory:removed"), "secondary"),
    ]


def _downloads(wanted: Wanted) -> list[Download]:
    return [
        Download(_("These organisations as a table"), listing.address_of(wanted, "directory:csv"), "CSV"),
        Download(_("These organisations as a workbook"), listing.address_of(wanted, "directory:xlsx"), "XLSX"),
        Download(_("These organisations on paper"), listing.address_of(wanted, "directory:pdf"), "PDF"),
        Download(_("These organisations as data"), listing.address_of(wanted, "directory:data", "json"), "JSON"),
        Download(
            _("These organisations as linked data"), listing.address_of(wanted, "directory:data", "jsonld"), "JSON-LD"
        ),
        Download(_("New ones among these as a feed"), listing.address_of(wanted, "directory:atom"), "Atom"),
        Download(
            _("These organisations as business cards"), listing.address_of(wanted, "directory:data", "vcf"), "vCard"
        ),
    ]


def _provenance() -> Provenance:
    return Provenance(
        sure=_("Each entry says where it comes from. Entries marked as invented are examples."),
        old=_("As of %(day)s; the year of each source stands on the page of the organisation.")
        % {"day": day(timezone.localdate())},
        source=_("This directory; codes: PKD and NACE; regions: register TERYT of Statistics Poland (GUS)"),
    )


def _for_file(request: HttpRequest) -> tuple[list[Profile], Wanted, Wording]:
    reader: Reader = request.user  # type: ignore[assignment]
    wanted = wanted_from(request.GET)
    shown = profiles(reader, organisations_found(reader, wanted))
    chosen = [*wanted.voivodeship, *wanted.powiat]
    return shown, wanted, wording_for(reader, [*codes_of_places(shown), *chosen])


@require_safe
def csv_file(request: HttpRequest) -> StreamingHttpResponse:
    """Answer with the same organisations as a CSV file."""
    shown, wanted, wording = _for_file(request)
    lines = [*files.preface(wanted, wording, len(shown)), files.header(), *files.rows(shown, wording)]
    return csv_response("directory.csv", lines, byte_order_mark="bom" in request.GET)


@require_safe
def data_file(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the same organisations as data for programs."""
    if form not in data_files.FORMS:
        raise Http404(form)
    write, kind = data_files.FORMS[form]
    shown, wanted, wording = _for_file(request)
    disposition = f'attachment; filename="directory.{form}"'
    return HttpResponse(write(shown, wanted, wording), content_type=kind, headers={"Content-Disposition": disposition})


@require_safe
def pdf_file(request: HttpRequest) -> HttpResponse:
    """Answer with the same organisations on paper; a list that is too long for it leads back to the page, which says so."""
    shown, wanted, wording = _for_file(request)
    if len(shown) > MOST_ON_PAPER:
        sentence = _(
            "A PDF holds at most %(limit)s organisations, and these are %(count)s. Narrow the list, or take the workbook."
        )
        messages.error(request, sentence % {"limit": number(MOST_ON_PAPER), "count": number(len(shown))})
        return redirect(listing.address_of(wanted))
    headers = {"Content-Disposition": 'attachment; filename="directory.pdf"'}
    return HttpResponse(as_pdf(shown, wanted, wording), content_type="application/pdf", headers=headers)


@require_safe
def xlsx_file(request: HttpRequest) -> HttpResponse:
    """Answer with the same organisations as a workbook."""
    shown, wanted, wording = _for_file(request)
    first = files.preface(wanted, wording, len(shown))
    content = files.workbook(first, files.header(), files.rows(shown, wording))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": 'attachment; filename="directory.xlsx"'}
    )


@require_safe
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one organisation."""
    reader: Reader = request.user  # type: ignore[assignment]
    try:
        one = organisation_visible_to(reader, public_id, DETAIL_PARTS)
    except Http404:
        became = organisation_it_became(public_id)
        if became is None:
            raise
        return moved_to(became)
    if one.removed_at is not None and (became := organisation_it_became(public_id)):
        return moved_to(became)
    rung = rung_towards(reader, one)
    shown = profile_at(rung, one)
    wording = wording_for(reader, codes_of_places([shown]))
    context = presenting.page_of(shown, wording, details_at(rung, one), one.provenances.all())
    context["facts"] = [*context["facts"], *related_facts(reader, one)]
    context["posts"] = with_others(reader, one, context["posts"])
    context["actions"] = _organisation_actions(reader, shown, one)
    return render(request, "directory/organisation.html", context)


def moved_to(one: Organisation) -> HttpResponse:
    """Lead to the entry that another one became part of; no browser may remember it, as merges can be undone."""
    address = reverse("directory:organisation", args=[one.public_id])
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-store"})


def _organisation_actions(reader: Reader, shown: Profile, one: Organisation) -> list[Link]:
    routes = {"directory:history": (_("History"), "secondary")}
    if reader.is_authenticated and not shown.is_removed and may_keep(reader, one):
        routes = {"directory:keep": (_("Keep the profile"), "")} | routes
    if not shown.is_removed and reader.can("directory.edit_organisations"):
        routes |= {
            "directory:edit": (_("Edit"), "secondary"),
            "directory:visibility": (_("Who sees what"), "secondary"),
            "directory:remove": (_("Remove"), "secondary"),
        }
    links = [Link(label, reverse(route, args=[shown.public_id]), kind) for route, (label, kind) in routes.items()]
    comparing = "" if shown.is_removed else comparing_page(reader, one)
    return [*links, Link(_("Same as another entry?"), comparing, "secondary")] if comparing else links
