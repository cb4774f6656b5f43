"""What every app of the portal has to keep to; each failure says what to do."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

import grono.portal
from grono.portal.core.audit import all_verbs
from grono.portal.core.permissions import all_permissions
from grono.portal.core.roles import ROLES

PORTAL = Path(grono.portal.__file__).parent
DOCS = Path(__file__).resolve().parents[2] / "docs"
OUR_APPS = [config for config in apps.get_app_configs() if config.name.startswith("grono.portal.")]


def sources(name):
    """Return every file of the modules of this name, also where a module has become a package."""
    return sorted([*PORTAL.glob(f"*/{name}.py"), *PORTAL.glob(f"*/{name}/**/*.py")])


@pytest.mark.parametrize("path", sources("views"), ids=lambda path: str(path.relative_to(PORTAL)))
def test_view_reads_through_queries_only(path):
    attributes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    touched = [node.lineno for node in attributes if node.attr in {"objects", "_default_manager", "_base_manager"}]
    assert not touched, (
        f"{path.name}, lines {touched}: a view touches a model's manager. Put a query that takes the reader into queries.py."
    )


def test_source_of_views_is_found():
    assert {path.relative_to(PORTAL).parts[0] for path in sources("views")} >= {"core", "web"}


def test_no_migration_is_missing(db):
    printed = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=printed)
    except SystemExit:
        pytest.fail(f"Run python -m grono.portal makemigrations:\n{printed.getvalue()}")


@pytest.mark.parametrize("config", OUR_APPS, ids=lambda config: config.label)
def test_permission_and_verb_begin_with_their_app(config):
    named = {name for name in [*all_permissions(), *all_verbs()] if name.startswith(f"{config.label}.")}
    assert all(re.fullmatch(rf"{config.label}\.[a-z][a-z_]*", name) for name in named)


def test_every_permission_and_verb_belongs_to_an_app():
    labels = {config.label for config in OUR_APPS}
    strangers = [name for name in [*all_permissions(), *all_verbs()] if name.partition(".")[0] not in labels]
    assert not strangers


def test_every_permission_and_role_is_explained():
    text = (DOCS / "reference" / "roles-and-permissions.md").read_text("utf-8")
    missing = [name for name in [*all_permissions(), *ROLES] if f"`{name}`" not in text]
    assert not missing, f"Explain these in docs/reference/roles-and-permissions.md: {', '.join(missing)}"


def test_every_explained_permission_exists():
    text = (DOCS / "reference" / "roles-and-permissions.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([a-z]+\.[a-z_]+)`", text, re.MULTILINE))
    assert explained == set(all_permissions()), "docs/reference/roles-and-permissions.md explains what does not exist."


@pytest.mark.parametrize("path", sources("actions"), ids=lambda path: str(path.relative_to(PORTAL)))
def test_action_takes_keywords_only_and_says_who(path):
    tree = ast.parse(path.read_text("utf-8"))
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")):
        names = {argument.arg for argument in function.args.kwonlyargs}
        assert not function.args.args, f"{path}: {function.name} takes positional arguments."
        # The worker's acts take the run, whose owner is the one who acts.
        assert names & {"by", "run"}, f"{path}: {function.name} does not take by=."
