"""The routes of events for those who organize them."""

from __future__ import annotations

from webapp.chat import answering
from webapp.events import (
    applications,
    asking,
    bracket_judging,
    course,
    exporting,
    faq,
    group_door,
    journal,
    letters,
    notices,
    organizing,
    panel,
    participant,
    party,
    people,
    placing,
    planned_letters,
    programme_making,
    promo,
    promoting,
    results,
    results_list,
    series,
    takings,
    team_managing,
)
from webapp.events.policies import (
    ANSWERS_READER,
    APPLICATION,
    DECIDER,
    ORGANIZER,
    RESULTS,
)
from webapp.kit.routing import PERSON, Route, page, route


def organizing_routes() -> tuple[Route, ...]:
    event = r"/org/events/{event_id:\d{1,16}}"
    return (
        *_making(event),
        *_state(event),
        *_people(event),
        *_applications(event),
        *_writing(event),
        *_party_and_teams(event),
        *_asking(event),
        *_money(event),
        *_telling(event),
        *_promoting(event),
        *_results(event),
        *_bracket(event),
    )


def _making(event: str) -> tuple[Route, ...]:
    return (
        page("/org", organizing.mine, policy=PERSON, shape="rows"),
        page("/org/events/new", organizing.new, policy=PERSON, shape="form"),
        route("POST", "/org/events/new", organizing.create, policy=PERSON, gather=placing.of_new),
        route("POST", "/org/events/new/draft", organizing.keep_draft, policy=PERSON),
        route("POST", "/org/events/new/draft/dropping", organizing.drop_draft, policy=PERSON),
        page(f"{event}/edit", organizing.edit, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/edit", organizing.save, policy=ORGANIZER, gather=placing.of_changed),
    )


def _state(event: str) -> tuple[Route, ...]:
    """What its organizer sees first, and the moves from one status to another."""
    moves = {
        "publishing": panel.publish,
        "opening": panel.open_registration,
        "starting": panel.start,
        "finishing": panel.finish,
        "cancelling": panel.cancel,
        "link": panel.change_link,
        "cloning": panel.clone,
        "archiving": panel.archive,
        "deleting": panel.delete,
    }
    return (
        page(event, panel.page, policy=ORGANIZER, shape="panel"),
        page(f"{event}/cancelling", panel.cancelling, policy=ORGANIZER, shape="reason"),
        *(route("POST", f"{event}/{name}", move, policy=ORGANIZER) for name, move in moves.items()),
    )


def _people(event: str) -> tuple[Route, ...]:
    person = rf"{event}/people/{{registration_id:\d{{1,16}}}}"
    return (
        page(f"{event}/people", people.page, policy=ORGANIZER, shape="people"),
        route("POST", f"{event}/people/picked", people.picked, policy=ORGANIZER),
        page(f"{event}/people/removing", people.removing, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/people/removing", people.remove, policy=ORGANIZER),
        route("POST", f"{person}/admitting", people.admit, policy=ANSWERS_READER),
        route("POST", f"{person}/restoring", people.restore, policy=ANSWERS_READER),
        page(person, participant.page, policy=ANSWERS_READER, shape="titled"),
        route("POST", person, participant.note, policy=ANSWERS_READER),
        route("POST", f"{person}/documents", participant.show_document, policy=ANSWERS_READER),
    )


def _applications(event: str) -> tuple[Route, ...]:
    one = rf"{event}/applications/{{application_id:\d{{1,16}}}}"
    return (
        page(f"{event}/applications", applications.page, policy=DECIDER, shape="applied"),
        page(one, applications.one, policy=APPLICATION, shape="titled"),
        route("POST", f"{one}/accepting", applications.accept, policy=APPLICATION),
        route("POST", f"{one}/declining", applications.decline, policy=APPLICATION),
        route("POST", f"{one}/asking", applications.ask, policy=APPLICATION),
        route("POST", f"{one}/documents", applications.show_document, policy=APPLICATION),
    )


def _writing(event: str) -> tuple[Route, ...]:
    """Letters, answers, exported lists, and what its organizer is told."""
    letter = rf"{event}/letters/{{letter_id:\d{{1,16}}}}"
    return (
        page(f"{event}/writing", letters.page, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/writing", letters.write, policy=ORGANIZER),
        page(letter, letters.letter, policy=ORGANIZER, shape="titled"),
        route("POST", letter, letters.send, policy=ORGANIZER),
        route("GET", f"{letter}/progress", letters.progress, policy=ORGANIZER),
        page(f"{event}/letters", planned_letters.page, policy=ORGANIZER, shape="rows"),
        page(f"{letter}/time", planned_letters.time_page, policy=ORGANIZER, shape="form"),
        route("POST", f"{letter}/time", planned_letters.set_time, policy=ORGANIZER),
        page(f"{letter}/words", planned_letters.words_page, policy=ORGANIZER, shape="reason"),
        route("POST", f"{letter}/words", planned_letters.set_words, policy=ORGANIZER),
        route("POST", f"{letter}/dropping", planned_letters.drop, policy=ORGANIZER),
        page(f"{event}/export", exporting.page, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/export", exporting.make, policy=ORGANIZER),
        route("POST", f"{event}/export/json", exporting.send_json, policy=ORGANIZER),
        page(f"{event}/answers", answering.page, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/answers", answering.reply, policy=ORGANIZER),
        page(f"{event}/notices", notices.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/notices", notices.save, policy=ORGANIZER),
    )


def _party_and_teams(event: str) -> tuple[Route, ...]:
    person = rf"{event}/people/{{registration_id:\d{{1,16}}}}"
    return (
        page(f"{event}/guests", party.rule, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/guests", party.set_rule, policy=ORGANIZER),
        page(f"{event}/line", party.line, policy=ORGANIZER, shape="people"),
        route("POST", f"{event}/line", party.move, policy=ORGANIZER),
        page(f"{event}/teams", team_managing.page, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/teams", team_managing.set_rules, policy=ORGANIZER),
        route("POST", f"{event}/teams/off", team_managing.switch_off, policy=ORGANIZER),
        route("POST", f"{person}/team", team_managing.put, policy=ANSWERS_READER),
    )


def _asking(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/asking", asking.page, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/asking", asking.add, policy=ORGANIZER),
        route("POST", f"{event}/asking/removing", asking.remove, policy=ORGANIZER),
        route("POST", f"{event}/asking/later", asking.ask_later, policy=ORGANIZER),
        route("POST", f"{event}/asking/raising", asking.move_up, policy=ORGANIZER),
        route("POST", f"{event}/asking/audience", asking.set_audience, policy=ORGANIZER),
        page(f"{event}/asking/notes", asking.notes, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/asking/notes", asking.add_note, policy=ORGANIZER),
        page(f"{event}/asking/changing", asking.changing, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/asking/changing", asking.change, policy=ORGANIZER),
    )


def _money(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/journal", journal.page, policy=ORGANIZER, shape="rows"),
        page(f"{event}/money", takings.page, policy=ORGANIZER, shape="rows"),
        route("GET", f"{event}/money/back", takings.going_back, policy=ORGANIZER),
        route("POST", rf"{event}/money/{{registration_id:\d{{1,16}}}}/came", takings.came, policy=ORGANIZER),
        route("POST", rf"{event}/money/{{registration_id:\d{{1,16}}}}/missing", takings.did_not_come, policy=ORGANIZER),
        route("POST", rf"{event}/money/{{registration_id:\d{{1,16}}}}/proof", takings.show_proof, policy=ORGANIZER),
        page(f"{event}/promo", promo.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/promo", promo.add, policy=ORGANIZER),
        route("POST", f"{event}/promo/closing", promo.close, policy=ORGANIZER),
    )


def _telling(event: str) -> tuple[Route, ...]:
    """What people read about it: programme, course, answers to what many ask."""
    return (
        page(f"{event}/faq", faq.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/faq", faq.save, policy=ORGANIZER),
        route("POST", f"{event}/faq/taking", faq.take, policy=ORGANIZER),
        route("POST", f"{event}/faq/raising", faq.move_up, policy=ORGANIZER),
        route("POST", f"{event}/faq/removing", faq.remove, policy=ORGANIZER),
        route("POST", f"{event}/course", course.send, policy=ORGANIZER, gather=course.take_file),
        route("POST", f"{event}/course/removing", course.remove, policy=ORGANIZER),
        page(f"{event}/programme", programme_making.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/programme", programme_making.save, policy=ORGANIZER),
        route("POST", f"{event}/programme/removing", programme_making.remove, policy=ORGANIZER),
    )


def _promoting(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/series", series.making, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/series", series.make, policy=ORGANIZER),
        route("POST", f"{event}/series/applying", series.change_all, policy=ORGANIZER),
        page(f"{event}/promotion", promoting.page, policy=ORGANIZER, shape="ticket"),
        page(f"{event}/group-door", group_door.page, policy=ORGANIZER, shape="ticket"),
        route("GET", f"{event}/group-door/making", group_door.made, policy=ORGANIZER),
        route("POST", f"{event}/group-door/opening", group_door.opening, policy=ORGANIZER),
        route("POST", f"{event}/group-door/closing", group_door.closing, policy=ORGANIZER),
        page(f"{event}/holder", promoting.holder, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/holder", promoting.hand_over, policy=ORGANIZER),
    )


def _results(event: str) -> tuple[Route, ...]:
    one = rf"{event}/results/{{registration_id:\d{{1,16}}}}"
    sent = rf"{event}/results/lists/{{list_id:\d{{1,16}}}}"
    return (
        page(f"{event}/results", results.page, policy=RESULTS, shape="form"),
        route("POST", f"{event}/results", results.enter, policy=RESULTS),
        route("POST", f"{event}/results/announcing", results.announce, policy=ORGANIZER),
        route("POST", f"{event}/results/reopening", results.reopen, policy=ORGANIZER),
        page(f"{event}/results/reviews", results.to_check, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/results/reviews", results.decide, policy=ORGANIZER),
        page(f"{event}/results/rules", results.scoring, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/results/rules", results.set_scoring, policy=ORGANIZER),
        route("POST", f"{event}/results/lists", results.send_list, policy=RESULTS, gather=results.take_list),
        page(sent, results_list.page, policy=RESULTS, shape="titled"),
        route("POST", f"{sent}/applying", results_list.apply, policy=RESULTS),
        route("POST", f"{sent}/undoing", results_list.undo, policy=RESULTS),
        route("POST", f"{sent}/dropping", results_list.drop, policy=RESULTS),
        page(one, results.one, policy=RESULTS, shape="titled"),
        route("POST", one, results.change, policy=RESULTS),
    )


def _bracket(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/bracket", bracket_judging.page, policy=ORGANIZER, shape="titled"),
        route("GET", f"{event}/bracket/matches", bracket_judging.matches, policy=ORGANIZER),
        route("POST", f"{event}/bracket/drawing", bracket_judging.draw, policy=ORGANIZER),
        route("POST", f"{event}/bracket/closing", bracket_judging.close_and_draw, policy=ORGANIZER),
        route("POST", f"{event}/bracket/beginning", bracket_judging.begin, policy=ORGANIZER),
        page(f"{event}/bracket/rules", bracket_judging.rules, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/bracket/rules", bracket_judging.set_rules, policy=ORGANIZER),
        page(f"{event}/bracket/match", bracket_judging.match, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/bracket/match", bracket_judging.decide, policy=ORGANIZER),
        page(f"{event}/bracket/players", bracket_judging.players, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/bracket/players", bracket_judging.take_out, policy=ORGANIZER),
    )
