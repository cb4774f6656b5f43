"""The headers of every answer (TRU-10, TRU-15, TRU-16)."""

import re

from django.test import Client, override_settings

from grono.portal.core.middleware import content_security_policy


def test_policy_allows_only_scripts_with_the_nonce(db):
    response = Client().get("/en/")
    policy = response["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy).group(1)
    assert policy.startswith(f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic';")
    assert f'nonce="{nonce}"' in response.content.decode()
    assert "unsafe" not in policy


def test_every_answer_has_its_own_nonce(db):
    policies = {Client().get("/en/")["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_page_without_scripts_allows_none():
    assert "script-src 'none'" in content_security_policy("")


def test_companions_of_the_policy(db):
    headers = Client().get("/en/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == ""
    assert "Strict-Transport-Security" not in headers


@override_settings(SECURE_HSTS_SECONDS=31536000)
def test_https_is_remembered_by_the_browser(db):
    assert Client().get("/en/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_absent_pages_carry_them_too(db):
    response = Client().get("/en/nowhere/")
    assert response.status_code == 404
    assert "Content-Security-Policy" in response.headers


def test_root_leads_to_the_readers_language(db):
    assert Client().get("/")["Location"] == "/pl/"
    assert Client().get("/", headers={"accept-language": "en"})["Location"] == "/en/"
