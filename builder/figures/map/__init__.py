"""The map: countries, the editor's own areas, marks and their names."""
