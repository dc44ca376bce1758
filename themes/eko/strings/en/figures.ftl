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

## How a value came to be
computed = Computed from this site
computed-here = computed here
computed-count = How many of these the site lists:
computed-sum = The sum of “{ $field }” over what the site lists:
computed-mean = The mean of “{ $field }” over what the site lists:
computed-min = The least “{ $field }” of what the site lists:
computed-max = The greatest “{ $field }” of what the site lists:
computed-share = The share in per cent, by what the site lists:
computed-things = { $count ->
    [one] One thing was found.
   *[other] { $count } things were found.
}
computed-silent = { $count ->
    [one] One of them does not say what was asked.
   *[other] { $count } of them do not say what was asked.
}
derived = Derived by a formula
derived-here = derived here
recomputed = stated as { $stated }; by the formula { $derived }
recomputed-here = stated as { $stated }; by what the site lists, { $computed }
parts = Parts
parts-complete = The categories add up to the whole.
parts-overlapping = The categories overlap: they do not add up.
valid-until = Valid until
stale = This figure is out of date.
stale-note = It was good until { $date }; look for a newer value before you quote it.
