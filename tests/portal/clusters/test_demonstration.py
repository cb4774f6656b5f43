"""Invented clusters on each rung, and what was known of them when (DIR-34, DIR-36)."""

from django.utils import timezone

from grono.portal.clusters import demonstration
from grono.portal.clusters.models import ActivityRecord, Cluster, Dossier, MembershipStep
from grono.portal.clusters.queries import Moment, count_by_standing, members_of
from tests.portal.directory.factories import BIALYSTOK, DAIRY, make_organisation


def test_examples_are_loaded_once_labelled_and_on_each_rung(people):
    assert people.coordinator.pk
    for number in range(57):
        make_organisation(
            f"Mleczarnia {number}", is_invented=True, source_key=f"x{number:03}", seat=BIALYSTOK, codes=(DAIRY,)
        )
    demonstration.load()
    counts = [model.objects.count() for model in (Cluster, MembershipStep, ActivityRecord, Dossier)]
    demonstration.load()
    assert [model.objects.count() for model in (Cluster, MembershipStep, ActivityRecord, Dossier)] == counts
    assert counts[0] == 4
    assert all(cluster.is_invented for cluster in Cluster.objects.all())
    dairy = Cluster.objects.get(source_key="demonstration:dairy")
    found = count_by_standing(members_of(people.coordinator, dairy, Moment(timezone.localdate())))
    assert found == {"declared": 9, "signed": 6, "active": 31, "lapsed": 7, "left": 3, "refused": 1}


def test_examples_know_what_was_known_when(people):
    assert people.coordinator.pk
    for number in range(20):
        make_organisation(
            f"Mleczarnia {number}", is_invented=True, source_key=f"x{number:03}", seat=BIALYSTOK, codes=(DAIRY,)
        )
    demonstration.load()
    today = timezone.localdate()
    calendar = demonstration.Calendar(today)
    dairy = Cluster.objects.get(source_key="demonstration:dairy")
    now = members_of(people.coordinator, dairy, Moment(today))
    then = members_of(people.coordinator, dairy, Moment(today, calendar.ago(1000)))
    assert 0 < len(then) < len(now) == 20


def test_without_organisations_the_clusters_stand_empty(people):
    demonstration.load()
    assert Cluster.objects.count() == 4
    assert not MembershipStep.objects.exists()
