"""Lists on their pages: uploaded, mapped, all problems at once, also as a file (DIR-21, DIR-22)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.portal.core.runs import perform
from grono.portal.directory.models import Organisation
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.models import Import, Mapping
from tests.portal.intake.factories import LIST, applied, checked

pytestmark = pytest.mark.django_db


def run_of(one):
    perform.func(one.run.public_id)
    return Import.objects.get(pk=one.pk)


def test_list_goes_all_the_way(people):
    client = people.client("coordinator")
    file = SimpleUploadedFile("firmy.csv", LIST.encode())
    form = {"file": file, "source": "Spis próbny", "as_of": "2026-10-01"}
    response = client.post(reverse("intake:upload"), form)
    one = Import.objects.get()
    assert response.url == reverse("intake:columns", args=[one.public_id])
    page = client.get(response.url).content.decode()
    assert "Huta Zmyślona" in page
    columns = {f"column_{key}": column for key, column in one.columns.items()}
    response = client.post(
        response.url, columns | {"code_system": "pkd2007", "default_type": "firm", "save_as": "Izba"}
    )
    assert "/runs/" in response.url
    assert Mapping.objects.get().options["code_system"] == "pkd2007"
    one = run_of(Import.objects.get())
    assert one.state == ImportState.CHECKED
    client.post(reverse("intake:apply", args=[one.public_id]))
    assert run_of(Import.objects.get()).state == ImportState.APPLIED
    assert Organisation.objects.count() == 2
    page = client.get(reverse("intake:import", args=[one.public_id])).content.decode()
    assert reverse("intake:undo", args=[one.public_id]) in page


def test_problems_stand_on_the_page_and_in_the_file(people):
    one = checked(people, LIST.replace("972-123-73-17", "9,72E+09").replace("Huta", "=Huta"))
    page = people.client("coordinator").get(reverse("intake:import", args=[one.public_id])).content.decode()
    assert "9,72E+09" in page
    assert reverse("intake:apply", args=[one.public_id]) not in page
    content = people.client("coordinator").get(reverse("intake:problems", args=[one.public_id, "csv"])).content.decode()
    assert "'=Huta Zmyślona" in content
    assert "9,72E+09" in content.splitlines()[1]
    assert (
        people.client("coordinator").get(reverse("intake:problems", args=[one.public_id, "xlsx"])).content[:2] == b"PK"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", b"only one column\n1\n"])
def test_what_is_no_list_is_refused_with_a_sentence(people, content):
    form = {"file": SimpleUploadedFile("../x.xlsx", content), "source": "x", "as_of": "2026-10-01"}
    response = people.client("coordinator").post(reverse("intake:upload"), form)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Import.objects.exists()


def test_taking_back_says_first_what_happens(people):
    one = applied(people)
    client = people.client("coordinator")
    page = client.get(reverse("intake:undo", args=[one.public_id])).content.decode()
    assert "Huta Zmyślona" in page
    client.post(reverse("intake:undo", args=[one.public_id]))
    assert not Organisation.objects.exists()


def test_every_kind_of_problem_has_a_name():
    import re
    from pathlib import Path

    import grono.sources.organisation_files as package
    from grono.portal.intake.kinds import PROBLEM_TITLES

    source = "".join(path.read_text() for path in Path(package.__file__).parent.glob("*.py"))
    codes = set(re.findall(r'(?:RowProblem|Refusal)\(\s*"([a-z-]+)"', source)) | {
        f"not-{one}" for one in ("nip", "regon", "krs", "vat", "lei")
    }
    assert codes <= set(PROBLEM_TITLES)
    assert len(codes) > 30
