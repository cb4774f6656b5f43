from django.urls import path

from grono.portal.backups import views

app_name = "backups"

urlpatterns = [
    path("", views.backups, name="list"),
    path("make/", views.make, name="make"),
]
