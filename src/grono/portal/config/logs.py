"""How the log is written."""

import logging

DENIED = 403


def without_traceback_of_denied(record: logging.LogRecord) -> bool:
    """Let every record through; of a page that was denied the log has one line, because nothing went wrong."""
    if record.name == "django.request" and getattr(record, "status_code", None) == DENIED:
        record.exc_info = None
        record.exc_text = None
    return True
