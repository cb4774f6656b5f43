from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from grono.portal.core.preparing import prepare_all


class Command(BaseCommand):
    """Brings database, static files and demonstration up to date before the server starts."""

    help = "Migrate, bring older rows up to date, collect static files that changed, load the demonstration where GRONO_DEMONSTRATION is on."
    requires_system_checks = ()  # they read every page's code; ``script/check`` runs them

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Do what is needed and nothing else."""
        call_command("migrate", verbosity=0, interactive=False)
        prepare_all()
        if static_files_changed():
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        if settings.DEMONSTRATION:
            call_command("load_demonstration", stdout=self.stdout)


def static_files_changed() -> bool:
    """Say whether a static file is newer than the collected ones, or one was added or taken away."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    names = set()
    for finder in get_finders():
        for name, storage in finder.list([]):
            names.add(name)
            if Path(storage.path(name)).stat().st_mtime > collected:
                return True
    listed = manifest.read_text("utf-8")
    return any(f'"{name}"' not in listed for name in names)
