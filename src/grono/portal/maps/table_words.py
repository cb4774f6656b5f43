"""What the tables of a map and their columns are called, and what each opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

TITLES: dict[str, StrPromise] = {
    "employees": _("Table of employees"),
    "size_bands": _("Table of plant sizes"),
    "points": _("Plants with coordinates"),
    "zones": _("Zones of the plants"),
    "flows": _("What industries buy and sell"),
    "outputs": _("What each industry makes"),
    "cluster_members": _("Definition of clusters"),
    "neighbours": _("Neighbouring regions"),
    "regions": _("Area and population"),
    "indicators": _("Wages, value added, exports"),
}

OPENS: dict[str, StrPromise] = {
    "points": _(
        "One row for each plant, with longitude and latitude, x and y in metres, or the code of a zone. It opens the distances between "
        "plants. With a region and employees or a size band for each plant, a map can be drawn from this table alone."
    ),
    "zones": _(
        "Where each zone of the plants lies; needed only where the table of plants has the code of a zone in place of coordinates."
    ),
    "flows": _("An input–output table: supplier, user and value. With the table below it opens buying and selling."),
    "outputs": _("The output of each industry, in the unit of the input–output table; the two are read together."),
    "cluster_members": _(
        "Which industries form which cluster. It opens the strength of clusters in each region, and it tells traded from local industries."
    ),
    "neighbours": _(
        "Pairs of regions that lie beside each other, or a centre of each region. It opens neighbouring regions; voivodeships need no table, "
        "their borders are known."
    ),
    "regions": _("Square kilometres and inhabitants of each region, for density and for what is measured by head."),
    "indicators": _(
        "Wages, value added or exports by region, industry and year. They enter competitiveness and the shortlist under uncertainty."
    ),
}
"""Kind of a further table → one sentence or two on what it holds and opens."""

ROLE_TITLES: dict[str, StrPromise] = {
    "region": _("Region"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "year": _("Year"),
    "plants": _("Plants"),
    "band": _("Size band"),
    "plant": _("Name of the plant"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "x": _("x (metres, to the east)"),
    "y": _("y (metres, to the north)"),
    "zone": _("Zone"),
    "precision": _("Precision (metres)"),
    "area": _("Area (km²)"),
    "population": _("Population"),
    "supplier": _("Supplier"),
    "user": _("User"),
    "value": _("Value"),
    "origin": _("Origin (domestic, imported)"),
    "unit": _("Unit"),
    "classification": _("Classification"),
    "scheme": _("Definition"),
    "cluster": _("Cluster"),
    "cluster_name": _("Name of the cluster"),
    "cluster_name_pl": _("Name of the cluster in Polish"),
    "cluster_name_en": _("Name of the cluster in English"),
    "subcluster": _("Part of the cluster"),
    "share": _("Share"),
    "traded": pgettext_lazy("column of a table", "Sells beyond its region"),
    "neighbour": _("Neighbour"),
    "weight": _("Weight"),
    "measure": _("Measure"),
}


def title_of_table(kind: str) -> str:
    """Return what a table is called."""
    return str(TITLES[kind])
