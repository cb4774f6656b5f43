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
from grono.portal.directory.following import words_of
from grono.portal.search.actions import save_view
from grono.portal.search.frequencies import Frequency
from grono.portal.search.queries import views_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.wording import Wording
    from grono.portal.search.models import SavedView


LONGEST_NAME = 100


class ViewForm(forms.Form):
    """The name of a view; what is looked for travels along and is read as any address is."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=LONGEST_NAME)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    frequency = forms.ChoiceField(
        label=gettext_lazy("Tell me by mail of what is new"), choices=Frequency.choices, required=False
    )


def saving(reader: Reader, wanted: Wanted) -> dict[str, object] | None:
    """Return what the list shows of saved views; nothing for visitors, who have nowhere to keep them."""
    if not reader.can("directory.save_views"):
        return None
    views = list(views_of(reader, KIND))
    same = [view for view in views if view.query == wanted.query()]
    followed = next((view for view in same if view.frequency != Frequency.NEVER and not view.paused_for), None)
    form = ViewForm(initial={"query": wanted.query()}, prefix="view")
    return {"views": views, "form": form, "is_open": bool(same), "followed": followed}


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
        view = save_view(by=request.user, kind=KIND, query=query, **_chosen(form))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _saved(view))
    return redirect(reverse("directory:list") + (f"?{query}" if query else ""))


def _chosen(form: ViewForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "frequency")}


def _saved(view: SavedView) -> str:
    if view.frequency == Frequency.NEVER:
        return _("The view “%(name)s” is saved.") % {"name": view.name}
    sentence = _("The view “%(name)s” is saved. When something new appears we write to you %(often)s.")
    return sentence % {"name": view.name, "often": view.get_frequency_display()}


def alerting(reader: Reader, wanted: Wanted, wording: Wording) -> ViewForm | None:
    """Return the form by which one press saves a search that finds nothing, with letters; nothing for visitors, who log in first."""
    if not reader.can("directory.save_views"):
        return None
    name = (words_of(wanted, wording) if wanted.chosen else wanted.text)[:LONGEST_NAME]
    proposed = {"name": name, "query": wanted.query(), "frequency": Frequency.DAILY}
    form = ViewForm(initial=proposed, prefix="view", auto_id="alert_%s")
    for field in form.fields.values():
        field.widget = forms.HiddenInput()
    return form
