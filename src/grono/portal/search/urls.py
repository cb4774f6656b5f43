from django.urls import path

from grono.portal.search import views

app_name = "search"

urlpatterns = [
    path("", views.views, name="views"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("feed/<str:secret>/", views.private_feed, name="private_feed"),
    path("<str:public_id>/alert/", views.change, name="change"),
    path("<str:public_id>/pause/", views.pause, name="pause"),
    path("<str:public_id>/look/", views.look, name="look"),
    path("<str:public_id>/feed/", views.feed, name="feed"),
    path("<str:public_id>/remove/", views.remove, name="remove"),
]
