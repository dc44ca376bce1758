# Grafikoek diotena, eta ikusten ez dituenari haietaz esaten zaiona.


picture-provisional = behin-behinekoa
picture-estimated = estimazioa
picture-expected = aurreikuspena
picture-target = helburua

picture-more = eta balio txikiagoko beste { $count }, taulan
picture-more-rows = eta beste { $count } lerro, taulan
picture-more-columns = eta beste { $count } zutabe, taulan
picture-more-together = beste { $count }, guztira
picture-rest = gainerakoa
picture-square = Lauki bakoitza ehuneko bat da.
picture-parts-missing = Jakinarazi gabe: { $parts }.

## Mezua hitzetan. $start, $end, $place: urteak, kategoriak, iturriak. $value, $from, $to: balioak beren unitatearekin.

picture-tells-nothing = Ez da baliorik jakinarazi.
picture-tells-one = { $place }: { $value }.
picture-tells-rise = Gora egiten du: hasieran { $from } ({ $start }), amaieran { $to } ({ $end }).
picture-tells-fall = Behera egiten du: hasieran { $from } ({ $start }), amaieran { $to } ({ $end }).
picture-tells-same = Berdin hasieran ({ $start }) eta amaieran ({ $end }): { $to }.
picture-tells-rise-years = Gora egiten du: { $start }. urtean { $from }, { $end }. urtean { $to }.
picture-tells-fall-years = Behera egiten du: { $start }. urtean { $from }, { $end }. urtean { $to }.
picture-tells-same-years = Berdin { $start }. urtean eta { $end }. urtean: { $to }.
picture-tells-peak = Handiena: { $value } ({ $place }).
picture-tells-trough = Txikiena: { $value } ({ $place }).
picture-tells-extent = Handiena: { $place }, { $value }; txikiena: { $otherPlace }, { $otherValue }.
picture-tells-equal = { $count } balioak berdinak dira: { $value }.
picture-tells-parts = Zati handiena: { $place }, { $value }; txikiena: { $otherPlace }, { $otherValue }.
picture-tells-claims = { $count } baieztapen: txikiena { $otherValue } ({ $otherPlace }), handiena { $value } ({ $place }).
picture-tells-points =
    { $count ->
        [one] Puntu bat.
       *[other] { $count } puntu.
    }
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
