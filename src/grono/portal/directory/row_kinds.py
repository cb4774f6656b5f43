"""The kinds of rows of a profile: how each is listed, entered, saved and ended, on the pages and by programs alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.core.display import Cell
from grono.portal.directory import actions
from grono.portal.directory.kinds import PointMethod, PostRole, Rung
from grono.portal.directory.place_form import PlaceForm
from grono.portal.directory.row_forms import CertificateForm, FormerNameForm, PostForm, ProductForm, RowForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise

    from grono.portal.core.models import User
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
    has_past: bool = False
    """Whether rows with a last day are listed too: a former name is over by its nature."""


def _save_certificate(by: User, one: Organisation, row: str, form: CertificateForm) -> None:
    actions.keep_certificate(by=by, organisation=one, public_id=row, values=form.values)


def _save_former_name(by: User, one: Organisation, row: str, form: FormerNameForm) -> None:
    actions.keep_former_name(by=by, organisation=one, public_id=row, values=form.values)


def _save_product(by: User, one: Organisation, row: str, form: ProductForm) -> None:
    actions.keep_product(by=by, organisation=one, public_id=row, texts=form.texts)


def _save_place(by: User, one: Organisation, row: str, form: PlaceForm) -> None:
    actions.keep_place(by=by, organisation=one, public_id=row, values=form.values)


def _save_post(by: User, one: Organisation, row: str, form: PostForm) -> None:
    name = form.cleaned_data["full_name"]
    if row:
        actions.change_post(by=by, organisation=one, public_id=row, full_name=name, values=form.values)
    else:
        actions.add_post(by=by, organisation=one, full_name=name, values=form.values, person=form.holder)


def _product_cells(row: Any) -> list[object]:
    texts = {text.language: text for text in row.texts.all()}
    chosen = texts.get("pl") or texts.get("en") or next(iter(texts.values()), None)
    return [Cell(chosen.name, language=chosen.language) if chosen else "", ", ".join(sorted(texts))]


def _place_cells(row: Any) -> list[object]:
    position = PointMethod(row.point_method).label if row.point_method else _("no position")
    return [
        Cell(row.name or row.place, detail=_("seat") if row.is_seat else ""),
        row.street or None,
        row.place,
        position,
    ]


def _post_cells(row: Any) -> list[object]:
    seen = Rung(row.rung).label
    return [Cell(row.person.full_name, detail=row.title), PostRole(row.role).label, row.since, seen]


KINDS = {
    "people": Kind(
        gettext_lazy("People and posts"), gettext_lazy("Add a person"), gettext_lazy("Close the post"),
        gettext_lazy("Has this person left the post? It is closed on the last day and stays in the history."),
        "posts", PostForm, lambda: [_("Person"), _("Role"), _("Since"), _("Who sees the person")], _post_cells,
        _save_post, actions.close_post,
    ),
    "places": Kind(
        gettext_lazy("Establishments on the map"), gettext_lazy("Add an establishment"), gettext_lazy("Close the establishment"),
        gettext_lazy("Is this establishment closed? It ends on the last day and stays in the history."),
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
    "former-names": Kind(
        gettext_lazy("Former names"), gettext_lazy("Add a former name"), gettext_lazy("Take the former name out"),
        gettext_lazy("Was it never the name of this organisation? It is taken out of the profile, and searches no longer find it."),
        "former_names", FormerNameForm, lambda: [_("Former name"), _("From"), _("To"), _("Source")],
        lambda row: [Cell(row.name, language=row.language), row.since, row.until, row.source or None], _save_former_name,
        actions.remove_former_name, has_past=True,
    ),
}  # fmt: skip


def kind_of(key: str) -> Kind:
    """Return a kind of rows, or answer 404."""
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def open_rows(one: Organisation, kind: Kind) -> list[Any]:
    """Return the rows of a kind that can be changed."""
    return [row for row in getattr(one, kind.parts).all() if kind.has_past or getattr(row, "until", None) is None]


def row_of(one: Organisation, kind: Kind, row_id: str) -> Any:
    """Return one row that can be changed, or answer 404."""
    found = next((row for row in open_rows(one, kind) if row.public_id == row_id), None)
    if found is None:
        raise Http404
    return found
