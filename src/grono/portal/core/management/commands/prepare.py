from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from grono.messages import GronoError
from grono.portal.core.preparing import before_migrations, prepare_all


class Command(BaseCommand):
    """Brings database, static files and demonstration up to date before the server starts."""

    help = "Back up where that is set up and tables will change, migrate, bring older rows up to date, collect static files that changed, load the demonstration where GRONO_DEMONSTRATION is on."
    requires_system_checks = ()  # they read every page's code; ``script/check`` runs them

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Do what is needed and nothing else."""
        if tables_will_change():
            self._come_before_migrations()
        call_command("migrate", verbosity=0, interactive=False)
        prepare_all()
        if static_files_changed():
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        if settings.DEMONSTRATION:
            call_command("load_demonstration", stdout=self.stdout)

    def _come_before_migrations(self) -> None:
        try:
            for sentence in before_migrations():
                self.stdout.write(sentence)
        except GronoError as error:
            sentence = f"{error} Nothing was migrated."
            raise CommandError(sentence) from error


def tables_will_change() -> bool:
    """Say whether migrations are waiting for a database that already has some; a new one has nothing to lose."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return False
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


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
