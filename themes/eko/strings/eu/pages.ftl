### Orriek berek diotena, euskaraz. Zenbakiak eta datak values.ftl fitxategian daude.

## Markoa
skip-to-content = Joan edukira
menu = Menua
main-navigation = Nagusia
languages = Hizkuntzak
breadcrumbs = Hemen zaude
contents = Orri honetan
made-with = Sarerekin egina.
printed-from = Jatorrizko helbidea:

## Fitxa baten orria
facts = Begirada batean
aliases = Beste izenak
notes = Oharrak
figures = Zifretan
relations = Loturak
children = Egitura
mentioned-in = Non aipatzen den
more = { $count ->
    [one] beste { $count }
   *[other] beste { $count }
}
footnotes = Oin-oharrak
footnote-back = Itzuli testura, { $number }. oharra
citations = Iturriak
source-number = { $number }. iturria
fallback-note = { $language ->
    [en] Testu hau oraindik ez dago itzulita. Ingelesez erakusten da.
    [es] Testu hau oraindik ez dago itzulita. Gaztelaniaz erakusten da.
    [eu] Testu hau oraindik ez dago itzulita. Euskaraz erakusten da.
   *[other] Testu hau oraindik ez dago itzulita. Jatorrizko hizkuntzan erakusten da.
}
language-shown-as = { $language ->
    [en] ingelesez
    [es] gaztelaniaz
    [eu] euskaraz
   *[other] itzuli gabe
}
inferred = ondorioztatua
inferred-help = Ez du iturri batek ere hitz hauekin esaten; erredakzioaren ondorioa da.

## Zifrak
how-to-read = Nola irakurri
definition = Definizioa
unit = Unitatea
baseline = Oinarria
population = Kontuan hartutako multzoa
observations = Iturriek diotena
worked-out = Balioak
no-observations = Oraindik ez da baliorik jaso.
further = { $count ->
    [one] eta beste balio bat
   *[other] eta beste { $count } balio
}
competing = Iturriak ez datoz bat.
competing-note = Balio desberdinak ematen dituzte gauza bererako. Denak erakusten dira, bakoitza bere iturriarekin.
preferred = balio hobetsia
as-printed = Argitaratu zen bezala:
about = Zeri buruz
category = Kategoria
period = Aldia
undated = datarik gabe
status = Egoera
basis = Zenbatzeko oinarria
said-by = Nork esana
locator = Non
value = Balioa
doubt = Zalantzazkoa:
source = { $count ->
    [one] Iturria
   *[other] Iturriak
}
origin = Jatorrizko iturria
no-source = iturririk gabe
declared-and-listed = Adierazitakoa eta zerrendatua
declared = Adierazitakoa
listed = Hemen zerrendatuak
listed-count = { $count ->
    [0] bat ere ez
   *[other] { $count }
}
used-in = Non erabiltzen den

## Zerrendak, iturriak eta ikuspegiak
browse = Arakatu
name = Izena
groups = Taldeak
ungrouped = Besteak
list-count = { $count ->
    [one] Fitxa bat
   *[other] { $count } fitxa
}
list-empty = Oraindik ez dago ezer zerrenda honetan.
sources = Iturriak
sources-intro = { $count ->
    [one] Webgune honetako datuen eta zifren iturria den dokumentua.
   *[other] Webgune honetako datuen eta zifren iturri diren { $count } dokumentuak.
}
supports-count = { $count ->
    [one] Orri bat oinarritzen du
   *[other] { $count } orri oinarritzen ditu
}
supports-nothing = Oraindik ez du inongo orrik aipatzen.
view-empty = Oraindik ez dago ezer erakusteko.
table = Taula

## Beste orriak
not-found-title = Orri hau ez da existitzen
not-found-text = Agian helbidea gaizki idatzita dago, edo orria lekuz aldatu da. Goiko menuak dagoen guztira eramaten du.
to-home = Joan hasierako orrira
moved-title = Orri hau lekuz aldatu da
moved-text = Orain hemen dago:

## Testuen barruan
heading-anchor = «{ $title }» atalerako esteka
alert-note = Oharra
alert-tip = Aholkua
alert-important = Garrantzitsua
alert-warning = Abisua
alert-caution = Kontuz
task-done = Eginda
task-open = Egiteke
doubted = (zalantzazkoa)

## Values
home = Hasiera
yes = bai
no = ez
unit-name-percent = ehunekoa
unit-name-index = indizea
unit-name-people = pertsonak
list-pages = Zerrenda honen orriak

## Hasierako orria
key-figures = Zifra nagusiak
to-read = Irakurtzeko
latest-events = Ekitaldiak
latest-news = Albisteak
task-hub = Aurkitu laborategi edo hub bat
task-organisation = Ikusi nork zer egiten duen
task-project = Ikusi nork norekin lan egiten duen
task-figure = Egiaztatu zenbaki bat eta haren iturria
task-report = Irakurri txosten bat

## Mota batzuen orriak
duration = Iraupena
here = Zer dagoen hemen
more-figures = Zifra gehiago
who-is-in-it = Nor agertzen den
role = Eginkizuna
place = Lekua
sum = Argitaratutakoaren batura
reading-time = Irakurtzeko denbora
minutes = { $count ->
    [one] minutu bat
   *[other] { $count } minutu
}
picture-list = Irudiak
contents-printed = Edukia
