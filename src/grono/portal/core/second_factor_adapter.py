"""How django-allauth keeps and names second factors here."""

from __future__ import annotations

import re

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from grono.portal.core.sealing import seal, unseal


class MFAAdapter(DefaultMFAAdapter):
    """Seals the keys, and draws the QR code on white, so that it is read in the dark too."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The passkey was not accepted. Try again, or use another way."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a key before it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a key that is kept."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code of a key."""
        drawn: str = super().build_totp_svg(url)
        return re.sub("(<svg[^>]*>)", r'\1<rect width="100%" height="100%" fill="#fff"/>', drawn, count=1)

    def _get_site_name(self) -> str:
        return "Grono"
