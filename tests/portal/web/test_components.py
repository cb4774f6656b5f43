"""Tags and filters of the components, and how every form is written."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from grono.messages import message
from grono.portal.core.display import Cell, Column, Table
from grono.portal.web.templatetags import components


def render(text, **context):
    return " ".join(Template("{% load components %}" + text).render(Context(context)).split())


@pytest.mark.parametrize(
    ("value", "english", "polish"),
    [
        (1234567, "1,234,567", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
        (Decimal("-0.5"), "\N{MINUS SIGN}0.5", "\N{MINUS SIGN}0,5"),
        (0, "0", "0"),
        (datetime.date(2027, 5, 3), "3 May 2027", "3 maja 2027"),
        (True, "yes", "tak"),
        ("18 271–18 921", "18 271–18 921", "18 271–18 921"),
        (message("Row %(row)s", row=3), "Row 3", "Row 3"),
    ],
)
def test_value_is_shown_in_the_readers_form(value, english, polish):
    for language, expected in {"en": english, "pl": polish}.items():
        with override(language):
            assert components.shown(value) == expected


def test_missing_value_is_words_and_never_zero():
    with override("en"):
        assert "no value" in components.shown(None)


@pytest.mark.parametrize(
    ("value", "maximum", "length"),
    [(49, 55, "89.09%"), (0, 17, "0.00%"), (3, 0, "0.00%"), (9, 3, "100.00%"), (-1, 3, "0.00%")],
)
def test_percent_stays_within_the_picture(value, maximum, length):
    assert components.percent(value, maximum) == length


def test_interval_beyond_the_axis_is_cut_and_still_written_out():
    with override("en"):
        text = render("{% interval 1.1 0.2 9 maximum=6 %}")
    assert 'x="3.33%"' in text
    assert 'width="96.67%"' in text
    assert "0.2 to 9" in text


def test_table_pairs_each_cell_with_its_column():
    table = Table(
        "Sample", [Column("Region"), Column("Employees", numeric=True)], [["Leszno", 5]], total=["Together", 5]
    )
    assert table.body == [[(table.columns[0], Cell("Leszno")), (table.columns[1], Cell(5))]]
    assert table.foot[1][1].value == 5


def test_table_with_a_row_too_short_is_refused():
    table = Table("Sample", [Column("Region"), Column("Employees")], [["Leszno"]])
    with pytest.raises(ValueError, match="shorter"):
        _ = table.body


def test_sorted_column_says_so():
    columns = [Column("Region", sort_href="?sort=region", sorted="ascending")]
    text = render('{% include "components/table.html" %}', table=Table("Sample", columns, [["Leszno"]]))
    assert 'aria-sort="ascending"' in text


def test_text_from_people_is_escaped():
    table = Table("<b>x</b>", [Column("<i>y</i>")], [["<script>1</script>"]])
    text = render('{% include "components/table.html" %}', table=table)
    assert "<script>" not in text
    assert "<b>" not in text


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the register.")
    side = forms.ChoiceField(label="Side", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)


def _form(data=None):
    with override("en"):
        return " ".join(str(Sample(data)).split())


def test_field_is_described_by_its_hint():
    text = _form()
    assert 'aria-describedby="id_name_helptext"' in text
    assert 'id="id_name_helptext"' in text
    assert "error-summary" not in text


def test_wrong_form_links_each_error_to_its_field():
    text = _form({})
    assert 'href="#id_name"' in text
    assert 'href="#id_side_0"' in text
    assert 'id="id_side_0"' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text


def test_only_the_optional_field_is_marked():
    assert _form().count("(optional)") == 1


@pytest.mark.parametrize(
    ("path", "expected"), [("/pl/maps/3/", "/en/maps/3/"), ("/pl/no/such/", "/en/no/such/"), ("/", "/en/")]
)
def test_language_link_keeps_the_page(path, expected):
    assert components._in_language(path, "pl", "en") == expected
