"""Words that somebody may call themselves, or an event: markup of every kind, letters that turn, hide and pile up."""

from __future__ import annotations

import itertools
import random

MARKS = (
    "<b>{}</b>", "<i>{}", "{}</i>", "<a href='https://evil.example'>{}</a>", "<tg-spoiler>{}</tg-spoiler>",
    "<script>alert('{}')</script>", '"><img src=x onerror=alert(1)>{}', "' onmouseover='alert(1) {}",
    "</title></textarea></script><svg onload=alert(1)>{}", "<!--{}", "-->{}", "<![CDATA[{}]]>", "&lt;b&gt;{}&lt;/b&gt;",
    "&#60;script&#62;{}", "*{}*", "**{}**", "_{}_", "__{}__", "`{}`", "```{}```", "||{}||", "~{}~", "> {}", "# {}",
    "[{}](https://evil.example)", "[{}](tg://user?id=1)", "![{}](x)", "\\*{}\\*", "{{{{ {} }}}}", "{{% {} %}}",
    "${{{}}}", "%({})s", "%s{}%n", "{{ ${} }}", "javascript:{}", "data:text/html,{}", "#{{{}}}", "<%= {} %>",
    "'; DROP TABLE users; -- {}", "=HYPERLINK(\"x\",\"{}\")", "+{}", "@{}", "-{}", "\t{}", "/start {}", "/{}",
)  # fmt: skip
WORDS = (
    "Оля", "жирно", "alert(1)", "7*7", "İıſß", "\ufdfa" * 8, "\U0001f469\u200d\U0001f467\u200d\U0001f466" * 3,
    "\u202eеркало\u202c", "\u200b\u200d\u2060пусто", "e\u0301\u0302\u0303o", "Z\u0337\u0310a\u0338l\u0337go" * 3,
    "\U0001f1f7\U0001f1fa", "\u061c\u200f\u200e\u0633\u0644\u0627\u0645", "Аа" * 15, "\ufeff\u00ad\u034fx",
)  # fmt: skip
WHOLE = (
    "😀" * 4000, "Я" * 4096, "\u202e" * 50, "\u200b" * 300, "a" * 64 + "\u0301" * 300, "\x00\x07\x7f\x9f", "²",
    "0", " ",
)  # fmt: skip
ALL = [mark.format(word) for mark, word in itertools.product(MARKS, WORDS)]


def corpus(count: int) -> list[str]:
    """The same for the same count; all of the longest are always in it."""
    chance = random.Random(55)
    return [*WHOLE, *chance.sample(ALL, count - len(WHOLE))]
