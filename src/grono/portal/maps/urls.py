from django.urls import path

from grono.portal.maps.views import compare, decide, further, places, publishing, reading, results, rule, upload

app_name = "maps"

urlpatterns = [
    path("", results.map_list, name="list"),
    path("new/", upload.new, name="new"),
    path("comparisons/<str:public_id>/", compare.comparison, name="comparison"),
    path("<str:public_id>/", results.map_page, name="map"),
    path("<str:public_id>/understood/", reading.understood, name="understood"),
    path("<str:public_id>/tables/", reading.other_tables, name="other_tables"),
    path("<str:public_id>/without/<str:kind>/", reading.without_table, name="without_table"),
    path("<str:public_id>/problems/", reading.problems_file, name="problems"),
    path("<str:public_id>/rule/", rule.rule, name="rule"),
    path("<str:public_id>/shortlist/", results.candidates, name="shortlist"),
    path("<str:public_id>/few-plants/", results.few_plants, name="few_plants"),
    path("<str:public_id>/regions/", places.regions, name="regions"),
    path("<str:public_id>/regions/<path:code>/", places.region, name="region"),
    path("<str:public_id>/industries/", places.industries, name="industries"),
    path("<str:public_id>/industries/<path:code>/", places.industry, name="industry"),
    path("<str:public_id>/clusters/", further.clusters, name="clusters"),
    path("<str:public_id>/clusters/<str:scheme>/<path:code>/", further.cluster, name="cluster"),
    path("<str:public_id>/network/", further.network, name="network"),
    path("<str:public_id>/measures/", further.measures, name="measures"),
    path("<str:public_id>/measures/<str:variant>/", further.measure, name="measure"),
    path("<str:public_id>/figures/<str:name>/table/", results.figure_table, name="figure_table"),
    path("<str:public_id>/choices/", decide.choice_list, name="choices"),
    path("<str:public_id>/choices/record/", decide.record, name="record_choice"),
    path("<str:public_id>/choices/<str:choice>/correct/", decide.correct, name="correct_choice"),
    path("<str:public_id>/choices/<str:choice>/withdraw/", decide.withdraw, name="withdraw_choice"),
    path(
        "<str:public_id>/decide/<path:region>/industries/<path:industry>/sheet.pdf",
        decide.sheet_pdf,
        name="evidence_pdf",
    ),
    path("<str:public_id>/decide/<path:region>/industries/<path:industry>/", decide.sheet, name="evidence"),
    path("<str:public_id>/decide/<path:code>/", decide.region, name="decide"),
    path("<str:public_id>/compare/", compare.choose, name="compare"),
    path("<str:public_id>/method/", results.method_page, name="method"),
    path("<str:public_id>/files/<str:name>/", results.download, name="download"),
    path("<str:public_id>/publish/", publishing.publish, name="publish"),
    path("<str:public_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path("<str:public_id>/rename/", publishing.rename, name="rename"),
    path("<str:public_id>/again/", publishing.again, name="again"),
    path("<str:public_id>/remove/", publishing.remove, name="remove"),
    path("<str:public_id>/restore/", publishing.restore, name="restore"),
]
