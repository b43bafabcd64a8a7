# Getting to know each other, profile, settings, e-mail, roles.
account-hello = Hi, { $name }! I am Forma.
account-hello-what = I help you find a race, a training session or a game nearby, sign up and remember to come.
account-consent = To sign you up for events I keep your Telegram name, your answers and the list of your registrations. An organizer sees only what is needed to take part. Look at it and change it: /profile and /privacy.
account-hello-next = Three short questions come next. You can skip any of them.
account-agree = I agree, let’s start
account-later = I will look around first
account-thanks = Thank you! I will suggest events to match.
account-go-on = Answer the questions that are left
account-home = Home
account-saved = Saved.
account-onboarding = Getting to know you
account-first-interests = What do you like to do?
account-first-interests-label = Interests
account-first-interests-hint = Tick everything you like, then press “Done”.
account-first-level = What is your level?
account-first-level-label = Level
account-first-city = Which city are you in?
account-first-city-label = City
account-first-city-hint = Press the button or type the name. Your time depends on it too.
account-first-city-example = Berlin

account-profile = Your profile
account-profile-tap = Tap a field to change it.
account-profile-back = Back to the profile
account-first-name = What is your first name?
account-first-name-label = First name
account-first-name-example = Olga
account-last-name = What is your last name?
account-last-name-label = Last name
account-last-name-example = Sokolova
account-nickname = Which nickname would you like?
account-nickname-label = Nickname
account-nickname-hint = 3 to 32 characters: letters, digits, dots, dashes, underscores.
account-nickname-example = olya.run
account-gender = What is your gender?
account-gender-label = Gender
account-gender-female = Female
account-gender-male = Male
account-birth-date = When were you born?
account-birth-date-label = Date of birth
account-birth-date-hint = Needed where there are age groups. Others do not see it.
account-birth-date-example = 7 Dec 1990
account-city = Which city are you in?
account-city-label = City
account-city-hint = Press the button or type the name.
account-city-page-hint = Your time depends on it too.
account-city-example = Berlin
account-zone = By which city’s clocks do you live?
account-zone-label = Time zone
account-zone-hint = Usually it is your own city. Reminders come by this time.
account-zone-example = London
account-about = Tell us about yourself
account-about-label = About
account-about-hint = Up to 500 characters.
account-goal = What is your goal?
account-goal-label = Goal
account-goal-lose = Lose weight
account-goal-gain = Gain muscle
account-goal-keep = Keep fit
account-goal-event = Prepare for an event
account-goal-which = Which event are you preparing for?
account-goal-none = I do not know yet
account-level = What is your level?
account-level-label = Level
account-level-beginner = Beginner
account-level-amateur = Amateur
account-level-professional = Professional
account-interests = What do you like to do?
account-interests-label = Interests
account-interest-running = Running
account-interest-cycling = Cycling
account-interest-swimming = Swimming
account-interest-yoga = Yoga
account-interest-strength = Strength
account-interest-skiing = Skiing
account-interest-team = Team sports
account-interest-walking = Walking
account-phone = What is your phone number?
account-phone-label = Phone
account-phone-hint = Press the button or type the number. Others do not see it.
account-phone-page-hint = Others do not see it.
account-clear = Remove data
account-clear-what = What shall be removed from the profile?
account-clear-nothing = There is nothing to remove.

account-settings = Settings
account-settings-what = What shall we change?
account-settings-profile = Profile
account-settings-notify = Notifications
account-settings-privacy = Privacy
account-settings-language = Language
account-settings-email = E-mail
account-settings-back = Back to settings
account-language-name = English
account-language-now = We speak English. Change the language?
account-privacy = Privacy
account-privacy-open = Privacy
account-privacy-back = Back to privacy
account-privacy-profile-public = Your profile is public: everybody sees it.
account-privacy-profile-private = Your profile is private: others see only your first name.
account-privacy-results-public = Your results are public: everybody sees them.
account-privacy-results-private = Your results are private: you and the organizers see them.
account-privacy-hide-profile = Make the profile private
account-privacy-open-profile = Make the profile public
account-privacy-hide-results = Make the results private
account-privacy-open-results = Make the results public
account-privacy-look = See it as a stranger
account-privacy-preview = This is what others see:
account-nameless = No name
account-seen-private = The profile is private.
account-seen-results = The results are public.
account-seen-no-results = The results are private.

account-email = E-mail
account-email-is = Your address: { $email }
account-email-none = There is no address yet. With one, letters reach you even when Telegram does not.
account-email-waiting = Waiting to be confirmed: { $email }
account-email-add = Add an e-mail address
account-email-change = Use another address
account-email-remove = Remove the address
account-email-ask = Which address shall I write to?
account-email-ask-label = E-mail
account-email-done = Done, { $email } is confirmed.
account-code-enter = Enter the code
account-code-again = Send it again
account-code-sent = A code is on its way to { $email }. It is good for 10 minutes.
account-code-ask = Which six digits are in the letter?
account-code-ask-label = Code
account-code-ask-example = 123456
account-code-subject = Forma code: { $code }
account-code-letter = Enter it in the chat with the bot. The code is good for 10 minutes. If you did not ask for it, there is nothing to do.
account-code-wrong =
    That is not the code. { $left ->
        [one] { $left } try is left.
       *[other] { $left } tries are left.
    }
account-code-expired = The code is no longer good. Ask for a new one: /email
account-code-not-asked = No code was asked for yet. Start with /email
account-code-too-soon =
    You can ask for a new code in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }.
account-email-taken = This address is taken. Give another one: /email

account-help = What I can do
account-help-person =
    Find an event: /events, or just write “running on Saturday”
    What you may like: /foryou
    My events: /my, tickets: /tickets, badges: /badges
    Gyms, stadiums and cycleways nearby: /near
    Record the track of a race: /track
    Profile: /profile, settings: /settings, notifications: /notify
    Go on with what is unfinished: /resume, change your mind: /cancel
account-help-organizer =
    Events I organize: /myevents. Add me to a group and write /link there
    A club and its team: /org. Every week: /series
    Create an event: /newevent, or in one line
account-help-administrator =
    For administrators: /block, /unblock, /role, /audit
account-help-line = 5 km run; Saturday 10:00; Hyde Park; 50 places
account-help-copy = Copy an example of an event
account-help-find = Find an event
account-help-profile = Profile
account-help-settings = Settings
account-nothing-to-cancel = There is nothing to cancel: no question is open.

account-blocked = Your account is blocked. Reason: { $reason }
account-nickname-taken = The nickname { $nickname } is taken. Think of another one.
account-nickname-unfit = A nickname has 3 to 32 characters: letters, digits, dots, dashes, underscores. For example: olya.run
account-birth-date-unlikely = This date looks mistyped. For example: 7 Dec 1990
account-person-not-known = { $name } does not use the bot yet. Check the name.
account-role-not-known = There is no role { $role }. There are administrator, analyst, marketer and coach.
account-already-blocked = { $name } is blocked already.
account-not-blocked = This person is not blocked.
account-launch-used-up = Open the app again.
