"""Checks case by case: AID-1, AID-4 to AID-7, AID-9 to AID-11, AID-18 to AID-21, AID-23, AID-24, and the settings of the rules, section 7."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from grono.messages import GronoError
from grono.stateaid import (
    DEFAULTS,
    AidGrant,
    Ask,
    Basis,
    ControlLink,
    Declaration,
    Ledger,
    Reorganisation,
    calendar,
    check,
    head_room,
    recheck,
    regulations,
    settings_from,
    with_state_aid,
)
from grono.stateaid.counting import limits_of


def codes(answer):
    return {caveat.code for caveat in answer.caveats}


def test_exactly_the_ceiling_is_allowed_and_a_cent_more_is_not():
    ledger = Ledger([AidGrant("X", date(2026, 1, 5), Decimal(100_000))])
    day = date(2026, 2, 1)
    assert check(ledger, Ask("X", Decimal(200_000), day)).decision == "allowed"
    refused = check(ledger, Ask("X", Decimal("200000.01"), day))
    assert (refused.decision, refused.article, refused.free) == ("refused", "2023/2831 art. 3(7)", Decimal(200_000))


def test_day_without_parameters_cannot_be_told():
    answer = check(Ledger([]), Ask("X", Decimal(1), date(2031, 1, 1)))
    assert answer.decision == "cannot tell"
    assert "2023/2831" in str(answer.sentence)
    assert head_room(Ledger([]), "X", date(2023, 12, 31)).free is None


def test_unknown_regulation_is_named_with_those_that_exist():
    with pytest.raises(GronoError, match=r"2023/2813.*2023/2831"):
        check(Ledger([]), Ask("X", Decimal(1), date(2026, 1, 1), "2023/2813"))


def test_two_grants_of_one_day_without_order_cannot_be_told():
    day = date(2026, 3, 3)
    pair = [AidGrant("X", day, Decimal(200_000), identifier=name) for name in "ab"]
    assert [verdict.judgement for verdict in recheck(Ledger(pair))] == ["cannot tell", "cannot tell"]
    assert "same-day" in codes(check(Ledger(pair), Ask("X", Decimal(1), date(2026, 3, 4))))
    ordered = [replace(grant, seq=place) for place, grant in enumerate(pair)]
    assert [verdict.judgement for verdict in recheck(Ledger(ordered))] == ["fits", "fails"]


def test_two_small_grants_of_one_day_without_order_fit():
    day = date(2026, 3, 3)
    pair = [AidGrant("X", day, Decimal(150_000), identifier=name) for name in "ab"]
    assert [verdict.judgement for verdict in recheck(Ledger(pair))] == ["fits", "fits"]


def test_aid_that_would_push_a_later_grant_waits_until_after_it(three_grants):
    later = AidGrant("X", date(2027, 8, 8), Decimal(150_000))
    ledger = three_grants.part((*three_grants.grants, later))
    answer = check(ledger, Ask("X", Decimal(40_000), date(2026, 5, 10)))
    assert answer.decision == "refused"
    assert {grant.granting_date for grant in answer.pushed} == {date(2026, 11, 15), date(2027, 8, 8)}
    assert answer.earliest_day == date(2028, 3, 2)
    assert "15 November 2026, 8 August 2027" in str(answer.sentence)


def test_withdrawn_and_repaid_aid_does_not_count():
    states = ("recorded", "withdrawn", "repaid")
    ledger = Ledger(AidGrant("X", date(2026, 1, 1), Decimal(50_000), state=state) for state in states)
    assert head_room(ledger, "X", date(2026, 2, 1)).used == Decimal(50_000)


def test_scope_comes_before_the_ceiling():
    ask = Ask("X", Decimal(1), date(2026, 1, 1), scope={"export": True})
    answer = check(Ledger([]), ask)
    assert (answer.decision, answer.article) == ("refused", "2023/2831 art. 1(1)(e)")
    assert "scope" in codes(check(Ledger([]), replace(ask, scope={"export": False})))


def test_activities_not_kept_apart_are_held_to_the_lowest_ceiling():
    ask = Ask("X", Decimal("50000.01"), date(2026, 1, 1), not_separated=("agriculture",))
    answer = check(Ledger([]), ask)
    assert (answer.decision, answer.article) == ("refused", "2023/2831 recital 12")
    assert "not-separated" in codes(answer)
    assert check(Ledger([]), replace(ask, amount=Decimal(50_000))).decision == "allowed"


def test_services_of_general_interest_have_their_own_ceiling():
    ledger = Ledger([AidGrant("X", date(2026, 1, 1), Decimal(300_000))])
    ask = Ask("X", Decimal(450_001), date(2026, 2, 1), "2023/2832")
    answer = check(ledger, ask)
    assert (answer.decision, answer.article) == ("refused", "2023/2832 art. 5")
    assert "setting:sgei_total" in codes(answer)
    assert check(ledger, ask, replace(DEFAULTS, sgei_total=False)).decision == "allowed"
    general = Ledger([AidGrant("X", date(2026, 1, 1), Decimal(750_000), "2023/2832")])
    assert check(general, Ask("X", Decimal(300_000), date(2026, 2, 1))).decision == "allowed"


def test_road_freight_had_a_lower_ceiling():
    ask = Ask("X", Decimal(100_001), date(2020, 1, 1), "1407/2013")
    assert check(Ledger([]), ask).decision == "allowed"
    assert check(Ledger([]), replace(ask, road_freight=True)).decision == "refused"


def test_answer_names_unchecked_figures_and_the_transition_of_the_old_regulation():
    answer = check(Ledger([]), Ask("X", Decimal(1), date(2024, 3, 1), "1407/2013"))
    sentence = next(str(caveat.message) for caveat in answer.caveats if caveat.code == "unchecked")
    assert "transition_from" in sentence
    before = check(Ledger([]), Ask("X", Decimal(1), date(2023, 3, 1), "1407/2013"))
    assert not any("transition_from" in str(caveat.message) for caveat in before.caveats)


def test_natural_person_joins_only_by_setting_and_the_answer_asks():
    links = [ControlLink("person", name, via_natural_person=True) for name in "AB"]
    ledger = Ledger([AidGrant("B", date(2026, 1, 1), Decimal(300_000))], links)
    ask = Ask("A", Decimal(1000), date(2026, 2, 1))
    answer = check(ledger, ask)
    assert answer.decision == "allowed"
    assert "setting:natural_person_bridge" in codes(answer)
    joined = check(ledger, ask, replace(DEFAULTS, natural_person_bridge=True))
    assert (joined.decision, joined.members) == ("refused", ("A", "B", "person"))


def test_foreign_parent_joins_by_default_and_the_answer_says_so():
    ledger = Ledger(
        [AidGrant("B", date(2026, 1, 1), Decimal(300_000))], [ControlLink("F", name) for name in "AB"], foreign=["F"]
    )
    ask = Ask("A", Decimal(1000), date(2026, 2, 1))
    assert check(ledger, ask).decision == "refused"
    assert "setting:foreign_bridge" in codes(check(ledger, ask))
    assert check(ledger, ask, replace(DEFAULTS, foreign_bridge=False)).decision == "allowed"


def test_leaver_takes_its_aid_along_unless_the_setting_keeps_it():
    link = ControlLink("A", "D", "d", date(2024, 1, 1), date(2026, 1, 31))
    below = ControlLink("D", "E", valid_from=date(2024, 1, 1))
    grants = [
        AidGrant("D", date(2025, 5, 5), Decimal(60_000)),
        AidGrant("E", date(2025, 6, 5), Decimal(5_000)),
        AidGrant("D", date(2026, 2, 10), Decimal(1_000)),
    ]
    ledger = Ledger(grants, [link, below])
    day = date(2026, 3, 1)
    keep = replace(DEFAULTS, leaver_takes_aid=False)
    assert head_room(ledger, "A", day).used == 0
    assert head_room(ledger, "A", day, settings=keep).used == Decimal(65_000)
    assert head_room(ledger, "D", day, settings=keep).used == Decimal(66_000)
    assert "setting:leaver_takes_aid" in codes(check(ledger, Ask("A", Decimal(1), day)))


def test_split_by_activity_and_a_second_split():
    first = Reorganisation("split", date(2025, 1, 1), ("S", "T", "U"), taken_over=(("g", "U"),))
    second = Reorganisation("split", date(2026, 1, 1), ("U", "U", "V"), (Fraction(3), Fraction(1)))
    grant = AidGrant("S", date(2024, 6, 1), Decimal("100.01"), identifier="g")
    ledger = Ledger([grant, AidGrant("T", date(2024, 7, 1), Decimal(7))], reorganisations=[second, first])
    day = date(2026, 6, 1)
    assert {name: str(head_room(ledger, name, day).used) for name in "STUV"} == {
        "S": "0.00",
        "T": "7.00",
        "U": "75.01",
        "V": "25.00",
    }
    assert head_room(ledger, "U", date(2025, 6, 1)).used == Decimal("100.01")


def test_split_without_equity_or_activity_counts_in_full_for_each():
    split = Reorganisation("split", date(2025, 1, 1), ("S", "T", "U"))
    ledger = Ledger([AidGrant("S", date(2024, 6, 1), Decimal(100))], reorganisations=[split])
    assert [head_room(ledger, name, date(2025, 1, 1)).used for name in "TU"] == [100, 100]


def test_split_between_the_asked_day_and_a_later_grant_divides_what_is_pushed():
    split = Reorganisation("split", date(2026, 1, 1), ("S", "S", "T"), (Fraction(1), Fraction(1)))
    later = AidGrant("T", date(2026, 6, 1), Decimal(200_000))
    ledger = Ledger([later], reorganisations=[split])
    day = date(2025, 6, 1)
    assert check(ledger, Ask("S", Decimal(200_000), day)).decision == "allowed"
    assert check(ledger, Ask("S", Decimal("200000.02"), day)).decision == "refused"


def test_declared_aid_missing_in_the_ledger_counts():
    listed = AidGrant("X", date(2025, 1, 5), Decimal(290_000))
    day = date(2026, 1, 5)
    ask = Ask(
        "X", Decimal(20_000), day, declarations=(Declaration("X", day, (listed,)),), basis=(Basis("ledger", day),)
    )
    answer = check(Ledger([]), ask)
    assert (answer.decision, answer.used) == ("refused", Decimal(290_000))
    assert "declared" in codes(answer)
    assert answer.basis == (Basis("ledger", day),)
    recorded = check(Ledger([listed]), ask)
    assert recorded.used == Decimal(290_000)
    assert "declared" not in codes(recorded)


def test_declared_aid_counts_as_often_as_it_is_too_few_in_the_ledger():
    listed = AidGrant("X", date(2025, 1, 5), Decimal(100_000))
    day = date(2026, 1, 5)
    ask = Ask("X", Decimal(1), day, declarations=(Declaration("X", day, (listed, listed)),))
    assert check(Ledger([listed]), ask).used == Decimal(200_000)
    repaid = replace(listed, state="repaid")
    assert check(Ledger([listed, repaid]), ask).used == Decimal(100_000)


def test_declaration_of_another_member_counts_but_does_not_stand_for_ones_own():
    listed = AidGrant("Y", date(2025, 1, 5), Decimal(100_000))
    day = date(2026, 1, 5)
    answer = check(
        Ledger([], [ControlLink("X", "Y")]), Ask("X", Decimal(1), day, declarations=(Declaration("Y", day, (listed,)),))
    )
    assert answer.used == Decimal(100_000)
    assert "declaration" in codes(answer)


def test_lowest_ceiling_of_activities_not_kept_apart_is_one_limit():
    regulation = regulations()[0]
    first, again = (limits_of(regulation, DEFAULTS, ("agriculture",)) for _ in range(2))
    assert first is again
    assert first[-1].ceiling_eur == 50_000


def test_declaration_is_asked_for_until_the_register_covers_three_years():
    assert "declaration" in codes(check(Ledger([]), Ask("X", Decimal(1), date(2028, 12, 31))))
    assert "declaration" not in codes(check(Ledger([]), Ask("X", Decimal(1), date(2029, 1, 1))))


def test_aid_for_the_same_costs_stops_at_the_highest_intensity_or_amount():
    """AID-19: art. 5(3) names the intensity or the amount of the act; of both the lower one binds."""
    assert with_state_aid(10, 100, [40], highest_intensity="0.5").allowed
    refused = with_state_aid("10.01", 100, [40], highest_intensity="0.5")
    assert (refused.allowed, refused.article) == (False, "2023/2831 art. 5(3)")
    assert not with_state_aid(6, 100, [40], highest_intensity="0.5", highest_amount=45).allowed
    assert with_state_aid(5, 100, [40], highest_amount=45).allowed
    with pytest.raises(GronoError, match="highest intensity or the highest amount"):
        with_state_aid(5, 100, [40])


def test_calendar_ends_where_parameters_end():
    stretches = calendar(Ledger([]), "X", (date(2030, 12, 1), date(2031, 1, 31)))
    assert [(stretch.start, stretch.free) for stretch in stretches] == [
        (date(2030, 12, 1), Decimal(300_000)),
        (date(2031, 1, 1), None),
    ]


def test_every_regulation_has_its_source_and_day_of_checking():
    for entry in regulations():
        assert entry.source_url.startswith("http")
        assert entry.valid_from < entry.valid_to
        assert entry.limits[0].families == {entry.family}
        assert entry.checked_on >= date(2026, 1, 1)


def test_settings_from_stored_values():
    assert settings_from({"fiscal_year": [7, 1], "sgei_total": False}).fiscal_year == (7, 1)
    with pytest.raises(GronoError, match="no setting “colour”"):
        settings_from({"colour": "red"})


def test_answer_in_polish_is_polish(three_grants):
    answer = check(three_grants, Ask("X", Decimal(100_000), date(2027, 8, 7)))
    sentence = answer.sentence.in_language("pl")
    assert sentence.startswith("Odmowa:")
    assert "8 sierpnia 2027" in sentence
    for caveat in answer.caveats:
        assert caveat.message.in_language("pl") != caveat.message.in_language("en")


@pytest.mark.parametrize("day", [date.min, date(2, 2, 1), date(9998, 2, 1), date.max])
def test_ends_of_the_calendar_break_nothing(day):
    ledger = Ledger([AidGrant("X", day, Decimal(5)), AidGrant("X", date(2026, 1, 1), Decimal(7))])
    assert {verdict.judgement for verdict in recheck(ledger)} == {"cannot tell", "fits"}
    assert check(ledger, Ask("X", Decimal(1), day)).decision == "cannot tell"
    assert check(ledger, Ask("X", Decimal(1), date(2026, 2, 1))).decision == "allowed"
    assert calendar(ledger, "X", (date(2026, 2, 1), date(2027, 2, 1)))
