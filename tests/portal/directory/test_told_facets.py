"""A certificate that has expired is shown on the page, and counts no more among those that are held (DIR-47)."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from grono.portal.core import daily
from grono.portal.directory import actions
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.models import Certificate
from grono.portal.directory.queries import organisations_found
from grono.portal.directory.told_facets import count_expired_no_more
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


def holder(people, name, until):
    one = make_organisation(name)
    values = {"scheme": "ISO 9001", "number": "", "valid_until": until, "evidence": ""}
    actions.keep_certificate(by=people.coordinator, organisation=one, values=values)
    return one


def counted(people):
    found = organisations_found(people.visitor, wanted_from(QueryDict("certificate=ISO+9001")))
    everyone = organisations_found(people.visitor, wanted_from(QueryDict("")))
    return everyone.counts["certificate"].get("ISO 9001", 0), [one.legal_name for one in found]


def test_only_certificates_held_today_count_and_the_count_is_what_its_click_gives(people):
    holder(people, "A", TODAY() - DAY)
    holder(people, "B", TODAY())
    holder(people, "C", None)
    assert counted(people) == (2, ["B", "C"])
    html = people.client("visitor").get("/en/directory/?certificate=ISO+9001").content.decode()
    assert "A</a>" not in html


def found_by(people, text):
    found = organisations_found(people.visitor, wanted_from(QueryDict(f"q={text}")))
    return [one.legal_name for one in found]


def test_nobody_is_found_by_a_certificate_that_has_expired(people):
    holder(people, "A", TODAY() - DAY)
    holder(people, "B", TODAY())
    assert found_by(people, "ISO+9001") == ["B"]


def test_certificate_that_expires_leaves_the_words_with_the_daily_work(people):
    holder(people, "A", TODAY())
    assert found_by(people, "ISO+9001") == ["A"]
    Certificate.objects.update(valid_until=TODAY() - DAY)  # a day has passed
    count_expired_no_more(timezone.now())
    assert found_by(people, "ISO+9001") == []


def test_certificate_that_expires_is_counted_no_more_after_the_daily_work(people):
    one = holder(people, "A", TODAY())
    assert counted(people) == (1, ["A"])
    Certificate.objects.update(valid_until=TODAY() - DAY)  # a day has passed
    count_expired_no_more(timezone.now())
    count_expired_no_more(timezone.now())
    assert counted(people) == (0, [])
    assert "expired" in people.client("visitor").get(f"/en/directory/{one.public_id}/").content.decode()
    assert "directory.certificates" in daily._acts
