"""Lists of names and codes through the API: sent in, read, taken into use, out of use; a wrong one is told whole (DIR-12)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.regions.models import NameList

GIVEN = {"title": "PKD 2007 i 2025", "source": "GUS", "kind": "pkd2007-pkd2025", "language": "pl"}
CODES = "pkd2007,pkd2025\n10.51.Z,10.51.Z\n62.01.Z,62.10.A\n62.01.Z,62.10.B\n"


@pytest.fixture
def ask(people):
    token = make_token(by=people.coordinator, name="codes", scope="write")
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_ACCEPT_LANGUAGE": "en"}

    def asked(method, address, **body):
        return getattr(Client(), method)(f"/api/v1/name-lists{address}", body, **headers)

    return asked


def _file(text):
    return SimpleUploadedFile("pkd.csv", text.encode())


@pytest.mark.django_db
def test_list_waits_is_taken_into_use_and_out_of_it(ask):
    public_id = ask("post", "", **GIVEN, file=_file(CODES)).json()["public_id"]
    held = ask("get", f"/{public_id}").json()
    assert held["state"]["key"] == "draft"
    assert held["correspondence"]["codes"] == {"10.51.Z": ["10.51.Z"], "62.01.Z": ["62.10.A", "62.10.B"]}
    assert ask("post", f"/{public_id}/load").status_code == 200
    assert [one["state"]["key"] for one in ask("get", "").json()["items"]] == ["loaded"]
    assert ask("delete", f"/{public_id}").json()["public_id"] == public_id
    assert ask("get", f"/{public_id}").json()["state"]["key"] == "removed"


@pytest.mark.django_db
def test_same_file_under_the_same_title_is_refused_and_a_draft_is_deleted(ask):
    for _time in range(2):
        public_id = ask("post", "", **GIVEN, file=_file(CODES)).json()["public_id"]
        answer = ask("post", f"/{public_id}/load")
    assert answer.status_code == 422
    assert ask("delete", f"/{public_id}").json()["public_id"] is None
    assert ask("get", f"/{public_id}").status_code == 404


@pytest.mark.django_db
def test_wrong_list_names_every_problem_and_stores_nothing(ask):
    answer = ask("post", "", **GIVEN, file=_file("pkd2007,pkd2025\n99.99.X,10.51.Z\n10.51.Z,77.77.Q\n"))
    assert answer.status_code == 422
    assert all(part in answer.content.decode() for part in ("99.99.X", "77.77.Q"))
    assert not NameList.objects.exists()
