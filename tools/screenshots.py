"""Photograph pages of the portal on a fresh database with the demonstration.

``script/screenshots`` makes the pictures of the documentation in ``docs/images``; ``--page`` (repeatable), ``--language``, ``--width``,
``--scheme`` and ``--role`` photograph anything else. A page is written without its language: ``maps/``.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("GRONO_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHTS = {360: 740}
"""Height of the window for a width; others are 800 high."""


@dataclass(frozen=True)
class Shot:
    """One photograph; ``follow`` is the link of the page that leads to what is photographed, ``file`` a name of its own."""

    page: str
    language: str = "en"
    width: int = 1280
    scheme: str = "light"
    follow: str = ""
    file: str = ""
    height: int = 0

    @property
    def name(self) -> str:
        """Return the file's name, made from what is on the picture."""
        if self.file:
            return self.file
        words = self.page.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home"
        return f"{words}-{self.language}-{self.width}-{self.scheme}.png"


DOCUMENTATION = (Shot("maps/", follow="main h3 a, main tbody a", file="map.png", height=1500),)
"""The pictures of the documentation: the first published map of the demonstration, for the README."""


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def portal(environment: dict[str, str], *words: str) -> None:
    """Run a command of the portal and stop when it fails."""
    command = [sys.executable, "-m", "grono.portal", *words]
    subprocess.run(command, env=environment, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit("The server stopped before it answered.")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  (our own loopback address)
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"The server did not answer within {seconds:.0f} s.")


@contextmanager
def running_portal(folder: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Run the portal with the demonstration on a fresh database; yield its address and its environment."""
    environment = {
        **os.environ,
        "GRONO_DATA_DIR": folder,
        "GRONO_DATABASE": "",
        "GRONO_DEMONSTRATION": "yes",
        "GRONO_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }
    for words in (["migrate"], ["collectstatic", "--noinput"], ["load_demonstration"]):
        portal(environment, *words)
    port = free_port()
    serve = ["-m", "waitress", f"--listen=127.0.0.1:{port}", "grono.portal.config.wsgi:application"]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, *serve], env=environment, cwd=REPOSITORY) as server:  # noqa: S603
        try:
            wait_for(f"{address}/pl/", server)
            yield address, environment
        finally:
            server.terminate()


def session_of(role: str, environment: dict[str, str]) -> str:
    """Return a session key of the invented person with a role, made without the log-in page."""
    program = (
        "import sys, django; django.setup()\n"
        "from django.contrib.auth import get_user_model, login\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "from django.http import HttpRequest\n"
        "from grono.portal.core import demonstration\n"
        "request = HttpRequest(); request.session = SessionStore()\n"
        "user = get_user_model().objects.get(email=demonstration.address_of(sys.argv[1]))\n"
        "login(request, user, backend='grono.portal.core.accounts.PortalBackend')\n"
        "request.session.save(); print(request.session.session_key)\n"
    )
    command = [sys.executable, "-c", program, role]
    done = subprocess.run(command, env=environment, cwd=REPOSITORY, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip().splitlines()[-1]


def photograph(browser: Browser, address: str, shot: Shot, words: argparse.Namespace, session: str) -> Path:
    """Photograph one page into the folder."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height or HEIGHTS.get(shot.width, 800)},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale=shot.language,
        reduced_motion="reduce",
    )
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/{shot.language}/{shot.page.lstrip('/')}", wait_until="load")
    if shot.follow:
        page.locator(shot.follow).first.click()
        page.wait_for_load_state("load")
    path: Path = words.out / shot.name
    page.screenshot(path=str(path), full_page=not (words.window or shot.file))
    context.close()
    return path


def read_words() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "images")
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--width", action="append", type=int, default=[])
    parser.add_argument("--scheme", action="append", choices=["light", "dark"], default=[])
    parser.add_argument("--role", default="", help="photograph as the invented person with this role")
    parser.add_argument("--window", action="store_true", help="only what the window shows, not the whole page")
    parser.add_argument("--address", default="", help="photograph a portal that already runs there")
    return parser.parse_args()


def shots_of(words: argparse.Namespace) -> list[Shot]:
    """Return what is to be photographed; without any page, the pictures of the documentation."""
    if not words.page:
        return list(DOCUMENTATION)
    return [
        Shot(page, language, width, scheme)
        for page in words.page
        for language in words.language or ["en"]
        for width in words.width or [1280]
        for scheme in words.scheme or ["light"]
    ]


def take(address: str, words: argparse.Namespace, session: str) -> None:
    """Take all photographs from one address."""
    words.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for shot in shots_of(words):
            print(photograph(browser, address, shot, words, session))
        browser.close()


def main() -> None:
    """Photograph the pages named on the command line."""
    words = read_words()
    if words.address:
        take(words.address, words, "")
        return
    with (
        tempfile.TemporaryDirectory(prefix="grono-screenshots-", ignore_cleanup_errors=True) as folder,
        running_portal(folder) as (address, environment),
    ):
        take(address, words, session_of(words.role, environment) if words.role else "")


if __name__ == "__main__":
    main()
