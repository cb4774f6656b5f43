"""The administrator changes defaults and ranges of the ladder; firms choose inside them (DIR-13, DIR-14)."""

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import override

from grono.portal.core.models import AuditEntry, BackgroundRun
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.actions import ladder
from grono.portal.directory.field_rules import rules_for
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import FieldRule
from grono.portal.directory.queries import organisations_found
from grono.portal.directory.visibility import ADDRESS, RULES, TEXTS, TURNOVER, WEB
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def decide(people, field=WEB, *, natural_person=False, apply=True, **rungs):
    given = {"default": Rung.PUBLIC, "least": Rung.HIDDEN, "most": Rung.PUBLIC} | rungs
    run = actions.set_field_rule(
        by=people.administrator, field=field, natural_person=natural_person, rungs=given, reason="Council of the region"
    )
    if apply:
        actions.apply_field_rules(run=run, progress=lambda *_step: None)
    return run


def rung(one, field=WEB):
    return one.visibilities.get(field=field).rung


def test_who_has_not_chosen_follows_the_default_and_who_has_stays(people):
    silent, chosen = make_organisation("A"), make_organisation("B")
    actions.set_visibility(by=people.coordinator, organisation=chosen, rungs={WEB: Rung.PUBLIC})
    decide(people, default=Rung.MEMBERS)
    assert (rung(silent), rung(chosen)) == (Rung.MEMBERS, Rung.PUBLIC)
    assert rung(make_organisation("C")) == Rung.MEMBERS
    assert rules_for(natural_person=False)[WEB].default == Rung.MEMBERS
    assert rules_for(natural_person=True)[WEB].default == RULES[WEB].default


def test_choice_outside_the_range_moves_to_its_nearer_end(people):
    low, high = make_organisation("A"), make_organisation("B")
    actions.set_visibility(by=people.coordinator, organisation=low, rungs={WEB: Rung.HIDDEN})
    actions.set_visibility(by=people.coordinator, organisation=high, rungs={WEB: Rung.PUBLIC})
    decide(people, default=Rung.REGISTERED, least=Rung.MEMBERS, most=Rung.REGISTERED)
    assert (rung(low), rung(high)) == (Rung.MEMBERS, Rung.REGISTERED)
    actions.set_visibility(by=people.coordinator, organisation=low, rungs={WEB: Rung.PUBLIC})
    assert rung(low) == Rung.REGISTERED


def test_nothing_moves_before_it_was_carried_out(people):
    one = make_organisation()
    decide(people, default=Rung.HIDDEN, apply=False)
    assert rung(one) == Rung.PUBLIC
    assert rules_for(natural_person=False)[WEB].default == Rung.PUBLIC
    assert BackgroundRun.objects.get().kind == actions.APPLY
    actions.apply_field_rules(run=BackgroundRun.objects.get(), progress=lambda *_step: None)
    actions.apply_field_rules(run=BackgroundRun.objects.get(), progress=lambda *_step: None)
    assert (rung(one), FieldRule.objects.filter(applied_at__isnull=False).count()) == (Rung.HIDDEN, 1)


def test_run_that_was_interrupted_goes_on_where_others_have_written_meanwhile(people, monkeypatch):
    monkeypatch.setattr(ladder, "AT_ONCE", 1)
    first, second = make_organisation("A"), make_organisation("B")
    run = decide(people, default=Rung.MEMBERS, apply=False)

    def stop(_step, done, _total):
        if done:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        actions.apply_field_rules(run=run, progress=stop)
    assert (rung(first), rung(second)) == (Rung.MEMBERS, Rung.PUBLIC)
    actions.change_facts(by=people.coordinator, organisation=first, facts={"founded": 1999})
    assert (rung(first), rung(make_organisation("C"))) == (Rung.MEMBERS, Rung.MEMBERS)
    actions.apply_field_rules(run=run, progress=lambda *_step: None)
    assert rung(second) == Rung.MEMBERS


def test_older_run_does_not_undo_a_newer_rule(people):
    one = make_organisation()
    older, newer = (decide(people, default=rule, apply=False) for rule in (Rung.HIDDEN, Rung.REGISTERED))
    actions.apply_field_rules(run=older, progress=lambda *_step: None)
    actions.apply_field_rules(run=newer, progress=lambda *_step: None)
    actions.apply_field_rules(run=older, progress=lambda *_step: None)
    assert rung(one) == Rung.REGISTERED


def test_page_api_list_and_search_obey_at_once(people):
    one = make_organisation(web="https://swoja.example.org", texts={("capability", "pl"): "Sery dojrzewające"})
    client = people.client("visitor")

    def seen():
        found = organisations_found(people.visitor, wanted_from(QueryDict("q=dojrzewaj%C4%85ce")))
        page = client.get(f"/en/directory/{one.public_id}/").content.decode()
        answer = client.get(f"/api/v1/organisations/{one.public_id}").json()
        return len(list(found)), "swoja.example.org" in page, answer["web"] is not None

    assert seen() == (1, True, True)
    decide(people, default=Rung.REGISTERED)
    decide(people, TEXTS, default=Rung.MEMBERS, least=Rung.MEMBERS)
    assert seen() == (0, False, False)
    decide(people, TEXTS, default=Rung.PUBLIC, least=Rung.MEMBERS)
    assert seen() == (1, False, False)


