"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the facts about this installation that pages show, and the nonce of their scripts."""
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "DEMONSTRATION": settings.DEMONSTRATION,
        "OPERATOR": settings.OPERATOR,
        "without_second_factor": getattr(request, "without_second_factor", None),
        "declared_session": getattr(getattr(request, "user", None), "declared_session", None),
    }
