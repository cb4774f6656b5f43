"""Rows of a profile: people and posts, establishments, products, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Cell, Column, Link, Table
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.kinds import PointMethod, PostRole
from grono.portal.directory.locator import close_up, locator
from grono.portal.directory.row_forms import EndForm
from grono.portal.directory.row_kinds import kind_of, open_rows, row_of
from grono.portal.directory.views.ways import kept, way_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import Organisation


@require_safe
@requires("directory.keep_own_organisation")
def rows(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """List the rows of one kind, each leading to its form."""
    one, chosen = kept(request, public_id), kind_of(kind)
    body = []
    for row in open_rows(one, chosen):
        first, *others = chosen.cells(row)
        cell = first if isinstance(first, Cell) else Cell(first)
        href = reverse("directory:row", args=[public_id, kind, row.public_id])
        body.append([Cell(cell.value, href, cell.detail, cell.language), *others])
    columns = [Column(label) for label in chosen.columns()]
    context = {
        "organisation": one,
        "title": chosen.title,
        "table": Table(chosen.title, columns, body, empty=_("Nothing has been entered yet.")),
        "actions": [Link(chosen.add, reverse("directory:row_add", args=[public_id, kind]))],
        "past": _past_posts(one) if kind == "people" else None,
        "picture": _picture(one) if kind == "places" else "",
        "breadcrumbs": way_to(one),
    }
    return render(request, "directory/rows.html", context)


def _past_posts(one: Organisation) -> Table | None:
    """Return the posts that were closed: leaving ends a post, nothing is deleted (DIR-5)."""
    rows = [
        [Cell(row.person.full_name, detail=row.title), PostRole(row.role).label, row.since, row.until]
        for row in one.posts.all()
        if row.until is not None
    ]
    columns = [Column(_("Person")), Column(_("Role")), Column(_("From")), Column(_("To"))]
    return Table(_("Posts that have ended"), columns, rows) if rows else None


def _picture(one: Organisation) -> str:
    open_rows = [row for row in one.establishments.all() if row.until is None]
    points = [
        (float(row.longitude), float(row.latitude))
        for row in open_rows
        if row.longitude is not None and row.latitude is not None
    ]
    return locator(points, [row.teryt[:2] for row in open_rows if row.teryt])


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def row_add(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Enter a new row."""
    return _form(request, kept(request, public_id), kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def row(request: UserRequest, public_id: str, kind: str, row_id: str) -> HttpResponse:
    """Change a row."""
    one = kept(request, public_id)
    return _form(request, one, kind, row_of(one, kind_of(kind), row_id))


def _form(request: UserRequest, one: Organisation, key: str, row: Any) -> HttpResponse:
    kind = kind_of(key)
    sent = request.POST if request.method == "POST" else None
    form = kind.form(sent, organisation=one, reader=request.user, row=row)
    back = reverse("directory:rows", args=[one.public_id, key])
    if request.method == "POST" and form.is_valid():
        try:
            kind.save(request.user, one, row.public_id if row else "", form)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(back)
    way = [*way_to(one), Link(kind.title, back)]
    context = {
        "form": form,
        "organisation": one,
        "title": kind.title if row else kind.add,
        "back": back,
        "breadcrumbs": way,
    }
    if key == "places":
        context["position"] = _position(form, row)
    if row is not None:
        context |= {"row": row, "kind": key, "end": kind.end, "is_place": key == "places"}
    return render(request, "directory/row.html", context)


def _position(form: Any, row: Any) -> dict[str, object]:
    """Return the picture of the region with the point of the form, else the stored one, and what is said about it."""
    given = tuple(form.fields[name].to_float(form[name].value()) for name in ("longitude", "latitude"))
    stored = (float(row.longitude), float(row.latitude)) if row is not None and row.latitude is not None else None
    point = given if None not in given else stored
    teryt = form["teryt"].value() or ""
    named = {"place": form["place"].value() or _("no place yet")}
    label = _("Map of the region with the position of this establishment: %(place)s") % named
    is_said = row is not None and row.point_method and not form.is_bound
    return {
        "picture": close_up(teryt[:2], point, label),
        "said": PointMethod(row.point_method).label if is_said else "",
        "is_known": point is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def row_end(request: UserRequest, public_id: str, kind: str, row_id: str) -> HttpResponse:
    """Ask whether a row is to be closed or taken out, then do it."""
    one, chosen = kept(request, public_id), kind_of(kind)
    found = row_of(one, chosen, row_id)
    back = reverse("directory:rows", args=[public_id, kind])
    form = EndForm(request.POST if request.method == "POST" else None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.close(by=request.user, organisation=one, public_id=found.public_id, **form.day)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done. The history keeps what was there, and it can be undone there."))
            return redirect(back)
    context = {
        "organisation": one,
        "title": chosen.end,
        "question": chosen.question,
        "form": form,
        "back": back,
        "breadcrumbs": [*way_to(one), Link(chosen.title, back)],
    }
    return render(request, "directory/row_end.html", context)


@require_POST
@requires("directory.keep_own_organisation")
def make_seat(request: UserRequest, public_id: str, row_id: str) -> HttpResponse:
    """Make an establishment the seat from today on."""
    one = kept(request, public_id)
    found = row_of(one, kind_of("places"), row_id)
    try:
        actions.move_seat(by=request.user, organisation=one, public_id=found.public_id)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The seat has moved."))
    return redirect("directory:rows", public_id, "places")
