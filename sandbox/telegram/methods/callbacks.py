from __future__ import annotations

import time

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.messages import show
from sandbox.telegram.world import OpenQuery, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200


def open_query(world: World, query_id: str, kind: str) -> OpenQuery:
    """The query, if it is open and young enough; raises 400 and tells the page about a late answer."""
    query = world.queries.get(query_id)
    late = query is not None and not is_young(world, query)
    if query is None or query.kind != kind or query.answer is not None or late:
        world.toast("late-answer", "warning")
        raise bad_request(TOO_OLD)
    return query


def is_young(world: World, query: OpenQuery) -> bool:
    """A query that is asked of the bot with a deadline of its own carries it."""
    return time.monotonic() - query.born <= float(query.meta.get("ttl", world.switches.query_ttl_s))


def answer_callback_query(call: Call) -> bool:
    world = call.world
    query = open_query(world, call.fields["callback_query_id"], "callback")
    if utf16_len(call.get("text", "")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": call.get("text"), "alert": call.get("show_alert", False), "url": call.get("url")}
    query.answer = answer
    query.bell.ring()
    world.hub.tell(query.person_id, {"type": "callback_answer", "query_id": query.id, **answer})
    post = world.posts_by_seq.get(query.post_seq or 0)
    if post is not None and not post.deleted:
        show(world, post, "edited")
    return True


HANDLERS: HandlerTable = {"answerCallbackQuery": answer_callback_query}
