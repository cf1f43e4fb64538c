// What html-validate holds the built pages to: its own recommendations, but for what is meant.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Ids of the theme begin with "_", because ids of records never do.
    "valid-id": ["error", { relaxed: true }],
    // The results of the search are links of several lines under a field that one types in, which no <select>
    // or <datalist> can be: an editable combobox with a listbox, as the ARIA patterns have it.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
    // A page is called what its record is called; a source's title is as long as it is.
    "long-title": "off",
  },
};
