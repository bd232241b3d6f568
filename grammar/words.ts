/** Which word of the language a word that begins nothing was likely meant to be. */

import type { TokenType } from "chevrotain";
import { nearest } from "./nearest.js";
import { DeclarationWord, StatementWord, vocabulary } from "./tokens.js";

/** What other languages call it. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["var", "let"], ["const", "let"], ["val", "let"], ["fn", "def"], ["fun", "def"], ["func", "def"], ["function", "def"], ["net", "network"],
]);

const declarations = wordsOf(DeclarationWord);
const statements = wordsOf(StatementWord);

export interface Meant {
  readonly word: string;
  readonly type: TokenType;
}

/** `generater`, `const`: the word of a declaration. */
export function meantDeclaration(image: string): Meant | undefined {
  return meant(elsewhere.get(image) ?? nearest(image, declarations.keys()), declarations);
}

/** `stpe`: the word of a statement. */
export function meantStatement(image: string): Meant | undefined {
  return meant(nearest(image, statements.keys()), statements);
}

function meant(word: string | undefined, words: ReadonlyMap<string, TokenType>): Meant | undefined {
  const type = word === undefined ? undefined : words.get(word);
  return word !== undefined && type ? { word, type } : undefined;
}

function wordsOf(category: TokenType): ReadonlyMap<string, TokenType> {
  const belongs = (type: TokenType): boolean => type === category || (type.CATEGORIES ?? []).some(belongs);
  return new Map(vocabulary.filter((type) => typeof type.PATTERN === "string" && belongs(type)).map((type) => [type.PATTERN as string, type]));
}
