"""Template tags and filters of all apps."""

import datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from grono.portal.core.templatetags.grono import day, duration, moment, number, percent

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "value", "decimals", "expected"),
    [
        ("pl", 18271, None, f"18{NO_BREAK}271"),
        ("en", 18271, None, "18,271"),
        ("pl", 1.5, None, "1,5"),
        ("en", -1.5, 2, "\N{MINUS SIGN}1.50"),
        ("pl", None, None, "—"),
        ("pl", 0, None, "0"),
        ("en", "about 5", None, "about 5"),
    ],
)
def test_number_in_the_readers_form(language, value, decimals, expected):
    with override(language):
        assert number(value, decimals) == expected


@pytest.mark.parametrize(("language", "expected"), [("pl", "86%"), ("en", "86%")])
def test_percent_in_the_readers_form(language, expected):
    with override(language):
        assert percent(0.86) == expected
        assert percent(None) == "—"


@pytest.mark.parametrize(("language", "expected"), [("pl", "3 maja 2027"), ("en", "3 May 2027")])
def test_dates_in_the_readers_form(language, expected):
    with override(language):
        assert day(datetime.date(2027, 5, 3)) == expected
        late = datetime.datetime(2027, 5, 2, 22, 5, tzinfo=datetime.UTC)
        assert day(late) == expected  # already the next day in Warsaw
        assert moment(late) == f"{expected}, 00:05"
        assert day(None) == moment(None) == "—"


@pytest.mark.parametrize(
    ("language", "seconds", "expected"),
    [
        ("pl", 5, "5 sekund"),
        ("en", 5, "5 seconds"),
        ("pl", 0.4, "niecała sekunda"),
        ("en", 0.4, "less than a second"),
    ],
)
def test_duration_in_words(language, seconds, expected):
    with override(language):
        assert duration(datetime.timedelta(seconds=seconds)) == expected
        assert duration(None) == "—"


def test_lang_stands_on_texts_in_another_language_only():
    template = Template("{% load grono %}<p{% lang code %}>")
    with override("pl"):
        assert template.render(Context({"code": "en"})) == '<p lang="en">'
        assert template.render(Context({"code": "pl"})) == "<p>"
        assert template.render(Context({"code": ""})) == "<p>"


def test_may_asks_for_the_readers_permission(people):
    request = RequestFactory().get("/")
    template = Template('{% load grono %}{% may "core.see_audit" as seen %}{{ seen }}')
    for role, expected in (("administrator", "True"), ("member", "False"), ("visitor", "False")):
        request.user = people[role]
        assert template.render(Context({"request": request})) == expected
    assert template.render(Context({})) == "False"
