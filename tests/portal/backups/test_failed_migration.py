"""A migration that fails in the middle leaves the tables and rows as they were, on each database (TRU-30)."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from grono.portal.core.models import User
from tests.portal.conftest import make_user


def _fail(apps, editor):
    User.objects.update(full_name="changed half-way")
    message = "the disk went away"
    raise RuntimeError(message)


class Failing(migrations.Migration):
    operations = [
        migrations.CreateModel("HalfWay", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunPython(_fail),
    ]


@pytest.mark.django_db(transaction=True)
def test_failed_migration_leaves_tables_and_rows_as_they_were():
    make_user("person@example.org", name="As before")
    before = set(connection.introspection.table_names())
    with pytest.raises(RuntimeError, match="the disk went away"), connection.schema_editor(atomic=True) as editor:
        Failing("0001_half_way", "core").apply(ProjectState(), editor)
    assert set(connection.introspection.table_names()) == before
    assert User.objects.get().full_name == "As before"
