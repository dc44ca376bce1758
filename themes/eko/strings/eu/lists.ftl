# What lists say that can be narrowed down and sorted.

filters = Zerrenda murriztu
filter-words = Bilatu izenaren arabera
filters-found = { $shown } / { $count } ikusgai
filters-none = Ezer ez dator bat guztiarekin.
filters-more = Erakutsi beste { $count }
filters-clear = Kendu iragazkiak
not-told = Ez da adierazten
sort-by = Ordena
sort-default = Taldeak
sort-turned = Alderantzizko ordena
