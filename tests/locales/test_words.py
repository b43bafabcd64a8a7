"""Both languages say the same things, and every sentence can be said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

from locales import LANGUAGES, BadWords, Lang, all_keys, pick_language, translator

FOLDER = Path(__file__).parents[2] / "locales"
MARKUP = re.compile(r"<[a-z/]|&[a-z]+;|\*\*|__|[\u2066-\u2069\u202a-\u202e]", re.IGNORECASE)

OF_MEN_ALONE = re.compile(
    r"^\W*я \w+л(?:ся)?\b|\b(?:согласен|уверен|перв(?:ым|ый))[!.]?$|\w\((?:а|ла|ся|ась)\)", re.IGNORECASE
)
"""«Я выиграл» on a button, «будьте первым», «прислал(а)»."""


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.add(node.id.name)


def variables(lang: Lang) -> dict[str, set[str]]:
    """Message or message.attribute → the names of its variables."""
    found: dict[str, set[str]] = {}
    for file in sorted((FOLDER / lang).glob("*.ftl")):
        for entry in parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                parts = [
                    (entry.id.name, entry.value),
                    *((f"{entry.id.name}.{a.id.name}", a.value) for a in entry.attributes),
                ]
                found.update({key: _in(value) for key, value in parts if value})
    return found


def _in(value: ast.Pattern) -> set[str]:
    visitor = _Variables()
    visitor.visit(value)
    return visitor.found


def test_languages_have_equal_keys() -> None:
    assert all_keys("ru") ^ all_keys("en") == set()


def test_messages_need_equal_variables_in_both_languages() -> None:
    russian, english = variables("ru"), variables("en")
    assert {key: (russian[key], english[key]) for key in russian if russian[key] != english.get(key)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 5, 21, 1.5])
def test_every_message_can_be_said(lang: Lang, number: float) -> None:
    t = translator(lang)
    for key, names in variables(lang).items():
        for value in (number, "Иван"):
            text = t(key, **dict.fromkeys(names, value))
            assert text.strip() == text, key
            assert text and not MARKUP.search(text), key


def test_what_a_woman_presses_or_reads_of_herself_does_not_make_a_man_of_her() -> None:
    t = translator("ru")
    said = {key: t(key, **dict.fromkeys(names, "Иван")) for key, names in variables("ru").items()}
    assert {key: text for key, text in said.items() if OF_MEN_ALONE.search(text)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_have_equal_files(lang: Lang) -> None:
    assert {file.name for file in (FOLDER / lang).iterdir()} == {file.name for file in (FOLDER / "ru").iterdir()}


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        translator("ru")("form-no-such-message")


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(BadWords):
        translator("ru")("form-example")


@pytest.mark.parametrize(
    ("code", "lang"),
    [(None, "ru"), ("", "ru"), ("ru", "ru"), ("ru-RU", "ru"), ("uk", "ru"), ("be", "ru"), ("KK", "ru"), ("en", "en"),
     ("en_US", "en"), ("de", "en"), ("pt-br", "en"), ("rum", "en")],
)  # fmt: skip
def test_language_of_a_person(code: str | None, lang: str) -> None:
    assert pick_language(code) == lang


def test_an_unknown_language_is_answered_in_russian() -> None:
    assert translator("xx") is not None
    assert translator("xx").lang == "ru"
    assert translator("ru") is translator("ru")


@pytest.mark.parametrize(
    ("least", "said"),
    [(1, "1 символ."), (2, "2 символа."), (5, "5 символов."), (21, "21 символ."), (112, "112 символов.")],
)
def test_russian_plurals(least: int, said: str) -> None:
    assert translator("ru")("form-text-too-short", min=least).endswith(said)


@pytest.mark.parametrize(("lang", "name"), [("ru", "Мои события"), ("en", "My events")])
def test_what_is_the_same_in_the_chat_and_in_the_app_has_one_name(lang: Lang, name: str) -> None:
    """Of the command, of the screen and its buttons, of the mini-app's page and its tab."""
    t = translator(lang)
    assert {t(key) for key in ("menu-my", "event-my-title", "webapp-tab-mine")} == {name}
