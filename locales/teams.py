"""Teams in words: what they are to be, and what one of them lacks."""

from __future__ import annotations

from typing import Any, Protocol

from locales import Translator


class Rules(Protocol):
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def counted(self) -> int: ...
    @property
    def needs_woman(self) -> bool: ...


class Team(Protocol):
    """Asked by the rules of its event."""

    @property
    def members(self) -> int: ...
    def missing(self, rules: Any) -> int: ...
    def lacks_woman(self, rules: Any) -> bool: ...
    def is_complete(self, rules: Any) -> bool: ...


def team_state(team: Team, rules: Rules, t: Translator) -> str:
    """«В полном составе», or what is missing: «ещё 2»."""
    if team.is_complete(rules):
        return t("team-complete", count=team.members, most=rules.most)
    missing = team.missing(rules)
    said = [t("team-missing", count=missing)] if missing else []
    said += [t("team-lacks-woman")] if team.lacks_woman(rules) else []
    return t("team-incomplete", what=", ".join(said))


def team_rules_words(rules: Rules, t: Translator) -> str:
    said = t("team-rules-said", least=rules.least, most=rules.most, counted=rules.counted)
    return f"{said} {t('team-rules-woman')}" if rules.needs_woman else said
