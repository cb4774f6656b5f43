"""Results: sums with what is withheld, two waves by concept, publishing (DIR-18, DIR-20)."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from grono.charts import to_svg
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, pictures
from grono.portal.surveys.counting import counted
from grono.portal.surveys.definition import Choice, Question
from grono.portal.surveys.exporting import answer_rows
from grono.portal.surveys.models import Version
from grono.portal.surveys.queries import response_rows
from grono.portal.surveys.response import response
from grono.portal.surveys.results import cells_in_order
from grono.quantities import about, display, from_data, missing, to_data
from tests.portal.directory.factories import make_organisation
from tests.portal.surveys.factories import answer, make_complete, make_counted, make_open, make_version, quantity

pytestmark = pytest.mark.django_db


def firms(number):
    return [make_organisation(f"Firma {place}") for place in range(number)]


def sums(cell):
    return display(from_data(cell["sum"]), "en")


def test_only_what_is_handed_in_counts_and_no_data_is_no_zero():
    wave, invitations = make_open(firms(6))
    for number, invitation in enumerate(invitations[:4], start=1):
        make_complete(invitation, headcount=quantity(10 * number), plan="grow")
    make_complete(invitations[4], headcount=to_data(missing()))
    answer(invitations[5], headcount=quantity(1000))
    found = counted(wave)
    assert (found["asked"], found["complete"]) == (6, 5)
    cell = found["questions"]["headcount"]["cells"]["all"]
    assert (cell["organisations"], sums(cell), display(from_data(cell["mean"]), "en")) == (4, "100", "25")
    assert found["questions"]["headcount"]["answered"] == 5


def test_about_stays_about_in_the_sum():
    wave, invitations = make_open(firms(3))
    for invitation, value in zip(invitations, (to_data(about(20)), quantity(10), quantity(15)), strict=True):
        make_complete(invitation, headcount=value)
    assert sums(counted(wave)["questions"]["headcount"]["cells"]["all"]) == "about 45"


def test_few_answers_and_a_giant_are_withheld_and_leave_no_trace_in_what_is_stored():
    wave, invitations = make_open(firms(5))
    for invitation, number in zip(invitations, (4711, 1, 1, 1), strict=False):
        make_complete(invitation, headcount=quantity(number))
    answer(invitations[0], section="needs", posts=quantity(815))
    found = counted(wave)
    assert found["questions"]["headcount"]["cells"]["all"] == {"suppressed": True}
    assert found["questions"]["posts"] == {"kind": "few"}
    assert "4711" not in str(found)
    assert "815" not in str(found["questions"])


def test_picture_names_the_codes():
    question = Question("activity", "code", {"en": "Main activity"})
    result = {"kind": "codes", "answered": 3, "cells": {"10.51": {"organisations": 3}}}
    with override("en"):
        assert pictures._bars(question, result, "en").alternative.startswith("Most often: 10.51 Operation of dairies")


def test_picture_is_as_narrow_as_a_telephone_and_no_label_lies_on_another():
    choices = tuple(Choice(key, {"en": " ".join([key] * 20)}) for key in ("agriculture", "machinery", "it"))
    question = Question("trade", "choice", {"en": "Trade"}, choices=choices)
    result = {"kind": "choices", "answered": 9, "cells": {one.key: {"organisations": 3} for one in choices}}
    with override("en"):
        chart = pictures._bars(question, result, "en")
    drawn = ElementTree.fromstring(to_svg(chart))  # noqa: S314  (our own)
    assert float(drawn.get("width")) <= 320
    parts = re.findall(r'transform="translate\([\d.]+,([\d.]+)\)"[^>]*><tspan[^>]*>(\w+)', to_svg(chart))
    tops = sorted({(float(top), word) for top, word in parts})
    assert [word for _top, word in tops] == ["agriculture", "machinery", "it"]
    assert all(later - earlier >= 3 * 16 for (earlier, _), (later, _) in pairwise(tops))


def test_response_counts_each_standing_once():
    wave, invitations = make_open(firms(5))
    make_complete(invitations[0])
    answer(invitations[1], plan="grow")
    actions.refuse(by=None, invitation=invitations[2], reason="")
    rows = response_rows(wave)
    whole = response(rows)
    assert (whole.asked, whole.eligible, whole.complete, whole.rate) == (5, 5, 1, 0.2)
    assert whole.standings == {"complete": 1, "started": 1, "refused": 1, "waiting": 2}


def test_left_out_organisation_is_asked_but_not_eligible(people):
    wave, invitations = make_open(firms(4))
    make_complete(invitations[0])
    actions.note_eligibility(by=people.coordinator, invitation=invitations[3], is_eligible=False, reason="ceased")
    whole = response(response_rows(wave))
    assert (whole.asked, whole.eligible, whole.rate) == (4, 3, 1 / 3)


@pytest.fixture
def two_waves():
    """Five firms in each wave, four of them the same; the headcount of the first is in thousands, the plan is asked otherwise."""
    first, organisations = make_version(), firms(6)
    earlier, invitations = make_open(organisations[:5], first)
    for number, invitation in enumerate(invitations, start=1):
        make_complete(invitation, headcount=quantity(number), plan="grow")
    earlier = actions.close_wave(by=None, wave=earlier)
    earlier = actions.keep_results(by=None, wave=earlier, results=counted(earlier))
    second = actions.copy_version(by=None, version=first)
    links = second.links | {"headcount": {"kind": "convertible", "formula": "x * 1000"}, "plan": {"kind": "broken"}}
    second = actions.change_links(by=None, version=second, links=links)
    later, invitations = make_open(organisations[1:], Version.objects.get(pk=second.pk), previous=earlier)
    for number, invitation in enumerate(invitations, start=2):
        make_complete(invitation, headcount=quantity(1000 * number + 100), plan="grow")
    return counted(later)["comparison"]


def test_waves_are_compared_by_concept_where_they_are_linked(two_waves):
    assert (two_waves["stayed"], two_waves["joined"], two_waves["left"]) == (4, 1, 1)
    assert two_waves["questions"]["plan"] == {"kind": "broken"}
    headcount = two_waves["questions"]["headcount"]
    assert (sums(headcount["earlier"]), sums(headcount["later"])) == ("15,000", "20,500")


def test_sums_of_those_who_stayed_would_give_away_who_joined_and_are_withheld(two_waves):
    headcount = two_waves["questions"]["headcount"]
    assert headcount["stayed_earlier"] == headcount["stayed_later"] == {"suppressed": True}


def test_results_are_published_after_closing_and_counting_only(people):
    wave, invitations = make_open(firms(3))
    make_complete(invitations[0])
    with pytest.raises(RefusedError, match="Close the wave first"):
        actions.publish_results(by=people.coordinator, wave=wave)
    wave = actions.keep_results(by=None, wave=wave, results=counted(wave))
    wave = actions.close_wave(by=None, wave=wave)
    with pytest.raises(RefusedError, match="Count them first"):
        actions.publish_results(by=people.coordinator, wave=wave)
    wave = actions.keep_results(by=None, wave=wave, results=counted(wave))
    assert actions.publish_results(by=people.coordinator, wave=wave).published_at


def test_visitor_sees_published_results_and_no_others(client):
    hidden, shown = make_counted(), make_counted(published=True)
    assert client.get(f"/en/surveys/waves/{hidden.public_id}/results/").status_code == 404
    page = client.get(f"/en/surveys/waves/{shown.public_id}/results/").content.decode()
    assert "Firma" not in page
    assert "33" in page  # 10 + 11 + 12 people


def test_export_says_what_each_answer_is_and_keeps_cells_safe():
    wave, [invitation] = make_open()
    answer(
        invitation, headcount=to_data(about(25)), groups={"makers": {"now": quantity(5)}}, plan="grow", source="paper"
    )
    answer(invitation, section="needs", offer="=1+1", skills=["sell", "weld"], code="10.51", begins="2026-05-03")
    rows = {row[4]: row for row in answer_rows(wave, "en")}
    assert rows["headcount"][7:13] == ["about 25 people", "", 25, 25, "approximate", "people"]
    assert rows["headcount"][13:15] == ["on paper, entered for the firm", "no"]
    assert repr(rows["groups.makers.now"][7]) == "5"  # people are counted in whole numbers
    assert rows["plan"][7:9] == ["It grows", "grow"]
    assert [rows[name][8] for name in ("skills", "code", "begins")] == ["sell weld", "10.51", "2026-05-03"]
    assert rows["offer"][7] == "=1+1"  # the writers of CSV and XLSX make it safe


def test_cells_stand_as_they_were_counted_whatever_order_the_database_gives():
    wave, invitations = make_open(firms(6))
    for invitation in invitations:
        make_complete(invitation, headcount=quantity(10), plan="grow")
    found = counted(wave)["questions"]
    for question in wave.version.definition.questions:
        result = found.get(question.concept, {})
        turned = result | {"cells": dict(sorted(result.get("cells", {}).items(), reverse=True))}
        assert [name for name, _cell in cells_in_order(question, turned)] == list(result.get("cells", {}))
