# What timelines say.

quarter = Q{ $quarter }
timeline-today = { $date }, this edition
timeline-with-state = { $name } ({ $state })

## What the marks mean
timeline-key-planned = planned
timeline-key-active = active
timeline-key-listed = named, its state not said
timeline-key-off = called off, or ended
timeline-key-soft = began or ended some time within
timeline-key-about = about then
timeline-key-short = on one day
timeline-key-short-soft = at some time within
timeline-key-short-about = about then
timeline-key-stub = longer than a day, too short to be drawn to scale
timeline-key-stub-about = a short time, about then
timeline-key-reach = some time within
timeline-key-open = goes on
timeline-key-follows = followed by
timeline-key-between = what lies between is not known
timeline-key-inferred = the same by inference only

## What is seen, in words
timeline-tells =
    { $count ->
        [one] One entry, from { $start } to { $end }.
       *[other] { $count } entries, from { $start } to { $end }.
    }
timeline-tells-since =
    { $count ->
        [one] One entry, from { $start } on.
       *[other] { $count } entries, from { $start } on.
    }
timeline-tells-count =
    { $count ->
        [one] One entry.
       *[other] { $count } entries.
    }
timeline-tells-open =
    { $count ->
        [one] One of them has no end yet.
       *[other] { $count } of them have no end yet.
    }

## What is not seen
timeline-undated = No date is given for { $names }.
timeline-others = { $count } others
timeline-outside =
    { $count ->
        [one] One more lies outside the years shown; it is in the table.
       *[other] { $count } more lie outside the years shown; they are in the table.
    }
timeline-cut = The first { $count } of { $all } are drawn; the table has them all.
timeline-none = Nothing here has a date.

## The table
timeline-table = The same as a table
timeline-name = Name
timeline-lane = Group
timeline-when = When
timeline-name-then = Name then
timeline-state = State
timeline-no-date = no date given
