# How values are written in English. Numbers arrive with their separators in place.

percent = { $value }%

## Money. $sign is a minus or nothing; $thousandfold is the amount times a thousand.

money =
    { $currency ->
        [EUR] { $sign }€{ $amount }
       *[other] { $sign }{ $currency }{ "\u00A0" }{ $amount }
    }
money-thousand = { money } thousand
money-million = { money } million
money-billion = { money } billion

## Lists

list-comma = { $start }, { $next }
list-and = { $start } and { $next }

## Dates. $precision is year, month or day.

date =
    { $precision ->
        [year] { $year }
        [month] { $month } { $year }
       *[day] { $day } { $month } { $year }
    }
date-early = early { date }
date-mid = mid-{ date }
date-late = late { date }
date-about = around { $date }
date-weekday = { $weekday } { $date }

## Periods

range = { $start } – { $end }
range-days = { $day }–{ $endDay } { $month } { $year }
range-days-months = { $day } { $month } – { $endDay } { $endMonth } { $year }
range-days-years = { $start } – { $end }
range-months = { $month }–{ $endMonth } { $year }
range-years = { $year }–{ $endYear }
period-unspecified = not specified
since = since { $date }
since-year = since { $year }
until = until { $date }
until-year = until { $year }

months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}

## A figure's value

unit-people =
    { $count ->
        [one] person
       *[other] people
    }
quantity = { $value } { $unit }
quantity-thousand = { $value } thousand { $unit }
quantity-million = { $value } million { $unit }
quantity-billion = { $value } billion { $unit }
bare-quantity-thousand = { $value } thousand
bare-quantity-million = { $value } million
bare-quantity-billion = { $value } billion
between = between { $min } and { $max }
not-reported = not reported

qualifier-exact = { $value }
qualifier-about = about { $value }
qualifier-almost = almost { $value }
qualifier-more-than = more than { $value }
qualifier-less-than = less than { $value }
qualifier-at-least = at least { $value }
qualifier-at-most = at most { $value }

status-actual = { $value }
status-provisional = { $value } (provisional)
status-estimated = { $value } (estimated)
status-expected = { $value } (expected)
status-target = { $value } (target)
