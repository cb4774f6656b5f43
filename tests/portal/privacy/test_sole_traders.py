"""A sole trader's organisation is a natural person: found with them, given out to them, erased with them, and what the law has kept stays (DIR-2, DIR-45)."""

import json

import pytest
from django.urls import reverse

from grono.language import collation_key
from grono.portal.aid.models import Grant, Undertaking
from grono.portal.core.audit_check import verify_chain
from grono.portal.core.models import AuditEntry
from grono.portal.core.session_actions import begin_session
from grono.portal.directory import actions as directory
from grono.portal.directory.finding import KIND
from grono.portal.directory.models import Organisation
from grono.portal.directory.sole_traders import bears_the_firm
from grono.portal.privacy import actions, exporting
from grono.portal.privacy.erasing import plan
from grono.portal.privacy.fields import Erasure
from grono.portal.privacy.subjects import subject_of, subject_with
from grono.portal.search.models import SearchDocument, SearchObject
from grono.portal.surveys.models import Invitation
from tests.portal.directory.factories import make_organisation
from tests.portal.privacy.test_rights import everything_in_the_database
from tests.portal.surveys.factories import make_wave

pytestmark = pytest.mark.django_db
FIRM, NIP, STREET = "Łucja Próbna-Wymyślona Serowarnia", "5261040828", "Serowa 77"
EMAIL = "lucja@serowarnia.example"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def trader(people):
    """Return a sole trader's organisation with everything that tells of its person."""
    one = make_organisation(
        FIRM,
        natural_person=True,
        identifiers=(("nip", NIP),),
        web="https://lucja.example",
        texts={("about", "pl"): "Łucja robi sery od dziecka."},
    )
    place = one.establishments.get()
    type(place).objects.filter(pk=place.pk).update(street=STREET, latitude=53.1, longitude=23.1, point_method="map")
    directory.appoint_administrator(by=None, organisation=one, user=people.member, reason="test")
    values = {"role": "management", "email": EMAIL, "phone": "601601601", "rung": 2, "contact_rung": 2}
    directory.add_post(by=people.member, organisation=one, full_name="Łucja Próbna-Wymyślona", values=values)
    office = {"role": "staff", "email": "biuro@serowarnia.example", "phone": "", "rung": 2, "contact_rung": 2}
    directory.add_post(by=people.member, organisation=one, full_name="Piotr Inny", values=office)
    holder = Undertaking.objects.create(number=NIP, name=FIRM)
    Grant.objects.create(beneficiary=holder, granting_date="2026-01-02", regulation="2023/2831", gge_eur=1000)
    return one


def holder_of(one):
    return one.posts.get(role="management").person


def test_organisation_and_person_with_its_name_are_one(trader, people):
    person = holder_of(trader)
    subject = subject_with(trader.public_id)
    assert subject.public_ids == {trader.public_id, person.public_id}
    assert subject == subject_with(person.public_id)
    assert (subject.emails, subject.numbers) == ({EMAIL}, {NIP})
    person.account = people.task_owner
    person.save()
    assert trader.public_id in subject_of(people.task_owner).public_ids


def test_others_at_the_firm_and_companies_are_nobodys_trader(trader):
    other = trader.posts.get(role="staff").person
    assert subject_with(other.public_id).public_ids == {other.public_id}
    assert not bears_the_firm("Łucja", FIRM)
    Organisation.objects.filter(pk=trader.pk).update(natural_person=False)
    assert trader.public_id not in subject_with(holder_of(trader).public_id).public_ids


def test_export_holds_firm_address_numbers_and_aid_but_not_the_colleague(trader):
    tables = exporting.everything_about(subject_with(trader.public_id))
    assert tables["directory.Organisation"][0]["legal_name"] == FIRM
    assert tables["directory.Establishment.organisation"][0]["street"] == STREET
    assert tables["directory.Identifier.organisation"][0]["value"] == NIP
    assert tables["aid.Grant.beneficiary__number"][0]["gge_eur"] == "1000.00"
    text = json.dumps(tables, ensure_ascii=False)
    assert "Piotr Inny" not in text
    assert "biuro@" not in text


