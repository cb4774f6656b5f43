"""The page of saved searches, what is done there, the page behind the link of a letter, and the private feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Link
from grono.portal.core.permissions import requires
from grono.portal.search import actions
from grono.portal.search.atom import MOST_IN_A_FEED, feed_response
from grono.portal.search.finding import found_by
from grono.portal.search.followed import followed_kinds
from grono.portal.search.forms import AlertForm, FeedForm, PauseForm
from grono.portal.search.permissions import FOLLOW
from grono.portal.search.queries import all_views_of, shown_views, view_of, view_of_feed, view_to_stop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.search.queries import ShownView

VIEWS_ON_A_PAGE = 10
"""Each asks the index once."""


@require_safe
@requires(FOLLOW)
def views(request: UserRequest) -> HttpResponse:
    """List the saved searches, each with what it finds now."""
    return _listed(request)


def _listed(request: UserRequest, **shown_once: str) -> HttpResponse:
    page = Paginator(all_views_of(request.user), VIEWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"shown": one, "form": _form(one)} for one in shown_views(page)]
    context = {"page": page, "rows": rows, "kinds": _kinds(), **shown_once}
    return render(request, "search/views.html", context)


def _kinds() -> list[tuple[str, str]]:
    return [(str(one.title), one.address("")) for one in followed_kinds().values()]


def _form(shown: ShownView) -> AlertForm:
    view = shown.view
    return AlertForm(initial={"frequency": view.frequency}, auto_id=f"id_{view.public_id}_%s")


@require_POST
@requires(FOLLOW)
def change(request: UserRequest, public_id: str) -> HttpResponse:
    """Tell of a saved search more or less often."""
    view, form = view_of(request.user, public_id), AlertForm(request.POST)
    if form.is_valid():
        actions.change_alert(by=request.user, view=view, frequency=form.cleaned_data["frequency"])
        view.refresh_from_db()
        sentence = _("“%(name)s”: by mail %(often)s.")
        messages.success(request, sentence % {"name": view.name, "often": view.get_frequency_display()})
    else:
        messages.error(request, _("Choose how often we write: not at all, soon, once a day or once a week."))
    return redirect("search:views")


@require_POST
@requires(FOLLOW)
def pause(request: UserRequest, public_id: str) -> HttpResponse:
    """Pause the letters about a saved search, or go on."""
    view = view_of(request.user, public_id)
    form = PauseForm(request.POST)
    form.full_clean()
    paused = form.cleaned_data["paused"]
    actions.pause_alert(by=request.user, view=view, paused=paused)
    sentence = _("Letters about “%(name)s” are paused.") if paused else _("Letters about “%(name)s” go on.")
    messages.success(request, sentence % {"name": view.name})
    return redirect("search:views")


@require_POST
@requires(FOLLOW)
def look(request: UserRequest, public_id: str) -> HttpResponse:
    """Lead to what a saved search finds, and count what is new from now on."""
    view = view_of(request.user, public_id)
    actions.note_look(by=request.user, view=view)
    kind = followed_kinds().get(view.kind)
    return redirect(kind.address(view.query) if kind else reverse("search:views"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(FOLLOW)
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a saved search is to go, then forget it; what it found stays where it is."""
    view = view_of(request.user, public_id)
    if request.method != "POST":
        way = [Link(_("Saved searches"), reverse("search:views"))]
        return render(request, "search/remove.html", {"view": view, "breadcrumbs": way})
    actions.remove_view(by=request.user, view=view)
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect("search:views")


@require_POST
@requires(FOLLOW)
def feed(request: UserRequest, public_id: str) -> HttpResponse:
    """Make the private feed of a saved search, whose address is shown once, or revoke it."""
    view = view_of(request.user, public_id)
    form = FeedForm(request.POST)
    form.full_clean()
    if form.cleaned_data["wanted"]:
        secret = actions.make_feed(by=request.user, view=view)
        return _listed(request, feed_of=view.name, feed_address=address_of_feed(secret))
    actions.revoke_feed(by=request.user, view=view)
    messages.success(request, _("The private feed of “%(name)s” opens nothing any more.") % {"name": view.name})
    return redirect("search:views")


def address_of_feed(secret: str) -> str:
    """Return the whole address of a private feed, which is its key."""
    return f"{settings.SITE_ADDRESS}{reverse('search:private_feed', args=[secret])}"


@csrf_exempt  # the secret in the address is the proof: a mail program posts without a session (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters about a saved search; opening the link asks first, as mail programs open links ahead."""
    view = view_to_stop(token)
    is_stopped = request.method == "POST"
    if is_stopped:
        actions.stop_alert(by=None, view=view)
        view.refresh_from_db()
    return _secret(render(request, "search/stop.html", {"view": view, "is_stopped": is_stopped}))


@require_safe
def private_feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """Answer with what a saved search finds for its person now, as an Atom feed."""
    view = view_of_feed(secret)
    if view is None:
        raise Http404
    kind = followed_kinds()[view.kind]
    with override(view.user.language):
        entries = kind.entries(view.user, found_by(view).tolist(), MOST_IN_A_FEED)
        address = kind.address(view.query)
        return _secret(
            feed_response(
                name=f"saved-view/{view.public_id}", title=view.name, path=address, own_path="", entries=entries
            )
        )


def _secret(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"  # the address holds the secret
    response["Cache-Control"] = "private, no-store"
    return response
