/* The search of an archive, in files beside it: classic scripts, for pages opened from a disk may fetch no data.
   What is asked and in which order it stands is as in the portal (catalogue/search/); how words become terms was worked
   out when the archive was made. */
"use strict";
window.MER = (() => {
  const waiting = new Map(), asked = new Map();
  const base = () => document.getElementById("archive-search").dataset.shards;

  /* A file of the search; each is asked for once. */
  function load(name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done, fail) => {
        const script = document.createElement("script");
        waiting.set(name, done);
        script.src = `${base()}${name}.js`;
        script.addEventListener("error", fail);
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  return { load, shard: (name, data) => waiting.get(name)?.(data) };
})();

/* --- Words to terms --- */

MER.words = (names) => {
  const stop = new Set(names.stop), files = new Set(names.forms);
  const unseen = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g;
  const letters = (text) => text.replace(/[đðłøæœþħıŧŋß]/g, (letter) => names.letters[letter] ?? letter);
  const fold = (text) => letters(letters(text.toLowerCase()).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()).normalize("NFC");
  const split = (text) => (text.replace(unseen, "").match(/[\p{L}\p{N}]+(?:\p{M}+[\p{L}\p{N}]*)*/gu) || []).map((word) => word.normalize("NFC").toLowerCase());
  const isStop = (word) => stop.has(fold(word));
  const withoutStop = (words) => { const left = words.filter((word) => !isStop(word)); return left.length ? left : words; };

  const fileOf = (form) => {
    const first = form.slice(0, 2).padEnd(2, "_");
    return /^[\x00-\x7f]+$/.test(first) ? first : "__";
  };

  async function termsOf(word) {
    const form = fold(word.slice(0, 60)), file = fileOf(form), found = [];
    for (const row of files.has(file) ? await MER.load(`f${file}`) : []) {
      const [stem, endings, terms] = row.split("|");
      if (form.startsWith(stem) && endings.split(",").includes(form.slice(stem.length))) found.push(...terms.split(" "));
    }
    return [...new Set([...found, form])];
  }

  /* One list of alternatives for each word; equal ones count once. */
  async function queryTerms(words) {
    const typed = [...new Set(withoutStop(words))].slice(0, 32), found = new Map();
    for (const word of typed) {
      const terms = await termsOf(word);
      found.set(terms.join(" "), terms);
    }
    return [...found.values()];
  }

  return { split, isStop, withoutStop, termsOf, queryTerms };
};

/* --- What was typed: words, “phrases”, -words --- */

MER.understood = async (text, language) => {
  const plain = text.replace(/[“”„‟«»″]/g, '"');
  const found = [...plain.matchAll(/((?<!\S)-)?(?:"([^"]*)"|([^\s"]+))/gu)].map(([, minus, phrase, word]) => ({ minus, phrase, word }));
  const unwanted = [], phrases = [];
  for (const piece of found) {
    if (piece.phrase) {
      const places = await Promise.all(language.withoutStop(language.split(piece.phrase)).slice(0, 32).map(language.termsOf));
      if (places.length) (piece.minus ? unwanted : phrases).push({ places });
    } else if (piece.minus && piece.word) {
      unwanted.push(...(await language.queryTerms(language.split(piece.word))).map((terms) => ({ places: [terms] })));
    }
  }
  let typed = language.split(found.filter((piece) => piece.word && !piece.minus).map((piece) => piece.word).join(" "));
  if (phrases.length) typed = typed.filter((word) => !language.isStop(word));
  const single = (typed.length ? await language.queryTerms(typed) : []).map((terms) => ({ places: [terms] }));
  return { wanted: [...single, ...phrases].slice(0, 32), unwanted };
};

/* --- Topics and kinds that words name --- */

MER.namings = (names, words) => {
  const chosen = [], free = (start, stop) => chosen.every((one) => stop <= one.start || one.stop <= start);
  const combined = (parts) => parts.reduce((texts, terms) => texts.flatMap((text) => terms.map((term) => (text ? `${text} ${term}` : term))), [""]);
  for (let length = Math.min(names.longestKey, words.length); length; length -= 1) {
    for (let start = 0; start + length <= words.length && chosen.length < 5; start += 1) {
      const keys = combined(words.slice(start, start + length).map((terms) => terms.slice(0, names.tried[length])));
      const topics = [...new Set(keys.flatMap((key) => names.keys[key] || []))];
      if (topics.length && free(start, start + length)) chosen.push({ start, stop: start + length, facet: "topic", topics });
    }
  }
  for (const one of chosen) one.values = [...new Set(one.topics.flatMap((topic) => [topic, ...(names.below[topic] || [])]))];
  for (const [kind, label] of names.kinds) {
    for (let start = 0; start + label.length <= words.length; start += 1) {
      const stop = start + label.length;
      const isSpelt = label.every((terms, place) => terms.some((term) => words[start + place].includes(term)));
      if (isSpelt && free(start, stop)) chosen.push({ start, stop, facet: "kind", values: [kind] });
    }
  }
  return chosen.sort((one, other) => one.start - other.start);
};

