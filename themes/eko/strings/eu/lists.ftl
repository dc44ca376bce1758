# What lists say that can be narrowed down and sorted.

filters = Zerrenda murriztu
filter-words = Bilatu izenaren arabera
filters-found = { $shown } / { $count } ikusgai
filters-none = Ezer ez dator bat guztiarekin.
filters-more = Erakutsi beste { $count }
filters-clear = Kendu iragazkiak
not-told = Ez da adierazten
sort-by = Ordena
sort-default = Zerrendan bezala
sort-turned = Alderantzizko ordena

comparison = Alderatu
comparison-start = Alderatu…
comparison-pick = Alderatu { $title }
comparison-choose = Aukeratu bi eta lau artean.
comparison-intro = Aukeratu zerrenda bateko bi eta lau elementu artean, eta hemen agertuko dira bata bestearen ondoan, datuz datu.
comparison-caption = Bata bestearen ondoan
comparison-differing = Desberdina dena bakarrik
comparison-add = Gehitu
comparison-remove = Kendu { $title }
comparison-summary = Laburbilduz
list-first-part = Bilatu, murriztu eta ordenatu zerrendaren lehen orrian
