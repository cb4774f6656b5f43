"""Evidence: what may be kept, under which name, pinned by its checksum (DIR-41)."""

import io
import zipfile

import pytest

from grono.portal.clusters import storage
from grono.portal.clusters.actions import keep_file
from tests.portal.clusters.factories import a_pdf, make_cluster


def a_document(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.pdf", b"", "empty"),
        ("drawing.svg", b"<svg onload='x'/>", "Only PDF"),
        ("page.pdf", b"<html>", "not what its name says"),
        ("picture.png", b"%PDF-1.7", "not what its name says"),
        ("book.xlsx", b"PK\x03\x04 broken", "not what its name says"),
        ("book.xlsx", a_document("other.txt"), "not what its name says"),
        ("book.xlsx", a_document("[Content_Types].xml", "xl/vbaProject.bin"), "macros"),
        ("noname", b"%PDF-1.7", "Only PDF"),
    ],
)
def test_unusable_file_is_refused_with_a_sentence_and_not_kept(db, name, content, sentence):
    before = set(storage.folder().iterdir())
    with pytest.raises(storage.UnusableFileError, match=sentence):
        keep_file(by=None, cluster=make_cluster(), upload=a_pdf(name, content))
    assert set(storage.folder().iterdir()) == before


def test_too_large_a_file_is_refused(db, monkeypatch):
    monkeypatch.setattr(storage, "LARGEST", 10)
    with pytest.raises(storage.UnusableFileError, match="20 MB"):
        keep_file(by=None, cluster=make_cluster(), upload=a_pdf())


def test_same_document_again_is_the_one_that_is_there(db):
    cluster = make_cluster()
    kept = keep_file(by=None, cluster=cluster, upload=a_pdf())
    files = len(list(storage.folder().iterdir()))
    assert keep_file(by=None, cluster=cluster, upload=a_pdf()) == kept
    assert len(list(storage.folder().iterdir())) == files
    assert keep_file(by=None, cluster=cluster, upload=a_pdf(content=b"%PDF-2")) != kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\x\\umowa.pdf", "umowa.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("...", "document"),
    ],
)
def test_path_in_a_name_is_dropped(name, kept):
    assert storage.safe_name(name) == kept


def test_long_name_keeps_its_ending():
    assert storage.safe_name("x" * 300 + ".pdf").endswith("x.pdf")
    assert len(storage.safe_name("x" * 300 + ".pdf")) == storage.LONGEST_NAME
