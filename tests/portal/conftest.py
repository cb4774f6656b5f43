"""Fixtures of the portal's tests: one person for each role, and clients that are logged in as them."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grono.portal.core.models import RoleAssignment, User
from grono.portal.core.roles import ROLES, VISITOR
from grono.portal.core.visitor import Visitor
from grono.portal.search.columns import forget_columns
from grono.portal.search.remembered import forget_hits

QUERY_COUNTS = Path(__file__).with_name("query_counts.json")
PASSWORD = "a long enough password"  # noqa: S105  (of people who exist only in tests)
GIVEN = [role.name for role in ROLES.values() if role.given]
ALL_ROLES = [VISITOR, *GIVEN]


DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def _meets_the_database(item):
    return item.get_closest_marker("django_db") is not None or bool(DATABASE_FIXTURES & set(item.fixturenames))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leave out what never meets the database, and what is marked ``one_database``."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    here = Path(__file__).parent
    left_out = [
        item
        for item in items
        if here in item.path.parents and (not _meets_the_database(item) or item.get_closest_marker("one_database"))
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def make_user(email, *roles, name="", **fields):
    user = User(email=email, full_name=name or email.split("@")[0].title(), **fields)
    user.set_password(PASSWORD)
    user.save()
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role) for role in roles)
    return user


@dataclass
class People:
    """One person for each role, made when first asked for; ``people.visitor`` is nobody."""

    made: dict = field(default_factory=dict)

    def __getattr__(self, role):
        return self[role]

    def __getitem__(self, role):
        if role == VISITOR:
            return Visitor()
        if role not in GIVEN:
            raise AttributeError(role)
        if role not in self.made:
            self.made[role] = make_user(f"{role}@example.org", role)
        return self.made[role]

    def client(self, role):
        """Return a client logged in as the person with a role."""
        client = Client()
        if not isinstance(self[role], AnonymousUser):
            client.force_login(self[role])
        return client


@pytest.fixture
def people(db):
    return People()


@pytest.fixture(autouse=True)
def _fresh_process():
    """Forget what earlier tests counted towards the rate limits, and what they left of the search in memory."""
    cache.clear()
    forget_columns()
    forget_hits()


@pytest.fixture
def assert_query_count(db):
    """Ask for a page and compare the number of its queries with ``query_counts.json``; returns the answer."""

    def ask(name, client, address, **query):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, query)
        assert response.status_code == 200
        expected = json.loads(QUERY_COUNTS.read_text("utf-8")).get(name)
        statements = "\n".join(entry["sql"][:200] for entry in queries.captured_queries)
        assert len(queries) == expected, (
            f'The page "{name}" makes {len(queries)} queries, tests/portal/query_counts.json says {expected}. '
            f"If that is on purpose, change the number there.\n{statements}"
        )
        return response

    return ask
