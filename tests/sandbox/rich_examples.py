"""Rich messages written out: what the documentation of the Bot API shows, and one block of every kind."""

from __future__ import annotations

from typing import Any

HTML = """<a name="chapter-0"></a>
<b>bold text</b>, <strong>bold text</strong> <i>italic text</i>, <em>italic text</em> <u>under</u>, <ins>under</ins>
<s>strike</s>, <strike>strike</strike>, <del>strike</del> <code>fixed</code> <mark>marked</mark> <sub>sub</sub>
<sup>sup</sup> <tg-spoiler>spoiler</tg-spoiler> <a href="#note-1">Reference</a> <a href="https://t.me/">inline URL</a>
<a href="mailto:user@example.com">e-mail</a> <a href="tel:+123456789">phone</a>
<a href="tg://user?id={olya}">mention</a> <a href="#chapter-1">in-document link</a> <a name="chapter-1"></a>
<tg-reference name="note-1">Referenced text</tg-reference> <tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>
<img src="tg://emoji?id=5368324170671202286" alt="👍"/>
<tg-time unix="1647531900" format="wDT">22:45 tomorrow</tg-time> <tg-math>x^2 + y^2</tg-math>
#hashtag $USD +12345678901, card: 4242 4242 4242 4242, https://t.me t.me a@t.me /command @username
<h1>Heading 1</h1><h6>Heading 6</h6>
<a name="chapter-2"></a>
<p>Paragraph text</p><pre>pre-formatted</pre>
<pre><code class="language-python">  print('pre-formatted')</code></pre><footer>Footer text</footer><hr/>
<ul><li>unordered list item</li></ul><ol><li>ordered list item</li></ol>
<ol start="3" type="a" reversed><li>ordered list item</li></ol>
<ol><li value="7" type="i">ordered list item with explicit number</li></ol>
<ul>
<li><input type="checkbox" checked>Checked checkbox</li>
<li><input type="checkbox">Unchecked checkbox</li>
</ul>
<blockquote>Block quotation started<br>continued<br>The last line<cite>The Author</cite></blockquote>
<blockquote collapsed>Long</blockquote><aside>Pull quote<cite>The Author</cite></aside>
<img src="tg://photo?id=p1"/>
<figure><img src="tg://photo?id=p1" tg-spoiler/><figcaption>Photo caption<cite>Credit</cite></figcaption></figure>
<tg-map lat="41.9" long="12.5" zoom="14"/>
<figure><tg-map lat="41.9" long="12.5" zoom="14"/><figcaption>Map caption</figcaption></figure>
<tg-collage><img src="tg://photo?id=p1"/><img src="tg://photo?id=p1"/></tg-collage>
<tg-slideshow><img src="tg://photo?id=p1"/><figcaption>Slideshow caption</figcaption></tg-slideshow>
<table><tr><th>Header 1</th><th>Header 2</th></tr><tr><td>Value 1</td><td>Value 2</td></tr></table>
<table bordered striped><caption>Table caption</caption>
<tr><td colspan="2" rowspan="2" align="left">Value</td><td align="center">2</td><td align="right">3</td></tr>
<tr><td valign="top">4</td><td valign="middle">5</td><td valign="bottom">6</td></tr></table>
<details open><summary>Title</summary>Content</details><tg-math-block>E = mc^2</tg-math-block>
<tg-button-row align="center"><tg-button type="callback_data" data="go" style="primary">Go</tg-button></tg-button-row>
"""
HTML_KINDS = (
    "paragraph heading heading anchor paragraph pre pre footer divider list list list list list blockquote"
    " expandable_blockquote pullquote photo photo map map collage slideshow table table details"
    " mathematical_expression buttons"
)
MARKDOWN = """**bold text** __bold text__ *italic text* _italic text_ ~~strike~~ `fixed` ==marked== ||spoiler||
[inline URL](https://t.me/) [e-mail](mailto:user@example.com) [mention](tg://user?id={olya})
![👍](tg://emoji?id=5368324170671202286) ![22:45 tomorrow](tg://time?unix=1647531900&format=wDT) $x^2 + y^2$
\\#hashtag and <u>In inline tags, nested **markdown** is parsed</u>

# Heading 1
###### Heading 6

Paragraph with a reference[^id1], 2 * 3 * 4, snake_case_name and 1 < 2.

```python
  print('**as it is**')
```

---

- unordered list item
- another
  - nested

1. ordered list item
2. ordered list item

- [ ] task list item
- [x] completed task list item

>Block quotation started
>
>The last line of the block quotation

![](tg://photo?id=p1 "Photo caption")

| Header 1 | Header 2 |
|:---------|:--------:|
| left     | **center** |

[^id1]: Definition of the _first_ footnote.

$$E = mc^2$$

```math
E = mc^2
```

<details open><summary>Summary with **bold text**</summary>

### Details heading
- List item with _italic text_

</details>

<tg-collage>

![](tg://photo?id=p1)
![](tg://photo?id=p1)

</tg-collage>

<aside>Pull quote<cite>The Author</cite></aside>
<tg-map lat="41.9" long="12.5" zoom="14"/>
"""
MARKDOWN_KINDS = (
    "paragraph heading heading paragraph pre divider list list list blockquote photo table mathematical_expression"
    " mathematical_expression details collage pullquote map divider paragraph"
)


def words(text: Any, kind: str = "paragraph", **more: Any) -> dict[str, Any]:
    return {"type": kind, "text": text, **more}


def styled(kind: str, text: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, "text": text, **more}


def holding(kind: str, *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "blocks": list(blocks), **more}


def table(*rows: list[str], **more: Any) -> dict[str, Any]:
    return {"type": "table", "cells": [[{"text": cell} for cell in row] for row in rows], **more}


def nested(depth: int, kind: str = "blockquote") -> dict[str, Any]:
    """`depth` blocks, each inside of the one before."""
    block = words("т")
    for _ in range(depth - 1):
        block = holding(kind, block, **({"summary": "с"} if kind == "details" else {}))
    return block
