### What is said in and around the programmes of events, in English.

## The programme
schedule-empty = No session is listed yet.
schedule-part = Shown: { $shown } of { $all } sessions.
schedule-zone = All times are in the time zone { $zone }.
schedule-zone-offset = All times are in the time zone { $zone } ({ $offset }).
schedule-time = Time
schedule-from = from { $time }
schedule-until = until { $time }
schedule-next-day = { $time } (next day)
schedule-day-unknown = Day not stated
schedule-day-open = It is not stated on which of these days.
schedule-time-unknown = Time not stated
schedule-no-room = No room stated
schedule-no-track = No track stated
schedule-about = About this session

## Exhibitors by area. $sum: what the areas' numbers add up to. $known and $missing: how many of $all areas give one, and how many do not.
schedule-area = Area
schedule-number = Exhibitors
schedule-named = Listed here
schedule-no-area = No area stated
schedule-claimed = Claimed
schedule-here = Listed on this site
schedule-by-area = By area
schedule-listed = { $count ->
    [0] none
    [one] { $count } exhibitor
   *[other] { $count } exhibitors
}
schedule-areas-none = { $all ->
    [one] The one area gives no number.
   *[other] None of the { $all } areas gives a number.
}
schedule-areas-all = { $sum ->
    [one] { $sum } exhibitor
   *[other] { $sum } exhibitors
} in { $all ->
    [one] { $all } area
   *[other] { $all } areas
}
schedule-areas-some = { $sum ->
    [one] { $sum } exhibitor
   *[other] { $sum } exhibitors
} in { $known ->
    [one] { $known } area
   *[other] { $known } areas
}; { $missing ->
    [one] one more area gives no number
   *[other] { $missing } more areas give no number
}

## Offices
schedule-offices = { $count ->
    [one] { $count } office
   *[other] { $count } offices
}
schedule-confirmed = { $count ->
    [one] one confirmed
   *[other] { $count } confirmed
}
schedule-unconfirmed = { $count ->
    [one] one to be confirmed
   *[other] { $count } to be confirmed
}
schedule-offices-of = { $offices }: { $parts }

## An event's page
expected-and-reported = Expected and reported
expected = Expected
reported = Reported
editions = Editions
