"""The audit chain: one row for each act, sealed with the one before it."""

import threading
from io import StringIO
from itertools import pairwise

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from grono.portal.core.actions import give_role, take_role
from grono.portal.core.audit import FIRST_HASH, audit, hash_of
from grono.portal.core.audit_check import verify_chain
from grono.portal.core.models import AuditEntry
from grono.portal.core.models.audit import AppendOnlyError
from tests.portal.conftest import make_user


@pytest.fixture
def chain(people):
    """Five rows about the member."""
    for role in ("editor", "analyst", "translator"):
        give_role(by=people.administrator, user=people.member, role=role)
    take_role(by=people.administrator, user=people.member, role="editor")
    give_role(by=None, user=people.member, role="coordinator")
    return list(AuditEntry.objects.order_by("number"))


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_rows_are_numbered_and_chained(chain):
    assert [entry.number for entry in chain] == [1, 2, 3, 4, 5]
    assert chain[0].previous_hash == FIRST_HASH
    assert all(later.previous_hash == former.hash for former, later in pairwise(chain))
    assert all(entry.hash == hash_of(entry) for entry in AuditEntry.objects.all())


def test_row_says_who_what_and_how_it_was(chain, people):
    taken = chain[3]
    assert (taken.by_public_id, taken.verb) == (people.administrator.public_id, "core.take_role")
    assert (taken.before, taken.after) == ({"role": "editor"}, {})
    assert taken.object_name == people.member.public_id  # no name of a person in the chain
    assert chain[4].by_public_id == ""


def test_values_come_back_as_they_were_hashed(people):
    values = {
        "share": 0.1,
        "large": 1e22,
        "text": "zażółć\x00",
        "inner": {"b": None, "a": [1, True]},
        "set": {"x", "y"},
    }
    with transaction.atomic():
        audit(by=None, verb="core.give_role", object=people.member, after=values)
    assert verify_chain().findings == []
    assert AuditEntry.objects.get().after["share"] == "0.1"


def test_unbroken_chain_is_confirmed(chain):
    printed = StringIO()
    call_command("verify_audit", stdout=printed)
    assert f"5 rows, unbroken. Last hash: {chain[-1].hash}" in printed.getvalue()


def test_changed_row_is_found(chain):
    sql("UPDATE core_auditentry SET verb = 'core.take_role' WHERE number = 3")
    with pytest.raises(CommandError, match="3"):
        call_command("verify_audit")
    assert len(verify_chain().findings) == 1


@pytest.mark.parametrize(("removed", "finding"), [(1, "1"), (3, "3"), (5, "5")])
def test_removed_row_is_found(chain, removed, finding):
    sql("DELETE FROM core_auditentry WHERE number = %s", removed)
    assert any(finding in found for found in verify_chain().findings)


def test_two_removed_rows_are_named_together(chain):
    sql("DELETE FROM core_auditentry WHERE number IN (2, 3)")
    assert any("2" in found and "3" in found for found in verify_chain().findings)


def test_swapped_rows_are_found_and_named(chain):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        sql("UPDATE core_auditentry SET number = %s WHERE number = %s", new, old)
    found = [finding for finding in verify_chain().findings if "2" in finding and "4" in finding]
    assert len(found) == 2


def test_row_forged_together_with_its_hash_breaks_the_next_one(chain):
    forged = AuditEntry.objects.get(number=3)
    forged.verb = "core.take_role"
    sql("UPDATE core_auditentry SET verb = %s, hash = %s WHERE number = 3", forged.verb, hash_of(forged))
    assert any("4" in finding for finding in verify_chain().findings)


def test_forged_last_row_does_not_match_the_end(chain):
    forged = AuditEntry.objects.get(number=5)
    forged.verb = "core.take_role"
    sql("UPDATE core_auditentry SET verb = %s, hash = %s WHERE number = 5", forged.verb, hash_of(forged))
    assert any("5" in finding for finding in verify_chain().findings)


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(verb="x"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ],
)
def test_rows_are_only_ever_added(chain, act):
    with pytest.raises(AppendOnlyError):
        act(chain[0])
    assert AuditEntry.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_audit_outside_a_transaction_is_refused():
    with pytest.raises(ImproperlyConfigured, match="transaction"):
        audit(by=None, verb="core.give_role", object=make_user("someone@example.org"))


def test_verb_without_a_sentence_is_refused(people):
    with pytest.raises(ImproperlyConfigured, match="VERBS"):
        audit(by=None, verb="core.unheard_of", object=people.member)


def test_act_that_fails_leaves_no_row(people):
    with pytest.raises(LookupError):
        give_role(by=people.administrator, user=people.member, role="emperor")
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_hundred_writers_at_once_make_one_chain():
    users = [make_user(f"user{number}@example.org") for number in range(20)]
    failures = []

    def write(user):
        try:
            for role in ("editor", "analyst", "translator", "member", "coordinator"):
                give_role(by=None, user=user, role=role)
        except Exception as failure:  # noqa: BLE001  (shown by the assertion below)
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify_chain()
    assert failures == []
    assert (verdict.rows, verdict.findings) == (100, [])
