### Zifren eta haien grafikoen ondoan esaten dena, euskaraz.

## Grafikoak
chart = Grafikoa
figure = Zifra
chart-table = Datuak taula batean
chart-whole = Guztira
chart-claim = { $number }. balioa
chart-only = Erakusten dena: { $period }.
chart-part = { $all } baliotik { $shown } erakusten dira. Deskargek denak dituzte.
chart-rivals = { $count ->
    [one] Marraztutakoetako batekin bat ez datorren balio bat taulan baino ez dago.
   *[other] Marraztutakoekin bat ez datozen { $count } balio taulan baino ez daude.
}
axis-thousand = mila { $unit }
axis-million = milioi { $unit }
axis-billion = mila milioi { $unit }
unit-name-EUR = euro
unit-name-USD = AEBko dolar
unit-name-GBP = libera esterlina

## Zifra bat eramatea
take-away = Eramateko
download = Deskargatu
cite = Aipatu
embed = Txertatu
embed-note = Zifra hau beste webgune batean erakusteko, kopiatu kode hau hango orrian.
embed-page = Ikusi nola erakutsiko den.
citation-of-figure = { $site }{ $year }. «{ $title }». { $url }
citation-data = Datuak: { $sources }.
observations-hidden = Orri honek lehen { $shown } balioak erakusten ditu. Deskargek beste { $count } dituzte.

## Balio bat nola lortu den
computed = Webgune honetatik kalkulatua
computed-here = hemen kalkulatua
computed-count = Webguneak jasotzen dituen hauen kopurua:
computed-sum = «{ $field }» eremuaren batura, webguneak jasotzen duenean:
computed-mean = «{ $field }» eremuaren batezbestekoa, webguneak jasotzen duenean:
computed-min = «{ $field }» eremuaren baliorik txikiena, webguneak jasotzen duenean:
computed-max = «{ $field }» eremuaren baliorik handiena, webguneak jasotzen duenean:
computed-share = Ehunekoa, webguneak jasotzen duenaren arabera:
computed-things = { $count ->
    [one] Fitxa bat aurkitu da.
   *[other] { $count } fitxa aurkitu dira.
}
computed-silent = { $count ->
    [one] Haietako batek ez du datua ematen.
   *[other] Datua ematen ez dutenak: { $count }.
}
derived = Formula batetik eratorria
derived-here = hemen eratorria
recomputed = iturriak dioenez, { $stated }; formularen arabera, { $derived }
recomputed-here = iturriak dioenez, { $stated }; webguneak jasotzen duenaren arabera, { $computed }
parts = Zatiak
parts-complete = Kategoriek guztira osatzen dute.
parts-overlapping = Kategoriak gainjarri egiten dira: ez dute guztira osatzen.
valid-until = Noiz arte balio duen
stale = Zifra hau zaharkituta dago.
stale-note = { $date } arte balio zuen; bilatu balio berriago bat aipatu aurretik.
