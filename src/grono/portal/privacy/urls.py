from django.urls import path

from grono.portal.privacy import rights_views, views

app_name = "privacy"

urlpatterns = [
    path("", views.kept, name="kept"),
    path("mine/", views.mine, name="mine"),
    path("mine/consents/", views.consent, name="consent"),
    path("mine/everything/", views.collect, name="collect"),
    path("mine/everything/<str:public_id>/", views.archive, name="archive"),
    path("mine/erasure/", views.erasure, name="erasure"),
    path("consents/<str:token>/", views.linked, name="linked"),
    path("ask/", rights_views.ask, name="ask"),
    path("rights/<str:token>/", rights_views.rights, name="rights"),
    path("people/<str:public_id>/link/", rights_views.send_link, name="send_link"),
    path("people/<str:public_id>/letter/", rights_views.note_request, name="note_request"),
    path("requests/", views.requests, name="requests"),
    path("requests/<str:public_id>/", rights_views.access, name="access"),
    path("people/<str:public_id>/", views.person, name="person"),
]
