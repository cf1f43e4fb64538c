/* Search: the dialog behind the button in the header. Everything can be read without it.

   The index and MiniSearch are loaded when the dialog is first opened, as scripts, because browsers let a
   page that was opened from disk load scripts and nothing else. What is shown is made of text nodes only.
   The words of the interface are the dialog's data attributes (partials/search.html). */

(() => {
  "use strict";

  const here = document.currentScript.src;
  const button = document.getElementById("_search-open");
  const dialog = document.getElementById("_search");
  if (!button || !dialog?.showModal) return;
  const input = document.getElementById("_search-words");
  const list = document.getElementById("_search-results");
  const status = document.getElementById("_search-status");
  const slash = document.getElementById("_search-slash");

  const SHOWN = 40; // results at once
  const TURN = 30; // milliseconds of work on the index at once
  const LENGTH = 220; // characters of a line, unless words that were looked for stand further on

  /* ---- Words: what counts as the same ---- */

  // Apostrophes and ZWNJ stand within words that some write apart; signs of transliteration, tatweel, soft
  // hyphens and marks on letters are simply left out.
  const JOINTS = "'`´‘’ʼ\\u200c";
  const SIGNS = "\\p{M}\\u02b9-\\u02bb\\u02bd-\\u02bf\\u00ad\\u0640\\u200d-\\u200f\\u2060";
  const joint = new RegExp(`[${JOINTS}]+`, "u");
  const leftOut = new RegExp(`[${SIGNS}]+`, "gu");
  const word = new RegExp(`[\\p{L}\\p{N}${JOINTS}${SIGNS}]+`, "gu");

  // Letters that one script has twice, or that no mark can be taken from.
  const SAME = {
    ي: "ی", ى: "ی", ك: "ک", ة: "ه", ە: "ه", ہ: "ه", ۃ: "ه",
    ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ə: "e",
  };
  const same = new RegExp(`[${Object.keys(SAME).join("")}]`, "g");

  const fold = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(leftOut, "")
      .replace(same, (letter) => SAME[letter])
      .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15);

  const termsOf = (text) => fold(text).match(word) ?? [];

  // A word as it is looked up, whole.
  const whole = (term) => term.split(joint).join("");

  const joined = (text) => termsOf(text).map(whole).join(" ");

  // A word as it is listed: whole, and in its longer parts ("l’Iran", "می‌خواهد").
  const listed = (term) => {
    const parts = term.split(joint);
    return parts.length > 1 ? [parts.join(""), ...parts.filter((part) => part.length > 2)] : parts;
  };

  /* ---- The index ---- */

  let loading; // a promise, once loading has begun
  let engine;
  let entries;

  const script = (path) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, here);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });

  // Entries that stand under the name of what they belong to; all others go by a name of their own.
  const PARTS = new Set(["summary", "fact", "claim", "quote", "unchecked"]);
  const WEIGHT = { actor: 1.6, event: 1.4, dispute: 1.4, place: 1.4, quote: 0.7, unchecked: 0.7 };

  // Where an entry leads, and its name as it is compared: made only for what is found.
  const hrefOf = ({ page, anchor }) => {
    const url = new URL(page, new URL("../", here));
    url.hash = anchor;
    return url.href;
  };
  const nameOf = (entry) => (entry.name ??= PARTS.has(entry.kind) ? "" : joined(entry.title));

  async function build() {
    const { kinds, entries: groups } = self.briefingSearch;
    entries = groups.flatMap(([page, title, found]) =>
      found.map(([kind, text, anchor]) => ({ kind: kinds[kind], title, text, page, anchor })),
    );
    const made = new self.MiniSearch({
      fields: ["name", "context", "text"],
      tokenize: (text) => termsOf(text).flatMap(listed),
      processTerm: (term) => term,
      searchOptions: {
        tokenize: (text) => termsOf(text).map(whole),
        boost: { name: 3, context: 0.3 },
        weights: { prefix: 0.7, fuzzy: 0.2 },
        boostDocument: (id) => WEIGHT[entries[id].kind] ?? 1,
      },
    });
    const documentOf = ({ kind, title, text }, id) => {
      if (!PARTS.has(kind)) return { id, name: title, text };
      // The name of a source says nothing of the words that are quoted from it.
      return kind === "quote" || kind === "unchecked" ? { id, text } : { id, context: title, text };
    };
    // In short turns, so that letters that are typed meanwhile show at once, on a slow phone too.
    for (let id = 0; id < entries.length; ) {
      for (const end = performance.now() + TURN; id < entries.length && performance.now() < end; id++) {
        made.add(documentOf(entries[id], id));
      }
      await new Promise((resolve) => setTimeout(resolve));
    }
    engine = made; // not before: what is found in a part of it says nothing of the rest
  }

  function load() {
    loading ??= Promise.all([script("vendor/minisearch.min.js"), script("../assets/search-index.js")])
      .then(build)
      .then(show, () => {
        loading = undefined;
        say(dialog.dataset.failed);
      });
  }

  // Misspelt words are forgiven from a length on; figures never are: another year is another year.
  const forgiving = (from) => (term) => term.length >= from && !/\p{N}/u.test(term) && (term.length < 8 ? 1 : 2);

  // Words may be begun only; but 1 is not the beginning of 1998.
  const begun = (term) => !/^\p{N}{1,2}$/u.test(term);

  function find(query) {
    const ways = [
      { combineWith: "AND", prefix: begun, fuzzy: forgiving(5) },
      { combineWith: "AND", prefix: begun, fuzzy: forgiving(3) },
      { combineWith: "OR", prefix: (term) => term.length > 2, fuzzy: forgiving(5) },
    ];
    for (const way of ways) {
      const found = engine.search(query, way);
      // What goes by just this name stands before what only mentions it.
      const name = joined(query);
      const named = ({ id }) => (nameOf(entries[id]) === name ? 1 : 0);
      if (found.length) return found.sort((one, other) => named(other) - named(one));
    }
    return [];
  }

  /* ---- Results ---- */

  const number = (value) => new Intl.NumberFormat(document.documentElement.lang || undefined).format(value);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  function say(text) {
    status.textContent = text;
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  // A line with the words that were found marked. Its beginning is never cut off: it says who says so.
  function excerpt(line, terms, length = LENGTH) {
    const parts = [];
    const hits = new Set();
    let end = 0;
    for (const match of line.matchAll(word)) {
      const hit = termsOf(match[0]).flatMap(listed).find((term) => terms.has(term));
      if (!hit) continue;
      hits.add(hit);
      parts.push(line.slice(end, match.index), element("mark", "", match[0]));
      end = match.index + match[0].length;
    }
    const stop = line.indexOf(" ", Math.max(length, end));
    const cut = stop >= 0 && line.length - stop > 30;
    const weight = [...hits].reduce((sum, hit) => sum + terms.get(hit), 0);
    return { weight, parts: [...parts, cut ? `${line.slice(end, stop)} …` : line.slice(end)] };
  }

  // Names and quotes may be written in the other direction than the page.
  const isolated = (className, parts) => element("span", className, element("bdi", "", ...parts));

  function option({ id, terms, queryTerms }, place) {
    const { kind, title, text } = entries[id];
    // What was found, and what it counts: words as they were typed twice as much as those like them.
    const found = new Map(terms.map((term) => [term, queryTerms.includes(term) ? 2 : 1]));
    const lines = text ? text.split("\n").map((line) => excerpt(line, found)) : [];
    // The lines that hold most of it; each can stand alone.
    const most = Math.max(...lines.map(({ weight }) => weight));
    const link = element(
      "a",
      "",
      element("span", "search-kind", dialog.getAttribute(`data-kind-${kind}`) ?? kind),
      " ",
      isolated("search-title", excerpt(title, PARTS.has(kind) ? new Map() : found, Infinity).parts),
    );
    for (const { parts } of lines.filter(({ weight }) => weight === most).slice(0, 2)) {
      link.append(" ", isolated("search-text", parts));
    }
    link.dataset.kind = kind;
    link.href = hrefOf(entries[id]);
    link.id = `_search-result-${place}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const item = element("li", "", link);
    item.setAttribute("role", "presentation");
    return item;
  }

  let active = -1;
  let moved = false; // whether the arrows were used since the last letter

  function activate(place, options = list.querySelectorAll("a")) {
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (place + options.length) % options.length : -1;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function show() {
    const query = input.value.trim();
    const { dataset } = dialog;
    active = -1;
    moved = false;
    const found = query && engine ? find(query) : [];
    list.replaceChildren(...found.slice(0, SHOWN).map(option));
    list.hidden = !found.length;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    activate(0);
    if (!query) say(dataset.empty);
    else if (!engine) {
      say(dataset.loading);
      load();
    } else if (!found.length) say(fill(dataset.none, { query }));
    else {
      const words = found.length > SHOWN ? dataset.more : dataset.some;
      say(fill(words, { count: number(found.length), shown: number(SHOWN) }));
    }
  }

  /* ---- Opening, keys ---- */

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    show();
    load();
  }

  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable=false])");

  // A key of one letter must be one that readers can switch off, for those who speak their keys (WCAG 2.1.4).
  const STORED = "briefing-search-slash";

  function useSlash(on) {
    slash.checked = on;
    if (on) button.setAttribute("aria-keyshortcuts", "/");
    else button.removeAttribute("aria-keyshortcuts");
  }

  let stored = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // Some browsers keep nothing for a page from disk.
  }
  useSlash(stored !== "off");

  slash.addEventListener("change", () => {
    useSlash(slash.checked);
    try {
      localStorage.setItem(STORED, slash.checked ? "on" : "off");
    } catch {
      // It then holds for this page only.
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!slash.checked || dialog.open || typing(event.target)) return;
    event.preventDefault();
    open();
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.children.length - 1;
    const step = { ArrowDown: active + 1, ArrowUp: active - 1, ...(moved && { Home: 0, End: last }) }[event.key];
    if (step !== undefined && last >= 0 && !event.shiftKey) {
      event.preventDefault();
      moved = true;
      activate(step);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      moved = false; // back in the text, where Home and End are its own
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      const { ctrlKey, metaKey, shiftKey } = event;
      const click = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey });
      list.querySelectorAll("a")[active].dispatchEvent(click);
    }
  });

  input.addEventListener("input", show);
  button.addEventListener("click", open);
  document.getElementById("_search-close").addEventListener("click", () => dialog.close());

  // The result may stand on this very page, or the reader come back to it.
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
  });

  button.hidden = false;
})();
