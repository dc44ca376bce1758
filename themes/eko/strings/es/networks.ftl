# Redes: lo que aparece en el dibujo de cosas y relaciones, y debajo de él.

network-title = Cómo se relacionan: { $kinds }
network-around-title = Con qué se relaciona { $name }
network-table = Todas las relaciones, en palabras
network-from = De
network-relation = Relación
network-to = A
network-says = Qué se dice de ella
network-planned = previsto o sin confirmar
network-ended = finalizado
network-others = otros

## Lo que se ve, en una o dos frases.

network-told =
    { $links ->
        [0] { $things ->
            [one] Un elemento, sin relaciones.
           *[other] { $things } elementos, sin relaciones entre sí.
        }
        [one] { $things } elementos y una relación: { $sorts }.
       *[other] { $things } elementos y { $links } relaciones: { $sorts }.
    }
network-best = Los que se relacionan con más elementos: { $names }.

## Lo que se deja fuera.

network-reduced = Son { $count } elementos con { $links } relaciones, demasiados para leerlos de una vez. Se dibujan { $drawn } que forman un conjunto y son los más relacionados, con las { $lines } relaciones que hay entre ellos.
network-loose =
    { $count ->
        [one] Otro más no tiene relaciones aquí
       *[other] Otros { $count } no tienen relaciones aquí
    }
network-around = Se dibujan { $drawn } de { $links } relaciones, como máximo { $most } de cada clase.
network-itself =
    { $count ->
        [one] No se dibuja una relación de un elemento consigo mismo.
       *[other] No se dibujan { $count } relaciones de elementos consigo mismos.
    }
network-currency =
    { $count ->
        [one] No se dibuja un importe en otra moneda.
       *[other] No se dibujan { $count } importes en otras monedas.
    }
network-no-amount =
    { $count ->
        [one] No se dibuja una relación que no indica importe.
       *[other] No se dibujan { $count } relaciones que no indican importe.
    }
network-zero =
    { $count ->
        [one] No se dibuja una relación con importe cero.
       *[other] No se dibujan { $count } relaciones con importe cero.
    }
network-flows = Se dibujan los { $drawn } flujos mayores, de { $links }; las cantidades junto a los nombres los cuentan todos.
network-many-lines = Con { $count } líneas no se podría leer por niveles, así que se dibuja con puntos y líneas.
network-deep = Lo que lleva de un elemento a otro tiene más de { $count } pasos, demasiados para columnas, así que se dibuja con puntos y líneas.
network-across = También hay relaciones entre los vecinos, así que se dibuja con puntos y líneas.
network-no-widths = Cuánto supone cada relación no se ve en esta forma; lo dice la lista de relaciones.
network-as-table = { $things } elementos con { $links } relaciones serían una maraña de líneas, así que se muestran como tabla.
network-matrix-reduced = La tabla tiene las { $rows } filas (de { $allRows }) y las { $columns } columnas (de { $allColumns }) con más relaciones; quedan fuera { $links } relaciones.
network-further =
    { $count ->
        [one] Estas son las primeras { $shown } relaciones; hay una más en el archivo descargable.
       *[other] Estas son las primeras { $shown } relaciones; hay { $count } más en el archivo descargable.
    }
