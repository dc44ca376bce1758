# Lo que se dice de los gráficos a lo largo del tiempo y de dos números, en el dibujo y junto a él.

picture-no-data = sin datos

## Debajo del dibujo. $list: años y otros periodos.

note-provisional = Provisional: { $list }
note-estimated = Estimado: { $list }
note-expected = Previsto: { $list }
note-target = Objetivo: { $list }
note-missing = Sin dato: { $list }
note-break = Ruptura de la serie antes de { $list }
note-left-out = No se dibuja, porque no todas las series tienen dato: { $list }
note-between = entre { $from } y { $to }
note-of = { $list } ({ $names })
note-more = { $count } más
note-lower = Flecha hacia arriba: el valor real es mayor
note-upper = Flecha hacia abajo: el valor real es menor
note-interval = Línea vertical: del mínimo al máximo

## El mensaje en palabras. $kind es year si es un año sin más, years si son varios; si no, other.

moment =
    { $kind ->
        [year] { $value } en { $when }
        [years] { $value } en { $when }
       *[other] { $value } ({ $when })
    }
course-of = { $name }: { $course }
course-rise = sube de { $from } a { $to }
course-fall = baja de { $from } a { $to }
course-level = igual al principio y al final: { $from }, { $to }
course-open = { $from }; después, { $to }
course-turns = máximo: { $high }; mínimo: { $low }
course-highest = máximo: { $high }
course-lowest = mínimo: { $low }
course-ahead = por venir: { $list }
course-many = { $count } series, de { $from } a { $to }

lead =
    { $kind ->
        [year] el valor más alto en { $when }
       *[other] el valor más alto ({ $when })
    }: { $top }, { $high }; el más bajo: { $bottom }, { $low }
lead-throughout = { $top } tiene siempre el valor más alto
lead-before =
    { $kind ->
        [year] el más alto en { $when }
       *[other] el más alto ({ $when })
    }: { $top }, { $high }
gap-wider = la distancia entre el más alto y el más bajo crece de { $from } a { $to }
gap-narrower = la distancia entre el más alto y el más bajo se reduce de { $from } a { $to }
gap-same = la distancia entre el más alto y el más bajo es igual al principio y al final: { $from }, { $to }

cloud-count =
    { $count ->
        [one] un punto
       *[other] { $count } puntos
    }
cloud-range = { $what }: de { $low } ({ $lowest }) a { $high } ({ $highest })
cloud-level = { $what }: { $value } en todos
