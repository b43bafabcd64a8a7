"""What faces show of results: the board by pages, and one's own row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.events.entry.questions import ever_asked
from domain.events.entry.weights import Limits, limits_of
from domain.events.lifecycle import load
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.events.results.boards import Board, read_board
from domain.events.results.ranking import CLASSIFIED, places
from domain.events.results.scoring import next_age

_CODE = re.compile(r"([fm]?)(?:a(\d{1,3}))?(?:d(\d{1,2}))?(?:w(\d{1,2}))?")
BUCKET = 10_000
"""As the trigger counts that keeps `result_buckets`."""
_SEX = {"f": "female", "m": "male"}


@dataclass(frozen=True, slots=True)
class Category:
    """Who is ranked among whom; without anything: everybody."""

    sex: str | None = None
    age: int | None = None
    """The first age of the group."""
    division: str | None = None
    weight: int | None = None
    """Which of the event's weight classes."""

    @property
    def is_all(self) -> bool:
        return self == Category()


@dataclass(frozen=True, slots=True)
class BoardCard:
    """An event's board: what is ranked how, and which categories have somebody in them."""

    event: EventCard
    board: Board
    entered: int
    """Of whom anything is known."""
    classified: int
    reviews: int
    protests: int
    sexes: tuple[str, ...]
    ages: tuple[int, ...]
    divisions: tuple[tuple[str, str], ...]
    """Key and words."""
    weights: tuple[int, ...] = ()
    """Those of the event's classes that somebody is in."""

    @property
    def id(self) -> int:
        return self.event.id

    def last_age(self, first: int) -> int | None:
        """The last age of the group; None: and older."""
        following = next_age(self.board.scoring.ages, first)
        return following - 1 if following is not None else None

    @property
    def limits(self) -> Limits:
        """The event's weight classes."""
        return limits_of(self.event.requirements)

    def read_code(self, code: str) -> Category:
        """What nobody could have chosen is left out: buttons grow old, and links are edited."""
        found = _CODE.fullmatch(code)
        if found is None:
            return Category()
        age = int(found[2]) if found[2] else None
        index = int(found[3]) if found[3] else None
        weight = int(found[4]) if found[4] else None
        named = [key for key, _ in self.divisions]
        return Category(
            _SEX.get(found[1]) if _SEX.get(found[1]) in self.sexes else None,
            age if age in self.ages else None,
            named[index] if index is not None and index < len(named) else None,
            weight if weight in self.weights else None,
        )

    def code(self, category: Category) -> str:
        """fa30, m, d2, w1: short enough for a button."""
        keys = [key for key, _ in self.divisions]
        age = f"a{category.age}" if category.age is not None else ""
        division = f"d{keys.index(category.division)}" if category.division in keys else ""
        weight = f"w{category.weight}" if category.weight is not None else ""
        return f"{(category.sex or '')[:1]}{age}{division}{weight}"

    def division_words(self, key: str) -> str:
        return dict(self.divisions).get(key, key)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`name` is empty where the person shows their results to nobody; `place` None: without one."""

    registration_id: int
    user_id: int
    number: int | None
    name: str
    state: str
    marks: tuple[int | None, ...]
    total: int | None
    reason: str
    source: str
    verified: bool
    sex: str | None
    age_from: int | None
    division: str | None
    weight_class: int | None
    protested: bool
    place: int | None
    sort_key: tuple[int, ...]

    @property
    def category(self) -> Category:
        """The narrowest that the person is in."""
        return Category(self.sex, self.age_from, self.division, self.weight_class)


async def board_for(event_id: int, viewer: Person) -> BoardCard:
    """Raises NotFound for an event that the viewer may not see."""
    return await _card(await get_event_card(event_id, viewer))


async def shared_board(event_id: int) -> BoardCard:
    """For a group, or a page that many look at."""
    return await _card(await get_shared_card(event_id))


async def _card(card: EventCard) -> BoardCard:
    board = await read_board(card.id, card.kind)
    row = await database.fetchrow(
        "SELECT coalesce(sum(entered), 0)::int AS entered, coalesce(sum(classified), 0)::int AS classified, "
        "coalesce(sum(reviews), 0)::int AS reviews, "
        "array_agg(DISTINCT sex) FILTER (WHERE sex <> '' AND entered > 0) AS sexes, "
        "array_agg(DISTINCT age_from) FILTER (WHERE age_from >= 0 AND entered > 0) AS ages, "
        "array_agg(DISTINCT division) FILTER (WHERE division <> '' AND entered > 0) AS divisions, "
        "array_agg(DISTINCT weight_class) FILTER (WHERE weight_class >= 0 AND entered > 0) AS weights, "
        "(SELECT count(*) FROM result_protests p WHERE p.event_id = $1 AND p.state = 'open') AS protests "
        "FROM result_tallies WHERE event_id = $1",
        card.id,
    )
    assert row is not None
    divisions = await _divisions(card.id, board, row["divisions"] or [])
    counted = {name: row[name] for name in ("entered", "classified", "reviews", "protests")}
    return BoardCard(
        card,
        board,
        **counted,
        sexes=tuple(row["sexes"] or ()),
        ages=tuple(sorted(row["ages"] or ())),
        divisions=divisions,
        weights=tuple(one for one in sorted(row["weights"] or ()) if one < len(limits_of(card.requirements))),
    )


async def _divisions(event_id: int, board: Board, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if not keys or board.scoring.division is None:
        return ()
    field = ever_asked(await load(event_id, lock=False)).get(board.scoring.division)
    labels = {choice.key: choice.label or choice.key for choice in field.choices} if field else {}
    order = list(labels)
    known = sorted(keys, key=lambda key: order.index(key) if key in order else len(order))
    return tuple((key, labels.get(key, key)) for key in known)


_ROW = """
SELECT r.registration_id, r.user_id, g.number, {name} AS name, r.state, r.marks, r.total, r.reason, r.source,
       r.verified, r.sex, r.age_from, r.division, r.weight_class, r.sort_key,
       EXISTS (SELECT 1 FROM result_protests p WHERE p.registration_id = r.registration_id AND p.state = 'open')
           AS protested
