/** Stands in for the writer of records: JSON is YAML, too. */
export function write(record, comments = []) {
  const lines = Object.entries(record).map(([key, value]) => `${key}: ${typeof value === "string" && /^(year|added|venue)$/.test(key) ? value : JSON.stringify(value)}`);
  return ["# yaml-language-server: $schema=../../schema/paper.schema.json", ...comments.map((one) => `# ${one}`), ...lines, ""].join("\n");
}
