# Groups: what the bot says in them and about them.
space-welcome = Hi! A sports event can be run here.
space-welcome-next = Organizer, send /link and I will pin the event's card with a “Join” button and a count of places.
space-welcome-rights = To let me pin the card, make topics and see what participants write, make me an administrator.
space-not-admin = Only the group's administrators can link it to an event.
space-not-linked = This group is not linked to anything yet. An administrator can send /link.
space-linked-already = This group is linked to another event already. Send /unlink first.
space-not-there = I am not in that group. Add me and try again.
space-anonymous = You write as the group, so I cannot see who you are. Turn off “Remain anonymous” in your administrator rights and repeat the command.
space-link-which = Which event is this group about?
space-link-nothing = You have no events ahead. Create one in our private chat: /newevent
space-linked = Done: the group is linked to “{ $title }”. Its card will be pinned here.
space-lacks-forum = Turn on topics in the group's settings and repeat /link: I will make Announcements, Questions, Companions, Photos, Results and a topic for organizers.
space-lacks-topics = I cannot make topics: I have no right to manage them. Grant it in the administrators' settings and repeat /link.
space-lacks-pin = I cannot pin the card: I have no right to pin messages.
space-lacks-hearing = I cannot see what participants write, so the app will not show it. Make me an administrator.
space-unlinked = The group is no longer linked to “{ $title }”. The card will not be updated.
space-joined = Welcome, { $name }! You do not take part in this group's event yet.
space-topic-announcements = Announcements
space-topic-questions = Questions
space-topic-companions = Companions
space-topic-photos = Photos
space-topic-results = Results
space-topic-organizers = For organizers
space-topic-applications = Applications
space-card-people = Going: { $names }
space-card-people-more = Going: { $names } and { $more } more
space-count =
    { $capacity ->
        [none] Taking part: { $taken }
       *[other] Taking part: { $taken } of { $capacity }
    }
space-nobody-yet = Nobody yet. Be the first!
space-and-more = and { $more } more
space-panel-which = Which event shall I open?
space-panel-questions =
    { $count ->
        [one] { $count } question is waiting for an answer
       *[other] { $count } questions are waiting for an answer
    }
space-panel-groups = Group: { $groups }
space-questions-none = Every question is answered.
space-button-panel = Panel
space-button-list = List
space-button-say = 📢 Announce
space-button-app = Open in the app
space-button-questions = Questions: { $count }
space-button-answer = Answer { $number }
space-button-add-group = Add to a group
space-button-to-each = Send to each in private
space-ask-say = What shall I tell the participants?
space-ask-say-hint = It appears in the chat of the event, and in its group if there is one. Then I ask whether to send it to each in private.
space-say-how = Write in the group: /say and the announcement. For example: /say The start moves to 10:30
space-said-in-group = The announcement went to the group and to the event's chat.
space-said-in-room = The announcement is in the event's chat. The event has no group yet.
space-said-to-each = Send it to each participant in private as well?
space-sent-to-each =
    { $count ->
        [0] There is nobody to send it to: no participants yet.
        [one] Sent to { $count } participant.
       *[other] Sent to { $count } participants.
    }
space-lacks-tags = I cannot put numbers beside participants’ names: I have no right to manage tags. Grant it in the administrators' settings and repeat /link.
space-button-tags =
    { $on ->
        [True] Numbers beside names: on
       *[other] Numbers beside names: off
    }
space-tags-switched =
    { $on ->
        [True] Numbers will appear beside the names in the group
       *[other] The numbers beside the names will go away soon
    }
# Beside a winner’s name in the group: little room, no emoji.
space-tag-place =
    { $place ->
        [1] 1st
        [2] 2nd
        [3] 3rd
       *[other] { $place }th
    }
