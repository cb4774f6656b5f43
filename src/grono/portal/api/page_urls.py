from django.urls import path

from grono.portal.api.pages import description

app_name = "programs"

urlpatterns = [path("", description, name="description")]
