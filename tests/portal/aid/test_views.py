"""The pages: answers with article and earliest day (AID-4, AID-5), conversion once (AID-17), back-dated entries (AID-7), splits (AID-11), scope (AID-20), papers (AID-22)."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from grono.portal.aid.actions import decide_setting
from grono.portal.aid.documents import certificate_fields, shrimp_fields
from grono.portal.aid.models import Certificate, Grant, Link, Reorganisation, SettingChoice, Undertaking
from tests.portal.aid.factories import (
    FOURTH,
    NIP,
    OTHER,
    THIRD,
    make_certificate,
    make_grant,
    make_link,
    make_undertaking,
)
from tests.portal.directory.factories import make_organisation


def asked(client, language="en", **query):
    with override(language):
        address = reverse("aid:check")
    return client.get(
        address, {"number": NIP, "day": "2027-08-07", "amount": "100000", "regulation": "2023/2831", **query}
    )


def test_answer_names_article_free_amount_and_earliest_day(officer, three_grants):
    page = asked(officer).content.decode()
    for part in ("It may not be granted", "2023/2831 art. 3(7)", "30,000 EUR", "8 August 2027", "Aid that counts"):
        assert part in page
    assert "<svg" in page
    assert "Nie można udzielić" in asked(officer, "pl").content.decode()


def test_allowed_answer_leads_to_recording(officer, three_grants):
    page = asked(officer, amount="30000").content.decode()
    assert "It may be granted" in page
    assert "gge_eur=30000&amp;granting_date=2027-08-07" in page


def test_day_without_parameters(officer, db):
    page = asked(officer, day="2035-01-01").content.decode()
    assert "It cannot be told" in page
    assert "granting_date=" not in page  # nothing leads on to recording what nobody can say is lawful


def test_wrong_question_is_answered_field_by_field(officer, db):
    page = asked(officer, number="123", amount="-1", day="tomorrow").content.decode()
    assert "“123” is not a tax number (NIP)" in page
    assert page.count("errorlist") + page.count("field-error") >= 3


def test_scope_question_answered_yes_refuses(officer, db):
    page = asked(officer, scope="export", asked="on").content.decode()
    assert "2023/2831 art. 1(1)(e)" in page


def test_grant_is_recorded_in_zlotys_and_converted_once(officer, db):
    values = {
        "number": NIP,
        "name": "Mleczarnia Próbna",
        "granting_date": "2026-01-10",
        "regulation": "2023/2831",
        "form": "grant",
        "gge_pln": "1000000",
        "rate": "4.2550",
        "rate_table": "6/A/NBP/2026",
    }
    response = officer.post(reverse("aid:record").replace("/pl/", "/en/"), values)
    grant = Grant.objects.get()
    assert response.status_code == 302
    assert grant.gge_eur == Decimal("235017.63")
    assert grant.verdict["judgement"] == "fits"


def test_unknown_number_needs_a_name(officer, db):
    values = {"number": NIP, "granting_date": "2026-01-10", "regulation": "2023/2831", "form": "grant", "gge_eur": "5"}
    page = officer.post(reverse("aid:record").replace("/pl/", "/en/"), values).content.decode()
    assert "Neither the ledger nor the directory knows this number" in page
    assert not Undertaking.objects.exists()


def test_back_dated_grant_tells_which_later_ones_fail(officer, three_grants):
    make_grant(three_grants, "2027-08-08", "150000")
    values = {
        "number": NIP,
        "granting_date": "2026-05-10",
        "regulation": "2023/2831",
        "form": "grant",
        "gge_eur": "40000",
    }
    address = reverse("aid:record").replace("/pl/", "/en/")
    refused = officer.post(address, values).content.decode()
    assert "already recorded for 15 November 2026, 8 August 2027 would then exceed" in refused
    assert Grant.objects.count() == 4
    page = officer.post(address, values | {"as_fact": "on"}, follow=True).content.decode()
    assert "Above the ceiling: 15 November 2026, 8 August 2027" in page
    grant = Grant.objects.get(gge_eur=40000)
    assert f"{grant.beneficiary.name}: 40,000 EUR of 10 May 2026 – Grono" in page
    assert (
        f"{grant.beneficiary.name}: 40,000 EUR of 10 May 2026"
        in officer.get(reverse("aid:certify", args=[grant.public_id]).replace("/pl/", "/en/")).content.decode()
    )


def test_repaid_aid_no_longer_counts(officer, three_grants):
    grant = Grant.objects.get(gge_eur=50000)
    officer.post(reverse("aid:end", args=[grant.public_id]), {"state": "repaid", "reason": "decision"})
    grant.refresh_from_db()
    assert (grant.state, grant.state_reason) == ("repaid", "decision")
    again = officer.post(reverse("aid:end", args=[grant.public_id]), {"state": "repaid", "reason": "once more"})
    assert again.status_code == 200


def test_correction_asks_for_a_new_certificate_that_replaces_the_old(officer, db):
    grant = make_grant()
    old = make_certificate(grant)
    officer.post(reverse("aid:correct", args=[grant.public_id]), {"gge_eur": "90000", "reason": "decision"})
    values = {"number": "DM/2", "issued_on": "2026-02-01", "signatory": "Jan Próbny"}
    officer.post(reverse("aid:certify", args=[grant.public_id]), values)
    new = Certificate.objects.get(number="DM/2")
    assert (new.replaces, new.gge_eur, old.gge_eur) == (old, Decimal(90000), Decimal(100000))
    page = officer.get(reverse("aid:grant", args=[grant.public_id])).content.decode()
    assert page.index("DM/1") < page.index("DM/2")
    twice = officer.post(reverse("aid:certify", args=[grant.public_id]), values)
    assert twice.status_code == 200


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_certificate_as_a_document(officer, db, kind, start):
    certificate = make_certificate()
    response = officer.get(reverse("aid:certificate", args=[certificate.public_id, kind]))
    assert response.content.startswith(start)
    assert kind in response["Content-Disposition"]


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_shrimp_fields_as_a_document(officer, db, kind, start):
    response = officer.get(reverse("aid:shrimp", args=[make_grant().public_id, kind]))
    assert response.content.startswith(start)


@pytest.mark.parametrize("route", ["certificate", "shrimp"])
def test_unknown_kind_of_document_is_not_there(officer, db, route):
    made = make_certificate() if route == "certificate" else make_grant()
    assert officer.get(reverse(f"aid:{route}", args=[made.public_id, "exe"])).status_code == 404


def test_links_join_and_end(officer, db):
    link = make_link()
    make_grant(link.parent, amount="250000")
    page = officer.get(reverse("aid:undertaking", args=[link.child.public_id]).replace("/pl/", "/en/")).content.decode()
    assert "Holding Próbny" in page
    officer.post(reverse("aid:end_link", args=[link.public_id]), {"valid_to": "2023-01-01"})
    assert Link.objects.get().valid_to is None
    officer.post(reverse("aid:end_link", args=[link.public_id]), {"valid_to": "2026-01-31"})
    assert Link.objects.get().valid_to == datetime.date(2026, 1, 31)


def test_back_dated_link_tells_which_grants_fail(officer, db):
    """AID-7: what is entered late checks every grant again, also where it is a link."""
    make_grant(make_undertaking(OTHER, "Holding"), "2026-02-01", "200000")
    make_grant(make_undertaking(), "2026-03-01", "150000")
    values = {"parent": OTHER, "parent_country": "PL", "child": NIP, "kind": "a", "evidence": "KRS"}
    values["valid_from"] = "2026-01-01"
    page = officer.post(reverse("aid:add_link").replace("/pl/", "/en/"), values, follow=True).content.decode()
    assert "Above the ceiling: 1 March 2026." in page


def test_undertaking_does_not_control_itself(officer, db):
    make_undertaking()
    values = {"parent": NIP, "parent_country": "PL", "child": NIP, "kind": "a", "evidence": "KRS"}
    page = officer.post(reverse("aid:add_link").replace("/pl/", "/en/"), values).content.decode()
    assert "does not control itself" in page


def test_split_is_recorded_with_equity(officer, db):
    make_undertaking()
    make_undertaking(OTHER, "Druga")
    values = {
        "kind": "split",
        "effective_date": "2026-01-01",
        "parties": f"{NIP}\n{NIP}\n{OTHER}",
        "equity": "600 000\n400 000",
        "evidence": "plan podziału",
    }
    officer.post(reverse("aid:add_reorganisation"), values)
    assert Reorganisation.objects.get().equity == ["600000.00", "400000.00"]
    values["equity"] = "1\n2\n3"
    page = officer.post(reverse("aid:add_reorganisation").replace("/pl/", "/en/"), values).content.decode()
    assert "one value for each undertaking" in page


def test_answered_question_changes_checks_and_stands_in_the_list(officer, people, db):
    holding = make_undertaking(OTHER, "Holding GmbH", country="DE")
    make_link(holding)
    make_grant(holding, amount="300000")
    assert "It may not be granted" in asked(officer, day="2026-02-01", amount="1").content.decode()
    officer.post(reverse("aid:decide", args=["foreign_bridge"]), {"value": "no", "reason": "opinia"})
    assert "It may be granted" in asked(officer, day="2026-02-01", amount="1").content.decode()
    assert "opinia" in officer.get(reverse("aid:settings")).content.decode()
    officer.post(reverse("aid:decide", args=["fiscal_year"]), {"value": "1.07", "reason": "statut"})
    assert SettingChoice.objects.get(name="fiscal_year").value == [7, 1]
    decide_setting(by=people.coordinator, name="nbp_table", value="day_before", reason="opinia")
    assert officer.get(reverse("aid:decide", args=["nbp_table"])).status_code == 200


def test_wrong_fiscal_year_is_said(officer, db):
    address = reverse("aid:decide", args=["fiscal_year"]).replace("/pl/", "/en/")
    page = officer.post(address, {"value": "31.02", "reason": "statut"}).content.decode()
    assert "Write day and month" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "loan", "amount": "500000", "years": "3", "collateral": "50"}, "60,000"),
        ({"kind": "loan", "amount": "2000000", "years": "1", "collateral": "50"}, "simplified method is not available"),
        ({"kind": "loan", "amount": "1", "years": "1", "collateral": "50", "day": "2040-01-01"}, "no parameters"),
        ({"kind": "guarantee", "amount": "900000", "years": "8", "share": "80"}, "192,000"),
        ({"kind": "instalments", "instalments": "0; 100000\n1; 100000\n2; 100000", "discount_rate": "7"}, "280,801.82"),
        ({"kind": "instalments", "instalments": "half; 100000", "discount_rate": "7"}, "is not years; amount"),
        (
            {
                "kind": "costs",
                "amount": "10.01",
                "costs": "100",
                "other_aid": "30\n10",
                "intensity": "50",
            },
            "It does not fit (2023/2831 art. 5(3))",
        ),
        ({"kind": "costs", "amount": "10", "costs": "100", "other_aid": "40", "intensity": "50"}, "It fits; up to 10"),
        ({"kind": "costs", "amount": "10", "costs": "100", "other_aid": "x", "intensity": "50"}, "not a sum of money"),
        (
            {
                "kind": "rates",
                "amount": "300000",
                "years": "3",
                "reference_rate": "8",
                "loan_rate": "2",
                "discount_rate": "7",
            },
            "32,201.48",
        ),
    ],
)
def test_calculators(officer, db, query, shown):
    given = {"day": "2026-01-01", "regulation": "2023/2831", **query}
    page = officer.get(reverse("aid:calculators").replace("/pl/", "/en/"), given).content.decode()
    assert shown in page


def test_list_narrows_by_words_and_regulation(officer, three_grants):
    make_grant(make_undertaking(OTHER, "Rolnik"), regulation="1408/2013", amount="1000")
    address = reverse("aid:list")
    assert "Rolnik" not in officer.get(address, {"q": "mlecz"}).content.decode()
    assert "Mleczarnia" not in officer.get(address, {"regulation": "1408/2013"}).content.decode()
    assert "Rolnik" in officer.get(address, {"q": OTHER[:6]}).content.decode()


def test_name_comes_from_the_directory(officer, db):
    make_organisation("Mleczarnia z Katalogu", identifiers=(("nip", NIP),))
    values = {"number": NIP, "granting_date": "2026-01-10", "regulation": "2023/2831", "form": "grant", "gge_eur": "5"}
    officer.post(reverse("aid:record"), values)
    assert Undertaking.objects.get().name == "Mleczarnia z Katalogu"


def test_list_asks_the_database_as_often_for_four_as_for_two(officer, db, django_assert_num_queries):
    for number in (NIP, OTHER):
        make_grant(make_undertaking(number, f"Firma {number}"))
    with CaptureQueriesContext(connection) as few:
        officer.get(reverse("aid:list"))
    for number in (THIRD, FOURTH):
        make_grant(make_undertaking(number, f"Firma {number}"))
    with django_assert_num_queries(len(few)):
        page = officer.get(reverse("aid:list")).content.decode()
    assert page.count("Firma 52") == 4


def test_same_grant_is_not_recorded_twice(officer, three_grants):
    values = {
        "number": NIP,
        "granting_date": "2024-08-07",
        "regulation": "2023/2831",
        "form": "grant",
        "gge_eur": "120000",
    }
    address = reverse("aid:record").replace("/pl/", "/en/")
    page = officer.post(address, values | {"as_fact": "on"}).content.decode()
    assert "holds a grant of the same day, amount and regulation" in page
    assert Grant.objects.count() == 3
    assert officer.post(address, values | {"as_fact": "on", "seq": "2"}).status_code == 302


def test_of_two_officers_the_second_is_told_what_the_first_has_granted(officer, people, db):
    values = {
        "number": NIP,
        "name": "Mleczarnia",
        "granting_date": "2026-01-10",
        "regulation": "2023/2831",
        "form": "grant",
    }
    address = reverse("aid:record").replace("/pl/", "/en/")
    assert officer.post(address, values | {"gge_eur": "200000"}).status_code == 302
    page = people.client("coordinator").post(address, values | {"gge_eur": "150000"}).content.decode()
    assert "150,000 EUR on 10 January 2026 would exceed the ceiling" in page
    assert Grant.objects.count() == 1


def test_slip_in_a_tax_number_is_no_new_undertaking(officer, db):
    page = asked(officer, number="526OOOOOO5").content.decode()
    assert "“526OOOOOO5” is not a tax number" in page
    make_undertaking("Holding SA", "Holding SA", country="LU")
    assert "It may be granted" in asked(officer, number="Holding SA").content.decode()


def test_activities_not_kept_apart_are_held_to_the_lowest_ceiling(officer, db):
    page = asked(officer, amount="50000.01", not_separated="agriculture").content.decode()
    assert "2023/2831 recital 12" in page
    assert "It may be granted" in asked(officer, amount="50000", not_separated="agriculture").content.decode()


def test_declared_aid_counts_in_every_check(officer, db):
    firm = make_undertaking()
    address = reverse("aid:declare", args=[firm.public_id]).replace("/pl/", "/en/")
    wrong = officer.post(address, {"declared_on": "2026-01-10", "listed_aid": "5.01.2026 1000"}).content.decode()
    assert "is not day; amount; regulation" in wrong
    officer.post(address, {"declared_on": "2026-01-10", "listed_aid": "5.01.2026; 250 000,00\n6.01.2026; 1; 1408/2013"})
    page = asked(officer, day="2026-02-01", amount="50000").content.decode()
    assert "It may not be granted" in page
    assert "Declaration of Mleczarnia Próbna" in page
    assert "the ledger should be completed" in page
    assert (
        "250,000"
        in officer.get(reverse("aid:undertaking", args=[firm.public_id]).replace("/pl/", "/en/")).content.decode()
    )


def test_zlotys_are_corrected_at_the_rate_recorded_with_the_grant(officer, db):
    grant = make_grant(amount="235017.63", gge_pln=Decimal(1_000_000), rate=Decimal("4.2550"))
    address = reverse("aid:correct", args=[grant.public_id]).replace("/pl/", "/en/")
    assert 'name="gge_eur" value=' not in officer.get(address).content.decode()
    officer.post(address, {"gge_pln": "500000", "reason": "decision"})
    grant.refresh_from_db()
    assert (grant.gge_pln, grant.gge_eur) == (Decimal(500_000), Decimal("117508.81"))


def test_amount_corrected_meanwhile_is_not_overwritten(officer, db):
    grant = make_grant(amount="1000")
    address = reverse("aid:correct", args=[grant.public_id]).replace("/pl/", "/en/")
    officer.post(address, {"gge_eur": "900", "reason": "one officer", "seen_eur": "1000.00"})
    second = officer.post(address, {"gge_eur": "800", "reason": "another", "seen_eur": "1000.00"})
    assert "it is EUR 900.00 now" in second.content.decode()
    assert 'name="seen_eur" value="900.00"' in officer.get(address).content.decode()
    officer.post(reverse("aid:end", args=[grant.public_id]), {"state": "repaid", "reason": "decision"})
    assert (
        "no longer counts; its amount stays" in officer.post(address, {"gge_eur": "1", "reason": "x"}).content.decode()
    )
    grant.refresh_from_db()
    assert grant.gge_eur == Decimal(900)


def test_split_by_activity_names_the_grant_and_who_took_it_over(officer, db):
    grant = make_grant(make_undertaking())
    make_undertaking(OTHER, "Druga")
    values = {"kind": "split", "effective_date": "2026-02-01", "parties": f"{NIP}\n{NIP}\n{OTHER}", "evidence": "plan"}
    address = reverse("aid:add_reorganisation").replace("/pl/", "/en/")
    for line, said in (
        (f"nothing; {OTHER}", "is not the identifier of a grant"),
        (f"{grant.public_id}; {THIRD}", "does not come out"),
    ):
        assert said in officer.post(address, values | {"taken_over": line}).content.decode()
    assert officer.post(address, values | {"taken_over": f"{grant.public_id}; {OTHER}"}).status_code == 302
    assert "It may be granted" in asked(officer, day="2026-03-01", amount="300000").content.decode()
    assert (
        "It may not be granted" in asked(officer, day="2026-03-01", amount="200000.01", number=OTHER).content.decode()
    )


def test_papers_hold_what_the_forms_ask_for(officer, db):
    given = {
        "teryt": "3063011",
        "size": "small",
        "legal_form": "spółka jawna",
        "grantor_number": OTHER,
        "act_symbol": "RO.1/2026",
    }
    grant = make_grant(make_undertaking(), beneficiary_address="ul. Próbna 1", **given)
    with override("en"):
        fields = dict(shrimp_fields(grant))
        assert fields["TERYT code of the commune"] == "3063011"
        assert (fields["Size of the beneficiary"], fields["Origin of the funds"]) == ("small", "not given")
        stands = dict(certificate_fields(make_certificate(grant, partners="Jan i Anna Próbni")))
    assert stands["Address of the beneficiary"] == "ul. Próbna 1"
    assert stands["Partners or shareholders (§ 3a)"] == "Jan i Anna Próbni"
    assert "Service of general economic interest" not in stands


def test_what_cannot_be_told_names_no_article_and_says_the_day_in_words(officer, three_grants):
    page = asked(officer, day="2040-01-01").content.decode()
    assert "It cannot be told" in page
    assert "are recorded for 1 January 2040" in page
    assert "none stands against it" not in page


def test_why_nothing_is_free_tells_a_failing_grant_from_a_merger(officer, three_grants):
    today = timezone.localdate()
    address = reverse("aid:undertaking", args=[three_grants.public_id]).replace("/pl/", "/en/")
    for place, grant in enumerate(Grant.objects.all(), 1):
        Grant.objects.filter(pk=grant.pk).update(granting_date=today, gge_eur=100000, seq=place)
    assert "Above the ceiling" not in officer.get(address).content.decode()
    make_grant(three_grants, today.isoformat(), "40000", seq=9)
    page = officer.get(address).content.decode()
    assert "it counts until it is repaid or withdrawn" in page
    assert "old aid stays lawful" not in page
