# The map of the catalogue: "List | Map".
event-map-how = List or map
event-map-list = List
event-map-map = Map
event-map-words = “{ $words }”
event-map-drawn =
    { $count ->
        [one] A map with { $count } event, which is in the list below too.
       *[other] A map with { $count } events, which are in the list below too.
    }
event-map-keys = Map. Arrow keys move it, plus and minus change the scale.
event-map-mark =
    { $count ->
        [one] { $count } event here
       *[other] { $count } events here
    }
event-map-thousands = { $count }k
event-map-you = You are here
event-map-nearer = Closer
event-map-farther = Farther away
event-map-found =
    { $count ->
        [one] { $count } event on the map
       *[other] { $count } events on the map
    }
event-map-here =
    { $count ->
        [one] { $count } event here
       *[other] { $count } events here
    }
event-map-closer = Zoom in
event-map-whole = All on the map
event-map-none = No events in this part of the map
event-map-none-hint = Move the map, zoom out or drop some of the filters.
event-map-wider = Show more of the map
event-map-online = Online events, and those whose address we could not find, are not on the map.
event-map-online-link = Online events as a list
event-map-box-refused = There is no such place on the map. Please open the map again.
