"""What a search asks for in words: their stems, what comes close to them, organizers, and categories that are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from domain import database
from domain.events.making.sports import categories_named

_MOST_WORDS = 8
_NAME = "translate(lower(p.first_name || ' ' || p.last_name), 'ё', 'е')"
_CALLED = "regexp_replace(translate(lower(o.name), 'ё', 'е'), '[^[:alnum:]]+', ' ', 'g')"
_READ = f"""
SELECT asked.exact::text, asked.wide::text, ARRAY(
    SELECT p.user_id FROM profiles p WHERE length($2::text) >= 3 AND {_NAME} LIKE '%' || $2::text || '%'
    AND (SELECT TRUE FROM events e WHERE e.organizer_id = p.user_id LIMIT 1) LIMIT 200) AS organizers, ARRAY(
    SELECT o.id FROM organizations o WHERE length($2::text) >= 3 AND {_CALLED} LIKE '%' || $2::text || '%'
    LIMIT 200) AS organizations
FROM asked_words($1) asked
"""


@dataclass(frozen=True, slots=True)
class Words:
    """`exact` and `wide` are text search queries, None where no word says anything. `wide` finds what `exact` does."""

    asked: int
    """How many words; each makes what has all of them rarer."""
    exact: str | None
    wide: str | None
    organizers: tuple[int, ...]
    organizations: tuple[int, ...]
    categories: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many levels there are."""
        return 1 + (self.wide != self.exact) + bool(self.categories)

    def level(self, at: int, bind: Callable[[object], str]) -> str:
        return next(islice(self.levels(bind), at, None))

    def _held_by(self, bind: Callable[[object], str]) -> Iterator[str]:
        """Whose name it is: a person's own events, an organization's. Never NULL: better levels are denied by NOT."""
        if self.organizers:
            yield f"(e.organizer_id = ANY({bind(list(self.organizers))}::bigint[]) AND e.organization_id IS NULL)"
        if self.organizations:
            theirs = bind(list(self.organizations))
            yield f"(e.organization_id IS NOT NULL AND e.organization_id = ANY({theirs}::bigint[]))"

    def levels(self, bind: Callable[[object], str]) -> Iterator[str]:
        """Conditions on the event `e`, the best first; no event fulfils two of them.

        The words as they were written, or the organizer's name; then words that come close; then the category that the
        words name, however its events are called.
        """
        written = [f"e.search @@ {bind(self.exact)}::text::tsquery"] if self.exact else []
        named = list(self._held_by(bind))
        better = first = f"({' OR '.join([*written, *named]) or 'FALSE'})"
        yield first
        if self.wide != self.exact:
            close = f"(e.search @@ {bind(self.wide)}::text::tsquery AND NOT {first})"
            better = f"({first} OR {close})"
            yield close
        if self.categories:
            yield f"({in_categories(bind(list(self.categories)))} AND NOT {better})"


def fold(text: str) -> str:
    """Lower case, ё as е, punctuation as spaces: how titles are stored for search."""
    lowered = text.lower().replace("ё", "е")
    return " ".join("".join(char if char.isalnum() else " " for char in lowered).split())


async def read_words(folded: str) -> Words | None:
    """None: nothing is asked in words."""
    if not folded:
        return None
    asked = list(dict.fromkeys(folded.split()))[:_MOST_WORDS]
    row = await database.fetchrow(_READ, asked, folded)
    assert row is not None
    return Words(
        len(asked),
        row["exact"],
        row["wide"],
        tuple(row["organizers"]),
        tuple(row["organizations"]),
        categories_named(folded),
    )


async def level_of(event_id: int, words: Words) -> int:
    """The level in which an event was found; the first for one that is not found any more."""
    args: list[object] = [event_id]

    def bind(value: object) -> str:
        args.append(value)
        return f"${len(args)}"

    cases = " ".join(f"WHEN {level} THEN {place}" for place, level in enumerate(words.levels(bind)))
    return await database.fetchval(f"SELECT CASE {cases} ELSE 0 END FROM events e WHERE e.id = $1", *args) or 0


def in_categories(slugs: str) -> str:
    """Also by the name of a category that was removed: the one that stands for it."""
    ids = f"SELECT c.id FROM event_categories c WHERE c.slug = ANY({slugs})"
    heirs = f"SELECT f.category_id FROM former_categories f WHERE f.slug = ANY({slugs})"
    return (
        "EXISTS (SELECT 1 FROM events_in_categories l WHERE l.event_id = e.id "
        f"AND l.category_id = ANY(ARRAY({ids} UNION {heirs})))"
    )
