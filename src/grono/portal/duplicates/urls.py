from django.urls import path

from grono.portal.duplicates.views import cases, merges, opening

app_name = "duplicates"

urlpatterns = [
    path("", cases.listing, name="list"),
    path("search/", cases.search, name="search"),
    path("merges/", merges.listing, name="merges"),
    path("merges/<str:public_id>/", merges.merged, name="merged"),
    path("merges/<str:public_id>/undo/", merges.undo, name="undo"),
    path("open/<str:public_id>/", opening.open_by_hand, name="open"),
    path("<str:public_id>/", cases.case, name="case"),
    path("<str:public_id>/decide/", cases.decide, name="decide"),
    path("<str:public_id>/merge/", merges.merge_case, name="merge"),
]
