// Light or dark, as the reader chose it here. Runs before anything is painted, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const key = "briefing-scheme";

  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
  const show = () => document.querySelector(".scheme")?.setAttribute("aria-pressed", isDark());
  const set = (scheme) => {
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    show();
  };

  // A browser that keeps nothing for this site throws here; the button then holds for one page.
  try {
    set(localStorage.getItem(key));
  } catch {}
  root.dataset.scripts = "";

  document.addEventListener("DOMContentLoaded", show);
  system.addEventListener("change", show);
  addEventListener("storage", (event) => event.key === key && set(event.newValue));
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".scheme")) return;
    // What the system says anyway is not remembered: the site then follows the system again.
    const scheme = isDark() ? "light" : "dark";
    const chosen = (scheme === "dark") === system.matches ? "" : scheme;
    set(chosen);
    try {
      if (chosen) localStorage.setItem(key, chosen);
      else localStorage.removeItem(key);
    } catch {}
  });
})();
