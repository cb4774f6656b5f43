import pytest

from grono.sources.registers.reading_json import JsonProblem, parse_json, part, parts, text
from grono.sources.registers.reading_xml import LARGEST, XmlProblem, parse_xml

BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'
FILE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'


@pytest.mark.parametrize("document", [BOMB, FILE, "<!DOCTYPE r><r/>"])
def test_document_type_is_refused_before_any_entity_is_read(document):
    with pytest.raises(XmlProblem, match="declares a document type"):
        parse_xml(document)


@pytest.mark.parametrize(
    ("document", "part_of_sentence"),
    [
        ("", "no XML"),
        ("<a><b></a>", "line 1, column"),
        ("&b;", "no XML"),
        ("<a>&b;</a>", "no XML"),
        (b"<a>\xff</a>", "no XML"),
        ("<a>" * 100, "deeper than 64"),
        ("x" * (LARGEST + 1), "larger than"),
        ("<a>\ud800</a>", "no XML"),
    ],
)
def test_broken_xml_says_what_it_is(document, part_of_sentence):
    with pytest.raises(XmlProblem, match=part_of_sentence):
        parse_xml(document)


def test_elements_are_found_without_their_namespaces():
    root = parse_xml('<s:a xmlns:s="urn:x"><b>1 &lt; 2</b><s:c><b>3</b></s:c></s:a>')
    assert root.name == "a"
    assert root.find("b").text == "1 < 2"
    assert root.find("c").named("b")[0].text == "3"
    assert root.find("d") is None


@pytest.mark.parametrize(
    ("data", "part_of_sentence"),
    [
        (b"", "no JSON"),
        (b"[1]", "no object"),
        (b"\xff{}", "UTF-8"),
        (b'{"a": NaN}', "no JSON"),
        (b'{"a":' * 100_000, "too deep|no JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no JSON"),
        (b" " * 8_000_001, "larger than"),
    ],
)
def test_broken_json_says_what_it_is(data, part_of_sentence):
    with pytest.raises(JsonProblem, match=part_of_sentence):
        parse_json(data)


def test_nothing_is_assumed_to_be_there():
    record = {"a": {"b": [{"c": " x  y "}, 3]}, "n": 12, "t": True, "e": " "}
    assert part(record, "a", "z", "y") == {}
    assert part(record, "n") == {}
    assert parts(part(record, "a"), "b") == [{"c": " x  y "}]
    assert parts(record, "a") == [record["a"]]
    assert [text(record, name) for name in ("n", "t", "e", "missing")] == ["12", None, None, None]
    assert text({"c": " x  y "}, "c") == "x y"
