/** What a piece of a file that could not be read seems to declare. */

import { tokenMatcher, type IToken } from "chevrotain";
import type { Source } from "./source.js";
import type { Broken } from "./syntax.js";
import { As, Assign, Colon, Data, DeclarationWord, From, Frozen, Hyper, Import, Name, Train } from "./tokens.js";

export function declaredBy(source: Source, row: readonly IToken[]): Broken {
  const [first] = row;
  const last = row.at(-1) ?? first;
  const span = { source, start: first.startOffset, end: last.startOffset + last.image.length };
  if (!tokenMatcher(first, DeclarationWord)) return { names: row[1]?.tokenType === Assign ? [first.image] : [], span };
  const kind = first.tokenType === Frozen && row.length > 1 ? row[1] : first;
  return { word: kind.tokenType.PATTERN as string, names: namesIn(first, row), span };
}

function namesIn(first: IToken, row: readonly IToken[]): readonly string[] {
  const named = (belongs: (token: IToken, i: number) => boolean): string[] =>
    row.filter((token, i) => tokenMatcher(token, Name) && belongs(token, i)).map((token) => token.image);
  if (first.tokenType === Train) return named((_, i) => row[i - 1].tokenType === As);
  if (first.tokenType === Hyper) return named((_, i) => row[i + 1]?.tokenType === Assign || row[i - 1] === first);
  if (first.tokenType === Data) return named((_, i) => row[i + 1]?.tokenType === Colon || row[i - 1] === first);
  if (first.tokenType === Import) return named((token) => token.tokenType !== From);
  return named(() => true).slice(0, 1);
}
