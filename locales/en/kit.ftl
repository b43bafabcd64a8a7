# What the bot says by itself: old buttons, unknown words, commands in the wrong place.
kit-given-up = I could not do that, sorry. The failure is noted and will be looked into. Try again or start anew: /start
kit-old-button = This button does not work any more. Open the section again: /start
kit-not-your-button = This button is not for you.
kit-unknown-command = There is no command { $command }. What I can do: /help
kit-only-in-groups = This command works in groups.
kit-only-in-private = This command works in a private chat with me.
kit-home = Home
kit-open-private = Open the private chat
kit-mail-footer =
    You got this letter because you gave this address to Forma.
    Notification settings are under /notify: { $bot }
refused = This cannot be done now.
not-allowed = You may not do this.
not-found = Nothing was found. It may have been deleted, or the link may work no more.
