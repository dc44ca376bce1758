// Asks for the page again whenever a new edition stands.
new EventSource("/__sare/events").addEventListener("edition", () => location.reload());
