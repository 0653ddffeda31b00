// Looks through the site for words. Terms lead to pieces of text, and the text itself shows whether it says what was
// asked: nothing is a result that does not stand there. Index and text come as scripts, so that they load from a folder too.
(() => {
  "use strict";
  const blocks = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff";
  const dots = "\u00b7\u2027\u22c5\u2219\u30fb\uff65\u318d\u119e\u2022\u2010\u2011\u2013\\-";
  const spaces = "\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
  const grouped = "[0-9]{1,3}(?:,[0-9]{3}){1,8}(?!,?[0-9])";
  const marks = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    + "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0";
  const letter = `(?:(?![${blocks}_])[\\p{L}\\p{N}])`;
  const unitRuns = new RegExp(`[${blocks}]|${grouped}|${letter}+(?:[${marks}]+${letter}*)*`, "gu");
  const blockAtStart = new RegExp(`^[${blocks}]`);
  const near = new RegExp(`^[${dots}\u2060]*$`);
  const spaced = new RegExp(`^[${spaces}${dots}\u2060]*$`);
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const enough = 12000; // characters of text in the language of the page that are read before more is asked for
  const enoughElsewhere = 4000;

  let meta = null;
  let base = "";
  const loaded = new Map();
  const waiting = new Map();
  const assets = document.currentScript.src.replace(/assets\/[^/]*$/, "");

  globalThis.briefgenSearch = (name, content) => {
    if (name) {
      loaded.set(name, content);
    } else {
      meta = content;
      base = `${assets}${meta.dir}/`;
    }
  };

  const load = (name) => {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${base}${name}.js`;
        script.onload = () => done(loaded.get(name));
        script.onerror = () => { waiting.delete(name); failed(new Error(script.src)); };
        document.head.append(script);
        script.remove();
      }));
    }
    return waiting.get(name);
  };

  // Text as a row of units, as rendering/search/folding.py makes it.

  const spelled = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ð: "d", þ: "th", "\u0640": "", "\u0671": "\u0627", "\u0649": "\u064a",
    "\u06cc": "\u064a", "\u06a9": "\u0643", "\u200c": "", "\u200d": "" };
  for (const zero of [0x660, 0x6f0, 0x966]) for (let i = 0; i < 10; i += 1) spelled[String.fromCharCode(zero + i)] = String(i);
  const kept = "\u0900-\u0eff\u1000-\u109f\u1780-\u17d3\u3099\u309a";
  const accents = new RegExp(`(?![${kept}])\\p{M}`, "gu");
  const foldCharacter = (c) => /[\uac00-\ud7a3]/.test(c) ? c
    : c.normalize("NFKD").replace(accents, "").normalize("NFC").toLowerCase().replace(/./gu, (s) => spelled[s] ?? s);
  const fold = (word) => [...word].map(foldCharacter).join("");

  const unitsOf = (text) => {
    const row = [];
    let end = 0;
    for (const it of text.matchAll(unitRuns)) {
      const between = text.slice(end, it.index);
      const gap = !row.length ? "|" : !between ? "" : near.test(between) ? (between.replaceAll("\u2060", "") ? "." : "")
        : spaced.test(between) ? " " : "|";
      const form = fold(it[0].replaceAll(",", ""));
      row.push({ form, block: blockAtStart.test(it[0]), start: it.index, end: it.index + it[0].length, gap });
      end = it.index + it[0].length;
    }
    for (const unit of row) {
      unit.words = unit.block ? [unit.form] : meant(unit.form);
      unit.stems = unit.block ? unit.words : unit.words.map(bent);
      [unit.stem] = unit.stems;
    }
    return row;
  };

  const bare = (word) => {
    for (const [beginning, instead] of meta.beginnings) {
      if (word.startsWith(beginning) && word.length >= 2 * beginning.length) return instead + word.slice(beginning.length);
    }
    return word;
  };

  const bent = (word) => {
    for (const [ending, instead] of meta.endings) {
      const left = word.length - ending.length;
      if (word.endsWith(ending) && left + instead.length >= 3) return word.slice(0, left) + instead;
    }
    return word;
  };

  // What may have been meant by a word in a text: without its article, without one or two words of one letter before it.
  const meant = (word) => {
    const found = [bare(word)];
    for (let rest = word; found.length < 3 && rest.length > 3 && meta.prefixes.includes(rest[0]);) {
      rest = rest.slice(1);
      found.push(bare(rest));
    }
    return found;
  };

  const termsOf = (row) => row.flatMap((unit, i) => {
    const before = row[i - 1];
    if (!unit.block) return [unit.stem];
    return before?.block ? [before.form + unit.form] : [];
  });

  const shardOf = (term) => {
    let digest = 0x811c9dc5;
    for (let i = 0; i < term.length; i += 1) digest = Math.imul(digest ^ term.charCodeAt(i), 0x01000193) >>> 0;
    return ((digest ^ (digest >>> 15)) & (meta.shards - 1)).toString(16);
  };

  const unpacked = (text) => {
    const found = new Set();
    if (text[0] === "!") {
      for (let i = 1; i < text.length; i += 1) {
        const bits = signs.indexOf(text[i]);
        for (let bit = 0; bit < 6; bit += 1) if ((bits >> bit) & 1) found.add((i - 1) * 6 + bit);
      }
      return found;
    }
    let gap = 0, shift = 0, at = -1;
    for (const sign of text) {
      const bits = signs.indexOf(sign);
      gap |= (bits & 31) << shift;
      shift += 5;
      if (bits < 32) {
        at += gap + 1;
        found.add(at);
        gap = shift = 0;
      }
    }
    return found;
  };

  const posting = async (term) => {
    const packed = (await load(shardOf(term))).t?.[term];
    return packed ? unpacked(packed) : new Set();
  };
  const both = (one, two) => new Set([...one].filter((it) => two.has(it)));

  // Figures in a question: their value as a whole number of millionths.

  const millionths = (digits) => {
    const [whole, part = ""] = digits.split(".");
    return BigInt(whole || "0") * 1000000n + BigInt(part.padEnd(6, "0").slice(0, 6));
  };
  const decimal = (value) => `${value / 1000000n}.${String(value % 1000000n).padStart(6, "0")}`.replace(/\.?0+$/, "");
  const size = (value) => String(value).replace(/0+$/, "").length;
  const shorter = (value, kept) => {
    const power = 10n ** BigInt(Math.max(0, String(value).length - kept));
    return [(value / power) * power, ((value + power / 2n) / power) * power];
  };
  const alike = (asked, told) => asked === told
    || (size(asked) >= 3 && shorter(told, size(asked)).includes(asked))
    || (size(told) >= 4 && shorter(asked, size(told)).includes(told));

  const literal = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const escaped = (words) => words.sort((a, b) => b.length - a.length).map(literal).join("|");

  // Korean syllables that follow a figure, when they are a particle; null when they make another word of it: 10년대, 36개국.
  const particleAt = (question, end) => {
    const run = /^[\uac00-\ud7a3]+/.exec(question.slice(end))?.[0] || "";
    return !run || meta.particles.includes(run) || meta.loose.includes(run) ? run : null;
  };

  // Dates in a question, by the patterns of every language: year, month and day with hyphens, as in the index.

  const dateField = ([wide, short] = []) => (all, quoted, letters, space, other) => {
    const named = (names) => `(?<m>${escaped(Object.keys(names))})`;
    if (space) return "\\s?";
    if (!letters) return [...(quoted || other)].map((it) => ("’'".includes(it) ? "[’'‘]" : literal(it))).join("");
    if (letters[0] === "y") return letters === "yy" ? "(?<yy>\\d\\d)(?!\\d)" : "(?<y>(?:1[5-9]|20|21)\\d\\d)";
    if (letters[0] === "d") return "(?<d>3[01]|[12]\\d|0?[1-9])(?!\\d)";
    return letters.length < 3 ? "(?<m>1[0-2]|0?[1-9])(?!\\d)" : named(letters.length > 3 ? wide : short);
  };

  const datePatterns = () => Object.values(meta.dates).flatMap(([patterns, names]) => patterns.map((it) => [
    new RegExp(`(?<![\\p{L}\\p{N}.,])${it.replace(/'([^']*)'|(y+|M+|d+)|(\s+)|([^yMd'\s]+)/g, dateField(names))}(?![\\da-z]|[.,]\\d)`, "giu"),
    Object.assign({}, ...names),
  ]));

  const dateOf = ({ y, yy, m, d }, names) => {
    const month = m && String(names[m.toLowerCase()] || Number(m));
    return [y || (yy ? `20${yy}` : ""), ...[month, d].map((it) => (it ? it.padStart(2, "0") : ""))].join("-");
  };

  // Each date is a group; one with a single part may stand literally instead. What is left of the question goes on.
  const datesOf = (question) => {
    const groups = [];
    for (const [pattern, names] of datePatterns()) {
      question = question.replace(pattern, (...found) => {
        const [words, at, whole, parts] = [found[0], ...found.slice(-3)];
        const particle = particleAt(whole, at + words.length);
        if (particle === null || !/\d/.test(words)) return words;
        const date = dateOf(parts, names);
        const single = date.split("-").filter((it) => it).length === 1;
        groups.push([{ date }, ...(single && /^\d+[\uac00-\ud7a3]$/.test(words) ? [phrase(words)] : [])]);
        return `${" ".repeat(words.length)}\ue000`;
      });
    }
    const particles = escaped([...meta.particles, ...meta.loose]);
    return [groups, question.replace(new RegExp(`\ue000(?:(?:${particles})(?![\uac00-\ud7a3]))?`, "gu"), " ")];
  };

  // Figures: groups of a value, and of the words as they stand where a single number has a unit: 40조 may be an article.

  const figuresOf = (question, lang) => {
    const [point, group] = meta.marks[lang].map(literal);
    const digits = `\\d{1,3}(?:${group}\\d{3})+(?:${point}\\d+)?|\\d+(?:${point}\\d+)?`;
    const scales = escaped(Object.keys(meta.scales));
    const number = new RegExp(`(${digits})(?:\\s?(${scales})(?![a-z]))?`, "giy");
    const unit = new RegExp(`\\s?(${escaped(Object.keys(meta.units))})(?![a-z])`, "iy");
    const groups = [];
    let rest = "";
    for (let at = 0; at < question.length;) {
      let value = 0n, end = at, named = "", last = Infinity, numbers = 0, it;
      for (number.lastIndex = at; !/[\p{L}\p{N}]/u.test(question[at - 1] || "") && (it = number.exec(question));) {
        const power = it[2] ? meta.scales[it[2].toLowerCase()] : 0;
        if (power >= last) break;
        const plain = it[1].replaceAll(meta.marks[lang][1], "").replace(meta.marks[lang][0], ".");
        value += millionths(plain) * 10n ** BigInt(power);
        [end, named, last, numbers] = [number.lastIndex, named || it[2], power, numbers + 1];
        if (!power) break;
        while (question[number.lastIndex] === " ") number.lastIndex += 1;
      }
      unit.lastIndex = end;
      const counted = end > at && unit.exec(question);
      const name = counted ? meta.units[counted[1].toLowerCase()] : "";
      const from = end;
      if (counted) end = unit.lastIndex;
      const words = question.slice(at, end);
      const particle = end > at ? particleAt(question, end) : null;
      const large = value >= 1000000000n || value % 1000000n;
      if (particle !== null && !/[a-z\d]/i.test(question[end] || "") && (named || name || large)) {
        const year = !named && !counted && /^(?:1[5-9]|20|21)\d\d$/.test(words);
        const alone = (counted || named) && numbers === 1 && /^[\d\p{L}\s]+$/u.test(words);
        groups.push([year ? { date: `${words}--` } : { value, unit: name }, ...(year || alone ? [phrase(words)] : [])]);
        rest += " ";
        at = end + particle.length;
      } else {
        const step = from > at ? from : at + 1;
        rest += question.slice(at, step);
        at = step;
      }
    }
    return [groups, rest];
  };

  // What a question asks for: groups that all must stand in a passage, each of phrases of which one must.

  const particle = (word) => {
    for (let cut = 2; cut < word.length; cut += 1) if (meta.particles.includes(word.slice(cut))) return [word.slice(0, cut), true];
    const stemmed = word.slice(0, -1);
    return stemmed.length > 1 && meta.loose.includes(word.slice(-1)) ? [stemmed, false] : null;
  };

  const stands = async (word) => word.length > 1 && ((await load(shardOf(word.slice(0, 2)))).s || []).includes(word);

  // The word as it is and without its particle: [the likelier, the other].
  const readings = async (word) => {
    if (!/^[\p{L}\p{N}]*[\uac00-\ud7a3]$/u.test(word)) return [word];
    const found = particle(word);
    if (!found) return [word];
    if (found[1]) return [found[0]];
    if (await stands(word)) return [word];
    return (await stands(found[0])) ? [found[0]] : [word, found[0]];
  };

  const named = async (words) => {
    const row = unitsOf(words);
    const first = termsOf(row)[0];
    if (!first) return [];
    const line = (it) => it.map((unit) => unit.stem).join("");
    const wanted = line(row);
    const groups = (await load(shardOf(first))).a || [];
    return groups.filter((group) => group.some((name) => line(unitsOf(name)) === wanted)).flat();
  };

  const phrase = (words) => {
    const row = unitsOf(words);
    return { row, terms: termsOf(row) };
  };

  const groupsOf = async (question, lang) => {
    const digits = question.normalize("NFC").replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (it) => spelled[it]);
    const [dates, undated] = datesOf(digits);
    const [figures, rest] = figuresOf(undated, lang);
    const groups = [...dates, ...figures];
    let words = rest.split(/[\s"'“”‘’«»()[\],;:!?،؛؟、。，；：！？（）「」『』《》]+/u).filter((it) => unitsOf(it).length);
    words = words.reduce((kept, word, i) => {
      const lone = (it) => /^[\uac00-\ud7a3]$/.test(it);
      const before = kept.at(-1);
      if (before && lone(before)) kept[kept.length - 1] = before + word;
      else if (before && lone(word) && i === words.length - 1 && /[\uac00-\ud7a3]$/.test(before)) kept[kept.length - 1] = before + word;
      else kept.push(word);
      return kept;
    }, []);
    const telling = words.filter((word) => !meta.ignored.includes(fold(word)));
    for (let at = 0; at < words.length;) {
      let taken = 0;
      for (let to = words.length; to > at && !taken; to -= 1) {
        const whole = words.slice(at, to);
        const last = await readings(whole.pop());
        for (const ending of last) {
          const names = await named([...whole, ending].join(" "));
          if (!names.length) continue;
          groups.push([...whole, ending].length ? [[...whole, ending].join(" "), ...names].map(phrase) : []);
          taken = to - at;
          break;
        }
      }
      if (!taken) {
        taken = 1;
        const word = words[at];
        if (!telling.length || telling.includes(word)) {
          const tries = (await readings(word)).map(phrase);
          if (/\d/.test(word)) groups.push(tries);
          else groups.push(Object.assign([tries[0]], { other: tries[1] }));
        }
      }
      at += taken;
    }
    return groups;
  };

  const holding = async (it) => {
    if (it.date) return posting(`@${it.date}`);
    if (!it.row) {
      const values = [it.value];
      for (let kept = 4; kept < size(it.value); kept += 1) values.push(...shorter(it.value, kept));
      const found = await Promise.all([...new Set(values)].map((value) => posting(`#${decimal(value)}`)));
      return new Set(found.flatMap((one) => [...one]));
    }
    let { terms } = it;
    if (terms.length > 4) terms = [0, 1, 2, 3].map((i) => terms[Math.round((i * (terms.length - 1)) / 3)]);
    if (!terms.length) return new Set();
    const found = await Promise.all([...new Set(terms)].map(posting));
    const exact = found.reduce(both);
    const [only] = it.row;
    if (exact.size || it.row.length > 1 || only.block || only.words[0].length < 4) return exact;
    [it.begins] = only.words;
    return posting(`${it.begins.slice(0, 4)}*`);
  };

  const candidates = async (groups) => {
    const every = await Promise.all(groups.map(async (group) => {
      const found = await Promise.all(group.map(holding));
      return new Set(found.flatMap((one) => [...one]));
    }));
    return every.length ? [...every.reduce(both)].sort((a, b) => a - b) : [];
  };

  // Where a passage says it.

  const prepared = (passage) => {
    const [text, anchor = "", number = "", pages = [], told = [], read = [], cuts = []] = passage;
    const row = unitsOf(text);
    const at = new Map(row.map((unit) => [unit.start, unit]));
    for (let i = 0; i < read.length; i += 2) [...read[i + 1]].forEach((sound, k) => { const unit = at.get(read[i] + k); if (unit) unit.sound = sound; });
    for (const cut of cuts) if (at.has(cut)) at.get(cut).begins = true;
    return { text, anchor, number, pages, told, row };
  };

  const hangul = /[\uac00-\ud7a3]/;
  const begins = (row, i) => i === 0 || row[i].gap !== "" || row[i].begins || !row[i - 1].block;
  const ends = (row, i) => {
    let rest = "";
    for (let k = i + 1; k < row.length && row[k].gap === "" && row[k].block && !row[k].begins; k += 1) rest += row[k].form;
    return !rest || meta.particles.includes(rest) || meta.loose.includes(rest);
  };

  // A word may not be torn out of another, nor put together of the end of one and the beginning of the next.
  const whole = (row, from, to) => {
    if (!row[from].block) return true;
    const start = begins(row, from);
    if (!start) {
      let head = 1;
      while (!begins(row, from - head)) head += 1;
      if (head === 1 && hangul.test(row[from - 1].sound || row[from - 1].form) && !meta.prefixes.includes(row[from - 1].form)) return false;
    }
    if (from === to) return start && ends(row, to);
    let first = to + 1, last = from - 1;
    for (let i = from + 1; i <= to; i += 1) if (row[i].gap && row[i].block && row[i - 1].block) { first = Math.min(first, i); last = i; }
    if (last < from) return true;
    return (start || first - from > 1) && (to - last + 1 > 1 || ends(row, to));
  };

  const same = (asked, told, prefix) => (prefix && !told.block ? [told.form, ...told.words].some((it) => it.startsWith(prefix)) : told.stems.includes(asked.stem) || asked.stem === told.sound);

  // Whether a date in a text is the one asked for, or a part of it: 2025. 3. 5. of March 2025.
  const within = (asked, told) => told.split("-").every((part, i) => [part, ""].includes(asked.split("-")[i]));

  const places = (it, passage) => {
    const spans = [];
    if (!it.row) {
      const { told } = passage;
      for (let i = 0; i < told.length; i += 4) {
        if (it.date || told[i + 3] === "@") {
          if (it.date && told[i + 3] === "@" && within(it.date, told[i + 2])) spans.push([told[i], told[i + 1]]);
        } else if ((!it.unit || it.unit === told[i + 3]) && alike(it.value, millionths(told[i + 2]))) spans.push([told[i], told[i + 1]]);
      }
      return spans;
    }
    const { row } = passage;
    const count = it.row.length;
    for (let i = 0; i + count <= row.length; i += 1) {
      let k = 0;
      while (k < count && same(it.row[k], row[i + k], it.begins) && (!k || row[i + k].gap !== "|")) k += 1;
      if (k === count && whole(row, i, i + count - 1)) spans.push([row[i].start, row[i + count - 1].end]);
    }
    return spans;
  };

  const spansOf = (groups, passage) => {
    const every = groups.map((group) => group.flatMap((it) => places(it, passage)));
    return every.every((spans) => spans.length) ? every.flat() : null;
  };

  const pageAt = (pages, place) => {
    let page = 0;
    for (let i = 0; i < pages.length && pages[i] <= place; i += 2) page = pages[i + 1];
    return page;
  };

  // Looks on from where the last look ended; `more` says whether there is something left to look through.
  const look = async (groups, numbers, room) => {
    const found = [];
    let read = 0;
    while (numbers.length && read < room) {
      const pieces = await Promise.all(numbers.splice(0, 2).map((number) => load(`p${number}`)));
      for (const piece of pieces) {
        for (const passage of piece.b) {
          read += passage[0].length;
          const made = prepared(passage);
          const spans = spansOf(groups, made);
          if (spans) found.push({ piece, ...made, spans, page: pageAt(made.pages, spans[0][0]) });
        }
      }
    }
    return found;
  };

  const search = async (question, lang) => {
    const groups = await groupsOf(question, lang);
    const numbers = await candidates(groups);
    const others = groups.filter((group) => group.other);
    if (!numbers.length && others.length) {
      for (const group of others) group.splice(0, 1, group.other);
      numbers.push(...(await candidates(groups)));
    }
    const of = Object.entries(meta.langs).map(([tag, [name, from, to]]) => ({ tag, name, numbers: numbers.filter((it) => it >= from && it < to) }));
    of.sort((a, b) => (b.tag === lang) - (a.tag === lang));
    return { groups, parts: of, look: (part) => look(groups, part.numbers, part.tag === lang ? enough : enoughElsewhere) };
  };

  globalThis.briefgenFinder = { search, ready: () => meta !== null, root: assets };
})();
