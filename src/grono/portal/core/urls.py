from django.urls import path

from grono.portal.core.views import (
    account,
    audit,
    passkeys,
    people,
    people_second_factor,
    runs,
    second_factor,
    sessions,
    tokens,
)

app_name = "core"

urlpatterns = [
    path("my-account/", account.account, name="account"),
    path("my-account/tokens/", tokens.tokens, name="tokens"),
    path("my-account/tokens/<str:public_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("my-account/log-ins/", sessions.log_ins, name="log_ins"),
    path("my-account/log-ins/end/", sessions.end_everywhere, name="end_everywhere"),
    path("my-account/log-ins/<str:public_id>/end/", sessions.end_log_in, name="end_log_in"),
    path("my-account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("my-account/second-factor/app/", second_factor.app, name="second_factor_app"),
    path("my-account/second-factor/app/remove/", second_factor.remove_app, name="remove_second_factor_app"),
    path("my-account/second-factor/passkeys/add/", passkeys.add, name="add_passkey"),
    path("my-account/second-factor/passkeys/<str:public_id>/", passkeys.rename, name="passkey"),
    path("my-account/second-factor/passkeys/<str:public_id>/remove/", passkeys.remove, name="remove_passkey"),
    path("my-account/second-factor/recovery-codes/", second_factor.recovery_codes, name="recovery_codes"),
    path(
        "my-account/second-factor/recovery-codes/file/", second_factor.recovery_codes_file, name="recovery_codes_file"
    ),
    path("my-account/second-factor/recovery-codes/new/", second_factor.new_recovery_codes, name="new_recovery_codes"),
    path("declared-session/", sessions.declare, name="declare"),
    path("declared-session/extend/", sessions.extend, name="extend_session"),
    path("declared-session/end/", sessions.end_session, name="end_session"),
    path("people/", people.people, name="people"),
    path("people/file/", people.people_file, name="people_file"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<str:public_id>/", people.person, name="person"),
    path("people/<str:public_id>/roles/", people.person_roles, name="person_roles"),
    path("people/<str:public_id>/access/", people.person_access, name="person_access"),
    path("people/<str:public_id>/second-factor/", people_second_factor.reset, name="reset_second_factor"),
    path("audit/", audit.audit_page, name="audit"),
    path("audit/file/", audit.audit_file, name="audit_file"),
    path("runs/<str:public_id>/", runs.run_page, name="run"),
    path("runs/<str:public_id>/progress/", runs.run_progress, name="run_progress"),
    path("runs/<str:public_id>/cancel/", runs.run_cancel, name="run_cancel"),
    path("runs/<str:public_id>/restart/", runs.run_restart, name="run_restart"),
]
