"""The marks inside of a line of rich Markdown → HTML."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from sandbox.telegram.rich.html_tree import BLOCKS, INLINE

# Private characters stand for what is finished already.
OPENS, CLOSES = "\ue000", "\ue001"
HELD = re.compile(f"{OPENS}(\\d+){CLOSES}")
CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
FORMULA = re.compile(r"(?<![\w$\\])\$(?=\S)([^$\n]+?)(?<=\S)\$(?![\w$])")
TAG = re.compile(r"</?(?:" + "|".join(sorted(INLINE | BLOCKS)) + r")(?=[\s/>])[^<>]*>", re.IGNORECASE)
CHARACTER = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-z]+);")
IMAGE = re.compile(r"!\[([^\]]*)\]\((tg://(?:emoji|time)\?[^)\s]+)\)")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
NOTE = re.compile(r"\[\^([^\]\s]+)\]")
BREAK = re.compile(r"(?: {2,}|\\)\n")
MARKS = (
    (re.compile(r"\*\*(?=\S)"), re.compile(r"(?<=\S)\*\*(?!\*)"), "b"),
    (re.compile(r"(?<!\w)__(?=\S)"), re.compile(r"(?<=\S)__(?!\w)"), "b"),
    (re.compile(r"~~(?=\S)"), re.compile(r"(?<=\S)~~"), "s"),
    (re.compile(r"==(?=\S)"), re.compile(r"(?<=\S)=="), "mark"),
    (re.compile(r"\|\|(?=\S)"), re.compile(r"(?<=\S)\|\|"), "tg-spoiler"),
    (re.compile(r"\*(?=\S)"), re.compile(r"(?<=\S)\*"), "i"),
    (re.compile(r"(?<!\w)_(?=\S)"), re.compile(r"(?<=\S)_(?!\w)"), "i"),
)


class Inline:
    """Knows the footnotes of the whole text; `used` are those referred to, in order."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.used: list[str] = []

    def html(self, text: str) -> str:
        held: list[str] = []

        def hold(html: str) -> str:
            held.append(html)
            return f"{OPENS}{len(held) - 1}{CLOSES}"

        text = text.replace(OPENS, "").replace(CLOSES, "")
        text = CODE.sub(lambda m: hold(f"<code>{escape(m[2].strip() or m[2])}</code>"), text)
        text = ESCAPED.sub(lambda m: hold(escape(m[1])), text)
        text = FORMULA.sub(lambda m: hold(f"<tg-math>{escape(m[1])}</tg-math>"), text)
        text = TAG.sub(lambda m: hold(m[0]), text)
        text = IMAGE.sub(lambda m: hold(_image(m[1], m[2])), text)
        text = self._linked(text, hold)
        text = NOTE.sub(lambda m: hold(self._note(m[1])) if m[1] in self.notes else m[0], text)
        text = BREAK.sub(lambda _: hold("<br/>"), text)
        text = CHARACTER.sub(lambda m: hold(m[0]), text)
        text = escape(text, quote=False)
        for opening, closing, tag in MARKS:
            text = _wrapped(text, opening, closing, tag)
        while HELD.search(text):
            text = HELD.sub(lambda m: held[int(m[1])], text)
        return text

    def _linked(self, text: str, hold: object) -> str:
        keep = hold if callable(hold) else str
        return LINK.sub(lambda m: f"{keep(_opening(m[2]))}{m[1]}{keep('</a>')}", text)

    def _note(self, name: str) -> str:
        if name not in self.used:
            self.used.append(name)
        return f'<sup><a href="#{quote(name)}">{self.used.index(name) + 1}</a></sup>'

    def footnotes(self) -> str:
        """Those that are referred to, at the end; a footnote may refer to another."""
        lines: list[str] = []
        for number, name in enumerate(self.used, 1):
            text = self.html(self.notes[name])
            lines.append(f'<p>{number}. <tg-reference name="{escape(name)}">{text}</tg-reference></p>')
        return "\n" + "<hr/>" + "".join(lines) if lines else ""


def _opening(address: str) -> str:
    return f'<a href="{escape(HELD.sub("", address))}">'


def _image(instead: str, address: str) -> str:
    asked = parse_qs(urlsplit(address).query)
    if address.startswith("tg://time"):
        unix, form = asked.get("unix", [""])[0], asked.get("format", [""])[0]
        return f'<tg-time unix="{escape(unix)}" format="{escape(form)}">{escape(instead)}</tg-time>'
    return f'<tg-emoji emoji-id="{escape(asked.get("id", [""])[0])}">{escape(instead)}</tg-emoji>'


def _wrapped(text: str, opening: re.Pattern[str], closing: re.Pattern[str], tag: str) -> str:
    """A mark that is not closed is a plain character, and so are all of its kind after it."""
    out: list[str] = []
    at = 0
    while begin := opening.search(text, at):
        end = closing.search(text, begin.end() + 1)
        if end is None:
            break
        out += [text[at : begin.start()], f"<{tag}>", text[begin.end() : end.start()], f"</{tag}>"]
        at = end.end()
    return "".join([*out, text[at:]])
