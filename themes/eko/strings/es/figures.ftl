### Lo que se dice junto a las cifras y sus gráficos, en español.

## Gráficos
chart = Gráfico
figure = Cifra
chart-table = Los datos en una tabla
chart-whole = Total
chart-claim = Valor { $number }
chart-only = Se muestra: { $period }.
chart-part = Se muestran { $shown } de { $all } valores. Las descargas los contienen todos.
chart-rivals = { $count ->
    [one] Un valor que difiere de uno de los dibujados figura solo en la tabla.
   *[other] { $count } valores que difieren de los dibujados figuran solo en la tabla.
}
axis-thousand = miles de { $unit }
axis-million = millones de { $unit }
axis-billion = miles de millones de { $unit }
unit-name-EUR = euros
unit-name-USD = dólares estadounidenses
unit-name-GBP = libras esterlinas

## Para llevarse una cifra
take-away = Para llevar
download = Descargar
cite = Citar
embed = Insertar
embed-note = Para mostrar esta cifra en otro sitio, copie este código en su página.
embed-page = Vea cómo se mostrará.
citation-of-figure = { $site }{ $year }. «{ $title }». { $url }
citation-data = Datos: { $sources }.
observations-hidden = Esta página muestra los primeros { $shown } valores. Las descargas contienen { $count } más.
