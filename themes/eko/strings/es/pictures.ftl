# Lo que dicen los gráficos, y lo que se cuenta de ellos a quien no los ve.


picture-provisional = provisional
picture-estimated = estimado
picture-expected = previsto
picture-target = objetivo

picture-more = y { $count } más con valores menores, en la tabla
picture-more-rows = y { $count } filas más, en la tabla
picture-more-columns = y { $count } columnas más, en la tabla
picture-more-together = otros { $count } en conjunto
picture-more-here =
    { $count ->
        [one] y uno más aquí
       *[other] y { $count } más aquí
    }
picture-rest = el resto
picture-square = Cada cuadrado es el uno por ciento.
picture-parts-missing = No consta: { $parts }.

## El mensaje en palabras. $start, $end, $place: años, categorías, fuentes. $value, $from, $to: valores con su unidad.

picture-tells-nothing = No consta ningún valor.
picture-tells-one = { $place }: { $value }.
picture-tells-extent = El valor más alto: { $place }, { $value }; el más bajo: { $otherPlace }, { $otherValue }.
picture-tells-equal = Los { $count } valores son iguales: { $value }.
picture-tells-parts = La parte mayor: { $place }, { $value }; la menor: { $otherPlace }, { $otherValue }.
picture-tells-claims = { $count } afirmaciones, de { $otherValue } ({ $otherPlace }) a { $value } ({ $place }).
picture-tells-series = { $count } series.
picture-tells-of = { $name }. { $told }
picture-tells-missing =
    { $count ->
        [one] No consta un valor.
       *[other] No constan { $count } valores.
    }
picture-tells-provisional =
    { $count ->
        [0] Todos los valores son provisionales.
        [one] Un valor es provisional.
       *[other] { $count } valores son provisionales.
    }
picture-tells-estimated =
    { $count ->
        [0] Todos los valores son estimados.
        [one] Un valor es estimado.
       *[other] { $count } valores son estimados.
    }
picture-tells-expected =
    { $count ->
        [0] Todos los valores son previsiones.
        [one] Un valor es una previsión.
       *[other] { $count } valores son previsiones.
    }
picture-tells-target =
    { $count ->
        [0] Todos los valores son objetivos.
        [one] Un valor es un objetivo.
       *[other] { $count } valores son objetivos.
    }
