"""What came out of a comparison of two maps: its pictures, its tables, its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Download, Figure, Table, Tile
from grono.portal.core.templatetags.grono import number, percent
from grono.portal.maps.comparisons import changes, pictures
from grono.portal.maps.pages.change_words import CHANGED, CLASSES, ChangeFilterForm, class_titles, reason_titles
from grono.portal.maps.pages.figures import drawing
from grono.portal.maps.pages.forms_of_numbers import NONE, probability, quotient
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from grono.portal.maps.models import MapComparison
    from grono.portal.maps.results import Row

LINES_ON_A_PAGE = 25
LEVEL = 0.95
"""Probability from which a rise or fall counts (MAP-48)."""


class Changes:
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
        """Return what the page shows of them."""
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
    return Changes(comparison, wanted).file_rows()
