"""The ladder without a database: against a slow second implementation, and step by step as a machine of states (DIR-34 to DIR-36, TRU-32)."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from grono.portal.clusters.kinds import MembershipKind, Standing, StepKind
from grono.portal.clusters.ladder import NEXT, Step, first_misplaced, kinds_in_year, known, may_follow, places

FIRST = datetime.date(2024, 1, 1)
BEGINNING = datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC)
RECORDED = [kind.value for kind in StepKind if kind != StepKind.UNDONE]


def day(number):
    return FIRST + datetime.timedelta(days=number)


def moment(number):
    return BEGINNING + datetime.timedelta(days=number)


def step(number, kind, on, recorded=0, organisation=1, **values):
    return Step(number, organisation, kind, day(on), moment(recorded), **values)


@st.composite
def histories(draw):
    """Return rows in the order of recording, some of which take earlier ones back."""
    rows, taken = [], set()
    recorded = 0
    for number in range(1, draw(st.integers(0, 12)) + 1):
        recorded += draw(st.integers(0, 40))
        open_rows = [row for row in rows if row.cancels is None and row.number not in taken]
        if open_rows and draw(st.integers(0, 3)) == 0:
            back = draw(st.sampled_from(open_rows))
            taken.add(back.number)
            rows.append(Step(number, back.organisation, "undone", back.valid_on, moment(recorded), "", back.number))
        else:
            kind, member = draw(st.sampled_from(RECORDED)), draw(st.sampled_from(MembershipKind.values))
            rows.append(
                step(number, kind, draw(st.integers(0, 800)), recorded, draw(st.integers(1, 3)), membership_kind=member)
            )
    return rows


def slowly(rows, organisation, as_of, known_at):
    """Say day by day what the rows say: what the ladder does, written as plainly as it can be."""
    standing, since = None, None
    for number in range((as_of - FIRST).days + 1):
        today = FIRST + datetime.timedelta(days=number)
        for row in rows:
            if row.organisation != organisation or row.kind == "undone" or row.valid_on != today:
                continue
            if known_at is not None and row.recorded_at > known_at:
                continue
            backs = [one for one in rows if one.cancels == row.number]
            if any(known_at is None or one.recorded_at <= known_at for one in backs):
                continue
            if row.kind == "kind_changed":
                continue
            standing, since = row.kind, today
    return standing, since


@given(histories(), st.integers(0, 800), st.none() | st.integers(0, 500))
@settings(max_examples=60)
def test_place_on_a_day_as_known_at_a_time_is_what_the_slow_way_says(rows, as_of, known_on):
    known_at = None if known_on is None else moment(known_on)
    found = places(rows, day(as_of), known_at)
    for organisation in (1, 2, 3):
        place = found.get(organisation)
        expected = slowly(rows, organisation, day(as_of), known_at)
        assert (place.standing if place else None, place.since if place else None) == expected


@given(histories(), st.integers(0, 800), st.integers(0, 300), st.randoms())
@settings(max_examples=40)
def test_what_was_known_does_not_change_when_more_is_recorded_or_rows_are_read_in_another_order(
    rows, as_of, known_on, random
):
    known_at = moment(known_on)
    then = [row for row in rows if row.recorded_at <= known_at]
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert places(then, day(as_of)) == places(rows, day(as_of), known_at) == places(shuffled, day(as_of), known_at)


class Ladder(RuleBasedStateMachine):
    """Steps are recorded and taken back as the actions allow; whatever is allowed leaves a ladder that stands."""

    def __init__(self):
        super().__init__()
        self.rows = []
        self.clock = 0

    def _try(self, row):
        live = known([*self.rows, row])
        if first_misplaced(live) is None:
            self.rows.append(row)
            return True
        return False

    @rule(kind=st.sampled_from(RECORDED), on=st.integers(0, 60), member=st.sampled_from(MembershipKind.values))
    def record(self, kind, on, member):
        self.clock += 1
        before = may_follow(known(self.rows))
        later = [one for one in known(self.rows) if one.valid_on > day(on)]
        went = self._try(step(len(self.rows) + 1, kind, on, self.clock, membership_kind=member))
        if not later:
            assert went == (kind in before)

    @precondition(lambda self: known(self.rows))
    @rule(data=st.data())
    def take_back(self, data):
        self.clock += 1
        back = data.draw(st.sampled_from(known(self.rows)))
        before = places(self.rows, day(100), moment(self.clock - 1))
        self._try(Step(len(self.rows) + 1, 1, "undone", back.valid_on, moment(self.clock), "", back.number))
        assert places(self.rows, day(100), moment(self.clock - 1)) == before

    @invariant()
    def begins_with_a_declaration_and_each_follows_the_one_before(self):
        live = [one for one in known(self.rows) if one.kind != "kind_changed"]
        assert all(one.kind == "declared" for one in live[:1])
        assert all(later.kind in NEXT[one.kind] for one, later in itertools.pairwise(live))

    @invariant()
    def nobody_is_recorded_as_active(self):
        assert {place.standing for place in places(self.rows, day(100)).values()} <= set(RECORDED)

    @invariant()
    def is_there_from_the_first_step_on(self):
        live = known(self.rows)
        assert bool(places(self.rows, day(100))) == bool(live)
        if live:
            assert not places(self.rows, live[0].valid_on - datetime.timedelta(days=1))


Ladder.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
TestLadder = Ladder.TestCase


def test_step_recorded_later_does_not_change_what_was_known_before():
    rows = [step(1, "declared", 10, 10), step(2, "signed", 20, 60)]
    assert places(rows, day(30), moment(30))[1].standing == Standing.DECLARED
    assert places(rows, day(30), moment(60))[1].standing == Standing.SIGNED
    assert places(rows, day(15))[1].standing == Standing.DECLARED


def test_step_taken_back_counts_until_that_was_recorded():
    rows = [step(1, "declared", 0, 0), step(2, "signed", 5, 5), step(3, "undone", 5, 50, cancels=2)]
    assert places(rows, day(60), moment(49))[1].standing == Standing.SIGNED
    assert places(rows, day(60), moment(50))[1].standing == Standing.DECLARED


def test_change_of_kind_leaves_standing_and_date():
    rows = [step(1, "declared", 0), step(2, "signed", 5), step(3, "kind_changed", 9, membership_kind="associate")]
    place = places(rows, day(10))[1]
    assert (place.standing, place.since, place.membership_kind) == ("signed", day(5), "associate")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["declared", "signed", "left", "declared"], None),
        (["signed"], ("", "signed")),
        (["declared", "left", "signed"], ("left", "signed")),
        (["declared", "kind_changed"], ("declared", "kind_changed")),
        (["declared", "refused", "declared", "signed"], None),
    ],
)
def test_first_misplaced_step_is_named(kinds, expected):
    found = first_misplaced([step(number, kind, number) for number, kind in enumerate(kinds)])
    named = (found[0].kind if found[0] else "", found[1].kind) if found else None
    assert named == expected


def test_who_changes_the_kind_within_the_year_counts_once_with_the_last_one():
    rows = [
        step(1, "declared", 0),
        step(2, "signed", 1),
        step(3, "kind_changed", 100, membership_kind="associate"),
        step(4, "kind_changed", 200, membership_kind="supporting"),
    ]
    assert kinds_in_year(rows, 2024) == {1: "supporting"}
    assert kinds_in_year(rows, 2025) == {1: "supporting"}
    assert kinds_in_year(rows, 2023) == {}


def test_who_left_in_the_year_was_a_member_in_it_and_not_in_the_next():
    rows = [step(1, "declared", 0), step(2, "signed", 1, membership_kind="full"), step(3, "left", 400)]
    assert kinds_in_year(rows, 2025) == {1: "full"}
    assert kinds_in_year(rows, 2026) == {}
