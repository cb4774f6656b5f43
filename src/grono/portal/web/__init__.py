"""The site itself: home, about, the gallery of components, error pages, and the templates and styles every app extends."""
