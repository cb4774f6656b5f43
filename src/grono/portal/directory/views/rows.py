"""Rows of a profile: people and posts, establishments, products, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Cell, Column, Link, Table
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.kinds import PostRole, Rung
from grono.portal.directory.locator import locator
from grono.portal.directory.row_forms import CertificateForm, PlaceForm, PostForm, ProductForm, RowForm
from grono.portal.directory.views.ways import kept, way_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import Organisation


@dataclass(frozen=True)
class Kind:
    """A kind of rows: its words, its form, how it is listed, saved and ended."""

    title: str | Promise
    add: str | Promise
    end: str | Promise
    question: str | Promise
    parts: str
    form: type[RowForm]
    columns: Callable[[], list[str]]
    cells: Callable[[Any], list[object]]
    save: Callable[[User, Organisation, str, Any], None]
    close: Callable[..., None]


def _save_certificate(by: User, one: Organisation, row: str, form: CertificateForm) -> None:
    actions.keep_certificate(by=by, organisation=one, public_id=row, values=form.values)


def _save_product(by: User, one: Organisation, row: str, form: ProductForm) -> None:
    actions.keep_product(by=by, organisation=one, public_id=row, texts=form.texts)


def _save_place(by: User, one: Organisation, row: str, form: PlaceForm) -> None:
    actions.keep_place(by=by, organisation=one, public_id=row, values=form.values)


def _save_post(by: User, one: Organisation, row: str, form: PostForm) -> None:
    name = form.cleaned_data["full_name"]
    if row:
        actions.change_post(by=by, organisation=one, public_id=row, full_name=name, values=form.values)
    else:
        actions.add_post(by=by, organisation=one, full_name=name, values=form.values)


def _product_cells(row: Any) -> list[object]:
    texts = {text.language: text for text in row.texts.all()}
    chosen = texts.get("pl") or texts.get("en") or next(iter(texts.values()), None)
    return [Cell(chosen.name, language=chosen.language) if chosen else "", ", ".join(sorted(texts))]


def _place_cells(row: Any) -> list[object]:
    has_point = _("on the map") if row.latitude is not None else _("no position")
    return [
        Cell(row.name or row.place, detail=_("seat") if row.is_seat else ""),
        row.street or None,
        row.place,
        has_point,
    ]


def _post_cells(row: Any) -> list[object]:
    seen = Rung(row.rung).label
    return [Cell(row.person.full_name, detail=row.title), PostRole(row.role).label, row.since, seen]


KINDS = {
    "people": Kind(
        gettext_lazy("People and posts"), gettext_lazy("Add a person"), gettext_lazy("Close the post"),
        gettext_lazy("Has this person left the post? It is closed today and stays in the history."),
        "posts", PostForm, lambda: [_("Person"), _("Role"), _("Since"), _("Who sees the person")], _post_cells,
        _save_post, actions.close_post,
    ),
    "places": Kind(
        gettext_lazy("Establishments on the map"), gettext_lazy("Add an establishment"), gettext_lazy("Close the establishment"),
        gettext_lazy("Is this establishment closed? It is closed today and stays in the history."),
        "establishments", PlaceForm, lambda: [_("Establishment"), _("Street and number"), _("Place"), _("Position")],
        _place_cells, _save_place, actions.close_place,
    ),
    "products": Kind(
        gettext_lazy("Products"), gettext_lazy("Add a product"), gettext_lazy("Take the product out"),
        gettext_lazy("Do you want to take this product out of the profile?"),
        "products", ProductForm, lambda: [_("Product"), _("Languages")], _product_cells, _save_product,
        actions.remove_product,
    ),
    "certificates": Kind(
        gettext_lazy("Certificates"), gettext_lazy("Add a certificate"), gettext_lazy("Take the certificate out"),
        gettext_lazy("Do you want to take this certificate out of the profile?"),
        "certificates", CertificateForm, lambda: [_("Scheme"), _("Number"), _("Valid until")],
        lambda row: [row.scheme, row.number or None, row.valid_until], _save_certificate, actions.remove_certificate,
    ),
}  # fmt: skip


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def _open_rows(one: Organisation, kind: Kind) -> list[Any]:
    return [row for row in getattr(one, kind.parts).all() if getattr(row, "until", None) is None]


def _row(one: Organisation, kind: Kind, public_id: str) -> Any:
    found = next((row for row in _open_rows(one, kind) if row.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


@require_safe
@requires("directory.keep_own_organisation")
def rows(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """List the rows of one kind, each leading to its form."""
    one, chosen = kept(request, public_id), _kind(kind)
    body = []
    for row in _open_rows(one, chosen):
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
        "picture": _picture(one) if kind == "places" else "",
        "breadcrumbs": way_to(one),
    }
    return render(request, "directory/rows.html", context)


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
    return _form(request, one, kind, _row(one, _kind(kind), row_id))


def _form(request: UserRequest, one: Organisation, key: str, row: Any) -> HttpResponse:
    kind = _kind(key)
    form = kind.form(request.POST if request.method == "POST" else None, organisation=one, row=row)
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
    if row is not None:
        context |= {"row": row, "kind": key, "end": kind.end, "is_place": key == "places"}
    return render(request, "directory/row.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def row_end(request: UserRequest, public_id: str, kind: str, row_id: str) -> HttpResponse:
    """Ask whether a row is to be closed or taken out, then do it."""
    one, chosen = kept(request, public_id), _kind(kind)
    found = _row(one, chosen, row_id)
    back = reverse("directory:rows", args=[public_id, kind])
    if request.method == "POST":
        try:
            chosen.close(by=request.user, organisation=one, public_id=found.public_id)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Done. The history keeps what was there, and it can be undone there."))
        return redirect(back)
    way = [*way_to(one), Link(chosen.title, back)]
    context = {"organisation": one, "title": chosen.end, "question": chosen.question, "back": back, "breadcrumbs": way}
    return render(request, "directory/row_end.html", context)


@require_POST
@requires("directory.keep_own_organisation")
def make_seat(request: UserRequest, public_id: str, row_id: str) -> HttpResponse:
    """Make an establishment the seat from today on."""
    one = kept(request, public_id)
    found = _row(one, KINDS["places"], row_id)
    try:
        actions.move_seat(by=request.user, organisation=one, public_id=found.public_id)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The seat has moved."))
    return redirect("directory:rows", public_id, "places")
