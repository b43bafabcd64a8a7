# Maps: addresses, points and kinds of maps.
map-which-place = There are several such places. Which one is it?
map-as-written = Keep what I wrote
map-address-away = The maps do not answer now, so the place stays as you wrote it.
event-page-map-osm = Open in OpenStreetMap
form-several-places = There are several such places. Choose one, or save again to keep what you wrote.
form-not-a-file = A file is needed here. Send it with the paperclip, as a document.
map-button = Map
