"""Lists of names for tests."""

from django.utils import timezone

from grono.portal.regions.models import NameList


def make_names(state="loaded", texts=None, **values):
    defaults = {
        "title": "Powiaty",
        "source": "GUS",
        "texts": texts or {"region": {"3063": {"pl": "Leszno"}}},
        "file_name": "powiaty.csv",
        "sha256": "0" * 64,
        "loaded_at": timezone.now() if state == "loaded" else None,
    }
    return NameList.objects.create(state=state, **defaults | values)
