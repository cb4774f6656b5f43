"""Invented and worked examples for the pictures of a strategy."""

from datetime import date

from grono.charts import (
    Beside,
    Compared,
    Gauge,
    Slope,
    Stage,
    beside_country_chart,
    bullet_chart,
    gantt_chart,
    interval_dumbbell,
    slope_chart,
)
from grono.quantities import about, exact, interval, missing, more_than, not_planned, suppressed

TODAY = date(2011, 12, 31)
JOBS = interval(18271, 18921)
TARGETS = {"cel na 2010 r.": about(25000), "cel na 2015 r.": about(40000)}
GAUGES = [
    Gauge("Miejsca pracy", JOBS, about(25000), unit="os.", status="czerwony"),
    Gauge("Bezrobocie", exact(46), exact(40), exact(50), "%"),
    Gauge("Nowi inwestorzy", exact(0), exact(30)),
    Gauge("Wartość bez sprawozdania i z bardzo długą nazwą wskaźnika, której nie da się skrócić", missing(), exact(10)),
    Gauge("Rozmowy z inwestorami", more_than(150), exact(200)),
    Gauge("Utracone miejsca", exact(120), exact(10), exact(100)),
]
STAGES = [
    Stage(
        "Powołanie Lokalnej Grupy Wsparcia", (date(2009, 1, 1), date(2009, 12, 31)), date(2009, 2, 1), date(2009, 12, 1)
    ),
    Stage("Diagnoza", (date(2009, 6, 1), date(2010, 6, 30)), date(2009, 7, 1), date(2010, 10, 8)),
    Stage("Lokalny Plan Działań", (date(2010, 1, 1), date(2011, 6, 30)), date(2010, 3, 1)),
    Stage("Wdrożenie", (date(2011, 1, 1), date(2013, 12, 31)), date(2011, 2, 1)),
    Stage("Ocena", (date(2013, 1, 1), date(2013, 12, 31))),
    Stage("Promocja", None),
]
SLOPES = [
    Slope("Miejsca pracy", (2003, exact(0)), (2009, JOBS), (2015, about(40000)), "os."),
    Slope("Bezrobocie", (2003, exact(18)), (2009, exact(11)), (2015, exact(8)), "%"),
    Slope("Inwestorzy", (2003, exact(0)), (2009, missing()), (2015, exact(66))),
    Slope("Nic nie wiadomo", (2003, not_planned()), (2009, suppressed()), (2015, missing())),
]
COMPARED = [
    Compared("Utworzone miejsca pracy", JOBS, TARGETS, "os."),
    Compared("Rozmowy", more_than(15000), {"cel": about(20000)}),
    Compared("Brak wartości", missing(), {"cel": exact(5000)}),
]
COUNTRY = [
    Beside("Wydajność pracy", exact(80), exact(100), "tys. zł", "GUS, 2005"),
    Beside("Bezrobocie", interval(12, 15), exact("13.5"), "%", "GUS, 2005"),
    Beside("Eksport", about(450), exact(100)),
    Beside("Kapitał zagraniczny", missing(), exact(7)),
]
SAID = {"title": "Brakuje 6 079–6 729 miejsc pracy", "source": "Przykład"}
CHARTS = {
    "country": lambda language, **given: beside_country_chart(COUNTRY, language, **SAID, **given),
    "bullet": lambda language, **given: bullet_chart(GAUGES, language, **SAID, **given),
    "dumbbell": lambda language, **given: interval_dumbbell(COMPARED, language, **SAID, **given),
    "slope": lambda language, **given: slope_chart(SLOPES, language, **SAID, **given),
    "gantt": lambda language, **given: gantt_chart(STAGES, language, today=TODAY, **SAID, **given),
}
EMPTY = {
    "country": lambda language: beside_country_chart([], language, **SAID),
    "bullet": lambda language: bullet_chart([], language, **SAID),
    "dumbbell": lambda language: interval_dumbbell([], language, **SAID),
    "slope": lambda language: slope_chart([], language, **SAID),
    "gantt": lambda language: gantt_chart([], language, today=TODAY, **SAID),
}
