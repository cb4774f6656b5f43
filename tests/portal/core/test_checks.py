"""A wrong set-up says so, each with an identifier and a hint."""

import pytest

from grono.portal.core import checks, roles
from grono.portal.core.permissions import all_permissions


def found(check):
    messages = list(check())
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_good_set_up_has_nothing_to_say():
    every = (
        checks.data_folder,
        checks.open_to_the_world,
        checks.reports_of_weaknesses,
        checks.permissions_of_roles,
        checks.upload_limit,
        checks.run_limits,
    )
    assert [identifier for check in every for identifier in found(check)] == []


def test_data_folder_that_is_absent_is_an_error(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "absent"
    assert found(checks.data_folder) == ["grono.E001"]


def test_public_name_with_what_belongs_on_ones_own_machine(settings):
    settings.ALLOWED_HOSTS = ["grono.example"]
    settings.DEBUG = settings.DEMONSTRATION = True
    assert found(checks.open_to_the_world) == ["grono.E002", "grono.W001", "grono.W002"]


def test_public_name_without_an_address_for_reports(settings):
    settings.ALLOWED_HOSTS, settings.SECURITY_CONTACT = ["grono.example"], ""
    assert found(checks.reports_of_weaknesses) == ["grono.W003"]


def test_public_name_behind_https_is_fine(settings):
    settings.ALLOWED_HOSTS, settings.HTTPS = ["grono.example"], True
    assert found(checks.open_to_the_world) == []


@pytest.mark.parametrize(
    ("granted", "expected"), [(set(), "grono.E004"), ({*all_permissions(), "core.fly"}, "grono.E003")]
)
def test_roles_and_permissions_have_to_agree(monkeypatch, granted, expected):
    monkeypatch.setattr(checks, "EVERYONE", frozenset(granted))
    if not granted:
        monkeypatch.setattr(checks, "REGISTERED", frozenset())
        monkeypatch.setattr(checks, "ROLES", {"member": roles.ROLES["member"]})
    assert set(found(checks.permissions_of_roles)) == {expected}


def test_limits_of_zero_are_errors(settings):
    settings.UPLOAD_BYTES = settings.RUN_ATTEMPTS = 0
    assert found(checks.upload_limit) == ["grono.E005"]
    assert found(checks.run_limits) == ["grono.E006"]


def test_role_that_asks_for_a_second_factor_has_to_exist(settings):
    settings.SECOND_FACTOR_ROLES = ["administrator", "king", "visitor"]
    assert found(checks.roles_with_second_factor) == ["grono.E007", "grono.E007"]
    settings.SECOND_FACTOR_ROLES = ["administrator"]
    assert found(checks.roles_with_second_factor) == []


def test_public_portal_that_asks_no_second_factor_of_administrators(settings):
    settings.ALLOWED_HOSTS, settings.SECOND_FACTOR_ROLES = ["grono.example"], ["analyst"]
    assert found(checks.roles_with_second_factor) == ["grono.W004"]
