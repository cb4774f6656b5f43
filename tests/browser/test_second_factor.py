"""The second factor in a browser: a passkey of Chromium's virtual authenticator, an app without JavaScript, axe on every page of it (TRU-8)."""

import base64
import io
import uuid
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override

from tests.browser.pages import follow, violations
from tests.portal.conftest import PASSWORD, make_user
from tests.portal.core.second_factor import code

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def asked():
    with override_settings(SECOND_FACTOR_ROLES=["coordinator"], SECOND_FACTOR_TRIES={300: 100}):
        yield


@pytest.fixture
def somebody(site):
    """Return a coordinator of this test's own, who has no second factor yet."""
    user = make_user(f"{uuid.uuid4().hex}@example.net", "coordinator", name="Zofia Próbna")
    yield user
    Authenticator.objects.filter(user=user).delete()


@contextmanager
def browsing(site, browser, **settings):
    """Open a browser of its own at ``localhost``, where passkeys are offered, and look what it complains about."""
    context = browser.new_context(reduced_motion="reduce", viewport=WIDE, **settings)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield context, page
    assert complaints == []
    context.close()


def at(site, route, language="en"):
    with override(language):
        return site.url.replace("127.0.0.1", "localhost") + reverse(route)


def main(page):
    return page.get_by_role("main")


def log_in(page, site, user, language="en"):
    page.goto(at(site, "account_login", language))
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    follow(main(page).get_by_role("button", name={"en": "Log in", "pl": "Zaloguj się"}[language], exact=True))


def assert_good(page):
    """Look at the page as it stands, wide and narrow."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(WIDE)


def with_device(context, page):
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def test_passkey_is_made_and_logs_in_alone_and_as_second_step(site, browser, asked, somebody):
    with browsing(site, browser) as (context, page):
        log_in(page, site, somebody)
        assert page.url == at(site, "core:second_factor")
        assert_good(page)
        device, identifier = with_device(context, page)
        follow(page.get_by_role("link", name="Add a passkey"))
        assert_good(page)
        assert page.get_by_label("Name of the passkey").input_value() == "Chrome, Linux"
        page.get_by_role("button", name="Make the passkey").click()
        page.wait_for_url(at(site, "core:recovery_codes"))
        assert_good(page)
        made = device.send("WebAuthn.getCredentials", {"authenticatorId": identifier})["credentials"]
        assert [one["isResidentCredential"] for one in made] == [True]
        page.goto(at(site, "account_logout"))
        follow(main(page).get_by_role("button", name="Log out"))
        page.goto(at(site, "account_login"))
        page.get_by_role("button", name="Log in with a passkey").click()
        page.wait_for_url(at(site, "web:home"))
        page.goto(at(site, "account_logout"))
        follow(main(page).get_by_role("button", name="Log out"))
        log_in(page, site, somebody)
        assert page.url == at(site, "mfa_authenticate")
        assert_good(page)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url(at(site, "web:home"))
        page.goto(at(site, "core:recovery_codes"))
        follow(main(page).get_by_role("link", name="A passkey"))
        assert_good(page)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url(at(site, "core:recovery_codes"))


def test_device_that_refuses_is_said_and_nothing_is_sent(site, browser, asked, somebody):
    with browsing(site, browser) as (_context, page):
        log_in(page, site, somebody)
        page.goto(at(site, "core:add_passkey"))
        page.evaluate(
            "() => { navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
        )
        page.get_by_role("button", name="Make the passkey").click()
        alert = main(page).get_by_role("alert")
        alert.filter(has_text="The device has given no passkey").wait_for()
        assert_good(page)
        assert not Authenticator.objects.filter(user=somebody).exists()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_app_is_set_up_and_asked_for_without_javascript(site, browser, asked, somebody, language):
    with browsing(site, browser, java_script_enabled=False) as (_context, page):
        log_in(page, site, somebody, language)
        page.goto(at(site, "core:second_factor_app", language))
        picture = page.locator("main img").get_attribute("src").removeprefix("data:image/svg+xml;base64,")
        assert ET.parse(io.BytesIO(base64.b64decode(picture))).getroot().tag.endswith("svg")  # noqa: S314  (our own)
        key = "".join(page.locator(".code-sample code").inner_text().split())
        page.locator("input[name=code]").fill("12345")
        follow(main(page).locator("form button[type=submit]"))
        assert page.locator(".error-summary a").count() == 1
        page.locator("input[name=code]").fill(code(key))
        follow(main(page).locator("form button[type=submit]"))
        assert page.url == at(site, "core:recovery_codes", language)
        recovery = page.locator(".code-sample code").inner_text().split()
        assert len(recovery) == 10
    with browsing(site, browser) as (_context, page):
        log_in(page, site, somebody, language)
        assert_good(page)
        page.locator("input[name=code]").fill("000000")
        follow(main(page).locator("form button[type=submit]").first)
        assert_good(page)
        page.locator("input[name=code]").fill(recovery[0])
        follow(main(page).locator("form button[type=submit]").first)
        assert page.url == at(site, "web:home", language)
        page.goto(at(site, "core:recovery_codes", language))
        assert_good(page)  # asks once more who it is
        page.locator("input[name=password]").fill(PASSWORD)
        follow(main(page).locator("form button[type=submit]"))
        for route in (
            "core:recovery_codes",
            "core:second_factor",
            "core:remove_second_factor_app",
            "core:new_recovery_codes",
        ):
            page.goto(at(site, route, language))
            assert_good(page)
        page.goto(at(site, "mfa_reauthenticate", language))
        assert_good(page)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_setting_up_is_accessible_and_the_bar_stands_on_other_pages(site, browser, asked, somebody, language):
    with browsing(site, browser) as (_context, page):
        log_in(page, site, somebody, language)
        page.goto(at(site, "core:second_factor_app", language))
        assert_good(page)
        follow(main(page).locator("form button[type=submit]"))
        assert_good(page)
        page.goto(at(site, "web:about", language))
        assert_good(page)
        follow(main(page).locator("section.messages a.button").first)
        assert page.url == at(site, "core:second_factor", language)
