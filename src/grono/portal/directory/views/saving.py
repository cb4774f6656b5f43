"""Views of the list that people keep under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.finding import KIND
from grono.portal.search.actions import remove_view, save_view
from grono.portal.search.queries import view_of, views_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted


class ViewForm(forms.Form):
    """The name of a view; what is looked for travels along and is read as any address is."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=100)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)


def saving(reader: Reader, wanted: Wanted) -> dict[str, object] | None:
    """Return what the list shows of saved views; nothing for visitors, who have nowhere to keep them."""
    if not reader.can("directory.save_views"):
        return None
    views = list(views_of(reader, KIND))
    form = ViewForm(initial={"query": wanted.query()}, prefix="view")
    return {"views": views, "form": form, "is_open": any(view.query == wanted.query() for view in views)}


@require_POST
@requires("directory.save_views")
def save(request: UserRequest) -> HttpResponse:
    """Keep the list as it stands."""
    form = ViewForm(request.POST, prefix="view")
    if not form.is_valid():
        messages.error(request, _("Give the view a name of up to 100 characters, then save it again."))
        return redirect("directory:list")
    query = wanted_from(QueryDict(form.cleaned_data["query"])).query()
    try:
        view = save_view(by=request.user, kind=KIND, name=form.cleaned_data["name"], query=query)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(reverse("directory:list") + (f"?{query}" if query else ""))


@require_POST
@requires("directory.save_views")
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Forget a saved view; the organisations in it stay where they are."""
    view = view_of(request.user, public_id)
    remove_view(by=request.user, view=view)
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    return redirect("directory:list")
