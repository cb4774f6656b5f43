"""Entering, changing, merging and undoing in any order, against a model that only knows sets (TRU-32)."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import keep_certificate
from grono.portal.directory.models import Organisation
from grono.portal.duplicates.actions import merge, undo_merge
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation


@dataclass
class Entry:
    """What the model knows of one entry."""

    row: object
    founded: int | None = None
    certificates: set = field(default_factory=set)
    became: "Entry | None" = None


@dataclass
class Merged:
    """What the model knows of one merge: how both were, and which certificates came over."""

    row: object
    survivor: Entry
    other: Entry
    moved: set
    founded_before: int | None
    founded_after: int | None
    is_undone: bool = False


class MergingMachine(RuleBasedStateMachine):
    entries = Bundle("entries")
    merges = Bundle("merges")

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = make_user("judge@example.org", "coordinator")
        self.all, self.done, self.number = [], [], 0

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule(target=entries, founded=st.none() | st.integers(1900, 2020))
    def enter(self, founded):
        self.number += 1
        entry = Entry(make_organisation(f"Firma {self.number}", founded=founded), founded)
        self.all.append(entry)
        return entry

    @rule(entry=entries)
    def certify(self, entry):
        if entry.became is None:
            self.number += 1
            keep_certificate(by=self.by, organisation=entry.row, values={"scheme": f"ISO {self.number}", "number": ""})
            entry.certificates.add(f"ISO {self.number}")

    @rule(target=merges, survivor=entries, other=entries, take=st.booleans())
    def make_one(self, survivor, other, take):
        taken = ["founded"] if take else []
        if survivor is other or survivor.became or other.became:
            with pytest.raises(RefusedError):
                merge(by=self.by, survivor=survivor.row, other=other.row, taken=taken)
            return None
        row = merge(by=self.by, survivor=survivor.row, other=other.row, taken=taken)
        after = other.founded if take else survivor.founded
        done = Merged(row, survivor, other, set(other.certificates), survivor.founded, after)
        survivor.certificates |= other.certificates
        other.certificates, other.became, survivor.founded = set(), survivor, after
        self.done.append(done)
        return done

    @rule(done=merges)
    def undo(self, done):
        if done is None:
            return
        later = self.done[self.done.index(done) + 1 :]
        newer = [one for one in later if not one.is_undone and done.survivor in (one.survivor, one.other)]
        if done.is_undone or newer:
            with pytest.raises(RefusedError):
                undo_merge(by=self.by, merge=done.row)
            return
        undo_merge(by=self.by, merge=done.row)
        done.is_undone, done.other.became = True, None
        done.other.certificates = set(done.moved)
        done.survivor.certificates -= done.moved
        if done.founded_before != done.founded_after:
            done.survivor.founded = done.founded_before

    @invariant()
    def database_agrees_with_the_model(self):
        rows = Organisation.objects.in_bulk([entry.row.pk for entry in getattr(self, "all", [])])
        for entry in getattr(self, "all", []):
            row = rows[entry.row.pk]
            assert (row.removed_at is not None) == (entry.became is not None)
            assert row.founded == entry.founded or entry.became is not None
            assert set(row.certificates.values_list("scheme", flat=True)) == entry.certificates


@pytest.mark.django_db
def test_enter_change_merge_and_undo_in_any_order_agree_with_the_model():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        MergingMachine,
        settings=settings(max_examples=12, stateful_step_count=14, suppress_health_check=checks),
    )
