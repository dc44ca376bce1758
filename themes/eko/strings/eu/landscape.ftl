### Ikuspegi orokor baten hitzak

landscape-summary = { $count ->
    [one] Fitxa bat
   *[other] { $count } fitxa
}, { $groups ->
    [one] talde batean
   *[other] { $groups } taldetan
}.
landscape-summary-several = { $count ->
    [one] Fitxa bat
   *[other] { $count } fitxa
}, { $groups ->
    [one] talde batean
   *[other] { $groups } taldetan
}. { $several ->
    [one] Bat leku batean baino gehiagotan dago, eta behin bakarrik zenbatu da hemen.
   *[other] { $several } leku batean baino gehiagotan daude, eta behin bakarrik zenbatu dira hemen.
}
landscape-unclassified = Sailkatu gabe
landscape-none = Oraindik ez dago bat ere.
landscape-more = { $count ->
    [one] eta beste { $count }
   *[other] eta beste { $count }
}
landscape-large = Handian: { $what }
landscape-large-chosen = Handian: erredakzioak hautatuak
kind = Mota
