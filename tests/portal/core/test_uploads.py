"""How many uploads one person may send in an hour (TRU-6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.core import uploads

ADDRESS = "/en/my-account/"


@pytest.fixture(autouse=True)
def clock(settings, monkeypatch):
    """Allow two uploads an hour, and let the test say what time it is: a quarter past an hour."""
    settings.UPLOADS_AN_HOUR = 2
    moment = {"now": 500_000 * uploads.HOUR + 900.5}
    monkeypatch.setattr(uploads.time, "time", lambda: moment["now"])
    return moment


def send(client, address=ADDRESS):
    return client.post(address, {"file": SimpleUploadedFile("table.csv", b"a,b"), "full_name": "X", "language": "en"})


def test_one_upload_too_many_is_answered_with_how_long_to_wait(people):
    client = people.client("member")
    assert [send(client).status_code for _ in range(3)] == [302, 302, 429]
    refused = send(client)
    assert refused["Retry-After"] == "2700"
    assert "Wait 45 minutes, then send it again." in refused.content.decode()
    polish = send(client, "/pl/my-account/").content.decode()
    assert "Odczekaj 45 minut" in polish


def test_files_of_a_refused_upload_are_not_read(people, monkeypatch):
    client = people.client("member")
    for _ in range(2):
        send(client)
    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", lambda request: pytest.fail("It was read."))
    assert send(client).status_code == 429


def test_next_hour_everyone_may_send_again(people, clock):
    client = people.client("member")
    for _ in range(3):
        send(client)
    clock["now"] += 2700
    assert send(client).status_code == 302


def test_each_person_counts_alone(people):
    for _ in range(3):
        send(people.client("member"))
    assert send(people.client("editor")).status_code == 302


def test_forms_without_files_and_pages_do_not_count(people):
    client = people.client("member")
    form, kind = "full_name=X&language=en", "application/x-www-form-urlencoded"
    assert {client.post(ADDRESS, form, content_type=kind).status_code for _ in range(4)} == {302}
    assert {client.get(ADDRESS).status_code for _ in range(4)} == {200}


def test_visitor_is_led_to_the_log_in_page(people):
    assert {send(people.client("visitor"))["Location"] for _ in range(4)} == {f"/en/account/login/?next={ADDRESS}"}
