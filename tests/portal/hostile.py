"""Texts that are scripts, and what of a page or file a program would act upon (TRU-17)."""

import io
import re
import zipfile
from html.parser import HTMLParser

EVENTS = (
    "onload",
    "onerror",
    "onfocus",
    "onmouseover",
    "onclick",
    "ontoggle",
    "onpointerenter",
    "onanimationstart",
    "onbegin",
    "oncut",
)
TAGS = (
    "img src=x",
    "svg",
    "body",
    "details open",
    "video src=x",
    "audio src=x",
    "input autofocus",
    "a href=#",
    "marquee",
    "iframe",
)
SCHEMES = ("javascript:", "JaVaScRiPt:", "java\tscript:", "\x01javascript:", "data:text/html,", "vbscript:")
CORPUS = (
    *(f"<{tag} {event}=grono1()>" for tag in TAGS for event in EVENTS),
    *(f"<a href='{scheme}grono1()'>x</a>" for scheme in SCHEMES),
    *(f"{quote}><script>grono1()</script>" for quote in ("", '"', "'", "</title>", "</textarea>", "-->", "]]>", "</script>", "</style>")),
    *(f"{quote} onfocus=grono1() x={quote}" for quote in ('"', "'", "`")),
    "{{ grono1 }}", "{% debug %}", "${grono1()}", "<!--<img src=--><img src=x onerror=grono1()>", "&lt;script&gt;grono1()&lt;/script&gt;",
    "<math><mtext></p><style><img src onerror=grono1()>", "<scr<script>ipt>grono1()</scr</script>ipt>", "\u2028grono1()", "＜script＞grono1()",
    "<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example><button>x",
)  # fmt: skip

AWAY = ("javascript:", "data:", "vbscript:", "//")


class Seen(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.acting = []

    def handle_starttag(self, tag, attrs):
        leads = [
            re.sub(r"[\x00-\x20]", "", value or "").lower()
            for name, value in attrs
            if name in ("href", "src", "action", "formaction", "xlink:href")
        ]
        acts = any(name.startswith("on") for name, _value in attrs) or any(lead.startswith(AWAY) for lead in leads)
        if acts or tag in ("base", "marquee", "video") or (tag == "math" and not attrs):
            self.acting.append((tag, attrs))

    def handle_data(self, data):
        if self.lasttag == "script" and self.cdata_elem and "grono1" in data:
            self.acting.append(("script", data))


def acting_in(page):
    seen = Seen()
    seen.feed(page)
    return seen.acting


def acting_in_office_file(content):
    """Return the formulas, outside links and macros of a workbook or a DOCX that hold a hostile text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", errors="replace")
            found += [(name, one) for one in re.findall(r"<f>[^<]*grono1[^<]*</f>|<w:instrText[^>]*>[^<]*grono1", text)]
            if name.endswith(".rels"):
                targets = re.findall(r'Target="([^"]*)"', text)
                found += [(name, one) for one in targets if "grono1" in one or one.lower().startswith(AWAY)]
            if "vbaproject" in name.lower():
                found.append((name, "macros"))
    return found


def acting_in_pdf(content):
    """Return the scripts and links of a PDF that would act."""
    return re.findall(rb"/(?:JavaScript|JS|Launch)\b|/URI ?\((?:javascript|data|vbscript)", content, re.IGNORECASE)
