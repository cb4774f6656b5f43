import pytest
from django.db import IntegrityError

from grono.portal.regions.models import NameList, Region

pytestmark = pytest.mark.django_db


def test_region_once_in_each_vintage():
    Region.objects.create(scheme="teryt", vintage="1999", code="30", level=1)
    Region.objects.create(scheme="teryt", vintage="1998", code="30", level=1)
    with pytest.raises(IntegrityError):
        Region.objects.create(scheme="teryt", vintage="1999", code="30", level=1)


def test_region_level_is_known():
    with pytest.raises(IntegrityError):
        Region.objects.create(scheme="teryt", vintage="1999", code="30", level=4)


def test_loaded_list_has_a_time():
    with pytest.raises(IntegrityError):
        NameList.objects.create(title="A", state="loaded")
