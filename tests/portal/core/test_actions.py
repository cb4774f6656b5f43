"""People, roles and accounts."""

import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from grono.portal.core.actions import (
    change_own_account,
    give_role,
    invite_user,
    set_account_open,
    set_roles,
    take_role,
)
from grono.portal.core.models import AuditEntry, RoleAssignment, User
from grono.portal.core.problems import RefusedError
from tests.portal.conftest import make_user


def verbs():
    return list(AuditEntry.objects.order_by("number").values_list("verb", flat=True))


def test_invited_person_gets_account_roles_and_letter(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = invite_user(
            by=people.administrator, email=" New@Example.org ", full_name="Nowa Osoba", language="pl", roles=["editor"]
        )
    assert (user.email, user.has_usable_password(), user.roles) == ("new@example.org", False, {"editor"})
    assert verbs() == ["core.invite_user", "core.give_role"]
    letter = mail.outbox[0]
    assert letter.to == ["new@example.org"]
    assert "http://127.0.0.1:8000/pl/account/login/code/" in letter.body
    assert letter.subject == "Konto w portalu Grono"


def test_letter_is_in_the_persons_language(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite_user(by=people.administrator, email="n@example.org", full_name="Anne", language="en")
    assert mail.outbox[0].subject == "Your account in Grono"
    assert "/en/account/login/code/" in mail.outbox[0].body


def test_second_account_with_one_address_is_refused(people):
    with pytest.raises(RefusedError):
        invite_user(by=people.administrator, email=people.member.email.upper(), full_name="Twice", language="pl")
    assert verbs() == []


def test_addresses_differing_in_letter_case_are_one_in_the_database(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(people.member.email.upper())


def test_role_given_twice_is_one_role_and_one_row(people):
    give_role(by=people.administrator, user=people.member, role="editor")
    give_role(by=people.administrator, user=people.member, role="editor")
    assert people.member.role_assignments.filter(role="editor").count() == 1
    assert verbs() == ["core.give_role"]


def test_visitor_is_no_role_to_give(people):
    with pytest.raises(LookupError):
        give_role(by=people.administrator, user=people.member, role="visitor")


def test_set_roles_gives_and_takes(people):
    set_roles(by=people.administrator, user=people.member, roles=["editor", "analyst"])
    assert people.member.roles == {"editor", "analyst"}
    assert verbs() == ["core.give_role", "core.give_role", "core.take_role"]


def test_last_administrator_keeps_the_role(people):
    with pytest.raises(RefusedError):
        take_role(by=people.administrator, user=people.administrator, role="administrator")
    with pytest.raises(RefusedError):
        set_account_open(by=people.administrator, user=people.administrator, is_open=False)


def test_administrator_with_a_closed_account_does_not_count(people):
    make_user("second@example.org", "administrator", is_active=False)
    with pytest.raises(RefusedError):
        take_role(by=people.administrator, user=people.administrator, role="administrator")


def test_administrator_may_go_when_another_stays(people):
    make_user("second@example.org", "administrator")
    take_role(by=people.administrator, user=people.administrator, role="administrator")
    assert people.administrator.roles == frozenset()


def test_account_is_closed_and_opened_again(people):
    for is_open in (False, False, True):
        set_account_open(by=people.administrator, user=people.member, is_open=is_open)
    assert verbs() == ["core.close_account", "core.open_account"]
    assert User.objects.get(pk=people.member.pk).is_active


def test_own_account_row_names_fields_not_values(people):
    change_own_account(by=people.member, full_name="Maria Nowak", language="en")
    change_own_account(by=people.member, full_name="Maria Nowak", language="en")
    assert AuditEntry.objects.get().after == {"fields": ["full_name", "language"]}


@pytest.mark.django_db(transaction=True)
def test_two_administrators_leaving_at_once_leave_one():
    both = [make_user(f"admin{number}@example.org", "administrator") for number in range(2)]
    barrier, refused = threading.Barrier(2), []

    def leave(user):
        barrier.wait()
        try:
            take_role(by=user, user=user, role="administrator")
        except RefusedError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert RoleAssignment.objects.filter(role="administrator").count() == 1
