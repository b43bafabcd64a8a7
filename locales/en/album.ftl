# The album of an event: photos of its participants and its organizer.

album-button = 📷 Photos
album-title = Photos
album-count =
    { $count ->
        [0] No photos yet.
        [one] { $count } photo.
       *[other] { $count } photos.
    }
album-own =
    { $count ->
        [one] You are in { $count } of them.
       *[other] You are in { $count } of them.
    }
album-how = Put the numbers under a photo, such as “114” or “№ 114 37”, and people will find themselves.
album-open = Open the album
album-offered = Shall this photo go into the album of an event?
album-add = Add a photo
album-form = A new photo
album-ask-photo = Send a photo from the event
album-ask-photo-label = Photo
album-ask-caption = Who is in it? Numbers will do: 114, 37
album-ask-caption-label = Caption
album-ask-caption-hint = Skip it if no number can be seen.
album-ask-caption-example = № 114 37
album-added = The photo is in the album, thank you!
album-for-participants = The album is for participants of the event and its organizer.
album-not-yet = Photos are added once the event has begun.
album-too-many = You have sent many photos. Please go on in an hour.

album-page-find = Find yourself
album-page-all = All
album-page-with = With number { $number }
album-page-number = Number
album-page-number-find = Find
album-page-empty = No photos yet
album-page-empty-hint = They are sent to the “Photos” topic of the event’s group, or to the bot: event card → “Photos”.
album-page-empty-own = Nobody has found you yet
album-page-empty-own-hint = Open any photo and tap “This is me”, or wait: numbers are being added.
album-page-empty-number = No photo with this number
album-page-photo = Photo sent by { $name }
album-page-by = { $name }
album-page-on-it = In this photo
album-page-nobody = Nobody is tagged yet.
album-page-me = This is me
album-page-not-me = Take me off this photo
album-page-you = you
album-page-tagged = You are tagged
album-page-untagged = You are off this photo
album-page-remove = Remove the photo
album-page-remove-sure = Remove the photo from the album? It can be put back for a week.
album-page-removed = The photo is out of the album
album-page-removed-hint = Nobody sees it any more. In a week it is deleted for good.
album-page-restore = Put it back
album-page-restored = The photo is back in the album
album-page-whole = Open in full size
album-page-newer = Newer
album-page-older = Earlier
