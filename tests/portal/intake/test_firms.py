"""Firms with codes in a region, asked of CEIDG and brought in as a list; a register that is down changes nothing (DIR-28, DIR-29)."""

import json

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override

from grono.messages import message
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import perform
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Seat
from grono.portal.directory.firms_pages import firms_address
from grono.portal.directory.models import Organisation, ValueProvenance
from grono.portal.intake import actions, searching
from grono.portal.intake.invented_firms import InventedFirms
from grono.portal.intake.models import FirmSearch, Import
from grono.portal.intake.wanted_firms import WantedFirms, questions, read_codes
from grono.sources.registers import RegisterAnswer
from grono.sources.registers.errors import unreachable
from tests.portal.directory.factories import DAIRY, make_organisation
from tests.portal.intake.factories import told

pytestmark = pytest.mark.django_db
DAIRIES = WantedFirms(("10.51",), "nace2", "20")


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def searched(people, wanted=DAIRIES, transport=None, key="key"):
    one = searching.ask_for_firms(by=people.coordinator, wanted=wanted, is_recorded=transport is None)
    searching.search(by=people.coordinator, one=one, transport=transport or InventedFirms(), told=told, token=key)
    return FirmSearch.objects.get(pk=one.pk)


def test_answer_becomes_a_list_with_its_dry_run(people):
    one = searched(people)
    assert (one.found, one.refusals) == (3, {})
    assert (one.answer.state, one.answer.counts["created"], one.answer.counts["error"]) == ("checked", 3, 0)
    assert not Organisation.objects.exists()
    asked = actions.ask_to_apply(by=people.coordinator, one=one.answer)
    actions.apply(by=people.coordinator, one=asked, told=told)
    firms = list(Organisation.objects.prefetch_related("codes", "establishments"))
    assert len(firms) == 3
    assert all(firm.natural_person and firm.is_invented for firm in firms)
    assert {code.code for firm in firms for code in firm.codes.all()} == {"10.51"}
    assert {place.teryt[:2] for firm in firms for place in firm.establishments.all()} == {"20"}
    assert set(ValueProvenance.objects.values_list("kind", flat=True)) == {"register"}
    again = searched(people)
    assert (again.answer.counts["created"], again.answer.counts["unchanged"]) == (0, 3)
    actions.undo(by=people.coordinator, one=Import.objects.get(pk=asked.pk))
    assert not Organisation.objects.filter(removed_at__isnull=True).exists()


def test_each_firm_stands_once_with_all_its_codes(people):
    class Twice(InventedFirms):
        def send(self, request):
            address = request.address.replace("2830", "1051")
            return super().send(type(request)("ceidg", "GET", address))

    one = searched(people, WantedFirms(("10.51", "28.30"), "nace2", "20"), Twice())
    assert one.found == 3
    assert all(row[-2] == "10.51, 28.30" for row in one.answer.sample)


def test_register_that_is_down_changes_nothing_and_says_so(people):
    class Down:
        def send(self, _request):
            error = unreachable("CEIDG", message("it did not answer in time"))
            raise error

    one = searched(people, transport=Down())
    assert "CEIDG" in one.refusals["en"]
    assert (one.asked_at, one.answer, Import.objects.count()) == (None, None, 0)
    page = people.client("coordinator").get(reverse("intake:firms_found", args=[one.public_id])).content.decode()
    assert "did not answer in time" in page


def test_without_a_key_the_search_says_which_setting_is_missing(people):
    one = searched(people, transport=InventedFirms(), key="")
    assert "GRONO_CEIDG_TOKEN" in one.refusals["pl"]


def test_no_firm_is_an_answer_too(people):
    one = searched(people, WantedFirms(("10.51",), "nace2", "02"))
    assert one.asked_at is not None
    assert (one.found, one.answer) == (0, None)


