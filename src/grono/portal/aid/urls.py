from django.urls import path

from grono.portal.aid.views import files, reading, writing

app_name = "aid"

urlpatterns = [
    path("", reading.listing, name="list"),
    path("check/", reading.check, name="check"),
    path("calculators/", reading.calculators, name="calculators"),
    path("settings/", reading.settings, name="settings"),
    path("settings/<str:name>/", writing.decide, name="decide"),
    path("export/xlsx/", reading.export, name="export"),
    path("import/", files.import_ledger, name="import"),
    path("register/", reading.register, name="register"),
    path("register/<str:kind>/", reading.register_file, name="register_file"),
    path("rates/", files.rates, name="rates"),
    path("rates/add/", files.bring_in_rates, name="bring_in_rates"),
    path("base-rates/", files.base_rates, name="base_rates"),
    path("base-rates/add/", files.record_base_rates, name="record_base_rates"),
    path("grants/add/", writing.record, name="record"),
    path("grants/<str:public_id>/", reading.grant, name="grant"),
    path("grants/<str:public_id>/correct/", writing.correct, name="correct"),
    path("grants/<str:public_id>/end/", writing.end, name="end"),
    path("grants/<str:public_id>/certify/", writing.certify, name="certify"),
    path("grants/<str:public_id>/shrimp/<str:kind>/", reading.shrimp, name="shrimp"),
    path("certificates/<str:public_id>/<str:kind>/", reading.certificate, name="certificate"),
    path("grants/<str:public_id>/complete/", writing.complete, name="complete"),
    path("links/add/", writing.add_link, name="add_link"),
    path("links/<str:public_id>/end/", writing.end_link, name="end_link"),
    path("reorganisations/add/", writing.add_reorganisation, name="add_reorganisation"),
    path("undertakings/<str:public_id>/", reading.one, name="undertaking"),
    path("undertakings/<str:public_id>/application/", reading.application, name="application"),
    path("undertakings/<str:public_id>/application/<str:kind>/", reading.application_file, name="application_file"),
    path("undertakings/<str:public_id>/declare/", files.declare, name="declare"),
]
