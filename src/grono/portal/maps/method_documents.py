"""The pages of the documentation that explain the measures, as HTML: text, tables, examples, formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

import grono
from grono.portal.maps.formulas import mathml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.rules_inline import StateInline

_PACKAGE = Path(grono.__file__).parent
_FOLDERS = (_PACKAGE / "documents" / "methods", _PACKAGE.parents[1] / "docs" / "methods")
"""Where the pages lie: in an installed program, and in its repository."""


@dataclass(frozen=True)
class MethodDocument:
    """One page: its heading, and the rest as HTML in English."""

    name: str
    title: str
    body: SafeString


@cache
def method_names() -> tuple[str, ...]:
    """Return the names of the pages, in the order of the alphabet."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    return tuple(sorted(path.stem for path in folder.glob("*.md"))) if folder else ()


@lru_cache(maxsize=256)
def method_document(name: str, _language: str, href: Callable[[str], str]) -> MethodDocument | None:
    """Return one page, kept by the reader's language; ``href`` says where another page stands. None where there is none."""
    if name not in method_names():
        return None
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    tokens = _parser().parse((folder / f"{name}.md").read_text("utf-8"))
    heading = next(place for place, token in enumerate(tokens) if token.type == "heading_open")
    title = tokens[heading + 1].content
    tokens = _prepared([*tokens[:heading], *tokens[heading + 3 :]], href)
    parser = _parser()
    return MethodDocument(name, title, SafeString(parser.renderer.render(tokens, parser.options, {})))


@cache
def _parser() -> MarkdownIt:
    """Return the reader of Markdown; HTML in a text stays text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.before("escape", "formula", _formula)
    rules: dict[str, Any] = cast("Any", parser.renderer).rules
    rules |= {
        "formula": lambda tokens, place, *_rest: mathml(tokens[place].content),
        "formula_block": _formula_block,
        "fence": _example,
        "table_open": _table_open,
        "th_open": lambda *_all: '<th scope="col">',
        "table_close": lambda *_all: "</table></div>\n",
    }
    return parser


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule of the library
    """Read ``$…$`` and ``$$…$$`` within a paragraph."""
    fence = "$$" if state.src.startswith("$$", state.pos) else "$"
    start = state.pos + len(fence)
    end = state.src.find(fence, start)
    if not state.src.startswith(fence, state.pos) or end <= start:
        return False
    if not silent:
        state.push("formula", "math", 0).content = state.src[start:end]
    state.pos = end + len(fence)
    return True


def _prepared(tokens: Sequence[Token], href: Callable[[str], str]) -> list[Token]:
    """Give formulas of their own line, regions of tables and links between pages their place."""
    prepared: list[Token] = []
    heading, place = "", 0
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.type == "heading_open" and following is not None:
            heading = _words(following)
        if token.type in {"table_open", "fence"}:
            token.meta["label"] = heading
        if token.type == "paragraph_open" and following is not None and _is_formula(following.content):
            prepared.append(Token("formula_block", "math", 0, content=following.content.strip()[2:-2]))
            prepared[-1].meta["label"] = heading
            place += 3
            continue
        _lead(token, href)
        prepared.append(token)
        place += 1
    return prepared


def _is_formula(text: str) -> bool:
    text = text.strip()
    return text.startswith("$$") and text.endswith("$$") and text.count("$$") == 2


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def _lead(token: Token, href: Callable[[str], str]) -> None:
    """Lead links from page to page to their addresses here; what is not shown here is no link."""
    opened: list[bool] = []
    for child in token.children or []:
        if child.type == "link_open":
            address = _address(str(child.attrs.get("href", "")), href)
            child.attrs["href"] = address
            opened.append(bool(address))
            child.hidden = not address
            if not address:
                child.type = "text"
        elif child.type == "link_close" and not opened.pop():
            child.type = "text"


def _address(target: str, href: Callable[[str], str]) -> str:
    if target.startswith(("https://", "http://")):
        return target
    path, _sign, part = target.partition("#")
    name = path.removesuffix(".md")
    return f"{href(name)}{f'#{part}' if part else ''}" if name in method_names() else ""


def _labelled(tokens: Sequence[Token], place: int) -> str:
    return escape(str(tokens[place].meta.get("label", "")), quote=True)


def _formula_block(tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    label = _labelled(tokens, place)
    formula = mathml(tokens[place].content, display=True)
    return f'<div class="region formula" role="region" tabindex="0" aria-label="{label}">{formula}</div>\n'


def _example(tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    code = escape(tokens[place].content, quote=False)
    label = _labelled(tokens, place)
    return (
        '<figure class="code-sample"><pre tabindex="0" translate="no" role="region" '
        f'aria-label="{label}"><code>{code}</code></pre></figure>\n'
    )


def _table_open(tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    label = _labelled(tokens, place)
    return f'<div class="region table-block" role="region" tabindex="0" aria-label="{label}"><table>\n'
