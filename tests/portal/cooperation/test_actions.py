"""What changes studies, who may read them, and the rules of the table; the seed is stored (STR-44)."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import override

from grono.portal.cooperation.actions import keep_result, publish_study, start_measuring, withdraw_study
from grono.portal.cooperation.models import Study
from grono.portal.cooperation.queries import studies_visible_to, study_visible_to
from grono.portal.cooperation.running import measure
from grono.portal.core.models import AuditEntry, RunState
from grono.portal.core.problems import RefusedError
from tests.portal.cooperation.factories import make_network, make_projects, measured

pytestmark = pytest.mark.django_db


def test_a_study_is_measured_in_the_background_with_its_seed(people, django_capture_on_commit_callbacks):
    study = make_network(people.analyst)
    with django_capture_on_commit_callbacks(execute=True):
        run = start_measuring(by=people.analyst, study=study)
    run.refresh_from_db()
    if run.state != RunState.DONE:
        measure(run, lambda *_: None)
    study.refresh_from_db()
    assert study.result["seed"] == 1
    assert study.result["change"]["newcomers"] == []
    assert study.result["beside"]["density"] is not None
    assert study.result["networks"][1]["isolates"] == 1
    assert set(study.pictures) == set(study.result["sentences"]) == {"pl", "en"}
    first = study.result
    measure(run, lambda *_: None)
    study.refresh_from_db()
    assert study.result == first


def test_only_what_is_published_is_for_everyone(people):
    study = measured(make_network(people.analyst))
    for reader in (people.visitor, people.member, people.coordinator):
        with pytest.raises(Http404):
            study_visible_to(reader, study.public_id)
    assert list(studies_visible_to(people.analyst)) == [study]
    publish_study(by=people.analyst, study=study)
    assert study_visible_to(people.visitor, study.public_id) == study
    withdraw_study(by=people.analyst, study=study)
    assert not studies_visible_to(people.visitor).exists()


def test_every_act_is_in_the_audit_chain_once(people):
    study = measured(make_network(people.analyst))
    keep_result(by=None, study=study, result={"other": 1}, pictures={})
    for _again in range(2):
        publish_study(by=people.analyst, study=study)
    for _again in range(2):
        withdraw_study(by=people.analyst, study=study)
    verbs = AuditEntry.objects.filter(object_public_id=study.public_id).values_list("verb", flat=True)
    assert sorted(verbs) == [
        "cooperation.keep_result", "cooperation.load_study", "cooperation.publish_study", "cooperation.withdraw_study",
    ]  # fmt: skip


def test_what_is_not_measured_is_not_published(people):
    with override("en"), pytest.raises(RefusedError, match="not been measured"):
        publish_study(by=people.analyst, study=make_network(people.analyst))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"source": ""},
        {"result": {"a": 1}},
        {"published_at": "2024-01-01T00:00Z"},
        {"measured_at": "2024-01-01T00:00Z"},
    ],
)
def test_the_table_keeps_its_rules(people, wrong):
    study = make_projects(people.analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Study.objects.filter(pk=study.pk).update(**wrong)
