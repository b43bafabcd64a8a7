# Diplomas: the paper itself, its check, the organizer's rules.

diploma-button = 🎓 Diploma
diploma-heading = Diploma
diploma-given = is awarded to
diploma-nameless = participant No. { $number }
diploma-for =
    { $place ->
        [1] for first place in
        [2] for second place in
        [3] for third place in
       *[other] for finishing
    }
diploma-for-player =
    { $place ->
        [1] for first place in the tournament
        [2] for second place in the tournament
        [3] for third place in the tournament
       *[other] for playing in the tournament
    }
diploma-place = Place { $place } of { $people }
diploma-place-none = Tournament player
diploma-fact-result = result
diploma-fact-category = in “{ $category }”
diploma-fact-distance = distance
diploma-fact-number = number
diploma-check = Point a camera here: the page says what is true now.
diploma-file = diploma
diploma-ready = Diploma: { $title }. Congratulations!
diploma-begun = Your diploma is being drawn and will be here in a few seconds.
diploma-begun-in-private = Your diploma is being drawn; it comes to your private chat with the bot.
diploma-name-now = The name on it will be { $name }.
diploma-name-poor = The diploma’s typeface has no letters for this name. Please write it in Latin or Cyrillic letters.
diploma-button-name = Another name
diploma-button-again = Send the diploma
diploma-name = Name on the diploma
diploma-ask-name = Which name should be on the diploma?
diploma-ask-name-label = Name on the diploma
diploma-ask-name-hint = As you want to see it on paper.
diploma-ask-name-example = Olga Belova

diploma-not-yet = The results are being corrected. You can have the diploma once they are approved.
diploma-none = There is no diploma for you here.
diploma-forged = This is not our diploma: the code does not match. It may be mistyped, or the diploma is forged.

diploma-page-title = Diploma check
diploma-page-valid = This diploma is genuine
diploma-page-valid-hint = Everything printed on it is true now.
diploma-page-changed = Genuine, but something has changed
diploma-page-changed-hint = The results or the name were corrected after it was printed. What is below is true now.
diploma-page-preliminary = Genuine, but the results are being corrected
diploma-page-preliminary-hint = The organizer is correcting results right now. Come back later.
diploma-page-revoked = This diploma is no longer valid
diploma-page-revoked-hint = The result it was given for has been cancelled.
diploma-page-forged = There is no such diploma
diploma-page-name = Name
diploma-page-event = Event
diploma-page-when = When
diploma-page-place = Place
diploma-page-organizer = Organizer
diploma-page-code = Code
diploma-page-open = Open the event in Telegram
diploma-page-own = The diploma comes to your private chat with the bot: a PDF to be printed.

diploma-rules = Diplomas
diploma-rules-on = Diplomas are given: finishers take theirs by a button, as a PDF.
diploma-rules-off = Diplomas are switched off.
diploma-rules-signature = Signed: { $signature }
diploma-rules-unsigned = No signature: one line below the organizer’s name, such as “Chief judge Igor Sokolov”.
diploma-button-on = Switch diplomas on
diploma-button-off = Switch diplomas off
diploma-button-signature = Signature on diplomas
diploma-signature = Signature on diplomas
diploma-ask-signature = What should stand below the organizer’s name?
diploma-ask-signature-label = Signature on diplomas
diploma-ask-signature-hint = One line, up to 120 characters.
diploma-ask-signature-example = Chief judge Igor Sokolov
diploma-saved = Saved
