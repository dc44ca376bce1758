# Grafikoek diotena, eta ikusten ez dituenari haietaz esaten zaiona.


picture-provisional = behin-behinekoa
picture-estimated = estimazioa
picture-expected = aurreikuspena
picture-target = helburua

picture-more = eta balio txikiagoko beste { $count }, taulan
picture-more-rows = eta beste { $count } lerro, taulan
picture-more-columns = eta beste { $count } zutabe, taulan
picture-more-together = beste { $count }, guztira
picture-more-here =
    { $count ->
        [one] eta beste bat hemen
       *[other] eta beste { $count } hemen
    }
picture-rest = gainerakoa
picture-square = Lauki bakoitza ehuneko bat da.
picture-parts-missing = Jakinarazi gabe: { $parts }.

## Mezua hitzetan. $start, $end, $place: urteak, kategoriak, iturriak. $value, $from, $to: balioak beren unitatearekin.

picture-tells-nothing = Ez da baliorik jakinarazi.
picture-tells-one = { $place }: { $value }.
picture-tells-extent = Handiena: { $place }, { $value }; txikiena: { $otherPlace }, { $otherValue }.
picture-tells-equal = { $count } balioak berdinak dira: { $value }.
picture-tells-parts = Zati handiena: { $place }, { $value }; txikiena: { $otherPlace }, { $otherValue }.
picture-tells-claims = { $count } baieztapen: txikiena { $otherValue } ({ $otherPlace }), handiena { $value } ({ $place }).
picture-tells-series = { $count } serie.
picture-tells-of = { $name }. { $told }
picture-tells-missing =
    { $count ->
        [one] Balio bat ez da jakinarazi.
       *[other] { $count } balio ez dira jakinarazi.
    }
picture-tells-provisional =
    { $count ->
        [0] Balio guztiak behin-behinekoak dira.
        [one] Balio bat behin-behinekoa da.
       *[other] { $count } balio behin-behinekoak dira.
    }
picture-tells-estimated =
    { $count ->
        [0] Balio guztiak estimazioak dira.
        [one] Balio bat estimazioa da.
       *[other] { $count } balio estimazioak dira.
    }
picture-tells-expected =
    { $count ->
        [0] Balio guztiak aurreikuspenak dira.
        [one] Balio bat aurreikuspena da.
       *[other] { $count } balio aurreikuspenak dira.
    }
picture-tells-target =
    { $count ->
        [0] Balio guztiak helburuak dira.
        [one] Balio bat helburua da.
       *[other] { $count } balio helburuak dira.
    }
