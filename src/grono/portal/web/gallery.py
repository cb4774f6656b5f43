"""Invented content for the gallery: each component empty, long, wrong and full."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.messages import Problem, message
from grono.portal.core.display import (
    Card,
    Cell,
    Choice,
    Column,
    Download,
    Facet,
    Fact,
    Figure,
    Link,
    Provenance,
    Status,
    Step,
    Tab,
    Table,
    Tile,
)
from grono.portal.web.forms import SampleForm

if TYPE_CHECKING:
    from django.http import HttpRequest

DAY = datetime.date(2025, 12, 31)
LONG_NAME = "Międzygminne Przedsiębiorstwo Wielobranżowo-Usługowo-Handlowe „Dziewięćsiłowianka” sp. z o.o. sp. k."
LONG_WORD = "Konstantynopolitańczykowianeczkówna" * 3
HERE = "#components"


def everything(request: HttpRequest) -> dict[str, object]:
    """Return the whole content of the gallery."""
    return {
        **_tables(),
        **_lists(),
        **_pictures(),
        **_forms(request),
        "breadcrumbs": [Link(pgettext("menu entry", "About"), HERE), Link(_("Gallery of components"), HERE)],
        "actions": [Link(_("Publish the map"), HERE), Link(_("Change the parameters"), HERE, "secondary")],
        "statuses": _statuses(),
        "provenance": Provenance(
            _("Invented: every figure of this page is a sample."),
            _("Written on 21 November 2026."),
            _("Made for the gallery"),
        ),
        "long_name": LONG_NAME,
        "long_word": LONG_WORD,
        "code": "import grono\n\nresult = grono.clustermap.draw(table, classification='nace2')\nresult.shortlist",
    }


def way_to_charts() -> list[Link]:
    """Return the way to the charts of the gallery."""
    return [Link(_("Gallery of components"), reverse("web:gallery"))]


def _statuses() -> list[Status]:
    return [
        Status(pgettext("state of a map", "draft")),
        Status(pgettext("state of a map", "being computed"), "active"),
        Status(pgettext("state of a map", "for review"), "information"),
        Status(pgettext("state of a map", "published"), "success"),
        Status(pgettext("state of a map", "out of date"), "warning"),
        Status(pgettext("state of a map", "failed"), "error"),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Industry"), sort_href=HERE),
        Column(_("Region")),
        Column(_("Employees"), numeric=True, unit=_("people, 2025"), sort_href=HERE, sorted="descending"),
        Column(_("Location quotient"), numeric=True),
        Column(_("Growth"), numeric=True, unit=_("per cent, 2020–2025")),
        Column(_("State")),
    ]


def _rows() -> list[list[object]]:
    published = Cell("", status=Status(pgettext("state of a map", "published"), "success"))
    draft = Cell("", status=Status(pgettext("state of a map", "draft")))
    return [
        [Cell("31.09", HERE, _("furniture")), "Leszno", 18921, Decimal("4.27"), Decimal("12.4"), published],
        [Cell("13.95", HERE, _("non-woven textiles")), "Łódź", 4310, Decimal("2.90"), Decimal("-3.1"), draft],
        [Cell("25.73", HERE, _("tools")), "Bielsko-Biała", 0, None, None, draft],
        [Cell(LONG_NAME, HERE, LONG_WORD, "pl"), LONG_WORD, 1234567, Decimal("0.08"), Decimal(0), draft],
    ]


def _tables() -> dict[str, object]:
    caption = _("Industries by employment")
    note = _("Sample figures; a dash means that no value exists.")
    total: list[object] = [_("Together"), "", 1257798, None, None, ""]
    short = [Column(_("Region")), Column(_("Employees"), numeric=True)]
    return {
        "table": Table(caption, _columns(), _rows(), note=note, total=total),
        "stacked_table": Table(_("Location quotient by place"), _columns(), _rows(), stacked=True),
        "empty_table": Table(caption, short, [], empty=_("Load a table of employment to fill this list.")),
        "problems": [
            Problem(
                "not-a-whole-number",
                message(
                    'Row %(row)s, column "%(column)s": "%(value)s" is not a whole number. '
                    "Write 12, or leave the cell empty if the figure is unknown.",
                    row=14,
                    column="employees",
                    value="12 ca.",
                ),
                14,
                "employees",
                "12 ca.",
            ),
            Problem("long", message("%(text)s", text=LONG_WORD), 100001, "GEOGRAPHY_CODE", LONG_WORD, "warning", 22),
        ],
    }


def _lists() -> dict[str, object]:
    kinds = [(_("Firm"), 412, True), (_("Research and teaching"), 38, False), (_("Local government"), 0, False)]
    facet = Facet(_("Kind"), [Choice(label, HERE, count, chosen) for label, count, chosen in kinds])
    long_facet = Facet(_("Place"), [Choice(LONG_NAME, HERE, 12045), Choice(LONG_WORD, HERE, 3, chosen=True)])
    return {
        "facts": [
            Fact(_("Legal name"), LONG_NAME, language="pl"),
            Fact("NIP", "972-123-73-17", _("checked against the register on 1 March 2026")),
            Fact(_("Employees"), 18921, _("between 18 271 and 18 921"), HERE),
            Fact(_("Founded"), None),
            Fact(_("Last change"), DAY),
        ],
        "tiles": [
            Tile(_("Employees in the cluster"), 18921, _("people"), DAY, _("interval 18 271 to 18 921")),
            Tile(_("Location quotient"), Decimal("4.27"), "", DAY, _("95% interval 3.98 to 4.57"), HERE),
            Tile(_("Firms founded"), 0, _("firms"), DAY),
            Tile(LONG_NAME, None, absent=_("not planned")),
        ],
        "facets": [facet, long_facet],
        "chosen": [Link(_("Firm"), HERE), Link(LONG_WORD, HERE)],
        "page_of_list": Paginator(range(412), 20).page(7),
        "only_page": Paginator(range(3), 20).page(1),
        "tabs": [
            Tab(_("Shortlist"), HERE, current=True, count=24),
            Tab(_("All candidates"), HERE, count=1310),
            Tab(_("Parameters"), HERE),
        ],
        "steps": [
            Step(_("Load the table"), "done", _("204 120 rows")),
            Step(_("Compute the measures"), "current", _("year 4 of 7")),
            Step(_("Choose the candidates")),
            Step(_("Publish"), "failed", _("the name of the map is missing")),
        ],
        "cards": [
            Card(_("Furniture around Leszno"), HERE, _("24 industries on the shortlist"), _("2025"), _statuses()[3]),
            Card(LONG_NAME, HERE, LONG_WORD, language="pl"),
        ],
        "downloads": [Download(_("Measures"), HERE, "CSV", 48_213), Download(_("Workbook"), HERE, "XLSX", 1_912_004)],
        "download": Download(_("Card of the strategy"), HERE, "PDF"),
        "consequences": [_("The map disappears from the public list."), _("Its results and its audit trail are kept.")],
    }


def _pictures() -> dict[str, object]:
    values = {"Leszno": Decimal("4.3"), "Łódź": Decimal("2.9"), "Bielsko-Biała": Decimal("1.1")}
    places = [
        {"name": name, "value": value, "y": 42 * number, "width": int(value * 90), "end": 128 + int(value * 90)}
        for number, (name, value) in enumerate(values.items())
    ]
    picture = render_to_string("web/sample_chart.html", {"places": places})
    table = Table(
        _("Location quotient by place"),
        [Column(_("Place")), Column(_("Location quotient"), numeric=True)],
        [[name, value] for name, value in values.items()],
    )
    figure = Figure(
        _("Furniture is concentrated around Leszno"),
        picture,
        _("Bar chart: location quotient 4.3 in Leszno, 2.9 in Łódź, 1.1 in Bielsko-Biała."),
        _("sample figures, invented"),
        table,
        _("Location quotient of employment, 2025"),
        [Download(_("Data"), HERE, "CSV", 312)],
    )
    scales: dict[str, object] = {
        name: [{"name": f"{name}-{number}", "label": number} for number in range(1, size + 1)]
        for name, size in {"sequential": 7, "diverging": 7, "category": 6}.items()
    }
    return {"figure": figure, **scales}


def _forms(request: HttpRequest) -> dict[str, object]:
    wrong = {"wrong-name": "", "wrong-email": "biuro(at)leszno.pl", "wrong-employees": "-3"}
    full = {
        "name": LONG_NAME,
        "email": "biuro@example.org",
        "employees": 18921,
        "kind": "firm",
        "helix": "business",
        "languages": ["pl", "en"],
        "founded": DAY,
        "about": LONG_WORD,
        "consent": True,
    }
    sent = SampleForm(request.POST, request.FILES, prefix="empty") if request.method == "POST" else None
    return {
        "empty_form": sent or SampleForm(prefix="empty"),
        "wrong_form": SampleForm(wrong, prefix="wrong"),
        "full_form": SampleForm(initial=full, prefix="full"),
    }
