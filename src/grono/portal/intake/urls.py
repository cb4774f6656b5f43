from django.urls import path

from grono.portal.intake.views import firms, lists, registers

app_name = "intake"

urlpatterns = [
    path("", lists.listing, name="list"),
    path("upload/", lists.upload, name="upload"),
    path("lists/<str:public_id>/", lists.one_import, name="import"),
    path("lists/<str:public_id>/columns/", lists.columns, name="columns"),
    path("lists/<str:public_id>/waive/", lists.waive, name="waive"),
    path("lists/<str:public_id>/apply/", lists.apply, name="apply"),
    path("lists/<str:public_id>/undo/", lists.undo, name="undo"),
    path("lists/<str:public_id>/delete/", lists.delete, name="delete"),
    path("lists/<str:public_id>/problems.<str:form>", lists.problems, name="problems"),
    path("firms/", firms.firms, name="firms"),
    path("firms/<str:public_id>/", firms.found, name="firms_found"),
    path("registers/", registers.look_up, name="look_up"),
    path("registers/<str:list_id>/", registers.answers, name="answers"),
    path("registers/<str:list_id>/again/", registers.again, name="again"),
    path("registers/entries/<str:public_id>/take/", registers.take, name="take"),
]
