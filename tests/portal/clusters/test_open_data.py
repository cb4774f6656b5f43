"""Memberships as open data: org:Membership, no natural persons, a language on every literal (DIR-48)."""

import datetime

import pytest
import rdflib
from rdflib.namespace import ORG, RDF, SKOS, TIME

from grono.portal.clusters.open_data import cluster_address
from grono.portal.directory.open_data import files
from grono.portal.directory.open_data.datasets import address_of
from tests.portal.clusters.factories import make_cluster, make_member

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def published(name, form):
    return rdflib.Graph().parse(files.folder() / name, format=form)


def test_a_membership_is_read_by_others_with_member_cluster_role_and_beginning():
    cluster = make_cluster()
    firm = make_member(cluster, "Mleczarnia Łąka", signed=DAY)
    files.publish()
    graph = published("memberships.ttl", "turtle")
    [membership] = graph.subjects(RDF.type, ORG.Membership)
    here = rdflib.URIRef(cluster_address(cluster))
    assert graph.value(membership, ORG.member) == rdflib.URIRef(address_of(firm.public_id))
    assert graph.value(membership, ORG.organization) == here
    assert graph.value(here, SKOS.prefLabel) == rdflib.Literal("Klaster Próbny", lang="pl")
    role = graph.value(membership, ORG.role)
    assert {label.language for label in graph.objects(role, SKOS.prefLabel)} == {"pl", "en"}
    begin = graph.value(graph.value(membership, ORG.memberDuring), TIME.hasBeginning)
    assert graph.value(begin, TIME.inXSDDate).toPython() <= DAY


def test_who_only_declared_and_sole_traders_are_no_members_of_the_open_data():
    cluster = make_cluster()
    make_member(cluster, "Only Declared", signed=None)
    make_member(cluster, "Anna Sekretna", natural_person=True)
    files.publish()
    text = (files.folder() / "memberships.ttl").read_text("utf-8") + (files.folder() / "memberships.csv").read_text()
    assert f"{ORG.Membership}" not in text
    assert len(text.splitlines()) > 1


# 2026-11: rdflib 7.6's own reader of JSON-LD still makes the kind of graph that rdflib gives up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_every_file_says_the_same_in_both_forms_and_is_read_by_another_library():
    make_member(make_cluster(), 'Zakład "Łąka" \\ <spółka>\n', signed=DAY)
    names = {file.name for file in files.publish().files}
    turtles = {name for name in names if name.endswith(".ttl")}
    assert {"organisations.ttl", "memberships.ttl"} <= turtles
    for name in turtles:
        twin = name.removesuffix(".ttl") + ".jsonld"
        assert twin in names
        graph = published(name, "turtle")
        assert len(graph) > 0
        assert graph.isomorphic(published(twin, "json-ld"))
