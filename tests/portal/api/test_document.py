"""The OpenAPI document is complete, describes everything in both languages, and names what the service answers."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

import grono.portal.api
from grono.portal.api.document import document, parameters_of

API = Path(grono.portal.api.__file__).parent
ENGLISH = document("en")
OPERATIONS = [
    (method, path, operation)
    for path, operations in ENGLISH["paths"].items()
    for method, operation in operations.items()
]
SAME_IN_BOTH = {"Region (NUTS 2)"}


def described(value, place=""):
    """Return place → description of every parameter and every field."""
    found = {}
    if isinstance(value, dict):
        if "description" in value and isinstance(value["description"], str):
            found[place] = value["description"]
        for name, inner in value.items():
            found |= described(inner, f"{place}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found |= described(inner, f"{place}/{number}")
    return found


def test_document_is_openapi_31(client, db):
    answered = client.get(reverse("api:openapi"), HTTP_ACCEPT_LANGUAGE="en").json()
    assert answered["openapi"] == "3.1.0"
    assert answered == ENGLISH
    writing = {path for path, operations in answered["paths"].items() if set(operations) != {"get"}}
    secured = [answered["paths"][path][method] for path in writing for method in set(answered["paths"][path]) - {"get"}]
    assert all(operation["security"] == [{"WriteToken": []}] for operation in secured)


def test_every_field_is_described():
    for name, schema in ENGLISH["components"]["schemas"].items():
        for field, content in schema.get("properties", {}).items():
            assert content.get("description"), f"{name}.{field} has no description."


def test_every_parameter_is_described():
    for method, path, operation in OPERATIONS:
        for parameter in operation["parameters"]:
            text = parameter.get("description") or parameter["schema"].get("description")
            assert text, f"{method} {path}: {parameter['name']} has no description."


def test_everything_that_is_sent_is_described():
    for method, path, operation in OPERATIONS:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            for name, told in content["schema"].get("properties", {}).items():
                assert told.get("description"), f"{method} {path}: {name} has no description."


def test_every_description_is_translated():
    polish = described(document("pl"))
    same = {place: text for place, text in described(ENGLISH).items() if polish[place] == text}
    assert not {text for text in same.values() if len(text.split()) > 1} - SAME_IN_BOTH, same


@pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[f"{method}-{path}" for method, path, _operation in OPERATIONS]
)
def test_every_operation_takes_a_language_and_says_how_it_refuses(method, path, operation):
    statuses = {str(status) for status in operation["responses"]}
    assert "language" in {one["name"] for one in operation["parameters"]}
    assert {"200", "422"} <= statuses
    assert ("404" in statuses) == ("{" in path)
    assert "401" in statuses or method == "get"


def test_every_operation_has_a_name_of_its_own():
    names = [operation["operationId"] for _method, _path, operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_parameters_are_known_by_the_name_of_the_address():
    assert parameters_of("shortlist") == ("language", "limit", "offset", "region", "list")
    assert parameters_of("openapi") == ("language",)
    assert parameters_of("organisation_row") == parameters_of("organisation_row", "PUT") == ("language",)
    assert parameters_of("organisation_row", "DELETE") == ("language", "until")


@pytest.mark.parametrize("path", sorted(API.rglob("*.py")), ids=lambda path: str(path.relative_to(API)))
def test_api_touches_no_models_and_reads_without_actions(path):
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    imported = [
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node not in for_types
    ]
    forbidden = (".models",) if path.parent.name == "acts" else (".models", ".actions")
    assert not [name for name in imported if name.endswith(forbidden) and name.startswith("grono")]
    touched = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert not {"objects", "_default_manager", "save", "delete", "create"} & set(touched)


def test_every_operation_says_how_it_answers_who_asks_too_often():
    for method, path, operation in OPERATIONS:
        answer = operation["responses"]["429"]
        header, schema = answer["headers"]["Retry-After"], answer["content"]["application/json"]["schema"]["$ref"]
        assert header["schema"]["type"] == "integer", f"{method} {path}"
        assert (header["description"], answer["description"]) == (
            "Seconds until one may ask again.",
            "Too many requests in a short time.",
        )
        assert schema.rpartition("/")[2] in ENGLISH["components"]["schemas"]
