# Kronologiek diotena.

quarter = { $quarter }. hiruh.
timeline-today = { $date }, argitalpen hau
timeline-with-state = { $name } ({ $state })

## Markek zer esan nahi duten
timeline-key-planned = aurreikusita
timeline-key-active = martxan
timeline-key-listed = aipatua, egoera esan gabe
timeline-key-off = bertan behera utzia edo amaitua
timeline-key-soft = tarte horretan noizbait hasi edo amaitu zen
timeline-key-about = data horren inguruan
timeline-key-short = egun bakarrean
timeline-key-short-soft = tarte horretan noizbait
timeline-key-short-about = data horren inguruan
timeline-key-stub = egun bat baino gehiago, baina laburregia eskalan marrazteko
timeline-key-stub-about = denbora laburra, data horren inguruan
timeline-key-reach = tarte horretan noizbait
timeline-key-open = aurrera jarraitzen du
timeline-key-follows = ondorengoa
timeline-key-between = ez dakigu tartean zer izan zen
timeline-key-inferred = bera dela ondorioztatu dugu

## Ikusten dena, hitzez
timeline-tells =
    { $count ->
        [one] Sarrera bat. Hasiera: { $start }; amaiera: { $end }.
       *[other] { $count } sarrera. Hasiera: { $start }; amaiera: { $end }.
    }
timeline-tells-since =
    { $count ->
        [one] Sarrera bat. Hasiera: { $start }.
       *[other] { $count } sarrera. Hasiera: { $start }.
    }
timeline-tells-count =
    { $count ->
        [one] Sarrera bat.
       *[other] { $count } sarrera.
    }
timeline-tells-open =
    { $count ->
        [one] Horietako bat ez da oraindik amaitu.
       *[other] Horietako { $count } ez dira oraindik amaitu.
    }

## Ikusten ez dena
timeline-undated = Datarik gabe: { $names }.
timeline-others = beste { $count }
timeline-outside =
    { $count ->
        [one] Beste sarrera bat erakutsitako datetatik kanpo dago; taulan ageri da.
       *[other] Beste { $count } sarrera erakutsitako datetatik kanpo daude; taulan ageri dira.
    }
timeline-cut = { $all } sarrera dira, eta lehen { $count } marraztu dira; taulak denak ditu.
timeline-none = Hemen ezerk ez du datarik.

## Taula
timeline-table = Gauza bera, taula batean
timeline-name = Izena
timeline-lane = Taldea
timeline-when = Noiz
timeline-name-then = Orduko izena
timeline-state = Egoera
timeline-no-date = datarik gabe
