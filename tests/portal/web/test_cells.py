"""A cell written in Python reads as the template of a cell reads it."""

import datetime
import itertools

import pytest
from django.template import Context, Template
from django.test.html import parse_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

from grono.messages import message
from grono.portal.core.display import Cell, Column, Status, Table
from grono.portal.web import cells

SLOW = """{% load components %}
<{% if head %}th scope="row"{% else %}td{% endif %}{% if column.numeric %} class="number"{% endif %}{% if cell.language %} lang="{{ cell.language }}"{% endif %}>
{% if cell.status %}
  {% include "components/status.html" with status=cell.status only %}
{% elif cell.href %}
  <a href="{{ cell.href }}">{{ cell.value|shown }}</a>
{% else %}
  {{ cell.value|shown }}
{% endif %}
{% if cell.detail %}<span class="quiet">{{ cell.detail }}</span>{% endif %}
</{% if head %}th{% else %}td{% endif %}>"""
"""A cell as a template, plainly: what the page would show if every cell were included."""

VALUES = {
    "missing": None,
    "nothing": "",
    "zero": 0,
    "number": -1234.5,
    "date": datetime.date(2027, 5, 3),
    "time": datetime.time(14, 5),
    "yes": True,
    "hostile": "<b>\"&'",
    "markup": SafeString("<b>bold</b>"),
    "later": gettext_lazy("no value"),
    "sentence": message("Row %(row)s", row="<3"),
}


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_cell_of_every_kind_is_as_the_template_has_it(value, language):
    options = itertools.product(["", "/a/?b=1&c=<"], ["", "a & <b>"], ["", "pl"], [True, False], [True, False])
    slow = Template(SLOW)
    for href, detail, spoken, numeric, head in options:
        column, cell = Column("x", numeric=numeric), Cell(value, href, detail, spoken)
        other = (Column("first"), Cell(0))
        with override(language):
            expected = slow.render(Context({"column": column, "cell": cell, "head": head}))
            fast = cells.row([(column, cell)] if head else [other, (column, cell)])
        assert parse_html(expected) in parse_html(fast).children


@pytest.mark.parametrize("tone", ["neutral", "active", "information", "success", "warning", "error"])
def test_status_is_as_the_template_has_it(tone):
    column, cell = Column("x"), Cell(3, "/address/", "more", status=Status("<ready>", tone))
    expected = Template(SLOW).render(Context({"column": column, "cell": cell, "head": True}))
    assert parse_html(expected) in parse_html(cells.row([(column, cell)])).children


def test_table_with_cells_of_an_app_has_the_same_rows(settings):
    table = Table("Plants", [Column("a"), Column("b", numeric=True)], [["x", 1], ["y", None]], total=["all", 1])
    page = Template('{% include "components/table.html" %}')
    with override("en"):
        fast = page.render(Context({"table": table}))
        slow = page.render(Context({"table": table, "cell_template": Template(SLOW)}))
    assert parse_html(fast) == parse_html(slow)
