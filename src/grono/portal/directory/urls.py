from django.urls import path

from grono.portal.directory.views import editing, reading

app_name = "directory"

urlpatterns = [
    path("", reading.organisations, name="list"),
    path("file/csv/", reading.csv_file, name="csv"),
    path("file/xlsx/", reading.xlsx_file, name="xlsx"),
    path("add/", editing.add, name="add"),
    path("removed/", editing.removed, name="removed"),
    path("<str:public_id>/", reading.organisation, name="organisation"),
    path("<str:public_id>/edit/", editing.edit, name="edit"),
    path("<str:public_id>/visibility/", editing.visibility, name="visibility"),
    path("<str:public_id>/remove/", editing.remove, name="remove"),
    path("<str:public_id>/restore/", editing.restore, name="restore"),
]
