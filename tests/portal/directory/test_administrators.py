"""Two administrators at least; the last one hands over (DIR-6, TRU-11)."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import override

from grono.portal.core.models import User
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.attention import attention_for
from grono.portal.directory.models import Administrator, AdministratorInvitation
from grono.portal.directory.permissions import administers
from tests.portal.directory.factories import make_organisation


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def appoint(people, one, *roles):
    for role in roles:
        actions.appoint_administrator(
            by=people.coordinator, organisation=one, user=people[role], reason="identity card"
        )


@pytest.mark.django_db
def test_last_administrator_cannot_leave(people):
    one = make_organisation()
    appoint(people, one, "member")
    with pytest.raises(RefusedError, match="last"):
        actions.leave_administration(by=people.member, organisation=one)
    appoint(people, one, "translator")
    actions.leave_administration(by=people.member, organisation=one)
    assert not administers(people.member, one)
    assert Administrator.objects.filter(organisation=one).count() == 2


@pytest.mark.django_db
def test_closed_account_does_not_count_as_the_second(people):
    one = make_organisation()
    appoint(people, one, "member", "translator")
    User.objects.filter(pk=people.translator.pk).update(is_active=False)
    with pytest.raises(RefusedError):
        actions.leave_administration(by=people.member, organisation=one)


@pytest.mark.django_db
def test_invitation_counts_once_accepted(people, django_capture_on_commit_callbacks):
    one = make_organisation()
    appoint(people, one, "member")
    with django_capture_on_commit_callbacks(execute=True):
        for _turn in range(2):
            actions.invite_administrator(
                by=people.member, organisation=one, email="New@Example.org", full_name="Nowa", language="pl"
            )
    assert [letter.to for letter in mail.outbox] == [["new@example.org"], ["new@example.org"]]
    invitation = AdministratorInvitation.objects.get()
    new = User.objects.get(email="new@example.org")
    assert not administers(new, one)
    with pytest.raises(RefusedError):
        actions.accept_administration(by=people.translator, invitation=invitation)
    actions.accept_administration(by=new, invitation=invitation)
    assert administers(new, one)
    actions.decline_administration(by=people.member, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


@pytest.mark.django_db
def test_only_administrator_is_reminded_once(people, django_capture_on_commit_callbacks):
    alone, two = make_organisation("A"), make_organisation("B")
    appoint(people, alone, "member")
    appoint(people, two, "member", "translator")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind_only_administrators(by=None, now=timezone.now()) == 1
        assert actions.remind_only_administrators(by=None, now=timezone.now()) == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_who_is_left_alone_later_or_beside_a_closed_account_is_reminded(people, django_capture_on_commit_callbacks):
    one, gone = make_organisation("A"), make_organisation("B")
    appoint(people, one, "member", "translator")
    appoint(people, gone, "member")
    actions.remove_organisation(by=people.coordinator, organisation=gone)
    User.objects.filter(pk=people.translator.pk).update(is_active=False)
    assert actions.remind_only_administrators(by=None, now=timezone.now()) == 1
    appoint(people, one, "editor")
    actions.leave_administration(by=people.editor, organisation=one)
    assert actions.remind_only_administrators(by=None, now=timezone.now()) == 1


@pytest.mark.django_db
def test_alone_for_thirty_days_is_a_task_for_the_coordinator(people):
    beside_closed, two = make_organisation("A"), make_organisation("B")
    for one in (beside_closed, two):
        appoint(people, one, "member", "translator" if one == beside_closed else "editor")
    User.objects.filter(pk=people.translator.pk).update(is_active=False)

    def waiting(days):
        [found] = [row for row in attention_for(people.coordinator, now=timezone.now() + days) if row.key == "alone"]
        return [one.legal_name for one in found.organisations]

    assert waiting(timedelta(days=29)) == []
    assert waiting(timedelta(days=31)) == ["A"]
    assert attention_for(people.member) == []


@pytest.mark.django_db(transaction=True)
def test_of_many_who_leave_at_once_one_stays(people):
    one = make_organisation()
    users = [User.objects.create(email=f"a{number}@example.org", full_name=f"A{number}") for number in range(12)]
    for user in users:
        actions.appoint_administrator(by=None, organisation=one, user=user, reason="test")
    together = threading.Barrier(len(users))
    refused = []

    def leave(user):
        together.wait()
        try:
            actions.leave_administration(by=user, organisation=one)
        except RefusedError:
            refused.append(user)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=leave, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert len(refused) == 1
    assert [row.user for row in Administrator.objects.filter(until=None)] == refused
