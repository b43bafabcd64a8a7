# Pictures.
file-picture-refused = This picture cannot be opened. Use JPEG, PNG or WebP of up to 10 MB.
file-too-many = Too many pictures within an hour. Try again a little later.
file-no-room = There is no room for a picture right now: our disk is full. We know; try later, everything else works.
file-page-choose = Choose a photo
file-page-replace = Replace
file-page-remove = Remove
file-page-hint = JPEG, PNG or WebP, up to 10 MB.
file-page-progress = Uploading
file-page-failed = The upload did not work. Check the connection and try again.
