"""Every screen of the bot, in both languages: within Telegram's limits, short enough to be read, nothing unsaid."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.kit.screen import CopyText, Screen, Text
from forma.gallery.screens import gallery, shown
from locales import LANGUAGES, Lang, all_keys, translator

ROOT = Path(__file__).parents[2]
LONGEST = 800
"""A screen of a phone; Telegram itself would take 4096."""
MOST_ROWS = 10
MOST_IN_ROW = 3
LONGEST_BUTTON = 64


def test_every_function_that_makes_a_screen_is_in_the_gallery() -> None:
    made = set()
    for path in (ROOT / "bot").rglob("*.py"):
        functions = ast.parse(path.read_text(encoding="utf-8")).body
        made |= {one.name for one in functions if isinstance(one, ast.FunctionDef) and one.name.endswith("_screen")}
    shown_here = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "forma" / "gallery").glob("*.py"))
    assert {name for name in made if name not in shown_here} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_is_short_and_said_in_words(lang: Lang) -> None:
    t, keys, wrong = translator(lang), set(all_keys(lang)), []
    for name, make in gallery().items():
        screen = make(t)
        words = _words(screen)
        buttons = [button for row in screen.keyboard for button in row]
        said = [words, *(button.text for button in buttons)]
        checks = {
            f"{len(words)} letters": not 0 < len(words.strip()) <= LONGEST,
            "three blank lines": "\n\n\n" in words,
            "a blank edge": words != words.strip(),
            f"{len(screen.keyboard)} rows": len(screen.keyboard) > MOST_ROWS,
            "a crowded row": any(not 0 < len(row) <= MOST_IN_ROW for row in screen.keyboard),
            "a long button": any(
                len(button.text) > LONGEST_BUTTON for button in buttons if type(button) is not CopyText
            ),
            "a key instead of words": any(one.strip() in keys for one in said),
            "no main action and a second": sum(getattr(one, "style", None) == "primary" for one in buttons) > 1,
        }
        wrong += [f"{name}: {what}" for what, is_wrong in checks.items() if is_wrong]
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_showroom_shows_them_as_they_are(lang: Lang) -> None:
    for one in shown(translator(lang)):
        assert one.html.count("<b>") == one.html.count("</b>")
        assert "<script" not in one.html
        assert one.rows or one.letters


def _words(screen: Screen) -> str:
    return screen.text.render()[0] if isinstance(screen.text, Text) else screen.text
