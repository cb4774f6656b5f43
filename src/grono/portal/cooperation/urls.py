from django.urls import path

from grono.portal.cooperation import views

app_name = "cooperation"

urlpatterns = [
    path("", views.listing, name="list"),
    path("networks/new/", views.new_network, name="new_network"),
    path("projects/new/", views.new_projects, name="new_projects"),
    path("<str:public_id>/", views.study, name="study"),
    path("<str:public_id>/publish/", views.publish, name="publish"),
    path("<str:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:public_id>/<slug:name>.csv", views.file, name="file"),
]