def test_dry_run_names_the_duty_by_which_aid_stays(trader, people):
    kept = {one.model: one.purpose for one in plan(subject_with(trader.public_id)) if one.erasure is Erasure.KEEP}
    assert {kept[model].duty for model in ("aid.Grant", "aid.Undertaking")} == {"aid"}
    begin_session(by=people.administrator, reason="request on paper of 3 May")
    page = people.client("administrator").get(reverse("privacy:person", args=[trader.public_id]))
    assert "2023/2831" in page.content.decode()


def test_erasure_leaves_a_pseudonym_and_the_ledger_of_aid(trader, people):
    actions.erase(by=people.administrator, subject=subject_with(trader.public_id))
    ledger = [str(list(model.objects.values())) for model in (Undertaking, Grant)]
    left = everything_in_the_database()
    for row in Undertaking.objects.values():
        left = left.replace(str(row), "")
    for value in ("Łucja", "lucja", STREET, NIP, EMAIL, "601601601", str(collation_key(FIRM, "pl"))):
        assert value not in left, value
    assert FIRM in ledger[0]
    trader.refresh_from_db()
    assert (trader.legal_name, trader.removed_at is not None) == (f"✝ {trader.public_id}", True)
    assert trader.establishments.get().teryt == "2061011"  # where firms are is counted on
    assert verify_chain().findings == []
    assert FIRM not in str(list(AuditEntry.objects.values("object_name", "before", "after")))


def test_erased_trader_is_found_no_more_and_nobody_keeps_it(trader, people):
    actions.erase(by=people.administrator, subject=subject_with(trader.public_id))
    assert not SearchDocument.objects.filter(kind=KIND, object_id=trader.pk).exists()
    assert SearchObject.objects.get(kind=KIND, object_id=trader.pk).is_removed
    assert not trader.administrators.filter(until__isnull=True).exists()
    assert not trader.posts.filter(until__isnull=True).exists()
    assert (
        trader.posts.get(role="staff").email == "biuro@serowarnia.example"
    )  # the colleague's own, until the clock of posts
    assert people.client("visitor").get(reverse("directory:organisation", args=[trader.public_id])).status_code == 404


def test_erasing_twice_as_after_a_backup_changes_nothing_more(trader, people):
    subject = subject_with(trader.public_id)
    actions.erase(by=people.administrator, subject=subject)
    gone = Organisation.objects.get(pk=trader.pk).removed_at
    actions.erase(by=None, subject=subject_with(trader.public_id))
    assert Organisation.objects.get(pk=trader.pk).removed_at == gone


def test_companies_are_not_people(people):
    company = make_organisation("Spółka Próbna")
    begin_session(by=people.administrator, reason="request on paper of 3 May")
    address = reverse("privacy:person", args=[company.public_id])
    assert people.client("administrator").get(address).status_code == 404


@pytest.fixture
def invited(trader):
    wave = make_wave()

    def invite(email, organisation):
        return Invitation.objects.create(wave=wave, organisation=organisation, email=email)

    return invite


def test_letters_to_a_work_address_are_the_persons_unless_it_is_shared(trader, people, invited):
    elsewhere, third = make_organisation("Spółka Druga"), make_organisation("Spółka Trzecia")
    own, shared = invited(EMAIL.upper(), elsewhere), invited("biuro@serowarnia.example", third)
    values = {"role": "sales", "email": "biuro@serowarnia.example", "phone": "", "rung": 2, "contact_rung": 2}
    directory.add_post(by=people.coordinator, organisation=third, full_name="Ewa Inna", values=values)
    subject = subject_with(trader.public_id)
    assert own.public_id in str(exporting.everything_about(subject))
    actions.erase(by=people.administrator, subject=subject)
    colleague = subject_with(trader.posts.get(role="staff").person.public_id)
    assert colleague.emails == frozenset()
    actions.erase(by=people.administrator, subject=colleague)
    own.refresh_from_db()
    shared.refresh_from_db()
    assert (own.email, shared.email) == ("", "biuro@serowarnia.example")
