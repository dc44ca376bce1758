### Lo que dicen las propias páginas, en español. Los números y las fechas están en values.ftl.

## El marco
skip-to-content = Ir al contenido
menu = Menú
main-navigation = Principal
languages = Idiomas
breadcrumbs = Está aquí
contents = En esta página
made-with = Hecho con Sare.
printed-from = Impreso desde

## La página de una ficha
facts = De un vistazo
aliases = También conocido como
notes = Notas
figures = En cifras
relations = Relaciones
children = Estructura
mentioned-in = Se menciona en
more = { $count ->
    [one] { $count } más
   *[other] { $count } más
}
footnotes = Notas al pie
footnote-back = Volver al texto, nota { $number }
citations = Fuentes
source-number = Fuente { $number }
fallback-note = { $language ->
    [en] Este texto aún no está traducido. Se muestra en inglés.
    [es] Este texto aún no está traducido. Se muestra en español.
    [eu] Este texto aún no está traducido. Se muestra en euskera.
   *[other] Este texto aún no está traducido. Se muestra en su idioma original.
}
language-shown-as = { $language ->
    [en] en inglés
    [es] en español
    [eu] en euskera
   *[other] sin traducir
}
inferred = deducido
inferred-help = Ninguna fuente lo dice con estas palabras; es una conclusión de la redacción.

## Cifras
how-to-read = Cómo leerla
definition = Definición
unit = Unidad
baseline = Base
population = Población considerada
observations = Lo que dicen las fuentes
worked-out = Los valores
no-observations = Todavía no se ha registrado ningún valor.
further = { $count ->
    [one] y { $count } valor más
   *[other] y { $count } valores más
}
competing = Las fuentes no coinciden.
competing-note = Dan valores distintos para lo mismo. Se muestran todos, cada uno con su fuente.
preferred = valor preferido
as-printed = Tal como se publicó:
about = Sobre
category = Categoría
period = Periodo
undated = sin fecha
status = Estado
basis = Base de cálculo
said-by = Según
locator = Dónde
value = Valor
doubt = Dudoso:
source = { $count ->
    [one] Fuente
   *[other] Fuentes
}
origin = Fuente original
no-source = sin fuente
declared-and-listed = Declarado y listado
declared = Declarado
listed = Aquí figuran
listed-count = { $count ->
    [0] ninguno
   *[other] { $count }
}
used-in = Se usa en

## Listas, fuentes y vistas
browse = Explorar
name = Nombre
groups = Grupos
ungrouped = Otros
list-count = { $count ->
    [one] { $count } ficha
   *[other] { $count } fichas
}
list-empty = Todavía no hay nada en esta lista.
sources = Fuentes
sources-intro = { $count ->
    [one] El documento del que proceden los datos y las cifras de este sitio.
   *[other] Los { $count } documentos de los que proceden los datos y las cifras de este sitio.
}
supports-count = { $count ->
    [one] Respalda { $count } página
   *[other] Respalda { $count } páginas
}
supports-nothing = Ninguna página la cita todavía.
view-empty = Todavía no hay nada que mostrar.
table = Tabla

## Otras páginas
not-found-title = Esta página no existe
not-found-text = Puede que la dirección esté mal escrita o que la página haya cambiado de sitio. El menú de arriba lleva a todo lo que hay.
to-home = Ir a la página de inicio
moved-title = Esta página ha cambiado de dirección
moved-text = Ahora está en

## Dentro de los textos
heading-anchor = Enlace a «{ $title }»
alert-note = Nota
alert-tip = Consejo
alert-important = Importante
alert-warning = Aviso
alert-caution = Precaución
task-done = Hecho
task-open = Pendiente
doubted = (dudoso)

## Values
home = Inicio
yes = sí
no = no
unit-name-percent = por ciento
unit-name-index = índice
unit-name-people = personas
list-pages = Páginas de esta lista

## La portada
key-figures = Cifras clave
to-read = Para leer
latest-events = Eventos
latest-news = Noticias
task-hub = Encontrar un laboratorio o un hub
task-organisation = Ver quién hace qué
task-project = Ver quién trabaja con quién
task-figure = Comprobar una cifra y su fuente
task-report = Leer un informe

## Páginas de algunos tipos
duration = Duración
here = Qué hay aquí
more-figures = Más cifras
who-is-in-it = Quién aparece
role = Función
place = Lugar
sum = Suma de lo publicado
reading-time = Tiempo de lectura
minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
picture-list = Gráficos
contents-printed = Contenido
