// Puts the page together: draws the chosen view, follows the hash, keys, language and theme.
(() => {
  const { data, state, set, read, word } = Alir;
  const root = document.documentElement;
  const tabs = [...document.querySelectorAll("#tabs button")];
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const draw = () => {
    root.lang = state.lang;
    root.dataset.theme = state.theme || (dark.matches ? "dark" : "light");
    document.title = word("title");
    for (const x of document.querySelectorAll("[data-word]")) x.textContent = word(x.dataset.word);
    for (const x of document.querySelectorAll("[data-label]")) x.setAttribute("aria-label", word(x.dataset.label));
    document.getElementById("summary").textContent =
      `${data.policies.length} ${word("policies")} · ${data.statements.length} ${word("statements")}`;
    document.getElementById("about").textContent = word(`${state.view}-about`);
    for (const tab of tabs) {
      if (tab.dataset.view === state.view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    const kept = Alir.drawFilters();
    for (const view of document.querySelectorAll(".view")) {
      const name = view.id.slice("view-".length);
      view.hidden = name !== state.view;
      if (view.hidden) view.replaceChildren();
    }
    Alir.drawPanel();
    const box = document.getElementById("view-" + state.view);
    const focused = document.activeElement && box.contains(document.activeElement) && document.activeElement.dataset.key;
    Alir.views[state.view](box, kept);
    const again = focused && box.querySelector(`[data-key="${focused}"]`);
    if (again) again.focus();
    root.dataset.ready = state.view;
  };
  const keys = (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === "Escape") Alir.clearPanel();
    else if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === "/") { e.preventDefault(); document.querySelector('[data-filter="q"]').focus(); }
    else if (/^[1-9]$/.test(e.key) && tabs[e.key - 1]) set({ view: tabs[e.key - 1].dataset.view });
  };

  for (const tab of tabs) tab.addEventListener("click", () => set({ view: tab.dataset.view, at: "" }));
  document.getElementById("language").addEventListener("click", () => set({ lang: state.lang === "id" ? "en" : "id" }));
  document.getElementById("theme").addEventListener("click", () => set({ theme: root.dataset.theme === "dark" ? "light" : "dark" }));
  document.getElementById("print").addEventListener("click", () => print());
  document.addEventListener("keydown", keys);
  dark.addEventListener("change", draw);
  addEventListener("popstate", () => { read(); draw(); });
  Alir.onchange(draw);
  read();
  draw();
})();