/* --- Sets of entries, as their numbers --- */

MER.finder = (names, facts, language) => {
  const TITLE = 1, SUMMARY = 2, TEXT = 7;
  const union = (sets) => new Set(sets.flatMap((set) => [...set]));
  const common = (sets) => sets.reduce((one, other) => new Set([...one].filter((number) => other.has(number))));
  const without = (one, others) => new Set([...one].filter((number) => !others.has(number)));
  const steps = (text) => { let last = 0; return text ? text.split(" ").map((step) => (last += parseInt(step, 36))) : []; };
  const everything = new Set(Array.from({ length: facts.total }, (_, number) => number));

  const fnv1a = (term) => new TextEncoder().encode(term).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

  /* {number: where} of one term. */
  async function postings(term) {
    const shard = await MER.load(`t${fnv1a(term) % names.shards}`), found = new Map();
    let last = 0;
    for (const [, where, step] of (shard[term] || "").matchAll(/([A-O])([0-9a-z]+)/g)) found.set(last += parseInt(step, 36), where.charCodeAt(0) - 64);
    return found;
  }

  async function where(terms) {
    const found = new Map();
    for (const one of await Promise.all(terms.map(postings))) for (const [number, places] of one) found.set(number, (found.get(number) || 0) | places);
    return found;
  }

  const numbersAt = (found, places) => new Set([...found].filter(([, here]) => here & places).map(([number]) => number));

  async function row(number) {
    return (await MER.load(`d${Math.floor(number / names.perShard)}`))[number % names.perShard];
  }

  /* Words of a phrase in order, in a title or a summary. */
  async function holdsPhrase(number, places) {
    for (const shown of (await row(number)).slice(3)) {
      for (const text of shown.slice(0, 2)) {
        const terms = await Promise.all(language.withoutStop(language.split(text)).map(language.termsOf));
        const begins = terms.some((_, start) => places.every((alternatives, place) => terms[start + place]?.some((term) => alternatives.includes(term))));
        if (begins) return true;
      }
    }
    return false;
  }

  /* {literal, widened, titled, where, number of documents} of one piece. */
  async function piece({ places }) {
    const each = await Promise.all(places.map(where));
    const titled = common(each.map((found) => numbersAt(found, TITLE)));
    if (each.length === 1) return { literal: numbersAt(each[0], TEXT), widened: new Set(each[0].keys()), titled, where: each[0] };
    const near = common(each.map((found) => numbersAt(found, TITLE | SUMMARY)));
    const holds = await Promise.all([...near].map(async (number) => [number, await holdsPhrase(number, places)]));
    const literal = new Set(holds.filter(([, found]) => found).map(([number]) => number));
    return { literal, widened: literal, titled, where: each[0] };
  }

  async function weight({ places }) {
    const numbers = await Promise.all(places[0].map(async (term) => numbersAt(await postings(term), TEXT).size));
    return 1 / (1 + Math.log10(1 + numbers.reduce((sum, number) => sum + number, 0)));
  }

  const ofFacet = (facet, values) => union(values.map((value) => steps(facts.facets[facet]?.[value])));

  function widened(pieces, namings) {
    const parts = [];
    let start = 0;
    for (const naming of namings) {
      parts.push(...pieces.slice(start, naming.start).map((one) => one.widened));
      const said = common(pieces.slice(naming.start, naming.stop).map((one) => one.widened));
      parts.push(union([said, ofFacet(naming.facet, naming.values)]));
      start = naming.stop;
    }
    return common([...parts, ...pieces.slice(start).map((one) => one.widened)]);
  }

  function some(pieces) {
    const sets = pieces.map((one) => one.widened);
    if (sets.length <= 3) return union(sets);
    const few = sets.slice(0, 8);
    return union(few.flatMap((one, place) => few.slice(place + 1).map((other) => common([one, other]))));
  }

  /* The best first: how much of the words, where they stand, the static score, which is the number. */
  function ranked(found, pieces, weights) {
    const titled = pieces.length ? common(pieces.map((one) => one.titled)) : new Set();
    const literal = (number) => pieces.reduce((sum, one, place) => sum + (one.literal.has(number) ? weights[place] : 0), 0);
    const whole = weights.every((one) => one === 1);
    const share = (places) => (places & 1 ? 1 : places & 2 ? 0.4 : places & 4 ? 0.1 : 0);
    const rows = [...found].map((number) => ({
      number,
      literal: whole ? Number(pieces.every((one) => one.literal.has(number))) : literal(number),
      rank: pieces.reduce((sum, one) => sum + share(one.where.get(number) || 0), 0) / (pieces.length || 1) + (titled.has(number) ? 0.3 : 0) - 0.05 * number / facts.total,
    }));
    rows.sort((one, other) => other.literal - one.literal || other.rank - one.rank || one.number - other.number);
    return rows.map((one) => one.number);
  }

  const dates = facts.dates.split("|");
  const orders = {
    recommended: (numbers) => numbers.sort((one, other) => one - other),
    newest: (numbers) => numbers.sort((one, other) => (dates[other] > dates[one]) - (dates[other] < dates[one]) || one - other),
    oldest: (numbers) => numbers.sort((one, other) => !dates[one] - !dates[other] || (dates[one] > dates[other]) - (dates[one] < dates[other]) || one - other),
    title: (numbers, code) => { const wanted = new Set(numbers); return facts.titles[code].split(" ").map((step) => parseInt(step, 36)).filter((number) => wanted.has(number)); },
  };

  /* What a query and the chosen values find: numbers in order, how many per value, and how it was found. */
  async function find(text, chosen, sort, code) {
    const query = await MER.understood(text, language);
    const pieces = await Promise.all(query.wanted.map(piece)), not = await Promise.all(query.unwanted.map(piece));
    const words = query.wanted.filter((one) => one.places.length === 1).map((one) => one.places[0]);
    const namings = MER.namings(names, words), unwanted = union(not.map((one) => one.literal));
    const sets = Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, ofFacet(facet, values)]));
    const narrowed = (found, but) => common([without(found, unwanted), ...Object.keys(sets).filter((facet) => facet !== but).map((facet) => sets[facet])]);
    let all = pieces.length ? widened(pieces, namings) : everything, weights = pieces.map(() => 1), loose = false;
    if (!pieces.length && not.length) all = new Set();
    if (pieces.length > 1 && !narrowed(all).size && narrowed(some(pieces)).size) {
      [all, loose] = [some(pieces), true];
      weights = await Promise.all(query.wanted.map(weight));
    }
    const found = ranked(narrowed(all), pieces, weights);
    const order = orders[sort] && (sort !== "recommended" || !pieces.length || sort) ? orders[sort] : pieces.length ? null : orders.recommended;
    const numbers = {};
    for (const [facet, values] of Object.entries(facts.facets)) {
      const among = narrowed(all, facet);
      numbers[facet] = Object.fromEntries(Object.entries(values).map(([value, held]) => [value, steps(held).filter((number) => among.has(number)).length]));
    }
    return {
      found: order ? order(found, code) : found,
      numbers,
      loose,
      hasPhrase: [...query.wanted, ...query.unwanted].some((one) => one.places.length > 1),
      topics: [...new Set(namings.flatMap((one) => one.topics || []))],
    };
  }

  return { find, row };
};

