"""The catalogue as it is now, in JSON and in YML (Yandex Market Language, the simplified kind of offers)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from sandbox.providers.shop.catalogue import FAMILIES, VENDOR, Thing, things
from sandbox.providers.shop.records import ShopRecords
from sandbox.telegram.records import Fields


@dataclass(frozen=True)
class Offer:
    thing: Thing
    at: int
    """When it was last changed."""
    gone: bool = False


def offer(kept: ShopRecords, sku: str) -> Offer | None:
    thing = things().get(sku)
    if thing is None:
        return None
    change = kept.changes.get(sku)
    if change is None:
        return Offer(thing, kept.printed_at)
    now = replace(
        thing,
        price=thing.price if change.price is None else change.price,
        stock=thing.stock if change.stock is None else change.stock,
    )
    return Offer(now, change.at, change.gone)


def offers(kept: ShopRecords, since: int | None = None) -> list[Offer]:
    """All that is on sale; with `since`, what was changed then or later, what is gone among it."""
    if since is None or since <= kept.printed_at:
        found = [one for sku in things() if (one := offer(kept, sku))]
    else:
        found = [one for sku in kept.changes if (one := offer(kept, sku)) and one.at >= since]
    return [one for one in found if since is not None or not one.gone]


def as_json(one: Offer, base: str) -> Fields:
    thing = one.thing
    if one.gone:
        return {"sku": thing.sku, "deleted": True, "updated_at": _stamp(one.at)}
    return {
        "sku": thing.sku,
        "name": thing.name,
        "brand": VENDOR,
        "model": thing.model,
        "category": {"id": thing.family.id, "name": thing.family.ru, "name_en": thing.family.en},
        "price": roubles(thing.price),
        "old_price": roubles(thing.was) if thing.was > thing.price else None,
        "currency": "RUB",
        "stock": thing.stock,
        "available": thing.stock > 0,
        "color": thing.colour,
        "size": thing.size,
        "barcode": thing.barcode,
        "url": f"{base}/go/{thing.sku}",
        "picture": f"{base}/pictures/{thing.sku}.svg",
        "updated_at": _stamp(one.at),
    }


def as_yml(found: list[Offer], base: str, moment: datetime) -> str:
    families = "".join(f'<category id="{one.id}">{escape(one.ru)}</category>' for one in FAMILIES)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="{moment.strftime("%Y-%m-%dT%H:%M+00:00")}"><shop>'
        f"<name>{VENDOR}</name><company>{VENDOR}</company><url>{escape(base)}</url>"
        f'<currencies><currency id="RUB" rate="1"/></currencies><categories>{families}</categories>'
        f"<offers>\n{''.join(_offer(one, base) for one in found)}</offers></shop></yml_catalog>\n"
    )


def _offer(one: Offer, base: str) -> str:
    thing = one.thing
    available = "true" if thing.stock > 0 and not one.gone else "false"
    was = f"<oldprice>{roubles(thing.was)}</oldprice>" if thing.was > thing.price else ""
    return (
        f"<offer id={quoteattr(thing.sku)} available={quoteattr(available)}><name>{escape(thing.name)}</name>"
        f"<vendor>{VENDOR}</vendor><vendorCode>{thing.sku}</vendorCode><url>{escape(base)}/go/{thing.sku}</url>"
        f"<price>{roubles(thing.price)}</price>{was}<currencyId>RUB</currencyId>"
        f"<categoryId>{thing.family.id}</categoryId><picture>{escape(base)}/pictures/{thing.sku}.svg</picture><barcode>{thing.barcode}</barcode>"
        f"<count>{0 if one.gone else thing.stock}</count>"
        f'<param name="Цвет">{thing.colour}</param><param name="Размер">{thing.size}</param></offer>\n'
    )


def roubles(kopecks: int) -> str:
    return f"{kopecks // 100}.{kopecks % 100:02}"


def _stamp(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
