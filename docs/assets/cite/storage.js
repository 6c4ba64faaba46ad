/** What the browser keeps for a reader, if it may: in private windows it may not, and then nothing is lost but the memory. */

/** The text under a key: null if there is none, undefined if nothing can be read. */
export function load(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Keep a text; without one, forget the key. False if that is denied. */
export function save(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
