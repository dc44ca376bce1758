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
