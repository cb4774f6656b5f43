"""Run a command of the portal: ``python -m grono.portal migrate``."""

import os
import sys

from django.core.management import execute_from_command_line


def run() -> None:
    """Run the command given on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grono.portal.config.settings")
    execute_from_command_line(["python -m grono.portal", *sys.argv[1:]])


if __name__ == "__main__":
    run()
