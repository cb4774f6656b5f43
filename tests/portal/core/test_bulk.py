"""Rows that are written without objects are the same rows."""

import datetime

import pytest
from django.utils import timezone

from grono.portal.core.bulk import insert_objects, insert_rows, stored_day, stored_time
from grono.portal.directory.kinds import TextKind
from grono.portal.directory.models import FieldChange, OrganisationText, ValueProvenance
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db
COLUMNS = ("organisation_id", "field", "kind", "source", "as_of", "strength", "recorded_at")


def test_objects_are_stored_as_django_stores_them():
    one = make_organisation()
    values = {"organisation": one, "field": "web", "before": None, "after": {"a": ["ż", 1]}, "rung": 3, "source": "x"}
    FieldChange.objects.create(**values)
    insert_objects([FieldChange(**values, at=FieldChange.objects.latest("pk").at)])
    first, second = FieldChange.objects.filter(source="x").order_by("pk").values()
    assert {**first, "id": None, "public_id": None} == {**second, "id": None, "public_id": None}
    insert_objects([OrganisationText(organisation=one, kind=TextKind.CAPABILITY, language="pl", text="łąka")])
    assert OrganisationText.objects.get().kind == "capability"


def test_row_that_stands_there_gets_the_new_values():
    one = make_organisation()
    now = timezone.now()
    for day in (1, 2):
        row = (one.pk, "web", "file", f"list {day}", stored_day(datetime.date(2026, 1, day)), 20, stored_time(now))
        insert_rows(ValueProvenance, COLUMNS, [row], replacing=("organisation_id", "field"))
    stored = ValueProvenance.objects.get(field="web")
    assert (stored.source, stored.as_of, stored.recorded_at) == ("list 2", datetime.date(2026, 1, 2), now)


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_objects([])
        insert_rows(ValueProvenance, COLUMNS, [])
