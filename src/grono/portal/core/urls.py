from django.urls import path

from grono.portal.core.views import account, audit, people, runs, tokens

app_name = "core"

urlpatterns = [
    path("my-account/", account.account, name="account"),
    path("my-account/tokens/", tokens.tokens, name="tokens"),
    path("my-account/tokens/<str:public_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<str:public_id>/", people.person, name="person"),
    path("people/<str:public_id>/roles/", people.person_roles, name="person_roles"),
    path("people/<str:public_id>/access/", people.person_access, name="person_access"),
    path("audit/", audit.audit_page, name="audit"),
    path("audit/file/", audit.audit_file, name="audit_file"),
    path("runs/<str:public_id>/", runs.run_page, name="run"),
    path("runs/<str:public_id>/progress/", runs.run_progress, name="run_progress"),
    path("runs/<str:public_id>/cancel/", runs.run_cancel, name="run_cancel"),
    path("runs/<str:public_id>/restart/", runs.run_restart, name="run_restart"),
]
