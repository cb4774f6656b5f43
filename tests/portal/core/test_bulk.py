"""Rows that are written without objects are the same rows."""

import datetime
from decimal import Decimal

import pytest
from django.db import DataError, connection, transaction
from django.utils import timezone

from grono.portal.core.bulk import insert_objects, insert_rows, insert_with_keys, stored_day, stored_time
from grono.portal.directory.kinds import TextKind
from grono.portal.directory.models import Establishment, FieldChange, OrganisationText, ValueProvenance
from grono.portal.search.models import SearchWord
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


def test_objects_with_keys_are_the_rows_that_stand_there(django_assert_num_queries):
    one = make_organisation()
    values = {"organisation": one, "teryt": "3063011"}
    made = insert_with_keys([Establishment(name=name, **values) for name in ("a", "b", "c")])
    after = Establishment.objects.create(name="d", **values)
    assert [Establishment.objects.get(pk=row.pk).name for row in [*made, after]] == ["a", "b", "c", "d"]
    with django_assert_num_queries(0):
        assert [row.voivodeship for row in made] == ["30"] * 3
    made[0].name = "first"
    made[0].save()
    assert Establishment.objects.filter(name="first").count() == 1
    assert insert_with_keys([]) == []


def test_row_that_stands_there_gets_the_new_values():
    one = make_organisation()
    now = timezone.now()
    for day in (1, 2):
        row = (one.pk, "web", "file", f"list {day}", stored_day(datetime.date(2026, 1, day)), 20, stored_time(now))
        insert_rows(ValueProvenance, COLUMNS, [row], replacing=("organisation_id", "field"))
    stored = ValueProvenance.objects.get(field="web")
    assert (stored.source, stored.as_of, stored.recorded_at) == ("list 2", datetime.date(2026, 1, 2), now)


def test_number_is_added_to_the_row_that_stands_there():
    columns = ("kind", "language", "rung", "word", "rows")
    for number in (2, 3):
        rows = [("sample", "pl", 3, word, number) for word in ("łąka", 'a"\\b', "x")]
        insert_rows(SearchWord, columns, rows, replacing=columns[:4], adding=("rows",))
    stored = SearchWord.objects.filter(kind="sample").values_list("word", "rows")
    assert dict(stored) == {"łąka": 5, 'a"\\b': 5, "x": 5}


def test_bytes_degrees_and_nothing_arrive_as_they_are():
    one = make_organisation()
    values = {"place_key": b"\x00\xff'", "latitude": Decimal("53.13254"), "longitude": Decimal("23.1"), "until": None}
    insert_objects([Establishment(organisation=one, name="x", point_method="declared", **values)])
    stored = Establishment.objects.get(name="x")
    assert {name: getattr(stored, name) for name in values} | {"place_key": bytes(stored.place_key)} == values


def test_text_that_is_too_long_is_refused_and_not_cut():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no length")
    one = make_organisation()
    with pytest.raises(DataError), transaction.atomic():
        insert_objects([OrganisationText(organisation=one, kind=TextKind.CAPABILITY, language="p" * 99, text="x")])


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_objects([])
        insert_rows(ValueProvenance, COLUMNS, [])
