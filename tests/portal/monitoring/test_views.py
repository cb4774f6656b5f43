"""Pages of the monitoring through the full stack: what is owed, reported, decided, shown (STR-4, STR-13, STR-23 to STR-30)."""

from django.urls import reverse

from grono.portal.monitoring.actions import approve_report, publish_report, save_report, submit_report
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.models import Report
from grono.portal.monitoring.workbook import as_workbook, bring
from grono.quantities import exact
from tests.portal.monitoring.factories import (
    content,
    give_post,
    make_published,
    make_report,
    part_named,
)


def posted(strategy, people, version=1, **said):
    """Return the fields of the form as a browser sends them."""
    part = part_named(strategy, "Inkubator", people.coordinator)
    found = {"version": str(version), "act": "save"}
    for stage, points in zip(part.stages, said.pop("done", ()), strict=False):
        found[f"stage-{stage.key}-done"] = points
    if "jobs" in said:
        found[f"indicator-{part.indicators[0].key}-actual"] = said.pop("jobs")
    return found | said


def test_owner_sees_what_is_owed_begins_and_submits_in_one_go(strategy, period, people):
    give_post(strategy, people.task_owner)
    client = people.client("task_owner")
    page = client.get("/en/monitoring/").content.decode()
    assert "1 Inkubator" in page
    assert "overdue" in page
    assert "2 Targi" not in page
    part = part_named(strategy, "Inkubator", people.coordinator)
    begun = client.post(reverse("monitoring:begin", args=[period.public_id, part.node.key]))
    sent = posted(strategy, people, done=("30", "4.5"), jobs="more than 150", statement="I state it.", act="submit")
    answer = client.post(begun["Location"], sent, follow=True)
    report = Report.objects.get()
    assert report.state == "submitted"
    assert "Submitted. An approver looks at it now." in answer.content.decode()
    assert [value.typed for value in report.values.all()] == ["30", "4.5", "more than 150"]
    assert client.post(reverse("monitoring:begin", args=[period.public_id, part.node.key]), follow=True).redirect_chain
    assert Report.objects.count() == 1


def test_every_bad_entry_is_told_and_nothing_is_saved(strategy, period, people):
    report = make_report(strategy, period, people)
    sent = posted(strategy, people, done=("about 10", "x"), jobs="many")
    page = (
        people.client("coordinator").post(reverse("monitoring:report", args=[report.public_id]), sent).content.decode()
    )
    assert page.count("is not a number of points") == 2  # above the form with the way there, and at the field
    assert page.count("cannot be read as a quantity") == 4
    assert not report.values.exists()


def test_progress_typed_as_a_percentage_says_so_wherever_it_counts(strategy, period, people):
    """STR-13: 50 % of the 40 points planned are 20; the words stay, and part, goal and report are labelled."""
    report, client = make_report(strategy, period, people), people.client("coordinator")
    address = reverse("monitoring:report", args=[report.public_id])
    client.post(address, posted(strategy, people, done=("50%", "4.5"), statement="I state it."))
    assert [(one.quantity, one.typed) for one in report.values.all()] == [(exact(20), "50%"), (exact("4.5"), "4.5")]
    assert 'value="50%"' in client.get(address).content.decode()
    assert bring(by=people.coordinator, period=period, content=as_workbook(people.coordinator, period)) == 0
    assert "is not a number of points" in client.post(address, posted(strategy, people, done=("%",))).content.decode()
    report.refresh_from_db()
    submitted = submit_report(by=people.coordinator, report=report, version=report.version)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=submitted))
    page = people.client("visitor").get(f"/en/monitoring/{strategy.public_id}/").content.decode()
    assert "unweighted mean, 1 of 2 with data; typed as a percentage: 1" in page
    part = part_named(strategy, "Inkubator", people.visitor)
    page = people.client("visitor").get(f"/en/monitoring/{strategy.public_id}/parts/{part.node.key}/").content.decode()
    assert "24.5 of 50 = 49%, typed as a percentage" in page
    assert next(figures_of(people.visitor, strategy, "en").tasks).is_typed


def test_second_person_sees_both_entries_and_decides(strategy, period, people):
    report = make_report(strategy, period, people)
    part = part_named(strategy, "Inkubator", people.coordinator)
    save_report(by=people.coordinator, report=report, version=1, content=content(part, done=(30,)))
    address = reverse("monitoring:report", args=[report.public_id])
    answer = people.client("administrator").post(address, posted(strategy, people, done=("20", "")))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Coordinator saved this report after you opened it" in page
    assert "Saved by the other person" in page
    assert 'value="20"' in page
    assert 'value="2"' in page
    assert str(report.values.get().quantity.lower) == "30"
    people.client("administrator").post(address, posted(strategy, people, version=2, done=("20", "")))
    assert str(report.values.get().quantity.lower) == "20"


def test_approver_returns_and_publishes(strategy, period, people):
    report = make_report(strategy, period, people, sentence="Nic.")
    report = submit_report(by=people.coordinator, report=report, version=2)
    client, address = people.client("coordinator"), reverse("monitoring:decide", args=[report.public_id])
    client.post(address, {"decision": "return", "reason": "Podaj liczby."})
    report.refresh_from_db()
    assert report.state == "returned"
    assert "Podaj liczby." in client.get(reverse("monitoring:report", args=[report.public_id])).content.decode()
    submit_report(by=people.coordinator, report=report, version=report.version)
    client.post(address, {"decision": "approve"})
    client.post(address, {"decision": "publish"})
    report.refresh_from_db()
    assert report.state == "published"


