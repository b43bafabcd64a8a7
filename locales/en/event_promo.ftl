# Promo codes: something off the fee.
event-promo-button = 🎟 Promo code
event-promo-codes = 🎟 Promo codes
event-promo-other = 🎟 Another code
event-promo-off = { $code }: { $percent }% off
event-promo-say = Send the promo code
event-promo-say-label = Promo code
event-promo-apply = Apply
event-promo-applied = The discount is applied
event-promo-title = Promo codes
event-promo-none = No promo codes yet. A code takes something off the fee: for a club, for volunteers, for the first to come.
event-promo-add = Add a promo code
event-promo-added = Promo code added
event-promo-close = Close { $code }
event-promo-close-sure = Close { $code }? Who has used it keeps the discount.
event-promo-closed = Promo code closed
event-promo-percent = −{ $percent }%
event-promo-used = { $used ->
    [0] not used yet
   *[other] used { $used }
}
event-promo-used-of = used { $used } of { $uses }
event-promo-until = until { $day }
event-promo-is-closed = closed
event-promo-form = New promo code
event-promo-ask-code = Which word shall be the code?
event-promo-ask-code-label = Promo code
event-promo-ask-code-hint = 4 to 20 letters and digits.
event-promo-ask-code-example = SPORT10
event-promo-ask-percent = How many per cent off?
event-promo-ask-percent-label = Discount, %
event-promo-ask-percent-hint = 100 means free.
event-promo-ask-uses = How many people may use it?
event-promo-ask-uses-label = How many times
event-promo-ask-uses-hint = Skip for no limit.
event-promo-ask-uses-page-hint = Leave empty for no limit.
event-promo-ask-until = Until which day does it work?
event-promo-ask-until-label = Last day
event-promo-ask-until-hint = Skip for as long as registration is open.
event-promo-ask-until-page-hint = Leave empty for as long as registration is open.
event-promo-unfit = A promo code has { $shortest } to { $longest } letters, digits and dashes. For example, SPORT10.
event-promo-taken = The event has, or had, the code { $code }. Please choose another word.
event-promo-too-many = There are { $most } codes already, no more fit. Use or close those you have.
event-promo-unknown = There is no such promo code, or its time is over. Please check the letters.
event-promo-tried = Too many wrong promo codes in a row. Please try again in an hour.
event-promo-used-up = This promo code is used up.
event-promo-too-late = You have said that the transfer is made, so the price stays.
