/**
 * The text as tokens of a vocabulary: at each place the first type that matches is taken; a word only where it is all of the name that stands there. Chevrotain's own lexer does
 * the same, and is a quarter of what a page would load of it.
 */

import type { IToken, TokenType } from "chevrotain";

/** What matched nothing. */
export interface Unscanned {
  readonly offset: number;
  readonly length: number;
}

export class Scanner {
  readonly #pattern: RegExp;
  /** By number of the pattern's group. */
  readonly #groups: readonly TokenType[];
  /** Words, by what they look like: what matches a name and is one of these is no name. */
  readonly #words: ReadonlyMap<string, TokenType>;

  /** `skipped` are matched and left out; types without a pattern are categories. */
  constructor(vocabulary: readonly TokenType[], private readonly skipped: ReadonlySet<TokenType>) {
    const types = vocabulary.filter(({ PATTERN }) => PATTERN !== undefined);
    this.#groups = types.filter(({ LONGER_ALT }) => LONGER_ALT === undefined);
    this.#words = new Map(types.filter(({ LONGER_ALT }) => LONGER_ALT !== undefined).map((type) => [String(type.PATTERN), type]));
    this.#pattern = new RegExp(this.#groups.map((type) => `(${sourceOf(type)})`).join("|"), "y");
  }

  scan(text: string): { readonly tokens: readonly IToken[]; readonly unscanned: readonly Unscanned[] } {
    const tokens: IToken[] = [];
    const unscanned: { offset: number; length: number }[] = [];
    for (let offset = 0; offset < text.length; ) {
      this.#pattern.lastIndex = offset;
      const found = this.#pattern.exec(text);
      if (found) {
        const group = this.#groups[found.indexOf(found[0], 1) - 1];
        const word = this.#words.get(found[0]);
        const type = word?.LONGER_ALT === group ? word : group;
        if (!this.skipped.has(type)) tokens.push({ image: found[0], startOffset: offset, tokenTypeIdx: type.tokenTypeIdx!, tokenType: type });
        offset += found[0].length;
        continue;
      }
      const last = unscanned.at(-1);
      if (last && last.offset + last.length === offset) last.length++;
      else unscanned.push({ offset, length: 1 });
      offset++;
    }
    return { tokens, unscanned };
  }
}

function sourceOf({ PATTERN }: TokenType): string {
  return PATTERN instanceof RegExp ? PATTERN.source : String(PATTERN).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
