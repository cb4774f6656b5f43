import pytest

from grono.portal.evaluations.demonstration import PROGRAMMES, invented_outcome, load
from grono.portal.evaluations.models import EvaluationRun


@pytest.mark.one_database
def test_one_programme_worked_and_of_the_other_no_effect_is_found(db, client):
    load()
    load()
    runs = EvaluationRun.objects.order_by("pk")
    assert [run.result["verdict"]["name"] for run in runs] == ["effect", "no_detectable_effect"]
    first = runs[0].result
    assert first["interval"][0] < PROGRAMMES[0][1] < first["interval"][1]
    assert all(run.plan.is_synthetic and run.published_at for run in runs)
    page = client.get(f"/pl/evaluations/results/{runs[1].public_id}/").content.decode()
    assert "Efektu nie wykryto" in page
    assert "Dane zmyślone" in page


def test_planted_effect_is_the_only_difference():
    with_effect, without = invented_outcome(420.0, "x"), invented_outcome(0.0, "x")
    changed = with_effect - without
    assert changed[0, 9:].tolist() == [420.0] * 7
    assert not changed[:, :9].any()
    assert not changed[1:].any()
