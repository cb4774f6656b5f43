"""Where weaknesses are reported (RFC 9116, TRU-21)."""

import datetime

from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def test_the_file_has_what_the_rfc_asks_for(client, settings):
    settings.SITE_ADDRESS = "https://grono.example"
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == "https://grono.example/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "pl, en"
    ends = datetime.datetime.fromisoformat(fields["Expires"])
    assert timezone.now() < ends < timezone.now() + datetime.timedelta(days=365)


def test_without_a_contact_there_is_no_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404
