/** Texts from other hosts: without cookies and referrer, of limited size, within limited time. */

/** A reply that cannot be used; the message is for the reader. */
export class Unreadable extends Error {}

/**
 * Fetch a text. `service` names the host and `subject` the text in messages; `missing` is the message for
 * status 404. Throws `Unreadable`.
 */
export async function fetchText(url, { service, subject, missing, maxBytes, timeoutSeconds, headers = {} }) {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const options = {
      signal,
      headers,
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
    };
    const response = await fetch(url, options);
    if (response.status === 404) throw new Unreadable(missing);
    if (!response.ok) throw new Unreadable(statusMessage(service, response.status));
    return decodeUtf8(await readBytes(response, subject, maxBytes), subject);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const timeout = `${service} did not answer within ${timeoutSeconds} seconds.`;
    throw new Unreadable(signal.aborted ? timeout : `${service} could not be reached.`);
  }
}

function statusMessage(service, status) {
  if (status === 403 || status === 429) {
    return `${service} received too many requests from here. Wait a minute.`;
  }
  return `${service} could not be used: it answered with status ${status}.`;
}

async function readBytes(response, subject, maxBytes) {
  const chunks = [];
  let size = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    size += value.length;
    if (size <= maxBytes) continue;
    reader.cancel();
    throw new Unreadable(
      `${subject} has more than ${maxBytes.toLocaleString("en")} bytes, too many to read.`,
    );
  }
}

function decodeUtf8(bytes, subject) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable(`${subject} is not UTF-8 text.`);
  }
}
