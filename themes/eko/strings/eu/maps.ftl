# Mapetan eta haien ondoan agertzen dena.

map-around = { $place } eta inguruak
map-kilometres = { $count } km
