"""Samples for the sweep of routes."""

from grono.portal.core.runs import claim
from grono.portal.core.session_actions import begin_session
from grono.portal.privacy import actions
from grono.portal.privacy.exporting import path_of
from grono.portal.privacy.links import token_for
from grono.portal.privacy.proving import note_access_request, rights_token
from grono.portal.privacy.subjects import subject_of


def _archive(people):
    run = actions.ask_for_everything(by=people.member, subject=subject_of(people.member))
    claim(run.public_id)
    path = path_of(run.public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK")
    return {"public_id": run.public_id}


def _person(people):
    """Return somebody for an administrator whose declared session runs; outside one see test_declared_sessions."""
    begin_session(by=people.administrator, reason="request on paper of 3 May")
    return {"public_id": people.member.public_id}


def _access(people):
    begin_session(by=people.administrator, reason="request on paper of 3 May")
    return {"public_id": note_access_request(by=None, email=people.member.email, language="pl").public_id}


SAMPLES = {
    "privacy:access": _access,
    "privacy:archive": _archive,
    "privacy:linked": lambda people: {"token": token_for(people.member.public_id)},
    "privacy:rights": lambda people: {"token": rights_token(people.member.public_id)},
    "privacy:note_request": lambda people: {"public_id": people.member.public_id},
    "privacy:send_link": lambda people: {"public_id": people.member.public_id},
    "privacy:person": _person,
}

_YES = {"purpose": "publish_person", "answer": "yes"}

POSTS = {
    "privacy:access": lambda people: {"person": "nobody"},
    "privacy:consent": lambda people: _YES,
    "privacy:linked": lambda people: _YES,
    "privacy:note_request": lambda people: {"asked_on": "2026-01-05"},
}
