"""Commands of the core."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from grono.portal.core import demonstration
from grono.portal.core.audit_check import verify_chain
from grono.portal.core.management.commands.prepare import static_files_changed
from grono.portal.core.models import AuditEntry, User
from grono.portal.core.people import load_people


def test_administrator_is_appointed_with_and_without_an_account(people, django_capture_on_commit_callbacks):
    call_command("appoint_administrator", people.member.email, "Ignored", stdout=io.StringIO())
    call_command("appoint_administrator", "new@example.org", "Nowa Osoba", stdout=io.StringIO())
    chosen = User.objects.filter(role_assignments__role="administrator")
    assert set(chosen.values_list("email", flat=True)) == {people.member.email, "new@example.org"}


def test_invented_people_are_loaded_once_and_flagged(db):
    load_people()
    rows = AuditEntry.objects.count()
    load_people()
    assert AuditEntry.objects.count() == rows == 2 * len(demonstration.PEOPLE)
    assert all(user.is_demonstration and "Wymyślon" in user.full_name for user in User.objects.all())
    assert verify_chain().findings == []


def test_invented_people_log_in_with_the_printed_password(db, settings):
    settings.DEMONSTRATION = True
    printed = io.StringIO()
    load_people()
    call_command("load_demonstration", only_logins=True, stdout=printed)
    assert demonstration.password() in printed.getvalue()
    for role in demonstration.PEOPLE:
        client = Client()
        form = {"login": demonstration.address_of(role), "password": demonstration.password()}
        assert client.post("/en/account/login/", form).status_code == 302, role


def test_password_forgotten_by_the_data_folder_is_set_anew(db):
    load_people()
    User.objects.filter(email="analyst@example.org").update(password="!")  # noqa: S106  (no password at all)
    load_people()
    analyst = User.objects.get(email="analyst@example.org")
    assert analyst.check_password(demonstration.password())
    renewed = AuditEntry.objects.filter(verb="core.renew_password")
    assert [(row.object_public_id, row.before, row.after) for row in renewed] == [(analyst.public_id, {}, {})]


def test_parts_of_the_demonstration_run_in_order():
    orders = [part.order for part in demonstration.parts()]
    assert orders == sorted(orders)
    assert demonstration.parts()[0].name == "people"


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    return tmp_path / "staticfiles.json"


def test_static_files_are_collected_when_one_is_new_or_newer(collected, settings):
    assert static_files_changed()
    call_command("collectstatic", verbosity=0, interactive=False)
    collected.write_text("{}")
    assert static_files_changed()


def test_pages_start_without_what_only_computations_need():
    code = (
        "import sys, grono.portal.config.wsgi, django.urls; django.urls.get_resolver().url_patterns; "
        "print([name for name in ('ibis', 'duckdb', 'altair', 'scipy', 'numba', 'typst', 'pandas') if name in sys.modules])"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings"}
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert answer.stdout.strip() == "[]"


def test_invented_person_is_shown_with_the_role_in_the_readers_language(db):
    load_people()
    analyst = User.objects.get(email="analyst@example.org")
    with override("pl"):
        assert str(analyst) == "Anna Wymyślona (Analityk)"
    with override("en"):
        assert str(analyst) == "Anna Wymyślona (Analyst)"
