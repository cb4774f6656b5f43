from django.urls import path

from grono.portal.privacy import views

app_name = "privacy"

urlpatterns = [
    path("", views.kept, name="kept"),
    path("mine/", views.mine, name="mine"),
    path("mine/consents/", views.consent, name="consent"),
    path("mine/everything/", views.collect, name="collect"),
    path("mine/everything/<str:public_id>/", views.archive, name="archive"),
    path("mine/erasure/", views.erasure, name="erasure"),
    path("consents/<str:token>/", views.linked, name="linked"),
    path("requests/", views.requests, name="requests"),
    path("people/<str:public_id>/", views.person, name="person"),
]
