"""Random contents sent to every operation that writes: no failure, only answers that the document names, and all or nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.portal.api.acts.operations import ACTS
from grono.portal.api.document import document
from grono.portal.core.actions import make_token
from grono.portal.core.models import AuditEntry
from tests.portal.api.bodies import BODIES, MADE
from tests.portal.api.test_pages_and_operations import PAGES
from tests.portal.samples import POSTS, SAMPLES

PATHS = document("en")["paths"]
SCHEMAS = document("en")["components"]["schemas"]
ODD = st.text(max_size=12) | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False)
VALUES = ODD | st.lists(ODD, max_size=3) | st.just("2026-01-10") | st.dictionaries(st.text(max_size=3), ODD, max_size=2)
WORKERS = ("coordinator", "member", "administrator")


@st.composite
def contents(draw, fields, right):
    """Return some right and some odd values for some fields, and now and then what is no object at all."""
    if draw(st.integers(0, 14)) == 0:
        return draw(st.sampled_from(['"', "[]", "7", '{"a": NaN', "null"]))
    content = {name: value for name, value in right.items() if draw(st.integers(0, 3))}
    names = st.sampled_from(sorted(fields)) if fields else st.nothing()
    odd = draw(st.dictionaries(names | st.text(max_size=8), VALUES, max_size=2))
    return content | odd if draw(st.booleans()) else content


def documented(operation, status):
    """Return the fields that the document promises for an answer."""
    content = operation["responses"][str(status)]["content"]["application/json"]
    return set(SCHEMAS[content["schema"]["$ref"].rpartition("/")[2]]["properties"])


@pytest.mark.parametrize("act", [act for act in ACTS if act.page in PAGES], ids=lambda act: act.page)
def test_random_contents_get_a_documented_answer(act, people):
    operation = PATHS[f"/api/v1{act.path}"][act.method.lower()]
    sample = MADE.get(act.page, SAMPLES.get(act.page, lambda _people: {}))(people)
    address = "/api/v1" + act.path.format(**sample)
    tokens = [make_token(by=people[role], name="test", scope="write") for role in WORKERS]
    right = BODIES.get(act.page, POSTS.get(act.page, lambda _people: {}))(people)
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    right = {name: value for name, value in right.items() if not isinstance(value, SimpleUploadedFile)}

    @settings(
        max_examples=4,
        deadline=timedelta(seconds=20),  # generous: the machine may be busy; what hangs is found all the same
        derandomize=True,
    )
    @given(content=contents(sent.get("properties", {}), right), token=st.sampled_from([tokens[0], *tokens]))
    def send(content, token):
        with transaction.atomic():
            before = AuditEntry.objects.count()
            answer = getattr(Client(), act.method.lower())(
                address, content, content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {token}"
            )
            after = AuditEntry.objects.count()
            transaction.set_rollback(True)
        cache.clear()
        assert str(answer.status_code) in operation["responses"], content
        allowed = documented(operation, answer.status_code)
        assert set(answer.json()) <= allowed or set(answer.json()) == {"message", "code"}
        assert answer.status_code == 200 or after == before, "A refused act has left a trace."

    send()
