"""Texts that are scripts: wherever an organisation's words come out, they come out as words (TRU-17)."""

import re

import pytest
from django.urls import reverse

from grono.portal.directory import actions
from tests.portal.directory.factories import make_organisation
from tests.portal.hostile import CORPUS, acting_in

pytestmark = pytest.mark.django_db


def test_the_corpus_is_dangerous_where_nobody_escapes():
    assert len(set(CORPUS)) >= 100
    harmless = [text for text in CORPUS if not acting_in(f'<p title="{text}">{text}</p>') and "<" in text]
    assert len(harmless) < 10, harmless


@pytest.fixture
def hostile(people):
    """Return an organisation with the whole corpus in its texts, and a part in each of its other fields."""
    one = make_organisation(
        CORPUS[0], short_name=CORPUS[1][:100], texts={("capability", "pl"): " ".join(CORPUS)[:4000]}
    )
    by = people.coordinator
    for text in CORPUS[100:]:
        actions.keep_product(by=by, organisation=one, texts={"pl": (text, text)})
    for text in CORPUS[100:130:6]:
        actions.keep_certificate(by=by, organisation=one, values={"scheme": text, "number": text})
        actions.keep_former_name(by=by, organisation=one, values={"name": text, "language": "pl", "source": text})
    values = {"role": "sales", "title": CORPUS[2], "email": "a@example.org", "rung": 2, "contact_rung": 2}
    actions.add_post(by=by, organisation=one, full_name=CORPUS[3], values=values)
    return one


PAGES = ["organisation", "history", "keep", "edit", "visibility", "codes", "administrators", "preview", "remove"]


def test_no_page_of_an_organisation_acts_on_its_words(people, hostile):
    client = people.client("coordinator")
    addresses = [reverse(f"directory:{name}", args=[hostile.public_id]) for name in PAGES]
    addresses += [
        reverse("directory:rows", args=[hostile.public_id, kind])
        for kind in ("people", "products", "certificates", "former-names")
    ]
    addresses += [reverse("directory:list"), reverse("directory:attention")]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert acting_in(answer.content.decode()) == [], address


def test_data_about_an_organisation_is_never_a_page(people, hostile):
    client = people.client("visitor")
    addresses = [
        reverse("directory:linked_data", args=[hostile.public_id]),
        f"/api/v1/organisations/{hostile.public_id}",
    ]
    addresses += [reverse("directory:csv"), *(reverse("directory:data", args=[form]) for form in ("json", "vcf"))]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not re.match(r"text/html|image/svg", answer["Content-Type"]), address
        assert answer["X-Content-Type-Options"] == "nosniff"
