# Lo que aparece en los mapas y junto a ellos.

map-around = { $place } y alrededores
map-kilometres = { $count } km
map-of-place = Mapa: { $place }
map-here = En el mapa
map-others = otros
map-holding = zonas enteras: no se conoce el punto
map-closer = La parte enmarcada, ampliada
map-attribution = Mapa base: { $attribution }

## Clases de valores

map-class-all = todos
map-class-under = menos de { $value }
map-class-over = { $value } o más
map-class-between = { $from }–{ $to }
map-class-count = { $class } ({ $count })

## Lo que el dibujo no ha podido mostrar

map-gathered =
    { $count ->
        [one] Una marca representa varios elementos; la tabla los nombra.
       *[other] { $count } marcas representan varios elementos cada una; la tabla los nombra.
    }
map-unnamed =
    { $count ->
        [one] Un nombre no cabe en el mapa; está en la tabla.
       *[other] { $count } nombres no caben en el mapa; están en la tabla.
    }
map-outside =
    { $count ->
        [one] Un elemento queda fuera de este mapa; está en la tabla.
       *[other] { $count } elementos quedan fuera de este mapa; están en la tabla.
    }
map-off =
    { $count ->
        [one] Fuera del mapa:
       *[other] Fuera del mapa ({ $count }):
    }
map-somewhere = { $place } no es una zona de este mapa
map-nowhere = sin lugar indicado

## La tabla

map-place = Lugar
map-thing = Qué hay allí
map-kind = Clase
map-group = Color
map-status = Estado
map-area = Zona
map-value = Valor
map-class = Intervalo

## Lo que se ve, para quien no lo ve

map-tells-count = { $kind }: { $count }
map-tells-things =
    { $places ->
        [one] { $things }, en un solo lugar.
       *[other] { $things }, en { $places } lugares.
    }
map-tells-most = La mayor parte está en { $place }: { $count }.
map-tells-status = { $things }: { $status }.
map-tells-off = Fuera del mapa: { $things }.
