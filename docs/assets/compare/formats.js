/**
 * Formats of a comparison: each encodes text of strangers for the program that reads it.
 *
 * `papers` and `groups` are those of groups.js. The table is as on the page: a row for each fact.
 */

/** What spreadsheets read as a formula; see hooks/catalog/citing/table.py. */
const FORMULA = /^[=+\-@\t\r＋－＝＠']/;
const CSV_SPECIAL = /[",\r\n]/;

/** As `escape_tex` of hooks/catalog/citing/bibtex.py, and characters that some fonts of TeX lack. */
const TEX_COMMANDS = {
  "\\": "{\\textbackslash}",
  "{": "{\\textbraceleft}",
  "}": "{\\textbraceright}",
  "~": "{\\textasciitilde}",
  "^": "{\\textasciicircum}",
  "<": "{\\textless}",
  ">": "{\\textgreater}",
  "|": "{\\textbar}",
  "↑": "{$\\uparrow$}",
  "↓": "{$\\downarrow$}",
  "→": "{$\\rightarrow$}",
  "×": "{$\\times$}",
};
const TEX_SPECIAL = /[\\{}~^<>|↑↓→×&%$#_]/g;
const TEX_SUPERSCRIPT = /[⁻⁰¹²³⁴-⁹]+/g;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const TEX_LIGATURE = /([-',])(?=\1)|[`?!](?=`)/g;
const TEX_ARGUMENT = /^[[*]/; // after the end of a row
const TEX_CELLS_WIDTH = 0.72; // of a line; the rest is for the names of rows and the gaps

/** As `escape_markdown` of hooks/catalog/citing/prose.py. */
const MARKDOWN_SPECIAL = /[#$*<>@[\\\]^_`{|}~]|&(?=#?[\p{L}\p{N}_]+;)/gu;
const URL_SPECIAL = /[()|\\<>\s]/g;

const singleLine = (text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** Write a cell of CSV that no spreadsheet reads as a formula. */
export function encodeCsv(text) {
  const cell = FORMULA.test(text) ? `'${text}` : text;
  return CSV_SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Write a text that TeX prints unchanged, also as the first cell of a row. */
export function encodeTex(text) {
  return singleLine(text)
    .replace(TEX_SPECIAL, (sign) => TEX_COMMANDS[sign] ?? `\\${sign}`)
    .replace(TEX_LIGATURE, "$&{}")
    .replace(TEX_SUPERSCRIPT, texSuperscript)
    .replace(TEX_ARGUMENT, "{$&}");
}

/** Write a run of superscripts, which TeX sets in formulas: `10⁻⁵`. */
function texSuperscript(text) {
  const digits = Array.from(text, (sign) => "0123456789-"[SUPERSCRIPTS.indexOf(sign)]);
  return `{$^{${digits.join("")}}$}`;
}

/** Write a text that Markdown shows unchanged, also in a table. */
export const encodeMarkdown = (text) => singleLine(text).replace(MARKDOWN_SPECIAL, "\\$&");

const unique = (texts) => [...new Set(texts)];

function markdownLink({ name, url }) {
  const encode = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  return url ? `[${encodeMarkdown(name)}](${url.replace(URL_SPECIAL, encode)})` : encodeMarkdown(name);
}

function toCsv({ papers, groups }) {
  const facts = groups.flatMap(({ name, rows }) =>
    rows.map((row) => {
      const text = (value) => (row.kind === "links" ? (value.url ?? value.name) : value.name);
      return [name, row.name, ...row.cells.map((values) => values.map(text).join("; "))];
    }),
  );
  const heads = [
    ["group", "fact", ...papers.map(({ name }) => name)],
    ["", "Title", ...papers.map(({ title }) => title)],
    ["", "ID", ...papers.map(({ id }) => id)],
  ];
  return [...heads, ...facts].map((cells) => `${cells.map(encodeCsv).join(",")}\r\n`).join("");
}

function toLatex({ papers, groups }) {
  const width = (TEX_CELLS_WIDTH / papers.length).toFixed(2);
  const line = (cells) => `${cells.join(" & ")} \\\\`;
  const cell = (values) => encodeTex(unique(values.map(({ name }) => name)).join(", "));
  const body = groups.flatMap(({ name, rows }) => [
    "\\midrule",
    `\\multicolumn{${papers.length + 1}}{@{}l}{\\emph{${encodeTex(name)}}} \\\\`,
    ...rows.map((row) => line([encodeTex(row.name), ...row.cells.map(cell)])),
  ]);
  return [
    "% Needs \\usepackage{booktabs} and the papers' BibTeX entries.",
    `\\begin{tabular}{@{}l*{${papers.length}}{p{${width}\\linewidth}}@{}}`,
    "\\toprule",
    line(["", ...papers.map(({ name, id }) => `${encodeTex(name)}~\\cite{${id}}`)]),
    ...body,
    "\\bottomrule",
    "\\end{tabular}\n",
  ].join("\n");
}

function toMarkdown({ papers, groups }) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const value = ({ name, url }, kind) => markdownLink({ name, url: kind === "terms" ? null : url });
  const cell = (values, kind) => values.map((one) => value(one, kind)).join(", ");
  const body = groups.flatMap(({ name, url = null, rows }) => [
    line([`**${markdownLink({ name, url })}**`, ...papers.map(() => "")]),
    ...rows.map((row) =>
      line([encodeMarkdown(row.name), ...row.cells.map((values) => cell(values, row.kind))]),
    ),
  ]);
  const heads = [line(["", ...papers.map(markdownLink)]), line(["---", ...papers.map(() => "---")])];
  return `${[...heads, ...body].join("\n")}\n`;
}

/** Formats by name. */
export const FORMATS = {
  csv: { write: toCsv, suffix: "csv", type: "text/csv" },
  latex: { write: toLatex, suffix: "tex", type: "application/x-tex" },
  markdown: { write: toMarkdown, suffix: "md", type: "text/markdown" },
};
