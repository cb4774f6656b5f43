"""The pages of django-allauth that this portal has: log-in by password, one-time code or passkey, the second factor, log-out, passwords.

Changing one's e-mail address and signing up alone are not among them; the address of the sign-up page says that an administrator invites.
"""

from allauth.account import views
from django.urls import path, re_path

from grono.portal.core.views import log_in

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("login/second-factor/", log_in.second_step, name="mfa_authenticate"),
    path("login/passkey/", log_in.passkey_alone, name="mfa_login_webauthn"),
    path("again/", log_in.password_again, name="account_reauthenticate"),
    path("again/code/", log_in.code_again, name="mfa_reauthenticate"),
    path("again/passkey/", log_in.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
