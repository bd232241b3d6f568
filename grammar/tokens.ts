/**
 * The words and signs of the language, as Chevrotain token types.
 *
 * Reserved, so never a name:
 *   - what begins a declaration: gan import hyper data noise generator discriminator critic encoder decoder network frozen def let state loss
 *     metric sample train;
 *   - what begins a statement: step repeat every clip set average;
 *   - what expressions are made of: if then else and or not true false.
 * Words that have a meaning in one place only are names everywhere else: over by in as decay batch init from class, all that `over:`, `mode:` and
 * `~` take, and every layer and function. `sample` alone is both: it begins a declaration, and it is what `over: sample` takes.
 *
 * The LABEL of a type is how a sentence to the reader calls it.
 */

import { createToken, type TokenType } from "chevrotain";
import type { BinaryOperator, NetworkWord } from "./syntax.js";

const category = (name: string, label: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, label, categories });

// ── Categories ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const Reserved = category("Reserved", "a word of the language");
export const DeclarationWord = category("DeclarationWord", "a declaration", Reserved);
export const AnyNetworkWord = category("AnyNetworkWord", "generator, critic or network", DeclarationWord);
export const StatementWord = category("StatementWord", "a statement", Reserved);
export const BinarySign = category("BinarySign", "an operator");

// ── Names and words ──────────────────────────────────────────────────────────────────────────────────────────────────

export const Name = createToken({ name: "Name", label: "a name", pattern: /[A-Za-z_][A-Za-z0-9_]*/ });

const word = (text: string, ...categories: TokenType[]): TokenType =>
  createToken({ name: `${text}-word`, label: `\`${text}\``, pattern: text, longer_alt: Name, categories });

export const Gan = word("gan", DeclarationWord);
export const Import = word("import", DeclarationWord);
export const Hyper = word("hyper", DeclarationWord);
export const Data = word("data", DeclarationWord);
export const Noise = word("noise", DeclarationWord);
export const Frozen = word("frozen", DeclarationWord);
export const Def = word("def", DeclarationWord);
export const Let = word("let", DeclarationWord);
export const State = word("state", DeclarationWord);
export const Loss = word("loss", DeclarationWord);
export const Metric = word("metric", DeclarationWord);
export const Sample = word("sample", DeclarationWord);
export const Train = word("train", DeclarationWord);

const networkWords: readonly NetworkWord[] = ["generator", "discriminator", "critic", "encoder", "decoder", "network"];
const networks = new Map(networkWords.map((text) => [word(text, AnyNetworkWord), text]));

/** Which of the words for a network this token is; of a misspelt one, which was meant. */
export function networkWord(type: TokenType): NetworkWord {
  return networks.get(type) ?? "network";
}

export const Step = word("step", StatementWord);
export const Repeat = word("repeat", StatementWord);
export const Every = word("every", StatementWord);
export const Clip = word("clip", StatementWord);
export const SetWord = word("set", StatementWord);
export const Average = word("average", StatementWord);

export const If = word("if", Reserved);
export const Then = word("then", Reserved);
export const Else = word("else", Reserved);
export const Not = word("not", Reserved);
export const True = word("true", Reserved);
export const False = word("false", Reserved);

export const Over = word("over", Name);
export const By = word("by", Name);
export const In = word("in", Name);
export const As = word("as", Name);
export const Decay = word("decay", Name);
export const Batch = word("batch", Name);
export const Init = word("init", Name);
export const From = word("from", Name);
export const Class = word("class", Name);

// ── Signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const sign = (name: string, text: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, label: `\`${text}\``, pattern: text, categories });

export const Arrow = sign("Arrow", "->");
export const Assign = sign("Assign", "=");
export const Comma = sign("Comma", ",");
export const Colon = sign("Colon", ":");
export const Dot = sign("Dot", ".");
export const Tilde = sign("Tilde", "~");
export const OpenRound = sign("OpenRound", "(");
export const CloseRound = sign("CloseRound", ")");
export const OpenSquare = sign("OpenSquare", "[");
export const CloseSquare = sign("CloseSquare", "]");
export const OpenCurly = sign("OpenCurly", "{");
export const CloseCurly = sign("CloseCurly", "}");

export const Minus = sign("Minus", "-", BinarySign);
export const Power = sign("Power", "^", BinarySign);
export const Or = word("or", Reserved, BinarySign);
export const And = word("and", Reserved, BinarySign);
const Plus = sign("Plus", "+", BinarySign);
const Times = sign("Times", "*", BinarySign);
const Divide = sign("Divide", "/", BinarySign);
const Remainder = sign("Remainder", "%", BinarySign);
const Equal = sign("Equal", "==", BinarySign);
const Unequal = sign("Unequal", "!=", BinarySign);
const AtMost = sign("AtMost", "<=", BinarySign);
const AtLeast = sign("AtLeast", ">=", BinarySign);
const Below = sign("Below", "<", BinarySign);
const Above = sign("Above", ">", BinarySign);

