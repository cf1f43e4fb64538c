// Small conveniences of a page. Everything can be read and reached without them.
(() => {
  const root = document.documentElement;
  const { copied } = document.currentScript.dataset;

  // Each heading becomes a link to itself, which also copies its address. The heading keeps its name.
  for (const heading of document.querySelectorAll(".content :is(h2, h3, h4)[id]")) {
    if (heading.querySelector("a")) continue;
    const link = document.createElement("a");
    link.className = "self";
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.append(...heading.childNodes);
    heading.append(link);
  }

  const status = document.createElement("p");
  status.className = "told";
  status.setAttribute("role", "status");
  document.body.append(status);
  let waiting;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.self");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // not allowed here, as from a folder on disk: the address stands in the browser's bar
    }
    status.textContent = copied;
    clearTimeout(waiting);
    waiting = setTimeout(() => (status.textContent = ""), 2500);
  });

  // Escape puts away the quote that a citation mark shows, until another mark is pointed at.
  addEventListener("keydown", (event) => event.key === "Escape" && (root.dataset.quotes = "away"));
  for (const kind of ["mouseover", "focusin"]) {
    addEventListener(kind, (event) => event.target.closest?.(".cite") || delete root.dataset.quotes);
  }
})();
