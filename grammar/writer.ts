/**
 * From the tokens of a file to documents, in the tokens' own order: whoever formats asks for the next token, says which it must be, and gets it with
 * its comments. So no token and no comment can be lost or change places.
 */

import { group, hard, indent, nothing, space, blank, type Doc, type Line } from "./layout.js";
import type { CommentedToken } from "./notes.js";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

export class Writer {
  private next = 0;

  constructor(private readonly tokens: readonly CommentedToken[]) {}

  /** The next token as it will be read. */
  get coming(): CommentedToken {
    return this.tokens[this.next];
  }

  /** The next token with its comments, which is `text` where that is given. */
  take(text?: string): Doc {
    return [this.comments(), this.bare(text)];
  }

  /** The comments before the next token, where they stand apart from it: in front of a break, or of a group. */
  comments(): Doc {
    return [this.coming.above, this.coming.before];
  }

  /** The next token without the comments before it. */
  bare(text?: string): Doc {
    const token = this.coming;
    if (text !== undefined && token.text !== text) throw new Error(`the formatter expected ${text} and met ${token.text}`);
    this.next++;
    return [token.text, token.behind];
  }

  /** What ends the line before the next token; `first` of a file or block, it never leaves an empty line. */
  lineBefore(first: boolean): Line {
    return this.coming.afterBlank && !first ? blank : hard;
  }

  /** `word`, and behind it items with commas: a line break that stood behind a comma is kept, others are made where the line would be too long. */
  row(margin: number, count: number, item: (index: number) => Doc): Doc {
    const docs: Doc[] = [];
    for (let i = 0; i < count; i++) {
      if (i > 0) {
        const comma = this.take(",");
        docs.push(comma, this.coming.startsLine ? [hard, item(i)] : group([space, item(i)]));
      } else docs.push(item(i));
    }
    return indent(margin, docs);
  }

  /** A bracketed list: on one line, or, if it is too long, or began with a line break, or holds comments that need lines, an item a line. */
  list(open: string, count: number, item: (index: number) => Doc): Doc {
    const spread = this.isSpread();
    const edge = spread ? hard : open === "{" ? space : nothing;
    const between = spread ? hard : space;
    const docs: Doc[] = [];
    const above = this.comments();
    const opener = this.bare(open);
    for (let i = 0; i < count; i++) {
      docs.push(i === 0 ? edge : between, item(i), i < count - 1 ? this.take(",") : "");
    }
    return [above, group([opener, indent(2, docs), count > 0 ? edge : "", this.take(closers[open])])];
  }

  /** `{`, items on lines of their own, `}`; on one line, where it was written so and fits. */
  block(count: number, between: Line, item: (index: number) => Doc): Doc {
    const spread = this.holdsLineBreak();
    const remarked = this.coming.behind.length > 0;
    const above = this.comments();
    const opener = this.bare("{");
    const docs: Doc[] = [];
    for (let i = 0; i < count; i++) docs.push(spread ? this.lineBefore(i === 0) : i === 0 ? space : between, item(i));
    const ending = spread && this.coming.above.length + this.coming.before.length > 0;
    const last = ending ? [this.lineBefore(count === 0), this.coming.above, this.coming.before.map((note) => ({ ...note, alone: true }))] : this.comments();
    const edge = spread && (count > 0 || ending || remarked) ? hard : count > 0 ? space : "";
    return [above, group([opener, indent(2, [docs, last]), edge, this.bare("}")])];
  }

  /** Whether the bracket that comes next has a line break behind it, or comments inside that end a line. */
  private isSpread(): boolean {
    const tokens = this.bracketed();
    const endsLine = tokens.some((token, i) => (i > 0 && token.above.length > 0) || (i < tokens.length - 1 && token.behind.length > 0));
    return endsLine || tokens[1].startsLine;
  }

  /** Whether it has a line break anywhere inside. */
  private holdsLineBreak(): boolean {
    return this.bracketed().slice(1).some((token) => token.startsLine);
  }

  /** The tokens from the bracket that comes next to the one that closes it. */
  private bracketed(): readonly CommentedToken[] {
    let depth = 0;
    for (let i = this.next; i < this.tokens.length; i++) {
      if (this.tokens[i].text in closers) depth++;
      if (Object.values(closers).includes(this.tokens[i].text)) depth--;
      if (depth === 0) return this.tokens.slice(this.next, i + 1);
    }
    return this.tokens.slice(this.next);
  }
}