const operators = new Map<TokenType, BinaryOperator>([
  [Plus, "+"], [Minus, "-"], [Times, "*"], [Divide, "/"], [Remainder, "%"], [Power, "^"],
  [Equal, "=="], [Unequal, "!="], [Below, "<"], [AtMost, "<="], [Above, ">"], [AtLeast, ">="],
  [And, "and"], [Or, "or"],
]);

/** The operator that a token of the category BinarySign is. */
export function operatorOf(type: TokenType): BinaryOperator {
  const operator = operators.get(type);
  if (!operator) throw new Error(`${type.name} is no operator`);
  return operator;
}

// ── Literals, and what stands between tokens ─────────────────────────────────────────────────────────────────────────

export const Numeral = createToken({ name: "Number", label: "a number", pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/ });
export const Text = createToken({ name: "Text", label: "a text in quotes", pattern: /"[^"\r\n]*"/ });
const Blank = createToken({ name: "Blank", pattern: /\s+/ });
const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\n]*/ });
const BlockComment = createToken({ name: "BlockComment", pattern: /\/\*[\s\S]*?\*\// });

/** Matched, and no tokens. */
export const ignored: readonly TokenType[] = [Blank, LineComment, BlockComment];

// ── What is no part of the language, but likely: read as what was meant, and reported ────────────────────────────────

export const MalformedNumber = createToken({ name: "MalformedNumber", pattern: /\.?\d(?:[eE][+-]|[\w.])*/, categories: [Numeral] });
export const OpenText = createToken({ name: "OpenText", pattern: /"[^"\r\n]*/, categories: [Text] });
export const SingleQuoted = createToken({ name: "SingleQuoted", pattern: /'[^'\r\n]*'/, categories: [Text] });
export const OpenComment = createToken({ name: "OpenComment", pattern: /\/\*[\s\S]*/ });
export const HashComment = createToken({ name: "HashComment", pattern: /#[^\n]*/ });
export const Semicolon = createToken({ name: "Semicolon", pattern: /;+/ });
/** A word with letters beyond a to z: Greek ones, mostly. */
const letters = "\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff";
export const ForeignName = createToken({
  name: "ForeignName",
  pattern: new RegExp(`(?:[A-Za-z_]\\w*)?[${letters}][\\w${letters}]*`),
  categories: [Name],
});
export const Illegal = createToken({ name: "Illegal", pattern: /[\x00-\x08\x0e-\x1f$?@\\`\x7f-\uffff]+|[!"'.&|]/ });

/** Signs of other languages, with what they are read as. */
export const lookAlikes: ReadonlyMap<TokenType, TokenType> = new Map(
  (
    [
      ["&&?", And], ["\\|\\|", Or], ["!(?!=)", Not], ["\\*\\*", Power], ["=>|\\|>|[→⇒⟶]", Arrow], [":=", Assign],
      ["[−–—]", Minus], ["[×·∙]", Times], ["÷", Divide], ["≤", AtMost], ["≥", AtLeast], ["≠", Unequal], ["[∼～]", Tilde],
    ] as const
  ).map(([pattern, meant]) => [createToken({ name: `LookAlike ${pattern}`, pattern: new RegExp(pattern) }), meant]),
);

/** In the order in which they are tried: the first that matches is taken, so `init` stands before `in`. */
export const vocabulary: readonly TokenType[] = [
  Blank, LineComment, BlockComment, OpenComment, HashComment,
  Reserved, DeclarationWord, AnyNetworkWord, StatementWord, BinarySign,
  ForeignName,
  Gan, Import, Hyper, Data, Noise, Frozen, Def, Let, State, Loss, Metric, Sample, Train, ...networks.keys(),
  Step, Repeat, Every, Clip, SetWord, Average, If, Then, Else, And, Or, Not, True, False,
  Over, By, Init, In, As, Decay, Batch, From, Class, Name,
  Numeral, MalformedNumber, Text, OpenText, SingleQuoted, Semicolon,
  ...lookAlikes.keys(),
  Arrow, Equal, Unequal, AtMost, AtLeast, Below, Above, Assign, Comma, Colon, Dot, Tilde,
  OpenRound, CloseRound, OpenSquare, CloseSquare, OpenCurly, CloseCurly,
  Plus, Minus, Times, Divide, Remainder, Power,
  Illegal,
];
