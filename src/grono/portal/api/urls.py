from django.urls import URLPattern, include, path, re_path

from grono.portal.api import open_data, views
from grono.portal.api.service import service

app_name = "api"

_operations = [
    URLPattern(one.pattern, views.in_asked_language(one.callback), one.default_args, one.name)
    for one in service.urls[0]
    if isinstance(one, URLPattern) and one.name != "api-root"
]

urlpatterns = [
    path("v1/openapi.json", views.in_asked_language(views.openapi_json), name="openapi"),
    path("v1/", include((_operations, "v1"))),
    path("open-data/<str:name>", open_data.file, name="open_data"),
    re_path("", views.nowhere, name="nowhere"),
]
