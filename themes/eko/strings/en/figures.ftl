### What is said beside figures and their charts, in English.

## Charts
chart = Chart
figure = Figure
chart-table = Data as a table
chart-whole = Total
chart-claim = Value { $number }
chart-only = Shown: { $period }.
chart-part = Shown: { $shown } of { $all } values. The downloads have all of them.
chart-rivals = { $count ->
    [one] One value that differs from one drawn here is in the table only.
   *[other] { $count } values that differ from those drawn here are in the table only.
}
axis-thousand = thousand { $unit }
axis-million = million { $unit }
axis-billion = billion { $unit }
unit-name-EUR = euros
unit-name-USD = US dollars
unit-name-GBP = pounds sterling

## Taking a figure away
take-away = Take it away
download = Download
cite = Cite
embed = Embed
embed-note = To show this figure on another site, put these words into its page.
embed-page = See what it will show.
citation-of-figure = { $site }{ $year }. “{ $title }”. { $url }
citation-data = Data: { $sources }.
observations-hidden = This page shows the first { $shown } values. { $count } more are in the downloads.
