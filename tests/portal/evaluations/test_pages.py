"""From question to published result; no effect is said first, with its caveats (STR-40, STR-41)."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.core.models import BackgroundRun
from grono.portal.core.runs import perform
from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun, EvaluationTable
from tests.portal.evaluations.factories import (
    a_plan,
    a_table,
    make_draft,
    make_locked,
    make_result,
    make_table,
    make_unfinished,
)
from tests.portal.evaluations.samples import FORM

ROOT = "/en/evaluations/"


def csv_of(table):
    rows = table.to_pylist()
    return "\n".join([",".join(rows[0]), *(",".join(str(cell) for cell in row.values()) for row in rows)]).encode()


def test_way_from_question_to_published_result(people, client, django_capture_on_commit_callbacks):
    analyst = people.client("analyst")
    page = analyst.post(f"{ROOT}new/", FORM, follow=True)
    plan = EvaluationPlan.objects.get()
    assert "This is a draft" in page.content.decode()
    analyst.post(f"{ROOT}plans/{plan.public_id}/lock/")
    file = SimpleUploadedFile("panel.csv", csv_of(a_table()))
    with django_capture_on_commit_callbacks(execute=False):
        answer = analyst.post(f"{ROOT}plans/{plan.public_id}/run/", {"file": file, "source": "Invented"})
    assert "/runs/" in answer["Location"]
    assert EvaluationRun.objects.get().result is None
    perform.call(BackgroundRun.objects.get().public_id)
    run = EvaluationRun.objects.get()
    result = f"{ROOT}results/{run.public_id}/"
    assert client.get(result).status_code == 404
    analyst.post(f"{result}publish/")
    shown = client.get(result).content.decode()
    assert "Effect: on average 1" in shown.partition("<figure")[0]
    assert "handed out by lot" in shown
    assert a_plan().sha256 in shown
    analyst.post(f"{result}withdraw/")
    assert client.get(result).status_code == 404


@pytest.mark.parametrize(("language", "sentence"), [("pl", "Efektu nie wykryto: "), ("en", "No detectable effect: ")])
def test_no_effect_is_said_first(people, client, language, sentence):
    run = make_result(people.analyst, published=True, effect=0.0)
    page = client.get(f"/{language}/evaluations/results/{run.public_id}/").content.decode()
    assert f'<h2 id="verdict">{sentence}' in page
    assert sentence in client.get(f"/{language}/evaluations/").content.decode()


def test_hash_of_the_handed_out_plan_is_the_locked_one(people, client):
    plan = make_result(people.analyst, published=True).plan
    data = client.get(f"{ROOT}plans/{plan.public_id}/plan.json").content
    assert hashlib.sha256(data).hexdigest() == plan.locked_hash


def test_files_hold_what_the_page_shows(people, client):
    run = make_result(people.analyst, published=True)
    base = f"{ROOT}results/{run.public_id}/"
    data = json.loads(client.get(f"{base}result.json").content)
    assert data["plan_sha256"] == run.plan.locked_hash
    assert data["table"]["sha256"] == run.table.sha256
    lines = b"".join(client.get(f"{base}series.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(data["series"])
    placebos = b"".join(client.get(f"{base}placebos.csv").streaming_content).decode().splitlines()
    assert len(placebos) == 1 + 24 * 14
    assert client.get(f"{base}nothing.csv").status_code == 404


def test_handed_out_table_gives_the_same_result(people, client, tmp_path):
    from grono.evaluation import evaluate
    from grono.evaluation.files import read_tidy

    run = make_result(people.analyst, published=True)
    path = tmp_path / "table.csv"
    path.write_bytes(client.get(f"{ROOT}results/{run.public_id}/table.csv").content)
    assert evaluate(run.plan.read(), read_tidy(path)).data() == run.result


def test_drafts_and_unpublished_results_are_not_there_for_others(people, client):
    draft, hidden = make_draft(people.analyst), make_result(people.analyst)
    for address in (f"plans/{draft.public_id}/", f"plans/{hidden.plan.public_id}/", f"results/{hidden.public_id}/"):
        assert client.get(ROOT + address).status_code == 404
        assert people.client("analyst").get(ROOT + address).status_code == 200
    assert draft.question not in client.get(ROOT).content.decode()


def test_unfinished_result_says_so(people):
    run = make_unfinished(people.analyst)
    analyst = people.client("analyst")
    assert "has no result yet" in analyst.get(f"{ROOT}results/{run.public_id}/").content.decode()
    assert analyst.get(f"{ROOT}results/{run.public_id}/result.json").status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"treated": "A00 2010"}, "Line 1, &quot;A00 2010&quot;: write the place, a colon and its first period"),
        ({"treated": "A00: 2010\nA00: 2011"}, "stands there a second time"),
        ({"treated": "A00: soon"}, "“soon” is not a period"),
        ({"question": ""}, "question"),
        ({"alpha": "0.9"}, "0.9 is not between"),
        ({"donor_rule": "listed"}, "List the donors"),
        ({"treated": "A00: 2010\nA01: 2011"}, "begin at different times"),
    ],
)
def test_wrong_plan_stands_at_its_field(people, changed, sentence):
    answer = people.client("analyst").post(f"{ROOT}new/", FORM | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not EvaluationPlan.objects.exists()


def test_table_that_does_not_fit_keeps_nothing(people):
    plan = make_locked(people.analyst)
    file = SimpleUploadedFile("panel.csv", b"unit,period,outcome\nA00,2010,?\nA01,2010,\n")
    answer = people.client("analyst").post(f"{ROOT}plans/{plan.public_id}/run/", {"file": file, "source": "Invented"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is not a number" in page
    assert "A missing value is not zero" in page
    assert "<title>Error: Carry out a plan" in page
    assert "The list says what to mend" in page
    assert not EvaluationTable.objects.exists()


def test_problem_names_the_file_as_it_was_sent(people):
    plan = make_locked(people.analyst)
    file = SimpleUploadedFile("wyniki gmin.xlsx", b"no workbook")
    answer = people.client("analyst").post(f"{ROOT}plans/{plan.public_id}/run/", {"file": file, "source": "Invented"})
    assert "wyniki gmin.xlsx" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file"),
        ({"file": b"x"}, "Write where the figures come from"),
        ({"file": b"x", "table": True}, "Choose one of them"),
    ],
)
def test_one_table_with_its_source_is_asked_for(people, sent, sentence):
    plan, table = make_locked(people.analyst), make_table(people.analyst)
    values = {
        name: SimpleUploadedFile("p.csv", value) if name == "file" else table.public_id for name, value in sent.items()
    }
    answer = people.client("analyst").post(f"{ROOT}plans/{plan.public_id}/run/", values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_table_loaded_before_serves_again(people):
    plan, table = make_locked(people.analyst), make_table(people.analyst)
    answer = people.client("analyst").post(f"{ROOT}plans/{plan.public_id}/run/", {"table": table.public_id})
    assert answer.status_code == 302
    assert EvaluationRun.objects.get().table == table


def test_draft_is_changed_copied_and_discarded(people):
    analyst, draft = people.client("analyst"), make_draft(people.analyst)
    assert 'value="1"' in analyst.get(f"{ROOT}plans/{draft.public_id}/edit/").content.decode()
    analyst.post(f"{ROOT}plans/{draft.public_id}/edit/", FORM | {"seed": "5"})
    assert EvaluationPlan.objects.get().read().seed == 5
    analyst.post(f"{ROOT}plans/{draft.public_id}/discard/")
    assert not EvaluationPlan.objects.exists()


def test_locked_plan_sends_back_to_its_page(people):
    analyst, plan = people.client("analyst"), make_locked(people.analyst)
    answer = analyst.get(f"{ROOT}plans/{plan.public_id}/edit/", follow=True)
    assert "Begin a new plan from it instead." in answer.content.decode()
    answer = analyst.post(f"{ROOT}plans/{plan.public_id}/copy/", follow=True)
    assert EvaluationPlan.objects.count() == 2
    assert answer.redirect_chain[-1][0].endswith("/edit/")
