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

## Cómo se ha obtenido un valor
computed = Calculada a partir de este sitio
computed-here = calculado aquí
computed-count = Cuántas de estas fichas recoge el sitio:
computed-sum = Suma de «{ $field }» en lo que recoge el sitio:
computed-mean = Media de «{ $field }» en lo que recoge el sitio:
computed-min = Valor mínimo de «{ $field }» en lo que recoge el sitio:
computed-max = Valor máximo de «{ $field }» en lo que recoge el sitio:
computed-share = Porcentaje, según lo que recoge el sitio:
computed-things = { $count ->
    [one] Se ha encontrado una ficha.
   *[other] Se han encontrado { $count } fichas.
}
computed-silent = { $count ->
    [one] Una de ellas no da el dato.
   *[other] { $count } de ellas no dan el dato.
}
derived = Derivada de una fórmula
derived-here = derivado aquí
recomputed = la fuente dice { $stated }; según la fórmula, { $derived }
recomputed-here = la fuente dice { $stated }; según lo que recoge el sitio, { $computed }
parts = Partes
parts-complete = Las categorías suman el total.
parts-overlapping = Las categorías se solapan: no suman el total.
valid-until = Válida hasta
stale = Esta cifra está desactualizada.
stale-note = Era válida hasta el { $date }; busque un valor más reciente antes de citarla.
