import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.portal.strategies.models import CardImport, CardState, Strategy, StrategyState, TaskCard
from grono.strategy import card_text_of
from tests.portal.strategies.factories import SOURCE, TEXT, make_card, make_import

pytestmark = pytest.mark.django_db
BYTES = TEXT.encode()
IMPORT = "/en/strategies/import/"


@pytest.fixture
def editor(people):
    return people.client("editor")


def upload(client, data=BYTES, **fields):
    fields = {"language": "pl", "source": SOURCE, **fields}
    if data is not None:
        fields["file"] = SimpleUploadedFile("karta.txt", data)
    return client.post(IMPORT, fields)


def test_card_and_other_fields_are_judged_at_once(editor):
    page = upload(editor, TEXT.replace("20/20% -", "20/20%").encode(), source="").content.decode()
    assert "a stage with 2 cells, one for each year" in page
    assert "Name the source: a new strategy needs one." in page
    assert not CardImport.objects.exists()


def test_upload_preview_confirm(editor):
    answer = upload(editor, jst_teryt="3063")
    html = editor.get(answer["Location"]).content.decode()
    assert "identical to the byte: yes" in html
    assert "ending shared by all bodies" in html
    assert "2 stages, 2 bodies, 2 indicators, 2 sources of money" in html
    stored = editor.post(answer["Location"], follow=True).content.decode()
    card = TaskCard.objects.get()
    assert card.strategy.jst_teryt == "3063"
    assert stored.count("The task card is stored.") == 1
    assert "TaskCard(" not in stored


def test_pasted_text_is_read_as_it_is(editor):
    answer = upload(editor, None, text=TEXT.replace("\n", "\r\n"))
    assert answer.status_code == 302
    assert CardImport.objects.get().byte_count == len(TEXT.encode())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (bytes(range(256)) * 20, "The file is not plain text"),
        (TEXT.replace("20/20% -", "20/20%").encode(), "a stage with 2 cells, one for each year"),
        ((TEXT + "\n" + TEXT).encode(), "The text seems to hold 2 task cards"),
        (b"a,b\n1,2\n", "None of the headings of a task card was found"),
        (b"x" * 200_001, "a task card has at most 200 kB"),
    ],
)
def test_bad_file_says_what_is_wrong_and_stores_nothing(editor, data, sentence):
    answer = upload(editor, data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "<title>Error: " in " ".join(answer.content.decode().split())
    assert not CardImport.objects.exists()


def test_windows_1250_is_read_and_given_back(editor):
    data = TEXT.replace("\n", "\r\n").encode("cp1250")
    editor.post(upload(editor, data)["Location"])
    card = TaskCard.objects.get()
    assert editor.get(reverse("strategies:card_file", args=[card.public_id])).content == data


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"data": None}, "file", "Choose a file, or paste the text below."),
        ({"text": TEXT}, "text", "There is a file and a text. Leave one of them out."),
        ({"source": "  "}, "source", "Name the source: a new strategy needs one."),
        ({"jst_teryt": "306"}, "jst_teryt", "“306” is not a TERYT code."),
        ({"data": None, "text": "x" * 200_001}, "text", "The text is longer than 200 kB."),
    ],
)
def test_form_says_what_is_missing(editor, fields, field, sentence):
    errors = upload(editor, **fields).context["form"].errors
    assert errors[field][0].startswith(sentence)


def test_import_into_a_strategy_tells_what_it_replaces(editor):
    former = make_card()
    assert f'value="{former.strategy.public_id}" selected' in editor.get(
        IMPORT, {"strategy": former.strategy.public_id}
    ).content.decode().replace("  ", " ")
    answer = upload(editor, TEXT.replace("20/20%", "10/20%").encode(), strategy=former.strategy.public_id, source="")
    html = editor.get(answer["Location"]).content.decode()
    assert "Storing this one replaces it" in html
    editor.post(answer["Location"])
    former.refresh_from_db()
    assert former.state == CardState.REPLACED


def test_preview_warns(editor):
    card = make_card()
    answer = upload(editor, strategy=card.strategy.public_id, source="")
    assert "There is nothing to store." in editor.get(answer["Location"]).content.decode()
    refused = editor.post(answer["Location"], follow=True).content.decode()
    assert "Nothing was changed." in refused
    other = TEXT.replace("Strategia Grodu", "Strategia Lasu")
    answer = upload(editor, other.encode(), strategy=card.strategy.public_id, source="")
    assert "names another strategy" in editor.get(answer["Location"]).content.decode()
    answer = upload(editor)
    assert "already a strategy of this title" in editor.get(answer["Location"]).content.decode()


def test_waiting_card_is_discarded(editor):
    address = upload(editor)["Location"]
    assert "was not stored" in editor.post(f"{address}discard/", follow=True).content.decode()
    assert not CardImport.objects.exists()


def test_cell_is_split_by_a_person(editor, people):
    waiting = make_import(people.editor)
    address = reverse("strategies:import_split", args=[waiting.public_id, "indicator", 1])
    assert "Gotowy  |  projekt Urząd" in editor.get(address).content.decode()
    refused = editor.post(address, {"place": "Nic"})
    assert refused.context["form"].errors["place"]
    preview = editor.post(address, {"place": "Gotowy"}, follow=True).content.decode()
    assert "split by a person" in preview
    assert CardImport.objects.get().read().rows[0][1].source_text == "projekt Urząd"


