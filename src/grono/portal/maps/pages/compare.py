"""Two maps compared: which maps may be chosen, and what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Download, Fact, Figure, Link, Table, Tile
from grono.portal.core.languages import in_this_language
from grono.portal.core.queries import shown_state
from grono.portal.core.templatetags.grono import day, number, percent
from grono.portal.maps.comparisons import changes, pictures
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.pages.figures import drawing
from grono.portal.maps.pages.forms_of_numbers import NONE, probability, quotient
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.queries import comparisons_visible_to, is_going_on, maps_to_compare_with
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap, MapComparison
    from grono.portal.maps.results import Row

LINES_ON_A_PAGE = 25
MAPS_OFFERED = 200
LEVEL = 0.95
"""Probability from which a rise or fall counts (MAP-48)."""
CLASSES = ("new", "stronger", "weaker", "gone", "unchanged", "not_comparable")
CHANGED = CLASSES[:4]


def class_titles() -> dict[str, str]:
    """Return what each class is called."""
    return {
        "new": pgettext("change of an industry", "new candidate"),
        "stronger": pgettext("change of an industry", "stronger"),
        "weaker": pgettext("change of an industry", "weaker"),
        "gone": pgettext("change of an industry", "no candidate any more"),
        "unchanged": pgettext("change of an industry", "within noise"),
        "not_comparable": pgettext("change of an industry", "not comparable"),
    }


def reason_titles() -> dict[str, str]:
    """Return why a line cannot be compared."""
    return {
        "few_plants": _("the sizes of plants are not known on both maps"),
        "depends_on_split": _("depends on how a divided code is split"),
        "only_before": _("only on the earlier map"),
        "only_after": _("only on the later map"),
    }


def offered(map_: ClusterMap, reader: Reader) -> list[tuple[str, str]]:
    """Return the maps with which another may be compared."""
    return [(one.public_id, _titled(one)) for one in maps_to_compare_with(reader, map_)[:MAPS_OFFERED]]


def _titled(map_: ClusterMap) -> str:
    values = {"title": map_.title, "year": map_.summary["period"] or _("no year"), "day": day(map_.drawn_at)}
    return _("%(title)s (%(year)s, drawn on %(day)s)") % values


def earlier_comparisons(map_: ClusterMap, reader: Reader) -> Table:
    """Return the comparisons in which a map takes part."""
    visible = comparisons_visible_to(reader)
    found = (visible.filter(before=map_) | visible.filter(after=map_)).order_by("-created_at", "-pk")
    rows: list[list[object]] = [
        [Cell(day(one.created_at), _address(one)), _titled(one.before), _titled(one.after)]
        for one in found[:LINES_ON_A_PAGE]
    ]
    columns = [Column(_("Compared on")), Column(_("Earlier map")), Column(_("Later map"))]
    return Table(_("Comparisons of this map"), columns, rows)


def _address(comparison: MapComparison) -> str:
    return reverse("maps:comparison", args=[comparison.public_id])


class ChangeFilterForm(forms.Form):
    """Which lines of a comparison to show."""

    change = forms.ChoiceField(label=lazy("Change"), required=False)
    region = forms.ChoiceField(label=lazy("Region"), required=False)

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [("", _("all lines")), *class_titles().items()]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("all regions")), *regions]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """Return what is given and valid."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def comparison_page(comparison: MapComparison, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return the page of a comparison: what came out, why nothing could, or that it is being computed."""
    before, after = comparison.before, comparison.after
    may_repeat = reader.can("maps.compare_maps")
    context: dict[str, Any] = {
        "comparison": comparison,
        "breadcrumbs": breadcrumbs(after, inside=True),
        "facts": [
            Fact(_("Earlier map"), before.title, _of_map(before), address(before), foreign(before.language)),
            Fact(_("Later map"), after.title, _of_map(after), address(after), foreign(after.language)),
        ],
        "notes": sorted({in_this_language(one.note) for one in (before, after) if one.note}),
        "again_address": address(after, "compare") if may_repeat else "",
        "refusal": [in_this_language(sentence) for sentence in comparison.refusal],
        "waiting": _waiting(comparison),
    }
    if context["waiting"] or comparison.refusal:
        return context
    return context | _Found(comparison, wanted).context()


def _of_map(map_: ClusterMap) -> str:
    year = _("Figures of %(year)s.") % {"year": map_.summary["period"]} if map_.summary["period"] else ""
    return " ".join(part for part in (year, _("Drawn on %(day)s.") % {"day": day(map_.drawn_at)}) if part)


def _waiting(comparison: MapComparison) -> str:
    if comparison.computed_at is not None:
        return ""
    if is_going_on(comparison.run):
        return _("The maps are being compared. Load this page again in a moment.")
    word = comparison.run and shown_state(comparison.run)
    return _("The comparison was not finished. Start it again.") if word or comparison.run is None else ""


