/**
 * Documents that know where they may be broken over lines, and their printing (Wadler 2003, "A prettier printer", and comments that end
 * their line). A group stands on one line if it fits; else its own lines are broken and the groups inside it are asked in turn.
 */

export type Doc = string | readonly Doc[] | Group | Indent | Line | Note;

export interface Group {
  readonly kind: "group";
  readonly of: Doc;
}
export interface Indent {
  readonly kind: "indent";
  readonly by: number;
  readonly of: Doc;
}
/** A place for a line break: what stands there where it isn't one; without that, it always is one. `blank`: an empty line above what follows. */
export interface Line {
  readonly kind: "line";
  readonly flat?: string;
  readonly blank?: boolean;
}
/** A comment: on a line of its own if it stood so before and nothing stands on the line yet, else behind what does. `//` ends its line. */
export interface Note {
  readonly kind: "note";
  readonly text: string;
  readonly alone: boolean;
  readonly blankAfter: boolean;
}

export const group = (of: Doc): Group => ({ kind: "group", of });
export const indent = (by: number, of: Doc): Indent => ({ kind: "indent", by, of });
export const space: Line = { kind: "line", flat: " " };
export const nothing: Line = { kind: "line", flat: "" };
export const gap: Line = { kind: "line", flat: "  " };
export const hard: Line = { kind: "line" };
export const blank: Line = { kind: "line", blank: true };

/** A document still to be printed, how far in, and whether its lines are kept flat. */
interface Task {
  readonly doc: Doc;
  readonly margin: number;
  readonly flat: boolean;
}

/** The text, with a line end after its last line unless there is none. */
export function print(doc: Doc, width: number): string {
  const page = new Page();
  const tasks: Task[] = [{ doc, margin: 0, flat: false }];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const { doc, margin, flat } = task;
    if (typeof doc === "string") page.write(doc, margin);
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) tasks.push({ doc: doc[i], margin, flat });
    else if (doc.kind === "indent") tasks.push({ doc: doc.of, margin: margin + doc.by, flat });
    else if (doc.kind === "group") tasks.push({ doc: doc.of, margin, flat: flat || fits(doc.of, tasks, width - page.column, width) });
    else if (doc.kind === "note") page.note(doc, margin);
    else if (flat && doc.flat !== undefined && !page.lineEnds) page.write(doc.flat, margin);
    else page.startLine(margin, doc.blank ?? false);
  }
  return page.text();
}

/** Whether `doc` without breaks, and what follows it up to the next place for a break, is at most `room` wide, or `width` behind a `//`. */
function fits(doc: Doc, following: readonly Task[], room: number, width: number): boolean {
  const tasks: Task[] = [{ doc, margin: 0, flat: true }];
  for (let rest = following.length; room >= 0; ) {
    const task = tasks.pop() ?? following[--rest];
    if (!task) return true;
    const { doc, flat } = task;
    if (typeof doc === "string") room -= doc.length;
    else if (isList(doc)) for (let i = doc.length - 1; i >= 0; i--) tasks.push({ doc: doc[i], margin: 0, flat });
    else if (doc.kind === "indent" || doc.kind === "group") tasks.push({ doc: doc.of, margin: 0, flat });
    else if (doc.kind === "note") {
      room = isRemark(doc) ? width : room - doc.text.length - 1;
    } else {
      if (!flat) return true;
      if (doc.flat === undefined) return false;
      room -= doc.flat.length;
    }
  }
  return false;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function isRemark({ text }: Note): boolean {
  return text.startsWith("//");
}

/** The lines written so far, and the one being written. */
class Page {
  private readonly lines: string[] = [];
  private line = "";
  private margin = 0;
  private remark = "";
  private followsComment = false;

  get column(): number {
    return this.line === "" ? this.margin : this.line.length;
  }

  /** Whether nothing more can stand on this line, because a `//` does. */
  get lineEnds(): boolean {
    return this.remark !== "";
  }

  /** Text that can't stand on this line goes to the next, further in than the rest of its construct. */
  write(text: string, margin: number): void {
    const isBlank = text.trim() === "";
    if (isBlank && (this.line === "" || this.lineEnds)) return;
    if (this.lineEnds) this.startLine(margin + 2, false);
    const apart = this.followsComment && !isBlank && !/^[,.:)\]]/.test(text) && !this.line.endsWith(" ");
    this.followsComment = this.followsComment && isBlank;
    this.append((apart ? " " : "") + text);
  }

  note(note: Note, margin: number): void {
    if (this.lineEnds) this.startLine(margin + 2, false);
    const alone = note.alone && this.line === "";
    if (isRemark(note) && !alone) {
      this.remark = note.text;
      return;
    }
    this.append((this.line === "" || /[\s([{]$/.test(this.line) ? "" : " ") + note.text);
    this.followsComment = true;
    if (alone) this.startLine(this.margin, note.blankAfter);
  }

  private append(text: string): void {
    this.line = (this.line === "" ? " ".repeat(this.margin) : this.line) + text;
    // Of a comment of several lines only the last one is still being written.
    const last = this.line.lastIndexOf("\n");
    if (last < 0) return;
    this.lines.push(...this.line.slice(0, last).split("\n"));
    this.line = this.line.slice(last + 1);
  }

  /** Ends the line, if anything stands on it. */
  startLine(margin: number, blank: boolean): void {
    const line = `${this.line.trimEnd()} ${this.remark}`.trimEnd();
    if (line.trim() !== "") this.lines.push(line);
    if (blank && this.lines.length > 0 && this.lines.at(-1) !== "") this.lines.push("");
    this.margin = margin;
    this.line = this.remark = "";
    this.followsComment = false;
  }

  text(): string {
    this.startLine(0, false);
    while (this.lines.at(-1) === "") this.lines.pop();
    return this.lines.map((line) => `${line}\n`).join("");
  }
}
