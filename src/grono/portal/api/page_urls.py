from django.urls import path

from grono.portal.api.pages import description

app_name = "api_page"

urlpatterns = [path("", description, name="description")]
