"""Rich HTML as a tree of elements. What no reader could make sense of is refused; the reason is for the person here."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

STYLES = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "mark", "sub", "sup", "cite"})
INLINE = STYLES | {f"tg-{name}" for name in ("spoiler", "reference", "emoji", "time", "math", "button")}
INLINE |= {"a", "br", "img", "input"}
TABLES = frozenset({"table", "caption", "tr", "th", "td"})
FILES = frozenset({"figure", "figcaption", "video", "audio", "tg-document", "tg-map", "tg-collage", "tg-slideshow"})
BLOCKS = TABLES | FILES | {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "footer", "hr", "ul", "ol", "li", "aside"}
BLOCKS |= {"blockquote", "details", "summary", "tg-math-block", "tg-thinking", "tg-button-row"}
EMPTY = frozenset({"br", "hr", "img", "input"})
# A new one of these ends the one before; so does the end of what they stand in.
ENDS_BEFORE = {"li": {"li"}, "p": {"p"}, "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr", "td", "th"}}
MAY_STAY_OPEN = frozenset({"li", "p", "td", "th", "tr"})
NAMED = frozenset({"lt", "gt", "amp", "quot", "apos", "nbsp", "hellip", "mdash", "ndash"})
NAMED |= {"lsquo", "rsquo", "ldquo", "rdquo"}


class HtmlProblem(Exception):
    """In plain words, for the page."""


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def taken(self, tag: str) -> Element | None:
        """The first child of that name, no longer a child."""
        found = next((child for child in self.elements() if child.tag == tag), None)
        if found is not None:
            self.children = [child for child in self.children if child is not found]
        return found


class TreeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE and tag not in BLOCKS:
            raise HtmlProblem(f'unsupported tag "{tag}"')
        while self.open[-1].tag in ENDS_BEFORE.get(tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        while self.open[-1].tag != tag and self.open[-1].tag in MAY_STAY_OPEN:
            self.open.pop()
        if self.open[-1].tag != tag:
            expected = f', expected "</{self.open[-1].tag}>"' if self.open[-1].tag else ""
            raise HtmlProblem(f'unexpected end tag "</{tag}>"{expected}')
        self.open.pop()

    def parse_html_declaration(self, i: int) -> int:
        """A comment is passed over."""
        if self.rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        raise HtmlProblem('"<!" begins no tag')

    def parse_pi(self, i: int) -> int:
        raise HtmlProblem('"<?" begins no tag')

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};") if name in NAMED else f"&{name};")


def tree(source: str) -> Element:
    """Raises HtmlProblem. What is still open at the end ends there: a draft may be cut between two tags."""
    reader = TreeReader()
    reader.feed(source)
    if "<" in reader.rawdata:
        raise HtmlProblem("the text ends inside of a tag")
    reader.close()
    return reader.root
