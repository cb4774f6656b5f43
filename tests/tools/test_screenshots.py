"""The photographs of pages: what is asked for, and under which name it is kept."""

import sys

from tools import screenshots


def _words(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["screenshots", *words])
    return screenshots.read_words()


def test_without_a_page_it_is_the_pictures_of_the_documentation(monkeypatch):
    assert [shot.name for shot in screenshots.shots_of(_words(monkeypatch))] == ["map.png"]


def test_every_page_is_taken_in_every_way_asked_for(monkeypatch):
    words = _words(
        monkeypatch, "--page", "maps/", "--language", "pl", "--language", "en", "--width", "360", "--width", "1280"
    )
    assert len(screenshots.shots_of(words)) == 4


def test_name_of_the_picture_says_what_is_on_it():
    assert screenshots.Shot("/", "pl", 360, "dark").name == "home-pl-360-dark.png"
    assert screenshots.Shot("maps/?page=2", "en", 1280, "light").name == "maps--page-2-en-1280-light.png"


def test_port_is_free():
    assert 1024 < screenshots.free_port() < 65536
