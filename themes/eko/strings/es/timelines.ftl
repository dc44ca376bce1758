# Lo que dicen las cronologías.

quarter = T{ $quarter }
timeline-today = { $date }, esta edición
timeline-with-state = { $name } ({ $state })

## Qué significan las marcas
timeline-key-planned = previsto
timeline-key-active = activo
timeline-key-listed = mencionado, sin indicar su estado
timeline-key-off = anulado o finalizado
timeline-key-soft = empezó o acabó dentro de ese tramo
timeline-key-about = en torno a esa fecha
timeline-key-short = en un solo día
timeline-key-short-soft = en algún momento de ese tramo
timeline-key-short-about = en torno a esa fecha
timeline-key-stub = más de un día, pero demasiado breve para dibujarlo a escala
timeline-key-stub-about = un tiempo breve, en torno a esa fecha
timeline-key-reach = en algún momento de ese tiempo
timeline-key-open = continúa
timeline-key-follows = le sucede
timeline-key-between = no se sabe qué hubo entre medias
timeline-key-inferred = el mismo, por deducción

## Lo que se ve, en palabras
timeline-tells =
    { $count ->
        [one] Una entrada, entre { $start } y { $end }.
       *[other] { $count } entradas, entre { $start } y { $end }.
    }
timeline-tells-since =
    { $count ->
        [one] Una entrada; comienzo: { $start }.
       *[other] { $count } entradas; comienzo: { $start }.
    }
timeline-tells-count =
    { $count ->
        [one] Una entrada.
       *[other] { $count } entradas.
    }
timeline-tells-open =
    { $count ->
        [one] Una de ellas sigue abierta.
       *[other] { $count } de ellas siguen abiertas.
    }

## Lo que no se ve
timeline-undated = Sin fecha: { $names }.
timeline-others = { $count } más
timeline-outside =
    { $count ->
        [one] Hay una entrada más fuera de las fechas mostradas; está en la tabla.
       *[other] Hay { $count } entradas más fuera de las fechas mostradas; están en la tabla.
    }
timeline-cut = Se muestran las primeras { $count } de { $all }; la tabla las tiene todas.
timeline-none = Nada de esto tiene fecha.

## La tabla
timeline-table = Lo mismo en una tabla
timeline-name = Nombre
timeline-lane = Grupo
timeline-when = Cuándo
timeline-name-then = Nombre entonces
timeline-state = Estado
timeline-no-date = sin fecha
