# What stands on maps and beside them.

map-around = { $place } and around
map-kilometres = { $count } km
map-of-place = Map: { $place }
map-here = On the map
map-others = others
map-holding = whole areas: no point is known
map-closer = The framed part, larger
map-attribution = Base map: { $attribution }

## Classes of values

map-class-all = all
map-class-under = less than { $value }
map-class-over = { $value } or more
map-class-between = { $from }–{ $to }
map-class-count = { $class } ({ $count })

## What the drawing could not show

map-gathered =
    { $count ->
        [one] One mark stands for several things; the table names them.
       *[other] { $count } marks stand for several things each; the table names them.
    }
map-unnamed =
    { $count ->
        [one] One name found no room on the map; the table has it.
       *[other] { $count } names found no room on the map; the table has them.
    }
map-outside =
    { $count ->
        [one] One thing lies outside of this map; the table has it.
       *[other] { $count } things lie outside of this map; the table has them.
    }
map-off =
    { $count ->
        [one] Not on the map:
       *[other] Not on the map ({ $count }):
    }
map-somewhere = { $place } is no area of this map
map-nowhere = place not given

## The table

map-place = Place
map-thing = What is there
map-kind = Kind
map-group = Colour
map-status = Status
map-area = Area
map-value = Value
map-class = Class

## What is seen, for those who do not see it

map-tells-count = { $kind }: { $count }
map-tells-things =
    { $places ->
        [one] { $things }, in one place.
       *[other] { $things }, in { $places } places.
    }
map-tells-most = Most are in { $place }: { $count }.
map-tells-status = { $things }: { $status }.
map-tells-off = Not on the map: { $things }.
