### What the pages themselves say, in English. Numbers and dates are in values.ftl.

## The frame
skip-to-content = Skip to the content
menu = Menu
main-navigation = Main
languages = Languages
breadcrumbs = You are here
contents = On this page
made-with = Made with Sare.
printed-from = Printed from

## A thing's page
facts = At a glance
aliases = Also known as
notes = Notes
figures = In figures
relations = Connections
children = Structure
mentioned-in = Mentioned in
more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
footnotes = Footnotes
footnote-back = Back to the text, note { $number }
citations = Sources
source-number = Source { $number }
fallback-note = { $language ->
    [en] This text has not been translated yet. It is shown in English.
    [es] This text has not been translated yet. It is shown in Spanish.
    [eu] This text has not been translated yet. It is shown in Basque.
   *[other] This text has not been translated yet. It is shown in its original language.
}
language-shown-as = { $language ->
    [en] in English
    [es] in Spanish
    [eu] in Basque
   *[other] not translated
}
inferred = inferred
inferred-help = No source says so in these words; the editors concluded it.

## Figures
how-to-read = How to read it
definition = Definition
unit = Unit
baseline = Baseline
population = Counted among
observations = What the sources say
worked-out = The values
no-observations = No value has been recorded yet.
further = { $count ->
    [one] and { $count } more value
   *[other] and { $count } more values
}
competing = The sources disagree.
competing-note = They give different values for the same thing. All are shown, each with its source.
preferred = preferred value
as-printed = As printed:
about = About
category = Category
period = Period
undated = undated
status = Status
basis = Basis
said-by = Said by
locator = Where
value = Value
doubt = Doubtful:
source = { $count ->
    [one] Source
   *[other] Sources
}
origin = Original source
no-source = no source
declared-and-listed = Declared and listed
declared = Declared
listed = Listed here
listed-count = { $count ->
    [0] none listed
   *[other] { $count }
}
used-in = Used in

## Lists, sources and views
browse = Browse
name = Name
groups = Groups
ungrouped = Other
list-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
list-empty = Nothing is listed here yet.
sources = Sources
sources-intro = { $count ->
    [one] The one document that this site's facts and figures come from.
   *[other] The { $count } documents that this site's facts and figures come from.
}
supports-count = { $count ->
    [one] Supports { $count } page
   *[other] Supports { $count } pages
}
supports-nothing = No page refers to it yet.
view-empty = Nothing matches yet.
table = Table

## Other pages
not-found-title = This page does not exist
not-found-text = The address may be mistyped, or the page may have moved. The menu above leads to everything there is.
to-home = To the home page
moved-title = This page has moved
moved-text = It is now at

## Inside texts
heading-anchor = Link to “{ $title }”
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
task-done = Done
task-open = To do
doubted = (doubtful)

## Values
home = Home
yes = yes
no = no
unit-name-percent = per cent
unit-name-index = index
unit-name-people = people
list-pages = Pages of this list

## The first page
key-figures = Key figures
to-read = To read
latest-events = Events
latest-news = News
task-hub = Find a laboratory or a hub
task-organisation = See who does what
task-project = See who works with whom
task-figure = Check a number and its source
task-report = Read a report

## Pages of single kinds
duration = Duration
here = What is here
more-figures = More figures
who-is-in-it = Who is in it
role = Role
place = Place
sum = Sum of what is reported
reading-time = Reading time
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
picture-list = Pictures
contents-printed = Contents
