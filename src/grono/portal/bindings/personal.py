"""Personal fields of the bindings: who bound an indicator, who took values over (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "bindings.Binding.created_by": acted("created_by"),
    "bindings.TakenValue.recorded_by": acted("recorded_by"),
}

NOT_PERSONAL = {
    "bindings.Binding.indicator_name": "name of an indicator",
    "bindings.Arrival.names": "names of regions",
}
