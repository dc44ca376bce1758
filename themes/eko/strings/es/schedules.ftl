### Lo que se dice en los programas de los eventos y junto a ellos, en español.

## El programa
schedule-empty = Todavía no figura ninguna sesión.
schedule-part = Se muestran { $shown } de { $all } sesiones.
schedule-zone = Todas las horas corresponden a la zona horaria { $zone }.
schedule-zone-offset = Todas las horas corresponden a la zona horaria { $zone } ({ $offset }).
schedule-time = Hora
schedule-from = desde las { $time }
schedule-until = hasta las { $time }
schedule-next-day = { $time } (día siguiente)
schedule-day-unknown = Día no indicado
schedule-day-open = No se indica en cuál de estos días.
schedule-time-unknown = Hora no indicada
schedule-no-room = Sala no indicada
schedule-no-track = Bloque no indicado
schedule-about = Sobre esta sesión

## Expositores por zona
schedule-area = Zona
schedule-number = Expositores
schedule-named = Figuran aquí
schedule-no-area = Zona no indicada
schedule-claimed = Según las fuentes
schedule-here = Figuran en este sitio
schedule-by-area = Por zonas
schedule-listed = { $count ->
    [0] ninguno
    [one] { $count } expositor
   *[other] { $count } expositores
}
schedule-areas-none = { $all ->
    [one] La única zona no da ningún número.
   *[other] Ninguna de las { $all } zonas da un número.
}
schedule-areas-all = { $sum ->
    [one] { $sum } expositor
   *[other] { $sum } expositores
} en { $all ->
    [one] { $all } zona
   *[other] { $all } zonas
}
schedule-areas-some = { $sum ->
    [one] { $sum } expositor
   *[other] { $sum } expositores
} en { $known ->
    [one] { $known } zona
   *[other] { $known } zonas
}; { $missing ->
    [one] otra zona no da ningún número
   *[other] otras { $missing } zonas no dan ningún número
}

## Oficinas
schedule-offices = { $count ->
    [one] { $count } oficina
   *[other] { $count } oficinas
}
schedule-confirmed = { $count ->
    [one] una confirmada
   *[other] { $count } confirmadas
}
schedule-unconfirmed = { $count ->
    [one] una por confirmar
   *[other] { $count } por confirmar
}
schedule-offices-of = { $offices }: { $parts }

## La página de un evento
expected-and-reported = Previsto y registrado
expected = Previsto
reported = Registrado
editions = Ediciones
