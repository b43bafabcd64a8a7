# What is nearby: gyms, stadiums, cycleways.
near-ask = Where shall I look? Press the button below, send any point on the map, or write an address: /near Luzhniki
near-title =
    { $count ->
        [one] { $count } place nearby
       *[other] { $count } places nearby
    }
near-none = There is nothing nearby. Try another point: /near
near-more =
    { $count ->
        [one] And { $count } more in the app.
       *[other] And { $count } more in the app.
    }
near-kind-all = All
near-kind-gym = Gyms
near-kind-stadium = Stadiums
near-kind-cycleway = Cycleways
near-nameless-gym = Gym
near-nameless-stadium = Stadium
near-nameless-cycleway = Cycleway
near-open = Open in the app
near-gone = This place is not here any more: send /near again.
near-away = The maps do not answer now. Try again in a few minutes.
near-off = Looking for places nearby is not switched on here.
near-address-unknown = I could not find this address: { $address }. Send a point on the map.
near-page-title = Nearby
near-page-hint = Gyms, stadiums and cycleways, the nearest first.
near-page-start = Where shall we look?
near-page-start-hint = We will show gyms, stadiums and cycleways around you.
near-page-locate = Near me
near-page-none = There is nothing nearby
near-page-none-hint = We looked 15 km around.
near-page-source = Data: © OpenStreetMap contributors
near-page-link = Gyms, stadiums and cycleways nearby
