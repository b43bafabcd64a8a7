# Stars: taking part online is paid for with them.
event-fee-stars =
    { $alone ->
        [True] Fee: { $amount }
       *[other] Online: { $amount }
    }
event-fee-stars-unset = The price of taking part online is not set yet
event-ask-stars = How many Stars does taking part online cost?
event-ask-stars-label = Taking part online, ⭐
event-ask-stars-hint = In Telegram, taking part online is paid for in Stars alone. Skip it if it is free.
event-ask-stars-page-hint = In Telegram, taking part online is paid for in Stars alone. Leave it empty if it is free.
event-ask-stars-example = 50
event-ask-stars-refunds = Do Stars go back to who changes their mind?
event-ask-stars-refunds-label = Stars back to who leaves
event-ask-stars-refunds-hint = Telegram gives Stars back whole or not at all. If the event itself is cancelled, everybody has them back.
event-stars-refunds-full = Yes, while registration is open
event-stars-refunds-day = Yes, until the last day before the start
event-stars-refunds-none = No
event-online-fee-unset = The organizer has not set the price of taking part online in Stars yet. Ask them, or look again later.
event-way-costs-otherwise =
    { $way ->
        [online] Taking part online has its own price, in Stars. Give up your place and register again: what you paid goes back by the event’s rules.
       *[onsite] Taking part on site has its own price. Give up your place and register again: what you paid goes back by the event’s rules.
    }
event-one-for-stars = Stars pay for one person: Telegram gives them back whole or not at all. Guests can register themselves.
event-takings-also = And also
payments-by-stars = ⭐ Pay in Stars
payments-stars-hint = No Stars? Telegram offers to buy them while you pay.
