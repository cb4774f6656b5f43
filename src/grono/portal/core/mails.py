"""Letters of the core, in the reader's language."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.core.models import User


def send_invitation(user: User) -> None:
    """Tell a person that there is an account, and how to log in without a password."""
    with override(user.language):
        path = reverse("account_request_login_code")
        text = render_to_string(
            "core/mails/invitation.txt",
            {"user": user, "address": f"{settings.SITE_ADDRESS}{path}", "operator": settings.OPERATOR},
        )
        send_mail(_("Your account in Grono"), text, None, [user.email])
