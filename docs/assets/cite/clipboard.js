/** Copying to the clipboard. */

const COPY_KEY = /Mac|iP/.test(navigator.platform) ? "⌘C" : "Ctrl+C";

/** Tells the reader how to copy the text that `copyText` selected. */
export const COPY_BY_HAND = `Selected: press ${COPY_KEY} to copy.`;

/** Copy a text; return true on success. If the browser refuses, select the text in `node`, which shows it. */
export async function copyText(text, node) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return false;
  }
}
