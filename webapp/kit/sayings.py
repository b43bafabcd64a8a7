"""What templates say in the words of the chat: the same functions, under their own names."""

from __future__ import annotations

from collections.abc import Callable

from locales.awards import badge_name, prize_notes, prize_place
from locales.called_off import called_off_words
from locales.documents import document_facts, document_kept, document_validity
from locales.prices import prices_words, promo_code_words
from locales.programme import item_places
from locales.seasons import season_rules_words
from locales.teams import team_rules_words, team_state
from locales.tournaments import best_of_words, format_words, tournament_facts

_ALL: tuple[Callable[..., str | list[str]], ...] = (
    *(badge_name, prize_place, prize_notes, called_off_words),
    *(document_facts, document_kept, document_validity),
    *(prices_words, promo_code_words, item_places),
    *(season_rules_words, team_rules_words, team_state),
    *(best_of_words, format_words, tournament_facts),
)
SAYINGS = {said.__name__: said for said in _ALL}
