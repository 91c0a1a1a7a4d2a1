// The side panel: the statements behind whatever was clicked, each with its sentence.
(() => {
  const { data, state, SLOTS, set, word, name, el, manner, policyName } = Alir;
  const panel = document.getElementById("panel");
  const MOST = 40;
  let showing = null;

  const chip = (slot, curie) => el("span", { class: `chip ${slot}` }, name(curie));
  const chips = (slot, curies, most = 99) => {
    const shown = curies.slice(0, most).map((c) => chip(slot, c));
    const rest = curies.length - shown.length;
    return el("div", { class: "chips" }, ...shown, rest > 0 ? el("span", { class: "rest" }, `+${rest}`) : null);
  };
  const missing = () => el("span", { class: "chip unstated" }, word("unstated"));
  const tag = (kind) => el("span", { class: `tag ${kind}`, title: word(`${kind}-long`) }, word(kind));

  const quote = (row, section, polarity) => {
    const [, start, end, words] = data.evidence[row];
    const text = words || word("no-words", { section: section.join(" > "), start, end });
    return el("blockquote", { class: polarity, dir: "auto" }, text);
  };
  const period = (keep) => [word(keep.kind), keep.duration, keep.event && name(keep.event)].filter(Boolean).join(" · ");

  const card = (statement) => {
    const slots = SLOTS.filter((s) => statement[s].length).flatMap((slot) =>
      [el("dt", {}, word(slot)), el("dd", {}, chips(slot, statement[slot]))]);
    for (const kind of ["condition", "exception"]) {
      for (const c of statement[kind]) {
        const words = data.evidence[c.ev][3];
        slots.push(el("dt", {}, word(kind)), el("dd", { dir: "auto" }, [c.concept && name(c.concept), words].filter(Boolean).join(": ")));
      }
    }
    for (const k of statement.keep) slots.push(el("dt", {}, word("retention")), el("dd", {}, period(k)));
    return el("article", { class: "card" },
      el("div", {}, tag(manner(statement)), " ", statement.modality === "qualified" && statement.polarity === "denied" ? "" : el("span", { class: "tag soft" }, word(statement.modality))),
      ...statement.ev.map((row) => quote(row, statement.section, statement.polarity)),
      el("p", { class: "where" }, [policyName(statement.p), ...statement.section].join(" › ")),
      el("dl", { class: "slots" }, ...slots),
      el("button", { type: "button", class: "link", onclick: () => Alir.jump(statement) }, word("in-text")));
  };

  const draw = () => {
    panel.classList.toggle("idle", !showing);
    if (!showing) {
      panel.replaceChildren(el("h2", {}, word("evidence")), el("p", { class: "empty" }, word("pick")));
      return;
    }
    const { title, statements } = showing;
    const close = el("button", { type: "button", class: "close", "aria-label": word("close"), onclick: clear }, "×");
    panel.replaceChildren(
      el("div", { class: "head" }, el("h2", {}, title()), close),
      el("p", { class: "note" }, word("n-statements", { n: statements.length })),
      ...statements.slice(0, MOST).map(card),
      statements.length > MOST ? el("p", { class: "note" }, word("shown", { n: MOST, m: statements.length })) : "");
  };
  // `title` is a function, so that the panel can follow a change of language.
  const show = (title, statements, focus = true) => {
    showing = { title, statements };
    draw();
    panel.scrollTop = 0;
    if (focus) panel.focus({ preventScroll: true });
  };
  const say = (...children) => { showing = null; panel.classList.remove("idle"); panel.replaceChildren(...children); panel.focus({ preventScroll: true }); };
  const clear = () => { showing = null; draw(); };
  const jump = (statement) => set({ view: "reader", read: String(statement.p), at: String(data.statements.indexOf(statement)), lang: state.lang });

  Object.assign(Alir, { show, say, clearPanel: clear, drawPanel: draw, chips, chip, missing, tag, quote, card, jump, period });
})();
