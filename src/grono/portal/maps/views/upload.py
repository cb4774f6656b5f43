"""The first step: tables are uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.core.permissions import requires
from grono.portal.maps import storage
from grono.portal.maps.actions import Draft, create_map
from grono.portal.maps.forms import NewMapForm
from grono.portal.maps.pages.addresses import address, breadcrumbs, steps
from grono.portal.maps.pages.understood import by_table, problems
from grono.portal.maps.specifications import new_specification
from grono.portal.maps.uploads import limited, take_in_all, understood_now, warm_up, was_too_large

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.maps.models import ClusterMap


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.upload_table")
@limited
def new(request: UserRequest) -> HttpResponse:
    """Take the tables of a new map; whatever cannot be read as a table is said at once, and not kept."""
    if request.method != "POST":
        warm_up()
        return _page(request, NewMapForm())
    form = NewMapForm(request.POST, request.FILES)
    if not form.is_valid():
        if was_too_large(request):
            _say_too_large(form)
        return _page(request, form)
    map_, understood = _created(request, form)
    if map_ is None:
        return _page(request, form, understood)
    return (
        redirect("core:run", map_.reading_run.public_id) if map_.reading_run else redirect(address(map_, "understood"))
    )


def _say_too_large(form: NewMapForm) -> None:
    form.errors.pop("employees", None)
    sentence = _(
        "The files are too large and were not taken. A table has at most %(limit)s MB; pack it as CSV.gz, or split it by year."
    )
    form.add_error("employees", sentence % {"limit": settings.UPLOAD_BYTES // 10**6})


def _created(request: UserRequest, form: NewMapForm) -> tuple[ClusterMap | None, dict[str, Any]]:
    """Keep the tables as a draft, unless one of them is no table at all."""
    given = form.cleaned_data
    files = take_in_all(given)
    kept = False
    try:
        specification = new_specification(given["classification"])
        understood = understood_now(files, specification, request.user)
        if understood is not None and understood["unreadable"]:
            return None, understood
        draft = Draft(given["title"], given["source"], files, specification, understood)
        map_ = create_map(by=request.user, draft=draft)
        kept = True
    finally:
        if not kept:
            storage.forget(file.stored_name for file in files.values())
    return map_, {}


def _page(request: UserRequest, form: NewMapForm, understood: dict[str, Any] | None = None) -> HttpResponse:
    context = {
        "form": form,
        "steps": steps(0, failed=bool(form.errors or understood)),
        "problems": by_table(problems(understood or {}, "error")),
        "breadcrumbs": breadcrumbs(),
        "megabytes": settings.UPLOAD_BYTES // 10**6,
    }
    return render(request, "maps/new.html", context)
