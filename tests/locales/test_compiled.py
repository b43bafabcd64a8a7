"""Words are compiled once, and kept only as long as they are the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from locales.compiled import BadWords, messages_of

PLACES = """places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    file = tmp_path / "places.ftl"
    file.write_text(PLACES, "utf-8")
    return file


def said(file: Path, count: int = 3) -> str:
    return messages_of("ru", file)["places"]({"count": count}, [])


def kept(file: Path) -> Path:
    [found] = file.parent.glob("__pycache__/*.words")
    return found


def test_what_is_kept_says_the_same(words: Path) -> None:
    anew = said(words)
    before = kept(words).stat().st_ino
    assert said(words) == anew == "3 места"
    assert said(words, 21) == "21 место"
    assert kept(words).stat().st_ino == before  # it was not written again


def test_words_that_were_changed_are_said(words: Path) -> None:
    said(words)
    words.write_text(PLACES.replace("места", "местечка"), "utf-8")
    assert said(words) == "3 местечка"


@pytest.mark.parametrize("left", [0, 10, 40, 200])
def test_what_was_kept_in_part_is_compiled_anew(words: Path, left: int) -> None:
    said(words)
    whole = kept(words).read_bytes()
    kept(words).write_bytes(whole[:left])
    assert said(words) == "3 места"
    assert kept(words).read_bytes() == whole


def test_where_nothing_may_be_kept_words_are_said_all_the_same(words: Path) -> None:
    (words.parent / "__pycache__").write_text("no directory")
    assert said(words) == "3 места"


def test_broken_words_are_never_kept(words: Path) -> None:
    words.write_text("places = { $count\n", "utf-8")
    for _ in range(2):
        with pytest.raises(BadWords, match=r"places\.ftl in ru"):
            messages_of("ru", words)
