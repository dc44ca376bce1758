# What lists say that can be narrowed down and sorted.

filters = Narrow the list down
filter-words = Find by name
filters-found = { $shown } of { $count } shown
filters-none = Nothing matches all of this.
filters-more = Show { $count } more
filters-clear = Clear
not-told = Not told
sort-by = Sort by
sort-default = As listed
sort-turned = Reverse order

comparison = Compare
comparison-start = Compare…
comparison-pick = Compare { $title }
comparison-choose = Choose two to four.
comparison-intro = Choose two to four things of a list, and they stand side by side here, fact by fact.
comparison-caption = Side by side
comparison-differing = Only what differs
comparison-add = Add
comparison-remove = Remove { $title }
comparison-summary = In short
list-first-part = Find, narrow down and sort on the first page of this list
