/** Tables that read well in a terminal and are Markdown. */

export type Row = readonly string[];

/** The first column is text, the others are numbers. */
export function table(head: Row, rows: readonly Row[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length), 3));
  const line = (row: Row): string => `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Three digits that say something: 1631, 163, 16.3, 1.63, 0.16. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export const seconds = (ms: number): string => `${number(ms / 1000)} s`;
export const megabytes = (bytes: number): string => `${number(bytes / 1e6)} MB`;
export const percent = (share: number): string => `${number(100 * share)}%`;
