"""Forms of the second factor: the code of an app or a recovery code, and what the browser says of a passkey."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from grono.portal.core import passkeys
from grono.portal.core.sealing import UnreadableSealError
from grono.portal.core.second_factor_actions import accept_code
from grono.portal.core.second_factor_codes import step_now

WRONG_CODE = _("This code is not valid, or has been used already. Wait for the next one, or type a recovery code.")
UNREADABLE = _("What your second factor is checked against can no longer be read. Ask the operator to reset it.")
NEEDS_SCRIPT = _("The browser has sent no passkey: it needs JavaScript for that. Use another way, or switch it on.")
_TYPED = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


class CodeForm(BaseAuthenticateForm):
    """A code of one's app, or a recovery code."""

    is_again = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code"),
            max_length=40,
            help_text=_("The six digits that your app shows now, or one of your recovery codes."),
            widget=forms.TextInput(attrs=_TYPED),
        )

    def clean_code(self) -> str:
        """Use the code up, or refuse it."""
        code: str = self.cleaned_data["code"]
        try:
            factor = accept_code(by=self.user, code=code)
        except UnreadableSealError as error:
            raise forms.ValidationError(UNREADABLE) from error
        if factor is None:
            raise forms.ValidationError(WRONG_CODE)
        factor.user = self.user
        self.authenticator = factor
        return code

    def save(self) -> None:
        """Note in the session what the person has shown."""
        post_authentication(context.request, self.authenticator, reauthenticated=self.is_again)


class CodeAgainForm(CodeForm):
    """The same, from somebody who has logged in."""

    is_again = True


class _WithScript:
    """What a form of a passkey says when the browser has sent none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]  # type: ignore[attr-defined]
        field.label = _("Passkey")
        field.error_messages = {**field.error_messages, "required": NEEDS_SCRIPT, "invalid": NEEDS_SCRIPT}


class _Shown(_WithScript):
    """A form that takes a passkey of somebody who has one."""

    def clean_credential(self) -> Any:
        """Check it; what is no passkey at all is refused like a wrong one."""
        with passkeys.nonsense_refused():
            return super().clean_credential()  # type: ignore[misc]


class PasskeyForm(_Shown, AuthenticateWebAuthnForm):
    """A passkey at log-in, after the password."""


class PasskeyAgainForm(_Shown, ReauthenticateWebAuthnForm):
    """A passkey of somebody who has logged in."""


class PasskeyAloneForm(_Shown, LoginWebAuthnForm):
    """A passkey and nothing else, at log-in."""


class FirstCodeForm(forms.Form):
    """The first code of an app that is being set up."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that your app shows now."),
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key

    def clean_code(self) -> str:
        """Find the step of time of the code."""
        code: str = self.cleaned_data["code"]
        step = step_now(self.key, code)
        if step is None:
            raise forms.ValidationError(
                _(
                    "This code does not belong to the key above. Check the clock of the device, and type the code it shows now."
                )
            )
        self.step = step
        return code


class PasskeyNameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("So that you know it again: office laptop, blue key."),
    )


class NewPasskeyForm(_WithScript, PasskeyNameForm):
    """A passkey that the browser has made."""

    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False  # the device has made it by now: a name that is missing must not lose it

    def clean_name(self) -> str:
        """Return the name, or the one that was proposed."""
        return str(self.cleaned_data["name"] or self.initial.get("name") or _("Passkey"))

    def clean_credential(self) -> Any:
        """Check it against the challenge of this session."""
        credential = self.cleaned_data["credential"]
        passkeys.check_made(credential)
        return credential


class ResetForm(forms.Form):
    """Why somebody's second factor is reset."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: telephone lost; came to the office with an identity card. The person reads it."),
    )
