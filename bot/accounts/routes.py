"""Every word and button that leads to a person's own account."""

from __future__ import annotations

from bot.accounts import email, greeting, guide, profile, settings
from bot.kit.routes import Route, Where

COMMANDS = {
    "profile": Route(profile.profile),
    "settings": Route(settings.settings),
    "lang": Route(settings.language),
    "privacy": Route(settings.privacy),
    "email": Route(email.email),
    "confirm": Route(email.confirm),
    "help": Route(guide.explain, Where.ANYWHERE),
    "resume": Route(guide.resume),
    "cancel": Route(guide.cancel),
}
PRESSES = {
    "ac.hello": Route(greeting.choose_first_language),
    "ac.agree": Route(greeting.agree),
    "ac.goon": Route(greeting.go_on),
    "ac.profile": Route(profile.profile),
    "ac.edit": Route(profile.edit),
    "ac.clear": Route(profile.choose_what_to_clear),
    "ac.clear1": Route(profile.clear),
    "ac.settings": Route(settings.settings),
    "ac.langs": Route(settings.language),
    "ac.lang": Route(settings.choose_language),
    "ac.privacy": Route(settings.privacy),
    "ac.show": Route(settings.switch),
    "ac.look": Route(settings.preview),
    "ac.email": Route(email.email),
    "ac.email1": Route(email.ask_address),
    "ac.email0": Route(email.remove),
    "ac.code": Route(email.ask_code),
    "ac.codes": Route(email.send_again),
}
CONVERSATIONS = profile.CONVERSATIONS | email.CONVERSATIONS
SCREENS = email.SCREENS
CALLS = settings.CALLS
AFTER_SENT = email.AFTER_SENT
