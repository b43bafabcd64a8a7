# What to tell, and where.
notify-title = Notifications
notify-what = What to hear about and where: 💬 in the chat, ✉️ by e-mail.
notify-security = News about the security of your account always comes.
notify-quiet-is = Quiet hours: { $span } by your clock.
notify-quiet-none = There are no quiet hours.
notify-topic-coach = Coach
notify-topic-training = Training
notify-topic-community = Comments
notify-topic-marketing = Offers
notify-topic-events = Events
notify-cell-telegram = 💬 { $topic }
notify-cell-email = ✉️ { $topic }
notify-quiet = Quiet hours
notify-quiet-what = In these hours I say nothing that can wait. Urgent news comes at once.
notify-quiet-own = For other hours write: /notify 23-8
notify-quiet-off = No quiet hours
notify-back = Back to notifications
notify-muted =
    { $count ->
        [one] { $count } muted topic
       *[other] { $count } muted topics
    }
notify-email-first = A confirmed address is needed first.
notify-mute-button = 🔕 Mute
notify-mute-what = What shall I stop telling you about?
notify-mute-subject = Mute: { $subject }
notify-switch-off = Switch off “{ $topic }”
notify-muted-subject = Muted: { $subject }.
notify-unmuted = Not muted any more: { $subject }.
notify-unmute = Unmute: { $subject }
notify-off = “{ $topic }” is switched off in the chat.
notify-undo = Undo
notify-muted-list = Muted now:
notify-muted-nothing = Nothing is muted.
notify-subject-titled = “{ $title }”
notify-subject-event = event no. { $id }
notify-subject-chat = conversation no. { $id }
notify-subject = this topic
notifications-said-too-much = That is more than we send other people in a row. You can go on { $until }.
