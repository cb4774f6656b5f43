"""One browser, one server and one database for all browser tests; who is logged in is a cookie.

The objects are made once and committed, because the server reads them in its own thread; the database is emptied at the end.
A missing browser is said by name, and fails when CI=true.
"""

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from grono.portal.core.log_ins import RIGHTS
from grono.portal.core.models import User
from grono.portal.core.roles import VISITOR
from grono.portal.core.runs import register_kind
from tests.portal.conftest import People
from tests.portal.routes import all_routes
from tests.portal.samples import QUERIES, SAMPLES

# Playwright keeps an event loop in this thread; the objects of the tests are made beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=30_000)  # as long as every other wait of Playwright: machines are shared and noisy

CHROMIUM = Path(os.environ.get("GRONO_CHROMIUM", "/usr/bin/chromium"))
REAL_DATABASE = settings.DATABASES["default"]["NAME"]
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _browser_is_there():
    if not CHROMIUM.exists():
        sentence = f"Browser tests not run: there is no {CHROMIUM}. Install Debian's chromium or set GRONO_CHROMIUM."
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": FLAGS}


@dataclass
class Site:
    """The running portal: its people, its sample objects and the address of each page.

    ``pages`` remembers which routes are whole pages.
    """

    url: str
    people: People
    made: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)

    def address(self, route, language="pl"):
        """Return the full address of a route's page; its sample objects are made at the first call."""
        if route not in self.made:
            if route not in SAMPLES and "<" in all_routes()[route].pattern:
                pytest.fail(f'The page "{route}" has arguments. Add it to SAMPLES in tests/portal/samples.py.')
            kwargs = SAMPLES.get(route, lambda _people: {})(self.people)
            self.made[route] = kwargs, QUERIES.get(route, lambda _people: {})(self.people)
            self._let_sessions_stand()
        kwargs, query = self.made[route]
        with override(language):
            return self.url + reverse(route, kwargs=kwargs, query=query)

    def cookies(self, role):
        """Return the cookies of someone with a role, logged in once: a page that lists log-ins says the same to every context."""
        if role == VISITOR:
            return []
        if role not in self.sessions:
            client = Client()
            client.force_login(self.people[role])
            self.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
            self._let_sessions_stand()
        session = self.sessions[role]
        return [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}]

    def _let_sessions_stand(self):
        """Note the rights of today: a sample that changes them would give the session a new key, which only one context would learn."""
        for role, key in self.sessions.items():
            session = SessionStore(key)
            session[RIGHTS] = User.objects.get(pk=self.people[role].pk).rights_version
            session.save()


@pytest.fixture(scope="package")
def database(django_db_setup, django_db_blocker):
    """Lend the test database, or make it when no test of this run asked pytest-django for one."""
    with django_db_blocker.unblock():
        made = None
        if settings.DATABASES["default"]["NAME"] == REAL_DATABASE:
            made = setup_databases(verbosity=0, interactive=False)
        yield
        if made is None:
            call_command("flush", interactive=False, verbosity=0)
        else:
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="package")
def site(database):
    register_kind("core.sample", lambda run, progress: None, title="Sample")
    server = LiveServer("127.0.0.1")
    yield Site(server.url, People())
    server.stop()


@pytest.fixture(scope="package")
def contexts(browser, site):
    """Return a browser context for a role and further settings, made once for each."""
    made = {}

    def context(role=VISITOR, **settings_of_context):
        key = (role, repr(sorted(settings_of_context.items())))
        if key not in made:
            made[key] = browser.new_context(reduced_motion="reduce", **settings_of_context)
            made[key].add_cookies(site.cookies(role))
        return made[key]

    yield context
    for each in made.values():
        each.close()


@dataclass
class Watched:
    """A page with everything it complained about and everything it asked for."""

    page: object
    complaints: list = field(default_factory=list)
    requests: list = field(default_factory=list)


@pytest.fixture(scope="package")
def idle(contexts):
    """Keep pages for the next test: a new one is a new window, which costs more than most pages."""
    return defaultdict(list)


@pytest.fixture
def watch(contexts, idle):
    """Return a function that lends a page and listens to it."""
    lent = []

    def lend(role=VISITOR, **settings_of_context):
        context = contexts(role, **settings_of_context)
        watched = Watched(idle[context].pop() if idle[context] else context.new_page())
        page = watched.page
        listeners = {
            "console": lambda message: message.type == "error" and watched.complaints.append(message.text),
            "pageerror": lambda error: watched.complaints.append(str(error)),
            "request": lambda request: watched.requests.append(request.url),
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        lent.append((context, page, page.viewport_size, listeners))
        return watched

    yield lend
    for context, page, size, listeners in lent:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.goto("about:blank")
        if page.viewport_size != size:
            page.set_viewport_size(size)
        idle[context].append(page)
