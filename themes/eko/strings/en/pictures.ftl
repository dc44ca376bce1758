# What stands in charts, and what is told of them to those who do not see them.


picture-provisional = provisional
picture-estimated = estimated
picture-expected = expected
picture-target = target

picture-more = and { $count } more with smaller values, in the table
picture-more-rows = and { $count } more rows, in the table
picture-more-columns = and { $count } more columns, in the table
picture-more-together = { $count } others together
picture-more-here =
    { $count ->
        [one] and one more here
       *[other] and { $count } more here
    }
picture-rest = the rest
picture-square = Each square is one per cent.
picture-parts-missing = Not reported: { $parts }.

## The message in words. $start, $end, $place: years, categories, sources. $value, $from, $to: values with their units.

picture-tells-nothing = No value is reported.
picture-tells-one = { $place }: { $value }.
picture-tells-extent = Highest: { $place }, { $value }; lowest: { $otherPlace }, { $otherValue }.
picture-tells-equal = All { $count } values are the same: { $value }.
picture-tells-parts = Largest part: { $place }, { $value }; smallest: { $otherPlace }, { $otherValue }.
picture-tells-claims = { $count } claims, from { $otherValue } ({ $otherPlace }) to { $value } ({ $place }).
picture-tells-series = { $count } series.
picture-tells-of = { $name }. { $told }
picture-tells-missing =
    { $count ->
        [one] One value is not reported.
       *[other] { $count } values are not reported.
    }
picture-tells-provisional =
    { $count ->
        [0] All values are provisional.
        [one] One value is provisional.
       *[other] { $count } values are provisional.
    }
picture-tells-estimated =
    { $count ->
        [0] All values are estimated.
        [one] One value is estimated.
       *[other] { $count } values are estimated.
    }
picture-tells-expected =
    { $count ->
        [0] All values are expected ones.
        [one] One value is an expected one.
       *[other] { $count } values are expected ones.
    }
picture-tells-target =
    { $count ->
        [0] All values are targets.
        [one] One value is a target.
       *[other] { $count } values are targets.
    }
