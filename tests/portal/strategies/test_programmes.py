"""The worked examples of the specification about the programmes of the demonstration, on what is stored (STR-2, STR-5, STR-19)."""

import datetime
import json
from fractions import Fraction

import pytest

from grono.portal.core.visitor import Visitor
from grono.portal.strategies.log_queries import check_of_log, versions_of
from grono.portal.strategies.models import Strategy
from grono.portal.strategies.part_queries import parts_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.programmes import load_programme, shipped_programmes
from grono.portal.strategies.values import as_quantity
from grono.quantities import about, exact, interval, more_than, whole_up
from grono.strategy import Colour, Direction, NodeKind, ValueRole, expected_counted, indicator_status

pytestmark = pytest.mark.django_db


def programme(number):
    return load_programme(by=None, programme=shipped_programmes()[number])


@pytest.fixture
def lodz():
    return programme(0)


@pytest.fixture
def podlaskie():
    return programme(2)


def results(strategy):
    return {row.name_text: as_quantity(row.quantity) for row in parts_of(Visitor(), strategy, "results")}


def test_quantities_of_lodz_are_stored_as_the_source_gives_them(lodz):
    assert list(results(lodz).values()) == [interval(18271, 18921), more_than(150), exact(30), about(10000)]
    jobs = plan_of(Visitor(), lodz).indicators[0]
    assert dict(jobs.targets) == {"2010": about(25000), "2015": about(40000)}


def test_results_of_lodz_against_its_targets(lodz, oracle):
    expected = oracle("strategy")["STR-E5"]["expected"]
    jobs, talks, started, dell = results(lodz).values()
    targets = plan_of(Visitor(), lodz).indicators[0].targets
    computed = {
        "J/T2010": jobs / targets["2010"],
        "T2010-J": targets["2010"] - jobs,
        "J/T2015": jobs / targets["2015"],
        "T2015-J": targets["2015"] - jobs,
        "started/talks": started / talks,
        "J/started": jobs / started,
        "J/talks": jobs / talks,
        "J-dell": jobs - dell,
        "(T2015-J)/5": (targets["2015"] - jobs) / 5,
    }
    for name, value in computed.items():
        wanted = expected[name]
        assert (value.lower_open, value.upper_open, value.approximate) == (
            wanted["lo_open"],
            wanted["hi_open"],
            wanted["approximate"],
        ), name
        assert float(value.lower) == pytest.approx(wanted["lo"], abs=1e-9), name
        assert float(value.upper) == pytest.approx(wanted["hi"], abs=1e-9), name


def test_investors_lodz_would_have_needed(lodz):
    jobs, talks, started, _dell = results(lodz).values()
    targets = plan_of(Visitor(), lodz).indicators[0].targets
    needed = [started * targets[year] / jobs for year in ("2010", "2015")]
    assert [(whole_up(one).lower, whole_up(one).upper) for one in needed] == [(40, 42), (64, 66)]
    assert talks.lower / started.lower == 5


def test_lodz_is_red_at_both_ends(lodz):
    jobs = results(lodz)["utworzone miejsca pracy"]
    plan = plan_of(Visitor(), lodz).indicators[0]
    status = indicator_status(plan.baseline["2007"], plan.targets["2010"], jobs, direction=Direction.UP)
    assert (status.worst, status.best) == (Colour.RED, Colour.RED)


def test_dell_is_expected_and_never_counted_as_achieved(lodz):
    roles = {row.name_text: ValueRole(row.role) for row in parts_of(Visitor(), lodz, "results")}
    assert roles["zatrudnienie w inwestycji Della"] is ValueRole.EXPECTED
    finding = expected_counted("miejsca pracy", roles.values())
    assert finding.code == "F-EXPECTED"


def test_sectors_of_lodz(lodz):
    roles = [row.role for row in parts_of(Visitor(), lodz, "sectors")]
    assert [roles.count(role) for role in ("priority", "additional", "supporting")] == [4, 3, 2]


def test_lodz_was_adopted_in_a_month_that_the_source_gives_no_day_of(lodz):
    version = versions_of(Visitor(), lodz).get()
    assert (version.resolution_date, version.resolution_precision) == (datetime.date(2007, 4, 1), "month")
    assert check_of_log(Visitor(), lodz).holds


def test_milestones_of_podlaskie(podlaskie, oracle):
    example = oracle("strategy")["STR-E14"]
    text = json.dumps(example["expected"])
    rows = parts_of(Visitor(), podlaskie, "milestones")
    assert [(str(row.day), row.year_inferred) for row in rows] == [
        ("2003-05-26", False),
        ("2003-06-13", True),
        ("2003-07-28", True),
        ("2003-11-05", True),
        ("2003-12-10", True),
        ("2004-01-26", True),
    ]
    assert all(str(row.day) in text for row in rows)
    assert rows[0].until == datetime.date(2003, 5, 27)


def test_selection_of_podlaskie_is_four_then_two(podlaskie):
    stages = [row.stage for row in parts_of(Visitor(), podlaskie, "selection")]
    assert (stages.count("shortlist"), stages.count("chosen")) == (4, 2)


def test_podlaskie_has_four_groups_of_actions(podlaskie):
    plan = plan_of(Visitor(), podlaskie)
    groups = [one for one in plan.children(None) if one.kind is NodeKind.ACTION_GROUP]
    assert [one.number_text for one in groups] == ["1", "2", "3", "4"]
    assert all(plan.children(one.key) for one in groups)


def test_promotion_of_silesia_is_internal_and_external():
    rows = parts_of(Visitor(), programme(1), "promotion")
    assert [row.kind for row in rows] == ["internal", "external", "external"]
    assert rows[0].tools.splitlines()[0] == "strona internetowa Urzędu Miasta"


@pytest.mark.parametrize("number", range(3))
def test_programme_is_loaded_once(number):
    assert programme(number) == programme(number)
    assert Strategy.objects.count() == 1


def test_facts_stand_in_the_seeds(seed):
    texts = " ".join(" ".join(seed(number).read_text("utf-8").split()) for number in ("000", "002", "003"))
    for one in ("18 271- 18 921", "ponad 150", "około 25 tysięcy", "40 tysięcy do 2015", "około 10 tysiącom"):
        assert one in texts
    assert Fraction(18271 + 18921, 2) == 18596
