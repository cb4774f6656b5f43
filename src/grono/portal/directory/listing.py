"""What the list of the directory shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.language import collation_key
from grono.portal.core.display import Cell, Choice, Column, Facet, Link, Table
from grono.portal.directory import area
from grono.portal.directory.activity import group_label
from grono.portal.directory.further_facets import further_facets
from grono.portal.directory.kinds import Helix, OrganisationType, SizeBand
from grono.portal.directory.wording import (
    activity_text,
    headcount_text,
    helix_label,
    size_label,
    type_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.finding import Found
    from grono.portal.directory.further_facets import FurtherFacet
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording

DIVISIONS_AT_FIRST = 10
"""So many divisions are offered before a section is chosen; the list has 88."""


def address_of(wanted: Wanted, route: str = "directory:list", *arguments: str) -> str:
    """Return the address of a list."""
    query = wanted.query()
    return reverse(route, args=arguments) + (f"?{query}" if query else "")


def facet_titles() -> dict[str, str]:
    """Return the headings of the facets."""
    return {
        "helix": _("Side of the triple helix"),
        "type": _("Type"),
        "voivodeship": _("Voivodeship"),
        "powiat": _("Powiat"),
        "section": _("Section of activities"),
        "division": _("Division of activities"),
        "size": _("Size"),
    }


def value_label(facet: str, value: str, wording: Wording) -> str:
    """Return the word for a value of a facet."""
    if facet == "helix":
        return helix_label(value)
    if facet == "type":
        return type_label(value)
    if facet == "size":
        return size_label(int(value))
    if facet in ("voivodeship", "powiat"):
        return wording.region(value)
    return group_label(value, wording.language, wording.labels)


def facets(wanted: Wanted, counts: dict[str, dict[str, int]], wording: Wording) -> list[Facet]:
    """Return the facets with the values that still have an organisation, and those that are chosen."""
    found = []
    for facet, title in facet_titles().items():
        if facet == "powiat" and not (wanted.voivodeship or wanted.powiat):
            continue
        values, is_short = _offered(facet, wanted, counts)
        if facet == "division" and is_short:
            title = _("Division of activities: the %(number)s most frequent") % {"number": DIVISIONS_AT_FIRST}
        choices = [_choice(facet, value, wanted, counts, wording) for value in values]
        if choices:
            found.append(Facet(title, _in_order(facet, choices, values)))
    return found


def _offered(facet: str, wanted: Wanted, counts: dict[str, dict[str, int]]) -> tuple[list[str], bool]:
    chosen = getattr(wanted, facet)
    values = [value for value, number in counts[facet].items() if number or value in chosen]
    if facet == "powiat":
        inside = tuple(wanted.voivodeship)
        values = [value for value in values if value in chosen or value.startswith(inside)]
    if facet != "division" or wanted.section:
        return values, False
    return _most_frequent({value: counts[facet][value] for value in values}, chosen, DIVISIONS_AT_FIRST)


def _choice(facet: str, value: str, wanted: Wanted, counts: dict[str, dict[str, int]], wording: Wording) -> Choice:
    label = value_label(facet, value, wording)
    href = address_of(wanted.toggled(facet, value))
    return Choice(label, href, counts[facet][value], chosen=value in getattr(wanted, facet))


def _in_order(facet: str, choices: list[Choice], values: list[str]) -> Sequence[Choice]:
    by_value = dict(zip(values, choices, strict=True))
    fixed = {"helix": Helix.values, "type": OrganisationType.values, "size": [str(band) for band in SizeBand.values]}
    if facet in fixed:
        return [by_value[value] for value in fixed[facet] if value in by_value]
    return sorted(choices, key=lambda choice: collation_key(str(choice.label), "pl"))  # also here ł stands after l


def further(wanted: Wanted, counts: dict[str, dict[str, int]], wording: Wording) -> list[Facet]:
    """Return the further facets that have a value, each value by its name."""
    found = []
    for facet in further_facets():
        chosen = wanted.chosen.get(facet.key, ())
        values, is_short = _most_frequent(counts[facet.key], chosen, facet.at_first)
        labels = facet.labels(values, wording.language)
        choices = [
            Choice(
                labels[value],
                address_of(wanted.toggled(facet.key, value)),
                counts[facet.key][value],
                chosen=value in chosen,
            )
            for value in values
            if value in labels
        ]
        if choices and facet.is_listed:
            in_order = sorted(choices, key=lambda one: collation_key(str(one.label), "pl"))
            found.append(Facet(_further_title(facet) if is_short else facet.title, in_order))
    return found


def _further_title(facet: FurtherFacet) -> str:
    return _("%(facet)s: the %(number)s most frequent") % {"facet": facet.title, "number": facet.at_first}


def _most_frequent(counts: Mapping[str, int], chosen: Sequence[str], most: int | None) -> tuple[list[str], bool]:
    """Return the values to offer, at most so many beside those that are chosen, and whether some were left out."""
    values = [value for value, number in counts.items() if number or value in chosen]
    if most is None or len(values) <= most:
        return values, False
    frequent = sorted(values, key=lambda value: (-counts[value], value))[:most]
    return [*frequent, *(value for value in chosen if value not in frequent)], True


def chosen(wanted: Wanted, wording: Wording) -> list[Link]:
    """Return what narrows the list; each link takes one away."""
    links = [Link(text_sought(wanted), address_of(replace(wanted, text="")))] if wanted.text else []
    return links + [
        Link(label, address_of(wanted.toggled(facet, value)))
        for facet, values in chosen_labels(wanted, wording).items()
        for value, label in values.items()
    ]


def text_sought(wanted: Wanted) -> str:
    """Return the words for the text that is looked for."""
    return _("text “%(text)s”") % {"text": wanted.text}


def chosen_labels(wanted: Wanted, wording: Wording) -> dict[str, dict[str, str]]:
    """Return facet → chosen value → its name, also of squares of the map and of further facets."""
    named = {facet.key: facet.labels for facet in further_facets()}
    found = {}
    for facet, values in wanted.chosen.items():
        if facet in named:
            labels = named[facet](values, wording.language)
            found[facet] = {value: labels.get(value, value) for value in values}
        else:
            found[facet] = {value: _own_label(facet, value, wording) for value in values}
    return found


def _own_label(facet: str, value: str, wording: Wording) -> str:
    return area.square_label(value) if facet == area.KEY else value_label(facet, value, wording)


def told(wanted: Wanted, wording: Wording) -> str:
    """Return everything that narrows the list in words, as it stands above its files (DIR-48)."""
    titles = facet_titles() | {one.key: str(one.title) for one in further_facets()}
    parts = [text_sought(wanted)] if wanted.text else []
    for facet, values in chosen_labels(wanted, wording).items():
        names = ", ".join(values.values())
        parts.append(f"{titles[facet]}: {names}" if facet in titles else names)  # a square of the map names itself
    return "; ".join(parts)


def notes(found: Found) -> list[str]:
    """Say how the words met: what was taken for a typing error, that not all words were found, that there was too much to order."""
    hits = found.answer.hits
    if hits is None or not found:
        return []
    said = [
        _("Nothing contains “%(typed)s”; shown is what contains %(words)s.")
        % {"typed": typed, "words": ", ".join(f"“{word}”" for word in _whole(words))}
        for typed, words in hits.corrections.items()
    ]
    if hits.is_relaxed:
        said.append(_("Nothing contains all the words; shown is what contains some of them, the best first."))
    if not hits.is_ordered:
        said.append(_("So much is found that it is not ordered by how well it fits; add a word to the search."))
    return said


def _whole(words: Sequence[str]) -> list[str]:
    """Leave out the stems: beginnings of another of the words."""
    return [word for word in words if not any(other != word and other.startswith(word) for other in words)]


def table(found: Iterable[Profile], wanted: Wanted, wording: Wording) -> Table:
    """Return the organisations of one page."""
    columns = [
        _column(_("Organisation"), "name", wanted),
        Column(_("Type")),
        _column(_("Place"), "place", wanted),
        Column(_("Main activity")),
        _column(_("Headcount"), "size", wanted),
    ]
    return Table(_("Organisations"), columns, [_row(profile, wording) for profile in found], stacked=True)


def _column(label: str, sort: str, wanted: Wanted) -> Column:
    now = {sort: "ascending", f"-{sort}": "descending"}.get(wanted.order, "")
    next_sort = f"-{sort}" if now == "ascending" else sort
    return Column(label, sort_href=address_of(replace(wanted, sort=next_sort)), sorted=now)  # type: ignore[arg-type]


def _row(profile: Profile, wording: Wording) -> list[object]:
    seat, code = profile.seat, profile.main_code
    label = wording.activity(code) if code else None
    about = _("invented example") if profile.is_invented else helix_label(profile.helix)
    year = _("in %(year)s") % {"year": profile.headcount_year} if profile.headcount_year else ""
    return [
        Cell(
            profile.legal_name,
            reverse("directory:organisation", args=[profile.public_id]),
            profile.short_name,
            profile.name_language,
        ),
        Cell(type_label(profile.type), detail=about),
        Cell(seat.place or None, detail=wording.in_voivodeship(seat)) if seat else None,
        Cell(activity_text(label), detail=code.code, language=label.language) if code and label else None,
        Cell(headcount_text(profile, wording.language), detail=year),
    ]


def number_found(number: int) -> str:
    """Return how many organisations were found, in words."""
    return ngettext("%(number)s organisation", "%(number)s organisations", number) % {"number": number}
