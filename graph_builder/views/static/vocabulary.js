// The vocabulary: a tree to unfold, a search over both languages, and a card for the chosen concept.
(() => {
  const { data, state, set, word, el, link } = Alir;
  const SLOTS = { data: "data", recipient: "recipient", party: "recipient", source: "source", operation: "operation", purpose: "purpose", basis: "basis" };
  const SORTS = ["alternative", "contextual", "hidden"];
  const MOST = 200;
  const { terms } = data;
  const list = document.getElementById("list");
  const search = document.getElementById("search");
  const main = document.getElementById("main");
  const at = () => (state.lang === "id" ? 1 : 0);
  const name = (curie) => (terms[curie] ? terms[curie].n[at()] : curie);
  const byName = (curies) => {
    const order = new Intl.Collator(state.lang).compare;
    return [...curies].sort((a, b) => order(name(a), name(b)));
  };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const addressed = (curie) => "#" + Alir.hashOf({ ...state, concept: curie });
  const anchor = (curie, ...more) => el("a", { href: addressed(curie), "aria-current": curie === state.concept ? "true" : null }, name(curie), ...more);

  // What stands below a concept: narrower concepts, and under a role the companies that have it.
  const members = new Map();
  for (const [curie, term] of Object.entries(terms)) {
    if (term.k === "party") for (const up of term.up) members.set(up, [...(members.get(up) || []), curie]);
  }
  const unfolded = new Set();
  const reveal = (curie, seen = new Set()) => {
    if (!terms[curie] || seen.has(curie)) return;
    seen.add(curie);
    unfolded.add(`kind:${terms[curie].k}`);
    for (const up of terms[curie].up) { unfolded.add(up); reveal(up, seen); }
  };
  const twig = (key, heading, below) => {
    const item = el("li", {});
    if (!below.length) { item.append(el("span", { class: "leaf", "aria-hidden": "true" }), heading()); return item; }
    const inner = el("ul", { hidden: true });
    const fill = (open) => {
      button.setAttribute("aria-expanded", String(open));
      inner.hidden = !open;
      inner.replaceChildren(...(open ? byName(below).map((c) => branch(c)) : []));
    };
    const button = el("button", { type: "button", class: "fold", "data-key": `fold:${key}`, "aria-label": `${word("unfold")}: ${key.startsWith("kind:") ? word(key.replace(":", "-")) : name(key)}`,
      onclick: () => { if (!unfolded.delete(key)) unfolded.add(key); fill(unfolded.has(key)); } });
    item.append(button, heading(), inner);
    fill(unfolded.has(key));
    return item;
  };
  const branch = (curie) => twig(curie, () => anchor(curie), terms[curie].down);
  const tree = () => el("ul", { class: "tree" }, ...data.schemes.map(({ kind, roots }) =>
    twig(`kind:${kind}`, () => el("strong", {}, `${word(`kind-${kind}`)} `, el("span", { class: "number" }, String(counts.get(kind)))), roots)));
  const counts = new Map();
  for (const term of Object.values(terms)) counts.set(term.k, (counts.get(term.k) || 0) + 1);

  const everything = Object.entries(terms).map(([curie, term]) => {
    const words = term.w.flatMap((sorts) => Object.values(sorts).flat());
    return { curie, names: term.n.map(fold), words: [...new Set(words)].map((w) => [fold(w), w]), rest: fold([curie, ...term.d].join("\n")) };
  });
  // The best first: the name itself, a name that begins so, a name, a wording, the definition.
  const rank = (one, asked) => {
    if (one.names.includes(asked)) return [0];
    if (one.names.some((n) => n.startsWith(asked))) return [1];
    if (one.names.some((n) => n.includes(asked))) return [2];
    const said = one.words.find(([w]) => w === asked) || one.words.find(([w]) => w.includes(asked));
    if (said) return [said[0] === asked ? 1 : 3, said[1]];
    return one.rest.includes(asked) ? [4] : null;
  };
  const results = (asked) => {
    const found = everything.map((one) => [rank(one, asked), one.curie]).filter(([r]) => r);
    return found.sort((a, b) => a[0][0] - b[0][0] || name(a[1]).localeCompare(name(b[1]), state.lang));
  };

  const wordings = (sort, i) => {
    const found = terms[state.concept].w[i][sort] || [];
    return el("div", { lang: ["en", "id"][i] }, el("h4", {}, word(["in-english", "in-indonesian"][i])),
      found.length ? el("ul", { class: "words" }, ...found.map((w) => el("li", {}, w))) : el("p", { class: "note" }, word("no-wording")));
  };
  const linked = (curies) => el("ul", { class: "linked" }, ...byName(curies).map((c) => el("li", {}, terms[c] ? anchor(c) : c)));
  const part = (key, ...children) => [el("h3", {}, word(key)), ...children];
  const card = (curie) => {
    const term = terms[curie];
    const other = 1 - at();
    const slot = SLOTS[term.k];
    const parts = [
      el("p", { class: "kind" }, word(`kind-${term.k}`), term.country ? ` · ${term.country}` : ""),
      el("h2", {}, name(curie)),
      term.n[other] === name(curie) ? "" : el("p", { class: "other", lang: ["en", "id"][other] }, term.n[other]),
      el("p", { class: "iri" }, el("code", {}, curie), " ", el("code", { class: "long" }, term.iri)),
      ...[at(), other].filter((i) => term.d[i]).map((i) => el("p", { class: i === at() ? "definition" : "definition other", lang: ["en", "id"][i] }, term.d[i])),
    ];
    if (data.views && slot) parts.push(el("p", {}, el("a", { href: link(data.views, { [slot]: curie }) }, word("statements-about"))));
    if (term.up.length) parts.push(...part("broader", linked(term.up)));
    if (term.down.length) parts.push(...part("narrower", linked(term.down)));
    if (members.has(curie)) parts.push(...part("companies", linked(members.get(curie))));
    if (term.law.length) parts.push(...part("in-law", el("dl", { class: "law-list" }, ...term.law.flatMap((law) => [el("dt", {}, law.n[at()]), el("dd", {}, law.d[at()] || law.c)]))));
    if (term.src.length) parts.push(...part("sources", el("ul", {}, ...term.src.map((s) => el("li", {}, s[at()], s[2] ? el("code", { class: "long" }, ` ${s[2]}`) : "")))));
    for (const sort of SORTS) {
      if (term.w.some((sorts) => sorts[sort])) parts.push(...part(`words-${sort}`, el("div", { class: "both" }, wordings(sort, at()), wordings(sort, other))));
    }
    return parts;
  };
  const welcome = () => [el("h2", {}, word("vocabulary")), el("p", { class: "about" }, word("vocabulary-about")),
    el("ul", { class: "linked" }, ...data.schemes.map(({ kind }) => el("li", {}, `${word(`kind-${kind}`)}: ${counts.get(kind)}`)))];

  const field = el("input", { type: "search", autocomplete: "off", spellcheck: "false", oninput: () => set({ q: field.value }, true) });
  let shown = "";
  const draw = () => {
    Alir.dress();
    document.getElementById("summary").textContent = word("n-terms", { n: Object.keys(terms).length });
    search.replaceChildren(Alir.labelled("search-vocabulary", field));
    if (field.value !== (state.q || "")) field.value = state.q || "";
    if (state.concept) reveal(state.concept);
    const asked = fold((state.q || "").trim());
    const found = asked ? results(asked) : [];
    document.getElementById("count").textContent = asked ? word("n-found", { n: found.length }) : "";
    list.replaceChildren(asked
      ? el("ul", { class: "results" }, ...found.slice(0, MOST).map(([[, said], c]) => el("li", {}, anchor(c),
        el("span", { class: "note" }, ` ${word(`kind-${terms[c].k}`)}${said ? ` · “${said}”` : ""}`))))
      : tree());
    main.parentNode.classList.toggle("chosen", Boolean(terms[state.concept]));
    main.replaceChildren(...(terms[state.concept] ? card(state.concept) : welcome()));
    if (state.concept && state.concept !== shown) {
      const here = list.querySelector('[aria-current="true"]');
      if (here) here.scrollIntoView({ block: "nearest" });
      main.scrollTop = 0;
    }
    shown = state.concept;
    document.documentElement.dataset.ready = "vocabulary";
  };
  // A click on a link changes the hash; the card follows, and a keyboard user goes on reading there.
  addEventListener("hashchange", () => { if (terms[state.concept]) main.focus({ preventScroll: true }); });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) { e.preventDefault(); field.focus(); }
  });
  Alir.start(draw);
  field.focus({ preventScroll: true });
})();