class _Found:
    """The results of a comparison, for its page and its file."""

    def __init__(self, comparison: MapComparison, wanted: QueryDict) -> None:
        self._comparison, self._wanted, self._language = comparison, wanted, get_language() or "en"
        self._rows = changes(comparison)
        self._pictures = pictures(comparison, self._language)
        self._sides = [results_of(map_) for map_ in (comparison.after, comparison.before)]

    def _name(self, kind: str, code: str) -> tuple[str, str]:
        """Return what a code is called on the later map, or on the earlier one."""
        for side in self._sides:
            known = side.regions if kind == "region" else side.industries
            if code in known:
                name = side.name(kind, code, self._language)
                return name.text, foreign(name.language)
        return code, ""

    def context(self) -> dict[str, Any]:
        regions = sorted({row["region"] for row in self._rows}, key=self._region_key)
        form = ChangeFilterForm(self._wanted, regions=[(code, self._name("region", code)[0]) for code in regions])
        found = self.lines(form.wanted())
        page = Paginator(found, LINES_ON_A_PAGE).get_page(self._wanted.get("page"))
        changed = sorted(
            (row for row in self._rows if row["class"] in CHANGED),
            key=lambda row: (CHANGED.index(row["class"]), -(row["after"] or 0)),
        )
        query = self._wanted.copy()
        query["file"] = "csv"
        return {
            "lead": self._lead(),
            "tiles": self._tiles(),
            "figure": self._figure("change"),
            "side_by_side": self._side_by_side(form.wanted().get("region", "")),
            "changed": self._table(_("Industries that changed beyond noise"), changed),
            "form": form,
            "page": page,
            "table": self._table(_("All lines that are strong on one of the maps"), list(page), sortable=True),
            "downloads": [Download(_("These lines"), f"?{query.urlencode()}", "CSV")],
            "explained": self._explained(),
        }

    def lines(self, wanted: dict[str, str]) -> list[Row]:
        """Return the lines asked for, in the order asked for."""
        found = [
            row
            for row in self._rows
            if wanted.get("change") in (None, row["class"]) and wanted.get("region") in (None, row["region"])
        ]
        return sorted(found, key=self._orders().get(self._wanted.get("order", ""), self._orders()["change"]))

    def _region_key(self, code: str) -> Any:
        return collation_key(self._name("region", code)[0], self._language)

    def _orders(self) -> dict[str, Callable[[Row], Any]]:
        return {
            "change": lambda row: (CLASSES.index(row["class"]), -(row["after"] or 0), row["region"], row["industry"]),
            "region": lambda row: (self._region_key(row["region"]), row["industry"]),
            "industry": lambda row: (
                collation_key(self._name("industry", row["industry"])[0], self._language),
                row["region"],
            ),
            "-before": lambda row: -(row["before"] if row["before"] is not None else -1),
            "-after": lambda row: -(row["after"] if row["after"] is not None else -1),
            "-probability": lambda row: -(row["probability"] if row["probability"] is not None else -1),
        }

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = self._comparison.summary["classes"]
        return counts

    def _lead(self) -> str:
        counts = self._counts()
        if not any(counts[name] for name in CHANGED):
            return _("Nothing changed beyond noise between the two maps.")
        said = {name: number(counts[name]) for name in counts}
        return (
            _("Beyond noise: %(new)s new, %(stronger)s stronger, %(weaker)s weaker, %(gone)s no candidate any more. %(unchanged)s stay within noise.")
            % said
        )  # fmt: skip

    def _tiles(self) -> list[Tile]:
        counts, titles = self._counts(), class_titles()
        return [
            Tile(titles[name][:1].upper() + titles[name][1:], counts[name], href=f"?change={name}#all-lines")
            for name in CLASSES
        ]

    def _figure(self, name: str) -> Figure | None:
        """Return one of the pictures with its table; None where it was not drawn."""
        found = self._pictures.get(name)
        if found is None:
            return None
        source = found["source"].partition(": ")[2] or found["source"]
        numbers = [
            any(isinstance(row[place], int | float) for row in found["rows"]) for place in range(len(found["titles"]))
        ]
        columns = [Column(title, numeric) for title, numeric in zip(found["titles"], numbers, strict=True)]
        twin = Table(found["title"], columns, found["rows"])
        return Figure(found["title"], drawing(found["svg"], found["narrow"]), found["alternative"], source, twin)

    def _side_by_side(self, region: str) -> Figure | None:
        """Return the shortlists of the region asked for, or of the one with most candidates, side by side."""
        drawn = [name for name in self._pictures if name.startswith("region:")]
        return self._figure(f"region:{region}" if region or not drawn else drawn[0])

    def _explained(self) -> str:
        rule = _(
            "A line counts as changed when its location quotient rose or fell with a probability of at least %(level)s, at most one in twenty of such findings being false. “New” and “no candidate any more” also cross the limits of the rule."
        )
        sentences = [rule % {"level": percent(LEVEL)}]
        bridge = self._comparison.summary["bridge"]
        if bridge["kind"] == "same_year":
            sentences.append(
                _(
                    "The codes changed between the maps; the earlier year was therefore taken from the later map, which holds it too (%(year)s)."
                )
                % {"year": bridge["year"]}
            )
        elif bridge["kind"] == "converted":
            sentences.append(
                _(
                    "The codes of the earlier map were converted by the tables given; lines that depend on how a code is split are not compared."
                )
            )
        return " ".join(sentences)

    def _table(self, caption: str, rows: list[Row], *, sortable: bool = False) -> Table:
        order = self._wanted.get("order", "change")

        def head(label: str, key: str = "", *, numeric: bool = False, unit: str = "") -> Column:
            if not sortable or not key:
                return Column(label, numeric, unit)
            query = self._wanted.copy()
            query.pop("page", None)
            query["order"] = key
            direction = "descending" if key.startswith("-") else "ascending"
            return Column(label, numeric, unit, f"?{query.urlencode()}", direction if key == order else "")  # type: ignore[arg-type]

        years = [str(one.summary["period"] or "") for one in (self._comparison.before, self._comparison.after)]
        columns = [
            head(_("Industry"), "industry"),
            head(_("Region"), "region"),
            head(_("Change"), "change"),
            head(_("Quotient before"), "-before", numeric=True, unit=years[0]),
            head(_("Quotient after"), "-after", numeric=True, unit=years[1]),
            head(_("Probability"), "-probability", numeric=True, unit=_("that it rose")),
            head(_("Employees before"), numeric=True, unit=years[0]),
            head(_("Employees after"), numeric=True, unit=years[1]),
        ]
        empty = (
            _("No line matches. Take the filter away to see all.")
            if sortable
            else _("No industry changed beyond noise.")
        )
        return Table(caption, columns, [self._line(row) for row in rows], empty=empty)

    def _line(self, row: Row) -> list[object]:
        industry, region = self._name("industry", row["industry"]), self._name("region", row["region"])
        why = reason_titles().get(row["reason"] or "", "")
        return [
            Cell(industry[0], detail=row["industry"] if industry[0] != row["industry"] else "", language=industry[1]),
            Cell(region[0], language=region[1]),
            Cell(class_titles()[row["class"]], detail=why),
            quotient(row["before"]),
            quotient(row["after"]),
            NONE if row["probability"] is None else probability(row["probability"]),
            _people(row["employees_before"]),
            _people(row["employees_after"]),
        ]

    def file_rows(self) -> list[list[object]]:
        """Return the lines for a file: codes beside names, numbers as numbers."""
        form = ChangeFilterForm(self._wanted, regions=[(row["region"], row["region"]) for row in self._rows])
        head: list[object] = [
            _("Code of the region"), _("Region"), _("Code of the industry"), _("Industry"), _("Change"), _("Why not comparable"),
            _("Quotient before"), _("Quotient after"), _("Probability that it rose"), _("Employees before"), _("Employees after"),
        ]  # fmt: skip
        rows: list[list[object]] = [
            [
                row["region"], self._name("region", row["region"])[0], row["industry"], self._name("industry", row["industry"])[0],
                class_titles()[row["class"]], reason_titles().get(row["reason"] or "", ""), row["before"], row["after"],
                row["probability"], row["employees_before"], row["employees_after"],
            ]
            for row in self.lines(form.wanted())
        ]  # fmt: skip
        return [head, *rows]


def _people(value: float | None) -> object:
    return None if value is None else round(value)


def file_rows(comparison: MapComparison, wanted: QueryDict) -> list[list[object]]:
    """Return the lines of a finished comparison for a file."""
    return _Found(comparison, wanted).file_rows()


def compare_link(map_: ClusterMap, reader: Reader) -> Link | None:
    """Return the way to compare a map with another, for who may."""
    if not reader.can("maps.compare_maps") or map_.drawn_at is None or map_.deleted_at is not None:
        return None
    return Link(_("Compare with another map"), address(map_, "compare"), "secondary")


def comparisons_of(map_: ClusterMap, reader: Reader) -> list[Link]:
    """Return the finished comparisons in which a map is the later one."""
    found = comparisons_visible_to(reader).filter(after=map_, computed_at__isnull=False, refusal=[])
    return [
        Link(_("What changed since “%(title)s”") % {"title": _titled(one.before)}, _address(one))
        for one in found[:LINES_ON_A_PAGE]
    ]
