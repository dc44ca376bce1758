# Denboran zeharreko eta bi zenbakiren arteko grafikoez esaten dena, irudian eta haren ondoan.

picture-no-data = daturik ez

## Irudiaren azpian. $list: urteak eta beste aldi batzuk.

note-provisional = Behin-behinekoa: { $list }
note-estimated = Estimazioa: { $list }
note-expected = Aurreikuspena: { $list }
note-target = Helburua: { $list }
note-missing = Daturik gabe: { $list }
note-break = Seriea eten egiten da honen aurretik: { $list }
note-left-out = Ez da marraztu, serie guztiek ez baitute daturik: { $list }
note-between = { $from } eta { $to } artean
note-of = { $list } ({ $names })
note-more = beste { $count }
note-lower = Gorako gezia: benetako balioa handiagoa da
note-upper = Beherako gezia: benetako balioa txikiagoa da
note-interval = Marra zuta: gutxienekotik gehienekora

## Mezua hitzetan. $kind year da urte soila bada, years hainbat badira; bestela, other.

moment =
    { $kind ->
        [year] { $when }. urtean { $value }
       *[other] { $value } ({ $when })
    }
course-of = { $name }: { $course }
course-rise = igo egin da: { $from }; { $to }
course-fall = jaitsi egin da: { $from }; { $to }
course-level = berdin hasieran eta amaieran: { $from }; { $to }
course-open = { $from }; geroago, { $to }
course-turns = handiena: { $high }; txikiena: { $low }
course-highest = handiena: { $high }
course-lowest = txikiena: { $low }
course-ahead = etortzeko dago: { $list }
course-many = { $count } serie, { $from } – { $to }

lead =
    { $kind ->
        [year] { $when }. urtean baliorik handiena
       *[other] baliorik handiena ({ $when })
    }: { $top }, { $high }; txikiena: { $bottom }, { $low }
lead-throughout = { $top } da handiena hasieratik amaierara
lead-before =
    { $kind ->
        [year] { $when }. urtean handiena
       *[other] handiena ({ $when })
    }: { $top }, { $high }
gap-wider = handienaren eta txikienaren arteko aldea handitu egin da: { $from }; { $to }
gap-narrower = handienaren eta txikienaren arteko aldea txikitu egin da: { $from }; { $to }
gap-same = handienaren eta txikienaren arteko aldea berdina da hasieran eta amaieran: { $from }; { $to }

cloud-count =
    { $count ->
        [one] puntu bat
       *[other] { $count } puntu
    }
cloud-range = { $what }: gutxienez { $low } ({ $lowest }), gehienez { $high } ({ $highest })
cloud-level = { $what }: { $value } guztietan
