# Questions and answers: what all forms share.
form-step = Step { $step } of { $total }
form-back = Back
form-cancel = Cancel
form-rest = The rest later
form-skip = Skip
form-clear = Leave empty
form-keep = Keep: { $value }
form-done = Done
form-resumed = Let’s go on from where you stopped.
form-nothing-to-resume = There are no unfinished forms.
form-cancelled = Cancelled. Nothing was saved.
form-draft-outdated = This form has changed while you were away. Please start it again.
form-unsent-too-long = That is too long to be kept as a draft.
form-go-on = Back to the form I left
form-continue = Continue
form-hint-choices = You can pick several. Press “Done” when you have finished.
form-share-person = Choose a person
form-share-phone = Send my number
form-share-location = Send my location
form-example = For example: { $example }
form-yes = Yes
form-no = No
form-no-answer = not given
form-photo-kept = The photo is kept for its question.
form-photo-added = photo added
form-optional = optional
form-answer-refused = This answer does not fit.
form-answer-missing = This question needs an answer.
form-answer-wrong-kind = We could not read this answer. Please type it in words.
form-text-too-short =
    Too short: it needs at least { $min ->
        [one] { $min } character
       *[other] { $min } characters
    }.
form-text-too-long =
    Too long: { $length }. There is room for { $max ->
        [one] { $max } character
       *[other] { $max } characters
    }.
form-not-a-number = A number is needed. For example: { $example }
form-not-a-whole-number = A whole number is needed. For example: { $example }
form-number-too-small = Too small: it must be at least { $min }. For example: { $example }
form-number-too-large = Too large: it must be at most { $max }. For example: { $example }
form-not-a-choice = Please choose one of the options.
form-too-few-choices =
    Choose at least { $min ->
        [one] { $min } option
       *[other] { $min } options
    }.
form-too-many-choices =
    You can choose at most { $max ->
        [one] { $max } option
       *[other] { $max } options
    }.
form-not-yes-or-no = Please answer “yes” or “no”.
form-not-a-phone = This does not look like a phone number. For example: { $example }
form-not-an-email = This does not look like an e-mail address. For example: { $example }
form-not-a-photo = A photo is needed here. If it came as a file, send it as a photo.
form-not-a-place = There is no such point on the map. Send a place or type the address.
form-consent-needed = We cannot go on without your consent.
form-unknown-field = This form has no field “{ $field }”.
form-agree = I agree
form-question-over = You have answered this question. The open one is below.
form-closed = This form is closed already.
form-closed-another-open = This form is closed already. Another one is open now: its question is below.
form-button-private = Go on in private
form-continue-here = The question couldn’t be shown in the group. Let’s go on here; your answers are kept.
form-files-in-private = 🔒 A file is better sent in our private chat: in the group everybody would see it. We’ll go on there from this very question.
form-reply-here = ✍️ Write it as a reply to this message: nobody but me will see it.
