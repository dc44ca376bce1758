# Lo que aparece en los mapas y junto a ellos.

map-around = { $place } y alrededores
map-kilometres = { $count } km
