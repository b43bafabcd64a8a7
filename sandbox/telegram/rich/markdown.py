"""Rich Markdown → rich HTML: GitHub's kind of Markdown, with HTML wherever somebody writes it."""

from __future__ import annotations

import re
from html import escape

from sandbox.telegram.rich.html_tree import BLOCKS
from sandbox.telegram.rich.markdown_inline import Inline

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)\s*$")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
ITEM = re.compile(r"^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(.*)$")
TASK = re.compile(r"^\[([ xX])\][ \t]+(.*)$", re.DOTALL)
QUOTE = re.compile(r"^ {0,3}> ?(.*)$")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
CELL_BORDER = re.compile(r"(?<!\\)\|")
MEDIA = re.compile(r'^\s*!\[([^\]]*)\]\((\S+?)(?:\s+"([^"]*)")?\)\s*$')
FORMULA = re.compile(r"^\s*\$\$(.+?)\$\$\s*$", re.DOTALL)
FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*(.*)$")
BLOCK_TAG = re.compile(r"^\s*</?(?:" + "|".join(sorted(BLOCKS)) + r")\b", re.IGNORECASE)
ENDINGS = {"video": (".mp4", ".webm", ".mov", ".gif"), "audio": (".mp3", ".ogg", ".oga", ".m4a", ".wav")}


def as_html(source: str) -> str:
    inline = Inline()
    body = Blocks(inline).html(source.replace("\r", "").split("\n"))
    return body + inline.footnotes()


class Blocks:
    def __init__(self, inline: Inline) -> None:
        self.inline = inline

    def html(self, lines: list[str]) -> str:
        self.note(lines)
        out: list[str] = []
        at = 0
        while at < len(lines):
            made, at = self._next(lines, at)
            out.append(made)
        return "\n".join(out)

    def note(self, lines: list[str]) -> None:
        """Definitions of footnotes may stand anywhere, also after what refers to them."""
        for number, line in enumerate(lines):
            match = FOOTNOTE.match(line)
            if match:
                self.inline.notes[match[1]] = match[2]
                lines[number] = ""

    def _next(self, lines: list[str], at: int) -> tuple[str, int]:
        line = lines[at]
        if not line.strip():
            return "", at + 1
        if fence := FENCE.match(line):
            return _fenced(lines, at, fence)
        if heading := HEADING.match(line):
            level = len(heading[1])
            return f"<h{level}>{self.inline.html(heading[2])}</h{level}>", at + 1
        if RULE.match(line):
            return "<hr/>", at + 1
        if media := MEDIA.match(line):
            return self._media(media), at + 1
        if QUOTE.match(line):
            return self._quote(lines, at)
        if ITEM.match(line):
            return self._list(lines, at)
        if at + 1 < len(lines) and "|" in line and TABLE_RULE.match(lines[at + 1]) and "-" in lines[at + 1]:
            return self._table(lines, at)
        return self._paragraph(lines, at)

    def _paragraph(self, lines: list[str], at: int) -> tuple[str, int]:
        begin = at
        while at < len(lines) and lines[at].strip() and (at == begin or not _begins_block(lines[at])):
            at += 1
        text = "\n".join(lines[begin:at])
        formula = FORMULA.match(text)
        if formula:
            return f"<tg-math-block>{escape(formula[1].strip())}</tg-math-block>", at
        html = self.inline.html(text)
        return (html if BLOCK_TAG.match(text) else f"<p>{html}</p>"), at

    def _media(self, media: re.Match[str]) -> str:
        instead, address, caption = media.groups()
        if address.startswith(("tg://emoji", "tg://time")):
            return f"<p>{self.inline.html(media[0].strip())}</p>"
        shown = f"<figcaption>{self.inline.html(caption)}</figcaption>" if caption else ""
        return f"<figure>{_file(address, instead)}{shown}</figure>"

    def _quote(self, lines: list[str], at: int) -> tuple[str, int]:
        inner: list[str] = []
        while at < len(lines) and (match := QUOTE.match(lines[at])):
            inner.append(match[1])
            at += 1
        return f"<blockquote>{self.html(inner)}</blockquote>", at

    def _list(self, lines: list[str], at: int) -> tuple[str, int]:
        first = ITEM.match(lines[at])
        ordered = first is not None and first[2][0].isdigit()
        items: list[str] = []
        while at < len(lines) and (match := ITEM.match(lines[at])) and match[2][0].isdigit() == ordered:
            indent = len(match[1]) + len(match[2]) + 1
            inner, at = _item_lines(lines, at, match[3], indent)
            items.append(self._item(inner))
        start = int(first[2][:-1]) if ordered and first else 1
        tag, begin = ("ol", f' start="{start}"') if ordered else ("ul", "")
        return f"<{tag}{begin}>{''.join(items)}</{tag}>", at

    def _item(self, inner: list[str]) -> str:
        task = TASK.match(inner[0])
        box = ""
        if task:
            box = f'<input type="checkbox"{" checked" if task[1] != " " else ""}>'
            inner = [task[2], *inner[1:]]
        alone = len(inner) == 1 and not _begins_block(inner[0])
        return f"<li>{box}{self.inline.html(inner[0]) if alone else self.html(inner)}</li>"

    def _table(self, lines: list[str], at: int) -> tuple[str, int]:
        sides = [_side(cell) for cell in _cells(lines[at + 1])]
        rows = [self._row(lines[at], sides, "th")]
        at += 2
        while at < len(lines) and "|" in lines[at]:
            rows.append(self._row(lines[at], sides, "td"))
            at += 1
        return f"<table bordered>{''.join(rows)}</table>", at

    def _row(self, line: str, sides: list[str], tag: str) -> str:
        """As many cells as the head has; what is too much is left out."""
        cells = [*_cells(line), *[""] * len(sides)][: len(sides)]
        made = [f"<{tag}{side}>{self.inline.html(cell)}</{tag}>" for cell, side in zip(cells, sides, strict=True)]
        return f"<tr>{''.join(made)}</tr>"


