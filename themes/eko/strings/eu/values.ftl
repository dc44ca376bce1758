# Balioak euskaraz nola idazten diren. Zenbakiak bereizgarriekin datoz.

percent = { $value }{ "\u00A0" }%

## Dirua. $sign minus zeinua da edo ezer ez; $thousandfold zenbatekoa bider mila da.

money = { $sign }{ $amount }{ "\u00A0" }{ $currency ->
        [EUR] €
       *[other] { $currency }
    }
money-thousand = { $sign }{ $amount } mila{ "\u00A0" }{ $currency ->
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

## Zerrendak

list-comma = { $start }, { $next }
list-and = { $start } eta { $next }

## Datak. $precision year, month edo day da.
## SOUND funtzioak zenbakiaren izena nola amaitzen den dio: consonant (2021eko, 5etik), a (11, 31) edo vowel (2018ko, 22a).

year-of =
    { SOUND($year) ->
        [consonant] { $year }eko
       *[other] { $year }ko
    }
end-year-of =
    { SOUND($endYear) ->
        [consonant] { $endYear }eko
       *[other] { $endYear }ko
    }
day-from =
    { SOUND($day) ->
        [consonant] { $day }etik
       *[other] { $day }tik
    }
day-to =
    { SOUND($endDay) ->
        [consonant] { $endDay }era
       *[other] { $endDay }ra
    }
date =
    { $precision ->
        [year] { $year }
        [month] { year-of } { $month }
       *[day] { year-of } { $month }ren { SOUND($day) ->
            [a] { $day }
           *[other] { $day }a
        }
    }
date-part-of =
    { $precision ->
        [year] { year-of }
       *[month] { year-of } { $month }ren
    }
date-early = { date-part-of } hasiera
date-mid = { date-part-of } erdialdea
date-late = { date-part-of } amaiera
date-about = { $date } inguru
date-weekday = { $date }, { $weekday }

## Aldiak

range = { $start } – { $end }
range-days = { year-of } { $month }ren { day-from } { day-to }
range-days-months = { year-of } { $month }ren { day-from } { $endMonth }ren { day-to }
range-days-years = { year-of } { $month }ren { day-from } { end-year-of } { $endMonth }ren { day-to }
range-months = { year-of } { $month }–{ $endMonth }
range-years = { $year }–{ $endYear }
period-unspecified = zehaztu gabe
since = { $date }z geroztik
since-year =
    { SOUND($year) ->
        [a] { $year }z geroztik
       *[other] { $year }az geroztik
    }
until = { $date } arte
until-year =
    { SOUND($year) ->
        [consonant] { $year }era arte
       *[other] { $year }ra arte
    }

months = { $count ->
    [one] hilabete bat
   *[other] { $count } hilabete
}
years = { $count ->
    [one] urtebete
   *[other] { $count } urte
}

## Adierazle baten balioa

unit-people = pertsona
quantity = { $value } { $unit }
quantity-thousand = { $value } mila { $unit }
quantity-million = { $value } milioi { $unit }
quantity-billion = { $thousandfold } milioi { $unit }
bare-quantity-thousand = { $value } mila
bare-quantity-million = { $value } milioi
bare-quantity-billion = { $thousandfold } milioi
between = { $min } eta { $max } artean
not-reported = jakinarazi gabe

qualifier-exact = { $value }
qualifier-about = { $value } inguru
qualifier-almost = ia { $value }
qualifier-more-than = { $value } baino gehiago
qualifier-less-than = { $value } baino gutxiago
qualifier-at-least = gutxienez { $value }
qualifier-at-most = gehienez { $value }

status-actual = { $value }
status-provisional = { $value } (behin-behinekoa)
status-estimated = { $value } (estimazioa)
status-expected = { $value } (aurreikuspena)
status-target = { $value } (helburua)
