"""Sentences that a page and the API say alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_ADDRESS = _("No e-mail address is known here that only this person reads.")
