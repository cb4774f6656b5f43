"""What the sweep of operations sends, and to what, where a page's own sample is not whole or has other names."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grono.portal.clusters.models import Membership
from grono.portal.directory.actions import appoint_administrator
from grono.portal.maps.models import ClusterMap
from grono.portal.monitoring.actions import add_evidence
from grono.portal.monitoring.models import Period
from grono.portal.monitoring.workbook import as_workbook
from grono.portal.strategies.models import Strategy
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.surveys.models import Invitation
from grono.reports.plan_file import plan_workbook
from tests.portal.aid.factories import NIP, OTHER, make_undertaking
from tests.portal.clusters.factories import make_cluster, make_member
from tests.portal.conftest import make_user
from tests.portal.cooperation.factories import PROJECTS, TIES
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import make_kept
from tests.portal.evaluations.factories import make_table
from tests.portal.intake.factories import LIST, checked
from tests.portal.monitoring.factories import give_post, make_period, make_plan, make_report
from tests.portal.strategies.factories import SOURCE, TEXT
from tests.portal.surveys.factories import answer, quantity
from tests.portal.surveys.samples import SAMPLES as OF_SURVEYS

DOCUMENTED = {"valid_on": "2026-01-10", "evidence": "letter"}
ENTRY = {
    "legal_name": "Mleczarnia Nowa", "name_language": "pl", "type": "firm", "state": "active", "place": "Łódź",
    "teryt": "1061011", "system": "pkd2007", "main_code": "10.51.Z", "source": "test",
    "source_year": 2026,
}  # fmt: skip
REPEATED = (
    "Nazwa;NIP;Miasto;Zatrudnienie;WWW\nMłyn;9721237323;;;\nNazwa;NIP;Miasto;Zatrudnienie;WWW\nHuta;9721237317;;;\n"
)


def _in_a_month():
    return (timezone.localdate() + datetime.timedelta(days=30)).isoformat()


def _plan(people):
    return plan_workbook(standing_of(people.editor, Strategy.objects.get()).sheets, "pl")


def _parties(_people):
    for number in (NIP, OTHER):
        make_undertaking(number, name=f"Zakład {number}")
    return f"{NIP}\n{OTHER}"


RESOLUTION = {"reference": "II/2", "decided_on": "2023-06-25"}
STUDY = {"title": "Sieć", "source": "Ankieta", "language": "pl"}
BODIES = {
    "aid:add_reorganisation": lambda people: {
        "kind": "merger",
        "effective_date": "2026-01-10",
        "parties": _parties(people),
        "evidence": "KRS",
    },
    "aid:record_base_rates": lambda people: {
        "valid_from": "2026-01-01",
        "percent": "5",
        "source": "przykład (zmyślony)",
    },
    "aid:bring_in_rates": lambda people: {
        "file": SimpleUploadedFile("rates.csv", b"date;rate;table_no\n2026-01-09;4,2550;5/A/NBP/2026\n")
    },
    "aid:import": lambda people: {
        "file": SimpleUploadedFile(
            "ledger.csv", f"beneficiary,granting_date,gge_eur,name\n{NIP},2026-01-10,1000,Mleczarnia\n".encode()
        )
    },
    "cooperation:new_network": lambda people: {**STUDY, "ties": SimpleUploadedFile("ties.csv", TIES.encode())},
    "cooperation:new_projects": lambda people: {
        **STUDY,
        "projects": SimpleUploadedFile("projects.csv", PROJECTS.encode()),
    },
    "evaluations:from_maps": lambda people: {"map": ClusterMap.objects.get().public_id, "measure": "employees"},
    "evaluations:run": lambda people: {"table": make_table(people.analyst).public_id},
    "monitoring:add_evidence": lambda people: {"title": "Protokół", "address": "https://bip.example/1"},
    "monitoring:bring": lambda people: {
        "file": SimpleUploadedFile("reports.xlsx", as_workbook(people.task_owner, Period.objects.get()))
    },
    "strategies:import": lambda people: {"text": TEXT, "source": SOURCE},
    "strategies:part_add": lambda people: {"sector": "Logistyka", "role": "priority"},
    "strategies:plan_add": lambda people: {"title": "Cel"},
    "strategies:plan_bring": lambda people: {"file": SimpleUploadedFile("plan.xlsx", _plan(people))},
    "strategies:plan_resolution": lambda people: {**RESOLUTION, "precision": "day"},
    "strategies:plan_row_strike": lambda people: {**RESOLUTION, "authority": "resolution"},
    "strategies:strategy_new": lambda people: {"title": "Strategia", "source": "Urząd"},
    "clusters:add": lambda people: {"name": "Klaster Nowy", "source": "test"},
    "clusters:add_evidence": lambda people: {
        "title": "Page",
        "address": "https://example.org/",
        "read_on": "2026-01-10",
    },
    "clusters:bring": lambda people: {"query": "q=Nowa", **DOCUMENTED},
    "clusters:coordinators": lambda people: {"end": people.coordinator.public_id},
    "clusters:facts": lambda people: {"source": "test", "team_fte": 2},
    "clusters:sign": lambda people: {"members": [Membership.objects.get().organisation.public_id], **DOCUMENTED},
    "directory:add": lambda people: ENTRY,
    "directory:change_code": lambda people: {"act": "main", "system": "pkd2007", "code": "10.51.Z"},
    "directory:choose_codes": lambda people: {"typed": ["28.30.Z"], "system": "pkd2007"},
    "directory:confirm_number": lambda people: {"scheme": "nip", "value": "9721237317"},
    "search:change": lambda people: {"frequency": "weekly"},
    "search:pause": lambda people: {"paused": True},
    "search:feed": lambda people: {"wanted": True},
    "directory:save_view": lambda people: {"name": "Dairies", "query": "division=10"},
    "intake:firms": lambda people: {"code": ["10.51"], "system": "pkd2007", "region": "20"},
    "intake:look_up": lambda people: {"register": "krs", "numbers": ["0000413516"]},
    "intake:take": lambda people: {"take": ["legal_name"]},
    "intake:upload": lambda people: {
        "file": SimpleUploadedFile("firmy.csv", LIST.encode()),
        "source": "test",
        "as_of": "2026-01-10",
    },
    "intake:waive": lambda people: {"code": "repeated-header", "reason": "printed page by page"},
    "regions:list_add": lambda people: {
        "title": "PKD",
        "source": "GUS",
        "kind": "pkd2007-pkd2025",
        "language": "pl",
        "file": SimpleUploadedFile("pkd.csv", b"pkd2007,pkd2025\n10.51.Z,10.51.Z\n"),
    },
    "surveys:change": lambda people: {"act": "down", "section": "people"},
    "surveys:eligibility": lambda people: {"reason": "closed"},
    "surveys:new": lambda people: {"key": "for_the_sweep"},
    "surveys:new_question": lambda people: {"concept": "exports", "text_pl": "Eksport?", "text_en": "Exports?"},
    "surveys:new_section": lambda people: {"key": "more", "title_pl": "Więcej", "title_en": "More"},
    "surveys:new_wave": lambda people: {"period": "2026", "population": "directory:all", "closes_on": _in_a_month()},
    "surveys:section": lambda people: {"headcount": 12},
    "surveys:unreachable": lambda people: {"reason": "moved"},
}


def _declared(people):
    cluster = make_cluster(people.coordinator)
    make_member(cluster, signed=None)
    return {"public_id": cluster.public_id}


def _to_bring(people):
    make_organisation("Mleczarnia Nowa")
    return {"public_id": make_cluster(people.coordinator).public_id}


def _answered(people):
    sample = OF_SURVEYS["surveys:finish"](people)
    answer(Invitation.objects.get(public_id=sample["public_id"]), headcount=quantity(10))
    return sample


def _draft_evidence(people):
    strategy = make_plan()
    give_post(strategy, people.task_owner)
    report = make_report(strategy, make_period(strategy), people)
    url = "https://bip.example/1"
    return {"public_id": add_evidence(by=people.coordinator, report=report, title="Protokół", url=url).public_id}


def _with_two_administrators(people):
    one = make_kept(people)
    appoint_administrator(by=None, organisation=one, user=make_user("second@example.org"), reason="test")
    return {"public_id": one.public_id}


def _matched(people):
    one = make_kept(people)
    one.identifiers.create(scheme="nip", value="9721237317", proof="matched")
    return {"public_id": one.public_id}


MADE = {
    "directory:leave": _with_two_administrators,
    "directory:confirm_number": _matched,
    "clusters:sign": _declared,
    "clusters:bring": _to_bring,
    "intake:waive": lambda people: {"public_id": checked(people, REPEATED).public_id},
    "monitoring:remove_evidence": _draft_evidence,
    "surveys:finish": _answered,
}
"""Page → what is made for its operation, where the page's sample does not do."""
