// Findings: what conflicts within a policy and where its languages disagree, both sentences beside.
(() => {
  const { data, state, set, word, el, policyName } = Alir;
  const say = (texts) => texts[state.lang] || texts.en || "";

  const sentence = (finding, n) => {
    const { label, place, quote } = finding.sentences[n];
    const number = finding.policies[Math.min(n, 1)];
    return el("div", {},
      el("p", { class: "where" }, [say(label), policyName(number), place].filter(Boolean).join(" · ")),
      el("blockquote", { dir: "auto" }, quote),
      el("button", { type: "button", class: "link", onclick: () => set({ view: "reader", read: String(number), at: "" }) }, word("in-text")));
  };
  const card = (finding) => el("article", { class: "card finding" },
    el("div", {}, el("span", { class: "tag soft" }, say(finding.label))),
    el("h3", { dir: "auto" }, say(finding.summary)),
    say(finding.why) ? el("p", { class: "note" }, say(finding.why)) : null,
    el("div", { class: "pair" }, ...finding.sentences.map((_, n) => sentence(finding, n))));

  Alir.views.findings = (box) => {
    if (!data.findings) { box.replaceChildren(el("p", { class: "note" }, word("too-many-findings"))); return; }
    const shown = data.findings.filter((f) => !state.policy || f.policies.some((p) => String(p) === state.policy));
    const groups = new Map();
    for (const f of shown) groups.set(say(f.group), [...(groups.get(say(f.group)) || []), f]);
    box.replaceChildren(
      shown.length ? "" : el("p", { class: "note" }, word("no-findings")),
      ...[...groups].map(([group, found]) => el("section", {}, el("h2", {}, `${group} (${found.length})`), ...found.map(card))));
  };
})();
