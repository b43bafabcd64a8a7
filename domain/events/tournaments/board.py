"""A tournament in hand: its row is held, its players and matches are known, and what follows from a change is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain import database
from domain.errors import NotFound
from domain.events.brackets.tables import Game, Line
from domain.events.brackets.tree import BYE, LoserOf, Match, Seed, Side, Standing, WinnerOf, champion, resolve
from domain.events.tournaments import formats
from domain.events.tournaments.formats import Plan
from domain.events.tournaments.models import Tournament, TournamentMatch, TournamentPlayer

OPEN = ("ready", "reported", "disputed")
"""Two people are to end it."""
OVER = ("done", "walkover", "bye", "void")


@dataclass(slots=True)
class Board:
    """`matches` are in the order in which they are played."""

    tournament: Tournament
    players: list[TournamentPlayer]
    matches: list[TournamentMatch]
    _new: list[TournamentMatch] = field(default_factory=list)
    _gone: list[int] = field(default_factory=list)
    _as_read: dict[int, tuple[object, ...]] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        t = self.tournament
        return Plan(t.format, len(self.players), t.bronze, t.group_count, t.swiss_rounds)

    @property
    def withdrawn(self) -> set[int]:
        return {one.seed for one in self.players if one.withdrawn_at}

    @property
    def has_results(self) -> bool:
        """Anything that a person has said of a match."""
        return any(is_said(one) for one in self.matches)

    def match(self, match_id: int) -> TournamentMatch:
        """Raises NotFound."""
        for one in self.matches:
            if one.id == match_id:
                return one
        raise NotFound

    def player(self, seed: int) -> TournamentPlayer:
        return self.players[seed - 1]

    def seed_of(self, user_id: int) -> int | None:
        return next((one.seed for one in self.players if one.user_id == user_id), None)

    def current(self) -> dict[int, tuple[int, int]]:
        """Each player's next match and opponent, where both are known."""
        found: dict[int, tuple[int, int]] = {}
        for one in self.matches:
            if one.state in OPEN and one.first_seed and one.second_seed:
                found.setdefault(one.first_seed, (one.id, one.second_seed))
                found.setdefault(one.second_seed, (one.id, one.first_seed))
        return found

    def add(self, matches: Iterable[Match]) -> None:
        """Behind those that are there; they get their ids when they are kept."""
        position = len(self.matches)
        for at, one in enumerate(matches, position + 1):
            row = TournamentMatch(
                tournament_id=self.tournament.id,
                key=one.key,
                part=one.part,
                round=one.round,
                position=at,
                first_from=_written(one.sides[0], len(self.players)),
                second_from=_written(one.sides[1], len(self.players)),
                only_if_lost=one.only_if_lost,
            )
            self.matches.append(row)
            self._new.append(row)

    def settle(self) -> None:
        """Who meets whom now; rounds that can be drawn are; who has won, once nothing is left to play."""
        self._spread()
        while self._grow():
            self._spread()
        ends = all(one.state in OVER for one in self.matches)
        self.tournament.champion = self._best() if ends else None

    @property
    def is_over(self) -> bool:
        return all(one.state in OVER for one in self.matches)

    def _spread(self) -> None:
        trees = [_tree(one) for one in self.matches]
        winners = {one.key: one.winner for one in self.matches if is_decided(one) and one.winner}
        found = resolve(trees, len(self.players), winners, withdrawn=self.withdrawn)
        for row in self.matches:
            self._place(row, found[row.key])

    def _place(self, row: TournamentMatch, standing: Standing) -> None:
        sides = (standing.sides[0] or None, standing.sides[1] or None)
        if (row.first_seed, row.second_seed) != sides or not standing.needed:
            clear(row)
        row.first_seed, row.second_seed = sides
        if is_decided(row):
            return
        state = _state(standing)
        if state == "ready" and row.state in ("reported", "disputed"):
            return
        clear(row)
        row.state = state
        row.winner = (standing.winner or None) if state in ("walkover", "bye") else None

    def _grow(self) -> bool:
        """The next Swiss round, or the bracket behind the groups."""
        if any(one.state not in OVER for one in self.matches):
            return False
        match self.tournament.format:
            case "swiss":
                following = self._next_swiss_round()
            case "groups" if not any(one.part == "W" for one in self.matches):
                following = self.playoff()
            case _:
                following = []
        self.add(following)
        return bool(following)

    def playoff(self) -> list[Match]:
        return formats.playoff_matches(self._alive(self.tables()), bronze=self.tournament.bronze)

    def drop(self, *parts: str) -> None:
        """What is to be drawn anew."""
        self._gone += [one.id for one in self.matches if one.part in parts and one.id is not None]
        self.matches = [one for one in self.matches if one.part not in parts]
        self._new = [one for one in self._new if one.part not in parts]

    def _next_swiss_round(self) -> list[Match]:
        played = max((one.round for one in self.matches), default=0)
        (standing,) = self._alive(self.tables())
        if played >= self.plan.rounds or len(standing) < formats.LEAST:
            return []
        return formats.swiss_matches(played + 1, standing, self.games("S"), self.rested())

    def _alive(self, tables: Sequence[Sequence[Line]]) -> list[list[Line]]:
        return [[line for line in one if line.player not in self.withdrawn] for one in tables]

    def games(self, part: str) -> list[Game]:
        return games_of(self.matches, part)

    def rested(self) -> list[int]:
        return [one.first_seed for one in self.matches if one.part == "S" and one.state == "bye" and one.first_seed]

    def tables(self) -> list[list[Line]]:
        """One a group; of a Swiss tournament, the one of all."""
        if self.tournament.format == "swiss":
            return [formats.standings(range(1, len(self.players) + 1), self.games("S"), self.rested())]
        if self.tournament.format == "round_robin":
            return [formats.standings(range(1, len(self.players) + 1), self.games("G1"), [])]
        groups = self.plan.groups if self.tournament.format == "groups" else []
        return [formats.standings(group, self.games(f"G{number}"), []) for number, group in enumerate(groups, 1)]

    def _best(self) -> int | None:
        trees = [_tree(one) for one in self.matches if not formats.is_table(one.part)]
        if trees:
            standings = resolve(
                trees,
                len(self.players),
                {one.key: one.winner for one in self.matches if one.winner},
                withdrawn=self.withdrawn,
            )
            return champion(trees, standings) or None
        lines = [line for one in self.tables() for line in one]
        alive = [line for line in lines if line.player not in self.withdrawn]
        return (alive or lines)[0].player if lines else None

    async def keep(self) -> None:
        """Write what has changed."""
        if self._gone:
            await database.execute("DELETE FROM tournament_matches WHERE id = ANY($1)", self._gone)
            self._gone.clear()
        for row in self.matches:
            if row.id is None:
                continue
            if self._as_read.get(row.id) != _content(row):
                row.version += 1
                await row.save()
        for row in self._new:
            await row.save()
        self._new.clear()
        self.tournament.version += 1
        await self.tournament.save()
        self._as_read = {one.id: _content(one) for one in self.matches}


