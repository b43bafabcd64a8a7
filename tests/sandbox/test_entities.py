"""Formatting: aiogram writes the markup, the sandbox must read back what was meant."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration, markdown_decoration
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import ApiError
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.safe_html import safe_html

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "text_link")
WORDS = st.text(alphabet="abя<>&\"'😀🏃", min_size=1, max_size=8)


def nobody(person_id: int) -> None:
    return None


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Words in a row, some of them in one style each, never two touching."""
    text, entities = "", []
    for style, word in draw(st.lists(st.tuples(st.sampled_from(STYLES), WORDS), min_size=1, max_size=5)):
        entity: dict[str, Any] = {"type": style, "offset": utf16_len(text), "length": utf16_len(word)}
        if style == "text_link":
            entity["url"] = "https://example.com/?a=1&b=2"
        entities.append(entity)
        text += word + " и "
    return text.strip(), entities


@given(marked_text())
def test_html_round_trip(marked: tuple[str, list[dict[str, Any]]]) -> None:
    text, entities = marked
    source = html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])
    assert formatted(source, "HTML", None, nobody) == (text, entities)


@given(marked_text())
def test_markdown_round_trip(marked: tuple[str, list[dict[str, Any]]]) -> None:
    text, entities = marked
    kept = [entity for entity in entities if entity["type"] not in ("blockquote", "code", "pre")]
    source = markdown_decoration.unparse(text, [MessageEntity(**entity) for entity in kept]).replace("\r", "")
    assert formatted(source, "MarkdownV2", None, nobody) == (text, kept)


@given(st.text(alphabet="<>/abi =\"'&;#x1я", max_size=40))
def test_any_html_is_read_or_refused(source: str) -> None:
    try:
        text, entities = formatted(source, "HTML", None, nobody)
    except ApiError as refusal:
        assert refusal.code == 400
    else:
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_len(text) for e in entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>а<i>б</i></b>", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b>а</b><b>б</b>", "аб", [("bold", 0, 2)]),
        ('<pre><code class="language-py">x = 1</code></pre>', "x = 1", [("pre", 0, 5)]),
        ("<code>a <b>b</b></code>", "a b", [("code", 0, 3)]),
        ('<a href="плохо плохо">т</a>', "т", []),
        ("&lt;b&gt; &amp;&#128512;", "<b> &😀", []),
        ("<blockquote expandable>т</blockquote>", "т", [("expandable_blockquote", 0, 1)]),
        ('<tg-time unix="1700000000" format="r">вчера</tg-time>', "вчера", [("date_time", 0, 5)]),
        ("  <b> т </b>  ", "т", [("bold", 0, 1)]),
    ],
)
def test_html_cases(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    shown, found = formatted(source, "HTML", None, nobody)
    assert shown.strip() == text
    if source.startswith("  "):
        assert [entity["type"] for entity in found] == ["bold"]
    else:
        assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start event_1", ["bot_command"]),
        ("😀 /help@sandbox_bot", ["bot_command"]),
        ("и/или", []),
        ("пиши @olya_runs, см. #бег и $RUB", ["mention", "hashtag", "cashtag"]),
        ("https://example.com/a?b=1.", ["url"]),
        ("почта a.b@example.com, сайт example.com/x", ["email", "url"]),
        ("звони +7 900 000-00-01", ["phone_number"]),
        ("10:00 7/12 50%", []),
    ],
)
def test_marks_itself(text: str, kinds: list[str]) -> None:
    _, found = formatted(text, None, None, nobody)
    assert [entity["type"] for entity in found] == kinds


def test_explicit_entities_win() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}]
    assert formatted("<b>", "HTML", entities, nobody) == ("<b>", entities)


def test_explicit_entity_beyond_the_end() -> None:
    with pytest.raises(ApiError, match="ends after the end of the text"):
        formatted("т", None, [{"type": "bold", "offset": 0, "length": 2}], nobody)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet="<>\"'&/абscript= @#:.", max_size=60), st.sampled_from(STYLES))
def test_page_html_is_safe(text: str, style: str) -> None:
    length = utf16_len(text)
    entities = [{"type": style, "offset": 0, "length": length, "url": f'javascript:"{text}'}] if length else []
    tags = Tags()
    tags.feed(safe_html(text, entities))
    assert tags.text == text
    for tag, attributes in tags.seen:
        assert tag in ("b", "i", "u", "s", "span", "code", "pre", "blockquote", "a")
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "https:").startswith("javascript")
