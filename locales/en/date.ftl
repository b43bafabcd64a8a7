# Dates and cities: why they could not be understood.
date-refused = This date does not fit.
date-not-a-date = We could not read the date. Try, for example: tomorrow 7am, Sat 10:30 or { $example }
date-past = { $moment } is already in the past. Give a date ahead, for example: { $example }
date-future = This day has not come yet. For example: { $example }
date-too-far = That is too far away. For example: { $example }
date-end-before-start = It ends before it starts. For example: { $example }
date-need-time = The day is clear: { $day }. At what time? For example: { $day } 10:00
date-no-such-moment = There is no { $moment }: the clocks change that night. The nearest: { $earlier } or { $later }
date-ambiguous = The clocks change that night, and { $moment } comes twice: { $earlier } and { $later }. Which one?
date-city-unknown = We do not know the city “{ $city }”. Type the nearest big city or send your location.
