"""Templates are compiled once, and kept only as long as they are the same."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from webapp.kit.bytecode import KeptBytecode


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "hello.html").write_text("Hello,\n{% if True %}\n{{ name }}\n{% endif %}\n", "utf-8")
    return tmp_path


def shown(templates: Path, *, made_by: bytes = b"", **options: bool) -> str:
    """By a process that has just started."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), bytecode_cache=KeptBytecode(templates, made_by), **options
    )
    return found.get_template("hello.html").render(name="Оля")


def kept(templates: Path) -> list[Path]:
    return sorted(templates.glob("__pycache__/*.template"))


def test_what_is_kept_shows_the_same(templates: Path) -> None:
    anew = shown(templates)
    [one] = kept(templates)
    before = one.stat().st_ino
    assert shown(templates) == anew == "Hello,\n\nОля\n"
    assert one.stat().st_ino == before  # it was not written again


def test_a_template_that_was_changed_is_shown(templates: Path) -> None:
    shown(templates)
    (templates / "hello.html").write_text("Bye, {{ name }}", "utf-8")
    assert shown(templates) == "Bye, Оля"


def test_what_other_rules_made_of_it_is_not_used(templates: Path) -> None:
    shown(templates)
    assert shown(templates, made_by=b"other rules", trim_blocks=True) == "Hello,\nОля\n"


@pytest.mark.parametrize("left", [0, 5, 30, 200])
def test_what_was_kept_in_part_is_compiled_anew(templates: Path, left: int) -> None:
    anew = shown(templates)
    [one] = kept(templates)
    one.write_bytes(one.read_bytes()[:left])
    assert shown(templates) == anew


def test_where_nothing_may_be_kept_templates_are_shown_all_the_same(templates: Path) -> None:
    (templates / "__pycache__").write_text("no directory")
    assert shown(templates) == "Hello,\n\nОля\n"