FROM {found} r JOIN registrations g ON g.id = r.registration_id JOIN profiles p ON p.user_id = r.user_id
"""
SHOWN_NAME = (
    "CASE WHEN p.results_visibility <> 'public' THEN '' "
    f"WHEN p.profile_visibility = 'public' THEN {FULL_NAME} ELSE p.first_name END"
)
_COLUMNS = ("sex", "age_from", "division", "weight_class")


def _among(category: Category, first: int = 2) -> tuple[str, list[object]]:
    """Only what is asked stands in the question, so that the index of the category is used."""
    asked = zip(_COLUMNS, (category.sex, category.age, category.division, category.weight), strict=True)
    chosen = [(column, value) for column, value in asked if value is not None]
    said = "".join(f" AND r.{column} = ${first + at}" for at, (column, _) in enumerate(chosen))
    return f"r.event_id = $1{said}", [value for _, value in chosen]


After = tuple[tuple[int, ...], int]
"""The sort key and the registration of the last row shown."""


async def board_page(
    card: BoardCard,
    category: Category,
    *,
    after: After | None = None,
    offset: int = 0,
    limit: int = 20,
    with_names: bool = False,
) -> list[BoardRow]:
    """`with_names`: also of those who show their results to nobody, for who manages the event.

    `after` is for lists without end; the chat's numbered pages use `offset`.
    """
    among, asked = _among(category)
    beyond, skipped = "", ""
    if after:
        beyond = f" AND (r.sort_key, r.registration_id) > (${2 + len(asked)}::bigint[], ${3 + len(asked)}::bigint)"
        asked += [list(after[0]), after[1]]
    elif offset:
        skipped = f" OFFSET ${2 + len(asked)}"
        asked.append(offset)
    # how many rows is part of the question: of a number that is told later, a tenth of the board would be planned for
    first = f"ORDER BY r.sort_key, r.registration_id{skipped} LIMIT {int(limit)}"
    found = f"(SELECT * FROM results r WHERE {among}{beyond} {first})"
    rows = await database.fetch(
        f"{_ROW.format(name=FULL_NAME if with_names else SHOWN_NAME, found=found)} "
        "ORDER BY r.sort_key, r.registration_id",
        *(card.id, *asked),
    )
    if not rows:
        return []
    better, before = await _in_front(card, category, rows[0]) if after or offset else (0, 0)
    ranked = places([tuple(row["sort_key"]) for row in rows], better=better, before=before)
    return [_row(row, place) for row, place in zip(rows, ranked, strict=True)]


async def _in_front(card: BoardCard, category: Category, row: asyncpg.Record) -> tuple[int, int]:
    """How many are better, and how many stand in front: who shares the place may stand there too."""
    among, asked = _among(category, 4)
    known, key = "0", row["sort_key"]
    if category.is_all and key[0] == CLASSIFIED:
        bucket, known = key[1] // BUCKET, _IN_BUCKETS_BEFORE
        among += " AND r.sort_key >= $5::bigint[]"
        asked += [bucket, [CLASSIFIED, bucket * BUCKET]]
    counted = await database.fetchrow(
        f"SELECT {known} AS known, count(*) FILTER (WHERE r.sort_key < $2) AS better, "
        "count(*) FILTER (WHERE (r.sort_key, r.registration_id) < ($2, $3::bigint)) AS before "
        f"FROM results r WHERE {among} AND r.sort_key <= $2",
        *(card.id, key, row["registration_id"], *asked),
    )
    assert counted is not None
    return counted["known"] + counted["better"], counted["known"] + counted["before"]


_IN_BUCKETS_BEFORE = """
(SELECT coalesce(sum(people), 0)::int FROM result_buckets WHERE event_id = $1 AND bucket < $4)
"""
"""How many lie in the stretches of the board before the key's own."""


