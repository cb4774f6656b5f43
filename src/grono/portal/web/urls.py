from django.urls import path

from grono.portal.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/charts/", views.gallery_charts, name="gallery_charts"),
    path("appearance/", views.appearance, name="appearance"),
]
