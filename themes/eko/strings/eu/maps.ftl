# Mapetan eta haien ondoan agertzen dena.

map-around = { $place } eta inguruak
map-kilometres = { $count } km
map-of-place = Mapa: { $place }
map-here = Mapan
map-others = besteak
map-holding = eremu osoak: puntua ez da ezagutzen
map-closer = Markoaren barrukoa, handituta
map-attribution = Oinarrizko mapa: { $attribution }

## Balio-tarteak

map-class-all = guztiak
map-class-under = { $value } baino gutxiago
map-class-over = { $value } edo gehiago
map-class-between = { $from }–{ $to }
map-class-count = { $class } ({ $count })

## Marrazkian sartu ez dena

map-gathered =
    { $count ->
        [one] Marka batek hainbat elementu adierazten ditu; taulak izendatzen ditu.
       *[other] { $count } markak hainbat elementu adierazten dituzte; taulak izendatzen ditu.
    }
map-unnamed =
    { $count ->
        [one] Izen bat ez da mapan sartzen; taulan dago.
       *[other] { $count } izen ez dira mapan sartzen; taulan daude.
    }
map-outside =
    { $count ->
        [one] Elementu bat mapatik kanpo dago; taulan agertzen da.
       *[other] { $count } elementu mapatik kanpo daude; taulan agertzen dira.
    }
map-off =
    { $count ->
        [one] Mapan ez dagoena:
       *[other] Mapan ez daudenak ({ $count }):
    }
map-somewhere = { $place } ez da mapa honetako eremu bat
map-nowhere = lekurik ez da adierazi

## Taula

map-place = Lekua
map-thing = Zer dagoen
map-kind = Mota
map-group = Kolorea
map-status = Egoera
map-area = Eremua
map-value = Balioa
map-class = Tartea

## Ikusten dena, ikusten ez duenarentzat

map-tells-count = { $kind }: { $count }
map-tells-things =
    { $places ->
        [one] { $things }, leku bakarrean.
       *[other] { $things }, { $places } lekutan.
    }
map-tells-most = Gehienak hemen: { $place } ({ $count }).
map-tells-status = { $things }: { $status }.
map-tells-off = Mapan ez daudenak: { $things }.
