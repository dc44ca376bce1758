# What lists say that can be narrowed down and sorted.

filters = Narrow the list down
filter-words = Find by name
filters-found = { $shown } of { $count } shown
filters-none = Nothing matches all of this.
filters-more = Show { $count } more
filters-clear = Clear
not-told = Not told
sort-by = Sort by
sort-default = Groups
sort-turned = Reverse order
