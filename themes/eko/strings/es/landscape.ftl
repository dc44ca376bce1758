### Las palabras de un panorama

landscape-summary = { $count ->
    [one] { $count } ficha
   *[other] { $count } fichas
} en { $groups ->
    [one] { $groups } grupo
   *[other] { $groups } grupos
}.
landscape-summary-several = { $count ->
    [one] { $count } ficha
   *[other] { $count } fichas
} en { $groups ->
    [one] { $groups } grupo
   *[other] { $groups } grupos
}. { $several ->
    [one] Una figura en varios lugares y aquí se cuenta una sola vez.
   *[other] { $several } figuran en varios lugares y aquí se cuentan una sola vez.
}
landscape-unclassified = Sin clasificar
landscape-none = Aún no hay ninguna.
landscape-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
landscape-large = En grande: { $what }
landscape-large-chosen = En grande: selección de la redacción
kind = Clase
