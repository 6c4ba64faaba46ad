/** Rules on the names of authors. See hooks/catalog/checks/authors.py. */

import { countCharacters, isUpper, toFullRegExp, toRegExp } from "./text.js";

/** Return a name with the given name first: `Namboodiri, Vinay P.` is Vinay P. Namboodiri. */
function givenFirst(name) {
  const at = name.indexOf(", ");
  return at < 0 ? name : `${name.slice(at + 2)} ${name.slice(0, at)}`;
}

/** Return the id of an author, "" if there can be none, or the name if its letters cannot be folded. */
function authorId(name, paper, { data, folding }) {
  const folded = folding.fold(givenFirst(name));
  if (folded === null) return givenFirst(name);
  const person = data.people.find(
    ({ names, papers }) => names.includes(folded) && (!papers.length || papers.includes(paper)),
  );
  if (person) return person.id;
  const slug = folding.slug(givenFirst(name));
  return slug.length <= data.limits.author_slug && !data.reserved.includes(slug) ? slug : "";
}

const authorsOf = ({ valid }) => (valid.authors ?? []).entries();

/** Split names that are joined in one text; a single name stays as it is. */
function splitNames(name, context) {
  const groups = name
    .split(toRegExp(context.data.patterns.name_separator))
    .map((group) => group.replace(/^[ ,]+|[ ,]+$/g, ""));
  if (groups.length > 1 && groups.every((group) => group.split(",").length === 2)) return groups;
  return groups.flatMap((group) => splitAtCommas(group, groups.length > 1, context));
}

/** Split a list with commas, of names or of pairs of a family name and given names. */
function splitAtCommas(text, isInList, context) {
  const { patterns } = context.data;
  const isName = (part) => stripMarks(part, context) !== "";
  const parts = text
    .split(",")
    .filter(isName)
    .map((part) => part.trim());
  const isSuffix = toFullRegExp(patterns.name_suffix);
  if (parts.filter((part) => !isSuffix.test(part)).length <= 2) {
    const isFull = (part) => part.includes(" ") && (isInList || toRegExp(patterns.name_mark).test(part));
    return parts.length > 1 && parts.every(isFull) ? parts : [text];
  }
  if (parts.length % 2 || parts.every((part) => part.includes(" "))) return parts;
  return parts.flatMap((part, at) => (at % 2 ? [] : [`${part}, ${parts[at + 1]}`]));
}

/** Remove footnote marks and numbers from a name. */
function stripMarks(name, { data, folding }) {
  const bare = folding.split(name.replace(toRegExp(data.patterns.name_mark, "g"), "")).join(" ");
  return bare.replace(/^[ ,;]+|[ ,;]+$/g, "");
}

/** Join accents with the letters they belong to; return the name, and false if that is a guess. */
function composeAccents(name, data) {
  let isCertain = true;
  const composed = name.replace(
    toRegExp(data.patterns.detached_accent, "g"),
    (match, before, space, accent, combining, after) => {
      const mark = combining ?? data.accents[accent];
      const [text, fits] = composeAccent(before, space, mark, after, data, accent);
      isCertain &&= fits;
      return text;
    },
  );
  return [composed, isCertain];
}

/** Return the characters around an accent, joined, and false if that is a guess. */
function composeAccent(before, space, mark, after, { dotless, apostrophes }, accent) {
  const compose = (letter) => {
    const text = ((Object.hasOwn(dotless, letter) ? dotless[letter] : letter) + mark).normalize("NFC");
    return letter && countCharacters(text) === 1 ? [text, true] : [letter, false];
  };
  const isCapital = /^\p{Lu}/u.test(after);
  if (!/^\p{L}/u.test(after)) {
    const [text, fits] = compose(before);
    return [text + after, fits];
  }
  const [text, fits] = compose(after);
  if (space || !before) return [before + (isCapital ? space : "") + text, fits];
  if (isCapital && accent && apostrophes.includes(accent)) return [`${before}'${after}`, false];
  return [fits ? before + text : compose(before)[0] + after, false];
}

/** Test whether a name, or a word of it that is no abbreviation, is in capitals. */
function hasCapitalizedWords(name, { patterns, limits }) {
  const isNumeral = toFullRegExp(patterns.roman_numeral);
  const words = name.split(toRegExp(patterns.word_break)).filter((word) => word && !isNumeral.test(word));
  if (words.some((word) => isUpper(word) && countCharacters(word) >= limits.capitals)) return true;
  return isUpper(name) && words.filter((word) => countCharacters(word) > 1).length > 1;
}

/** Return a name with capitals only at the start of words. */
function capitalizeWords(name, { patterns }) {
  const [source, flags] = patterns.word_break;
  const isNumeral = toFullRegExp(patterns.roman_numeral);
  const words = name.split(new RegExp(`(${source})`, flags)).map((word) => {
    if (isNumeral.test(word) || !isUpper(word)) return word;
    const [first, ...rest] = word;
    return first + rest.join("").toLowerCase();
  });
  return words.join("");
}

export const AUTHOR_RULES = {
  *"duplicate-author"(record, context) {
    const ids = new Set();
    for (const [at, name] of authorsOf(record)) {
      const id = authorId(name, record.id, context);
      if (id && ids.has(id)) {
        yield [["authors", at], "duplicate", { name: context.messages.quote(name) }];
      }
      ids.add(id);
    }
  },

  *"joined-names"(record, context) {
    const { data, messages } = context;
    const isOthers = toFullRegExp(data.patterns.other_authors);
    for (const [at, name] of authorsOf(record)) {
      const names = splitNames(name, context);
      if (names.length < 2 || isOthers.test(name)) continue;
      const shown = names.map((each) => (each.includes(",") ? `"${each}"` : each)).join(", ");
      yield [["authors", at], "joined", { name: messages.quote(name), names: shown }];
    }
  },

  *"author-slug"(record, { folding, messages }) {
    for (const [at, name] of authorsOf(record)) {
      if (folding.fold(givenFirst(name)) === "") {
        yield [["authors", at], "symbols", { name: messages.quote(name) }];
      }
    }
  },

  *"author-name"(record, context) {
    const { data, messages } = context;
    const isOthers = toFullRegExp(data.patterns.other_authors);
    for (const [at, text] of authorsOf(record)) {
      const [path, name, bare] = [["authors", at], messages.quote(text), stripMarks(text, context)];
      if (isOthers.test(text)) yield [path, "others", { name }];
      else if (bare && bare !== text) yield [path, "marks", { name, value: messages.quote(bare) }];
      else if (toRegExp(data.patterns.detached_accent).test(text)) {
        const [composed, isCertain] = composeAccents(text, data);
        const value = messages.quote(composed);
        yield [path, isCertain ? "accent" : "guess", { name, value, similar: value }];
      }
    }
  },

  *"author-capitals"(record, { data, messages }) {
    for (const [at, name] of authorsOf(record)) {
      if (!hasCapitalizedWords(name, data)) continue;
      const value = messages.quote(capitalizeWords(name, data));
      yield [["authors", at], "capitals", { name: messages.quote(name), value }];
    }
  },
};
