/** Texts in the browser's storage, which private windows may deny: then nothing is kept. */

const SITE = new URL("../../", import.meta.url).pathname;

/** Return the key of a name: other sites on the host, such as forks, use the same names. */
export const storageKey = (name) => `${SITE}.${name}`;

/** Return the text of a key: null if there is none, undefined if storage is denied. */
export function load(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Store a text, or remove the key for an empty one. Return false if storage is denied. */
export function save(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
