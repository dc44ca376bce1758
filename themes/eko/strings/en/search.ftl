### What search says, in English. Its script fills in numbers and words.

search = Search
search-label = What are you looking for?
search-searching = Searching…
search-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-none = Nothing was found for “{ $words }”. Try other words, or look through the lists.
search-near = Nothing matches “{ $words }” in full. These come nearest:
search-more = Show { $count } more
search-failed = Search could not be loaded. Try again, or look through the lists.
search-close = Close
search-lists = Everything by its kind
search-keys = Arrow keys move through the results, Enter opens one, Escape closes. The key / opens search on any page.
search-without = Search needs a script, which your browser does not run here. The lists lead to everything.
# Words of questions that find nothing by themselves
search-idle = say says said tell tells the and are for from have has how its not that their them there these they this was were what when where which who whom whose why will with does did you your our can
