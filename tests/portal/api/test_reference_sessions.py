"""The sessions of the reference run: each line of ``sh`` is replayed against the portal, as a coordinator with a token that may write."""

import json
import re
import shlex
from functools import reduce
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grono.portal.core.actions import make_token
from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.core.runs import claim, execute
from tests.portal.directory.factories import make_organisation
from tests.portal.intake.factories import LIST

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"
BASE = "http://127.0.0.1:8000"
ASKS_OUTSIDE = {"intake.ask_registers"}
"""Work that asks a register over the network; here it waits."""


def lines():
    text = REFERENCE.read_text("utf-8").partition("## Seven sessions")[2]
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks[1:] for line in block.splitlines() if line.strip()]


def words_of(command, variables):
    replaced = re.sub(r"\$(\w+)", lambda found: variables[found.group(1)], command)
    return shlex.split(replaced)


def request_of(words):
    """Return method, address, JSON and form of a call of curl."""
    method, address, body, form = "GET", "", None, {}
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-d":
            body = next(rest)
        elif word == "-F":
            name, _equals, value = next(rest).partition("=")
            form[name] = SimpleUploadedFile(value[1:], LIST.encode()) if value.startswith("@") else value
        elif word == "-o":
            next(rest)
        else:
            address = word.removeprefix(BASE)
    return ("POST" if form else method), address, body, form


def picked(answer, path):
    """Return what ``jq -r`` picks."""
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", path)
    return reduce(lambda value, step: value[step[0]] if step[0] else value[int(step[1])], steps, answer)


def work_off():
    for run in BackgroundRun.objects.filter(state=RunState.WAITING).exclude(kind__in=ASKS_OUTSIDE):
        execute(claim(run.public_id))


@pytest.fixture
def say(people):
    """Return a function that replays one line, and the variables of the shell."""
    token = make_token(by=people.coordinator, name="test", scope="write")
    variables = {"GRONO": f"{BASE}/api/v1"}

    def replay(line):
        assigned = re.fullmatch(r"(\w+)=\$\((.*) \| jq -r (\S+)\)", line)
        command = assigned.group(2) if assigned else line
        method, address, body, form = request_of(words_of(command, variables))
        sent = {"data": form} if form else {"data": body or "{}", "content_type": "application/json"}
        sent = {} if method in {"GET", "DELETE"} else sent
        work_off()
        answer = getattr(Client(), method.lower())(address, HTTP_AUTHORIZATION=f"Bearer {token}", **sent)
        assert answer.status_code == 200, (line, answer.content.decode()[:500])
        if assigned:
            variables[assigned.group(1)] = picked(json.loads(answer.content), assigned.group(3))
        return answer

    return replay


def test_sessions_of_the_reference_run_as_they_stand(say, mailoutbox):
    make_organisation("Mleczarnia Pytana")
    said = [(line, say(line)) for line in lines()]
    assert len(said) > 40
    zipped = next(answer for line, answer in said if line.endswith("/zip"))
    assert zipped.content.startswith(b"PK")
    rows = next(answer for line, answer in said if line.endswith("rows?outcome=created"))
    assert rows.json()["count"] == 2
    runs = [answer.json() for line, answer in said if line.endswith("/runs/$RUN")]
    assert [run["state"]["key"] for run in runs] == ["done"] * len(runs)
