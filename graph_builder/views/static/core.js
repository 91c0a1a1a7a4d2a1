"use strict";
// What every view shares: the data, the words, the state in the hash, and making elements.
// Text from policies reaches the page through textContent only; nothing here ever parses HTML.
const Alir = {};
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const SLOTS = ["operation", "data", "source", "origin", "purpose", "recipient", "basis"];
  const DEFAULTS = { view: "table", lang: "en", theme: "" };
  const state = { ...DEFAULTS };
  const listeners = [];

  const read = () => {
    for (const key of Object.keys(state)) delete state[key];
    Object.assign(state, DEFAULTS, Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
    if (!document.getElementById("view-" + state.view)) state.view = DEFAULTS.view;
    if (state.lang !== "id") state.lang = "en";
  };
  const write = () => {
    const kept = Object.entries(state).filter(([k, v]) => v !== "" && v !== DEFAULTS[k]);
    const hash = new URLSearchParams(kept).toString();
    if (hash !== location.hash.slice(1)) history.pushState(null, "", "#" + hash);
  };
  const set = (changes) => { Object.assign(state, changes); write(); listeners.forEach((f) => f()); };

  const word = (key, values = {}) => {
    const said = data.words[key];
    let text = said ? said[state.lang] : key;
    for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
    return text;
  };
  const name = (curie) => {
    if (!curie) return word("unstated");
    const known = data.concepts[curie];
    return known ? known.n[state.lang === "id" ? 1 : 0] : curie;
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
  const svg = (tag, attributes = {}, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value != null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  // Elements that act like buttons but cannot be one (bands, boxes of a drawing).
  const pressable = (act) => ({
    tabindex: 0, role: "button", onclick: act,
    onkeydown: (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); act(e); } },
  });

  const above = new Map();
  const ancestors = (curie) => {
    if (!above.has(curie)) {
      const found = new Set([curie]);
      above.set(curie, found);
      for (const up of (data.concepts[curie] || { up: [] }).up) for (const one of ancestors(up)) found.add(one);
    }
    return above.get(curie);
  };
  // The chain of first parents from the top down to the concept itself.
  const chain = (curie) => {
    const path = [];
    for (let at = curie; at && !path.includes(at); at = (data.concepts[at] || { up: [] }).up[0]) path.unshift(at);
    return path;
  };
  const policyName = (number) => {
    const p = data.policies[number];
    return `${p.name} (${p.lang})`;
  };
  const option = (value, text, chosen) => el("option", { value, selected: value === chosen }, text);
  const labelled = (key, control) => el("label", {}, word(key), control);
  const select = (key, options, chosen) =>
    labelled(key, el("select", { "data-key": key, onchange: (e) => set({ [key]: e.target.value }) },
      ...options.map(([value, text]) => option(String(value), text, String(chosen)))));
  const numbers = (kept) => kept.map((s) => data.statements.indexOf(s));
  const download = (file, type, text) => {
    const link = el("a", { download: file, href: URL.createObjectURL(new Blob([text], { type })) });
    link.click();
    URL.revokeObjectURL(link.href);
  };

  Object.assign(Alir, {
    data, state, SLOTS, set, read, word, name, el, svg, pressable, ancestors, chain, policyName,
    select, labelled, numbers, download, views: {}, onchange: (f) => listeners.push(f),
  });
})();
