"""The site's own pages: home, about, accessibility, gallery, appearance."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core.display import Card
from grono.portal.core.home import tiles_for, warnings_for
from grono.portal.core.navigation import NEXT, entries_for
from grono.portal.web import appearance as chosen_appearance
from grono.portal.web import gallery as samples
from grono.portal.web import statement
from grono.portal.web.gallery_charts import charts_of_strategies

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.visitor import Reader

PAGES_ABOUT_THE_SITE = 90
"""Menu entries from this order on are about the site itself, not a place to begin."""

BEGINNINGS = 2
"""How many buttons the home page has: one way in, and one other."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Grono is, what is here now and where to begin."""
    reader = cast("Reader", request.user)
    beginnings = [entry for entry in entries_for(reader) if entry.order < PAGES_ABOUT_THE_SITE][:BEGINNINGS]
    steps = entries_for(reader, NEXT) if reader.is_authenticated else []
    context = {
        "tiles": tiles_for(reader),
        "warnings": warnings_for(reader),
        "entries": beginnings,
        "next_steps": [Card(entry.label, entry.href) for entry in steps],
    }
    return render(request, "web/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what is invented here, whose data it is and under which licence."""
    return render(request, "web/about.html", {"sources": statement.sources()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "web/accessibility.html", {"tests": statement.tests(), "limits": statement.limits()})


@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component empty, long, wrong and full; nothing that is sent is kept."""
    return render(request, "web/gallery.html", samples.everything(request))


@require_safe
def gallery_charts(request: HttpRequest) -> HttpResponse:
    """Show the charts of strategies, full and empty, each with its words and its table."""
    context = {"charts": charts_of_strategies(get_language() or "en"), "breadcrumbs": samples.way_to_charts()}
    return render(request, "web/gallery_charts.html", context)


@require_safe
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's own, and go back to the page the reader came from."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=request.is_secure()):
        target = reverse("web:home")
    response = HttpResponseRedirect(target)
    patch_vary_headers(response, ["Cookie"])
    scheme = request.GET.get("scheme", "")
    if scheme in chosen_appearance.SCHEMES and scheme:
        response.set_cookie(
            chosen_appearance.COOKIE,
            scheme,
            max_age=chosen_appearance.COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(chosen_appearance.COOKIE, samesite="Lax")
    return response
