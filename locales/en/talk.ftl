# Answers to free words in the private chat.
talk-unknown = I did not get that. Find an event, look at your registrations, or send me an event in one line.
talk-question = A good question, but I do not know the answer. Ask the organizer about an event: there is a button on its card.
talk-workout = I understood: { $workout }.
talk-weight = I understood: weight { $kilograms } kg.
talk-saved-later = I cannot save this yet and will learn it later. Nothing was recorded.
talk-sport-run = running
talk-sport-ride = cycling
talk-sport-swim = swimming
talk-sport-walk = walking
talk-sport-ski = skiing
talk-photo = Thank you for the photo! I was not expecting one now. You can send an event’s cover when I ask for it.
talk-location = Thank you for the point! You can change your city in the profile: /profile
talk-contact = Thank you for the contact! You can give your own phone in the profile: /profile
talk-other = I cannot read this yet. Write in words or press a button.

# Command menus.
menu-app = Open
menu-start = Home
menu-events = Find an event
menu-my = My events
menu-tickets = Tickets
menu-newevent = Create an event
menu-myevents = Events I organize
menu-profile = Profile
menu-notify = Notifications
menu-settings = Settings
menu-lang = Language
menu-resume = Go on with what is unfinished
menu-help = What I can do
menu-link = Link the group to an event
menu-panel = Organizer’s panel
menu-say = Tell the participants
menu-unlink = Unlink the event
menu-block = Block a person
menu-unblock = Lift a block
menu-role = Roles
menu-audit = Journal of actions
