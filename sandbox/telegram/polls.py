"""Polls and quizzes: votes, what the bot hears of them, closing by hand or by time."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import show
from sandbox.telegram.polls_shown import api_poll, may_revote, poll_of
from sandbox.telegram.records import Chat, Fields, Person, Poll, Post
from sandbox.telegram.world import World


def new_poll(world: World, owner: int, question: Fields, options: list[Fields], terms: Fields) -> Poll:
    """`question` is {question, question_entities?}; `options` are {text, text_entities?}."""
    world.records.last_poll += 1
    number = str(world.records.last_poll)
    named = [option | {"persistent_id": str(index)} for index, option in enumerate(options)]
    poll = Poll(id=number, owner=owner, question=question, options=named, terms=terms)
    period, date = terms.get("open_period"), terms.get("close_date")
    poll.close_date = world.clock.unix() + period if period else date
    poll.is_closed = bool(terms.get("is_closed"))
    world.records.polls[number] = poll
    world.touch()
    return poll


def vote(world: World, person: Person, chat: Chat, post: Post, chosen: list[int]) -> Poll:
    """An empty choice takes the vote back. Raises SimError when Telegram's clients would not let it be."""
    poll = poll_of(world, post)
    if poll is None:
        raise SimError("this is not a poll")
    _check_vote(poll, person, chat, chosen)
    if chosen:
        poll.votes[person.id] = sorted(set(chosen))
    else:
        poll.votes.pop(person.id, None)
    world.touch()
    show_poll(world, poll)
    _tell_vote(world, poll, person)
    return poll


def _check_vote(poll: Poll, person: Person, chat: Chat, chosen: list[int]) -> None:
    if poll.is_closed:
        raise SimError("the poll is closed")
    if person.id in poll.votes and not may_revote(poll):
        raise SimError("this vote cannot be changed")
    if any(not 0 <= index < len(poll.options) for index in chosen):
        raise SimError("there is no such option", f"0 to {len(poll.options) - 1}")
    if len(set(chosen)) > 1 and not poll.terms.get("allows_multiple_answers"):
        raise SimError("only one answer may be chosen")
    if poll.terms.get("members_only") and person.id not in chat.members:
        raise SimError("only members of the chat vote here")


def _tell_vote(world: World, poll: Poll, person: Person) -> None:
    """The bot hears of its own polls only, and who voted only when they are not anonymous."""
    if poll.owner != world.bot.id:
        return
    world.updates.push("poll", api_poll(world, poll), f"poll:{poll.id}")
    if poll.terms.get("is_anonymous", True):
        return
    chosen = poll.votes.get(person.id, [])
    voter: Fields = {"user": world.user(person.id)}
    answer = {"option_ids": chosen, "option_persistent_ids": [poll.options[i]["persistent_id"] for i in chosen]}
    world.updates.push("poll_answer", {"poll_id": poll.id, **voter, **answer}, f"poll:{poll.id}")


def close(world: World, poll: Poll) -> None:
    """Nobody votes any more; the bot hears of any poll that it can see."""
    poll.is_closed = True
    world.touch()
    show_poll(world, poll)
    if poll.owner == world.bot.id:
        world.updates.push("poll", api_poll(world, poll), f"poll:{poll.id}")


def close_due(world: World) -> None:
    """Polls whose time is over."""
    now = world.clock.unix()
    for poll in list(world.records.polls.values()):
        if not poll.is_closed and poll.close_date is not None and poll.close_date <= now:
            close(world, poll)


def show_poll(world: World, poll: Poll) -> None:
    """On every message that shows it: forwards show the same poll."""
    for post in world.records.posts:
        if not post.deleted and post.body.get("poll", {}).get("id") == poll.id:
            show(world, post, "edited")


def stop(world: World, person: Person, post: Post) -> Poll:
    poll = poll_of(world, post)
    if poll is None:
        raise SimError("this is not a poll")
    if post.sender != person.id or poll.owner != person.id:
        raise SimError("only its author closes a poll")
    if poll.is_closed:
        raise SimError("the poll is closed already")
    close(world, poll)
    return poll
