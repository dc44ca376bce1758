### Lo que dice la búsqueda, en español. Su script rellena números y palabras.

search = Buscar
search-label = ¿Qué busca?
search-searching = Buscando…
search-count = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
search-none = No se ha encontrado nada para «{ $words }». Pruebe con otras palabras o recorra las listas.
search-near = Nada coincide del todo con «{ $words }». Esto es lo más parecido:
search-more = Mostrar { $count } más
search-failed = No se ha podido cargar la búsqueda. Inténtelo de nuevo o recorra las listas.
search-close = Cerrar
search-lists = Todo, por tipos
search-keys = Las flechas recorren los resultados, Intro abre uno y Escape cierra. La tecla / abre la búsqueda en cualquier página.
search-without = La búsqueda necesita un script, que su navegador no ejecuta aquí. Las listas llevan a todo.
# Palabras de las preguntas que por sí solas no encuentran nada
search-idle = los las del con por para que qué quién quien quienes quiénes cómo cuál cuáles cuándo dónde una unos unas este esta estos estas hay ese esa son fue ser sus más muy sin sobre entre
