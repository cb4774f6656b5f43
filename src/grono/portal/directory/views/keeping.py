"""One's own organisation: the overview of its profile, its sections, and the profile as others see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Card, Tab
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.attention import administrators_of
from grono.portal.directory.completeness import missing_in
from grono.portal.directory.details import details_at
from grono.portal.directory.history import open_invitations_for
from grono.portal.directory.kinds import Proof, Rung
from grono.portal.directory.known_people import with_others_at
from grono.portal.directory.permissions import administers
from grono.portal.directory.presenting import number_fact, page_of
from grono.portal.directory.profile_forms import (
    FactsForm,
    ReachForm,
    SectionForm,
    SizeForm,
    TextsForm,
    language_name,
)
from grono.portal.directory.profiles import profile_at
from grono.portal.directory.provenance import open_conflicts
from grono.portal.directory.queries import organisations_administered_by
from grono.portal.directory.views.ways import kept, tabs_of, way_to
from grono.portal.directory.wording import codes_of_places, wording_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import Organisation


@dataclass(frozen=True)
class Section:
    """A section that is one form."""

    title: str | Promise
    form: type[SectionForm]
    save: Callable[[User, Organisation, Any], None]


def _save_facts(by: User, organisation: Organisation, form: SectionForm) -> None:
    actions.change_facts(by=by, organisation=organisation, facts=form.cleaned_data)


def _save_texts(by: User, organisation: Organisation, form: TextsForm) -> None:
    actions.change_texts(by=by, organisation=organisation, texts=form.texts)


def _save_reach(by: User, organisation: Organisation, form: SectionForm) -> None:
    actions.change_reach(by=by, organisation=organisation, **form.cleaned_data)


SECTIONS = {
    "facts": Section(gettext_lazy("Name, legal form, state, web site"), FactsForm, _save_facts),
    "size": Section(gettext_lazy("People, turnover, declared status"), SizeForm, _save_facts),
    "texts": Section(gettext_lazy("What you can do, in each language"), TextsForm, _save_texts),
    "reach": Section(gettext_lazy("Countries and languages"), ReachForm, _save_reach),
}


@require_safe
@requires("directory.keep_own_organisation")
def mine(request: UserRequest) -> HttpResponse:
    """Lead to one's own organisation, or list them and the invitations that wait."""
    own = list(organisations_administered_by(request.user))
    invitations = list(open_invitations_for(request.user))
    if len(own) == 1 and not invitations:
        return redirect("directory:keep", own[0].public_id)
    cards = [
        Card(one.legal_name, reverse("directory:keep", args=[one.public_id]), language=one.name_language) for one in own
    ]
    return render(request, "directory/mine.html", {"cards": cards, "invitations": invitations})


@require_safe
@requires("directory.keep_own_organisation")
def keep(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the sections of a profile with what is in them, and what is missing."""
    one = kept(request, public_id)
    context = {
        "organisation": one,
        "cards": list(_cards(one)),
        "missing": missing_in(one),
        "numbers": _numbers(one),
        "may_confirm": administers(request.user, one),
        "disagreeing": len(open_conflicts(one)),
        "alone": len(administrators_of(one)) == 1,
        "tabs": tabs_of(one, "directory:keep"),
        "breadcrumbs": way_to(one, inside=False),
    }
    return render(request, "directory/keep.html", context)


def _numbers(one: Organisation) -> list[dict[str, object]]:
    """Return the numbers with their proof; one that a register has matched waits for the organisation's own word (DIR-10)."""
    return [
        {
            "fact": number_fact(row),
            "scheme": row.scheme,
            "value": row.value,
            "is_matched": row.proof == Proof.MATCHED,
        }
        for row in one.identifiers.all()
    ]


@require_POST
@requires("directory.keep_own_organisation")
def number(request: UserRequest, public_id: str) -> HttpResponse:
    """Confirm a number that a register has matched."""
    one = kept(request, public_id)
    scheme, value = (request.POST.get(name, "") for name in ("scheme", "value"))
    try:
        actions.confirm_number(by=request.user, organisation=one, scheme=scheme, value=value)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The changes are saved."))
    return redirect("directory:keep", public_id)


def _cards(one: Organisation) -> list[Card]:
    posts = [row for row in one.posts.all() if row.until is None]
    places = [row for row in one.establishments.all() if row.until is None]
    codes = [row for row in one.codes.all() if row.until is None]
    languages = sorted({row.language for row in one.texts.all()})
    said = {
        "facts": "",
        "size": "",
        "texts": _("written in: %(languages)s") % {"languages": ", ".join(map(language_name, languages))}
        if languages
        else _("no text yet"),
        "reach": _countries(len(one.countries.all())),
    }
    forms = [Card(section.title, _section(one, key), said[key]) for key, section in SECTIONS.items()]
    rows = {
        "people": (_("People and posts"), len(posts)),
        "places": (_("Establishments on the map"), len(places)),
        "products": (_("Products"), len(one.products.all())),
        "certificates": (_("Certificates"), len(one.certificates.all())),
        "former-names": (_("Former names"), len(one.former_names.all())),
    }
    lists = [
        Card(title, reverse("directory:rows", args=[one.public_id, kind]), _entries(number))
        for kind, (title, number) in rows.items()
    ]
    numbers = Card(_("Activity codes"), reverse("directory:codes", args=[one.public_id]), _entries(len(codes)))
    return [*forms[:3], numbers, *lists, *forms[3:]]


def _section(one: Organisation, key: str) -> str:
    return reverse("directory:section", args=[one.public_id, key])


def _entries(number: int) -> str:
    return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}


