"""What is shown of a tournament: frozen, with names. Pure questions about it are answered here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.events.brackets.tables import Line
from domain.events.tournaments.formats import is_table

IN_PLAY = ("ready", "reported", "disputed")


@dataclass(frozen=True, slots=True)
class PlayerCard:
    id: int
    seed: int
    user_id: int
    name: str
    """A first name and the letter of a second: everybody who sees the event reads it."""
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class SideCard:
    """`seed` None: not known yet, or nobody. `source` says who will come: `winner` or `loser` of the match `of`."""

    seed: int | None
    name: str
    source: str = ""
    of: str = ""
    of_number: int = 0


@dataclass(frozen=True, slots=True)
class MatchCard:
    """`number` counts the matches from 1, in the order in which they are played."""

    id: int
    key: str
    part: str
    round: int
    number: int
    first: SideCard
    second: SideCard
    state: str
    first_score: int | None
    second_score: int | None
    winner: int | None
    reported_by: int | None
    """The seed of who reported."""
    stands_at: datetime | None
    version: int
    sources: tuple[str, str] = ("", "")
    """Where its sides came from, as the row has it: `WW1.2`, the winner of W1.2."""

    @property
    def seeds(self) -> tuple[int | None, int | None]:
        return self.first.seed, self.second.seed

    @property
    def is_in_play(self) -> bool:
        return self.state in IN_PLAY

    @property
    def may_be_played(self) -> bool:
        """A second final is one only when the first was won from below."""
        return self.state != "void" and (self.part, self.round, self.state) != ("F", 2, "waiting")

    def other(self, seed: int) -> SideCard:
        return self.second if self.first.seed == seed else self.first

    def score_of(self, seed: int) -> tuple[int, int] | None:
        """From that player's side: theirs first."""
        if self.first_score is None or self.second_score is None:
            return None
        score = (self.first_score, self.second_score)
        return score if self.first.seed == seed else (score[1], score[0])


@dataclass(frozen=True, slots=True)
class BracketCard:
    """`state` none: nobody has said how it is played; open, drawn: only who manages the event sees more of it."""

    event_id: int
    title: str
    event_status: str
    zone: str
    registration_is_open: bool
    manages: bool
    state: str
    format: str = ""
    best_of: int = 1
    seeding: str = ""
    bronze: bool = False
    players: tuple[PlayerCard, ...] = ()
    matches: tuple[MatchCard, ...] = ()
    tables: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    """By part: G1, G2, S."""
    champion: int | None = None
    has_results: bool = False
    own_seed: int | None = None
    version: int = 0

    @property
    def is_shown(self) -> bool:
        return bool(self.matches)

    @property
    def rounds(self) -> list[tuple[str, int]]:
        """Parts with their rounds, as they are played: groups round by round, then the bracket."""
        found = dict.fromkeys((_stage(one.part), one.round) for one in self.matches if one.may_be_played)
        return list(found)

    def of_round(self, part: str, number: int) -> list[MatchCard]:
        return [one for one in self.matches if _stage(one.part) == part and one.round == number and one.may_be_played]

    def match(self, key: str) -> MatchCard | None:
        return next((one for one in self.matches if one.key == key), None)

    def name(self, seed: int | None) -> str:
        return self.players[seed - 1].name if seed else ""

    def last_round(self, part: str) -> int:
        return max((one.round for one in self.matches if one.part == part), default=0)

    @property
    def current_round(self) -> int:
        """Which of `rounds` is being played: the first that is not over, else the last."""
        rounds = self.rounds
        for at, (part, number) in enumerate(rounds):
            if any(one.is_in_play for one in self.of_round(part, number)):
                return at
        return max(0, len(rounds) - 1)

    def count(self, *states: str) -> int:
        return sum(one.state in states and one.may_be_played for one in self.matches)


def _stage(part: str) -> str:
    """Groups play their rounds side by side."""
    return "G" if part.startswith("G") else part


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is next for a player: play, wait (for the match, or for the next round), rest, out, won, withdrawn."""

    kind: str
    match: MatchCard | None = None


def prospect(card: BracketCard, seed: int) -> Prospect:
    if card.players[seed - 1].withdrawn:
        return Prospect("withdrawn")
    own = [one for one in card.matches if seed in one.seeds]
    for one in own:
        if one.is_in_play:
            return Prospect("play", one)
    for one in own:
        if one.state == "waiting":
            return Prospect("wait", one)
    if card.state == "finished":
        return Prospect("won" if card.champion == seed else "out")
    tables_go_on = any(is_table(one.part) and one.state in ("waiting", *IN_PLAY) for one in card.matches)
    in_table = any(is_table(one.part) for one in own)
    return Prospect("wait" if in_table and tables_go_on else "out")


def podium(card: BracketCard) -> list[tuple[int, int]]:
    """Places with seeds, once it is over: up to the third, which two may share."""
    if card.state != "finished" or card.champion is None:
        return []
    if not any(not is_table(one.part) for one in card.matches):
        (table,) = [lines for _, lines in card.tables]
        return [(place, line.player) for place, line in enumerate(table[:3], 1)]
    return [(1, card.champion), *_behind(card, card.champion)]


def _behind(card: BracketCard, champion: int) -> list[tuple[int, int]]:
    bracket = [one for one in card.matches if one.part in ("W", "L", "F") and all(one.seeds) and one.winner]
    if not bracket:
        return []
    final = bracket[-1]
    second = next((seed for seed in final.seeds if seed and seed != champion), None)
    found = [(2, second)] if second else []
    bronze = card.match("B1.1")
    if bronze and bronze.winner:
        return [*found, (3, bronze.winner)]
    if bronze or (final.round < 2 and final.part == "W"):
        return found
    last = "L" if final.part == "F" else "W"
    number = card.last_round("L") if last == "L" else final.round - 1
    lost = [one for one in bracket if one.part == last and one.round == number]
    return [*found, *((3, seed) for one in lost for seed in one.seeds if seed and seed != one.winner)]


def round_name(card: BracketCard, part: str, number: int) -> tuple[str, int]:
    """What a round is called: tour 3, groups 1, upper 2, lower 4, bronze, final, again; `of` 4 is a quarterfinal."""
    match part[0]:
        case "S":
            return "tour", number
        case "G":
            return "tour" if card.format == "round_robin" else "groups", number
        case "L":
            return "lower", number
        case "B":
            return "bronze", 0
        case "F":
            return "final" if number == 1 else "again", 0
    if card.format == "double":
        return "upper", number
    left = card.last_round("W") - number
    return ("of", 2**left) if left else ("final", 0)
