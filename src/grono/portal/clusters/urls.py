from django.urls import path

from grono.portal.clusters.views import clusters, dossiers, letters, members

app_name = "clusters"

urlpatterns = [
    path("", clusters.listing, name="list"),
    path("add/", clusters.add, name="add"),
    path("<str:public_id>/", clusters.cluster, name="cluster"),
    path("<str:public_id>/edit/", clusters.edit, name="edit"),
    path("<str:public_id>/facts/", clusters.facts, name="facts"),
    path("<str:public_id>/coordinators/", clusters.coordinators, name="coordinators"),
    path("<str:public_id>/validation/", dossiers.validation, name="validation"),
    path("<str:public_id>/members/", members.members, name="members"),
    path("<str:public_id>/members/file/csv/", members.csv_file, name="members_csv"),
    path("<str:public_id>/members/file/xlsx/", members.xlsx_file, name="members_xlsx"),
    path("<str:public_id>/members/bring/", members.bring, name="bring"),
    path("<str:public_id>/members/sign/", members.sign, name="sign"),
    path("<str:public_id>/members/of/<str:member>/", members.member, name="member"),
    path("<str:public_id>/members/of/<str:member>/step/", members.step, name="step"),
    path("<str:public_id>/members/of/<str:member>/activity/", members.activity, name="activity"),
    path("<str:public_id>/members/of/<str:member>/letter/<str:language>/", letters.letter, name="letter"),
    path("<str:public_id>/steps/<str:step>/undo/", members.undo, name="undo"),
    path("<str:public_id>/activities/<str:record>/undo/", members.undo_activity, name="undo_activity"),
    path("<str:public_id>/files/<str:file>/", letters.document, name="document"),
    path("<str:public_id>/labels/", dossiers.listing, name="dossiers"),
    path("<str:public_id>/labels/<str:dossier>/", dossiers.dossier, name="dossier"),
    path("<str:public_id>/labels/<str:dossier>/compute/", dossiers.compute, name="compute"),
    path("<str:public_id>/labels/<str:dossier>/copy/", dossiers.copy, name="copy"),
    path("<str:public_id>/labels/<str:dossier>/zip/", dossiers.zip_file, name="zip"),
    path("<str:public_id>/labels/<str:dossier>/<str:code>/", dossiers.criterion, name="criterion"),
    path("<str:public_id>/labels/<str:dossier>/<str:code>/evidence/", dossiers.add, name="add_evidence"),
    path(
        "<str:public_id>/labels/<str:dossier>/<str:code>/evidence/<int:number>/remove/",
        dossiers.remove,
        name="remove_evidence",
    ),
]
