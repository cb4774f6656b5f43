"""What stands beside an entry keeps the ladder on its page, and whoever is shown a contact is known to its person (DIR-13 to DIR-15)."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.directory import actions
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import ContactReveal
from grono.quantities import parse
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
SHOWN = {
    "turnover": "7,654,321",
    "founded": "1987",
    "web": "zubr.example.org",
    "reach": "Denmark",
    "certificates": "ISO 22000",
    "products": "Ser wędzony",
    "texts": "Sery podpuszczkowe",
    "address": "Lipowa 1",
    "activity": "10.51.Z",
    "identifiers": "972-123-73-17",
}


def make_whole(people):
    one = make_organisation(
        "Mleczarnia Żubr",
        founded=1987,
        web="https://zubr.example.org",
        identifiers=(("nip", "9721237317"),),
        texts={("capability", "pl"): "Sery podpuszczkowe"},
    )
    by = people.coordinator
    actions.change_facts(by=by, organisation=one, facts={"turnover": parse("7654321", "pl"), "turnover_year": 2025})
    actions.change_reach(by=by, organisation=one, countries=["DK"], languages=["da"])
    actions.keep_certificate(by=by, organisation=one, values={"scheme": "ISO 22000", "number": ""})
    actions.keep_product(by=by, organisation=one, texts={"pl": ("Ser wędzony", "")})
    return one


def page_of(client, one):
    with override("en"):
        return client.get(reverse("directory:organisation", args=[one.public_id])).content.decode()


def test_a_detail_for_accounts_is_not_on_the_page_of_a_visitor(people):
    one = make_whole(people)
    rungs = dict.fromkeys(SHOWN, Rung.REGISTERED)
    actions.set_visibility(by=people.coordinator, organisation=one, rungs=rungs)
    visitor, registered = (page_of(people.client(role), one) for role in ("visitor", "translator"))
    assert [field for field, text in SHOWN.items() if text in visitor] == []
    assert [field for field, text in SHOWN.items() if text not in registered] == []


def test_history_tells_nothing_that_the_page_hides(people):
    one = make_whole(people)
    actions.set_visibility(by=people.coordinator, organisation=one, rungs=dict.fromkeys(SHOWN, Rung.REGISTERED))
    with override("en"):
        page = people.client("visitor").get(reverse("directory:history", args=[one.public_id])).content.decode()
    assert [field for field, text in SHOWN.items() if text in page] == []


def test_who_is_shown_a_contact_is_known_to_its_person(people):
    one = make_kept(people)
    values = {"role": "sales", "email": people.member.email, "phone": "600 100 200", "rung": 2, "contact_rung": 2}
    post = actions.add_post(by=people.member, organisation=one, full_name="Jan Próbny", values=values)
    client = people.client("translator")
    assert "600 100 200" not in page_of(client, one)
    assert "Jan Próbny" not in page_of(people.client("visitor"), one)
    address = reverse("directory:reveal", args=[one.public_id, post.public_id])
    assert "600 100 200" in client.post(address, {"what": "phone"}).content.decode()
    assert [(row.what, row.seen_by) for row in ContactReveal.objects.all()] == [("phone", people.translator)]
    assert str(people.translator) in people.client("member").get(reverse("directory:seen")).content.decode()
