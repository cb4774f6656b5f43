"""Audit rows as people read them: what changed from what to what, in the reader's words."""

import pytest
from django.db import transaction
from django.utils.translation import override

from grono.portal.core import audit_objects
from grono.portal.core.actions import cancel_run
from grono.portal.core.audit import audit
from grono.portal.core.audit_sentences import readable
from grono.portal.core.models import AuditEntry, BackgroundRun, RunState, User
from grono.portal.core.runs import register_kind, start_run


@pytest.fixture
def read(people):
    """Return the newest row as an administrator reads it."""

    def newest(language):
        with override(language):
            row = readable(people.administrator, AuditEntry.objects.all()[:1])[0]
            return row, [str(change) for change in row.changes]

    return newest


def entry(model, verb, before=None, after=None, public_id="abc"):
    with transaction.atomic():
        row = audit(by=None, verb="core.change_account", object=User(public_id=public_id, full_name="x"))
    held = {"object_type": model, "verb": verb, "before": before or {}, "after": after or {}, "object_name": "Thing"}
    for name, value in held.items():
        setattr(row, name, value)
    return row


def changes(people, row, language):
    with override(language):
        return [str(change) for change in readable(people.administrator, [row])[0].changes]


@pytest.mark.parametrize(
    ("model", "verb", "before", "after", "expected"),
    [
        ("core.User", "core.change_account", {}, {"fields": ["full_name"]}, "zmienione pola: imię i nazwisko"),
        ("maps.ClusterMap", "maps.start_drawing", {}, {"least_employees": "12.5"}, "pracujących: 12,5"),
        ("strategies.Strategy", "strategies.publish_strategy", {"state": "draft"}, {"state": "published"}, " → "),
        ("directory.Organisation", "directory.set_visibility", {"web": "public"}, {"web": "hidden"}, "wszyscy → tylko"),
        ("regions.NameList", "regions.load_names", {}, {"codes": 284}, "liczba kodów: 284"),
        ("maps.ClusterMap", "maps.change_reading", {}, {"absent_means_zero": True}, "tak"),
        ("core.BackgroundRun", "core.restart_run", {"state": "failed"}, {}, "stan przedtem: nie powiodło się"),
        (
            "gone.Thing",
            "gone.act",
            {},
            {"columns": {"region": "NUTS", "period": "y"}},
            "kolumny: (region: NUTS, rok: y)",
        ),
        ("directory.Organisation", "directory.change_post", {}, {"fields": ["posts"]}, "zmienione pola: funkcja"),
        ("privacy.Consent", "privacy.give_consent", {}, {"purpose": "publish_person"}, "cel: pokazywanie wszystkim"),
        ("privacy.ErasureRequest", "privacy.erase", {}, {"rows": {"core.User": 1}}, "wpisy: (osoba: 1)"),
        ("evaluations.EvaluationRun", "evaluations.keep_result", {}, {"verdict": "effect"}, "werdykt: efekt"),
        ("gone.Thing", "gone.act", {"colour": "red"}, {"colour": None}, "pole „colour”: red → —"),
    ],
)
def test_change_is_told_in_the_readers_words(people, model, verb, before, after, expected):
    told = changes(people, entry(model, verb, before, after), "pl")
    assert len(told) == 1
    assert expected in told[0]


def test_what_stayed_the_same_is_no_change(people):
    same = {"title": "A", "source": "B"}
    assert changes(people, entry("core.User", "core.x", same, {**same, "source": "C"}), "en") == ["source: B → C"]


def test_act_that_nobody_knows_any_more_has_a_sentence(people):
    with override("en"):
        row = readable(people.administrator, [entry("gone.Thing", "gone.act")])[0]
    assert row.sentence == "An act of a part that is no longer installed: Thing"


def test_run_is_called_by_its_work_and_leads_to_its_page(people, read):
    register_kind("test.work", lambda run, progress: None, title="Sample work", subject_title=lambda run: "Vineyards")
    run = start_run(by=people.analyst, kind="test.work", subject_public_id="subject")
    cancel_run(by=people.administrator, run=run)
    row, told = read("en")
    assert row.sentence == "Background work cancelled: Sample work: Vineyards"
    assert f'<a href="/en/runs/{run.public_id}/">' in row.linked
    assert told == ["state: waiting → cancelled"]


def test_asking_a_running_run_to_stop_is_another_act_than_its_end(people, read):
    now = people.analyst.created_at
    run = BackgroundRun.objects.create(
        kind="x", subject_public_id="x", owner=people.analyst, state=RunState.RUNNING, heartbeat_at=now
    )
    cancel_run(by=people.analyst, run=run)
    row, told = read("en")
    assert (row.sentence, told) == ("Background work asked to stop: Background work", [])


def test_run_that_is_gone_shows_no_identifier(people):
    with override("en"):
        row = readable(people.administrator, [entry("core.BackgroundRun", "core.cancel_run", public_id="zzz")])[0]
    assert row.sentence == "Background work cancelled: work that is no longer kept"


def test_identifier_of_another_object_is_shown_as_its_name(people):
    with transaction.atomic():
        thing = BackgroundRun(public_id="first")
        thing.audit_name = "First map"
        audit(by=None, verb="core.restart_run", object=thing)
    assert changes(people, entry("maps.ClusterMap", "maps.copy_map", {}, {"from": "first"}), "en") == [
        "copied from: First map"
    ]


def test_names_cannot_bring_markup_into_the_page(people):
    people.member.full_name = "<script>%s"
    people.member.save()
    with transaction.atomic():
        audit(by=None, verb="core.close_account", object=people.member)
    row = readable(people.administrator, AuditEntry.objects.all())[0]
    assert "<script>" not in row.linked
    assert "&lt;script&gt;%s</a>" in row.linked


def test_link_is_given_only_to_what_the_reader_may_see(people):
    with transaction.atomic():
        row = audit(by=None, verb="core.close_account", object=people.member)
    assert audit_objects.shown_objects(people.analyst, [row]) == {}
    assert audit_objects.shown_objects(people.administrator, [row]) != {}
