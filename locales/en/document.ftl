# Documents: certificates and insurances that a person sends.
document-refused =
    { $why ->
        [size] The file is larger than 10 MB. Please send a smaller one.
        [locked] This PDF has a password. Send it without one, or take a photo.
        [active] This PDF has scripts or attachments in it, which we do not take. Take a photo of the document, or save the PDF anew.
        [long] This PDF has too many pages. Send only those that matter.
       *[other] Such a file will not do: we take JPEG, PNG, WebP or PDF of up to 10 MB.
    }
document-too-many = Too many files within an hour. Try again a little later.
document-gone = This document is no longer here: it was deleted, or the file never came.
document-not-here = The file is still on its way to us. Try again in a minute.
document-unreadable = The document does not open. We know; ask for it to be sent once more.
document-list = My documents
document-list-none = There are no documents yet. They appear when an event asks for a certificate or an insurance.
document-list-hint = They are kept encrypted. Only those who check your applications see them.
document-untitled = A document
document-state-pending = The file is on its way…
document-state-failed = The file does not open
document-valid-until = Good until { $day }
document-expired = Expired on { $day }
document-uses = What it is needed for
document-uses-none = Nothing yet.
document-use-over = { $title } · not needed any more
document-readings = Who looked
document-readings-none = Nobody but you.
document-reading = { $when } · { $name } · { $title }
document-readings-more = And before that: { $count }
document-reader-unknown = somebody who is no longer here
document-goes-at = We delete it on { $day }
document-kept-until = We keep it until it expires: { $day }
document-kept = We keep it until you delete it
document-button-show = Show
document-button-keep = Keep until it expires
document-button-keep-undated = Keep it
document-button-drop = Delete after the event
document-button-delete = Delete
document-button-again = Send another file
document-button-list = My documents
document-delete-sure = Delete “{ $title }” for good? Organizers who need it will not see it any more.
document-delete-yes = Delete
document-deleted = The document is deleted.
document-kept-said = We keep it.
document-dropped-said = We delete it after the event.
document-on-its-way = I am sending the file as a message.
document-failed = “{ $title }”: the file does not open
document-failed-hint = Please send another one: your application waits.
document-ask-again = Send the document once more
document-replaced = Thank you, the file is on its way.
document-page-choose = Choose a file
document-page-replace = Choose another
document-page-progress = Uploading
document-page-failed = The upload did not work. Check the connection and try again.
document-page-sent-to-chat = Sent to your chat with the bot.