def _begins_block(line: str) -> bool:
    return any(pattern.match(line) for pattern in (FENCE, HEADING, RULE, QUOTE, ITEM, MEDIA, BLOCK_TAG))


def _fenced(lines: list[str], at: int, fence: re.Match[str]) -> tuple[str, int]:
    """Without its end it goes to the end of the text."""
    begin = at = at + 1
    while at < len(lines) and lines[at].strip() != fence[1]:
        at += 1
    text, language = escape("\n".join(lines[begin:at])), fence[2]
    if language == "math":
        return f"<tg-math-block>{text}</tg-math-block>", at + 1
    return f'<pre><code class="language-{escape(language)}">{text}</code></pre>', at + 1


def _item_lines(lines: list[str], at: int, first: str, indent: int) -> tuple[list[str], int]:
    """What belongs to an item: its line, and those below that stand as far to the right."""
    inner = [first]
    at += 1
    while at < len(lines):
        line = lines[at]
        deep = len(line) - len(line.lstrip(" ")) >= min(indent, 2)
        if line.strip() and not deep and (ITEM.match(line) or _begins_block(line) or not lines[at - 1].strip()):
            break
        if not line.strip() and not _goes_on(lines, at + 1, indent):
            break
        inner.append(line[indent:] if line[:indent].isspace() else line.lstrip(" "))
        at += 1
    while at < len(lines) and not lines[at].strip() and at + 1 < len(lines) and ITEM.match(lines[at + 1]):
        at += 1
    return inner, at


def _goes_on(lines: list[str], at: int, indent: int) -> bool:
    return at < len(lines) and lines[at][:indent].isspace() and len(lines[at]) > indent


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip().replace("\\|", "|") for cell in CELL_BORDER.split(line)]


def _side(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    side = "center" if left and right else "right" if right else "left" if left else ""
    return f' align="{side}"' if side else ""


def _file(address: str, instead: str) -> str:
    kind = address.removeprefix("tg://").split("?")[0] if address.startswith("tg://") else _kind(address)
    tag = {"photo": "img", "document": "tg-document"}.get(kind, kind)
    opened = f'<{tag} src="{escape(address)}"'
    return f'{opened} alt="{escape(instead)}"/>' if tag == "img" else f"{opened}></{tag}>"


def _kind(address: str) -> str:
    place = address.lower().split("?")[0]
    return next((kind for kind, endings in ENDINGS.items() if place.endswith(endings)), "photo")