def test_too_many_firms_are_refused(people, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FIRMS", 2)
    one = searched(people)
    assert "Choose a powiat" in one.refusals["en"]
    assert one.answer is None


def test_firms_elsewhere_are_left_out(people):
    class Careless:
        def send(self, request):
            place = {"miasto": "Leszno", "terc": "3063011"}
            firm = {"nazwa": "x", "adresDzialalnosci": place, "wlasciciel": {"nip": "9998000077"}, "status": "AKTYWNY"}
            content = json.dumps({"firmy": [firm], "count": 1, "links": {}}).encode()
            return RegisterAnswer(request.address, 200, content, one_time)

    one_time = Import._meta.get_field("created_at").get_default()
    assert searched(people, transport=Careless()).found == 0


def test_a_class_is_asked_with_every_subclass_it_may_have():
    assert questions(DAIRIES) == {"10.51": tuple(f"10.51.{letter}" for letter in "ZABCDE")}
    assert questions(WantedFirms(("52.10.B",), "pkd2007", "10")) == {"52.10.B": ("52.10.B",)}
    assert list(questions(WantedFirms(("10.5",), "nace2", "10"))) == ["10.51", "10.52"]
    with pytest.raises(RefusedError, match="Name fewer codes"):
        questions(WantedFirms(("46", "47"), "nace2", "10"))


@pytest.mark.parametrize(("text", "said"), [("10.99", "10.9"), ("C", "whole section"), ("abc", "abc")])
def test_wrong_codes_are_named(text, said):
    with pytest.raises(RefusedError, match=said):
        read_codes("nace2", [text])


def test_page_shows_who_is_in_the_directory(people):
    make_organisation("Mleczarnia", codes=(DAIRY,), seat=Seat(place="Białystok", teryt="2061011"))
    make_organisation(
        "Dairy of 2025",
        codes=(read_code("pkd2025", "10.51.Z", is_main=True),),
        seat=Seat(place="Białystok", teryt="2061011"),
    )
    make_organisation("Elsewhere", codes=(DAIRY,), seat=Seat(place="Leszno", teryt="3063011"))
    client = people.client("coordinator")
    page = client.get(firms_address(people.coordinator, ["10.51"], "nace2", "20")).content.decode()
    assert "Mleczarnia" in page
    assert "Dairy of 2025" not in page
    assert "Elsewhere" not in page
    assert "GRONO_CEIDG_TOKEN" in page
    assert "Mleczarnia" in client.get(firms_address(people.coordinator, ["10"], "nace2", "2061")).content.decode()
    assert firms_address(people.member, ["10.51"], "nace2", "20") == ""


def test_who_may_not_see_hidden_codes_finds_nobody_by_them(people):
    from grono.portal.directory.queries import organisations_with_codes

    make_organisation("Mleczarnia", codes=(DAIRY,), seat=Seat(place="Białystok", teryt="2061011"))
    assert organisations_with_codes(people.coordinator, ["10.51"], "nace2", "20").count() == 1
    assert organisations_with_codes(people.member, ["10.51"], "nace2", "20").count() == 0


def test_search_goes_all_the_way_on_the_page(people):
    client = people.client("coordinator")
    asked = {"code": "10.51", "system": "nace2", "region": "20", "recorded": "yes"}
    with override_settings(DEMONSTRATION=False):
        assert client.post(reverse("intake:firms"), asked).status_code == 404
    with override_settings(DEMONSTRATION=True):
        response = client.post(reverse("intake:firms"), asked)
    one = FirmSearch.objects.get()
    assert one.run.public_id in response.url
    perform.func(one.run.public_id)
    page = client.get(reverse("intake:firms_found", args=[one.public_id])).content.decode()
    assert reverse("intake:import", args=[Import.objects.get().public_id]) in page
    assert "invented" in page


def test_wrong_question_is_answered_beside_its_field(people):
    wrong = {"code": "10.99", "system": "nace2", "region": "20"}
    response = people.client("coordinator").post(reverse("intake:firms"), wrong)
    assert response.status_code == 200
    assert "10.99" in response.content.decode()
    assert not FirmSearch.objects.exists()
