# Cómo se escriben los valores en español. Los números llegan con sus separadores.

percent = { $value }{ "\u00A0" }%

## Dinero. $sign es un signo menos o nada; $thousandfold es el importe multiplicado por mil.

money = { $sign }{ $amount }{ "\u00A0" }{ $currency ->
        [EUR] €
       *[other] { $currency }
    }
money-thousand = { $sign }{ $amount } mil{ "\u00A0" }{ $currency ->
        [EUR] €
       *[other] { $currency }
    }
money-million = { $sign }{ $amount }{ "\u00A0" }{ $currency ->
        [EUR] M€
       *[other] M{ "\u00A0" }{ $currency }
    }
money-billion = { $sign }{ $thousandfold }{ "\u00A0" }{ $currency ->
        [EUR] M€
       *[other] M{ "\u00A0" }{ $currency }
    }

## Listas. START dice si la palabra empieza por el sonido i.

list-comma = { $start }, { $next }
list-and = { $start } { START($next) ->
        [i] e
       *[other] y
    } { $next }

## Fechas. $precision es year, month o day.

date =
    { $precision ->
        [year] { $year }
        [month] { $month } de { $year }
       *[day] { $day } de { $month } de { $year }
    }
date-early = principios de { date }
date-mid = mediados de { date }
date-late = finales de { date }
date-about = alrededor { $precision ->
        [day] del { $date }
       *[other] de { $date }
    }
date-weekday = { $weekday }, { $date }

## Periodos

range = { $start } – { $end }
range-days = { $day }–{ $endDay } de { $month } de { $year }
range-days-months = { $day } de { $month } – { $endDay } de { $endMonth } de { $year }
range-days-years = { $start } – { $end }
range-months = { $month }–{ $endMonth } de { $year }
range-years = { $year }–{ $endYear }
period-unspecified = sin especificar
since = desde { $precision ->
        [day] el { $date }
       *[other] { $date }
    }
since-year = desde { $year }
until = hasta { $precision ->
        [day] el { $date }
       *[other] { $date }
    }
until-year = hasta { $year }

months = { $count ->
    [one] { $count } mes
   *[other] { $count } meses
}
years = { $count ->
    [one] { $count } año
   *[other] { $count } años
}

## El valor de un indicador

unit-people =
    { $count ->
        [one] persona
       *[other] personas
    }
quantity = { $value } { $unit }
quantity-thousand = { $value } mil { $unit }
quantity-million = { bare-quantity-million } de { $unit }
quantity-billion = { bare-quantity-billion } de { $unit }
bare-quantity-thousand = { $value } mil
bare-quantity-million = { $value } { $count ->
        [one] millón
       *[other] millones
    }
bare-quantity-billion = { $thousandfold } millones
between = entre { $min } y { $max }
not-reported = no consta

qualifier-exact = { $value }
qualifier-about = alrededor de { $value }
qualifier-almost = casi { $value }
qualifier-more-than = más de { $value }
qualifier-less-than = menos de { $value }
qualifier-at-least = al menos { $value }
qualifier-at-most = como máximo { $value }

status-actual = { $value }
status-provisional = { $value } (provisional)
status-estimated = { $value } (estimación)
status-expected = { $value } (previsión)
status-target = { $value } (objetivo)
