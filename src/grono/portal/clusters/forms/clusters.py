from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters import facts
from grono.portal.clusters.evidence import unit_text
from grono.portal.clusters.models.clusters import FIRST_YEAR
from grono.portal.clusters.queries import facts_of
from grono.portal.core.forms import DateInput
from grono.portal.core.queries import user_with_address
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.clusters.facts import FactKind
    from grono.portal.clusters.models import Cluster
    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

LONGEST_LINE = 200


class ClusterForm(forms.Form):
    """What identifies a cluster."""

    name = forms.CharField(label=_("Name of the cluster"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), max_length=30, required=False)
    founded = forms.IntegerField(
        label=_("Year founded"), min_value=FIRST_YEAR, max_value=datetime.MAXYEAR, required=False
    )
    about_pl = forms.CharField(
        label=_("About the cluster, in Polish"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "pl"}),
    )
    about_en = forms.CharField(
        label=_("About the cluster, in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )
    organisation = forms.CharField(
        label=_("Page of the organisation that runs it"),
        max_length=300,
        required=False,
        help_text=_("Address or identifier of its page in this directory, if it has one."),
    )
    nuts2 = forms.RegexField(
        r"^[A-Z]{2}[0-9A-Z]{2}$",
        label=_("Region (NUTS 2)"),
        required=False,
        help_text=_("Code as in PL84."),
        error_messages={"invalid": _("A NUTS 2 code has two letters and two signs more, as in PL84.")},
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    web = forms.URLField(label=_("Web site"), max_length=300, required=False, assume_scheme="https")
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("A document, a register, or the cluster itself.")
    )
    source_year = forms.IntegerField(label=_("Year of the source"), min_value=1900, max_value=2100, required=False)

    def __init__(self, *args: Any, reader: Reader, cluster: Cluster | None = None, **kwargs: Any) -> None:
        self.reader = reader
        if cluster is not None:
            kwargs["initial"] = _initial(cluster)
        super().__init__(*args, **kwargs)

    def clean_founded(self) -> int | None:
        """Refuse a year that has not begun."""
        year: int | None = self.cleaned_data["founded"]
        if year is not None and year > timezone.localdate().year:
            raise ValidationError(gettext("This year has not begun. Leave the field empty until the cluster exists."))
        return year

    def clean_organisation(self) -> Organisation | None:
        """Find the organisation by its identifier or the address of its page."""
        text = self.cleaned_data["organisation"].strip().rstrip("/")
        if not text:
            return None
        try:
            return organisation_visible_to(self.reader, text.rsplit("/", 1)[-1])
        except Http404 as error:
            sentence = gettext("No organisation has this address. Open its page in the directory and copy the address.")
            raise ValidationError(sentence) from error

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        about = {language: data[f"about_{language}"] for language in ("pl", "en") if data[f"about_{language}"]}
        plain = (
            "name",
            "acronym",
            "founded",
            "organisation",
            "nuts2",
            "email",
            "phone",
            "web",
            "source",
            "source_year",
        )
        return {**{name: data[name] for name in plain}, "about": about}


def _initial(cluster: Cluster) -> dict[str, Any]:
    plain = ("name", "acronym", "founded", "nuts2", "email", "phone", "web", "source", "source_year")
    return {
        **{name: getattr(cluster, name) for name in plain},
        "about_pl": cluster.about.get("pl", ""),
        "about_en": cluster.about.get("en", ""),
        "organisation": cluster.organisation.public_id if cluster.organisation else "",
    }


class FactsForm(forms.Form):
    """The dated facts of a cluster; what is not changed is not stated again."""

    as_of = forms.DateField(
        label=_("As of"), widget=DateInput(), help_text=_("The day for which the facts you change hold.")
    )
    source = forms.CharField(label=_("Source of the facts"), max_length=300)

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stated = facts_of(cluster)
        self.fields["as_of"].initial = timezone.localdate()
        for key, kind in facts.fact_kinds().items():
            self.fields[key] = _field(kind)
            self.fields[key].initial = _shown(kind, stated[key].value) if key in stated else None
        self.order_fields([*facts.fact_kinds(), "as_of", "source"])

    def clean_as_of(self) -> datetime.date:
        """Refuse a day that has not come."""
        day: datetime.date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(gettext("The day lies in the future. State a fact when it holds."))
        return day

    def values(self) -> Mapping[str, Any]:
        """Return the facts that the form changed."""
        kinds = facts.fact_kinds()
        return {key: _stored(kinds[key], self.cleaned_data[key]) for key in self.changed_data if key in kinds}


def _field(kind: FactKind) -> forms.Field:
    common: dict[str, Any] = {"label": kind.title, "help_text": kind.hint, "required": False}
    if kind.kind == facts.NUMBER:
        if kind.unit:
            common["label"] = f"{kind.title} ({unit_text(kind.unit)})"
        most = 100 if kind.unit == "%" else None
        return forms.DecimalField(min_value=0, max_value=most, decimal_places=2, max_digits=9, localize=True, **common)
    if kind.kind == facts.DAY:
        return forms.DateField(widget=DateInput(), **common)
    if kind.kind == facts.ADDRESS:
        return forms.URLField(max_length=500, assume_scheme="https", **common)
    if kind.kind == facts.YES_NO:
        choices = [("", gettext("not looked at")), ("yes", gettext("yes")), ("no", gettext("no"))]
        return forms.ChoiceField(choices=choices, **common)
    rows = {facts.LIST: 3, facts.LONG: 4}.get(kind.kind)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(max_length=4000, widget=widget, **common)


def _shown(kind: FactKind, value: Any) -> Any:
    if kind.kind == facts.LIST:
        return "\n".join(value)
    if kind.kind == facts.YES_NO:
        return {True: "yes", False: "no"}.get(value, "")
    if kind.kind == facts.NUMBER:
        return Decimal(value)
    return datetime.date.fromisoformat(value) if kind.kind == facts.DAY else value


def _stored(kind: FactKind, value: Any) -> Any:
    if kind.kind == facts.LIST:
        return [line.strip()[:LONGEST_LINE] for line in (value or "").splitlines() if line.strip()]
    if kind.kind == facts.YES_NO:
        return {"yes": True, "no": False}.get(value)
    if kind.kind == facts.NUMBER:
        return None if value is None else f"{value.normalize():f}"
    if kind.kind == facts.DAY:
        return value.isoformat() if value else None
    return value or ""


class CoordinatorForm(forms.Form):
    """Who is to coordinate a cluster; only for who manages people, so that an unknown address may be said."""

    email = forms.EmailField(label=_("E-mail address of the account"), max_length=254)

    def clean_email(self) -> User:
        """Find the account."""
        found = user_with_address(self.cleaned_data["email"])
        if found is None:
            raise ValidationError(gettext("Nobody has an account with this address. Invite the person first."))
        return found
