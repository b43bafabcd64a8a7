"""Where a tracked link leads: the page of one thing, with a button to buy it."""

from __future__ import annotations

from html import escape

from aiohttp import web

from sandbox.providers import page
from sandbox.providers.shop.catalogue import COLOURS, VENDOR
from sandbox.providers.shop.feeds import Offer
from sandbox.providers.shop.records import Order
from sandbox.telegram.prices import price_text

WORDS: dict[str, tuple[str, str]] = {
    "buy": ("Купить", "Buy"),
    "left": ("Осталось: {many}", "Left: {many}"),
    "none": ("Нет в наличии", "Out of stock"),
    "gone": ("Больше не продаётся", "No longer sold"),
    "size": ("Размер {size}, цвет: {colour}", "Size {size}, colour: {colour}"),
    "note": (
        "Это магазин песочницы: денег здесь не берут.",
        "This is the sandbox's shop: it takes no money.",
    ),
    "bought": ("Заказ {number} принят", "Order {number} is placed"),
    "further": ("Партнёру о нём сообщили.", "The partner was told of it."),
    "back": ("Вернуться к товару", "Back to the product"),
}


def shown(request: web.Request, offer: Offer, click: str) -> web.Response:
    lang, thing = page.language(request), offer.thing
    colour = thing.colour if lang == "ru" else COLOURS[thing.colour]
    name = thing.name if lang == "ru" else f"{thing.family.en} {VENDOR} {thing.model}"
    on_sale = thing.stock > 0 and not offer.gone
    stock = _say(lang, "gone" if offer.gone else "left" if on_sale else "none", many=str(thing.stock))
    press = page.button("do", "buy", _say(lang, "buy"), "wide") if on_sale else ""
    body = (
        f'<img class="till-picture" src="../pictures/{thing.sku}.svg" alt="" width="160" height="160">'
        f"<h1>{escape(name)}</h1>"
        f'<p class="till-title">{escape(_say(lang, "size", size=thing.size, colour=colour))}</p>'
        f'<p class="till-sum">{escape(price_text(thing.price, "RUB", lang))}</p>'
        f'<p class="till-title">{escape(stock)}</p>'
        f'<form method="post" action="?lang={lang}">'
        f'<input type="hidden" name="click" value="{escape(click, quote=True)}">{press}'
        f'<p class="till-note">{_say(lang, "note")}</p></form>'
    )
    return page.shown(request, VENDOR, name, body, status=410 if offer.gone else 200)


def bought(request: web.Request, order: Order) -> web.Response:
    lang = page.language(request)
    heading = _say(lang, "bought", number=order.id)
    body = (
        f'<div class="till-mark good" aria-hidden="true">✓</div><h1>{escape(heading)}</h1>'
        f'<p class="till-text">{_say(lang, "further") if order.sub else ""}</p>'
        f'<a class="wide" href="?lang={lang}">{_say(lang, "back")}</a>'
    )
    return page.shown(request, VENDOR, heading, body)


def picture(sku: str) -> str:
    hue = sum(ord(letter) for letter in sku) * 47 % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160">'
        f'<rect width="160" height="160" rx="20" fill="hsl({hue} 60% 78%)"/>'
        f'<path d="M30 96q20-6 34-30l22 18q22 10 44 12v20H30z" fill="hsl({hue} 55% 38%)"/></svg>'
    )


def _say(lang: str, key: str, **values: str) -> str:
    return WORDS[key][lang != "ru"].format(**values)
