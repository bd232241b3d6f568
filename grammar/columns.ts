/** Lines of source as a terminal shows them: tabs as spaces, wide characters in two columns, and nothing that could command the terminal. */

/** How far apart tab stops are. */
const tabStop = 4;

/** A cell of a terminal's line: what is printed there, and the offset in the line of the character it shows. */
interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly offset: number;
}

/** A line, or the stretch of it that is shown. */
export interface Excerpt {
  readonly text: string;
  /** The column, from 0, of the character at `offset` of the line; of what is right of the excerpt, its end. */
  columnOf(offset: number): number;
  /** Whether the character at `offset` can be seen. */
  shows(offset: number): boolean;
}

/** The whole line where it fits into `width` columns, else as much of it as fits, with the character at `focus` in view; `…` stands for the rest. */
export function excerpt(line: string, focus: number, width: number, unicode: boolean): Excerpt {
  // A line may be megabytes long: only what can come into view is looked at.
  const from = Math.max(0, focus - 2 * width);
  const cells = cellsOf(line, from, Math.min(line.length, focus + 2 * width), unicode);
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= width && from === 0) return shown(cells, "", "", line.length);
  const more = unicode ? "…" : "...";
  const room = width - 2 * more.length;
  const first = firstInView(cells, focus, room, total);
  let end = first;
  for (let used = 0; end < cells.length && used + cells[end].width <= room; end++) used += cells[end].width;
  return shown(cells.slice(first, end), first > 0 || from > 0 ? more : "", end < cells.length ? more : "", cells[end]?.offset ?? line.length);
}

/** A third of the room is left before the focus, unless the line ends so soon that more of it can be shown. */
function firstInView(cells: readonly Cell[], focus: number, room: number, total: number): number {
  let before = 0;
  for (const cell of cells) if (cell.offset < focus) before += cell.width;
  const start = Math.max(0, Math.min(before - Math.floor(room / 3), total - room));
  let column = 0;
  let first = 0;
  while (first < cells.length && column < start) column += cells[first++].width;
  return first;
}

function shown(cells: readonly Cell[], before: string, after: string, end: number): Excerpt {
  return {
    text: before + cells.map((cell) => cell.shown).join("").trimEnd() + after,
    columnOf: (offset) => cells.reduce((column, cell) => (cell.offset < offset ? column + cell.width : column), before.length),
    shows: (offset) => offset >= (cells[0]?.offset ?? 0) && offset <= end,
  };
}

function cellsOf(line: string, from: number, to: number, unicode: boolean): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let offset = from;
  for (const character of line.slice(from, to)) {
    const text = character === "\t" ? " ".repeat(tabStop - (column % tabStop)) : visible(character, unicode);
    const width = character === "\t" || !unicode ? text.length : widthOf(character);
    cells.push({ shown: text, width, offset });
    column += width;
    offset += character.length;
  }
  return cells;
}

/** Text without line ends, safe to print. */
export function printable(text: string, unicode: boolean): string {
  return [...text].map((character) => visible(character, unicode)).join("");
}

const asciiFor: Readonly<Record<string, string>> = { "…": "...", "→": "->", "·": "*", "×": "x", "−": "-", "—": "-", "∂": "d" };

function visible(character: string, unicode: boolean): string {
  if (/\p{Cc}|\p{Cf}|\p{Cs}|[\u2028\u2029]/u.test(character)) return unicode ? "\ufffd" : "?";
  return unicode || character <= "~" ? character : asciiFor[character] ?? "?";
}

/** Columns in a terminal: marks that combine take none; East Asian wide characters and pictures take two. */
function widthOf(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
  return wide.test(character) ? 2 : 1;
}