def test_visitor_reads_published_reports_only(strategy, period, people):
    report = make_report(strategy, period, people, sentence="Nic.")
    visitor, address = people.client("visitor"), reverse("monitoring:report", args=[report.public_id])
    assert visitor.get(address).status_code == 404
    report = submit_report(by=people.coordinator, report=report, version=2)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))
    page = visitor.get(address)
    assert page.status_code == 200
    assert "Coordinator" not in page.content.decode()
    assert visitor.post(address, {"version": "1"}).status_code == 403


def test_status_pages_say_reason_formula_and_grey(strategy, period, people):
    make_published(strategy, period, people, done=(40, 5), jobs="90–100")
    visitor = people.client("visitor")
    page = visitor.get(f"/en/monitoring/{strategy.public_id}/").content.decode()
    assert "45 of 50 = 90%" in page
    assert "uncertain (amber–green)" in page
    assert "1 item is grey" in page
    assert "0 of 100" not in page
    assert "no data" in page
    grey = visitor.get(f"/en/monitoring/{strategy.public_id}/grey/").content.decode()
    assert "2 Targi" in grey
    assert "Nobody is named as responsible" in grey
    part = part_named(strategy, "Inkubator", people.visitor)
    page = visitor.get(f"/en/monitoring/{strategy.public_id}/parts/{part.node.key}/").content.decode()
    assert "Rule STR-24" in page
    assert "The pictures are being drawn anew" in page
    assert "Planned since the beginning" in page
    assert "When the rest would be done" in page
    page = visitor.get(f"/pl/monitoring/{strategy.public_id}/indicators/{part.indicators[0].key}/").content.decode()
    assert "90–100" in page
    assert "45,00–50,00" in page
    assert "średnia zmiana od wartości bazowej 95 rocznie, do celu potrzeba 100 rocznie" in page  # STR-29
    rows = visitor.get(f"/en/monitoring/{strategy.public_id}/statuses.csv").getvalue().decode()
    assert rows.count("STR-") == 3


def test_a_large_strategy_opens_goal_by_goal(strategy, period, people, monkeypatch):
    monkeypatch.setattr("grono.portal.monitoring.pages.status.MOST_ROWS", 1)
    make_published(strategy, period, people)
    visitor, address = people.client("visitor"), f"/en/monitoring/{strategy.public_id}/"
    page = visitor.get(f"{address}?period={period.public_id}").content.decode()
    assert "Tasks: 2, indicators: 1" in page
    assert "1 Inkubator" not in page
    goal = page.partition("&amp;goal=")[2][:12]
    opened = visitor.get(f"{address}?period={period.public_id}&goal={goal}").content.decode()
    assert f'id="{goal}"' in opened
    assert "1 Inkubator" in opened


def test_empty_pages_say_what_comes_next(strategy, people):
    page = people.client("visitor").get("/en/monitoring/").content.decode()
    assert "No strategy is monitored yet." in page
    page = people.client("visitor").get(f"/en/monitoring/{strategy.public_id}/").content.decode()
    assert "No reporting period has been opened" in page
    assert "As of " in page
    assert "Period –" not in page
    assert "You hold no post" in people.client("task_owner").get("/en/monitoring/").content.decode()


def test_periods_and_posts_are_kept(strategy, people):
    client, address = people.client("coordinator"), f"/en/monitoring/{strategy.public_id}/periods/"
    sent = {"first_day": "2021-01-01", "last_day": "2021-12-31", "deadline": "2022-02-28"}
    assert "The period is open." in client.post(address, sent, follow=True).content.decode()
    assert "Periods of a strategy do not overlap" in client.post(address, sent).content.decode()
    posts = f"/en/monitoring/{strategy.public_id}/posts/"
    holder = {
        "post": "Naczelnik Wydziału Rozwoju",
        "email": "nobody@example.org",
        "since": "2021-01-01",
    }
    assert "Nobody with this address has an account" in client.post(posts, holder).content.decode()
    holder["email"] = people.task_owner.email
    assert "The post has its holder." in client.post(posts, holder, follow=True).content.decode()
    assert people.client("task_owner").get(address).status_code == 403


def test_documents_are_made_and_fetched(strategy, period, people):
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import perform

    make_published(strategy, period, people)
    client, address = people.client("editor"), f"/en/monitoring/{strategy.public_id}/documents/"
    client.post(address, {"kind": "monitoring", "language": "pl"})
    run = BackgroundRun.objects.get(kind="monitoring.make_document")
    perform.call(run.public_id)
    run.refresh_from_db()
    assert (run.state, run.errors) == ("done", {})
    visitor = people.client("visitor")
    page = visitor.get(address).content.decode()
    assert "Monitoring report" in page
    assert page.count("/documents/") >= 4
    from grono.portal.monitoring.models import MadeDocument

    document = MadeDocument.objects.get()
    for form, beginning in (("html", b"<!DOCTYPE"), ("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        content = visitor.get(reverse("monitoring:document", args=[document.public_id, form])).content
        assert content.startswith(beginning)
    assert visitor.post(address, {"kind": "monitoring", "language": "pl"}).status_code == 302
    assert people.client("member").post(address, {"kind": "monitoring", "language": "pl"}).status_code == 403
