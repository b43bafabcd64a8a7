"""The list of categories, as administrators keep it: names in both languages, their order, what stands for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotAllowed, NotFound
from domain.events.categories.errors import (
    CategoryInUse,
    CategoryTaken,
    CategoryUnnamed,
    LastCategory,
    TooManyCategories,
)
from domain.forms.texts import clean_line

LONGEST = 48
MOST = 30
CHANGED = "categories"
"""What is published when the list is another one."""
_LOCK = 4672029


@dataclass(frozen=True, slots=True)
class Category:
    """`used`: by how many events, whatever has become of them."""

    slug: str
    name_ru: str
    name_en: str
    used: int = 0

    def name(self, lang: str) -> str:
        return self.name_ru if lang == "ru" else self.name_en


_ALL = (
    "SELECT c.slug, c.name_ru, c.name_en, (SELECT count(*) FROM events_in_categories l WHERE l.category_id = c.id) "
    "AS used FROM event_categories c ORDER BY c.position, c.id"
)


async def list_all(actor: Person) -> list[Category]:
    """Raises NotAllowed."""
    _require(actor)
    return [Category(**dict(row)) for row in await database.fetch(_ALL)]


async def names() -> list[Category]:
    """What can be chosen now, in its order."""
    rows = await database.fetch("SELECT slug, name_ru, name_en FROM event_categories ORDER BY position, id")
    return [Category(**dict(row)) for row in rows]


async def category_by_id(category_id: int) -> Category | None:
    """None: it was removed meanwhile."""
    row = await database.fetchrow("SELECT slug, name_ru, name_en FROM event_categories WHERE id = $1", category_id)
    return Category(**dict(row)) if row else None


async def add(actor: Person, name_ru: str, name_en: str, *, now: datetime) -> str:
    """The slug of the new one, at the end of the list. Raises as below, and TooManyCategories."""
    ru, en = await _begin(actor, name_ru, name_en)
    if await database.fetchval("SELECT count(*) FROM event_categories") >= MOST:
        raise TooManyCategories(most=MOST)
    slug = await _free_slug(en)
    await database.execute(
        "INSERT INTO event_categories (slug, name_ru, name_en, position) "
        "SELECT $1, $2, $3, coalesce(max(position), 0) + 1 FROM event_categories",
        *(slug, ru, en),
    )
    await _noted(actor, "category-added", slug, now)
    return slug


async def rename(actor: Person, slug: str, name_ru: str, name_en: str, *, now: datetime) -> None:
    """Raises NotAllowed, NotFound, CategoryUnnamed, CategoryTaken."""
    ru, en = await _begin(actor, name_ru, name_en, besides=slug)
    tag = await database.execute("UPDATE event_categories SET name_ru = $2, name_en = $3 WHERE slug = $1", slug, ru, en)
    if tag.endswith(" 0"):
        raise NotFound
    await _noted(actor, "category-renamed", slug, now)


async def move_up(actor: Person, slug: str, *, now: datetime) -> None:
    """It changes places with the one before it. Raises NotAllowed, NotFound."""
    await _lock(actor)
    order = [row["slug"] for row in await database.fetch("SELECT slug FROM event_categories ORDER BY position, id")]
    if slug not in order:
        raise NotFound
    at = order.index(slug)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    await database.execute(
        "UPDATE event_categories c SET position = o.at FROM unnest($1::text[]) WITH ORDINALITY o (slug, at) "
        "WHERE c.slug = o.slug",
        order,
    )
    await _noted(actor, "category-moved", slug, now)


async def remove(actor: Person, slug: str, replacement: str | None = None, *, now: datetime) -> int:
    """How many events went over to the one that stands for it from now on.

    Raises NotAllowed, NotFound, LastCategory, and CategoryInUse for a used one without a replacement.
    """
    await _lock(actor)
    rows = await database.fetch(
        "SELECT id, slug FROM event_categories WHERE slug = ANY($1::text[]) ORDER BY id FOR UPDATE",
        [slug, replacement or slug],
    )
    ids = {row["slug"]: row["id"] for row in rows}
    if slug not in ids or (replacement and (replacement not in ids or replacement == slug)):
        raise NotFound
    if await database.fetchval("SELECT count(*) FROM event_categories") == 1:
        raise LastCategory
    used: int = await database.fetchval("SELECT count(*) FROM events_in_categories WHERE category_id = $1", ids[slug])
    if used and not replacement:
        raise CategoryInUse(count=used)
    await _hand_over(slug, ids[slug], ids.get(replacement or ""))
    details = {"replacement": replacement or "", "events": used}
    await _noted(actor, "category-removed", slug, now, details)
    return used


async def _hand_over(slug: str, old: int, new: int | None) -> None:
    """Events, and whatever led to the old one before; without a heir nothing did."""
    if new is None:
        await database.execute("DELETE FROM former_categories WHERE category_id = $1", old)
    else:
        await database.execute(
            "INSERT INTO events_in_categories (event_id, category_id) SELECT event_id, $2 FROM events_in_categories "
            "WHERE category_id = $1 ON CONFLICT DO NOTHING",
            *(old, new),
        )
        await database.execute("UPDATE former_categories SET category_id = $2 WHERE category_id = $1", old, new)
        await database.execute("INSERT INTO former_categories (slug, category_id) VALUES ($1, $2)", slug, new)
    await database.execute("DELETE FROM events_in_categories WHERE category_id = $1", old)
    await database.execute("DELETE FROM event_categories WHERE id = $1", old)


async def _begin(actor: Person, name_ru: str, name_en: str, *, besides: str = "") -> tuple[str, str]:
    await _lock(actor)
    ru, en = clean_line(name_ru)[:LONGEST], clean_line(name_en)[:LONGEST]
    if not ru or not en:
        raise CategoryUnnamed
    taken = await database.fetchval(
        "SELECT CASE WHEN lower(name_ru) = lower($1) THEN name_ru ELSE name_en END FROM event_categories "
        "WHERE (lower(name_ru) = lower($1) OR lower(name_en) = lower($2)) AND slug <> $3 LIMIT 1",
        *(ru, en, besides),
    )
    if taken:
        raise CategoryTaken(name=taken)
    return ru, en


async def _free_slug(name_en: str) -> str:
    """Short and of plain letters, for links; one that led somewhere before is not given away."""
    plain = re.sub(r"[^a-z0-9]+", "-", name_en.lower()).strip("-")[:24]
    first = plain if re.match(r"[a-z]", plain) else f"c-{plain}".strip("-")
    used = await database.fetch("SELECT slug FROM event_categories UNION SELECT slug FROM former_categories")
    taken = {row["slug"] for row in used}
    return next(one for n in range(1, len(taken) + 3) if (one := first if n == 1 else f"{first}-{n}") not in taken)


async def _lock(actor: Person) -> None:
    """One administrator at a time."""
    _require(actor)
    await database.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)


def _require(actor: Person) -> None:
    if not actor.is_administrator:
        raise NotAllowed


async def _noted(
    actor: Person, action: str, slug: str, now: datetime, details: dict[str, object] | None = None
) -> None:
    database.publish(CHANGED)
    await trail.record(actor.id, action, f"category:{slug}", now=now, details=details)
