/** Copies and saves a comparison, in the format that the reader chose. */

import { COPY_BY_HAND, copyText } from "../cite/clipboard.js";
import { download } from "../cite/download.js";
import { FORMATS } from "./formats.js";

/** Copy a comparison; `output` shows the text if only the reader can copy it. Returns a message. */
export async function copyComparison(comparison, format, output) {
  output.textContent = FORMATS[format].write(comparison);
  output.hidden = false; // a browser that refuses selects it
  const isCopied = await copyText(output.textContent, output);
  output.hidden = isCopied;
  return isCopied ? "Copied." : COPY_BY_HAND;
}

/** Save a comparison. Returns a message. */
export function saveComparison(comparison, format) {
  const { write, suffix, type } = FORMATS[format];
  download(`comparison.${suffix}`, type, write(comparison));
  return `Saved as comparison.${suffix}.`;
}
