"""An independent second implementation, day by day and in plain loops, against the library on random ledgers (AID-1 to AID-10, AID-18)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from grono.stateaid import DEFAULTS, AidGrant, Ask, ControlLink, Ledger, Reorganisation, calendar, check, recheck

NAMES = "ABCD"
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
OWN = {"2023/2831": ("general", 300_000), "2023/2832": ("sgei", 750_000), "1408/2013": ("agriculture", 50_000)}
TOGETHER = {"2023/2831": 300_000, "2023/2832": 750_000, "1408/2013": 300_000}


def three_years_before(day):
    return date(day.year - 3, 2, 28) if (day.month, day.day) == (2, 29) else date(day.year - 3, day.month, day.day)


def in_force(code, day):
    return day >= (date(2024, 12, 16) if code == "1408/2013" else FIRST) and day <= LAST


def same_undertaking(name, day, links, mergers):
    pairs = [
        (link.parent, link.child)
        for link in links
        if not link.via_public_body and link.valid_from <= day and (link.valid_to is None or day <= link.valid_to)
    ]
    pairs += [event.parties for event in mergers if event.effective_date <= day]
    group = {name}
    for _round in NAMES:
        group |= {b for a, b in pairs if a in group} | {a for a, b in pairs if b in group}
    return group


def counts_for(code, grant):
    own, _ceiling = OWN[code]
    family = OWN[grant.regulation][0]
    yield "own", family == own
    yield "together", family in ("general", "agriculture") or (own == "sgei" and family == "sgei")


def room(code, name, day, before, links, mergers):
    """Return what fits on a day for a name, given what is surely before."""
    group = same_undertaking(name, day, links, mergers)
    totals = {"own": 0, "together": 0}
    for grant in before:
        if grant.beneficiary in group and three_years_before(day) <= grant.granting_date <= day:
            for limit, counted in counts_for(code, grant):
                totals[limit] += int(grant.gge_eur) if counted else 0
    return min(OWN[code][1] - totals["own"], TOGETHER[code] - totals["together"])


def fits(grants, place, links, mergers):
    """Return whether the grant at a place of an ordered list fits; nothing where there are no parameters."""
    grant = grants[place]
    if not in_force(grant.regulation, grant.granting_date):
        return None
    left = room(grant.regulation, grant.beneficiary, grant.granting_date, grants[:place], links, mergers)
    return int(grant.gge_eur) <= left


def slow_earliest(ask, grants, links, mergers):
    """Try one day after the other."""
    now = {grant.seq: fits(grants, place, links, mergers) for place, grant in enumerate(grants)}
    day = ask.day
    while day <= LAST:
        if in_force(ask.regulation, day) and _lawful_on(day, ask, grants, links, mergers, now):
            return day
        day += timedelta(days=1)
    return None


def _lawful_on(day, ask, grants, links, mergers, now):
    new = AidGrant(ask.beneficiary, day, ask.amount, ask.regulation)
    place = sum(grant.granting_date <= day for grant in grants)
    with_new = [*grants[:place], new, *grants[place:]]
    if not fits(with_new, place, links, mergers):
        return False
    return all(
        fits(with_new, later, links, mergers) is not False or now[with_new[later].seq] is False
        for later in range(place + 1, len(with_new))
    )


days = st.integers(0, 1500).map(lambda number: date(2024, 1, 1) + timedelta(days=number))
amounts = st.sampled_from([5_000, 30_000, 50_000, 90_000, 120_000, 150_000, 260_000, 300_000, 300_001])
codes = st.sampled_from(["2023/2831", "2023/2831", "2023/2831", "1408/2013", "2023/2832"])
links = st.lists(
    st.builds(
        lambda pair, start, length, public: ControlLink(
            pair[0],
            pair[1],
            valid_from=start,
            valid_to=None if length is None else start + timedelta(days=length),
            via_public_body=public,
        ),
        st.sampled_from([(a, b) for a in NAMES for b in NAMES if a != b]),
        days,
        st.none() | st.integers(0, 900),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=4,
)
mergers = st.lists(
    st.builds(lambda day: Reorganisation("merger", day, ("A", "D")), days),
    max_size=1,
)


@st.composite
def ledgers(draw):
    rows = draw(st.lists(st.tuples(st.sampled_from(NAMES), days, amounts, codes), max_size=9))
    ordered = sorted(rows, key=lambda row: row[1])
    grants = [
        AidGrant(name, day, Decimal(amount), code, seq=place) for place, (name, day, amount, code) in enumerate(ordered)
    ]
    return grants, draw(links), draw(mergers)


@settings(max_examples=60)
@given(ledgers(), st.sampled_from(NAMES), days, amounts, codes)
def test_check_agrees_with_day_by_day(world, name, day, amount, code):
    grants, known_links, known_mergers = world
    ask = Ask(name, Decimal(amount), day, code)
    answer = check(Ledger(grants, known_links, known_mergers), ask)
    if not in_force(code, day):
        assert answer.decision == "cannot tell"
        return
    earliest = slow_earliest(ask, grants, known_links, known_mergers)
    assert answer.earliest_day == earliest
    assert (answer.decision == "allowed") == (earliest == day)
    before = [grant for grant in grants if grant.granting_date <= day]
    assert answer.free == max(0, room(code, name, day, before, known_links, known_mergers))
    assert set(answer.members) == same_undertaking(name, day, known_links, known_mergers)


@settings(max_examples=100)
@given(ledgers())
def test_recheck_agrees_with_plain_loops(world):
    grants, known_links, known_mergers = world
    verdicts = recheck(Ledger(reversed(grants), known_links, known_mergers))
    words = {True: "fits", False: "fails", None: "cannot tell"}
    expected = [words[fits(grants, place, known_links, known_mergers)] for place in range(len(grants))]
    assert [verdict.judgement for verdict in verdicts] == expected


@settings(max_examples=100)
@given(ledgers())
def test_recheck_without_failed_aid_agrees_with_plain_loops(world):
    grants, known_links, known_mergers = world
    kept, expected = [], []
    for grant in grants:
        verdict = fits([*kept, grant], len(kept), known_links, known_mergers)
        expected.append({True: "fits", False: "fails", None: "cannot tell"}[verdict])
        if verdict is not False:
            kept.append(grant)
    ledger = Ledger(grants, known_links, known_mergers)
    verdicts = recheck(ledger, replace(DEFAULTS, failed_aid_counts=False))
    found = {verdict.grant.seq: verdict.judgement for verdict in verdicts}
    assert [found[grant.seq] for grant in grants] == expected


@settings(max_examples=25)
@given(ledgers(), st.sampled_from(NAMES), days)
def test_calendar_agrees_with_every_single_day(world, name, first):
    grants, known_links, known_mergers = world
    last = min(first + timedelta(days=400), LAST)
    stretches = calendar(Ledger(grants, known_links, known_mergers), name, (first, last))
    assert stretches[0].start == first
    assert stretches[-1].end == last
    for stretch in stretches:
        day = stretch.start
        while day <= stretch.end:
            before = [grant for grant in grants if grant.granting_date <= day]
            assert stretch.free == max(0, room("2023/2831", name, day, before, known_links, known_mergers))
            day += timedelta(days=1)
