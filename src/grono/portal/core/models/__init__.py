"""Users with their roles, tokens and sessions, the audit log, and background runs."""

from grono.portal.core.models.audit import AuditEntry, AuditHead
from grono.portal.core.models.daily import DailyRun
from grono.portal.core.models.runs import BackgroundRun, RunState
from grono.portal.core.models.sessions import DeclaredSession, LogIn, Sight
from grono.portal.core.models.tokens import ApiToken, TokenScope
from grono.portal.core.models.users import RoleAssignment, User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "BackgroundRun",
    "DailyRun",
    "DeclaredSession",
    "LogIn",
    "RoleAssignment",
    "RunState",
    "Sight",
    "TokenScope",
    "User",
]
