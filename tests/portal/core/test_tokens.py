"""Tokens of the API: shown once, kept as a hash, revocable, counted, never more than their owner may do."""

import pytest
from django.core.cache import cache
from django.test import Client

from grono.portal.core import tokens
from grono.portal.core.actions import make_token, revoke_token
from grono.portal.core.models import ApiToken, AuditEntry, User
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/organisations"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def ask(token, address=ADDRESS):
    return Client().get(address, HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_ACCEPT_LANGUAGE="en")


def test_token_is_kept_as_a_hash_and_shown_once(people):
    shown = make_token(by=people.member, name="Export", scope="read")
    row = ApiToken.objects.get()
    assert shown.startswith("grono_")
    assert len(shown) > 40
    assert shown not in f"{row.__dict__} {[entry.__dict__ for entry in AuditEntry.objects.all()]}"
    client = people.client("member")
    body = client.post("/en/my-account/tokens/", {"name": "Second", "scope": "read"}).content.decode()
    assert "grono_" in body
    assert "grono_" not in client.get("/en/my-account/tokens/").content.decode()


def test_token_answers_as_its_owner_on_the_pages(people):
    one = make_kept(people)
    one.visibilities.update(rung=0)
    withheld = {
        role: ask(make_token(by=people[role], name="x", scope="read"), f"{ADDRESS}/{one.public_id}").json()["withheld"]
        for role in ("member", "translator")
    }
    assert withheld["member"] == []
    assert "address" in withheld["translator"]


def test_revoked_unknown_and_closed_accounts_are_refused(people):
    shown = make_token(by=people.member, name="Export", scope="read")
    assert ask(shown).status_code == 200
    assert ask("grono_nothing").status_code == 401
    User.objects.filter(pk=people.member.pk).update(is_active=False)
    assert ask(shown).status_code == 401
    User.objects.filter(pk=people.member.pk).update(is_active=True)
    revoke_token(by=people.member, token=ApiToken.objects.get())
    refusal = ask(shown)
    assert refusal.status_code == 401
    assert refusal.json()["code"] == "unauthorised"


def test_token_that_asks_too_often_waits(people, monkeypatch):
    monkeypatch.setattr(tokens, "REQUESTS_A_MINUTE", 2)
    shown = make_token(by=people.member, name="Export", scope="read")
    answers = [ask(shown) for _turn in range(3)]
    assert {answer.status_code for answer in answers[:2]} <= {200, 429}
    assert answers[0].status_code == 200
    late = [ask(shown) for _turn in range(5)]
    assert late[-1].status_code == 429
    assert 0 < int(late[-1]["Retry-After"]) <= 60


def test_token_counts_below_the_api_only(people):
    shown = make_token(by=people.member, name="Export", scope="write")
    response = Client().get("/en/my-account/", HTTP_AUTHORIZATION=f"Bearer {shown}")
    assert response.status_code == 302
