"""Clusters for tests; every value can be replaced."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from grono.portal.clusters.actions import enter_cluster, record_activity, record_step
from grono.portal.clusters.actions.membership import NewActivity, NewStep
from grono.portal.clusters.models import ClusterCoordinator
from tests.portal.directory.factories import make_organisation

LONG_AGO = datetime.date(2024, 3, 1)


def make_cluster(coordinator=None, name="Klaster Próbny", **values):
    defaults = {"name": name, "source": "test", "founded": 2015, "about": {"pl": "Opis.", "en": "Text."}}
    cluster = enter_cluster(by=None, values=defaults | values)
    if coordinator is not None:
        ClusterCoordinator.objects.create(cluster=cluster, user=coordinator)
    return cluster


def take_step(cluster, organisation, kind, on=LONG_AGO, **values):
    return record_step(by=None, cluster=cluster, organisation=organisation, step=NewStep(kind, on, **values))


def make_member(cluster, name="Mleczarnia Próbna", *, signed=LONG_AGO, **values):
    """Return an organisation that declared, and signed unless ``signed`` is None."""
    organisation = make_organisation(name, **values)
    take_step(cluster, organisation, "declared", evidence="letter of intent")
    if signed is not None:
        take_step(cluster, organisation, "signed", signed, evidence="agreement")
    return organisation


def pay(cluster, organisation, on, kind="fee", **values):
    activity = NewActivity(kind, on, **values)
    return record_activity(by=None, cluster=cluster, organisation=organisation, activity=activity)


def a_pdf(name="letter.pdf", content=b"%PDF-1.7\nshort"):
    return SimpleUploadedFile(name, content)
