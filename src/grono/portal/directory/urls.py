from django.urls import path

from grono.portal.directory.views import administering, coding, editing, keeping, open_data, reading, rows, saving

app_name = "directory"

urlpatterns = [
    path("", reading.organisations, name="list"),
    path("file/csv/", reading.csv_file, name="csv"),
    path("file/xlsx/", reading.xlsx_file, name="xlsx"),
    path("file/<slug:form>/", reading.data_file, name="data"),
    path("views/save/", saving.save, name="save_view"),
    path("views/<str:public_id>/remove/", saving.remove, name="remove_view"),
    path("add/", editing.add, name="add"),
    path("removed/", editing.removed, name="removed"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("mine/", keeping.mine, name="mine"),
    path("attention/", administering.attention, name="attention"),
    path("seen/", administering.seen, name="seen"),
    path("invitations/<str:public_id>/", administering.answer_invitation, name="answer_invitation"),
    path("<str:public_id>/", reading.organisation, name="organisation"),
    path("<str:public_id>/linked-data/", open_data.linked, name="linked_data"),
    path("<str:public_id>/edit/", editing.edit, name="edit"),
    path("<str:public_id>/visibility/", editing.visibility, name="visibility"),
    path("<str:public_id>/remove/", editing.remove, name="remove"),
    path("<str:public_id>/restore/", editing.restore, name="restore"),
    path("<str:public_id>/profile/", keeping.keep, name="keep"),
    path("<str:public_id>/profile/preview/", keeping.preview, name="preview"),
    path("<str:public_id>/profile/codes/", coding.codes, name="codes"),
    path("<str:public_id>/profile/codes/choose/", coding.choose, name="choose_codes"),
    path("<str:public_id>/profile/codes/change/", coding.code, name="change_code"),
    path("<str:public_id>/profile/sections/<slug:key>/", keeping.section, name="section"),
    path("<str:public_id>/profile/rows/<slug:kind>/", rows.rows, name="rows"),
    path("<str:public_id>/profile/rows/<slug:kind>/add/", rows.row_add, name="row_add"),
    path("<str:public_id>/profile/rows/<slug:kind>/<str:row_id>/", rows.row, name="row"),
    path("<str:public_id>/profile/rows/<slug:kind>/<str:row_id>/end/", rows.row_end, name="row_end"),
    path("<str:public_id>/profile/seat/<str:row_id>/", rows.make_seat, name="make_seat"),
    path("<str:public_id>/administrators/", administering.administrators, name="administrators"),
    path("<str:public_id>/administrators/leave/", administering.leave, name="leave"),
    path("<str:public_id>/administrators/appoint/", administering.appoint, name="appoint"),
    path("<str:public_id>/history/", administering.history, name="history"),
    path("<str:public_id>/history/<str:change>/undo/", administering.undo, name="undo"),
    path("<str:public_id>/posts/<str:post>/contact/", administering.reveal, name="reveal"),
]