def test_cell_that_is_not_there_is_not_found(editor, people):
    waiting = make_import(people.editor)
    assert editor.get(reverse("strategies:import_split", args=[waiting.public_id, "body", 9])).status_code == 404


def test_card_is_removed_after_asking_and_brought_back(editor, client):
    card = make_card()
    address = f"/en/strategies/cards/{card.public_id}/"
    assert "Do you want" in editor.get(f"{address}remove/").content.decode()
    assert "You can bring it back on this page." in editor.post(f"{address}remove/", follow=True).content.decode()
    assert client.get(address).status_code == 404
    assert "Removed and replaced cards" in editor.get(f"/en/strategies/{card.strategy.public_id}/").content.decode()
    assert "is back in its strategy" in editor.post(f"{address}restore/", follow=True).content.decode()
    assert client.get(address).status_code == 200


def test_strategy_is_published_withdrawn_removed_brought_back(editor, client):
    strategy = make_card(state=StrategyState.DRAFT).strategy
    address = f"/en/strategies/{strategy.public_id}/"
    assert client.get(address).status_code == 404
    editor.post(f"{address}publish/")
    assert client.get(address).status_code == 200
    assert "Do you want" in editor.get(f"{address}withdraw/").content.decode()
    editor.post(f"{address}withdraw/")
    assert client.get(address).status_code == 404
    assert "Do you want" in editor.get(f"{address}remove/").content.decode()
    assert "bring it back" in editor.post(f"{address}remove/", follow=True).content.decode()
    for refused in ("publish", "withdraw"):
        assert "Bring it back first" in editor.post(f"{address}{refused}/", follow=True).content.decode()
    assert "as a draft" in editor.post(f"{address}restore/", follow=True).content.decode()


def test_card_of_a_removed_strategy_stays_where_it_is(editor):
    card = make_card(state=StrategyState.REMOVED)
    card.state = CardState.REMOVED
    card.save()
    answer = editor.post(f"/en/strategies/cards/{card.public_id}/restore/", follow=True)
    assert "Bring it back first" in answer.content.decode()


def test_cell_with_a_line_break_is_split_by_it(editor, people):
    text = TEXT.replace("Szkoła Druga udział", "Szkoła Druga\nudział")
    waiting = make_import(people.editor, text)
    assert str(waiting) == "karta.txt"
    assert "given by the line break" in editor.get(f"{IMPORT}{waiting.public_id}/").content.decode()
    assert editor.get(reverse("strategies:import_split", args=[waiting.public_id, "body", 2])).status_code == 404


def test_file_comes_back_when_the_source_was_missing(editor):
    data = TEXT.replace("\n", "\r\n").encode("cp1250")
    answer = upload(editor, data, source=" ")
    form = answer.context["form"]
    assert "Name the source: a new strategy needs one." in form.errors["source"]
    assert form["file"].help_text.startswith("“karta.txt” is kept")
    again = {"language": "pl", "source": SOURCE, "kept": form["kept"].value()}
    editor.post("/en/strategies/import/", again, follow=True)
    waiting = CardImport.objects.get()
    assert (waiting.sha256, waiting.file_name) == (hashlib.sha256(data).hexdigest(), "karta.txt")


def test_pasted_text_wins_over_a_kept_file_and_a_forged_one_is_none(editor):
    kept = upload(editor, source="").context["form"]["kept"].value()
    other = TEXT.replace("Inkubator", "Inny")
    fields = {"language": "pl", "source": SOURCE, "text": other, "kept": kept}
    answer = editor.post("/en/strategies/import/", fields, follow=True)
    assert "Inny" in answer.content.decode()
    answer = editor.post("/en/strategies/import/", {"language": "pl", "source": SOURCE, "kept": f"{kept}x"})
    assert answer.context["form"].errors["file"] == ["Choose a file, or paste the text below."]


def test_source_is_optional_only_for_a_strategy_there_is(editor):
    card = make_card()
    assert editor.get("/en/strategies/import/").context["form"].fields["source"].required
    path = f"/en/strategies/import/?strategy={card.strategy.public_id}"
    assert not editor.get(path).context["form"].fields["source"].required


def test_list_tells_strategies_of_one_title_apart(editor):
    card = make_card()
    upload(editor, source="Drugi wydruk")
    editor.post(f"/en/strategies/import/{CardImport.objects.get().public_id}/")
    assert Strategy.objects.filter(title=card.strategy.title).count() == 2
    html = editor.get("/en/strategies/").content.decode()
    assert "Source: Drugi wydruk" in html
    assert f"Source: {card.strategy.source}"[:60] in html
    assert html.count("entered on ") == 2


@pytest.mark.parametrize("name", ["card_docx", "card_xlsx"])
def test_card_in_a_document_is_imported_again_unchanged(client, name):
    card = make_card()
    response = client.get(reverse(f"strategies:{name}", args=[card.public_id]))
    assert card_text_of(response.content) == TEXT.encode()
