from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from grono.messages import message
from grono.quantities import about, exact, interval, missing, more_than, not_planned
from grono.reports.strategy import (
    AidSum,
    Check,
    Evidence,
    GoalFigures,
    IndicatorFigures,
    Line,
    Money,
    PlanChange,
    Reading,
    StrategyFigures,
    TaskFigures,
)
from grono.reports.strategy.pictures import stage_bar
from grono.strategy import (
    Child,
    Direction,
    IndicatorKind,
    OverTime,
    Progress,
    Temporal,
    indicator_status,
    roll_up,
    stock_summed,
    without_report,
)
from grono.strategy.execution import execution_status

FILE = Evidence("Protokół odbioru", "https://grono.example/evidence/1", "a" * 64)
GONE = Evidence("Skan umowy", "", "b" * 64, is_gone=True)
STATEMENT = Evidence("Oświadczam, że spotkania się odbyły.", is_statement=True)


def stock_found():
    return stock_summed("Rozmowy", Temporal.STOCK, OverTime.SUM)


def points(done, planned):
    return Progress(Fraction(done), Fraction(planned))


def late_task():
    to_date = points(66, 80)
    return TaskFigures(
        "1", "Potrójna spirala", "Wydział Promocji i Rozwoju", points(17, 25), to_date, execution_status(to_date, 2010),
        by_year=(("2009", points(49, 55)), ("2010", points(17, 25))),
        stages=(stage_bar("1.1 Spotkania", {2009: Fraction(55), 2010: Fraction(25)}, {2009: Fraction(49), 2010: Fraction(17)}, 2010),),
        money=(Money("Program Urbact", exact("98765.42"), exact("98765.42"), exact("1234.56")), Money("Miasto", exact(24691))),
        sentence="Szkolenia przesunięto na wiosnę.", evidence=(FILE, GONE), href="https://grono.example/task/1",
    )  # fmt: skip


def silent_task():
    return TaskFigures("2", "Inkubator", "", None, None, without_report())


def jobs():
    value = interval(18271, 18921)
    return IndicatorFigures(
        "Miejsca pracy", IndicatorKind.IMPACT, "osoby", Direction.UP, exact(0), about(25000), "2010",
        (Reading("2009", not_planned()), Reading("2010", value, "szacunek", date(2010, 12, 31), (STATEMENT,), 2010)),
        indicator_status(0, about(25000), value, direction=Direction.UP), "Urząd Miasta", exact(17250), baseline_period="2003",
    )  # fmt: skip


def talks():
    return IndicatorFigures(
        "Rozmowy", IndicatorKind.OUTPUT, readings=(Reading("2010", more_than(150)), Reading("2011", missing()))
    )


@pytest.fixture
def figures():
    tasks = (late_task(), silent_task())
    roll = roll_up(
        [Child(tasks[0].to_date.share, colour=tasks[0].status.worst), Child(None, colour=tasks[1].status.worst)]
    )
    change = PlanChange("Zadanie 1", "cel", "40", "35", "uchwała", "LX/1/2023", date(2023, 6, 25), date(2023, 7, 1))
    return StrategyFigures(
        title="Strategia rozwoju miasta", language="pl", period="2010", data_date=date(2011, 3, 31),
        created=datetime(2026, 11, 22, 12, 0, tzinfo=UTC), goals=(GoalFigures("I", "Gospodarka", "Sekretarz", tasks, (jobs(), talks()), roll),),
        resolutions=("XI/1/2008", "LX/1/2023"), changes=(change,), evaluations=(Line("Efektu nie wykryto.", "https://grono.example/e/1"),),
        aid=(Line("Pomoc de minimis: 12 000 zł"),), aid_sums=(AidSum("De minimis", 3, 2, exact("12000.50")),), findings=(stock_found(),), until=2010, recommendations=(Check("1", "Ocena ciągła", message("present"), "rozdział 7"),),
        completeness=(Check("1", message("goals in social, economic and spatial dimension"), message("missing")),), is_invented=True,
        href="https://grono.example/s/1",
    )  # fmt: skip
