"""What the sweep of routes needs of the clusters: arguments of addresses, and what their forms send."""

from grono.portal.clusters.actions import add_evidence, keep_file, open_dossier
from grono.portal.clusters.actions.dossiers import NewEvidence
from grono.portal.clusters.criteria import criteria_set
from tests.portal.clusters.factories import LONG_AGO, a_pdf, make_cluster, make_member, pay

STEP = {"kind": "left", "valid_on": "2026-01-10", "evidence": "letter"}
ACTIVITY = {"kind": "fee", "on": "2026-01-10"}


def _cluster(people):
    return {"public_id": make_cluster(people.coordinator).public_id}


def _member(people):
    cluster = make_cluster(people.coordinator)
    return {"public_id": cluster.public_id, "member": make_member(cluster).public_id}


def _letter(people):
    return {**_member(people), "language": "pl"}


def _step(people):
    cluster = make_cluster(people.coordinator)
    make_member(cluster)
    return {"public_id": cluster.public_id, "step": cluster.steps.get(kind="signed").public_id}


def _record(people):
    cluster = make_cluster(people.coordinator)
    record = pay(cluster, make_member(cluster), LONG_AGO)
    return {"public_id": cluster.public_id, "record": record.public_id}


def _file(people):
    cluster = make_cluster(people.coordinator)
    return {"public_id": cluster.public_id, "file": keep_file(by=None, cluster=cluster, upload=a_pdf()).public_id}


def make_dossier(people, key="kkk"):
    cluster = make_cluster(people.coordinator)
    make_member(cluster)
    return open_dossier(by=people.coordinator, cluster=cluster, content=criteria_set(key), reference_date=LONG_AGO)


def _dossier(people):
    dossier = make_dossier(people)
    return {"public_id": dossier.cluster.public_id, "dossier": dossier.public_id}


def _criterion(people):
    return {**_dossier(people), "code": "F-1"}


def _evidence(people):
    dossier = make_dossier(people)
    new = NewEvidence("page", address="https://example.org/")
    added = add_evidence(by=people.coordinator, criterion=dossier.criteria.get(code="F-1"), new=new)
    address = {"public_id": dossier.cluster.public_id, "dossier": dossier.public_id}
    return {**address, "code": "F-1", "number": added.pk}


SAMPLES = {
    "api:v1:cluster": _cluster,
    "api:v1:members": _cluster,
    "api:v1:validation": _cluster,
    "clusters:activity": _member,
    "clusters:add_evidence": _criterion,
    "clusters:bring": _cluster,
    "clusters:cluster": _cluster,
    "clusters:compute": _dossier,
    "clusters:coordinators": _cluster,
    "clusters:copy": _dossier,
    "clusters:criterion": _criterion,
    "clusters:document": _file,
    "clusters:dossier": _dossier,
    "clusters:dossiers": _cluster,
    "clusters:edit": _cluster,
    "clusters:facts": _cluster,
    "clusters:letter": _letter,
    "clusters:member": _member,
    "clusters:members": _cluster,
    "clusters:members_csv": _cluster,
    "clusters:members_xlsx": _cluster,
    "clusters:remove_evidence": _evidence,
    "clusters:sign": _cluster,
    "clusters:step": _member,
    "clusters:undo": _step,
    "clusters:undo_activity": _record,
    "clusters:validation": _cluster,
    "clusters:zip": _dossier,
}
POSTS = {
    "clusters:activity": lambda people: ACTIVITY,
    "clusters:criterion": lambda people: {"judgement": "met", "note": "seen"},
    "clusters:dossiers": lambda people: {"set": "kkk", "reference_date": "2026-01-10"},
    "clusters:step": lambda people: STEP,
}