def _row(row: asyncpg.Record, place: int | None) -> BoardRow:
    values = dict(row) | {"marks": tuple(orjson.loads(row["marks"])), "sort_key": tuple(row["sort_key"])}
    return BoardRow(**values, place=place)


async def row_of(
    card: BoardCard, registration_id: int, category: Category, *, with_names: bool = False
) -> BoardRow | None:
    """One row with its place in the category; None: not there."""
    name = FULL_NAME if with_names else SHOWN_NAME
    among, asked = _among(category, 3)
    row = await database.fetchrow(
        f"{_ROW.format(name=name, found='results')} WHERE {among} AND r.registration_id = $2",
        *(card.id, registration_id, *asked),
    )
    if row is None:
        return None
    better, _ = await _in_front(card, category, row)
    return _row(row, places([tuple(row["sort_key"])], better=better)[0])


async def own_row(card: BoardCard, user_id: int, category: Category) -> BoardRow | None:
    """The viewer's own, with their name; None where they have none in this category."""
    registration_id = await database.fetchval(
        "SELECT registration_id FROM results WHERE event_id = $1 AND user_id = $2", card.id, user_id
    )
    return await row_of(card, registration_id, category, with_names=True) if registration_id else None


async def count_in(card: BoardCard, category: Category) -> int:
    """How many have a place in the category."""
    return card.classified if category.is_all else await _tallied(card, category, "classified")


async def number_of_rows(card: BoardCard, category: Category) -> int:
    return card.entered if category.is_all else await _tallied(card, category, "entered")


async def _tallied(card: BoardCard, category: Category, column: str) -> int:
    among, asked = _among(category)
    counted: int = await database.fetchval(
        f"SELECT coalesce(sum({column}), 0)::int FROM result_tallies r WHERE {among}", card.id, *asked
    )
    return counted
