### A landscape's words

landscape-summary = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
} in { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
}.
landscape-summary-several = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
} in { $groups ->
    [one] { $groups } group
   *[other] { $groups } groups
}. { $several ->
    [one] One stands in several places and is counted once here.
   *[other] { $several } stand in several places and are counted once here.
}
landscape-unclassified = Not classified
landscape-none = None is listed yet.
landscape-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
landscape-large = Large: { $what }
landscape-large-chosen = Large: chosen by the editors
kind = Kind
