# What lists say that can be narrowed down and sorted.

filters = Acotar la lista
filter-words = Buscar por nombre
filters-found = Se muestran { $shown } de { $count }
filters-none = Nada coincide con todo esto.
filters-more = Mostrar { $count } más
filters-clear = Quitar los filtros
not-told = No consta
sort-by = Ordenar por
sort-default = Grupos
sort-turned = Orden inverso
