# Sareak: gauzen eta haien arteko loturen marrazkian eta haren azpian agertzen dena.

network-title = Nola dauden lotuta: { $kinds }
network-around-title = { $name }: zerekin dagoen lotuta
network-table = Lotura guztiak, hitzez
network-from = Nondik
network-relation = Lotura
network-to = Nora
network-says = Loturaz esaten dena
network-planned = aurreikusita edo berretsi gabe
network-ended = amaituta
network-others = besteak

## Ikusten dena, esaldi batean edo bitan.

network-told =
    { $links ->
        [0] { $things ->
            [one] Elementu bat, loturarik gabe.
           *[other] { $things } elementu, elkarren arteko loturarik gabe.
        }
        [one] { $things } elementu eta lotura bat: { $sorts }.
       *[other] { $things } elementu eta { $links } lotura: { $sorts }.
    }
network-best = Beste gehienekin lotuta daudenak: { $names }.

## Kanpoan geratzen dena.

network-reduced = { $count } elementu dira, { $links } loturarekin, gehiegi batera irakurtzeko. Elkarri lotuta dauden eta lotura gehien dituzten { $drawn } marraztu dira, eta haien arteko { $lines } loturak.
network-loose =
    { $count ->
        [one] Beste batek ez du loturarik hemen
       *[other] Beste { $count }k ez dute loturarik hemen
    }
network-around = { $links } loturetatik { $drawn } marraztu dira, mota bakoitzeko { $most } gehienez.
network-itself =
    { $count ->
        [one] Elementu batek bere buruarekin duen lotura bat ez da marraztu.
       *[other] Elementuek beren buruarekin dituzten { $count } lotura ez dira marraztu.
    }
network-currency =
    { $count ->
        [one] Beste moneta bateko zenbateko bat ez da marraztu.
       *[other] Beste moneta batzuetako { $count } zenbateko ez dira marraztu.
    }
network-no-amount =
    { $count ->
        [one] Zenbatekorik ematen ez duen lotura bat ez da marraztu.
       *[other] Zenbatekorik ematen ez duten { $count } lotura ez dira marraztu.
    }
network-zero =
    { $count ->
        [one] Zero zenbatekoa duen lotura bat ez da marraztu.
       *[other] Zero zenbatekoa duten { $count } lotura ez dira marraztu.
    }
network-flows = { $links } fluxuetatik { $drawn } handienak marraztu dira; izenen ondoko zenbatekoek guztiak hartzen dituzte kontuan.
network-many-lines = { $count } lerrorekin ezingo litzateke mailaka irakurri; horregatik, puntuz eta lerroz marraztu da.
network-deep = Elementu batetik bestera doanak { $count } urrats baino gehiago ditu, gehiegi zutabeetarako; horregatik, puntuz eta lerroz marraztu da.
network-across = Auzokoen artean ere badira loturak; horregatik, puntuz eta lerroz marraztu da.
network-no-widths = Lotura bakoitza zenbatekoa den ez da forma honetan ikusten; loturen zerrendak dio.
network-as-table = { $links } lotura dituzten { $things } elementu lerro-nahaspila bat lirateke; horregatik, taula gisa daude.
network-matrix-reduced = Taulak ondoen lotutako { $rows } errenkadak ({ $allRows } guztira) eta { $columns } zutabeak ({ $allColumns } guztira) ditu; { $links } lotura kanpoan geratu dira.
network-further =
    { $count ->
        [one] Hauek lehen { $shown } loturak dira; beste bat deskargatzeko fitxategian dago.
       *[other] Hauek lehen { $shown } loturak dira; beste { $count } deskargatzeko fitxategian daude.
    }
