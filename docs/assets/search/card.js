/** Makes cards from docs/templates/catalog/card.html, their only markup, which pages have in a <template>. */

import { element } from "./dom.js";

const SLOT = /\{(\w+)\}/; // the place of a value, as in hooks/catalog/views/cards.py

/**
 * Makes cards from plain objects with a value for each slot, such as `{title}`: a text, a link, or a list of
 * links. Links are `{name, href, title, note}`, or `{name, text}` if `text` is no URL that may be followed.
 * Slots without a value stay empty, and elements with nothing but empty slots are left out.
 */
export class CardTemplate {
  #makeNodes;
  #maxAuthors;

  constructor(template) {
    this.#makeNodes = compile(template.content.firstElementChild);
    this.#maxAuthors = Number(template.dataset.maxAuthors);
  }

  /** Make a card; `render(text, slot)` returns the nodes of a visible text. */
  make(card, render = (text) => [text]) {
    const [node] = this.#makeNodes({ ...card, ...this.#firstAuthors(card.authors) }, render);
    return node;
  }

  /** Return the authors before "et al.", which never stands for just one author. */
  #firstAuthors(authors) {
    if (authors.length <= this.#maxAuthors + 1) return { authors, et_al: "" };
    return { authors: authors.slice(0, this.#maxAuthors), et_al: ", et al." };
  }
}

// Each `compile` function returns a function that makes nodes for a card.

function compile(node) {
  if (node.nodeType === Node.TEXT_NODE) return compileText(node.data);
  const attributes = Array.from(node.attributes).filter(({ value }) => SLOT.test(value));
  const children = compileChildren([...node.childNodes]);
  const hasSlots = SLOT.test(node.textContent);
  return (card, render) => {
    const content = children.flatMap((makeNodes) => makeNodes(card, render));
    if (hasSlots && !content.some(isVisible)) return [];
    const copy = node.cloneNode(false);
    for (const { name, value } of attributes) copy.setAttribute(name, fillText(value, card));
    copy.append(...content);
    return [copy];
  };
}

function compileChildren(nodes) {
  const makers = [];
  while (nodes.length) {
    const [node, separator] = nodes.splice(0, 1 + isRepeated(nodes) * 2);
    makers.push(linkSlot(node) ? compileLinks(node, separator) : compile(node));
  }
  return makers;
}

/** Return the name of the slot that a link fills, if the node is one. */
const linkSlot = (node) => (node?.localName === "a" ? SLOT.exec(node.textContent)?.[1] : undefined);

/** Test for a link to which a text and a second link for the same slot belong. */
const isRepeated = ([first, , second]) =>
  linkSlot(first) !== undefined && linkSlot(first) === linkSlot(second);

function compileText(text) {
  const parts = text.split(SLOT); // every second part is a name
  return (card, render) => parts.flatMap((part, at) => (at % 2 ? render(textOf(card[part]), part) : [part]));
}

function compileLinks(node, separator) {
  const slot = linkSlot(node);
  return (card, render) =>
    [card[slot] ?? []].flat().flatMap((link, at) => {
      const nodes = makeLink(node, link, render(link.name, slot));
      return at ? [separator.data, nodes] : [nodes];
    });
}

/** Make the element of a link, as `render_link` of hooks/catalog/html/links.py does. */
function makeLink(model, { name, href, title, text, note }, children) {
  const root = new URL(model.getAttribute("href"), document.baseURI);
  const url = href ? new URL(href, root) : null;
  const rejected = text ?? (url && !isWebUrl(url) ? href : null);
  if (rejected !== null) return element("span", { class: "no-link" }, `${name}: ${rejected}`);
  const attributes = { href: url, class: model.className || null, title: title || null };
  const state = note ? [" ", element("small", { class: "link-note" }, note)] : [];
  return element(url ? "a" : "span", attributes, children, state);
}

const fillText = (text, card) =>
  text
    .split(SLOT)
    .map((part, at) => (at % 2 ? textOf(card[part]) : part))
    .join("");

const textOf = (value) => String(value?.name ?? value ?? "");
const isVisible = (part) => (part.textContent ?? part).trim() !== "";

/** Return true for an absolute URL that is safe to follow: `javascript:` and the like are not. */
export function isWebUrl(href) {
  try {
    return ["https:", "http:"].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
