# Categories of events and pinned events: for administrators.
category-title = Categories
category-ru = In Russian
category-en = In English
category-used =
    { $count ->
        [0] no events
        [one] { $count } event
       *[other] { $count } events
    }
category-up = Up
category-remove = Delete
category-remove-sure = Delete the category “{ $name }”?
category-new = New category
category-add = Add
category-in-use =
    { $count ->
        [one] There is { $count } event in this category. Where should it go?
       *[other] There are { $count } events in this category. Where should they go?
    }
category-replacement = Instead of “{ $name }”
category-replace = Move and delete
category-removed =
    { $count ->
        [0] The category is gone
        [one] The category is gone, { $count } event was moved
       *[other] The category is gone, { $count } events were moved
    }
category-taken = There is a category “{ $name }” already.
category-unnamed = Both names are needed: in Russian and in English.
category-too-many = There are { $most } categories, which is all there is room for. Delete one first.
category-last = The last category cannot be deleted.
category-line = { $name }: { $events }
category-manage = Change the list
category-any = All categories
category-choose = Which category?
category-chip = { $name } · { $count }
category-chip-button = 🏷 { $name }
category-chip-all = 🏷 Category
event-sort-date = ↕️ Soonest first
event-sort-popular = ↕️ Popular first
pin-title = Pinned on the first screen
pin-what = Everybody sees a pinned event on the first screen. After its last day it is gone by itself.
pin-none = Nothing is pinned now.
pin-until = until { $day } inclusive
pin-remove = Unpin
pin-new = Pin an event
pin-event = Event number
pin-day = Last day
pin-add = Pin
pin-done = Pinned
pin-gone = Unpinned
pin-how = Pin: /pin 17 5 December. Unpin: /unpin 17.
pin-not-public = Only a public event that is still to come can be pinned.
pin-day-past = Choose a last day, today or later.
pin-too-many = { $most } events are pinned already. Unpin one first.
admin-title = For administrators
admin-categories = Categories
admin-pins = Pinned
menu-admin = categories and pins
moderation-action-event-pinned = pinned on the first screen
moderation-action-event-unpinned = unpinned from the first screen
moderation-action-category-added = category added
moderation-action-category-renamed = category renamed
moderation-action-category-moved = category moved
moderation-action-category-removed = category deleted
event-near = Where you are
event-ask-near = Where are you?
event-ask-near-label = City
event-ask-near-hint = Press the button below or write your city. I ask once: the profile keeps it.
event-near-known = Got it. This is what is near.
event-near-in-private = I ask where you are in private only: write /events to me.
panel-json = All about the event (JSON)
panel-json-what = Description, place, time, terms and questions. No participants are in the file.
panel-json-begun = I will send the file to your private chat
panel-json-ready = All that is said of the event. No participants are in it.
moderation-action-event-json-asked = event exported as JSON
