"""A poll as the Bot API shows it and as a person sees it."""

from __future__ import annotations

from sandbox.telegram.records import Fields, Poll, Post
from sandbox.telegram.safe_html import safe_html
from sandbox.telegram.world import World


def poll_of(world: World, post: Post) -> Poll | None:
    shown = post.body.get("poll")
    return world.records.polls.get(shown["id"]) if shown else None


def is_quiz(poll: Poll) -> bool:
    return bool(poll.terms.get("type") == "quiz")


def may_revote(poll: Poll) -> bool:
    return bool(poll.terms.get("allows_revoting", not is_quiz(poll)))


def votes_for(poll: Poll, index: int) -> list[int]:
    return [person for person, chosen in poll.votes.items() if index in chosen]


def api_poll(world: World, poll: Poll) -> Fields:
    """A Poll as the Bot API shows it; the right answers only of the bot's own polls, or when it is over."""
    options = [option | {"voter_count": len(votes_for(poll, index))} for index, option in enumerate(poll.options)]
    terms = poll.terms
    shown: Fields = {
        "id": poll.id,
        **poll.question,
        "options": options,
        "total_voter_count": len(poll.votes),
        "is_closed": poll.is_closed,
        "is_anonymous": terms.get("is_anonymous", True),
        "type": terms.get("type", "regular"),
        "allows_multiple_answers": terms.get("allows_multiple_answers", False),
        "allows_revoting": may_revote(poll),
        "members_only": terms.get("members_only", False),
    }
    shown |= {name: terms[name] for name in ("open_period", "description", "description_entities") if terms.get(name)}
    if poll.close_date:
        shown["close_date"] = poll.close_date
    return shown | (_answers(poll) if poll.is_closed or poll.owner == world.bot.id else {})


def _answers(poll: Poll) -> Fields:
    names = ("correct_option_ids", "explanation", "explanation_entities")
    shown = {name: poll.terms[name] for name in names if poll.terms.get(name)}
    if is_quiz(poll):
        shown["correct_option_id"] = poll.terms["correct_option_ids"][0]
    return shown


def shown_poll(world: World, poll: Poll, viewer: int) -> Fields:
    """Figures and names are for those who have voted, or for all when it is over."""
    terms, quiz = poll.terms, is_quiz(poll)
    voted = viewer in poll.votes
    open_figures = poll.is_closed or (voted and not terms.get("hide_results_until_closes"))
    answered = open_figures if quiz else False
    shown: Fields = {
        "id": poll.id,
        "question": poll.question["question"],
        "question_html": safe_html(poll.question["question"], poll.question.get("question_entities", [])),
        "type": "quiz" if quiz else "regular",
        "anonymous": terms.get("is_anonymous", True),
        "multiple": bool(terms.get("allows_multiple_answers")),
        "revoting": may_revote(poll),
        "closed": poll.is_closed,
        "total": len(poll.votes),
        "voted": voted,
        "may_vote": not poll.is_closed and (not voted or may_revote(poll)),
        "may_retract": not poll.is_closed and voted and may_revote(poll),
        "options": [_shown_option(world, poll, index, viewer, open_figures) for index in range(len(poll.options))],
    }
    if poll.close_date and not poll.is_closed:
        shown["until"] = poll.close_date
    if answered and terms.get("explanation"):
        shown["explanation_html"] = safe_html(terms["explanation"], terms.get("explanation_entities", []))
    return shown


def _shown_option(world: World, poll: Poll, index: int, viewer: int, figures: bool) -> Fields:
    option, voters = poll.options[index], votes_for(poll, index)
    shown: Fields = {
        "index": index,
        "id": option["persistent_id"],
        "text": option["text"],
        "html": safe_html(option["text"], option.get("text_entities", [])),
        "mine": index in poll.votes.get(viewer, []),
    }
    if not figures:
        return shown
    shown |= {"votes": len(voters), "percent": round(100 * len(voters) / len(poll.votes)) if poll.votes else 0}
    if is_quiz(poll):
        shown["correct"] = index in poll.terms.get("correct_option_ids", [])
    if not poll.terms.get("is_anonymous", True):
        people = [world.records.people[person] for person in voters]
        shown["voters"] = [{"id": person.id, "key": person.key, "name": person.name} for person in people]
    return shown
