from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.maps.models import FURTHER_KINDS
from grono.portal.maps.table_words import ROLE_TITLES, title_of_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

CLASSIFICATIONS = [
    ("nace2", _("NACE Rev. 2 (also SIC, NAF and other national codes made from it)")),
    ("nace21", _("NACE Rev. 2.1")),
    ("pkd2007", _("PKD 2007")),
    ("pkd2025", _("PKD 2025")),
    ("naics", _("NAICS")),
    ("none", _("none of these: take the codes as they are")),
]

LEVELS = [
    (1, _("1: sections, as C (NAICS: sectors)")),
    (2, _("2: divisions, as 10 (NAICS: three digits)")),
    (3, _("3: groups, as 10.5 (NAICS: four digits)")),
    (4, _("4: classes, as 10.51 (NAICS: five digits)")),
    (5, _("5: national codes below the classes, as 10.51.Z (NAICS: six digits)")),
]
"""Levels of industry codes, as ``grono.clustermap.ReadingOptions`` counts them."""


GRID_TITLES = {
    "ons-bres": _("Office for National Statistics, BRES (steps from 5 to 1,000)"),
    "eurostat-thousands": _("Eurostat, in thousands without decimals (steps of 1,000)"),
    "eurostat-thousands-1": _("Eurostat, in thousands with one decimal (steps of 100)"),
    "eurostat-thousands-2": _("Eurostat, in thousands with two decimals (steps of 10)"),
}


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a title; those of further tables wait in a disclosure, open where there is a problem."""

    title: str
    fields: list[forms.BoundField]
    folded: bool

    is_open: bool


class ReadingForm(forms.Form):
    """How the tables are read: which column is what, and the conventions of the source."""

    classification = forms.ChoiceField(label=_("Where the industry codes come from"), choices=CLASSIFICATIONS)
    level = forms.TypedChoiceField(
        label=_("Level of industry codes"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("all codes: the table has only one level")), *LEVELS],
        help_text=_("Where the table has sums of industries beside their parts: the level to keep."),
    )
    decimal = forms.ChoiceField(
        label=_("Decimal sign"),
        required=False,
        choices=[("", _("as the table shows")), ("comma", _("comma: 12,5")), ("point", _("point: 12.5"))],
    )
    rounding = forms.ChoiceField(label=_("Rounding of the source"), required=False)
    absent_means_zero = forms.BooleanField(
        label=_("A missing row means that nobody is employed there"),
        required=False,
        help_text=_("Without this a region and industry without a row counts as unknown, not as zero."),
    )

    def __init__(
        self, *args: Any, tables: Mapping[str, Any], grids: Sequence[str], wrong: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._wrong = wrong
        self.fields["rounding"].choices = [  # type: ignore[attr-defined]
            ("", _("none known")),
            *((name, GRID_TITLES.get(name, name)) for name in grids),
        ]
        names = []
        for kind, table in tables.items():
            for role, required in table["wanted"].items():
                names.append(self._add(kind, role, required=required, columns=table["columns"]))
            names += self._add_options(kind)
        self.order_fields([*names, "classification", "level", "decimal", "rounding", "absent_means_zero"])

    def _add(self, kind: str, role: str, *, required: bool, columns: Sequence[str]) -> str:
        name = f"{kind}-{role}"
        empty = ("", _("choose a column")) if required else ("", _("the table has none"))
        field = forms.ChoiceField(
            label=ROLE_TITLES[role], required=required, choices=[empty, *((column, column) for column in columns)]
        )
        self.fields[name] = field
        return name

    def _add_options(self, kind: str) -> list[str]:
        fields = {f"{kind}-{OPTION}{name}": make() for name, make in _OPTIONS.get(kind, {}).items()}
        self.fields.update(fields)
        return list(fields)

    def groups(self) -> list[Group]:
        """Return the fields under the title of their table, the conventions last."""
        found: dict[str, list[forms.BoundField]] = {}
        for field in self:
            kind, dash, _name = field.name.partition("-")
            found.setdefault(kind if dash else "", []).append(field)
        return [
            Group(
                _title(kind),
                fields,
                folded=kind in FURTHER_KINDS,
                is_open=kind in self._wrong or any(field.errors for field in fields),
            )
            for kind, fields in found.items()
        ]

    def columns(self, kind: str) -> dict[str, str]:
        """Return role → column of one table, as chosen."""
        prefix = f"{kind}-"
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value and not name.startswith(prefix + OPTION)
        }

    def options(self, kind: str) -> dict[str, Any]:
        """Return what else is said of how a further table is read."""
        prefix = f"{kind}-{OPTION}"
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


def _title(kind: str) -> str:
    if not kind:
        return gettext("Conventions of the source")
    return gettext("Columns: %(table)s") % {"table": title_of_table(kind)}


OPTION = "option-"
"""Between the kind of a table and the name of an option of its reader, in the names of fields."""


def _projection() -> forms.Field:
    return forms.IntegerField(
        label=_("Projection of x and y (EPSG code)"),
        required=False,
        min_value=1,
        help_text=_(
            "Such as 2180 for Poland (PL-1992). Left empty, metres are those of Europe (3035); degrees need none."
        ),
    )


def _size_codes() -> forms.Field:
    return forms.ChoiceField(
        label=_("Codes of size bands"),
        required=False,
        choices=[("", _("none: bands as in “10–49”")), ("fr-sirene", _("Insee, register Sirene"))],
    )


def _own_classification() -> forms.Field:
    return forms.ChoiceField(
        label=_("Where its industry codes come from"),
        required=False,
        choices=[("", _("as in the table of employees")), *CLASSIFICATIONS],
    )


def _absent_is_nothing() -> forms.Field:
    return forms.BooleanField(label=_("A pair without a row buys and sells nothing"), required=False)


_OPTIONS: dict[str, dict[str, Callable[[], forms.Field]]] = {
    "points": {"given_projection": _projection, "band_codes": _size_codes},
    "flows": {"classification": _own_classification, "absent_means_zero": _absent_is_nothing},
}
"""Kind of a table → option of its reader in ``grono.clustermap`` → the field that asks for it."""
