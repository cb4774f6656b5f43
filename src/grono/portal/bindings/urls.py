from django.urls import path, register_converter

from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.views import binding, reading

app_name = "bindings"


class SourceConverter:
    """The kinds of sources."""

    regex = "|".join(SourceKind.values)

    def to_python(self, value: str) -> str:
        """Return the kind as it is."""
        return value

    to_url = to_python


register_converter(SourceConverter, "binding_source")

_INDICATOR = "<str:public_id>/<str:key>/"

urlpatterns = [
    path("<str:public_id>/", reading.listing, name="list"),
    path(_INDICATOR, reading.indicator, name="indicator"),
    path(f"{_INDICATOR}values.csv", reading.file, name="file"),
    path(f"{_INDICATOR}bind/<binding_source:source>/", binding.bind, name="bind"),
    path(f"{_INDICATOR}refresh/", binding.refresh, name="refresh"),
    path(f"{_INDICATOR}take/<str:arrival>/", binding.take, name="take"),
    path(f"{_INDICATOR}peers/", binding.peers, name="peers"),
    path(f"{_INDICATOR}remove/", binding.remove, name="remove"),
]
