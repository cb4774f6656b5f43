"""What the ledger of state aid stores; private to this app (others use ``queries``, ``actions`` and ``checks``)."""

from grono.portal.aid.models.ledger import Grant, Link, Reorganisation, Undertaking
from grono.portal.aid.models.papers import Certificate, Declaration, Rate, SettingChoice

__all__ = ["Certificate", "Declaration", "Grant", "Link", "Rate", "Reorganisation", "SettingChoice", "Undertaking"]
