"""The applicant's form: what the law asks, filled in from the register (state-aid.md, section 5; AID-21, AID-23)."""

import datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from docx import Document

from grono.portal.aid.actions import record_declaration
from grono.portal.aid.application import application_of, total_of
from grono.portal.aid.documents import BLANK, application_fields
from grono.portal.directory.actions import appoint_administrator
from tests.portal.aid.factories import NIP, make_grant, make_link
from tests.portal.directory.factories import make_organisation

RECENT = timezone.localdate() - datetime.timedelta(days=100)


@pytest.fixture
def firm(people):
    """A firm of a group, with aid, that an account administers."""
    link = make_link()
    given = {"legal_form": "spółka jawna", "teryt": "3063011", "pkd": "10.51"}
    make_grant(link.child, RECENT.isoformat(), "1000", **given)
    make_grant(link.parent, RECENT.isoformat(), "500")
    make_grant(link.child, "2020-01-10", "7")
    organisation = make_organisation("Mleczarnia Próbna", identifiers=(("nip", NIP),))
    appoint_administrator(by=None, organisation=organisation, user=people.member, reason="test")
    return link.child


def test_form_holds_what_the_register_knows_and_leaves_the_rest_to_the_applicant(people, firm):
    listed = [[RECENT.isoformat(), "1000", "2023/2831"], [RECENT.isoformat(), "20", "1408/2013"]]
    record_declaration(by=None, undertaking=firm, declared_on=timezone.localdate(), listed_aid=listed)
    with override("en"):
        found = application_of(people.coordinator, firm)
        fields = dict(application_fields(found))
    assert found.parts[0].provision == "§ 2(1)(1)"
    assert fields["A4. Tax number (NIP)"] == NIP
    assert fields["A5. Legal form"] == "spółka jawna"
    assert fields["A9. Links with other enterprises"].startswith("Holding Próbny (5250000009), (a)")
    assert fields["D1. Eligible costs of the project"] == BLANK
    assert [(one.amount_eur, one.declared) for one in found.received] == [(500, False), (1000, False), (20, True)]
    assert total_of(found.received) == 1520


def test_administrator_of_the_firm_sees_no_name_and_no_aid_of_others(people, firm):
    client = people.client("member")
    with override("en"):
        page = client.get(reverse("aid:application", args=[firm.public_id])).content.decode()
    assert "1,000.00 EUR are known" in page
    assert "Holding" not in page
    assert "500" not in page.split("De minimis aid of the last three years")[1].split("</table>")[0].replace(
        "1,500", ""
    )


def test_form_is_a_document_to_be_signed(people, firm):
    client = people.client("aid_officer")
    address = reverse("aid:application_file", args=[firm.public_id, "docx"]).replace("/pl/", "/en/")
    document = Document(BytesIO(client.get(address).content))
    assert "Information of an applicant" in document.paragraphs[0].text
    assert "known are 1,500.00 EUR" in document.paragraphs[2].text
    assert client.get(address.replace("docx", "pdf")).content.startswith(b"%PDF")
    assert client.get(address.replace("docx", "exe")).status_code == 404


def test_provisions_say_that_they_were_not_compared_with_the_published_text(people, firm):
    client = people.client("member")
    address = reverse("aid:application", args=[firm.public_id]).replace("/pl/", "/en/")
    assert "were not compared with the published ones" in client.get(address).content.decode()
    paper = client.get(reverse("aid:application_file", args=[firm.public_id, "docx"]).replace("/pl/", "/en/"))
    said = [one.text for one in Document(BytesIO(paper.content)).paragraphs]
    assert any("were not compared with the published ones" in one for one in said)
