// Review: one statement at a time, the least certain and most consequential first. Every decision is
// sent and kept at once; the order stays as it was when the policy was opened.
(() => {
  const { data, state, set, word, el, labelled, picker, pieces } = Alir;
  const KEYS = { a: "accept", e: "edit", x: "reject", u: "unsure", s: "another", z: "undo", r: "reason", n: "next", p: "previous", o: "next-open", "?": "help" };
  const SLOT = { operation: "operation", data: "data", source: "source", "obtained-from": "source", purpose: "purpose", recipient: "recipient", basis: "basis" };
  const QUALITIES = { polarity: ["affirmed", "denied"], modality: ["definite", "possible", "required", "qualified"] };
  const box = Object.fromEntries(["head", "said", "trouble", "card", "keys", "help"].map((id) => [id, document.getElementById(id)]));
  let policies = [];
  let reviewer = "";
  let reason = "";
  let items = [];
  let progress = { decided: 0, unsure: 0, total: 0 };
  let at = 0;
  let loaded = null;
  let draft = null;
  let busy = false;
  let trouble = "";
  const done = [];
  const byCurie = new Map();
  const optionsOf = {};

  const ask = async (address, options = {}) => {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error((await answer.text()).trim());
    return answer.json();
  };
  const nameOf = (curie) => (byCurie.has(curie) ? byCurie.get(curie)[state.lang] : curie.split(":").pop());
  const policy = () => Math.min(Number(state.policy || 0), policies.length - 1);
  const say = (text) => { box.said.textContent = text; };
  const now = () => items[at];

  // ---- deciding
  const send = async (action, more = {}) => {
    if (busy) return null;
    if (!reviewer.trim()) { trouble = word("who-first"); draw(); document.getElementById("reviewer").focus(); return null; }
    busy = true;
    try {
      const body = JSON.stringify({ action, id: now() ? now().id : "", reviewer, reason, ...more });
      const answer = await ask(`/api/review/${policy()}`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      progress = answer.progress;
      trouble = "";
      return answer;
    } catch (failure) { trouble = failure.message || word("no-answer"); draw(); return null; } finally { busy = false; }
  };
  const nextOpen = (from) => {
    for (let i = 1; i <= items.length; i += 1) { const j = (from + i) % items.length; if (items[j].open && items[j].state !== "unsure") return j; }
    return -1;
  };
  const decide = async (action, more) => {
    const where = at;
    const answer = await send(action, more);
    if (!answer) return;
    if (action === "add") items.splice(where + 1, 0, answer.item); else items[where] = answer.item;
    done.push(answer.item.id);
    draft = null;
    reason = "";
    const next = nextOpen(where);
    say(`${word(`did-${action}`)}. ${counted()}${next < 0 ? `. ${word("all-decided")}` : ""}`);
    at = next < 0 ? where : next;
    draw(true);
  };
  const undo = async () => {
    const id = done.length ? done.at(-1) : now() && now().decision ? now().id : "";
    if (!id) { say(word("nothing-to-undo")); return; }
    const answer = await send("undo", { id });
    if (!answer) return;
    done.pop();
    const where = items.findIndex((i) => i.id === id);
    if (answer.item) items[where] = answer.item; else items.splice(where, 1);
    at = Math.max(0, Math.min(where, items.length - 1));
    say(`${word("undone")}. ${counted()}`);
    draw(true);
  };
  const go = (step) => { if (items.length) { at = (at + step + items.length) % items.length; draft = null; draw(true); } };
  const open = (adding) => {
    const item = now();
    const chosen = String(getSelection()).trim();
    draft = { adding, quote: adding && chosen ? chosen : item.clause, polarity: item.polarity, modality: item.modality, values: Object.fromEntries(data.fields.map((f) => [f, [...item.values[f]]])) };
    draw();
    document.getElementById("pick-data").focus();
  };
  const save = () => {
    const changes = [...Object.keys(QUALITIES).map((q) => `${q}=${draft[q]}`), ...data.fields.map((f) => `${f}=${draft.values[f].join(";")}`)];
    decide(draft.adding ? "add" : "edit", draft.adding ? { changes, quote: draft.quote, language: now().language } : { changes });
  };
  const cancel = () => { draft = null; draw(true); };
  const ACTIONS = {
    accept: () => decide("accept"), reject: () => decide("reject"), unsure: () => decide("unsure"),
    edit: () => open(false), another: () => open(true), undo, next: () => go(1), previous: () => go(-1),
    "next-open": () => { const next = nextOpen(at); if (next < 0) say(word("all-decided")); else { at = next; draft = null; draw(true); } },
    reason: () => document.getElementById("reason").focus(),
    help: () => { box.help.open = !box.help.open; },
  };

  // ---- showing
  const counted = () => word("progress-said", { done: progress.decided, all: progress.total });
  const head = () => {
    const who = el("input", { type: "text", id: "reviewer", maxlength: 100, autocomplete: "name", oninput: () => { reviewer = who.value; } });
    who.value = reviewer;
    const which = policies.length > 1 ? [labelled("policy", el("select", { id: "policy", onchange: (e) => set({ policy: e.target.value }) }, ...policies.map((name, i) => el("option", { value: String(i), selected: i === policy() }, name))))] : [];
    return el("div", { class: "row" }, ...which, labelled("reviewer", who),
      el("span", { class: "how-far" }, el("progress", { max: progress.total || 1, value: progress.decided, "aria-label": word("progress") }), " ", counted(), progress.unsure ? ` · ${word("unsure-said", { n: progress.unsure })}` : ""));
  };
  const sentence = (item) => {
    const letters = Array.from(item.clause);
    const parts = pieces(letters.length, item.marks).map((piece) => {
      const words = letters.slice(piece.start, piece.end).join("");
      return piece.marks.length ? el("span", { class: `hit ${SLOT[piece.marks.at(-1).slot] || ""}` }, words) : words;
    });
    return el("div", { class: "passage text", lang: item.language, dir: "auto", tabindex: 0, role: "region", "aria-label": word("the-sentence") }, item.before, el("mark", { class: "clause" }, ...parts), item.after);
  };
  const fieldsOf = (item) => {
    const rows = data.fields.filter((f) => item.values[f].length).map((f) => [el("dt", {}, word(`field-${f}`)), el("dd", { class: f }, ...item.values[f].map((v) => el("span", { class: "chip" }, nameOf(v))))]);
    const qualities = [el("dt", {}, word("quality")), el("dd", {}, el("span", { class: `tag ${item.polarity}` }, word(`is-${item.polarity}`)), " ", el("span", { class: "tag" }, word(`is-${item.modality}`)))];
    const clauses = item.clauses.length ? [el("dt", {}, word("on-condition")), el("dd", { dir: "auto", lang: item.language }, item.clauses.join("; "))] : [];
    return el("dl", { class: "fields" }, ...qualities, ...rows.flat(), ...clauses);
  };
  const form = () => el("form", { class: "edit", onsubmit: (e) => { e.preventDefault(); save(); } },
    el("h3", {}, word(draft.adding ? "adding" : "editing")),
    draft.adding ? el("blockquote", { dir: "auto" }, draft.quote) : "",
    ...Object.entries(QUALITIES).map(([q, choices]) => { const made = el("select", { onchange: () => { draft[q] = made.value; } }, ...choices.map((c) => el("option", { value: c, selected: c === draft[q] }, word(`is-${c}`)))); return labelled(q, made); }),
    ...data.fields.map((f) => picker(f, draft.values[f], optionsOf[f], nameOf)),
    el("div", { class: "actions" }, el("button", { type: "submit", class: "main" }, word("save"), " ", el("kbd", {}, "Ctrl+Enter")), el("button", { type: "button", onclick: cancel }, word("cancel"), " ", el("kbd", {}, "Esc"))));
  const button = (key, action, main) => el("button", { type: "button", class: main ? "main" : null, "data-action": action, "aria-keyshortcuts": key, onclick: ACTIONS[action] }, word(`do-${action}`), " ", el("kbd", {}, key));
  const buttons = (item) => {
    const why = el("input", { type: "text", id: "reason", maxlength: 500, placeholder: word("reason-hint"), oninput: () => { reason = why.value; } });
    why.value = reason;
    const lost = item.state === "lost";
    return [labelled("reason", why), el("div", { class: "actions" },
      ...(lost ? [] : [button("a", "accept", true), button("e", "edit"), button("x", "reject"), button("u", "unsure"), button("s", "another")]),
      button("z", "undo"), button("p", "previous"), button("n", "next"), button("o", "next-open"))];
  };
  const card = () => {
    const item = now();
    if (!item) return [el("p", { class: "note" }, word(policies.length ? "nothing-read" : "no-review"))];
    const told = item.decision ? el("p", { class: `note verdict ${item.state}` }, word("decided-by", { verdict: word(`did-${item.decision.verdict}`), who: item.decision.reviewer, when: item.decision.time.slice(0, 10) }), item.decision.reason ? ` – ${item.decision.reason}` : "", item.state === item.decision.verdict ? "" : ` · ${word(`fate-${item.state}`)}`) : "";
    return [
      el("p", { class: "where" }, el("span", {}, word("nth", { n: at + 1, all: items.length })), " · ", el("span", { dir: "auto" }, item.section.join(" › "))),
      item.concern ? el("p", { class: "problem" }, item.concern) : "",
      ...item.leads.map((lead) => el("p", { class: "lead", dir: "auto", lang: item.language }, lead)),
      sentence(item), told, draft ? form() : fieldsOf(item),
      el("p", { class: "note" }, word("read-by", { who: item.proposer, confidence: item.confidence.toFixed(2) })),
      ...(draft ? [] : buttons(item))];
  };
  const help = () => Object.entries(KEYS).flatMap(([key, action]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, word(`do-${action}`))]);

  const load = async () => {
    loaded = policy();
    try {
      if (!policies.length) {
        const [found, known] = await Promise.all([ask("/api/review"), ask("/api/review/options")]);
        policies = found.policies;
        reviewer = reviewer || found.reviewer;
        for (const option of known.options) byCurie.set(option.curie, option);
        for (const field of data.fields) optionsOf[field] = known.options.filter((o) => o.kind === known.kinds[field] && (o.kind !== "recipient" || field !== "subjects" || !o.curie.startsWith("ent:")));
      }
      loaded = policy();
      if (policies.length) ({ items, progress } = await ask(`/api/review/${policy()}`));
    } catch (failure) { trouble = failure.message || word("no-answer"); items = []; }
    at = 0;
    done.length = 0;
    draft = null;
    Alir.lists.forget();
    draw(true);
    document.documentElement.dataset.ready = "review";
  };
  const draw = (shown = false) => {
    Alir.dress();
    if (loaded !== null && policies.length && loaded !== policy()) { load(); return; }
    document.getElementById("summary").textContent = policies.length ? policies[policy()] : "";
    const focused = document.activeElement && document.activeElement.id;
    box.head.replaceChildren(head());
    box.trouble.replaceChildren(trouble ? el("p", { class: "problem" }, trouble) : "");
    box.card.replaceChildren(...card());
    box.keys.replaceChildren(...help());
    document.querySelector("#all > div").replaceChildren(...Alir.lists.statements(items, nameOf, (i) => { at = i; draft = null; draw(true); }));
    document.querySelector("#compare > div").replaceChildren(...Alir.lists.comparison((text) => ask(`/api/review/${policy()}/agreement`, { method: "POST", body: text }), nameOf));
    const again = !shown && focused && document.getElementById(focused);
    if (again) again.focus();
    else if (shown) { box.card.focus({ preventScroll: true }); scrollTo(0, 0); }
    const mark = box.card.querySelector("mark.clause");
    if (mark) { const passage = mark.parentElement; passage.scrollTop = mark.offsetTop - (passage.clientHeight - mark.offsetHeight) / 2; }
  };
  Alir.redraw = () => draw();
  addEventListener("keydown", (e) => {
    const typing = e.target.closest("input, select, textarea");
    if (draft && e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); save(); return; }
    if (e.key === "Escape") { if (draft) cancel(); else if (typing) box.card.focus(); return; }
    if (typing && e.target.id === "reason" && e.key === "Enter") { e.preventDefault(); box.card.focus(); return; }
    if (typing || draft || e.ctrlKey || e.metaKey || e.altKey || !now()) return;
    const action = KEYS[e.key];
    if (action) { e.preventDefault(); ACTIONS[action](); }
  });
  Alir.start(() => { if (loaded === null) load(); else draw(); });
})();
