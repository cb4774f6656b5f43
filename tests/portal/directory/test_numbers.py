"""Numbers of an organisation: proof by a register, then by its own word; wrong ones are shown as such (DIR-7, DIR-10)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.kinds import Proof
from grono.portal.directory.models import FieldChange
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
NIP = {"scheme": "nip", "value": "9721237317"}


@pytest.fixture
def own(people):
    """Return an organisation of the member's with a number that a register has matched."""
    one = make_kept(people)
    one.identifiers.create(**NIP, proof=Proof.MATCHED, proof_source="REGON", proof_digest="a" * 64)
    return one


def test_the_organisation_confirms_what_a_register_has_matched(people, own):
    client, page = people.client("member"), f"/en{reverse('directory:keep', args=[own.public_id])[3:]}"
    assert "It is ours" in client.get(page).content.decode()
    client.post(reverse("directory:confirm_number", args=[own.public_id]), NIP)
    row = own.identifiers.get()
    assert (row.proof, row.proof_source, row.proof_digest) == (Proof.CONFIRMED, "REGON", "a" * 64)
    assert "It is ours" not in client.get(page).content.decode()
    [change] = FieldChange.objects.all()
    assert (change.before["proof"], change.after["proof"], change.by) == ("matched", "confirmed", people.member)


def test_a_number_that_no_register_has_matched_cannot_be_confirmed(people, own):
    own.identifiers.update(proof=Proof.WELL_FORMED)
    with override("en"), pytest.raises(RefusedError, match="register has matched"):
        actions.confirm_number(by=people.member, organisation=own, **NIP)
    with override("en"), pytest.raises(RefusedError, match="register has matched"):
        actions.confirm_number(by=people.member, organisation=own, scheme="nip", value="9721237323")
    assert own.identifiers.get().proof == Proof.WELL_FORMED


def test_nobody_confirms_for_the_organisation(people, own):
    with pytest.raises(PermissionDenied):
        actions.confirm_number(by=people.coordinator, organisation=own, **NIP)
    page = people.client("coordinator").get(f"/en{reverse('directory:keep', args=[own.public_id])[3:]}")
    assert "It is ours" not in page.content.decode()


def test_codes_too_are_confirmed_by_the_organisation_only(people, own):
    code = {"system": "pkd2007", "code": "10.51.Z"}
    with override("en"), pytest.raises(RefusedError, match="Only an administrator"):
        actions.confirm_code(by=people.coordinator, organisation=own, **code)
    assert own.codes.get().origin == "guessed"
    actions.confirm_code(by=people.member, organisation=own, **code)
    assert own.codes.get().origin == "confirmed"


def test_a_wrong_number_that_a_register_delivered_is_shown_as_such(people, own):
    own.identifiers.update(value="0099112233", fails_check=True)
    page = people.client("visitor").get(f"/en{reverse('directory:organisation', args=[own.public_id])[3:]}")
    assert "its check digit does not agree" in page.content.decode()