@pytest.mark.parametrize(
    ("field", "natural_person", "rungs", "part"),
    [
        (WEB, False, {"default": Rung.HIDDEN, "least": Rung.MEMBERS}, "inside the allowed range"),
        (ADDRESS, True, {"default": Rung.HIDDEN, "most": Rung.PUBLIC}, "personal data"),
        (TURNOVER, True, {"default": Rung.MEMBERS, "least": Rung.MEMBERS, "most": Rung.REGISTERED}, "personal data"),
        ("legal_name", False, {}, "no such field"),
    ],
)
def test_rule_that_may_not_be_is_refused(people, field, natural_person, rungs, part):
    with pytest.raises(RefusedError, match=part):
        decide(people, field, natural_person=natural_person, **rungs)
    assert not FieldRule.objects.exists()
    assert not BackgroundRun.objects.exists()


def test_only_the_administrator_decides(people):
    rungs = {"default": 3, "least": 0, "most": 3}
    for user in (people.coordinator, people.member):
        with pytest.raises(RefusedError):
            actions.set_field_rule(by=user, field=WEB, natural_person=False, rungs=rungs, reason="x")


@pytest.mark.parametrize("rungs", [(0, 1, 3), (3, 0, 2), (3, 0, 4)])
def test_database_holds_the_range(db, rungs):
    default, least, most = rungs
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRule.objects.create(field=WEB, default=default, least=least, most=most, reason="x")


def test_rule_needs_a_reason(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRule.objects.create(field=WEB, default=3, least=0, most=3, reason="")


def test_decision_stands_in_the_audit_and_in_the_history(people):
    make_organisation()
    decide(people, default=Rung.REGISTERED)
    row = AuditEntry.objects.get(verb="directory.set_field_rule")
    assert (row.before["default"], row.after["default"]) == ("public", "registered")
    html = people.client("administrator").get("/en/directory/ladder/").content.decode()
    for part in ("Council of the region", "changed by the administrator", "everyone with an account: 1"):
        assert part in html


def test_the_audit_names_rule_and_rungs_in_the_language_of_its_reader(people):
    make_organisation()
    decide(people, natural_person=True, default=Rung.MEMBERS)
    client = people.client("administrator")
    english = client.get("/en/audit/").content.decode()
    assert 'changed: <a href="/en/directory/ladder/sole-traders/web/">web site (sole traders)</a>' in english
    assert "everyone → members of a common cluster" in english
    polish = client.get("/pl/audit/").content.decode()
    assert "strona internetowa (osoby fizyczne prowadzące działalność gospodarczą)</a>" in polish
    assert "wszyscy → członkowie wspólnego klastra" in polish
    assert "sole traders)" not in polish
    assert "sole traders)" not in b"".join(client.get("/pl/audit/file/").streaming_content).decode()


def test_form_of_the_firm_offers_the_range_and_names_the_default(people):
    one = make_organisation()
    decide(people, default=Rung.REGISTERED, least=Rung.MEMBERS, most=Rung.REGISTERED)
    form = people.client("coordinator").get(f"/en/directory/{one.public_id}/visibility/").context["form"]
    assert [value for value, _label in form.fields[WEB].choices] == [Rung.REGISTERED, Rung.MEMBERS]
    assert "everyone with an account" in str(form.fields[WEB].help_text)


def test_page_decides_and_leads_to_the_work(people):
    client = people.client("administrator")
    address = "/en/directory/ladder/organisations/web/"
    wrong = client.post(address, {"default": 0, "least": 1, "most": 3, "reason": ""})
    assert set(wrong.context["form"].errors) == {"default", "reason"}
    answer = client.post(address, {"default": 2, "least": 1, "most": 3, "reason": "x"})
    assert answer["Location"].endswith(f"/runs/{BackgroundRun.objects.get().public_id}/")
    assert client.get("/en/directory/ladder/firms/web/").status_code == 404
    assert client.get("/en/directory/ladder/sole-traders/name/").status_code == 404


def test_api_reads_what_the_page_shows(people):
    make_organisation()
    decide(people, default=Rung.REGISTERED)
    answer = people.client("administrator").get("/api/v1/field-rules")
    [rule] = [one for one in answer.json()["items"] if (one["field"], one["whose"]) == (WEB, "organisations")]
    assert (rule["default"], rule["least"], rule["most"], rule["organisations"]) == (2, 0, 3, {"2": 1})
    assert [one["reason"] for one in answer.json()["decisions"]] == ["Council of the region"]
    assert people.client("coordinator").get("/api/v1/field-rules").status_code in (401, 403)
