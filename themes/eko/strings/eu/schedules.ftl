### Ekitaldien egitarauetan eta haien inguruan esaten dena, euskaraz.

## Egitaraua
schedule-empty = Oraindik ez da saiorik ageri.
schedule-part = { $all } saiotatik { $shown } erakusten dira.
schedule-zone = Ordu guztiak { $zone } ordu-eremukoak dira.
schedule-zone-offset = Ordu guztiak { $zone } ordu-eremukoak dira ({ $offset }).
schedule-time = Ordua
schedule-from = hasiera: { $time }
schedule-until = amaiera: { $time }
schedule-next-day = { $time } (hurrengo egunean)
schedule-day-unknown = Eguna zehaztu gabe
schedule-day-open = Ez da zehazten egun hauetako zeinetan den.
schedule-time-unknown = Ordua zehaztu gabe
schedule-no-room = Aretoa zehaztu gabe
schedule-no-track = Atala zehaztu gabe
schedule-about = Saioari buruz

## Erakusketariak guneka
schedule-area = Gunea
schedule-number = Erakusketariak
schedule-named = Hemen ageri direnak
schedule-no-area = Gunea zehaztu gabe
schedule-claimed = Iturrien arabera
schedule-here = Webgune honetan ageri direnak
schedule-by-area = Guneka
schedule-listed = { $count ->
    [0] bat ere ez
    [one] erakusketari bat
   *[other] { $count } erakusketari
}
schedule-areas-none = { $all ->
    [one] Gune bakarrak ez du kopururik ematen.
   *[other] { $all } guneetako batek ere ez du kopururik ematen.
}
schedule-areas-all = { $sum ->
    [one] erakusketari bat
   *[other] { $sum } erakusketari
}, { $all ->
    [one] gune batean
   *[other] { $all } gunetan
}
schedule-areas-some = { $sum ->
    [one] erakusketari bat
   *[other] { $sum } erakusketari
}, { $known ->
    [one] gune batean
   *[other] { $known } gunetan
}; { $missing ->
    [one] beste gune batek ez du kopururik ematen
   *[other] beste { $missing } gunek ez dute kopururik ematen
}

## Bulegoak
schedule-offices = { $count ->
    [one] bulego bat
   *[other] { $count } bulego
}
schedule-confirmed = { $count ->
    [one] bat berretsita
   *[other] { $count } berretsita
}
schedule-unconfirmed = { $count ->
    [one] bat berresteko
   *[other] { $count } berresteko
}
schedule-offices-of = { $offices }: { $parts }

## Ekitaldi baten orria
expected-and-reported = Aurreikusitakoa eta jasotakoa
expected = Aurreikusita
reported = Jasota
editions = Edizioak
