"""What every app of the portal has to keep to; each failure says what to do."""

import ast
import copy
import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from grimp import build_graph
from importlinter.configuration import configure
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

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


def readers():
    """Return every file that shows data or takes it in: it reads through the queries of its app, and writes through the actions."""
    api = sorted((PORTAL / "api").rglob("*.py"))
    return sorted({*sources("views"), *sources("pages"), *sources("forms"), *api})


@pytest.mark.parametrize("path", readers(), ids=lambda path: str(path.relative_to(PORTAL)))
def test_what_shows_data_reads_through_queries_only(path):
    attributes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    touched = [node.lineno for node in attributes if node.attr in {"objects", "_default_manager", "_base_manager"}]
    assert not touched, (
        f"{path.name}, lines {touched}: a model's manager is touched. Put a query that takes the reader into queries.py."
    )


def test_source_of_what_shows_data_is_found():
    found = {path.relative_to(PORTAL).parts[:2] for path in readers()}
    assert found >= {
        ("core", "views"),
        ("web", "views.py"),
        ("maps", "pages"),
        ("regions", "pages.py"),
        ("core", "forms.py"),
        ("api", "maps.py"),
    }


@pytest.fixture(scope="module")
def every_import():
    """Return all imports, also those for types only, which lint-imports leaves out."""
    configure()
    return build_graph("grono", include_external_packages=True, exclude_type_checking_imports=False, cache_dir=None)


@pytest.mark.parametrize("kind", [LayersContract, ForbiddenContract])
def test_walls_stand_also_for_imports_for_types_only(every_import, kind):
    settings = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    session = {"root_packages": [settings["root_package"]], "include_external_packages": "true"}
    walls = [wall for wall in settings["contracts"] if wall["type"] == kind.type_name]
    assert walls
    for wall in walls:
        result = kind(name=wall["name"], session_options=session, contract_options=wall).check(
            copy.deepcopy(every_import), verbose=False
        )
        assert result.kept, f"{wall['name']}: {result.metadata}"


@pytest.mark.parametrize("config", OUR_APPS, ids=lambda config: config.label)
def test_models_of_an_app_are_behind_a_wall(config):
    settings = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    walled = {name for wall in settings["contracts"] for name in wall.get("protected_modules", [])}
    assert not any(config.get_models()) or f"{config.name}.models" in walled, (
        f"Add a protected contract for {config.name}.models to pyproject.toml."
    )


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
