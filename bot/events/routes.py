"""Every word, button and link that leads to events."""

from __future__ import annotations

from bot.events import (
    asking,
    creating,
    door,
    faq,
    finding,
    group,
    managing,
    notices,
    own,
    panel,
    paying,
    people,
    registering,
    renderers,
    takings,
)
from bot.kit.routes import Conversation, Route, Where
from domain.events import registration_form
from domain.events.form import EVENT_FORM

COMMANDS = {
    "events": Route(finding.events, Where.ANYWHERE),
    "event": Route(finding.event_command, Where.ANYWHERE),
    "newevent": Route(creating.new_event),
    "myevents": Route(managing.my_events),
    "my": Route(own.mine, Where.ANYWHERE),
    "tickets": Route(own.tickets),
    **group.COMMANDS,
    **panel.COMMANDS,
    **door.COMMANDS,
}
PRESSES = {
    "ev.find": Route(finding.find),
    "ev.card": Route(finding.card),
    "ev.join": Route(registering.join),
    "ev.agree": Route(registering.agree_and_join),
    "ev.leave": Route(registering.leave),
    "ev.leave!": Route(registering.really_leave),
    "ev.way": Route(registering.change_way),
    "ev.way!": Route(registering.really_change_way),
    "ev.take": Route(registering.take),
    **paying.PRESSES,
    "ev.pass": Route(registering.pass_on),
    "ev.answers": Route(registering.change_answers),
    "ev.other": Route(registering.find_other),
    "ev.fill": Route(registering.answer_the_rest),
    "ev.my": Route(own.mine),
    "ev.ticket": Route(own.ticket),
    "ev.ics": Route(own.calendar),
    "ev.venue": Route(own.venue),
    "ev.new": Route(creating.new_event),
    "ev.edit": Route(creating.edit),
    "ev.edit1": Route(creating.edit_one),
    "ev.mine": Route(managing.my_events),
    "ev.manage": Route(managing.manage),
    "ev.publish": Route(managing.publish),
    "ev.open": Route(managing.open_registration),
    "ev.start": Route(managing.ask_first),
    "ev.start!": Route(managing.start),
    "ev.finish": Route(managing.ask_first),
    "ev.finish!": Route(managing.finish),
    "ev.cancel": Route(managing.cancel),
    "ev.archive": Route(managing.archive),
    "ev.delete": Route(managing.ask_first),
    "ev.delete!": Route(managing.delete),
    "ev.clone": Route(managing.clone),
    "ev.relink": Route(managing.ask_first),
    "ev.relink!": Route(managing.change_link),
    "ev.people": Route(managing.people),
    **group.PRESSES,
    **panel.PRESSES,
    **takings.PRESSES,
    **door.PRESSES,
    **asking.PRESSES,
    **people.PRESSES,
    **faq.PRESSES,
    **notices.PRESSES,
}
STARTS = {
    "e": Route(finding.opened_link),
    "r": Route(registering.join_from_link),
    "onsite": Route(registering.join_from_link),
    "online": Route(registering.join_from_link),
    "t": Route(own.ticket),
    "pay": Route(paying.opened_link),
    **group.STARTS,
    **people.STARTS,
    **door.STARTS,
}
CONVERSATIONS = {
    EVENT_FORM.key: Conversation(EVENT_FORM, creating.created),
    "event-line": Conversation(None, creating.line_completed),
    "event-edit": Conversation(None, creating.edited, left=managing.back_to_event),
    managing.CANCEL_FORM.key: Conversation(managing.CANCEL_FORM, managing.cancelled, left=managing.back_to_event),
    registration_form.KEY: Conversation(
        None,
        registering.answered,
        left=finding.back_to_card,
        judge=registering.judge,
        ways_out=registering.ways_out,
    ),
    registration_form.CHANGE_KEY: Conversation(
        None,
        registering.answers_changed,
        left=finding.back_to_card,
        judge=registering.judge,
        ways_out=registering.ways_out,
    ),
    **panel.CONVERSATIONS,
    **asking.CONVERSATIONS,
    **people.CONVERSATIONS,
    **faq.CONVERSATIONS,
}
SERVICES = group.SERVICES
SCREENS = {**renderers.SCREENS, **notices.SCREENS, **paying.SCREENS, **door.SCREENS}
CALLS = {**group.CALLS, **notices.CALLS, **door.CALLS}
AFTER_SENT = {**group.AFTER_SENT, **renderers.AFTER_SENT, **door.AFTER_SENT}
