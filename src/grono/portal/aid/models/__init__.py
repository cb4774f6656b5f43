"""What the ledger of state aid stores; private to this app (others use ``queries``, ``actions`` and ``checks``)."""

from grono.portal.aid.models.ledger import Grant, Link, Reorganisation, Undertaking
from grono.portal.aid.models.papers import BaseRate, Certificate, Declaration, Rate, SettingChoice

__all__ = [
    "BaseRate",
    "Certificate",
    "Declaration",
    "Grant",
    "Link",
    "Rate",
    "Reorganisation",
    "SettingChoice",
    "Undertaking",
]