async def hold(*, event_id: int | None = None, tournament_id: int | None = None) -> Board | None:
    """Locked to the end of the transaction: whatever is done to a tournament is done one after another."""
    column, value = ("event_id", event_id) if event_id is not None else ("id", tournament_id)
    row_id = await database.fetchval(f"SELECT id FROM tournaments WHERE {column} = $1 FOR UPDATE", value)
    if row_id is None:
        return None
    return await _read(row_id)


async def hold_match(match_id: int) -> Board:
    """Raises NotFound."""
    found = await database.fetchval("SELECT tournament_id FROM tournament_matches WHERE id = $1", match_id)
    board = await hold(tournament_id=found) if found else None
    if board is None:
        raise NotFound
    board.match(match_id)
    return board


async def look(event_id: int) -> Board | None:
    """To be shown, not to be changed. It lies in three tables: changed while it is read, it is read anew."""
    while row_id := await database.fetchval("SELECT id FROM tournaments WHERE event_id = $1", event_id):
        found = await _read(row_id)
        version = await database.fetchval("SELECT version FROM tournaments WHERE id = $1", row_id)
        if found and version == found.tournament.version:
            return found
    return None


async def _read(row_id: int) -> Board | None:
    tournament = await database.fetch_by_id(Tournament, row_id)
    if tournament is None:
        return None
    players = await TournamentPlayer.filter(tournament_id=row_id).order_by("seed")
    matches = await TournamentMatch.filter(tournament_id=row_id).order_by("position")
    board = Board(tournament, players, matches)
    board._as_read = {one.id: _content(one) for one in matches}
    return board


def is_said(row: TournamentMatch) -> bool:
    return row.state in ("reported", "disputed") or is_decided(row)


def is_decided(row: TournamentMatch) -> bool:
    """By people, or by the time they let pass; a walkover that a withdrawal made follows from the withdrawal."""
    return row.state == "done" or (row.state == "walkover" and row.decided_by is not None)


def clear(row: TournamentMatch) -> None:
    """As if nobody had said anything of it."""
    row.state = "waiting"
    row.first_score = row.second_score = row.winner = None
    row.reported_by = row.stands_at = row.decided_by = row.decided_at = None


def decide(row: TournamentMatch, score: tuple[int, int], by: int | None, *, now: datetime) -> None:
    first, second = score
    row.state, row.first_score, row.second_score = "done", first, second
    row.winner = None if first == second else row.first_seed if first > second else row.second_seed
    row.decided_by, row.decided_at, row.stands_at = by, now, None


def games_of(matches: Iterable[TournamentMatch], part: str) -> list[Game]:
    """Those that count in a table: a walkover is a win like any other."""
    return [
        Game(one.first_seed, one.second_seed, one.winner)
        for one in matches
        if one.part == part and one.state in ("done", "walkover") and one.first_seed and one.second_seed
    ]


def _state(standing: Standing) -> str:
    if not standing.needed:
        return "void"
    if None in standing.sides:
        return "waiting"
    if BYE in standing.sides:
        return "bye" if standing.winner else "void"
    return "walkover" if standing.winner else "ready"


def _tree(row: TournamentMatch) -> Match:
    return Match(row.key, row.part, row.round, (_side(row.first_from), _side(row.second_from)), row.only_if_lost)


def _side(written: str) -> Side:
    kind, name = written[0], written[1:]
    if kind == "S":
        return Seed(int(name) or formats.BEYOND)
    return WinnerOf(name) if kind == "W" else LoserOf(name)


def _written(side: Side, players: int) -> str:
    match side:
        case Seed(number):
            return f"S{number if number <= players else formats.NOBODY}"
        case WinnerOf(key):
            return f"W{key}"
        case LoserOf(key):
            return f"L{key}"


def _content(row: TournamentMatch) -> tuple[object, ...]:
    return (
        *(row.first_seed, row.second_seed, row.state, row.first_score, row.second_score, row.winner),
        *(row.reported_by, row.stands_at, row.decided_by, row.decided_at),
    )
