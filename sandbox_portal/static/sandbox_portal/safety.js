// Warns while one types: emergencies in a dialog, identifiers under the field. Sends nothing; the server checks again.
(() => {
  const clear = () => {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:" + location.pathname)) sessionStorage.removeItem(key);
    } catch { /* no storage, nothing kept */ }
  };
  const stopped = document.querySelector("[data-stopped]");
  if (stopped) { clear(); stopped.focus(); }
  const boxes = [...document.querySelectorAll("[data-safety]")];
  const dialog = document.querySelector("[data-safety-dialog]");
  if (!boxes.length || !dialog?.showModal) return;
  const say = (kind) => document.querySelector(`[data-safety-words] [data-kind="${kind}"]`)?.textContent || "";
  const set = (line) => new Set(line.split(" "));
  const digits = (text) => text.replace(/\D/g, "");
  const isReal = (domain) => !/(^|\.)(example\.(org|com|net)|988lifeline\.org)$/i.test(domain);
  const checks = {
    card: (t) => {
      const n = digits(t);
      let sum = 0;
      [...n].reverse().forEach((d, i) => { const v = d * (1 + (i % 2)); sum += v > 9 ? v - 9 : v; });
      return sum % 10 === 0 && !/^(.)\1*$|^4242|^4111|^5555555|^378282246310005$/.test(n);
    },
    ssn: (t) => !/^(000|666|9)|^...00|0000$/.test(digits(t)),
    nhs: (t) => {
      const n = digits(t);
      const rest = 11 - ([...n.slice(0, 9)].reduce((s, d, i) => s + d * (10 - i), 0) % 11);
      return !/^999|^(.)\1*$/.test(n) && rest !== 10 && rest % 11 === +n[9];
    },
    phone: (t) => !/55501\d\d$|(8002221222|8007997233|8002738255|8006624357)$/.test(digits(t)),
    email: (t) => isReal(t.split("@")[1]),
    url: (t) => isReal(t.toLowerCase().replace(/^https?:\/\/|^www\./, "").split("/")[0]),
    ip: (t) => t.split(".").every((part) => part < 256),
    street: (t) => !/\b(the|down|across|on|a|my|your|our|this|that|along|in|of|to|same|by|off|from|blocks?|miles?|times)\b/i.test(t),
    record: (t) => digits(t).length > 2,
  };
  let book;
  let loading;
  const load = (url) => (loading ||= fetch(url).then((r) => r.json()).then((d) => {
    const words = d.words.split(" ");
    const starts = words.filter((w) => w.endsWith("*")).map((w) => w.slice(0, -1));
    book = { ...d, no: set(d.no), but: set(d.but), small: d.small.map(set), starts, known: new Set(words),
      slots: d.slots.map((slot) => new Set(slot.map((i) => words[i]))), first: new Map() };
    d.atoms.forEach((atom, number) => {
      for (const key of book.slots[atom[2]]) book.first.set(key, [...(book.first.get(key) || []), number]);
    });
  }).catch(() => { loading = null; }));

  const split = (text) => {
    const tokens = [];
    let sentence = 0;
    let clause = 0;
    const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’‘`´]/g, "'").toLowerCase();
    for (const [piece] of plain.matchAll(/[a-z0-9]+(?:'[a-z]+)*|[.!?;\n,:()]/g)) {
      if (/[.!?;\n]/.test(piece)) { sentence++; clause++; } else if (/[,:()]/.test(piece)) clause++;
      else {
        let word = piece.replace(/'/g, "");
        word = book.spellings[word] || word;
        const last = tokens[tokens.length - 1];
        if (word === "not" && /^(can|do|does|did|will|is)$/.test(last?.word)) {
          last.word = last.word === "will" ? "wont" : last.word === "can" ? "cant" : last.word + "nt";
        } else tokens.push({ word, sentence, clause });
      }
    }
    for (const token of tokens) token.keys = [token.word, ...book.starts.filter((s) => token.word.startsWith(s)).map((s) => s + "*")].filter((key) => book.known.has(key));
    return tokens;
  };
  const walk = (atom, tokens, at, masked) => {
    for (let i = 3; i < atom.length; i += 2) {
      let others = atom[i];
      let small = 4;
      let next = -1;
      for (let j = at + 1; j < tokens.length && tokens[j].sentence === tokens[at].sentence; j++) {
        if (!masked?.has(j) && tokens[j].keys.some((key) => book.slots[atom[i + 1]].has(key))) { next = j; break; }
        if (small && book.small[atom[0]].has(tokens[j].word)) small--;
        else if (others) others--;
        else break;
      }
      if (next < 0) return -1;
      at = next;
    }
    return at;
  };
  const find = (tokens, masked) => {
    const found = new Map();
    tokens.forEach((token, i) => {
      if (masked?.has(i)) return;
      for (const number of new Set(token.keys.flatMap((key) => book.first.get(key) || []))) {
        const end = walk(book.atoms[number], tokens, i, masked);
        if (end >= 0) found.set(number, [...(found.get(number) || []), [i, end]]);
      }
    });
    return found;
  };
  const alarms = (text) => {
    const tokens = split(text);
    const first = find(tokens);
    const all = (kind) => book.cues[kind].flatMap((number) => first.get(number) || []);
    const cover = (list) => new Set(list.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i)));
    const found = find(tokens, cover(all("idiom")));
    const free = cover(all("not_negation"));
    const cues = { past: all("past"), present: all("present"), about: all("about") };
    const same = (i, hit) => tokens[i].sentence === tokens[hit[0]].sentence;
    const near = (list, hit) => list.some(([a]) => same(a, hit) && a > hit[0] - 11 && a < hit[1] + 11);
    const isSoft = (hit, unless) => {
      for (let i = hit[0] - 1, left = 4; i >= 0 && left && tokens[i].clause === tokens[hit[0]].clause; i--) {
        if (book.but.has(tokens[i].word)) break;
        if (book.no.has(tokens[i].word) && !free.has(i)) return true;
        if (!book.small.some((words) => words.has(tokens[i].word))) left--;
      }
      if (unless.some((number) => found.get(number)?.some(([a]) => same(a, hit)))) return true;
      return !near(cues.present, hit) && (near(cues.past, hit) || near(cues.about, hit));
    };
    const tiers = new Set();
    for (const [tier, parts, unless] of book.alarms) {
      if (!tiers.has(tier) && parts.every((number) => found.get(number)?.some((hit) => !isSoft(hit, unless)))) tiers.add(tier);
    }
    return tiers;
  };
  const identifiers = (text) => book.rules.filter(([, , pattern, flags, near, not, reach, check]) =>
    [...text.matchAll(new RegExp(pattern, flags))].some((match) => {
      const before = text.slice(Math.max(0, match.index - reach), match.index);
      return (!near || RegExp(near, "i").test(before)) && !(not && RegExp(not, "i").test(before)) && (checks[check]?.(match[0]) ?? true);
    })).map(([kind]) => kind);

  const seen = new Map();
  const warn = (box) => {
    const note = box.parentElement.querySelector("[data-safety-note]") || Object.assign(document.createElement("p"), { className: "error" });
    if (!note.isConnected) { note.dataset.safetyNote = ""; note.setAttribute("role", "status"); box.after(note); }
    const kinds = new Set(identifiers(box.value).filter((kind) => kind !== "name"));
    note.textContent = [...kinds].map(say).join(" ");
    note.hidden = !kinds.size;
  };
  const stop = (box) => {
    if (seen.get(box) === box.value) return false;
    const tiers = alarms(box.value);
    if (!tiers.size) return false;
    seen.set(box, box.value);
    clear();
    for (const panel of dialog.querySelectorAll("[data-tier]")) panel.hidden = !tiers.has(panel.dataset.tier);
    dialog.showModal();
    return true;
  };
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-safety-close]").addEventListener("click", () => { dialog.close(); boxes.find((box) => seen.has(box))?.focus(); });
  for (const box of boxes) {
    box.addEventListener("focus", () => load(box.dataset.safety), { once: true });
    box.addEventListener("blur", () => { if (book && !dialog.open) { warn(box); stop(box); } });
    box.form?.addEventListener("submit", (event) => { if (book && stop(box)) event.preventDefault(); });
  }
})();