def _countries(number: int) -> str:
    return ngettext("%(number)s country", "%(number)s countries", number) % {"number": number}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def section(request: UserRequest, public_id: str, key: str) -> HttpResponse:
    """Show one section of a profile as a form, and save it."""
    one = kept(request, public_id)
    if key not in SECTIONS:
        raise Http404
    chosen = SECTIONS[key]
    further = {"further": request.GET.get("language", "")} if key == "texts" else {}
    is_moving = key == "texts" and "move" in request.POST
    form = chosen.form(
        request.POST if request.method == "POST" and not is_moving else None, organisation=one, **further
    )
    if is_moving and isinstance(form, TextsForm):
        return _move_text(request, one, form)
    if request.method == "POST" and form.is_valid():
        chosen.save(request.user, one, form)
        messages.success(request, _("The changes are saved."))
        has_doubts = key == "texts" and TextsForm(organisation=kept(request, public_id)).doubts()
        return redirect("directory:section", public_id, key) if has_doubts else redirect("directory:keep", public_id)
    context = {"form": form, "organisation": one, "title": chosen.title, "breadcrumbs": way_to(one)}
    if isinstance(form, TextsForm):
        context |= {"further_languages": form.further_languages(), "doubts": form.doubts()}
    return render(request, "directory/section.html", context)


def _move_text(request: UserRequest, one: Organisation, form: TextsForm) -> HttpResponse:
    """Move a text to the language that it seems to be in; what has been written there since stays."""
    doubt = next((doubt for doubt in form.doubts() if doubt.name == request.POST["move"]), None)
    if doubt is not None and doubt.goes:
        actions.change_texts(by=request.user, organisation=one, texts=doubt.goes)
        messages.success(request, _("The text stands in the other language now."))
    return redirect("directory:section", one.public_id, "texts")


VIEWERS = {
    "visitor": (gettext_lazy("a visitor"), Rung.PUBLIC),
    "registered": (gettext_lazy("someone with an account"), Rung.REGISTERED),
    "member": (gettext_lazy("a member of a common cluster"), Rung.MEMBERS),
    "own": (gettext_lazy("the organisation itself"), Rung.HIDDEN),
}


@require_safe
@requires("directory.keep_own_organisation")
def preview(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the profile as a visitor, someone with an account or a member of a common cluster sees it."""
    one = kept(request, public_id)
    viewer = request.GET.get("as", "visitor")
    viewer = viewer if viewer in VIEWERS else "visitor"
    rung = VIEWERS[viewer][1]
    shown = profile_at(rung, one)
    address = reverse("directory:preview", args=[public_id])
    context = page_of(
        shown, wording_for(request.user, codes_of_places([shown])), details_at(rung, one), one.provenances.all()
    ) | {
        "organisation": one,
        "viewers": [
            Tab(title, f"{address}?as={key}", current=key == viewer) for key, (title, _rung) in VIEWERS.items()
        ],
        "tabs": tabs_of(one, "directory:preview"),
        "breadcrumbs": way_to(one),
        "is_preview": True,
    }
    context["posts"] = with_others_at(rung, one, context["posts"])
    return render(request, "directory/preview.html", context)
