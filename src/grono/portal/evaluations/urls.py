from django.urls import path

from grono.portal.evaluations.views import from_maps, plans, runs

app_name = "evaluations"

urlpatterns = [
    path("", plans.listing, name="list"),
    path("new/", plans.new, name="new"),
    path("plans/<str:public_id>/", plans.plan, name="plan"),
    path("plans/<str:public_id>/plan.json", plans.plan_file, name="plan_file"),
    path("plans/<str:public_id>/edit/", plans.edit, name="edit"),
    path("plans/<str:public_id>/lock/", plans.lock, name="lock"),
    path("plans/<str:public_id>/copy/", plans.copy, name="copy"),
    path("plans/<str:public_id>/discard/", plans.discard, name="discard"),
    path("plans/<str:public_id>/run/", runs.run, name="run"),
    path("plans/<str:public_id>/run/maps/", from_maps.run, name="from_maps"),
    path("results/<str:public_id>/", runs.result, name="result"),
    path("results/<str:public_id>/result.json", runs.result_file, name="result_file"),
    path("results/<str:public_id>/table.csv", runs.table_file, name="table_file"),
    path("results/<str:public_id>/<slug:part>.csv", runs.part_file, name="part_file"),
    path("results/<str:public_id>/publish/", runs.publish, name="publish"),
    path("results/<str:public_id>/withdraw/", runs.withdraw, name="withdraw"),
]
