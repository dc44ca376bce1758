# What stands on maps and beside them.

map-around = { $place } and around
map-kilometres = { $count } km
