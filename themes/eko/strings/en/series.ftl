# What is told of charts over time and over two numbers, in and beside the drawing.

picture-no-data = no data

## Below a drawing. $list: years and other periods.

note-provisional = Provisional: { $list }
note-estimated = Estimated: { $list }
note-expected = Expected: { $list }
note-target = Target: { $list }
note-missing = No value: { $list }
note-break = Series broken before { $list }
note-left-out = Not drawn, because not every series has a value: { $list }
note-between = between { $from } and { $to }
note-of = { $list } ({ $names })
note-more = { $count } more
note-lower = Arrow up: the true value is higher
note-upper = Arrow down: the true value is lower
note-interval = Upright line: between the least and the most

## The message in words. $kind is year for a bare year, years for several, else other.

moment =
    { $kind ->
        [year] { $value } in { $when }
        [years] { $value } in { $when }
       *[other] { $value } ({ $when })
    }
course-of = { $name }: { $course }
course-rise = rises from { $from } to { $to }
course-fall = falls from { $from } to { $to }
course-level = the same at both ends: { $from }, { $to }
course-open = { $from }; later { $to }
course-turns = highest: { $high }; lowest: { $low }
course-highest = highest: { $high }
course-lowest = lowest: { $low }
course-ahead = still to come: { $list }
course-many = { $count } series, { $from } to { $to }

lead =
    { $kind ->
        [year] highest in { $when }
       *[other] highest ({ $when })
    }: { $top }, { $high }; lowest: { $bottom }, { $low }
lead-throughout = { $top } is the highest all along
lead-before =
    { $kind ->
        [year] highest in { $when }
       *[other] highest ({ $when })
    }: { $top }, { $high }
gap-wider = the gap between highest and lowest widens from { $from } to { $to }
gap-narrower = the gap between highest and lowest narrows from { $from } to { $to }
gap-same = the gap between highest and lowest is the same at both ends: { $from }, { $to }

cloud-count =
    { $count ->
        [one] one point
       *[other] { $count } points
    }
cloud-range = { $what }: from { $low } ({ $lowest }) to { $high } ({ $highest })
cloud-level = { $what }: { $value } everywhere
