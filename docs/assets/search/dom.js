/** DOM helpers: they build nodes and text, and never parse HTML. */

/** Create an element. Strings become text; attributes that are false, null or undefined are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    const isSet = value !== false && value !== null && value !== undefined;
    if (isSet) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Split a text into nodes, with each word for which `isMatch` is true in a <mark>. */
export function highlight(text, isMatch) {
  const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u); // every second part is a word
  return parts.map((part, at) => (at % 2 && isMatch(part) ? element("mark", {}, part) : part));
}

/** A number with its noun: `1 paper`, `1,204 papers`. */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
