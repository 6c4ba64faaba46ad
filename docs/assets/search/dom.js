/** Builds elements. Text stays text: nothing here reads HTML. */

/** An element with attributes and children; texts become text. An attribute that is false or null is left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A text in pieces, the words that were asked for in <mark>. `marks` tells of a word whether it was: see engine.js. */
export function marked(text, marks) {
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, at) => (at % 2 && marks(piece) ? element("mark", {}, piece) : piece));
}

/** `1 paper`, `1,204 papers`. */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
