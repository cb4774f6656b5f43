"""Pictures in Grono's own quiet theme.

Every chart is one Altair specification, the same for page, document and notebook, with a text alternative and the
table it was drawn from.
"""

from grono.charts.acceptability import acceptability_chart
from grono.charts.beside_country import Beside, beside_country_chart
from grono.charts.bullet import Gauge, bullet_chart
from grono.charts.change import change_chart
from grono.charts.chart import Chart
from grono.charts.cluster_regions import cluster_regions
from grono.charts.cluster_strength import cluster_strength
from grono.charts.competitiveness import competitiveness_chart
from grono.charts.cooperation import cooperation_network
from grono.charts.criteria import criteria_chart
from grono.charts.distances import distance_curves
from grono.charts.drawing import RemoteDataError, to_svg
from grono.charts.dumbbell import Compared, interval_dumbbell
from grono.charts.gantt import Stage, gantt_chart
from grono.charts.intervals import industry_chart, interval_chart
from grono.charts.lisa_map import lisa_map
from grono.charts.measure_map import measure_map
from grono.charts.multiverse import multiverse_chart
from grono.charts.network import relatedness_network
from grono.charts.overview import region_overview
from grono.charts.page import for_document, for_page
from grono.charts.progress import done_planned_chart
from grono.charts.shift_share import shift_share_chart
from grono.charts.slope import Slope, slope_chart
from grono.charts.two_maps import two_maps

__all__ = [
    "Beside",
    "Chart",
    "Compared",
    "Gauge",
    "RemoteDataError",
    "Slope",
    "Stage",
    "acceptability_chart",
    "beside_country_chart",
    "bullet_chart",
    "change_chart",
    "cluster_regions",
    "cluster_strength",
    "competitiveness_chart",
    "cooperation_network",
    "criteria_chart",
    "distance_curves",
    "done_planned_chart",
    "for_document",
    "for_page",
    "gantt_chart",
    "industry_chart",
    "interval_chart",
    "interval_dumbbell",
    "lisa_map",
    "measure_map",
    "multiverse_chart",
    "region_overview",
    "relatedness_network",
    "shift_share_chart",
    "slope_chart",
    "to_svg",
    "two_maps",
]
