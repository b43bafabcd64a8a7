"""The page on which a person pays, or does what else people do."""

from __future__ import annotations

from html import escape

from aiohttp import web

from sandbox.providers import page
from sandbox.providers.payments.records import Checkout
from sandbox.providers.payments.words import words
from sandbox.telegram.prices import price_text

OTHERS = ("decline", "twice", "late", "close")


def shown(request: web.Request, shop: str, checkout: Checkout, *, after: str = "") -> web.Response:
    """`after`: what the person has just done."""
    lang = page.language(request)
    total = price_text(checkout.amount, checkout.currency, lang)
    body = _asking(checkout, lang, total, after) if _is_open(checkout, after) else _told(checkout, lang, total, after)
    return page.shown(request, shop, words(lang, "heading"), body)


def _is_open(checkout: Checkout, after: str) -> bool:
    return checkout.state == "open" and after != "close"


def _asking(checkout: Checkout, lang: str, total: str, after: str) -> str:
    declined = f'<p class="till-problem" role="alert">{words(lang, "declined")}</p>' if after == "decline" else ""
    others = "".join(_button(one, words(lang, one), "chip") for one in OTHERS)
    return (
        f'<h1 class="till-title">{escape(checkout.title)}</h1><p class="till-sum">{escape(total)}</p>{declined}'
        f'<form method="post" action="?lang={lang}">{_button("pay", words(lang, "pay", sum=total), "wide")}'
        f'<p class="till-note">{words(lang, "note")}</p>'
        f'<fieldset class="till-others"><legend>{words(lang, "more")}</legend>{others}</fieldset></form>'
    )


def _told(checkout: Checkout, lang: str, total: str, after: str) -> str:
    heading, text, mark, way = _outcome(checkout, lang, total, after)
    again = f'<a class="chip" href="?lang={lang}">{words(lang, "again")}</a>' if checkout.state == "open" else ""
    address = checkout.return_url if checkout.state in ("paid", "late") else checkout.cancel_url
    return (
        f'<div class="till-mark {way}" aria-hidden="true">{mark}</div><h1>{heading}</h1>'
        f'<p class="till-title">{escape(checkout.title)}</p><p class="till-text">{escape(text)}</p>'
        f'<a class="wide" href="{escape(address, quote=True)}">{words(lang, "back")}</a>{again}'
    )


def _outcome(checkout: Checkout, lang: str, total: str, after: str) -> tuple[str, str, str, str]:
    if checkout.state == "paid":
        text = words(lang, "twice-text" if after == "twice" else "paid-text", sum=total)
        return words(lang, "paid"), text, "✓", "good"
    if checkout.state == "late":
        return words(lang, "waits"), words(lang, "waits-text"), "…", "wait"
    if checkout.state == "open":
        return words(lang, "left"), words(lang, "left-text"), "×", "wait"
    return words(lang, "over"), words(lang, f"{checkout.state}-text"), "×", "bad"


def _button(hand: str, text: str, look: str) -> str:
    return page.button("do", hand, text, look)
