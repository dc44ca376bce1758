# What lists say that can be narrowed down and sorted.

filters = Acotar la lista
filter-words = Buscar por nombre
filters-found = Se muestran { $shown } de { $count }
filters-none = Nada coincide con todo esto.
filters-more = Mostrar { $count } más
filters-clear = Quitar los filtros
not-told = No consta
sort-by = Ordenar por
sort-default = Como en la lista
sort-turned = Orden inverso

comparison = Comparar
comparison-start = Comparar…
comparison-pick = Comparar { $title }
comparison-choose = Elige de dos a cuatro.
comparison-intro = Elige de dos a cuatro elementos de una lista y aparecerán aquí uno junto a otro, dato por dato.
comparison-caption = Uno junto a otro
comparison-differing = Solo lo que difiere
comparison-add = Añadir
comparison-remove = Quitar { $title }
comparison-summary = En breve
list-first-part = Buscar, acotar y ordenar en la primera página de esta lista
