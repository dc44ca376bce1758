### Bilaketak dioena, euskaraz. Zenbakiak eta hitzak bere scriptak betetzen ditu.

search = Bilatu
search-label = Zer bilatzen duzu?
search-searching = Bilatzen…
search-count = { $count ->
    [one] Emaitza { $count }
   *[other] { $count } emaitza
}
search-none = Ez da ezer aurkitu «{ $words }» bilatuta. Saiatu beste hitz batzuekin, edo begiratu zerrendetan.
search-near = Ezer ez dator guztiz bat «{ $words }» bilaketarekin. Hauek dira hurbilenak:
search-more = Erakutsi beste { $count }
search-failed = Ezin izan da bilaketa kargatu. Saiatu berriro, edo begiratu zerrendetan.
search-close = Itxi
search-lists = Dena, motaka
search-keys = Geziek emaitzetan zehar eramaten zaituzte, Sartu teklak emaitza bat irekitzen du, eta Ihes teklak itxi egiten du. / teklak edozein orritan irekitzen du bilaketa.
search-without = Bilaketak script bat behar du, eta zure nabigatzaileak ez du hemen exekutatzen. Zerrendek denera eramaten dute.
# Galderetako hitzak, berez ezer aurkitzen ez dutenak
search-idle = eta edo non nor nork nori zein zer zergatik noiz nola bat batzuk den dira duen duten dute dago daude hau hori hura horiek hauek ere baina
