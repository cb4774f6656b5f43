from django.utils import timezone

from tests.portal.aid.factories import NIP, make_grant, make_undertaking


def test_check_answers_what_the_page_answers(people, ask):
    make_grant(make_undertaking(), day="2026-01-10", amount="250000")
    client = people.client("coordinator")
    found = ask(f"aid/check/{NIP}", client=client, amount="100000", day="2026-11-22")
    assert (found["decision"], found["article"]) == ("refused", "2023/2831 art. 3(7)")
    assert (found["free_eur"], found["earliest_day"]) == ("50000.00", "2029-01-11")
    polish = ask(f"aid/check/{NIP}", client=client, amount="1", day="2026-11-22", language="pl")
    assert polish["sentence"].startswith("Można:")


def test_check_is_for_those_who_see_the_ledger(people, ask):
    for role in ("visitor", "member", "analyst", "administrator"):
        client = people.client(role)
        ask(f"aid/check/{NIP}", client=client, status=404, amount="1", day="2026-11-22")
        assert ask("aid/undertakings", client=client)["count"] == 0


def test_wrong_number_and_regulation_are_named(people, ask):
    client, question = people.client("coordinator"), {"amount": "1", "day": "2026-11-22"}
    wrong = ask("aid/check/123", client=client, status=422, **question)
    assert wrong["problems"][0]["parameter"] == "number"
    wrong = ask(f"aid/check/{NIP}", client=client, status=422, regulation="1/1", **question)
    assert "2023/2831" in wrong["problems"][0]["message"]


def test_check_asks_scope_and_says_what_it_rests_on(people, ask):
    """AID-20: scope before any ceiling, and the lowest ceiling; AID-23: the answer names its sources with their days."""
    grant = make_grant(day="2026-01-10", amount="1000")
    client, question = people.client("coordinator"), {"amount": "50000", "day": "2026-11-22"}
    found = ask(f"aid/check/{NIP}", client=client, scope="export", **question)
    assert (found["decision"], found["article"]) == ("refused", "2023/2831 art. 1(1)(e)")
    assert found["rests_on"] == [{"source": "ledger", "day": timezone.localdate(grant.recorded_at).isoformat()}]
    low = ask(f"aid/check/{NIP}", client=client, not_separated="agriculture", scope_asked="true", **question)
    assert low["article"] == "2023/2831 recital 12"
    assert "scope" not in {one["code"] for one in low["remarks"]}
    wrong = ask(f"aid/check/{NIP}", client=client, status=422, not_separated="general", **question)
    assert "sgei, agriculture, fishery" in wrong["problems"][0]["message"]


def test_grants_come_with_their_instalments(people, ask):
    grant = make_grant(day="2026-01-10", instalments=[[0, "1000.00"], [1, "1070.00"]], discount_rate=7)
    address = f"aid/undertakings/{grant.beneficiary.public_id}/grants"
    [one] = ask(address, client=people.client("coordinator"))["items"]
    assert (one["discount_rate"], one["state"], one["verdict_when_recorded"]) == ("7", "recorded", "fits")
    assert one["instalments"][1] == {
        "years": 1,
        "paid_on": "2027-01-10",
        "amount_pln": "1070.00",
        "worth_pln": "1000.00",
    }
    ask(address, client=people.client("member"), status=404)


def test_head_room_and_its_calendar(people, ask):
    grant = make_grant(day="2026-01-10", amount="250000")
    client = people.client("coordinator")
    [one] = ask("aid/undertakings", client=client)["items"]
    assert (one["number"], one["grants"]) == (NIP, 1)
    address = f"aid/undertakings/{grant.beneficiary.public_id}/head-room"
    found = ask(address, client=client, day="2029-01-09")
    assert [stretch["free_eur"] for stretch in found["calendar"]] == ["50000.00", "300000.00", None]
    assert found["members"] == [NIP]
    ask(address, client=people.client("member"), status=404)
