"""From the pages of a map to the directory: only where somebody would be found."""

import re

import pytest

from grono.portal.directory.actions import set_visibility
from grono.portal.directory.activity import read_code
from grono.portal.directory.kinds import Rung
from grono.portal.maps.pages.organisations import links_of_industry, links_of_region
from tests.portal.directory.factories import LODZ, MACHINES, make_organisation
from tests.portal.maps.factories import make_drawn

LINK = re.compile(r'<a href="(/en/directory/[?][^"]*)">([^<]*)</a>')


class FewResults:
    """As much of the results of a map as the links ask for."""

    def __init__(self, *regions, scheme="teryt", classification="nace2", industry="10.51", industry_class="10.51"):
        self.record = {"classification": classification, "region_scheme": {"kind": scheme}}
        self.regions = dict.fromkeys(regions)
        self.industries = {industry: {"industry_class": industry_class}}


def page(people, *, view, code, role="visitor"):
    map_ = make_drawn(people.analyst, published=True)
    shown = people.client(role).get(f"/en/maps/{map_.public_id}/{view}/{code}/").content.decode()
    return [(href.replace("&amp;", "&"), words) for href, words in LINK.findall(shown)]


def test_line_of_a_region_leads_to_the_organisations_of_its_division_there(people):
    make_organisation("First")
    make_organisation("Second")
    make_organisation("Elsewhere", seat=LODZ)
    make_organisation("Other division", codes=(MACHINES,))
    links = page(people, view="regions", code="20")
    assert ("/en/directory/?voivodeship=20&division=10", "2 organisations in division 10") in links
    shown = people.client("visitor").get(links[0][0]).content.decode()
    assert ("First" in shown, "Second" in shown, "Elsewhere" in shown) == (True, True, False)


def test_region_of_an_industry_leads_to_the_organisations_of_its_division_there(people):
    make_organisation("First")
    assert page(people, view="industries", code="10.51") == [
        ("/en/directory/?voivodeship=20&division=10", "1 organisation in division 10")
    ]


@pytest.mark.parametrize(("view", "code"), [("regions", "20"), ("industries", "10.51")])
def test_without_organisations_there_is_no_column(people, view, code):
    map_ = make_drawn(people.analyst, published=True)
    make_organisation("Elsewhere", seat=LODZ)
    shown = people.client("visitor").get(f"/en/maps/{map_.public_id}/{view}/{code}/").content.decode()
    assert "In the directory" not in shown


@pytest.mark.parametrize(("view", "code"), [("regions", "20"), ("industries", "10.51")])
def test_who_may_not_see_the_activity_gets_no_link(people, view, code):
    quiet = make_organisation("Quiet")
    set_visibility(by=people.administrator, organisation=quiet, rungs={"activity": Rung.REGISTERED})
    assert page(people, view=view, code=code) == []
    assert len(page(people, view=view, code=code, role="member")) == 1


@pytest.mark.parametrize(
    "results",
    [
        FewResults("20", scheme="plain"),
        FewResults("PL91", scheme="nuts"),
        FewResults("2061011"),
        FewResults("20", classification="naics"),
        FewResults("20", classification="none"),
        FewResults("20", classification="nace21"),
        FewResults("20", industry="C", industry_class="C"),
    ],
)
def test_codes_that_mean_something_else_lead_nowhere(people, results):
    make_organisation("First")
    region, industry = next(iter(results.regions)), next(iter(results.industries))
    assert links_of_region(results, region, people.visitor).column([industry]) == []
    assert links_of_industry(results, industry, people.visitor).column([region]) == []


@pytest.mark.parametrize(
    ("results", "region", "query"),
    [
        (FewResults("PL84", scheme="nuts"), "PL84", "voivodeship=20&division=10"),
        (FewResults("2061"), "2061", "powiat=2061&division=10"),
        (FewResults("20", classification="pkd2025"), "20", "voivodeship=20&division=2.1-10"),
    ],
)
def test_other_writings_of_regions_and_codes(people, results, region, query):
    make_organisation("First")
    make_organisation("Newer", codes=(read_code("pkd2025", "10.51.Z", is_main=True),))
    links = links_of_industry(results, "10.51", people.visitor).cell(region)
    assert links.href.endswith(f"?{query}")
    assert links == links_of_region(results, region, people.visitor).cell("10.51")
    assert links.value == "1 organisation in division 10"


@pytest.mark.parametrize("view", ["shortlist/", "regions/20/"])
def test_who_brings_organisations_in_goes_from_the_shortlist_to_the_firms(people, view):
    map_ = make_drawn(people.analyst, published=True)
    address = f"/en/maps/{map_.public_id}/{view}"
    shown = people.client("coordinator").get(address).content.decode().replace("&amp;", "&")
    links = re.findall(r'<a href="(/en/intake/firms/[?][^"]*)">', shown)
    assert "/en/intake/firms/?code=10.51&system=nace2&region=20" in links
    assert all(people.client("coordinator").get(link).context["wanted"] for link in links[:2])
    assert "/intake/firms/" not in people.client("analyst").get(address).content.decode()
