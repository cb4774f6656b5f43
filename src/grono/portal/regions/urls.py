from django.urls import path

from grono.portal.regions import views

app_name = "regions"

urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/add/", views.list_add, name="list_add"),
    path("lists/<str:public_id>/", views.list_page, name="list"),
    path("lists/<str:public_id>/load/", views.list_load, name="list_load"),
    path("lists/<str:public_id>/remove/", views.list_remove, name="list_remove"),
]
