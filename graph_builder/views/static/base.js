"use strict";
// What every page shares: the data, the words, the state in the hash, making elements, language and
// theme. Text from policies reaches a page through textContent only; nothing here ever parses HTML.
const Alir = {};
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const DEFAULTS = { lang: "en", theme: "", ...data.defaults };
  const state = { ...DEFAULTS };
  const listeners = [];

  const read = () => {
    for (const key of Object.keys(state)) delete state[key];
    Object.assign(state, DEFAULTS, Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
    if (state.view && !document.getElementById("view-" + state.view)) state.view = DEFAULTS.view;
    if (state.lang !== "id") state.lang = "en";
  };
  const hashOf = (values) => new URLSearchParams(Object.entries(values).filter(([k, v]) => v !== "" && v !== DEFAULTS[k])).toString();
  const changed = () => listeners.forEach((f) => f());
  // `settle` replaces the address instead of adding one: for what changes with every key.
  const set = (changes, settle = false) => {
    Object.assign(state, changes);
    const hash = hashOf(state);
    if (hash !== location.hash.slice(1)) history[settle ? "replaceState" : "pushState"](null, "", "#" + hash);
    changed();
  };
  // The address of another page, in the language and theme of this one.
  const link = (page, values = {}) => {
    const kept = new URLSearchParams(Object.entries({ ...values, lang: state.lang === "id" ? "id" : "", theme: state.theme }).filter(([, v]) => v));
    return kept.size ? `${page}#${kept}` : page;
  };

  // A word by its key. `m`, else `n`, decides between one and many where a language tells them apart
  // (`key-one` in words.toml).
  const word = (key, values = {}) => {
    const one = (values.m ?? values.n) === 1 && data.words[`${key}-one`];
    const said = one || data.words[key];
    let text = said ? said[state.lang] : key;
    for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, () => value);
    return text;
  };
  const el = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((c) => c != null));
    return made;
  };
  const labelled = (key, control) => el("label", {}, word(key), control);
  const download = (file, type, text) => {
    const made = el("a", { download: file, href: URL.createObjectURL(new Blob([text], { type })) });
    made.click();
    URL.revokeObjectURL(made.href);
  };

  // Language, theme and words of what the template brought.
  const dress = () => {
    root.lang = state.lang;
    root.dataset.theme = state.theme || (dark.matches ? "dark" : "light");
    document.title = word(root.dataset.title);
    for (const x of document.querySelectorAll("[data-word]")) x.textContent = word(x.dataset.word);
    for (const x of document.querySelectorAll("[data-label]")) x.setAttribute("aria-label", word(x.dataset.label));
    for (const x of document.querySelectorAll("[data-page]")) x.href = link(x.dataset.page);
  };
  const press = (id, act) => document.getElementById(id).addEventListener("click", act);
  press("language", () => set({ lang: state.lang === "id" ? "en" : "id" }));
  press("theme", () => set({ theme: root.dataset.theme === "dark" ? "light" : "dark" }));
  press("print", () => print());
  dark.addEventListener("change", changed);
  addEventListener("popstate", () => { read(); changed(); });
  const start = (draw) => { listeners.push(draw); read(); draw(); };

  Object.assign(Alir, { data, state, set, word, el, labelled, link, hashOf, download, dress, start });
})();
