"""Files that no row names go after a week, and no others."""

import datetime
import os

import pytest
from django.utils import timezone

from grono.portal.clusters import storage as evidence
from grono.portal.core.leftovers import LEFT_AFTER, delete_leftovers, models_with_files
from grono.portal.intake import storage as lists
from grono.portal.maps import storage as tables
from grono.portal.maps.models import TableKind, UploadedTable

NAME = "0123456789abcdef" * 2
FOLDERS = [evidence.folder, lists.folder, tables.uploads]


@pytest.fixture
def now():
    return timezone.now()


def written(folder, name, now, age=LEFT_AFTER + datetime.timedelta(hours=1)):
    path = folder() / name
    path.write_bytes(b"x")
    os.utime(path, ((now - age).timestamp(),) * 2)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS)
def test_file_that_no_row_names_goes_after_a_week(folder, now):
    old = written(folder, NAME, now)
    new = written(folder, NAME[::-1], now, age=LEFT_AFTER - datetime.timedelta(hours=1))
    other = written(folder, "notes.txt", now)
    assert delete_leftovers(now) == 1
    assert [old.exists(), new.exists(), other.exists()] == [False, True, True]
    new.unlink()
    other.unlink()


def test_file_that_a_row_names_stays(people, now):
    kept = written(tables.uploads, NAME, now)
    UploadedTable.objects.create(
        kind=TableKind.EMPLOYEES,
        original_name="a.csv",
        stored_name=NAME,
        size=1,
        sha256="0" * 64,
        uploaded_by=people.coordinator,
    )
    assert delete_leftovers(now) == 0
    assert kept.exists()
    kept.unlink()


def test_every_model_with_a_file_is_looked_at():
    assert {model._meta.label for model in models_with_files()} == {
        "clusters.EvidenceFile",
        "intake.Import",
        "maps.UploadedTable",
        "monitoring.Evidence",
    }