/* --- The page --- */

MER.open = async (page) => {
  const say = JSON.parse(document.getElementById("archive-words").textContent), code = say.language;
  const asked = new URLSearchParams(location.search), text = (asked.get("q") || "").trim().slice(0, 200);
  const perPage = 24, place = Math.max(1, parseInt(asked.get("page"), 10) || 1);
  const [names, facts] = await Promise.all([MER.load("names"), MER.load("facts")]);
  const chosen = {};
  for (const facet of Object.keys(facts.facets)) {
    const values = asked.getAll(facet).filter((value) => value in facts.facets[facet]);
    if (values.length) chosen[facet] = [...new Set(values)];
  }
  const sort = asked.get("sort") in say.sorts ? asked.get("sort") : "";
  const finder = MER.finder(names, facts, MER.words(names));

  const make = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const filled = (words, ...values) => values.reduce((said, value) => said.replace("#", value), words);
  const count = (number) => filled(say.found[new Intl.PluralRules(code).select(number)] || say.found.other, number.toLocaleString(code));

  /* The address of this search with something changed. */
  function address(changed) {
    const state = { ...chosen, q: text, sort, ...changed }, query = new URLSearchParams();
    for (const [name, value] of Object.entries(state)) for (const one of [value].flat()) if (one) query.append(name, one);
    return `search.html?${query}`;
  }

  function facetPart(facet, numbers) {
    const [label, values] = facts.labels[code][facet], taken = chosen[facet] || [];
    const items = values.filter(([value]) => numbers[value] || taken.includes(value)).map(([value, name]) => {
      const isChosen = taken.includes(value);
      const next = isChosen ? taken.filter((one) => one !== value) : [...taken, value];
      const link = make("a", { href: address({ [facet]: next }), class: isChosen && "chosen", "aria-current": isChosen && "true" }, make("span", {}, name), make("span", { class: "count" }, String(numbers[value] || 0)));
      return make("li", {}, link);
    });
    if (!items.length) return null;
    const part = make("section", { class: "facet", "aria-labelledby": `facet-${facet}` }, make("h3", { id: `facet-${facet}` }, label), make("ul", {}, ...items.slice(0, 8)));
    if (items.length > 8) part.append(make("details", { class: "facet-more", ...(taken.length && { open: "open" }) }, make("summary", {}, say.all, make("span", { class: "visually-hidden" }, `: ${label}`)), make("ul", {}, ...items.slice(8))));
    return part;
  }

  function chips() {
    const made = [];
    const add = (label, changed) => made.push(make("li", {}, make("a", { class: "chip", href: address(changed) }, label, make("span", { "aria-hidden": "true" }, " ×"), make("span", { class: "visually-hidden" }, `: ${say.remove}`))));
    if (text) add(`“${text}”`, { q: "" });
    for (const [facet, values] of Object.entries(chosen)) {
      const labels = Object.fromEntries(facts.labels[code][facet][1]);
      for (const value of values) add(labels[value] || value, { [facet]: values.filter((one) => one !== value) });
    }
    if (made.length) made.push(make("li", {}, make("a", { class: "chip chip-clear", href: "search.html" }, say.clear)));
    return made;
  }

  async function hit(number) {
    const [kind, country, year, ...shown] = await finder.row(number);
    const [title, summary, town, file, language] = shown[["sl", "en"].indexOf(code)];
    const top = [say.kinds[kind], town, country, year].filter(Boolean).map((part, first) => make("span", { class: !first && "card-kind" }, part));
    if (language && language !== code && say.shownIn[language]) top.push(make("span", { class: "badge badge-language" }, say.shownIn[language]));
    const link = make("a", { href: `../${file}`, lang: language }, title);
    return make("li", {}, make("article", { class: "hit" }, make("p", { class: "hit-top" }, ...top), make("h3", { class: "hit-title" }, link), ...(summary ? [make("p", { class: "hit-text" }, summary)] : [])));
  }

  const answer = await finder.find(text, chosen, sort, code);
  const results = document.getElementById("results"), last = Math.max(1, Math.ceil(answer.found.length / perPage)), here = Math.min(place, last);
  const notices = [
    answer.found.length ? "" : say.none,
    answer.loose && say.some,
    answer.hasPhrase && say.phrase,
    answer.topics.length && answer.found.length && filled(say.topics, answer.topics.map((slug) => `“${names.topics[slug]?.[code] || slug}”`).join(", ")),
  ].filter(Boolean);
  document.getElementById("q").value = text;
  document.getElementById("search-state").append(...Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => make("input", { type: "hidden", name: facet, value }))));
  page.querySelector(".results-count").textContent = count(answer.found.length);
  page.querySelector(".archive-notices").append(...notices.map((notice) => make("p", { class: "notice" }, notice)));
  page.querySelector(".narrowed-by").append(...chips());
  const shown = answer.found.slice((here - 1) * perPage, here * perPage);
  page.querySelector(".hits").append(...await Promise.all(shown.map(hit)));
  const parts = Object.keys(facts.facets).map((facet) => facetPart(facet, answer.numbers[facet])).filter(Boolean);
  const orders = Object.entries(say.sorts).map(([key, label]) => make("li", {}, make("a", { href: address({ sort: key }), class: sort === key && "chosen", "aria-current": sort === key && "true" }, make("span", {}, label))));
  const sorting = make("section", { class: "facet", "aria-labelledby": "sorting" }, make("h3", { id: "sorting" }, say.sort), make("ul", {}, ...orders));
  page.querySelector(".browse-side").append(make("details", { class: "filters", id: "filters" }, make("summary", { class: "filters-summary" }, say.narrow), make("div", { class: "filters-body" }, ...parts, sorting)));
  if (last > 1) {
    const turn = (number, label, rel) => make("a", { href: address({ page: number > 1 ? String(number) : "" }), rel }, label);
    page.querySelector(".pagination").append(...[here > 1 && turn(here - 1, say.previous, "prev"), make("span", { class: "here" }, filled(say.page, here, last)), here < last && turn(here + 1, say.next, "next")].filter(Boolean));
  } else page.querySelector(".pagination").remove();
  results.hidden = false;
  results.dataset.found = answer.found.length;
  return answer;
};

document.addEventListener("DOMContentLoaded", () => {
  const page = document.getElementById("archive-search");
  if (page) MER.answer = MER.open(page).catch((error) => {
    page.append(Object.assign(document.createElement("p"), { className: "notice", textContent: JSON.parse(document.getElementById("archive-words").textContent).failed }));
    throw error;
  });
});
