"""The Local Data Bank of Statistics Poland (GUS, Bank Danych Lokalnych): variables by id, by territorial level and year."""

from grono.sources.gus_bdl.addresses import BDL, data_request, quota_limits, variable_request
from grono.sources.gus_bdl.answers import BdlPage, BdlVariable, parse_page, parse_variable, territory
from grono.sources.gus_bdl.fetching import BdlSeries, fetch_variable
from grono.sources.gus_bdl.observations import BdlObservations, observations_from_bdl

__all__ = [
    "BDL",
    "BdlObservations",
    "BdlPage",
    "BdlSeries",
    "BdlVariable",
    "data_request",
    "fetch_variable",
    "observations_from_bdl",
    "parse_page",
    "parse_variable",
    "quota_limits",
    "territory",
    "variable_request",
]
