// bench/.zz.ts
import { readFileSync as readFileSync2 } from "node:fs";

// compiler/ir/node.ts
var current = { table: /* @__PURE__ */ new Map(), origin: void 0 };
function interning(build) {
  const outer = current;
  current = { table: /* @__PURE__ */ new Map(), origin: void 0 };
  try {
    return build();
  } finally {
    current = outer;
  }
}
function withOrigin(origin2, build) {
  const scope = current;
  const outer = scope.origin;
  scope.origin = origin2;
  try {
    return build();
  } finally {
    scope.origin = outer;
  }
}
function make(op, inputs, attributes = {}) {
  const key = `${op.name}(${inputs.map((input) => input.id).join()})${showAttributes(attributes)}`;
  const found2 = current.table.get(key);
  if (found2) return found2;
  const type = op.type(inputs.map((input) => input.type), attributes);
  const node = { id: current.table.size, op, inputs, attributes, type, origin: current.origin };
  current.table.set(key, node);
  return node;
}
function showAttributes(attributes) {
  return Object.entries(attributes).map(([name, value]) => ` ${name}=${showAttribute(value)}`).join("");
}
function showAttribute(value) {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  return `[${value.map(showAttribute).join(", ")}]`;
}
function reachable(roots) {
  const seen2 = /* @__PURE__ */ new Set();
  const stack2 = [...roots];
  for (let node = stack2.pop(); node; node = stack2.pop()) {
    if (seen2.has(node)) continue;
    seen2.add(node);
    stack2.push(...node.inputs);
  }
  return [...seen2].sort((a, b) => a.id - b.id);
}

// grammar/broken.ts
import { tokenMatcher } from "chevrotain";

// grammar/tokens.ts
import { createToken, Lexer } from "chevrotain";
var category = (name, label, ...categories) => createToken({ name, label, pattern: Lexer.NA, categories });
var Reserved = category("Reserved", "a word of the language");
var DeclarationWord = category("DeclarationWord", "a declaration", Reserved);
var AnyNetworkWord = category("AnyNetworkWord", "generator, critic or network", DeclarationWord);
var StatementWord = category("StatementWord", "a statement", Reserved);
var BinarySign = category("BinarySign", "an operator");
var Name = createToken({ name: "Name", label: "a name", pattern: /[A-Za-z_][A-Za-z0-9_]*/ });
var word = (text, ...categories) => createToken({ name: `${text}-word`, label: `\`${text}\``, pattern: text, longer_alt: Name, categories });
var Gan = word("gan", DeclarationWord);
var Import = word("import", DeclarationWord);
var Hyper = word("hyper", DeclarationWord);
var Data = word("data", DeclarationWord);
var Noise = word("noise", DeclarationWord);
var Frozen = word("frozen", DeclarationWord);
var Def = word("def", DeclarationWord);
var Let = word("let", DeclarationWord);
var State = word("state", DeclarationWord);
var Loss = word("loss", DeclarationWord);
var Metric = word("metric", DeclarationWord);
var Sample = word("sample", DeclarationWord);
var Train = word("train", DeclarationWord);
var networkWords = ["generator", "discriminator", "critic", "encoder", "decoder", "network"];
var networks = new Map(networkWords.map((text) => [word(text, AnyNetworkWord), text]));
function networkWord(type) {
  return networks.get(type) ?? "network";
}
var Step = word("step", StatementWord);
var Repeat = word("repeat", StatementWord);
var Every = word("every", StatementWord);
var Clip = word("clip", StatementWord);
var SetWord = word("set", StatementWord);
var Average = word("average", StatementWord);
var If = word("if", Reserved);
var Then = word("then", Reserved);
var Else = word("else", Reserved);
var Not = word("not", Reserved);
var True = word("true", Reserved);
var False = word("false", Reserved);
var Over = word("over", Name);
var By = word("by", Name);
var In = word("in", Name);
var As = word("as", Name);
var Decay = word("decay", Name);
var Batch = word("batch", Name);
var Init = word("init", Name);
var From = word("from", Name);
var Class = word("class", Name);
var sign = (name, text, ...categories) => createToken({ name, label: `\`${text}\``, pattern: text, categories });
var Arrow = sign("Arrow", "->");
var Assign = sign("Assign", "=");
var Comma = sign("Comma", ",");
var Colon = sign("Colon", ":");
var Dot = sign("Dot", ".");
var Tilde = sign("Tilde", "~");
var OpenRound = sign("OpenRound", "(");
var CloseRound = sign("CloseRound", ")");
var OpenSquare = sign("OpenSquare", "[");
var CloseSquare = sign("CloseSquare", "]");
var OpenCurly = sign("OpenCurly", "{");
var CloseCurly = sign("CloseCurly", "}");
var Minus = sign("Minus", "-", BinarySign);
var Power = sign("Power", "^", BinarySign);
var Or = word("or", Reserved, BinarySign);
var And = word("and", Reserved, BinarySign);
var Plus = sign("Plus", "+", BinarySign);
var Times = sign("Times", "*", BinarySign);
var Divide = sign("Divide", "/", BinarySign);
var Remainder = sign("Remainder", "%", BinarySign);
var Equal = sign("Equal", "==", BinarySign);
var Unequal = sign("Unequal", "!=", BinarySign);
var AtMost = sign("AtMost", "<=", BinarySign);
var AtLeast = sign("AtLeast", ">=", BinarySign);
var Below = sign("Below", "<", BinarySign);
var Above = sign("Above", ">", BinarySign);
var operators = /* @__PURE__ */ new Map([
  [Plus, "+"],
  [Minus, "-"],
  [Times, "*"],
  [Divide, "/"],
  [Remainder, "%"],
  [Power, "^"],
  [Equal, "=="],
  [Unequal, "!="],
  [Below, "<"],
  [AtMost, "<="],
  [Above, ">"],
  [AtLeast, ">="],
  [And, "and"],
  [Or, "or"]
]);
function operatorOf(type) {
  const operator = operators.get(type);
  if (!operator) throw new Error(`${type.name} is no operator`);
  return operator;
}
var Numeral = createToken({ name: "Number", label: "a number", pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/ });
var Text = createToken({ name: "Text", label: "a text in quotes", pattern: /"[^"\r\n]*"/ });
var Blank = createToken({ name: "Blank", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
var LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\n]*/, group: Lexer.SKIPPED });
var BlockComment = createToken({ name: "BlockComment", pattern: /\/\*[\s\S]*?\*\//, group: Lexer.SKIPPED, line_breaks: true });
var MalformedNumber = createToken({ name: "MalformedNumber", pattern: /\.?\d(?:[eE][+-]|[\w.])*/, categories: [Numeral] });
var OpenText = createToken({ name: "OpenText", pattern: /"[^"\r\n]*/, categories: [Text] });
var SingleQuoted = createToken({ name: "SingleQuoted", pattern: /'[^'\r\n]*'/, categories: [Text] });
var OpenComment = createToken({ name: "OpenComment", pattern: /\/\*[\s\S]*/, line_breaks: true });
var HashComment = createToken({ name: "HashComment", pattern: /#[^\n]*/ });
var Semicolon = createToken({ name: "Semicolon", pattern: /;+/ });
var letters = "\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff";
var ForeignName = createToken({
  name: "ForeignName",
  pattern: new RegExp(`(?:[A-Za-z_]\\w*)?[${letters}][\\w${letters}]*`),
  categories: [Name]
});
var Illegal = createToken({ name: "Illegal", pattern: /[\x00-\x08\x0e-\x1f$?@\\`\x7f-\uffff]+|[!"'.&|]/ });
var lookAlikes = new Map(
  [
    ["&&?", And],
    ["\\|\\|", Or],
    ["!(?!=)", Not],
    ["\\*\\*", Power],
    ["=>|\\|>|[\u2192\u21D2\u27F6]", Arrow],
    [":=", Assign],
    ["[\u2212\u2013\u2014]", Minus],
    ["[\xD7\xB7\u2219]", Times],
    ["\xF7", Divide],
    ["\u2264", AtMost],
    ["\u2265", AtLeast],
    ["\u2260", Unequal],
    ["[\u223C\uFF5E]", Tilde]
  ].map(([pattern, meant2]) => [createToken({ name: `LookAlike ${pattern}`, pattern: new RegExp(pattern) }), meant2])
);
var vocabulary = [
  Blank,
  LineComment,
  BlockComment,
  OpenComment,
  HashComment,
  Reserved,
  DeclarationWord,
  AnyNetworkWord,
  StatementWord,
  BinarySign,
  ForeignName,
  Gan,
  Import,
  Hyper,
  Data,
  Noise,
  Frozen,
  Def,
  Let,
  State,
  Loss,
  Metric,
  Sample,
  Train,
  ...networks.keys(),
  Step,
  Repeat,
  Every,
  Clip,
  SetWord,
  Average,
  If,
  Then,
  Else,
  And,
  Or,
  Not,
  True,
  False,
  Over,
  By,
  Init,
  In,
  As,
  Decay,
  Batch,
  From,
  Class,
  Name,
  Numeral,
  MalformedNumber,
  Text,
  OpenText,
  SingleQuoted,
  Semicolon,
  ...lookAlikes.keys(),
  Arrow,
  Equal,
  Unequal,
  AtMost,
  AtLeast,
  Below,
  Above,
  Assign,
  Comma,
  Colon,
  Dot,
  Tilde,
  OpenRound,
  CloseRound,
  OpenSquare,
  CloseSquare,
  OpenCurly,
  CloseCurly,
  Plus,
  Minus,
  Times,
  Divide,
  Remainder,
  Power,
  Illegal
];

// grammar/broken.ts
function declaredBy(source2, row) {
  const [first] = row;
  const last = row.at(-1) ?? first;
  const span = { source: source2, start: first.startOffset, end: last.startOffset + last.image.length };
  if (!tokenMatcher(first, DeclarationWord)) return { names: [], span };
  const kind = first.tokenType === Frozen && row.length > 1 ? row[1] : first;
  return { word: kind.tokenType.PATTERN, names: namesIn(first, row), span };
}
function namesIn(first, row) {
  const named = (belongs) => row.filter((token, i) => tokenMatcher(token, Name) && belongs(token, i)).map((token) => token.image);
  if (first.tokenType === Train) return named((_, i) => row[i - 1].tokenType === As);
  if (first.tokenType === Hyper) return named((_, i) => row[i + 1]?.tokenType === Assign || row[i - 1] === first);
  if (first.tokenType === Data) return named((_, i) => row[i + 1]?.tokenType === Colon || row[i - 1] === first);
  if (first.tokenType === Import) return named((token) => token.tokenType !== From);
  return named(() => true).slice(0, 1);
}

// grammar/file.ts
import { EOF as EOF4, tokenMatcher as tokenMatcher7 } from "chevrotain";

// grammar/explain.ts
import { EOF, tokenMatcher as tokenMatcher2 } from "chevrotain";
function spanOf(source2, token) {
  return { source: source2, start: token.startOffset, end: token.startOffset + token.image.length };
}
function quoted(token) {
  const image = token.image.length > 32 ? `${token.image.slice(0, 31)}\u2026` : token.image;
  return `\`${image}\``;
}
function firstOnItsLine(source2, token) {
  let i = token.startOffset - 1;
  while (i >= 0 && source2.text[i] !== "\n" && source2.text[i].trim() === "") i--;
  return i < 0 || source2.text[i] === "\n";
}
function explain(source2, stop3) {
  return unclosed(source2, stop3) ?? unexpected(source2, stop3);
}
function unclosed(source2, { found: found2, expected, open }) {
  if (!open?.endsHere || !expected.includes(open.closer.LABEL ?? "")) return void 0;
  const atEnd = found2.tokenType === EOF;
  return {
    code: "syntax/unclosed",
    severity: "error",
    message: `this ${quoted(open.bracket)} is never closed`,
    span: spanOf(source2, open.bracket),
    related: atEnd ? [] : [{ message: `${open.closer.LABEL} should stand before this`, span: spanOf(source2, found2) }]
  };
}
function unexpected(source2, stop3) {
  const { found: found2, expected, previous } = stop3;
  const atEnd = found2.tokenType === EOF;
  const end = Number.isNaN(previous.startOffset) ? source2.text.length : previous.startOffset + previous.image.length;
  return {
    code: "syntax/expected",
    severity: "error",
    message: atEnd ? `the file ends where ${expected} should stand` : `${quoted(found2)} stands where ${expected} should`,
    span: atEnd ? { source: source2, start: end, end } : spanOf(source2, found2),
    related: [],
    help: hints.find(({ when }) => when(stop3, source2))?.say(stop3)
  };
}
var isFound = ({ found: found2 }, ...types) => types.some((type) => tokenMatcher2(found2, type));
var followsComma = ({ previous }) => previous.tokenType === Comma;
var isExpected = ({ expected }, label) => expected.includes(label);
var hints = [
  { when: (s) => isFound(s, Assign) && isExpected(s, "`then`"), say: () => "an equality is written ==" },
  { when: (s) => isFound(s, Arrow) && (isExpected(s, "`then`") || isExpected(s, "`else`")), say: () => "put the pipe in parentheses: -> binds looser than if" },
  { when: (s) => isFound(s, If) && isExpected(s, "an expression"), say: () => "put the if in parentheses: it binds looser than the operator before it" },
  { when: (s) => isFound(s, Repeat) && isExpected(s, "an expression"), say: () => "repeat is a stage, and stands behind ->: h -> repeat 3 f" },
  { when: (s) => isFound(s, CloseRound, CloseSquare, DeclarationWord) && followsComma(s), say: () => "leave out the , before it" },
  { when: (s) => isFound(s, Comma) && (followsComma(s) || s.previous.tokenType === OpenRound || s.previous.tokenType === OpenSquare), say: () => "leave it out" },
  { when: (s) => isFound(s, Let) && isExpected(s, "`}`"), say: () => "the lets of a body stand before the expression that it gives" },
  { when: (s) => isFound(s, Name, Numeral) && s.rule === "body", say: ({ found: found2 }) => `a body gives one expression: is -> or an operator missing before ${found2.image.slice(0, 32)}?` },
  { when: (s) => isFound(s, CloseCurly) && isExpected(s, "an expression"), say: () => "a body ends in one expression: what it gives" },
  {
    when: (s, source2) => isFound(s, OpenRound) && s.previous.tokenType === Name && firstOnItsLine(source2, s.found),
    say: (s) => `a ( that is the first on its line calls nothing: to call ${s.previous.image}, put it on that line`
  },
  { when: (s) => isFound(s, Comma) && s.rule === "parenthesised", say: () => "parentheses hold one expression; a list is [a, b], a record (one: a, other: b)" },
  { when: (s) => s.rule === "type" && isExpected(s, "a shape") && isFound(s, OpenCurly), say: () => "say what it gives: critic D(x: [2]) -> [1] { \u2026 }" },
  { when: (s) => s.rule === "parameters" && isFound(s, Arrow, OpenCurly), say: () => "a network has parameters: generator G(z: [100]) -> [2] { \u2026 }" },
  { when: (s) => s.rule === "parameters" && isFound(s, Assign), say: () => "a definition has parameters, def f(h) = \u2026; a value without any is a let" },
  { when: (s) => s.rule === "let" && isFound(s, OpenRound), say: () => "a let has no parameters; a definition has: def f(h) = \u2026" },
  { when: (s) => s.rule === "update" && isExpected(s, "`by`"), say: () => "say which optimiser takes the step: step D by adam(2e-4)" },
  { when: (s) => s.found.image === ">" && s.previous.image === "-", say: () => "an arrow is written ->, without a blank" },
  { when: (s) => isFound(s, Assign) && isExpected(s, "`,`") && s.previous.tokenType === Name, say: ({ previous }) => `an argument is named with a colon: ${previous.image}: \u2026` },
  { when: (s) => isFound(s, Numeral, Name) && isExpected(s, "`batch`"), say: ({ found: found2 }) => `say that it is the batch: train batch ${found2.image.slice(0, 32)} { \u2026 }` },
  { when: (s) => isFound(s, Assign, Tilde) && isExpected(s, "`:`") && (s.rule === "noise" || s.rule === "dataItem"), say: ({ previous }) => `say what it is: ${previous.image}: [2]` },
  { when: (s) => s.rule === "import" && isFound(s, Text), say: ({ found: found2 }) => `name what is imported: import { block } from ${found2.image.slice(0, 64)}` },
  { when: (s) => isFound(s, Numeral) && isExpected(s, "a shape"), say: ({ found: found2 }) => `a shape stands in brackets: [${found2.image.slice(0, 32)}]` },
  { when: (s) => isFound(s, Assign) && isExpected(s, "`{`"), say: () => "the body of a network stands in braces: { \u2026 }" },
  { when: (s) => isFound(s, OpenCurly) && isExpected(s, "`then`"), say: () => "a choice is written if c then a else b" },
  { when: (s) => isExpected(s, "`=`") && s.found.image === "==", say: () => "write =" },
  { when: (s) => isExpected(s, "`=`") && isFound(s, Colon), say: () => "only data, noise, states and parameters have a shape" },
  { when: (s) => isExpected(s, "`,`") && isFound(s, Name, Numeral) && !isFound(s, By), say: ({ found: found2 }) => `is a , missing before ${found2.image.slice(0, 32)}?` }
];

// grammar/schedule.ts
import { EOF as EOF3, tokenMatcher as tokenMatcher6 } from "chevrotain";

// grammar/lists.ts
import { tokenMatcher as tokenMatcher4 } from "chevrotain";

// grammar/brackets.ts
var closerOf = /* @__PURE__ */ new Map([[OpenRound, CloseRound], [OpenSquare, CloseSquare], [OpenCurly, CloseCurly]]);
var closers = new Set(closerOf.values());
function follow(open, token) {
  if (closerOf.has(token.tokenType)) open.push(token);
  if (!closers.has(token.tokenType)) return;
  const matches = open.findLastIndex((bracket) => closerOf.get(bracket.tokenType) === token.tokenType);
  const crosses = open.slice(matches + 1).some((bracket) => bracket.tokenType === OpenCurly);
  if (matches >= 0 && !crosses) open.length = matches;
}

// grammar/lexer.ts
import { Lexer as Lexer2, tokenLabel } from "chevrotain";

// grammar/numerals.ts
var reasons = [
  { looks: /^\.\d+$/, because: "a number begins with a digit", help: (image) => `write 0${image}` },
  { looks: /^\d+\.$/, because: "a digit follows the point", help: (image) => `write ${image}0` },
  { looks: /^[\d.]*\.[\d.]*\.[\d.]*$/, because: "a number has one point", help: () => void 0 },
  { looks: /^\d+(\.\d+)?[eE][+-]?$/, because: "the exponent has no digits", help: (image) => `write ${image}1, if ten times it is meant` },
  { looks: /^\d+(\.\d+)?[eE][+-]?\d+\./, because: "an exponent is a whole number", help: () => void 0 },
  { looks: /^\d[\d_]*_\d+$/, because: "its digits stand together", help: (image) => `write ${image.replaceAll("_", "")}` },
  { looks: /^0[xXbBoO]/, because: "numbers are decimal", help: decimal },
  { looks: /^\d+[A-Za-z_]\w*$/, because: "a name doesn't begin with a digit, and a product is written with `*`", help: product }
];
var longest = 40;
function explainNumber(image) {
  if (image.length > longest) return { code: "syntax/number", message: `\`${image.slice(0, longest)}\u2026\` is no number` };
  const reason = reasons.find(({ looks }) => looks.test(image));
  if (!reason) return { code: "syntax/number", message: `\`${image}\` is no number` };
  return { code: "syntax/number", message: `\`${image}\` is no number: ${reason.because}`, help: reason.help(image) };
}
function decimal(image) {
  const value = Number(image);
  return Number.isFinite(value) ? `write ${value}` : void 0;
}
function product(image) {
  const digits = /^\d+/.exec(image)?.[0] ?? "";
  return `did you mean ${digits} * ${image.slice(digits.length)}?`;
}

// grammar/lexer.ts
var plenty = 1e3;
var deepest = 64;
var lexer;
function tokenize(source2) {
  const tooDeep = firstTooDeep(source2.text);
  if (tooDeep !== void 0) {
    const mistake = nestingMistake({ source: source2, start: tooDeep, end: tooDeep + 1 });
    return { tokens: [], mistakes: [mistake], unreadable: [{ source: source2, start: 0, end: source2.text.length }] };
  }
  lexer ??= new Lexer2([...vocabulary], { positionTracking: "onlyOffset", ensureOptimizations: true });
  const { tokens, errors } = lexer.tokenize(source2.text);
  const unreadable = errors.map((e) => illegal(source2, e.offset, source2.text.slice(e.offset, e.offset + e.length)));
  return settle(source2, tokens, unreadable);
}
function nestingMistake(span) {
  return {
    code: "syntax/nesting",
    severity: "error",
    message: `this stands more than ${deepest} levels deep, and that is as deep as a program may nest`,
    span,
    related: [],
    help: "give the inner parts names, with let or def"
  };
}
function firstTooDeep(text) {
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\r\n]*"?|[()[\]{}]/g;
  let depth = 0;
  for (let found2 = pattern.exec(text); found2; found2 = pattern.exec(text)) {
    if ("([{".includes(found2[0]) && ++depth > deepest) return found2.index;
    if (")]}".includes(found2[0])) depth = Math.max(0, depth - 1);
  }
  return void 0;
}
var findings = /* @__PURE__ */ new Map([
  [MalformedNumber, explainNumber],
  [Illegal, explainCharacter],
  [ForeignName, (image) => ({
    code: "syntax/name",
    message: `\`${visible(image)}\` is no name: names are made of the letters a to z, digits and _`,
    help: spelledOut(image)
  })],
  [OpenText, () => ({ code: "syntax/text", message: "this text has no closing quote on its line", help: 'end it with "' })],
  [SingleQuoted, (image) => ({
    code: "syntax/text",
    message: "a text stands in double quotes",
    help: `write "${image.slice(1, -1)}"`
  })],
  [OpenComment, () => ({ code: "syntax/comment", message: "this comment is never closed", help: "end it with */" })],
  [HashComment, () => ({ code: "syntax/comment", message: "`#` begins no comment", help: "begin it with //" })],
  [Semicolon, () => ({ code: "syntax/character", message: "`;` is no part of the language", help: "leave it out: a declaration ends where the next begins" })]
]);
var dropped = /* @__PURE__ */ new Set([OpenComment, HashComment, Semicolon]);
function settle(source2, found2, unreadable) {
  const tokens = [];
  const mistakes = [...unreadable];
  const swallowed = [];
  for (const token of found2) {
    const meant2 = lookAlikes.get(token.tokenType);
    const finding = meant2 ? explainLookAlike(token.image, meant2) : findings.get(token.tokenType)?.(token.image) ?? overflow(token);
    if (finding && mistakes.length < plenty) mistakes.push({ ...finding, severity: "error", span: marked(source2, token), related: [] });
    if (token.tokenType === OpenComment) swallowed.push(spanOf(source2, token));
    if (dropped.has(token.tokenType)) continue;
    tokens.push(meant2 ? retyped(token, meant2) : token);
  }
  return { tokens, mistakes, unreadable: swallowed };
}
function firstFrom(tokens, offset) {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (tokens[middle].startOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
function retyped(token, type) {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? token.tokenTypeIdx };
}
function marked(source2, token) {
  const runsOn = token.tokenType === OpenComment || token.tokenType === HashComment;
  const length = runsOn ? token.tokenType === OpenComment ? 2 : 1 : token.image.length;
  return { source: source2, start: token.startOffset, end: token.startOffset + length };
}
function overflow(token) {
  if (token.tokenType !== Numeral || Number.isFinite(Number(token.image))) return void 0;
  return { code: "syntax/number", message: `\`${token.image}\` is more than a number here can hold` };
}
function explainLookAlike(image, meant2) {
  const right = tokenLabel(meant2);
  return { code: "syntax/operator", message: `\`${image}\` is no operator of the language`, help: `write ${right}` };
}
var writtenInstead = /* @__PURE__ */ new Map([
  ["?", "a choice is written if c then a else b"],
  ["@", "a matrix product is written matmul(a, b)"]
]);
function explainCharacter(image) {
  return { code: "syntax/character", message: `\`${visible(image)}\` is no part of the language`, help: writtenInstead.get(image) };
}
function illegal(source2, offset, image) {
  return { ...explainCharacter(image), severity: "error", span: { source: source2, start: offset, end: offset + image.length }, related: [] };
}
function visible(image) {
  const characters = [...image.slice(0, 40)];
  const shown = characters.slice(0, 20).map((c) => /[\p{C}\p{Z}]/u.test(c) ? `U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}` : c);
  return shown.join("") + (characters.length > 20 ? "\u2026" : "");
}
var greek = {
  \u03B1: "alpha",
  \u03B2: "beta",
  \u03B3: "gamma",
  \u03B4: "delta",
  \u03B5: "epsilon",
  \u03B7: "eta",
  \u03B8: "theta",
  \u03BB: "lambda",
  \u03BC: "mu",
  \u03BD: "nu",
  \u03C1: "rho",
  \u03C3: "sigma",
  \u03C4: "tau",
  \u03C6: "phi",
  \u03C8: "psi",
  \u03C9: "omega"
};
function spelledOut(image) {
  if (image.length > 40) return void 0;
  const plain = [...image.normalize("NFKD").replace(/\p{M}/gu, "")].map((c) => greek[c] ?? c).join("");
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(plain) ? `write ${plain}` : void 0;
}

// grammar/recovery.ts
import { EmbeddedActionsParser, EOF as EOF2, isRecognitionException, tokenMatcher as tokenMatcher3 } from "chevrotain";

// grammar/nearest.ts
function nearest(word2, candidates) {
  let best;
  let least = Math.max(1, Math.floor(word2.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate === word2 || Math.abs(candidate.length - word2.length) >= least) continue;
    const distance = editDistance(word2.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}
function editDistance(a, b) {
  let beforeLast = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}

// grammar/words.ts
var elsewhere = /* @__PURE__ */ new Map([
  ["var", "let"],
  ["const", "let"],
  ["val", "let"],
  ["fn", "def"],
  ["fun", "def"],
  ["func", "def"],
  ["function", "def"],
  ["net", "network"]
]);
var declarations = wordsOf(DeclarationWord);
var statements = wordsOf(StatementWord);
function meantDeclaration(image) {
  return meant(elsewhere.get(image) ?? nearest(image, declarations.keys()), declarations);
}
function meantStatement(image) {
  return meant(nearest(image, statements.keys()), statements);
}
function meant(word2, words) {
  const type = word2 === void 0 ? void 0 : words.get(word2);
  return word2 !== void 0 && type ? { word: word2, type } : void 0;
}
function wordsOf(category2) {
  const belongs = (type) => type === category2 || (type.CATEGORIES ?? []).some(belongs);
  return new Map(vocabulary.filter((type) => typeof type.PATTERN === "string" && belongs(type)).map((type) => [type.PATTERN, type]));
}

// grammar/recovery.ts
var Abandoned = class extends Error {
};
var enough = 100;
var RecoveringParser = class extends EmbeddedActionsParser {
  source = { name: "", text: "" };
  tokens = [];
  /** Where the declaration that is being read begins. */
  declarationStart;
  mistakes = [];
  /** How often the parser had to stop, reported or not. */
  failures = 0;
  /** Where it stopped: it never complains of the same place twice. */
  stops = /* @__PURE__ */ new Set();
  /** The mistake made of what is inside each bracket. */
  complaints = /* @__PURE__ */ new Map();
  /** How deep expressions stand in each other here. */
  depth = 0;
  constructor() {
    super([...vocabulary], {
      recoveryEnabled: false,
      maxLookahead: 2,
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
        buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildNotAllInputParsedMessage: () => "the end of the file"
      }
    });
  }
  /** `reported` are the offsets of tokens that were complained of before. */
  begin(source2, tokens, reported) {
    this.input = [...tokens];
    this.source = source2;
    this.tokens = tokens;
    this.declarationStart = void 0;
    this.mistakes = [];
    this.failures = 0;
    this.stops = new Set(reported);
    this.complaints = /* @__PURE__ */ new Map();
    this.depth = 0;
  }
  // ── Reporting ──────────────────────────────────────────────────────────────────────────────────────────────────────
  report(code, message, span, more = {}) {
    this.mistakes.push({ code, severity: "error", message, span, related: [], ...more });
  }
  /** Reports what can't be read on from: whoever can resume does. */
  refuse(code, message, span, help) {
    this.failures++;
    this.report(code, message, span, { help });
    return this.abandon();
  }
  /** Reports that `expected` doesn't stand at the next token, unless something was reported there already. */
  stopped(found2, expected, previous, rule2) {
    this.failures++;
    const offset = found2.tokenType === EOF2 ? this.source.text.length : found2.startOffset;
    if (this.stops.has(offset)) return;
    this.stops.add(offset);
    const open = this.innermostBracket(found2);
    const stop3 = { found: found2, expected, previous, rule: rule2, open };
    if (open && expected.includes(open.closer.LABEL ?? "")) this.complainOfBracket({ ...stop3, open });
    else this.mistakes.push(explain(this.source, stop3));
  }
  keepQuietAt(token) {
    this.stops.add(token.startOffset);
  }
  /** One complaint a bracket: if it turns out never to be closed, then that was what was wrong where something else was missed first. */
  complainOfBracket(stop3) {
    const { bracket, endsHere } = stop3.open;
    const earlier = this.complaints.get(bracket);
    if (!earlier) this.complaints.set(bracket, { found: stop3.found, index: this.mistakes.push(explain(this.source, stop3)) - 1 });
    else if (endsHere) this.mistakes[earlier.index] = explain(this.source, { ...stop3, found: earlier.found });
  }
  innermostBracket(found2) {
    const bracket = this.openBrackets(this.declarationStart ?? found2).at(-1);
    const closer = bracket && closerOf.get(bracket.tokenType);
    if (!closer) return void 0;
    const outer = closers.has(found2.tokenType) || [EOF2, OpenCurly, Then, Else].includes(found2.tokenType) || this.beginsSomething(found2);
    const endsHere = closer === CloseCurly ? found2.tokenType === EOF2 || found2.tokenType === From || this.beginsNextDeclaration(found2) : outer;
    return { bracket, closer, endsHere };
  }
  /** Gives up what is being read, after a report. */
  abandon() {
    throw new Abandoned();
  }
  spanFrom(first) {
    const last = this.LA(0);
    return { source: this.source, start: first.startOffset, end: last.startOffset + last.image.length };
  }
  // ── Going on ───────────────────────────────────────────────────────────────────────────────────────────────────────
  /** What `read` reads; nothing where it failed and reading goes on at the resume point. */
  recover(read, resume) {
    const first = this.LA(1);
    const { depth } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (isRecognitionException(error)) this.stoppedBy(error);
      else if (!(error instanceof Abandoned)) throw error;
      this.depth = depth;
      if (!this.skip(first, resume)) throw new Abandoned();
      return void 0;
    }
  }
  stoppedBy({ token, message, previousToken, context }) {
    this.stopped(token, message, previousToken ?? this.LA(0), context.ruleStack.at(-1) ?? "");
  }
  /** Skips to where `resume` says "here"; false where it hands the mistake on, or the file ends. */
  skip(first, resume) {
    const open = this.openBrackets(first);
    for (let token = this.LA(1); ; token = this.SKIP_TOKEN()) {
      if (token.tokenType === CloseCurly || this.beginsSomething(token)) while (open.length > 0 && open.at(-1)?.tokenType !== OpenCurly) open.pop();
      const decision = resume(token, open);
      if (decision !== "skip") return decision === "here";
      if (token.tokenType === EOF2) return false;
      follow(open, token);
    }
  }
  /** The brackets between `first` and the next token that are still open. */
  openBrackets(first) {
    const open = [];
    for (let i = this.indexOf(first); i < this.indexOf(this.LA(1)); i++) follow(open, this.tokens[i]);
    return open;
  }
  indexOf(token) {
    return token.tokenType === EOF2 ? this.tokens.length : firstFrom(this.tokens, token.startOffset);
  }
  /** Whether the next token, `token`, begins a declaration, a let or a statement. */
  beginsSomething(token) {
    const before = this.LA(0).tokenType;
    if (token.tokenType === Sample) return before !== Colon;
    if (token.tokenType === Repeat) return before !== Arrow;
    if (token.tokenType === SetWord) return before !== Comma;
    return tokenMatcher3(token, DeclarationWord) || tokenMatcher3(token, StatementWord);
  }
  /** A declaration's word that begins a line, no further in than the declaration being read: that one's `}` is missing. */
  beginsNextDeclaration(token) {
    const start = this.declarationStart;
    if (!start || token === start || !tokenMatcher3(token, DeclarationWord) || !this.beginsSomething(token)) return false;
    return firstOnItsLine(this.source, token) && this.column(token) <= this.column(start);
  }
  column(token) {
    return token.startOffset - this.source.text.lastIndexOf("\n", token.startOffset - 1);
  }
  /** Whatever was read before it, a declaration can be resumed at the next one, and at the end of the file. */
  atDeclaration = (token, open) => {
    if (token.tokenType === EOF2) return "here";
    const outside2 = open.length === 0 && tokenMatcher3(token, DeclarationWord) && this.beginsSomething(token);
    return outside2 || this.beginsNextDeclaration(token) || open.length === 0 && this.seemsDeclaration(token) ? "here" : "skip";
  };
  /** `generater G` or `fake = G(z)`, at the left edge. */
  seemsDeclaration(token) {
    if (!tokenMatcher3(token, Name) || !firstOnItsLine(this.source, token)) return false;
    if (this.column(token) > (this.declarationStart ? this.column(this.declarationStart) : 1)) return false;
    const next = this.LA(2).tokenType;
    return next === Assign || tokenMatcher3(this.LA(2), Name) && meantDeclaration(token.image) !== void 0;
  }
  atLet = (token, open) => {
    if (this.beginsNextDeclaration(token)) return "hand on";
    return open.length === 0 && (token.tokenType === Let || token.tokenType === CloseCurly) ? "here" : "skip";
  };
  atStatement = (token, open) => {
    if (this.beginsNextDeclaration(token)) return "hand on";
    const statement = tokenMatcher3(token, StatementWord) && this.beginsSomething(token);
    return open.length === 0 && (statement || token.tokenType === CloseCurly || this.seemsStatement(token)) ? "here" : "skip";
  };
  /** `stpe D`, `repaet 5`. */
  seemsStatement(token) {
    const next = this.LA(2);
    const followed = tokenMatcher3(next, Name) || tokenMatcher3(next, Numeral);
    return followed && tokenMatcher3(token, Name) && meantStatement(token.image) !== void 0;
  }
  /** At the next item of a list, or at its end. */
  atItem(closer) {
    return (token, open) => {
      if (this.beginsSomething(token)) return "hand on";
      if (open.length > 0) return "skip";
      if (token.tokenType === Comma || token.tokenType === closer) return "here";
      return closers.has(token.tokenType) ? "hand on" : "skip";
    };
  }
  /** At the next item of a list without brackets, or where the next declaration begins. */
  atBareItem = (token, open) => {
    if (this.beginsSomething(token)) return "here";
    return open.length === 0 && token.tokenType === Comma ? "here" : "skip";
  };
};

// grammar/lists.ts
var ListParser = class extends RecoveringParser {
  /** Items with commas between, up to and with the closing bracket; each item is recovered on its own. */
  items(closer, what, read) {
    const found2 = [];
    let failed = false;
    this.readReservedAsNameInExpression();
    let first;
    do {
      first = this.LA(1);
      this.MANY_SEP({
        SEP: Comma,
        DEF: () => {
          if (failed) this.keepQuietAt(this.LA(1));
          const item = this.recover(read, this.atItem(closer));
          if (item === void 0) failed = true;
          else found2.push(item);
        }
      });
    } while (this.goesOn(first, closer, what));
    this.consume(9, closer);
    return found2;
  }
  /** Whether, at what is neither `,` nor the closing bracket, there is another item to read; the mistake is reported. `first`: where reading last began. */
  goesOn(first, closer, what) {
    const found2 = this.LA(1);
    if (this.RECORDING_PHASE || found2.tokenType === closer) return false;
    const begins = closerOf.has(this.LA(0).tokenType) || this.LA(0).tokenType === Comma;
    this.stopped(found2, begins ? `${what} or ${closer.LABEL}` : `\`,\` or ${closer.LABEL}`, this.LA(0), "items");
    if (!begins && found2 !== first && beginsItem(found2) && !this.innermostBracket(found2)?.endsHere) return true;
    if (!this.skip(found2, this.atItem(closer))) this.abandon();
    if (this.LA(1).tokenType === closer) return false;
    this.SKIP_TOKEN();
    return true;
  }
  /** Reports brackets with nothing in them, where there must be something. */
  refuseNothing(closer, what) {
    if (!this.RECORDING_PHASE && this.LA(1).tokenType === closer) this.stopped(this.LA(1), what, this.LA(0), "items");
  }
  /** A name; `index` tells the names of one rule apart, `what` is what the reader calls it. */
  name(index, what) {
    this.readReservedAsName();
    const token = this.consume(index, Name, { ERR_MSG: what });
    return { name: token.image, span: spanOf(this.source, token) };
  }
  /** Where a name should stand and a word of the language stands, on the same line, it was meant as a name: it is reported, and read as one. */
  readReservedAsName() {
    const token = this.LA(1);
    if (this.RECORDING_PHASE || !tokenMatcher4(token, Reserved) || firstOnItsLine(this.source, token)) return;
    const next = this.LA(2);
    if (tokenMatcher4(next, Name) || tokenMatcher4(next, Reserved) || tokenMatcher4(next, Numeral) || tokenMatcher4(next, Text)) return;
    this.report("syntax/reserved", `${quoted(token)} is a word of the language, so it can't be a name`, spanOf(this.source, token), {
      help: `give it another name, such as ${token.image}_1`
    });
    become(token, Name);
  }
  /** The same where an expression may stand: words that expressions are made of are left alone. */
  readReservedAsNameInExpression() {
    const token = this.LA(1);
    const belongs = [If, Not, True, False, Repeat, Then, Else].includes(token.tokenType) || tokenMatcher4(token, BinarySign);
    if (!belongs) this.readReservedAsName();
  }
  /** Counts how deep expressions stand in each other: a long row of `if` has no brackets, and would end the stack as well. */
  nested(read) {
    if (this.depth >= deepest) {
      this.failures++;
      this.mistakes.push(nestingMistake(spanOf(this.source, this.LA(1))));
      this.abandon();
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
};
function beginsItem(token) {
  return [Name, Numeral, OpenRound, OpenSquare].some((type) => tokenMatcher4(token, type));
}
function become(token, type) {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? token.tokenTypeIdx;
}

// grammar/expressions.ts
import { tokenMatcher as tokenMatcher5 } from "chevrotain";

// grammar/source.ts
var lineStarts = /* @__PURE__ */ new WeakMap();
function startsOfLines(source2) {
  let starts = lineStarts.get(source2);
  if (!starts) {
    const found2 = [0];
    for (let i = source2.text.indexOf("\n"); i >= 0; i = source2.text.indexOf("\n", i + 1)) found2.push(i + 1);
    lineStarts.set(source2, starts = found2);
  }
  return starts;
}
function positionAt(source2, offset) {
  const starts = startsOfLines(source2);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}
function join(a, b) {
  return { source: a.source, start: a.start, end: b.end };
}

// grammar/precedence.ts
var levels = [
  ["or"],
  ["and"],
  [
    /* not */
  ],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
  [
    /* unary - */
  ],
  ["^"]
];
var levelOf = new Map(levels.flatMap((operators5, level) => operators5.map((operator) => [operator, level])));
var notLevel = 2;
var comparisonLevel = 3;
var negationLevel = 6;
function arrange(source2, row) {
  const arranging = new Arranging(source2, row);
  const expression = arranging.from(0);
  return { expression, complaints: arranging.complaints };
}
var Arranging = class {
  constructor(source2, row) {
    this.source = source2;
    this.row = row;
  }
  source;
  row;
  complaints = [];
  next = 0;
  /** What stands next, up to the first operator that binds looser than `loosest`. */
  from(loosest) {
    let left2 = this.operand(loosest);
    for (let sign3 = this.row[this.next]; isToken(sign3); sign3 = this.row[this.next]) {
      const operator = operatorOf(sign3.tokenType);
      const level = levelOf.get(operator) ?? 0;
      if (level < loosest) break;
      this.next++;
      const right = this.from(operator === "^" ? level : level + 1);
      if (level === comparisonLevel) this.refuseChain(left2, sign3, right);
      left2 = { kind: "binary", operator, left: left2, right, at: spanOf(this.source, sign3), span: join(left2.span, right.span) };
    }
    return left2;
  }
  operand(loosest) {
    const first = this.row[this.next++];
    if (!isToken(first)) return first;
    const negates = first.tokenType !== Not;
    if (!negates && loosest > notLevel) this.refuseNot(first);
    const operand = this.from(negates ? negationLevel : notLevel);
    return { kind: "unary", operator: negates ? "-" : "not", operand, span: { ...operand.span, start: first.startOffset } };
  }
  refuseNot(token) {
    this.complaints.push({
      code: "syntax/group",
      message: "`not` binds looser than the operator before it",
      span: spanOf(this.source, token),
      help: "put it in parentheses: (not \u2026)"
    });
  }
  refuseChain(left2, sign3, right) {
    if (left2.kind !== "binary" || levelOf.get(left2.operator) !== comparisonLevel) return;
    const middle = this.text(left2.right.span);
    this.complaints.push({
      code: "syntax/comparison",
      message: `comparisons don't chain: the left side of this \`${operatorOf(sign3.tokenType)}\` is already true or false`,
      span: spanOf(this.source, sign3),
      help: `write ${this.text(left2.span)} and ${middle} ${operatorOf(sign3.tokenType)} ${this.text(right.span)}`
    });
  }
  text({ start, end }) {
    const text = this.source.text.slice(start, end).replace(/\s+/g, " ");
    return text.length > 40 ? "\u2026" : text;
  }
};
function isToken(part) {
  return part !== void 0 && "tokenType" in part;
}

// grammar/expressions.ts
var longest2 = 500;
var ExpressionParser = class extends ListParser {
  place = "value";
  at(place, read) {
    const before = this.place;
    this.place = place;
    try {
      return read();
    } finally {
      this.place = before;
    }
  }
  /** An expression of any form. */
  expression = this.RULE("expression", (place = "value") => {
    const first = this.LA(1);
    let value = this.at(place, () => this.SUBRULE(this.operation));
    let stages = 0;
    this.MANY(() => {
      this.CONSUME(Arrow);
      const stage = this.at("stage", () => this.SUBRULE2(this.operation));
      this.ACTION(() => {
        this.limit(++stages, first);
        this.refuseWhatIsNoStage(stage);
        value = { kind: "pipe", value, stage, span: this.spanFrom(first) };
      });
    });
    return value;
  });
  /** An expression without a bare `->`. */
  operation = this.RULE("operation", () => {
    this.readReservedAsNameInExpression();
    return this.nested(
      () => this.OR({
        DEF: [
          { ALT: () => this.SUBRULE(this.conditional) },
          { GATE: () => this.place === "stage", ALT: () => this.SUBRULE(this.repeated) },
          { ALT: () => this.SUBRULE(this.row) }
        ],
        ERR_MSG: this.place === "stage" ? "a stage" : "an expression"
      })
    );
  });
  conditional = this.RULE("conditional", () => {
    const first = this.CONSUME(If);
    const condition = this.at("value", () => this.SUBRULE(this.operation));
    this.CONSUME(Then);
    const then = this.SUBRULE2(this.operation);
    this.CONSUME(Else);
    const otherwise = this.SUBRULE3(this.operation);
    return { kind: "if", condition, then, else: otherwise, span: this.spanFrom(first) };
  });
  repeated = this.RULE("repeated", () => {
    const first = this.CONSUME(Repeat);
    const count2 = this.at("count", () => this.SUBRULE(this.operation));
    const stage = this.at("stage", () => this.SUBRULE2(this.operation));
    this.ACTION(() => this.refuseWhatIsNoStage(stage));
    return { kind: "repeated", count: count2, stage, span: this.spanFrom(first) };
  });
  row = this.RULE("row", () => {
    const first = this.LA(1);
    const parts = [];
    this.SUBRULE(this.operand, { ARGS: [parts] });
    this.MANY(() => {
      parts.push(this.CONSUME(BinarySign));
      this.SUBRULE2(this.operand, { ARGS: [parts] });
      this.ACTION(() => this.limit(parts.length, first));
    });
    return this.ACTION(() => {
      const { expression, complaints } = arrange(this.source, parts);
      for (const { code, message, span, help } of complaints) this.report(code, message, span, { help });
      return expression;
    });
  });
  operand = this.RULE("operand", (parts = []) => {
    this.MANY(() => {
      parts.push(this.OR([{ ALT: () => this.CONSUME(Minus) }, { ALT: () => this.CONSUME(Not) }]));
      this.ACTION(() => this.limit(parts.length, this.LA(0)));
    });
    const first = this.LA(1);
    this.readReservedAsNameInExpression();
    let value = this.OR2({
      DEF: [
        { ALT: () => this.number() },
        { ALT: () => this.boolean(this.CONSUME(True), true) },
        { ALT: () => this.boolean(this.CONSUME(False), false) },
        { ALT: () => this.SUBRULE(this.nameOrCall) },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.SUBRULE(this.parenthesised) }
      ],
      ERR_MSG: "an expression"
    });
    this.MANY2(() => {
      this.CONSUME(Dot);
      const field = this.name(0, "the name of a field");
      this.ACTION(() => value = { kind: "field", of: value, field, span: this.spanFrom(first) });
    });
    this.ACTION(() => this.refuseForeignSuffix(value));
    parts.push(value);
  });
  /** `x.mean()` and `x[0]`, as other languages write them. */
  refuseForeignSuffix(value) {
    const [last, next] = [this.LA(0), this.LA(1)];
    if (next.startOffset !== last.startOffset + last.image.length) return;
    const span = { ...spanOf(this.source, next), start: value.kind === "field" ? value.field.span.start - 1 : next.startOffset };
    if (value.kind === "field" && tokenMatcher5(next, OpenRound)) {
      const { name } = value.field;
      this.refuse("syntax/operator", "values have no methods", span, `a function takes the value: ${name}(x), or x -> ${name}`);
    } else if (tokenMatcher5(next, OpenSquare)) {
      this.refuse("syntax/operator", "values are not indexed", span, "slice(x, axis: 0, from: 0, to: 1) takes a part of one");
    }
  }
  number() {
    const token = this.CONSUME(Numeral);
    return { kind: "number", value: Number.parseFloat(token.image), span: spanOf(this.source, token) };
  }
  boolean(token, value) {
    return { kind: "boolean", value, span: spanOf(this.source, token) };
  }
  nameOrCall = this.RULE("nameOrCall", () => {
    const callee = this.nameExpression(this.CONSUME(Name));
    const given = this.OPTION({ GATE: () => this.callsHere(), DEF: () => this.at("value", () => this.SUBRULE(this.argumentList)) });
    return given ? { kind: "call", callee, arguments: given, span: { ...callee.span, end: this.spanFrom(this.LA(0)).end } } : callee;
  });
  /** A call where nothing else will do: an optimiser, a distribution, an initialiser. */
  call = this.RULE("call", () => {
    const first = this.LA(1);
    const callee = this.nameExpression(this.CONSUME(Name));
    const given = this.SUBRULE(this.argumentList);
    return { kind: "call", callee, arguments: given, span: this.spanFrom(first) };
  });
  nameExpression(token) {
    return { kind: "name", name: token.image, span: spanOf(this.source, token) };
  }
  /** A `(` that is the first on its line never calls what ends the line before. */
  callsHere() {
    const name = this.LA(0);
    const between2 = this.source.text.slice(name.startOffset + name.image.length, this.LA(1).startOffset);
    return this.place === "count" ? between2 === "" : !between2.includes("\n");
  }
  argumentList = this.RULE("argumentList", () => {
    this.CONSUME(OpenRound);
    return this.items(CloseRound, "an argument", () => this.SUBRULE(this.argument));
  });
  argument = this.RULE("argument", () => {
    const first = this.LA(1);
    let name;
    this.readReservedAsNameInExpression();
    this.OPTION(() => {
      name = this.name(0, "the name of an argument");
      this.CONSUME2(Colon);
    });
    if (name?.name !== "over") this.readReservedAsNameInExpression();
    const value = this.OR({
      DEF: [
        // `over: sample`, though `sample` is reserved.
        { GATE: () => name?.name === "over", ALT: () => this.nameExpression(this.CONSUME3(Sample)) },
        { ALT: () => this.SUBRULE(this.expression) }
      ],
      ERR_MSG: "an argument"
    });
    return { ...name ? { name } : {}, value, span: this.spanFrom(first) };
  });
  list = this.RULE("list", () => {
    const first = this.CONSUME(OpenSquare);
    const items = this.at("value", () => this.items(CloseSquare, "an expression", () => this.SUBRULE(this.expression)));
    return { kind: "list", items, span: this.spanFrom(first) };
  });
  /** A record, `(validity: v)`, or a group. */
  parenthesised = this.RULE("parenthesised", () => {
    const inner = this.place === "stage" ? "stage" : "value";
    return this.OR({
      MAX_LOOKAHEAD: 1,
      DEF: [
        { GATE: () => this.beginsRecord(), ALT: () => this.SUBRULE(this.record) },
        {
          ALT: () => {
            const first = this.CONSUME2(OpenRound);
            const expression = this.SUBRULE2(this.expression, { ARGS: [inner] });
            this.CONSUME2(CloseRound);
            return { kind: "group", inner: expression, span: this.spanFrom(first) };
          }
        }
      ]
    });
  });
  beginsRecord() {
    const name = this.LA(2);
    return (tokenMatcher5(name, Name) || tokenMatcher5(name, Reserved)) && this.LA(3).tokenType === Colon;
  }
  record = this.RULE("record", () => {
    const first = this.CONSUME(OpenRound);
    this.refuseNothing(CloseRound, "an expression");
    const fields = this.at("value", () => this.items(CloseRound, "a field", () => this.SUBRULE(this.recordField)));
    return { kind: "record", fields, span: this.spanFrom(first) };
  });
  recordField = this.RULE("recordField", () => {
    const name = this.name(0, "the name of a field");
    this.CONSUME(Colon);
    const value = this.SUBRULE(this.expression);
    return { name, value };
  });
  // ── Mistakes that leave a tree ─────────────────────────────────────────────────────────────────────────────────────
  refuseWhatIsNoStage(stage) {
    const wrong = whatIsNoStage(stage);
    if (!wrong) return;
    const help = wrong.kind === "binary" ? "-> binds loosest: put the pipe in parentheses, (x -> f) + 1" : "a stage is a name, f, or a call, f(a)";
    this.report("syntax/stage", "what stands behind `->` is no stage", wrong.span, { help });
  }
  limit(count2, first) {
    if (count2 <= longest2) return;
    this.failures++;
    const span = { ...this.spanFrom(first), end: first.startOffset + first.image.length };
    this.report("syntax/nesting", `this expression has more than ${longest2} parts`, span, { help: "give its parts names, with let or def" });
    this.abandon();
  }
};
function whatIsNoStage(stage) {
  if (stage.kind === "name" || stage.kind === "call" || stage.kind === "repeated") return void 0;
  if (stage.kind === "if") return whatIsNoStage(stage.then) ?? whatIsNoStage(stage.else);
  if (stage.kind !== "group") return stage;
  let head = stage.inner;
  while (head.kind === "pipe") head = head.value;
  return whatIsNoStage(head);
}

// grammar/types.ts
var TypeParser = class extends ExpressionParser {
  type = this.RULE("type", () => {
    const first = this.LA(1);
    return this.OR({
      DEF: [
        {
          ALT: () => {
            const { items } = this.SUBRULE(this.list);
            return { kind: "shape", sizes: items, span: this.spanFrom(first) };
          }
        },
        {
          ALT: () => {
            this.CONSUME(Class);
            this.CONSUME(OpenSquare);
            const count2 = this.SUBRULE(this.expression);
            this.CONSUME(CloseSquare);
            return { kind: "class", count: count2, span: this.spanFrom(first) };
          }
        },
        {
          ALT: () => {
            this.CONSUME(OpenRound);
            this.refuseNothing(CloseRound, "an output");
            const fields = this.items(CloseRound, "an output", () => this.SUBRULE(this.output));
            return { kind: "outputs", fields, span: this.spanFrom(first) };
          }
        }
      ],
      ERR_MSG: "a shape"
    });
  });
  output = this.RULE("output", () => {
    const name = this.name(0, "the name of an output");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    return { name, type };
  });
};

// grammar/schedule.ts
var ScheduleParser = class extends TypeParser {
  train = this.RULE("train", () => {
    const first = this.CONSUME(Train);
    this.CONSUME(Batch);
    const batch = this.SUBRULE(this.operation);
    const statements2 = this.SUBRULE(this.block);
    return { kind: "train", batch, statements: statements2, span: this.spanFrom(first) };
  });
  block = this.RULE("block", () => {
    const statements2 = [];
    this.CONSUME(OpenCurly);
    do {
      this.MANY(() => {
        const statement = this.recover(() => this.SUBRULE(this.statement), this.atStatement);
        if (statement) statements2.push(statement);
      });
    } while (this.findsStatement());
    this.CONSUME(CloseCurly, { ERR_MSG: "a statement or `}`" });
    return statements2;
  });
  statement = this.RULE(
    "statement",
    () => this.OR([
      { ALT: () => this.SUBRULE(this.step) },
      { ALT: () => this.SUBRULE(this.repeat) },
      { ALT: () => this.SUBRULE(this.every) },
      { ALT: () => this.SUBRULE(this.clip) },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.average) }
    ])
  );
  /** An update comes first; more of them, and assignments of states, may follow. */
  step = this.RULE("step", () => {
    const first = this.CONSUME(Step);
    const updates = [this.SUBRULE(this.update)];
    const sets = [];
    this.MANY(() => {
      this.CONSUME(Comma);
      this.OR({
        DEF: [
          {
            ALT: () => {
              const set = this.SUBRULE(this.set);
              this.ACTION(() => sets.push(set.assignment));
            }
          },
          { ALT: () => updates.push(this.SUBRULE2(this.update)) }
        ],
        ERR_MSG: "the name of a loss, or `set`"
      });
    });
    return { kind: "step", updates, sets, span: this.spanFrom(first) };
  });
  update = this.RULE("update", () => {
    const first = this.LA(1);
    const loss = this.name(0, "the name of a loss");
    this.CONSUME2(By);
    const optimiser = this.SUBRULE(this.call);
    return { loss, optimiser, span: this.spanFrom(first) };
  });
  set = this.RULE("set", () => {
    const first = this.CONSUME(SetWord);
    const name = this.name(1, "the name of a state");
    this.CONSUME2(Assign);
    const value = this.SUBRULE(this.expression);
    const span = this.spanFrom(first);
    return { kind: "set", assignment: { name, value, span: { ...span, start: name.span.start } }, span };
  });
  repeat = this.RULE("repeatStatement", () => {
    const first = this.CONSUME(Repeat);
    const { count: count2, statements: statements2 } = this.SUBRULE(this.countedBlock);
    return { kind: "repeat", count: count2, statements: statements2, span: this.spanFrom(first) };
  });
  every = this.RULE("every", () => {
    const first = this.CONSUME(Every);
    const { count: count2, statements: statements2 } = this.SUBRULE(this.countedBlock);
    return { kind: "every", count: count2, statements: statements2, span: this.spanFrom(first) };
  });
  countedBlock = this.RULE("countedBlock", () => {
    const count2 = this.SUBRULE(this.operation);
    const statements2 = this.SUBRULE(this.block);
    return { count: count2, statements: statements2 };
  });
  clip = this.RULE("clip", () => {
    const first = this.CONSUME(Clip);
    const network = this.name(1, "the name of a network");
    this.CONSUME2(In);
    const { low, high } = this.SUBRULE(this.range);
    return { kind: "clip", network, low, high, span: this.spanFrom(first) };
  });
  /** `[lo, hi]` */
  range = this.RULE("range", () => {
    this.CONSUME(OpenSquare);
    const low = this.SUBRULE(this.expression);
    this.CONSUME(Comma);
    const high = this.SUBRULE2(this.expression);
    this.CONSUME(CloseSquare);
    return { low, high };
  });
  average = this.RULE("average", () => {
    const first = this.CONSUME(Average);
    const network = this.name(1, "the name of a network");
    this.CONSUME2(As);
    const as = this.name(3, "the name of the average");
    this.CONSUME4(Decay);
    const decay = this.SUBRULE(this.expression);
    return { kind: "average", network, as, decay, span: this.spanFrom(first) };
  });
  /** Whether, at what begins no statement, there is more of the block to read; the mistake is reported. */
  findsStatement() {
    const found2 = this.LA(1);
    if (this.RECORDING_PHASE || found2.tokenType === CloseCurly || found2.tokenType === EOF3) return false;
    if (this.beginsNextDeclaration(found2)) return false;
    const meant2 = tokenMatcher6(found2, Name) ? meantStatement(found2.image) : void 0;
    this.refuseStatement(meant2?.word);
    if (meant2) become(found2, meant2.type);
    else if (!this.skip(found2, this.atStatement)) this.abandon();
    return true;
  }
  refuseStatement(meant2) {
    const found2 = this.LA(1);
    if (!tokenMatcher6(found2, Name) && !tokenMatcher6(found2, DeclarationWord)) return this.stopped(found2, "a statement or `}`", this.LA(0), "block");
    this.failures++;
    const help = tokenMatcher6(found2, DeclarationWord) ? "declarations stand outside the train block" : meant2 ? `did you mean ${meant2}?` : "statements begin with step, repeat, every, clip, set or average";
    this.report("syntax/statement", `${quoted(found2)} begins no statement of the schedule`, spanOf(this.source, found2), { help });
  }
};

// grammar/networks.ts
var NetworkParser = class extends ScheduleParser {
  network = this.RULE("network", () => {
    const first = this.LA(1);
    const frozen = this.OPTION(() => this.CONSUME(Frozen)) !== void 0;
    const word2 = networkWord(this.CONSUME(AnyNetworkWord).tokenType);
    const name = this.name(1, "the name of the network");
    const parameters2 = this.SUBRULE(this.parameters);
    const output = this.OPTION2(() => {
      this.CONSUME(Arrow);
      return this.SUBRULE(this.type);
    });
    let init;
    let from;
    this.MANY(
      () => this.OR([
        { ALT: () => init = this.SUBRULE(this.initialiser) },
        {
          ALT: () => {
            this.CONSUME2(From);
            from = this.path(this.CONSUME(Text));
          }
        }
      ])
    );
    this.ACTION(() => {
      if (!output && !frozen) this.refuseMissingOutput(name);
      this.refuseParameters(parameters2, frozen);
    });
    const body = this.SUBRULE(this.body);
    const optional = { ...output ? { output } : {}, ...init ? { init } : {}, ...from ? { from } : {} };
    return { kind: "network", word: word2, frozen, name, parameters: parameters2, ...optional, body, span: this.spanFrom(first) };
  });
  initialiser = this.RULE("initialiser", () => {
    this.CONSUME(Init);
    return this.OR({
      DEF: [{ ALT: () => this.SUBRULE(this.call) }, { ALT: () => this.SUBRULE(this.record) }],
      ERR_MSG: "an initialiser, such as normal(0, 0.02),"
    });
  });
  parameters = this.RULE("parameters", () => {
    this.CONSUME(OpenRound);
    return this.items(CloseRound, "a parameter", () => this.SUBRULE(this.parameter));
  });
  parameter = this.RULE("parameter", () => {
    const first = this.LA(1);
    const name = this.name(1, "the name of a parameter");
    let type;
    let preset;
    this.OPTION(() => {
      this.CONSUME(Colon);
      type = this.SUBRULE(this.type);
    });
    this.OPTION2(() => {
      this.CONSUME(Assign);
      preset = this.SUBRULE(this.expression);
    });
    return { name, ...type ? { type } : {}, ...preset ? { default: preset } : {}, span: this.spanFrom(first) };
  });
  definition = this.RULE("definition", () => {
    const first = this.CONSUME(Def);
    const name = this.name(1, "the name of the definition");
    const parameters2 = this.SUBRULE(this.parameters);
    const body = this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(Assign);
            const result = this.SUBRULE(this.expression);
            return { lets: [], result, span: result?.span };
          }
        },
        { ALT: () => this.SUBRULE(this.body) }
      ],
      ERR_MSG: "`=` or a body in `{` `}`"
    });
    this.ACTION(() => this.refuseTypes(parameters2));
    return { kind: "def", name, parameters: parameters2, body, span: this.spanFrom(first) };
  });
  /** `{`, any number of lets, one expression, `}`. */
  body = this.RULE("body", () => {
    const first = this.CONSUME(OpenCurly);
    const lets = [];
    this.MANY(() => {
      const read = this.recover(() => this.SUBRULE(this.let), this.atLet);
      if (read) lets.push(read);
    });
    const result = this.SUBRULE(this.expression);
    this.CONSUME(CloseCurly);
    return { lets, result, span: this.spanFrom(first) };
  });
  let = this.RULE("let", () => {
    const first = this.CONSUME(Let);
    const name = this.name(1, "the name of the value");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "let", name, value, span: this.spanFrom(first) };
  });
  path(token) {
    return { text: token.image.slice(1, -1), span: spanOf(this.source, token) };
  }
  // ── Mistakes that leave a tree ─────────────────────────────────────────────────────────────────────────────────────
  refuseMissingOutput(name) {
    this.report("syntax/type", `network ${name.name} doesn't say what it gives`, name.span, { help: "write its shape behind the parameters: -> [1]" });
  }
  refuseParameters(parameters2, frozen) {
    for (const { name, type, default: preset } of parameters2) {
      if (!type && !frozen) this.report("syntax/type", `parameter ${name.name} of a network has no shape`, name.span, { help: `write it: ${name.name}: [100]` });
      if (preset) this.report("syntax/default", `parameter ${name.name} of a network can't have a default`, preset.span, { help: "only a def's parameters have defaults" });
    }
  }
  refuseTypes(parameters2) {
    for (const { name, type } of parameters2) {
      if (type) this.report("syntax/type", `parameter ${name.name} of a def takes any shape, so none is written`, type.span, { help: `write ${name.name} alone` });
    }
  }
};

// grammar/declarations.ts
var DeclarationParser = class extends NetworkParser {
  declaration = this.RULE(
    "declaration",
    () => this.OR([
      { ALT: () => this.SUBRULE(this.gan) },
      { ALT: () => this.SUBRULE(this.import) },
      { ALT: () => this.SUBRULE(this.hyper) },
      { ALT: () => this.SUBRULE(this.data) },
      { ALT: () => this.SUBRULE(this.noise) },
      { ALT: () => this.SUBRULE(this.network) },
      { ALT: () => this.SUBRULE(this.definition) },
      { ALT: () => this.SUBRULE(this.let) },
      { ALT: () => this.SUBRULE(this.state) },
      { ALT: () => this.SUBRULE(this.loss) },
      { ALT: () => this.SUBRULE(this.metric) },
      { ALT: () => this.SUBRULE(this.sample) },
      { ALT: () => this.SUBRULE(this.train) }
    ])
  );
  gan = this.RULE("gan", () => {
    const first = this.CONSUME(Gan);
    const name = this.name(1, "the name of the model");
    return { kind: "gan", name, span: this.spanFrom(first) };
  });
  import = this.RULE("import", () => {
    const first = this.CONSUME(Import);
    this.CONSUME(OpenCurly);
    this.refuseNothing(CloseCurly, "a name");
    const names = this.items(CloseCurly, "a name", () => this.name(1, "a name"));
    this.CONSUME2(From);
    const path = this.path(this.CONSUME(Text));
    return { kind: "import", names, path, span: this.spanFrom(first) };
  });
  hyper = this.RULE("hyper", () => {
    const first = this.CONSUME(Hyper);
    const items = [];
    const readItem = (index) => {
      const item = this.recover(() => this.subrule(index, this.hyperItem), this.atBareItem);
      if (item) items.push(item);
    };
    readItem(1);
    this.MANY(() => {
      this.CONSUME(Comma);
      readItem(2);
    });
    return { kind: "hyper", items, span: this.spanFrom(first) };
  });
  hyperItem = this.RULE("hyperItem", () => {
    const name = this.name(1, "the name of a hyper");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { name, value, span: { ...value?.span, source: this.source, start: name.span.start } };
  });
  data = this.RULE("data", () => {
    const first = this.CONSUME(Data);
    this.readReservedAsName();
    const items = this.OR({
      DEF: [
        { ALT: () => [this.SUBRULE(this.dataItem)] },
        {
          ALT: () => {
            this.CONSUME(OpenRound);
            this.refuseNothing(CloseRound, "the name of the data");
            return this.items(CloseRound, "the name of the data", () => this.SUBRULE2(this.dataItem));
          }
        }
      ],
      ERR_MSG: "the name of the data"
    });
    return { kind: "data", items, span: this.spanFrom(first) };
  });
  dataItem = this.RULE("dataItem", () => {
    const first = this.LA(1);
    const name = this.name(1, "the name of the data");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    const range = this.OPTION(() => {
      const start = this.CONSUME2(In);
      const { low, high } = this.SUBRULE(this.range);
      return { low, high, span: this.spanFrom(start) };
    });
    return { name, type, ...range ? { range } : {}, span: this.spanFrom(first) };
  });
  noise = this.RULE("noise", () => {
    const first = this.CONSUME(Noise);
    const name = this.name(1, "the name of the noise");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    this.CONSUME(Tilde);
    const distribution = this.SUBRULE(this.call);
    return { kind: "noise", name, type, distribution, span: this.spanFrom(first) };
  });
  state = this.RULE("state", () => {
    const first = this.CONSUME(State);
    const name = this.name(1, "the name of the state");
    const shape = this.OPTION(() => {
      this.CONSUME(Colon);
      return this.SUBRULE(this.type);
    });
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "state", name, ...shape ? { shape } : {}, value, span: this.spanFrom(first) };
  });
  loss = this.RULE("loss", () => {
    const first = this.CONSUME(Loss);
    const name = this.name(1, "the name of the loss");
    const over = [];
    this.OPTION(() => {
      this.CONSUME2(Over);
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => over.push(this.name(3, "the name of a network")), ERR_MSG: "the name of a network" });
    });
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "loss", name, over, value, span: this.spanFrom(first) };
  });
  metric = this.RULE("metric", () => {
    const first = this.CONSUME(Metric);
    const name = this.name(1, "the name of the metric");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "metric", name, value, span: this.spanFrom(first) };
  });
  sample = this.RULE("sample", () => {
    const first = this.CONSUME(Sample);
    const name = this.name(1, "the name of the sample");
    this.CONSUME(Assign);
    const value = this.SUBRULE(this.expression);
    return { kind: "sample", name, value, span: this.spanFrom(first) };
  });
};

// grammar/file.ts
var GanParser = class extends DeclarationParser {
  declarations = [];
  unread = [];
  constructor() {
    super();
    this.performSelfAnalysis();
  }
  /**
   * Every declaration that could be read, and all mistakes met on the way; nothing is said about tokens at the offsets `reported`.
   * The tokens become the parser's own.
   */
  read(source2, tokens, reported) {
    this.begin(source2, tokens, reported);
    this.declarations = [];
    this.unread = [];
    this.file();
    return { declarations: this.declarations, unread: this.unread, mistakes: this.mistakes };
  }
  file = this.RULE("file", () => {
    do {
      this.MANY({
        GATE: () => this.failures <= enough,
        DEF: () => {
          const first = this.LA(1);
          this.ACTION(() => this.declarationStart = first);
          const declaration = this.recover(() => this.SUBRULE(this.declaration), this.atDeclaration);
          this.ACTION(() => declaration ? this.declarations.push(declaration) : this.leaveUnread(first));
        }
      });
    } while (this.findsDeclaration());
  });
  leaveUnread(first) {
    this.unread.push(this.tokens.slice(this.indexOf(first), this.indexOf(this.LA(1))));
  }
  /** Whether, at what begins no declaration, there is more of the file to read; the mistake is reported. */
  findsDeclaration() {
    const first = this.LA(1);
    if (this.RECORDING_PHASE || first.tokenType === EOF4) return false;
    this.declarationStart = void 0;
    if (this.failures > enough) {
      this.skip(first, () => "skip");
      this.leaveUnread(first);
      return false;
    }
    if (this.refuseDeclaration(first)) return true;
    this.SKIP_TOKEN();
    this.skip(first, this.atDeclaration);
    this.leaveUnread(first);
    return true;
  }
  /** Reports `found`; true if it can be read as the word that was meant. */
  refuseDeclaration(found2) {
    this.failures++;
    const span = spanOf(this.source, found2);
    if ([CloseRound, CloseSquare, CloseCurly].includes(found2.tokenType)) {
      this.report("syntax/unopened", `this ${quoted(found2)} closes nothing`, span);
    } else if (tokenMatcher7(found2, StatementWord)) {
      this.report("syntax/declaration", `${quoted(found2)} stands outside the train block`, span, { help: "statements stand in train batch 64 { \u2026 }" });
    } else if (tokenMatcher7(found2, Name)) {
      return this.refuseName(found2);
    } else {
      this.stopped(found2, "a declaration", this.LA(0), "file");
    }
    return false;
  }
  refuseName(found2) {
    const next = this.LA(2);
    const hasSubject = tokenMatcher7(next, Name) || next.tokenType === OpenRound;
    const meant2 = hasSubject ? meantDeclaration(found2.image) : void 0;
    this.report("syntax/declaration", `${quoted(found2)} begins no declaration`, spanOf(this.source, found2), { help: this.likely(found2, next, meant2?.word) });
    if (meant2) become(found2, meant2.type);
    return meant2 !== void 0;
  }
  likely(found2, next, meant2) {
    if (meant2 !== void 0) return `did you mean ${meant2}?`;
    if (next.image !== "=") return void 0;
    return this.declarations.at(-1)?.kind === "hyper" ? `is a , missing before ${found2.image}?` : `did you mean let ${found2.image} = \u2026?`;
  }
};

// grammar/depth.ts
var limit = 1e3;
function refuseDepth(declaration) {
  if (depthOf(declaration) <= limit) return [];
  const { source: source2, start } = declaration.span;
  return [{
    code: "syntax/nesting",
    severity: "error",
    message: "this declaration nests deeper than a program may",
    span: { source: source2, start, end: start + 1 },
    related: [],
    help: "give its parts names, with let or def"
  }];
}
function depthOf(root) {
  let deepest3 = 0;
  const open = [[root, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    const here = "kind" in node ? depth + 1 : depth;
    deepest3 = Math.max(deepest3, here);
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "object" && value !== null && key !== "span" && key !== "at") open.push([value, here]);
    }
  }
  return deepest3;
}

// grammar/parser.ts
var parser;
function parse(source2) {
  const { tokens, mistakes: lexical, unreadable } = tokenize(source2);
  parser ??= new GanParser();
  const { declarations: declarations2, unread, mistakes: syntactic } = parser.read(source2, tokens, lexical.map(({ span }) => span.start));
  const mistakes = [...lexical, ...syntactic, ...declarations2.flatMap(refuseDepth)].sort((a, b) => a.span.start - b.span.start);
  const faulty = new Set(declarations2.filter((declaration) => mistakes.some((mistake) => within(mistake.span, declaration.span))));
  const broken2 = [
    ...unread.map((row) => declaredBy(source2, row)),
    ...[...faulty].map((declaration) => declaredBy(source2, tokensOf(declaration, tokens))),
    ...unreadable.map((span) => ({ names: [], span }))
  ].sort((a, b) => a.span.start - b.span.start);
  const whole = declarations2.filter((declaration) => !faulty.has(declaration));
  return { file: { source: source2, declarations: whole, broken: broken2 }, diagnostics: cut(mistakes) };
}
function within(inner, outer) {
  return inner.start >= outer.start && inner.start < outer.end;
}
function tokensOf(declaration, tokens) {
  return tokens.slice(firstFrom(tokens, declaration.span.start), firstFrom(tokens, declaration.span.end));
}
function cut(mistakes) {
  if (mistakes.length <= enough) return mistakes;
  const last = mistakes[enough];
  return [
    ...mistakes.slice(0, enough),
    { code: "syntax/many", severity: "error", message: `there are more mistakes than these ${enough}`, span: last.span, related: [], help: "mend these first" }
  ];
}

// runtime/program.ts
var counters = {
  /** Written by the runtime at load, from the user's seed. */
  seed: "clock.seed",
  /** Draws so far: a step adds one. Every random number depends on it. */
  draw: "clock.draw",
  /** Iterations so far; where a kernel needs it, the schedule ends in running the graph `tick`, which adds one. */
  iteration: "clock.iteration",
  /** `epoch`, kept by the runtime where a kernel needs it: written when it changes. */
  epoch: "clock.epoch"
};

// compiler/ir/graph.ts
function rootsOf(graph) {
  return [...graph.assignments.map((assignment) => assignment.value), ...graph.outputs.map((output) => output.value)];
}
function mapRoots(graph, replace) {
  return {
    name: graph.name,
    assignments: graph.assignments.map(({ slot: slot2, value }) => ({ slot: slot2, value: replace(value) })),
    outputs: graph.outputs.map(({ name, value }) => ({ name, value: replace(value) }))
  };
}

// compiler/ir/type.ts
var B = "B";
function sizeOf(shape) {
  let factor = 1;
  let batch = 0;
  for (const dim of shape) {
    if (dim === B) batch++;
    else factor *= dim;
  }
  return { factor, batch };
}
function sizeAt(size, batch) {
  return size.factor * batch ** size.batch;
}
function dimAt(dim, batch) {
  return dim === B ? batch : dim;
}
function shapeAt(shape, batch) {
  return shape.map((dim) => dimAt(dim, batch));
}
function sameShape(a, b) {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}
function sameSize(a, b) {
  return a.factor === b.factor && (a.batch === b.batch || a.factor === 0);
}
function showShape(shape) {
  return `[${shape.join(", ")}]`;
}
function showType(type) {
  return type.shape.length === 0 ? type.dtype : `${type.dtype}${showShape(type.shape)}`;
}

// compiler/ir/index.ts
var one = { factor: 1, batch: 0 };
var zero = { kind: "literal", size: { factor: 0, batch: 0 } };
function asSize(extent) {
  if (extent === B) return { factor: 1, batch: 1 };
  return typeof extent === "number" ? { factor: extent, batch: 0 } : extent;
}
function literal(value) {
  return { kind: "literal", size: typeof value === "number" ? { factor: value, batch: 0 } : value };
}
function isZero(index) {
  return index.kind === "literal" && index.size.factor === 0;
}
function times(a, b) {
  return { factor: a.factor * b.factor, batch: a.batch + b.batch };
}
function quotient(a, b) {
  if (b.factor === 0 || a.factor % b.factor !== 0 || a.batch < b.batch) return void 0;
  return { factor: a.factor / b.factor, batch: a.batch - b.batch };
}
function atMost(a, b) {
  return a.factor <= b.factor && a.batch <= b.batch;
}
function boundOf(index) {
  switch (index.kind) {
    case "variable":
      return asSize(index.extent);
    case "literal":
      return index.size.batch === 0 && index.size.factor >= 0 ? { factor: index.size.factor + 1, batch: 0 } : void 0;
    case "mod":
      return isNonNegative(index.of) ? index.by : void 0;
    case "mul": {
      const bound2 = boundOf(index.of);
      return bound2 && index.by.factor > 0 ? times(bound2, index.by) : void 0;
    }
    case "div": {
      const bound2 = boundOf(index.of);
      return bound2 && (quotient(bound2, index.by) ?? (bound2.batch === index.by.batch ? { factor: Math.ceil(bound2.factor / index.by.factor), batch: 0 } : void 0));
    }
    case "add":
      return boundOfSum(index.terms);
  }
}
function boundOfSum(terms) {
  let bound2 = one;
  for (let i = terms.length - 1; i >= 0 && bound2; i--) {
    const term = terms[i];
    const of = term.kind === "mul" ? term.of : term;
    const by = term.kind === "mul" ? term.by : one;
    const inner = boundOf(of);
    if (!inner || !isNonNegative(term)) return void 0;
    if (atMost(bound2, by)) bound2 = times(inner, by);
    else if (bound2.batch === 0 && inner.batch === 0 && by.batch === 0) bound2 = { factor: bound2.factor + (inner.factor - 1) * by.factor, batch: 0 };
    else return void 0;
  }
  return bound2;
}
function isNonNegative(index) {
  switch (index.kind) {
    case "variable":
      return true;
    case "literal":
      return index.size.factor >= 0;
    case "add":
      return index.terms.every(isNonNegative);
    case "mul":
      return index.by.factor >= 0 && isNonNegative(index.of);
    case "div":
    case "mod":
      return isNonNegative(index.of);
  }
}
function certainlyBelow(index, size) {
  if (index.kind === "literal" && index.size.batch === 0) return index.size.factor >= 0 && index.size.factor < size.factor && size.factor > 0;
  const bound2 = boundOf(index);
  return bound2 !== void 0 && isNonNegative(index) && atMost(bound2, size);
}
function mul(of, by) {
  if (by.factor === 0 || isZero(of)) return zero;
  if (by.factor === 1 && by.batch === 0) return of;
  if (of.kind === "literal") return literal(times(of.size, by));
  if (of.kind === "mul") return mul(of.of, times(of.by, by));
  if (of.kind === "add") return add(...of.terms.map((term) => mul(term, by)));
  return { kind: "mul", of, by };
}
function add(...indices) {
  const collected = /* @__PURE__ */ new Map();
  const collect = (index) => {
    if (index.kind === "add") return index.terms.forEach(collect);
    const of = index.kind === "mul" ? index.of : index.kind === "literal" ? literal(1) : index;
    const by = index.kind === "mul" ? index.by : index.kind === "literal" ? index.size : one;
    const key = `${keyOf(of)}^${by.batch}`;
    const before = collected.get(key);
    collected.set(key, { of, by: before ? { factor: before.by.factor + by.factor, batch: by.batch } : by });
  };
  indices.forEach(collect);
  const terms = [...collected.values()].filter(({ by }) => by.factor !== 0).sort((a, b) => Number(a.of.kind === "literal") - Number(b.of.kind === "literal") || b.by.batch - a.by.batch || b.by.factor - a.by.factor).map(({ of, by }) => mul(of, by));
  const joined4 = rejoin(terms);
  if (joined4.length === 0) return zero;
  return joined4.length === 1 ? joined4[0] : { kind: "add", terms: joined4 };
}
function rejoin(terms) {
  for (const high of terms) {
    const [upper, stride] = high.kind === "mul" ? [high.of, high.by] : [high, one];
    const quotientPart = upper.kind === "mod" ? upper.of : upper;
    if (quotientPart.kind !== "div") continue;
    for (const low of terms) {
      const [remainder, unit2] = low.kind === "mul" ? [low.of, low.by] : [low, one];
      if (remainder.kind !== "mod" || !sameSizes(remainder.by, quotientPart.by) || !sameSizes(times(quotientPart.by, unit2), stride)) continue;
      if (keyOf(remainder.of) !== keyOf(quotientPart.of)) continue;
      const whole = upper.kind === "mod" ? mod(quotientPart.of, times(upper.by, quotientPart.by)) : quotientPart.of;
      return rejoin([...terms.filter((term) => term !== high && term !== low), mul(whole, unit2)]);
    }
  }
  return terms;
}
function sameSizes(a, b) {
  return a.factor === b.factor && a.batch === b.batch;
}
function split(of, by) {
  const multiples = [];
  const rest = [];
  for (const term of of.kind === "add" ? of.terms : [of]) {
    const [base, factor] = term.kind === "mul" ? [term.of, term.by] : term.kind === "literal" ? [literal(1), term.size] : [term, one];
    const whole = quotient(factor, by);
    if (whole) multiples.push(mul(base, whole));
    else rest.push(term);
  }
  return { quotient: add(...multiples), rest: add(...rest) };
}
function withoutCommonFactor(of, by) {
  const terms = of.kind === "add" ? of.terms : [of];
  let factor = by.factor;
  let constant2 = 0;
  for (const term of terms) {
    if (term.kind === "literal" && term.size.batch === 0) constant2 = term.size.factor;
    else factor = greatestCommonDivisor(factor, term.kind === "mul" ? term.by.factor : term.kind === "literal" ? term.size.factor : 1);
  }
  if (factor <= 1) return void 0;
  const whole = Math.floor(constant2 / factor);
  const smaller = (size) => ({ factor: size.factor / factor, batch: size.batch });
  const reduced = terms.map((term) => term.kind === "mul" ? mul(term.of, smaller(term.by)) : term.kind === "literal" && term.size.batch > 0 ? literal(smaller(term.size)) : literal(whole));
  return { factor, index: add(...reduced), by: smaller(by), rest: constant2 - whole * factor };
}
function greatestCommonDivisor(a, b) {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}
function div(of, by) {
  if (by.factor === 1 && by.batch === 0) return of;
  if (certainlyBelow(of, by)) return zero;
  if (of.kind === "literal" && of.size.batch === 0 && by.batch === 0 && of.size.factor >= 0) return literal(Math.floor(of.size.factor / by.factor));
  if (of.kind === "div") return div(of.of, times(of.by, by));
  const parts = split(of, by);
  if (!isZero(parts.quotient) && isNonNegative(parts.rest)) return add(parts.quotient, div(parts.rest, by));
  const common = withoutCommonFactor(of, by);
  return common ? div(common.index, common.by) : { kind: "div", of, by };
}
function mod(of, by) {
  if (by.factor === 1 && by.batch === 0) return zero;
  if (certainlyBelow(of, by)) return of;
  if (of.kind === "literal" && of.size.batch === 0 && by.batch === 0 && of.size.factor >= 0) return literal(of.size.factor % by.factor);
  const parts = split(of, by);
  if (!isZero(parts.quotient) && isNonNegative(parts.rest)) return mod(parts.rest, by);
  const common = withoutCommonFactor(of, by);
  return common ? add(mul(mod(common.index, common.by), { factor: common.factor, batch: 0 }), literal(common.rest)) : { kind: "mod", of, by };
}
function stridesOf(shape) {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}
function linearise(index, shape) {
  const strides = stridesOf(shape);
  return add(...index.map((component, axis) => mul(component, strides[axis])));
}
function delinearise(position2, shape) {
  const strides = stridesOf(shape);
  return shape.map((dim, axis) => axis === 0 ? div(position2, strides[axis]) : mod(div(position2, strides[axis]), asSize(dim)));
}
function keyOf(index) {
  const size = ({ factor, batch }) => batch === 0 ? `${factor}` : `${factor}B${batch}`;
  switch (index.kind) {
    case "variable":
      return index.name;
    case "literal":
      return size(index.size);
    case "add":
      return `(${index.terms.map(keyOf).join("+")})`;
    case "mul":
      return `${keyOf(index.of)}*${size(index.by)}`;
    case "div":
      return `(${keyOf(index.of)}/${size(index.by)})`;
    case "mod":
      return `(${keyOf(index.of)}%${size(index.by)})`;
  }
}

// compiler/ir/op.ts
var IrError = class extends Error {
  name = "IrError";
};

// compiler/ops/sources.ts
function typeOf(attributes) {
  return { dtype: attributes.dtype, shape: attributes.shape };
}
var source = (name, lowering) => ({ name, type: (_, attributes) => typeOf(attributes), lowering: { kind: "source", ...lowering } });
var slotOp = source("slot", { assignable: true });
var dataOp = source("data", { assignable: false });
function slot(name, type) {
  return make(slotOp, [], { name, dtype: type.dtype, shape: type.shape });
}
function data(name, type) {
  return make(dataOp, [], { name, dtype: type.dtype, shape: type.shape });
}
function isSlot(node) {
  return node.op === slotOp;
}
function isData(node) {
  return node.op === dataOp;
}
function sourceName(node) {
  if (!isSlot(node) && !isData(node)) throw new IrError(`${node.op.name} has no name in memory`);
  return String(node.attributes.name);
}
function literal2(value, dtype) {
  if (dtype === "bool") return value === 0 ? "false" : "true";
  if (dtype === "i32") return value < 0 ? `(${value})` : String(value);
  if (!Number.isFinite(Math.fround(value))) return infinite(value);
  const text = shortest(Math.fround(value));
  return value < 0 || Object.is(value, -0) ? `(${text})` : text;
}
function infinite(value) {
  const bits = Number.isNaN(value) ? "0x7fc00000u" : value > 0 ? "0x7f800000u" : "0xff800000u";
  return `bitcast<f32>(${bits} | (B & 0u))`;
}
var largest = 34028234663852886e22;
function shortest(value) {
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value && Math.abs(rounded) <= largest) return decimal2(rounded);
  }
  return decimal2(value);
}
function decimal2(value) {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
var constantOp = {
  name: "constant",
  type: (_, attributes) => typeOf(attributes),
  evaluate: ({ attributes, shape }) => new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(Number(attributes.value)),
  lowering: { kind: "generator", uniform: true, cost: 0, wgsl: (_index, _inputs, attributes, type) => literal2(Number(attributes.value), type.dtype) }
};
function constant(value, type) {
  return make(constantOp, [], { value, dtype: type.dtype, shape: type.shape });
}
function isConstant(node) {
  return node.op === constantOp;
}
function constantValue(node) {
  return isConstant(node) ? Number(node.attributes.value) : void 0;
}
var batchSizeOp = {
  name: "batch_size",
  type: () => ({ dtype: "f32", shape: [] }),
  evaluate: ({ batch }) => Float64Array.of(batch),
  lowering: { kind: "generator", uniform: true, cost: 0, wgsl: () => "f32(B)" }
};
function batchSize() {
  return make(batchSizeOp, []);
}
var iotaOp = {
  name: "iota",
  type: (_, attributes) => ({ dtype: "i32", shape: attributes.shape }),
  evaluate({ attributes, shape }) {
    const axis = Number(attributes.axis);
    const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    return Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.floor(i / inner) % shape[axis]);
  },
  lowering: { kind: "generator", cost: 1, wgsl: (index, _inputs, attributes) => `i32(${index[Number(attributes.axis)]})` }
};
function iota(shape, axis) {
  return make(iotaOp, [], { shape, axis });
}

// compiler/ops/elementwise.ts
var numeric = ["f32", "i32"];
var real = { dtype: "f32", operands: [["f32"], ["f32"]] };
function elementwiseOp(name, rule2) {
  return {
    name,
    type(inputs) {
      const [first] = inputs;
      inputs.forEach((type, i) => {
        const allowed = rule2.operands?.[i] ?? numeric;
        if (!sameShape(type.shape, first.shape) || !allowed.includes(type.dtype)) throw new IrError(`${name} of ${inputs.map(showType).join(" and ")}`);
      });
      return { dtype: rule2.dtype ?? resultType(name, inputs, rule2), shape: first.shape };
    },
    vjp: rule2.vjp,
    evaluate({ inputs, shape }) {
      const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
      const values = inputs.map((input) => input.data);
      const args = values.map(() => 0);
      for (let i = 0; i < out.length; i++) {
        for (let k = 0; k < args.length; k++) args[k] = values[k][i];
        out[i] = rule2.evaluate(...args);
      }
      return out;
    },
    lowering: { kind: "elementwise", cost: rule2.cost ?? 1, support: rule2.support, wgsl: (operands2) => rule2.wgsl(...operands2) }
  };
}
function resultType(name, inputs, rule2) {
  const free = inputs.filter((_, i) => !rule2.operands?.[i]);
  if (free.some(({ dtype }) => dtype !== free[0].dtype)) throw new IrError(`${name} of ${inputs.map(showType).join(" and ")}`);
  return free[0].dtype;
}
function operands(...given) {
  const like = given.find((operand) => typeof operand !== "number");
  if (!like) throw new IrError("an operation of numbers alone has no shape");
  return given.map((operand) => typeof operand === "number" ? constant(operand, like.type) : operand);
}
function builder(op, build) {
  return Object.assign(build, { op });
}
function unary(name, rule2) {
  const op = elementwiseOp(name, rule2);
  return builder(op, (x) => make(op, [x]));
}
function binary(name, rule2) {
  const op = elementwiseOp(name, rule2);
  return builder(op, (a, b) => make(op, operands(a, b)));
}

// compiler/ops/logic.ts
var bools = ["bool"];
var comparison = (name, symbol, evaluate2) => binary(name, { dtype: "bool", evaluate: (a, b) => Number(evaluate2(a, b)), wgsl: (a, b) => `(${a} ${symbol} ${b})` });
var equal = comparison("equal", "==", (a, b) => a === b);
var notEqual = comparison("not_equal", "!=", (a, b) => a !== b);
var less = comparison("less", "<", (a, b) => a < b);
var lessEqual = comparison("less_equal", "<=", (a, b) => a <= b);
var greater = comparison("greater", ">", (a, b) => a > b);
var greaterEqual = comparison("greater_equal", ">=", (a, b) => a >= b);
var and = binary("and", { dtype: "bool", operands: [bools, bools], evaluate: (a, b) => a && b, wgsl: (a, b) => `(${a} & ${b})` });
var or = binary("or", { dtype: "bool", operands: [bools, bools], evaluate: (a, b) => a || b, wgsl: (a, b) => `(${a} | ${b})` });
var not = unary("not", { dtype: "bool", operands: [bools], evaluate: (a) => 1 - a, wgsl: (a) => `(!${a})` });
var selectOp = {
  ...elementwiseOp("select", { evaluate: (condition, a, b) => condition ? a : b, wgsl: (condition, a, b) => `select(${b}, ${a}, ${condition})` }),
  type([condition, a, b]) {
    const fits3 = condition.dtype === "bool" && a.dtype === b.dtype && sameShape(condition.shape, a.shape) && sameShape(a.shape, b.shape);
    if (!fits3) throw new IrError(`select of ${[condition, a, b].map(showType).join(" and ")}`);
    return a;
  },
  vjp({ inputs: [condition], cotangent }) {
    return [void 0, select(condition, cotangent, 0), select(condition, 0, cotangent)];
  }
};
var select = builder(selectOp, (condition, a, b) => make(selectOp, [condition, ...operands(a, b)]));
var castOp = {
  name: "cast",
  type: ([input], attributes) => ({ dtype: attributes.dtype, shape: input.shape }),
  vjp: ({ inputs: [x], attributes, cotangent }) => [x.type.dtype === "f32" && attributes.dtype === "f32" ? cotangent : void 0],
  evaluate({ inputs: [x], dtype }) {
    if (dtype === "bool") return x.data.map((value) => Number(value !== 0));
    return dtype === "i32" ? x.data.map(Math.trunc) : x.data;
  },
  lowering: { kind: "elementwise", cost: 1, wgsl: ([x], attributes) => `${String(attributes.dtype)}(${x})` }
};
var cast = builder(castOp, (x, dtype) => x.type.dtype === dtype ? x : make(castOp, [x], { dtype }));
var stopOp = {
  name: "stop",
  type: ([input]) => input,
  evaluate: ({ inputs: [x] }) => x.data,
  lowering: { kind: "elementwise", cost: 0, wgsl: ([x]) => x }
};
var stop = builder(stopOp, (x) => make(stopOp, [x]));

// compiler/ops/exponential.ts
var exp = unary("exp", {
  ...real,
  evaluate: Math.exp,
  vjp: ({ cotangent, output }) => [mul2(cotangent, output)],
  wgsl: (x) => `exp(${x})`,
  cost: 6
});
var log = unary("log", {
  ...real,
  evaluate: Math.log,
  vjp: ({ cotangent, inputs: [x] }) => [div2(cotangent, x)],
  wgsl: (x) => `log(${x})`,
  cost: 6
});
var sqrt = unary("sqrt", {
  ...real,
  evaluate: Math.sqrt,
  vjp({ cotangent, output }) {
    const zero4 = equal(output, 0);
    return [select(zero4, 0, div2(mul2(cotangent, 0.5), select(zero4, 1, output)))];
  },
  wgsl: (x) => `sqrt(${x})`,
  cost: 4
});
var softplus = unary("softplus", {
  ...real,
  evaluate: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  vjp: ({ cotangent, inputs: [x] }) => [mul2(cotangent, sigmoid(x))],
  wgsl: (x) => `stable_softplus(${x})`,
  cost: 18,
  support: [
    `fn stable_softplus(x: f32) -> f32 {
  let tail = exp(-abs(x));
  // log(1 + t) by its series where 1 + t would round the digits of t away.
  let series = tail * (1.0 - tail * (0.5 - tail * (0.33333334 - tail * 0.25)));
  return max(x, 0.0) + select(log(1.0 + tail), series, tail < 0.02);
}`
  ]
});
var sigmoid = unary("sigmoid", {
  ...real,
  evaluate: (x) => x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)),
  vjp: ({ cotangent, output }) => [mul2(cotangent, mul2(output, sub(1, output)))],
  wgsl: (x) => `stable_sigmoid(${x})`,
  cost: 10,
  support: [
    `fn stable_sigmoid(x: f32) -> f32 {
  let tail = exp(-abs(x));
  return select(tail, 1.0, x >= 0.0) / (1.0 + tail);
}`
  ]
});
var tanh = unary("tanh", {
  ...real,
  evaluate: Math.tanh,
  vjp: ({ cotangent, output }) => [mul2(cotangent, sub(1, mul2(output, output)))],
  wgsl: (x) => `stable_tanh(${x})`,
  cost: 14,
  support: [
    `// WGSL's own may be off by 1e-5, or overflow. Near 0, where 1 - t would lose the digits of x, the series serves.
fn stable_tanh(x: f32) -> f32 {
  let tail = exp(-2.0 * abs(x));
  let square = x * x;
  let series = x * (1.0 - square * (0.33333334 - square * (0.13333334 - square * 0.053968254)));
  return select(sign(x) * (1.0 - tail) / (1.0 + tail), series, abs(x) < 0.2);
}`
  ]
});
var erf = unary("erf", {
  ...real,
  evaluate: errorFunction,
  vjp: ({ cotangent, inputs: [x] }) => [mul2(cotangent, mul2(exp(neg(mul2(x, x))), 2 / Math.sqrt(Math.PI)))],
  wgsl: (x) => `error_function(${x})`,
  cost: 20,
  support: [
    `// Abramowitz and Stegun 7.1.26: off by at most 1.5e-7, a unit in float32's last place.
fn error_function(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-x * x);
  return select(1.0 - tail, tail - 1.0, x < 0.0);
}`
  ]
});
function errorFunction(x) {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total) && n < 200; n++) {
      term *= -(x * x) / n;
      total += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * total;
  }
  let fraction = 0;
  for (let n = 80; n > 0; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * (size + fraction)));
}

// compiler/ops/arithmetic.ts
var add2 = binary("add", {
  evaluate: (a, b) => a + b,
  vjp: ({ cotangent }) => [cotangent, cotangent],
  wgsl: (a, b) => `(${a} + ${b})`
});
var sub = binary("sub", {
  evaluate: (a, b) => a - b,
  vjp: ({ cotangent }) => [cotangent, neg(cotangent)],
  wgsl: (a, b) => `(${a} - ${b})`
});
var mul2 = binary("mul", {
  evaluate: (a, b) => a * b,
  vjp: ({ inputs: [a, b], cotangent }) => [mul2(cotangent, b), mul2(cotangent, a)],
  wgsl: (a, b) => `(${a} * ${b})`
});
var div2 = binary("div", {
  ...real,
  evaluate: (a, b) => a / b,
  vjp: ({ inputs: [, b], output, cotangent }) => [div2(cotangent, b), neg(div2(mul2(cotangent, output), b))],
  wgsl: (a, b) => `(${a} / ${b})`,
  cost: 4
});
var mod2 = binary("mod", {
  ...real,
  evaluate: (a, b) => a - Math.floor(a / b) * b,
  vjp: ({ inputs: [a, b], cotangent }) => [cotangent, neg(mul2(cotangent, floor(div2(a, b))))],
  wgsl: (a, b) => `(${a} - floor(${a} / ${b}) * ${b})`,
  cost: 6
});
var pow = binary("pow", {
  ...real,
  evaluate: (a, b) => a ** b,
  vjp({ inputs: [a, b], output, cotangent }) {
    const known = constantValue(b);
    if (known !== void 0) return [known === 0 ? constant(0, a.type) : mul2(cotangent, mul2(b, pow(a, known - 1))), void 0];
    const flat = equal(b, 0);
    const base = mul2(cotangent, select(flat, 0, mul2(b, pow(a, select(flat, 1, sub(b, 1))))));
    const positive = greater(a, 0);
    return [base, mul2(cotangent, select(positive, mul2(output, log(select(positive, a, 1))), 0))];
  },
  wgsl: (a, b) => `signed_power(${a}, ${b})`,
  cost: 12,
  support: [
    `// WGSL's pow is undefined for a base below zero; whole exponents have a value there.
fn signed_power(base: f32, exponent: f32) -> f32 {
  if (exponent == 0.0) { return 1.0; }
  let size = pow(abs(base), exponent);
  let odd = floor(exponent * 0.5) * 2.0 != exponent;
  return select(size, -size, base < 0.0 && odd);
}`
  ]
});
var neg = unary("neg", {
  evaluate: (x) => -x,
  vjp: ({ cotangent }) => [neg(cotangent)],
  wgsl: (x) => `(-${x})`
});
var abs = unary("abs", {
  evaluate: Math.abs,
  vjp: ({ inputs: [x], cotangent }) => [mul2(cotangent, sign2(x))],
  wgsl: (x) => `abs(${x})`
});
var sign2 = unary("sign", { evaluate: Math.sign, wgsl: (x) => `sign(${x})` });
var floor = unary("floor", { ...real, evaluate: Math.floor, wgsl: (x) => `floor(${x})` });
var round = unary("round", {
  ...real,
  evaluate(x) {
    const nearest2 = Math.round(x);
    return Math.abs(x - Math.trunc(x)) === 0.5 ? 2 * Math.round(x / 2) : nearest2;
  },
  wgsl: (x) => `round(${x})`
});
var minimum = binary("minimum", {
  evaluate: Math.min,
  vjp: ({ inputs: [a, b], cotangent }) => chosen(greaterEqual(b, a), cotangent),
  wgsl: (a, b) => `min(${a}, ${b})`
});
var maximum = binary("maximum", {
  evaluate: Math.max,
  vjp: ({ inputs: [a, b], cotangent }) => chosen(greaterEqual(a, b), cotangent),
  wgsl: (a, b) => `max(${a}, ${b})`
});
function chosen(first, cotangent) {
  return [select(first, cotangent, 0), select(first, 0, cotangent)];
}

// compiler/ops/index-map.ts
function movement(name, rule2) {
  return {
    name,
    type: rule2.type,
    vjp: rule2.vjp,
    lowering: { kind: "movement", index: rule2.index },
    evaluate({ inputs: [x], attributes, shape, batch }) {
      return moved(x, shape, mapOf(rule2.index, attributes, x.shape, shape, batch));
    }
  };
}
function moved(x, shape, place) {
  const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    const from = place(index);
    if (from >= 0) out[i] = x.data[from];
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return out;
}
function mapOf(rule2, attributes, input, output, batch) {
  const at2 = { ...attributes, ...attributes.shape ? { shape: shapeAt(attributes.shape, batch) } : {}, ...attributes.end ? { end: shapeAt(attributes.end, batch) } : {} };
  const variables = output.map((extent, axis) => ({ kind: "variable", name: `i${axis}`, extent }));
  const access = rule2(variables, at2, { dtype: "f32", shape: input }, { dtype: "f32", shape: output });
  const address = linearise(access.index, input);
  return (index) => {
    const holds = (access.when ?? []).every((condition) => {
      const value = valueOf(condition.of, index);
      return condition.kind === "divides" ? value % condition.by === 0 : value >= condition.low && value >= 0 && value < condition.below.factor;
    });
    return holds ? valueOf(address, index) : -1;
  };
}
function valueOf(index, at2) {
  switch (index.kind) {
    case "variable":
      return at2[Number(index.name.slice(1))];
    case "literal":
      return index.size.factor;
    case "add":
      return index.terms.reduce((total, term) => total + valueOf(term, at2), 0);
    case "mul":
      return valueOf(index.of, at2) * index.by.factor;
    case "div":
      return Math.floor(valueOf(index.of, at2) / index.by.factor);
    case "mod":
      return valueOf(index.of, at2) % index.by.factor;
  }
}

// compiler/ops/movement.ts
var shapeAttribute = (attributes) => attributes.shape;
var numbers = (attributes, name) => attributes[name];
var reshapeOp = movement("reshape", {
  type([input], attributes) {
    const shape = shapeAttribute(attributes);
    if (!sameSize(sizeOf(input.shape), sizeOf(shape))) throw new IrError(`reshape of ${showShape(input.shape)} to ${showShape(shape)}`);
    return { dtype: input.dtype, shape };
  },
  vjp: ({ inputs: [x], cotangent }) => [reshape(cotangent, x.type.shape)],
  index: (output, attributes, input) => ({ index: delinearise(linearise(output, shapeAttribute(attributes)), input.shape) })
});
var reshape = builder(reshapeOp, (x, shape) => sameShape(x.type.shape, shape) ? x : make(reshapeOp, [x], { shape }));
var permuteOp = movement("permute", {
  type([input], attributes) {
    const axes = numbers(attributes, "axes");
    if (axes.length !== input.shape.length || new Set(axes).size !== axes.length) throw new IrError(`permute of ${showShape(input.shape)} by [${axes.join(", ")}]`);
    return { dtype: input.dtype, shape: axes.map((axis) => input.shape[axis]) };
  },
  vjp({ attributes, cotangent }) {
    const axes = numbers(attributes, "axes");
    return [permute(cotangent, axes.map((_, axis) => axes.indexOf(axis)))];
  },
  index(output, attributes) {
    const axes = numbers(attributes, "axes");
    return { index: axes.map((_, axis) => output[axes.indexOf(axis)]) };
  }
});
var permute = builder(permuteOp, (x, axes) => axes.every((axis, i) => axis === i) ? x : make(permuteOp, [x], { axes }));
var broadcastOp = movement("broadcast", {
  type([input], attributes) {
    const shape = shapeAttribute(attributes);
    const axes = numbers(attributes, "axes");
    const fits3 = axes.length === input.shape.length && axes.every((to, axis) => (axis === 0 || to > axes[axis - 1]) && (input.shape[axis] === shape[to] || input.shape[axis] === 1));
    if (!fits3) throw new IrError(`broadcast of ${showShape(input.shape)} to ${showShape(shape)} along [${axes.join(", ")}]`);
    return { dtype: input.dtype, shape };
  },
  /** The sum over every axis that the broadcast repeats. */
  vjp({ inputs: [x], attributes, output, cotangent }) {
    const axes = numbers(attributes, "axes");
    const repeated3 = output.type.shape.flatMap((dim, to) => {
      const axis = axes.indexOf(to);
      return axis < 0 || x.type.shape[axis] !== dim ? [to] : [];
    });
    return [reshape(sum(cotangent, repeated3), x.type.shape)];
  },
  index(output, attributes, input) {
    return { index: numbers(attributes, "axes").map((to, axis) => input.shape[axis] === 1 ? zero : output[to]) };
  }
});
var broadcast = builder(broadcastOp, (x, shape, axes) => sameShape(x.type.shape, shape) ? x : make(broadcastOp, [x], { shape, axes }));
function padded(dim, low, high, interior) {
  if (dim === B) {
    if (low !== 0 || high !== 0 || interior !== 0) throw new IrError("pad of the batch axis");
    return B;
  }
  return low + dim + Math.max(0, dim - 1) * interior + high;
}
var padOp = movement("pad", {
  type([input], attributes) {
    const [low, high, interior] = ["low", "high", "interior"].map((name) => numbers(attributes, name));
    if ([...low, ...high, ...interior].some((amount) => amount < 0)) throw new IrError("pad by a negative amount");
    return { dtype: input.dtype, shape: input.shape.map((dim, axis) => padded(dim, low[axis], high[axis], interior[axis])) };
  },
  vjp({ inputs: [x], attributes, cotangent }) {
    const [low, interior] = ["low", "interior"].map((name) => numbers(attributes, name));
    const end = x.type.shape.map((dim, axis) => dim === B ? B : low[axis] + (dim - 1) * (interior[axis] + 1) + 1);
    return [slice(cotangent, low, end, interior.map((amount) => amount + 1))];
  },
  index(output, attributes, input) {
    const [low, interior] = ["low", "interior"].map((name) => numbers(attributes, name));
    const shifted = output.map((index, axis) => add(index, literal(-low[axis])));
    const when = shifted.flatMap((of, axis) => {
      const dim = input.shape[axis];
      const step = interior[axis] + 1;
      const within2 = dim === B ? [] : [{ kind: "within", of, low: 0, below: asSize((dim - 1) * step + 1) }];
      return step > 1 ? [...within2, { kind: "divides", of, by: step }] : within2;
    });
    return { index: shifted.map((of, axis) => interior[axis] > 0 ? div(of, asSize(interior[axis] + 1)) : of), when };
  }
});
var pad = builder(padOp, (x, low, high, interior = low.map(() => 0)) => [...low, ...high, ...interior].every((amount) => amount === 0) ? x : make(padOp, [x], { low, high, interior }));
var sliceOp = movement("slice", {
  type([input], attributes) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    const end = attributes.end;
    const shape = input.shape.map((dim, axis) => {
      const to = end[axis];
      if (dim === B || to === B) {
        if (dim !== to || start[axis] !== 0 || step[axis] !== 1) throw new IrError("slice of the batch axis");
        return B;
      }
      if (start[axis] < 0 || to > dim || to <= start[axis] || step[axis] < 1) throw new IrError(`slice ${start[axis]} to ${to} by ${step[axis]} of ${showShape(input.shape)}`);
      return Math.ceil((to - start[axis]) / step[axis]);
    });
    return { dtype: input.dtype, shape };
  },
  vjp({ inputs: [x], attributes, output, cotangent }) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    const high = x.type.shape.map((dim, axis) => {
      const kept3 = output.type.shape[axis];
      return dim === B || kept3 === B ? 0 : dim - start[axis] - (kept3 - 1) * step[axis] - 1;
    });
    return [pad(cotangent, start, high, step.map((amount) => amount - 1))];
  },
  index(output, attributes) {
    const [start, step] = ["start", "step"].map((name) => numbers(attributes, name));
    return { index: output.map((index, axis) => add(mul(index, asSize(step[axis])), literal(start[axis]))) };
  }
});
var slice = builder(sliceOp, (x, start, end, step = start.map(() => 1)) => {
  const whole = x.type.shape.every((dim, axis) => start[axis] === 0 && step[axis] === 1 && end[axis] === dim);
  return whole ? x : make(sliceOp, [x], { start, end, step });
});
var reverseOp = movement("reverse", {
  type: ([input]) => input,
  vjp: ({ attributes, cotangent }) => [reverse(cotangent, numbers(attributes, "axes"))],
  index(output, attributes, input) {
    const axes = numbers(attributes, "axes");
    return { index: output.map((index, axis) => axes.includes(axis) ? add(literal(input.shape[axis] === B ? { factor: 1, batch: 1 } : asSize(input.shape[axis])), literal(-1), mul(index, { factor: -1, batch: 0 })) : index) };
  }
});
var reverse = builder(reverseOp, (x, axes) => axes.length === 0 ? x : make(reverseOp, [x], { axes }));

// compiler/ops/reduction.ts
var axesOf = (attributes) => attributes.axes;
var kept = (shape, axes) => shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
function reduction(name, combine, vjp) {
  const [start, step] = combine === "sum" ? [0, (a, b) => a + b] : [-Infinity, Math.max];
  return {
    name,
    type([input], attributes) {
      const axes = axesOf(attributes);
      if (axes.some((axis) => axis < 0 || axis >= input.shape.length) || input.dtype === "bool") throw new IrError(`${name} of ${showShape(input.shape)} over [${axes.join(", ")}]`);
      return { dtype: input.dtype, shape: kept(input.shape, axes).map((axis) => input.shape[axis]) };
    },
    vjp,
    evaluate({ inputs: [x], attributes, shape }) {
      const out = new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(start);
      const axes = axesOf(attributes);
      const strides = x.shape.map(() => 0);
      let stride = 1;
      for (const axis of kept(x.shape, axes).reverse()) {
        strides[axis] = stride;
        stride *= x.shape[axis];
      }
      const index = x.shape.map(() => 0);
      let place = 0;
      for (let i = 0; i < x.data.length; i++) {
        out[place] = step(out[place], x.data[i]);
        for (let axis = x.shape.length - 1; axis >= 0; axis--) {
          place += strides[axis];
          if (++index[axis] < x.shape[axis]) break;
          place -= strides[axis] * x.shape[axis];
          index[axis] = 0;
        }
      }
      return out;
    },
    lowering: {
      kind: "reduction",
      combine,
      space: (attributes, [input]) => axesOf(attributes).map((axis) => input.shape[axis]),
      factors(output, reduced, attributes, [input]) {
        const axes = axesOf(attributes);
        const rest = kept(input.shape, axes);
        return [{ index: input.shape.map((_, axis) => axes.includes(axis) ? reduced[axes.indexOf(axis)] : output[rest.indexOf(axis)]) }];
      }
    }
  };
}
var sumOp = reduction("sum", "sum", ({ inputs: [x], attributes, cotangent }) => [broadcast(cotangent, x.type.shape, kept(x.type.shape, axesOf(attributes)))]);
var maxOp = reduction("max", "max", ({ inputs: [x], attributes, output, cotangent }) => {
  const { shape } = x.type;
  const axes = axesOf(attributes);
  const rest = kept(shape, axes);
  const spread3 = (node) => broadcast(node, shape, rest);
  const position2 = positionAlong(shape, axes);
  const tied = equal(x, spread3(output));
  const backwards = select(tied, mul2(position2, -1), -Number.MAX_SAFE_INTEGER);
  const first = equal(backwards, spread3(reduceMax(backwards, axes)));
  return [select(first, spread3(cotangent), 0)];
});
function positionAlong(shape, axes) {
  let position2;
  for (const axis of axes) {
    const here = cast(iota(shape, axis), "f32");
    const dim = shape[axis];
    position2 = position2 === void 0 ? here : add2(mul2(position2, dim === B ? broadcast(batchSize(), shape, []) : dim), here);
  }
  return position2;
}
var sum = builder(sumOp, (x, axes) => reduce(sumOp, x, axes));
var reduceMax = builder(maxOp, (x, axes) => reduce(maxOp, x, axes));
function reduce(op, x, axes) {
  if (axes.length === 0) return x;
  return make(op, [x], { axes: [...axes].sort((a, b) => a - b) });
}

// compiler/ops/spec.ts
function parseSpec(text) {
  const match2 = /^([a-z]*),([a-z]*)->([a-z]*)$/.exec(text);
  if (!match2) throw new IrError(`"${text}" is no einsum of two operands`);
  return { a: match2[1], b: match2[2], out: match2[3] };
}
function extentsOf(spec, inputs, known = []) {
  const found2 = new Map(known);
  [spec.a, spec.b].forEach((letters3, i) => {
    if (letters3.length !== inputs[i].shape.length || new Set(letters3).size !== letters3.length) throw new IrError(`einsum "${letters3}" of an operand of ${inputs[i].shape.length} axes`);
    [...letters3].forEach((letter, axis) => {
      const dim = inputs[i].shape[axis];
      if ((found2.get(letter) ?? dim) !== dim) throw new IrError(`einsum: ${letter} is ${found2.get(letter)} and ${dim}`);
      found2.set(letter, dim);
    });
  });
  return found2;
}

// compiler/ops/contraction.ts
var specOf = (attributes) => parseSpec(String(attributes.spec));
var summedOf = ({ a, out }) => [...a].filter((letter) => !out.includes(letter));
var contractOp = {
  name: "contract",
  type(inputs, attributes) {
    const spec = specOf(attributes);
    const found2 = extentsOf(spec, inputs);
    if (inputs.some(({ dtype }) => dtype !== "f32") || new Set(spec.out).size !== spec.out.length) throw new IrError(`contract "${String(attributes.spec)}"`);
    const shape = [...spec.out].map((letter) => {
      const dim = found2.get(letter);
      if (dim === void 0) throw new IrError(`contract "${String(attributes.spec)}": ${letter} comes from nowhere`);
      return dim;
    });
    return { dtype: "f32", shape };
  },
  vjp({ inputs: [x, w], attributes, cotangent }) {
    const { a, b, out } = specOf(attributes);
    return [contract(`${out},${b}->${a}`, cotangent, w), contract(`${out},${a}->${b}`, cotangent, x)];
  },
  evaluate({ inputs: [x, w], attributes }) {
    const spec = specOf(attributes);
    const size = /* @__PURE__ */ new Map();
    [...spec.a].forEach((letter, axis) => size.set(letter, x.shape[axis]));
    [...spec.b].forEach((letter, axis) => size.set(letter, w.shape[axis]));
    const batch = [...spec.out].filter((letter) => spec.a.includes(letter) && spec.b.includes(letter));
    const rows = [...spec.out].filter((letter) => spec.a.includes(letter) && !spec.b.includes(letter));
    const columns = [...spec.out].filter((letter) => !spec.a.includes(letter));
    const summed = summedOf(spec);
    const left2 = offsets(spec.a, x.shape, [batch, rows, summed], size);
    const right = offsets(spec.b, w.shape, [batch, columns, summed], size);
    const result = offsets(spec.out, [...spec.out].map((letter) => size.get(letter)), [batch, rows, columns], size);
    const out = new Float64Array(result.length);
    for (let z = 0; z < left2[0].length; z++) {
      for (let m = 0; m < left2[1].length; m++) {
        for (let n = 0; n < right[1].length; n++) {
          const from = left2[0][z] + left2[1][m];
          const with_ = right[0][z] + right[1][n];
          let total = 0;
          for (let k = 0; k < left2[2].length; k++) total += x.data[from + left2[2][k]] * w.data[with_ + right[2][k]];
          out[result[0][z] + result[1][m] + result[2][n]] = total;
        }
      }
    }
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space(attributes, inputs) {
      const spec = specOf(attributes);
      const found2 = extentsOf(spec, inputs);
      return summedOf(spec).map((letter) => found2.get(letter));
    },
    factors(output, reduced, attributes) {
      const spec = specOf(attributes);
      const summed = summedOf(spec);
      const at2 = (letter) => spec.out.includes(letter) ? output[spec.out.indexOf(letter)] : reduced[summed.indexOf(letter)];
      return [spec.a, spec.b].map((letters3) => ({ index: [...letters3].map(at2) }));
    }
  }
};
function offsets(letters3, shape, groups, size) {
  const stride = /* @__PURE__ */ new Map();
  let count2 = 1;
  for (let axis = letters3.length - 1; axis >= 0; axis--) {
    stride.set(letters3[axis], count2);
    count2 *= shape[axis];
  }
  const lists = groups.map(
    (group) => group.reduce((starts, letter) => starts.flatMap((start) => Array.from({ length: size.get(letter) }, (_, i) => start + i * stride.get(letter))), [0])
  );
  return { 0: lists[0], 1: lists[1], 2: lists[2], length: count2 };
}
var contract = builder(contractOp, (spec, a, b) => {
  const parsed = parseSpec(spec);
  const left2 = alone(parsed.a, parsed.b, parsed.out, a);
  const right = alone(parsed.b, parsed.a, parsed.out, b);
  return make(contractOp, [left2.node, right.node], { spec: `${left2.letters},${right.letters}->${parsed.out}` });
});
function alone(letters3, other, out, node) {
  const axes = [...letters3].flatMap((letter, axis) => other.includes(letter) || out.includes(letter) ? [] : [axis]);
  return { letters: [...letters3].filter((_, axis) => !axes.includes(axis)).join(""), node: sum(node, axes) };
}
function specOfContraction(node) {
  return specOf(node.attributes);
}

// compiler/ops/tie.ts
var roles = ["wide", "narrow", "window"];
function narrowExtent(wide, window2, { stride, dilation, pad: pad3 }) {
  return Math.floor((wide + 2 * pad3 - dilation * (window2 - 1) - 1) / stride) + 1;
}
function isPhased({ stride, dilation }) {
  return stride > 1 && dilation === 1;
}
function summedExtent(tie, result) {
  if (result === "window") return tie.extents.narrow;
  return result === "wide" && isPhased(tie) ? Math.ceil(tie.extents.window / tie.stride) : tie.extents.window;
}
function placesOf(tie, result, output, summed) {
  const { extents, stride, dilation, pad: pad3 } = tie;
  const within2 = (of, below) => ({ kind: "within", of, low: 0, below: asSize(below) });
  const always = (index) => ({ index, when: [] });
  if (result !== "wide") {
    const [p2, k] = result === "narrow" ? [output, summed] : [summed, output];
    const q = add(mul(p2, asSize(stride)), mul(k, asSize(dilation)), literal(-pad3));
    return { wide: { index: q, when: [within2(q, extents.wide)] }, narrow: always(p2), window: always(k) };
  }
  const shifted = add(output, literal(pad3));
  if (isPhased(tie)) {
    const k = add(mul(summed, asSize(stride)), mod(shifted, asSize(stride)));
    const p2 = add(div(shifted, asSize(stride)), mul(summed, { factor: -1, batch: 0 }));
    return { wide: always(output), narrow: { index: p2, when: [within2(p2, extents.narrow)] }, window: { index: k, when: [within2(k, extents.window)] } };
  }
  const distance = add(shifted, mul(summed, { factor: -dilation, batch: 0 }));
  const reached = within2(distance, (extents.narrow - 1) * stride + 1);
  if (stride === 1) return { wide: always(output), narrow: { index: distance, when: [reached] }, window: always(summed) };
  return { wide: always(output), narrow: { index: div(distance, asSize(stride)), when: [reached, { kind: "divides", of: distance, by: stride }] }, window: always(summed) };
}
function meetingsOf({ extents, stride, dilation, pad: pad3 }) {
  const found2 = [];
  for (let narrow2 = 0; narrow2 < extents.narrow; narrow2++) {
    for (let window2 = 0; window2 < extents.window; window2++) {
      const wide = stride * narrow2 + dilation * window2 - pad3;
      if (wide >= 0 && wide < extents.wide) found2.push({ wide, narrow: narrow2, window: window2 });
    }
  }
  return found2;
}
function partsOf(tie, result) {
  const { wide } = tie.extents;
  return result === "wide" && isPhased(tie) && wide % tie.stride === 0 ? [wide / tie.stride, tie.stride] : void 0;
}

// compiler/ops/convolution.ts
var numbers2 = (attributes, name) => attributes[name];
var specOf2 = (attributes) => parseSpec(String(attributes.spec));
var byRole = (of) => ({ wide: of("wide"), narrow: of("narrow"), window: of("window") });
function attributesOf(spec, ties) {
  const letters3 = roles.map((role) => [role, ties.map((tie) => tie.letters[role]).join("")]);
  const extents = roles.map((role) => [`${role}_extents`, ties.map((tie) => tie.extents[role])]);
  const numbersOf = ["stride", "dilation", "pad"].map((name) => [name, ties.map((tie) => tie[name])]);
  return { spec, ...Object.fromEntries([...letters3, ...extents, ...numbersOf]) };
}
function tiesOf(attributes) {
  return numbers2(attributes, "stride").map((stride, i) => ({
    letters: byRole((role) => String(attributes[role])[i]),
    extents: byRole((role) => numbers2(attributes, `${role}_extents`)[i]),
    stride,
    dilation: numbers2(attributes, "dilation")[i],
    pad: numbers2(attributes, "pad")[i]
  }));
}
function lettersOf(spec, ties, inputs) {
  return extentsOf(spec, inputs, ties.flatMap(({ letters: letters3, extents }) => roles.map((role) => [letters3[role], extents[role]])));
}
var isTied = (ties, letter) => ties.some(({ letters: letters3 }) => roles.some((role) => letters3[role] === letter));
function untiedSums({ a, out }, ties) {
  return [...a].filter((letter) => !out.includes(letter) && !isTied(ties, letter));
}
function resultOf({ letters: letters3 }, { out }) {
  return roles.find((role) => out.includes(letters3[role]));
}
var convOp = {
  name: "conv",
  type(inputs, attributes) {
    const spec = specOf2(attributes);
    const ties = tiesOf(attributes);
    const found2 = lettersOf(spec, ties, inputs);
    const tensors = [spec.a, spec.b, spec.out];
    const meet = ties.every(({ letters: letters3 }) => new Set(roles.map((role) => tensors.findIndex((text) => text.includes(letters3[role])))).size === 3);
    const shape = [...spec.out].map((letter) => found2.get(letter));
    if (!meet || inputs.some(({ dtype }) => dtype !== "f32") || new Set(spec.out).size !== spec.out.length || shape.includes(void 0)) throw new IrError(`conv "${String(attributes.spec)}"`);
    return { dtype: "f32", shape: shape.map((dim) => dim) };
  },
  vjp({ inputs: [x, w], attributes, cotangent }) {
    const { a, b, out } = specOf2(attributes);
    const ties = tiesOf(attributes);
    return [conv(`${out},${b}->${a}`, cotangent, w, ties), conv(`${out},${a}->${b}`, cotangent, x, ties)];
  },
  evaluate({ inputs: [x, w], attributes, shape }) {
    const spec = specOf2(attributes);
    const ties = tiesOf(attributes);
    const tensors = [{ letters: spec.a, shape: x.shape }, { letters: spec.b, shape: w.shape }, { letters: spec.out, shape }];
    const size = new Map(tensors.flatMap(({ letters: letters3, shape: extents }) => [...letters3].map((letter, axis) => [letter, extents[axis]])));
    const untied = [...size].filter(([letter]) => !isTied(ties, letter)).map(([letter, extent]) => Array.from({ length: extent }, (_, i) => /* @__PURE__ */ new Map([[letter, i]])));
    const tied = ties.map((tie) => meetingsOf(tie).map((meeting2) => new Map(roles.map((role) => [tie.letters[role], meeting2[role]]))));
    const [free, meeting] = [offsets2(tensors, untied), offsets2(tensors, tied)];
    const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
    for (const [a, b, to] of free) for (const [p2, q, r] of meeting) out[to + r] += x.data[a + p2] * w.data[b + q];
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space(attributes, inputs) {
      const spec = specOf2(attributes);
      const ties = tiesOf(attributes);
      const found2 = lettersOf(spec, ties, inputs);
      return [...untiedSums(spec, ties).map((letter) => found2.get(letter)), ...ties.map((tie) => summedExtent(tie, resultOf(tie, spec)))];
    },
    factors(output, reduced, attributes) {
      const spec = specOf2(attributes);
      const ties = tiesOf(attributes);
      const sums = untiedSums(spec, ties);
      const free = new Map([...[...spec.out].map((letter, axis) => [letter, output[axis]]), ...sums.map((letter, i) => [letter, reduced[i]])]);
      const tied = /* @__PURE__ */ new Map();
      ties.forEach((tie, i) => {
        const result = resultOf(tie, spec);
        const places = placesOf(tie, result, free.get(tie.letters[result]), reduced[sums.length + i]);
        roles.forEach((role) => tied.set(tie.letters[role], places[role]));
      });
      return [spec.a, spec.b].map((letters3) => ({
        index: [...letters3].map((letter) => tied.get(letter)?.index ?? free.get(letter)),
        when: [...letters3].flatMap((letter) => tied.get(letter)?.when ?? [])
      }));
    },
    parts(attributes, { shape }) {
      const spec = specOf2(attributes);
      const ties = tiesOf(attributes);
      return [...spec.out].map((letter, axis) => {
        const tie = ties.find(({ letters: letters3 }) => letters3.wide === letter);
        return (tie && partsOf(tie, "wide")) ?? [shape[axis]];
      });
    }
  }
};
function offsets2(tensors, lists) {
  const strides = tensors.map(({ letters: letters3, shape }) => new Map([...letters3].map((letter, axis) => [letter, shape.slice(axis + 1).reduce((a, b) => a * b, 1)])));
  return lists.reduce(
    (starts, list) => {
      const steps = list.map((place) => strides.map((stride) => [...place].reduce((sum2, [letter, i]) => sum2 + i * (stride.get(letter) ?? 0), 0)));
      return starts.flatMap((start) => steps.map((step) => start.map((offset, i) => offset + step[i])));
    },
    [tensors.map(() => 0)]
  );
}
var conv = builder(convOp, (spec, a, b, ties) => make(convOp, [a, b], attributesOf(spec, ties)));
function tiesOfConvolution(node) {
  return { spec: specOf2(node.attributes), ties: tiesOf(node.attributes) };
}

// compiler/ops/trigonometry.ts
var trigonometric = `fn quarter_turns(x: f32) -> f32 {
  return round(x * 0.6366197723675814);
}

fn sine_and_cosine(x: f32, quarters: f32) -> vec2f {
  let r = ((x - quarters * 1.5703125) - quarters * 4.837512969970703125e-4) - quarters * 7.549789948768648e-8;
  let z = r * r;
  let s = ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
  let c = ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
  return vec2f(s, c);
}

fn sine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn > 1) * select(both.x, both.y, (turn & 1) == 1);
}

fn cosine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn == 1 || turn == 2) * select(both.y, both.x, (turn & 1) == 1);
}`;
var sin = unary("sin", {
  ...real,
  evaluate: Math.sin,
  vjp: ({ cotangent, inputs: [x] }) => [mul2(cotangent, cos(x))],
  wgsl: (x) => `sine(${x})`,
  cost: 20,
  support: [trigonometric]
});
var cos = unary("cos", {
  ...real,
  evaluate: Math.cos,
  vjp: ({ cotangent, inputs: [x] }) => [neg(mul2(cotangent, sin(x)))],
  wgsl: (x) => `cosine(${x})`,
  cost: 20,
  support: [trigonometric]
});

// compiler/ops/random.ts
var multipliers = [3528531795, 3449720151];
var weyl = [2654435769, 3144134277];
var secondKey = 1734438499;
function multiply(a, b) {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 65535, b >>> 16, b & 65535];
  const middle = aHigh * bLow + (aLow * bLow >>> 16);
  const carry = aLow * bHigh + (middle & 65535);
  return [aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536) >>> 0, Math.imul(a, b) >>> 0];
}
function philox(counter2, key) {
  let [c0, c1, c2, c3] = counter2;
  let [k0, k1] = key;
  for (let round2 = 0; round2 < 10; round2++) {
    const [high0, low0] = multiply(multipliers[0], c0);
    const [high1, low1] = multiply(multipliers[1], c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = k0 + weyl[0] >>> 0;
    k1 = k1 + weyl[1] >>> 0;
  }
  return [c0, c1, c2, c3];
}
var support = `// Philox 4x32-10 (Salmon et al. 2011): random bits as a function of where they are needed.
fn high_word(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(element: u32, stream: u32, draw: i32, seed: i32) -> vec4u {
  var c = vec4u(element, stream, u32(draw), 0u);
  var k = vec2u(u32(seed), ${secondKey}u);
  for (var round = 0u; round < 10u; round++) {
    c = vec4u(high_word(${multipliers[1]}u, c.z) ^ c.y ^ k.x, ${multipliers[1]}u * c.z, high_word(${multipliers[0]}u, c.x) ^ c.w ^ k.y, ${multipliers[0]}u * c.x);
    k += vec2u(${weyl[0]}u, ${weyl[1]}u);
  }
  return c;
}

fn random_uniform(bits: vec4u) -> f32 {
  return f32(bits.x >> 8u) * 5.9604644775390625e-8;
}

// Box and Muller (1958). The first uniform is in (0, 1], so that its logarithm is finite.
fn random_normal(bits: vec4u) -> f32 {
  return sqrt(-2.0 * log(f32((bits.x >> 8u) + 1u) * 5.9604644775390625e-8)) * cosine(f32(bits.y >> 8u) * 3.7450702829239286e-7);
}`;
function hash(text) {
  let value = 2166136261;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 16777619) >>> 0;
  return value;
}
var toUnit = 2 ** -24;
var distributions = {
  uniform: ([x]) => (x >>> 8) * toUnit,
  normal: ([x, y]) => Math.sqrt(-2 * Math.log(((x >>> 8) + 1) * toUnit)) * Math.cos((y >>> 8) * toUnit * 2 * Math.PI)
};
var randomOp = {
  name: "random",
  type(inputs, attributes) {
    if (inputs.some(({ dtype, shape }) => dtype !== "i32" || shape.length > 0)) throw new IrError("random needs an i32 seed and an i32 draw");
    return { dtype: "f32", shape: attributes.shape };
  },
  evaluate({ inputs: [seed, draw], attributes, shape }) {
    const value = distributions[String(attributes.distribution)];
    const stream = hash(String(attributes.stream));
    return Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(philox([i, stream, draw.data[0] >>> 0, 0], [seed.data[0] >>> 0, secondKey])));
  },
  lowering: {
    kind: "generator",
    cost: 120,
    support: [trigonometric, support],
    wgsl(index, [seed, draw], attributes, type) {
      return `random_${String(attributes.distribution)}(philox(${position(index, type.shape)}, ${hash(String(attributes.stream))}u, ${draw}, ${seed}))`;
    }
  }
};
function position(index, shape) {
  return index.reduce((text, component, axis) => axis === 0 ? component : `(${text} * ${shape[axis] === "B" ? "B" : `${shape[axis]}u`} + ${component})`, "0u");
}
function random(request, seed, draw) {
  const { distribution, stream } = request;
  return make(randomOp, [seed, draw], { distribution, stream, shape: request.shape });
}

// compiler/ops/stacked.ts
var stacked = /* @__PURE__ */ new WeakMap();
var joined = /* @__PURE__ */ new WeakMap();
var stackingOf = (attributes) => ({ count: attributes.count, along: attributes.along });
function single(types, { along }) {
  return types.map((type, i) => along[i] ? { dtype: type.dtype, shape: type.shape.slice(1) } : type);
}
function stackOf(op, inputs, attributes, { count: count2, along }) {
  if (op.lowering.kind !== "elementwise") return make(stackedOp(op), inputs, { ...attributes, count: count2, along });
  const shape = [count2, ...along[0] ? inputs[0].type.shape.slice(1) : inputs[0].type.shape];
  return make(op, inputs.map((input, i) => along[i] ? input : repeated(input, shape)), attributes);
}
function repeated(node, shape) {
  const value = constantValue(node);
  if (value !== void 0) return constant(value, { dtype: node.type.dtype, shape });
  if (node.op === broadcast.op) return broadcast(node.inputs[0], shape, node.attributes.axes.map((axis) => axis + 1));
  return broadcast(node, shape, node.type.shape.map((_, axis) => axis + 1));
}
function joinOf(op, inputs, attributes, { count: count2, along }) {
  return make(joinedOp(op), inputs, { ...attributes, count: count2, along });
}
function stack(nodes) {
  const { shape } = nodes[0].type;
  const none = shape.map(() => 0);
  return nodes.map((node, i) => pad(reshape(node, [1, ...shape]), [i, ...none], [nodes.length - 1 - i, ...none])).reduce((sum2, node) => add2(sum2, node));
}
function elementOf(stack2, place) {
  return reshape(elementsOf(stack2, place, 1), stack2.type.shape.slice(1));
}
function elementsOf(stack2, start, count2) {
  const rest = stack2.type.shape.slice(1);
  return slice(stack2, [start, ...rest.map(() => 0)], [start + count2, ...rest]);
}
function stackedOp(op) {
  let made = stacked.get(op);
  if (!made) stacked.set(op, made = { name: `stacked_${op.name}`, type: stackedType(op), evaluate: (context) => concatenated(evaluateAll(op, context, context.shape.slice(1))), lowering: stackedLowering(op.lowering) });
  return made;
}
function joinedOp(op) {
  let made = joined.get(op);
  if (!made) joined.set(op, made = { name: `joined_${op.name}`, type: joinedType(op), evaluate: (context) => added(evaluateAll(op, context, context.shape)), lowering: joinedLowering(op.lowering) });
  return made;
}
function joinedType(op) {
  return (inputs, attributes) => op.type(single(inputs, stackingOf(attributes)), attributes);
}
function stackedType(op) {
  return (inputs, attributes) => {
    const { dtype, shape } = joinedType(op)(inputs, attributes);
    return { dtype, shape: [stackingOf(attributes).count, ...shape] };
  };
}
function evaluateAll(op, context, shape) {
  const { count: count2, along } = stackingOf(context.attributes);
  return Array.from({ length: count2 }, (_, place) => {
    const inputs = context.inputs.map((input, i) => {
      if (!along[i]) return input;
      const size = input.data.length / count2;
      return { shape: input.shape.slice(1), data: input.data.subarray(place * size, (place + 1) * size) };
    });
    return op.evaluate({ ...context, inputs, shape });
  });
}
function concatenated(parts) {
  const [{ length }] = parts;
  const out = new Float64Array(parts.length * length);
  parts.forEach((part, i) => out.set(part, i * length));
  return out;
}
function added(parts) {
  return parts[0].map((_, i) => parts.reduce((sum2, part) => sum2 + part[i], 0));
}
function stackedLowering(lowering) {
  switch (lowering.kind) {
    case "movement":
      return {
        kind: "movement",
        index: (output, attributes, input, type) => placed(lowering.index(output.slice(1), attributes, ...single([input, type], { count: 0, along: [true, true] })), output[0])
      };
    case "reduction":
      return {
        ...lowering,
        space: (attributes, inputs) => lowering.space(attributes, single(inputs, stackingOf(attributes))),
        factors: (output, reduced, attributes, inputs) => spread(lowering.factors(output.slice(1), reduced, attributes, single(inputs, stackingOf(attributes))), attributes, output[0]),
        parts: lowering.parts && ((attributes, type) => [[type.shape[0]], ...lowering.parts(attributes, { dtype: type.dtype, shape: type.shape.slice(1) })])
      };
    default:
      throw new IrError(`a ${lowering.kind} has no stack`);
  }
}
function joinedLowering(lowering) {
  if (lowering.kind !== "reduction" || lowering.combine !== "sum") throw new IrError("only sums can be joined");
  return {
    ...lowering,
    space: (attributes, inputs) => [stackingOf(attributes).count, ...lowering.space(attributes, single(inputs, stackingOf(attributes)))],
    factors: (output, reduced, attributes, inputs) => spread(lowering.factors(output, reduced.slice(1), attributes, single(inputs, stackingOf(attributes))), attributes, reduced[0])
  };
}
var placed = (access, place) => ({ ...access, index: [place, ...access.index] });
function spread(accesses, attributes, place) {
  const { along } = stackingOf(attributes);
  return accesses.map((access, i) => along[i] ? placed(access, place) : access);
}

// compiler/ops/window.ts
var numbers3 = (attributes, name) => attributes[name];
function attributesOf2(ties) {
  return {
    axes: ties.map(({ axis }) => axis),
    wide: ties.map(({ extents }) => extents.wide),
    narrow: ties.map(({ extents }) => extents.narrow),
    window: ties.map(({ extents }) => extents.window),
    stride: ties.map(({ stride }) => stride),
    dilation: ties.map(({ dilation }) => dilation),
    pad: ties.map(({ pad: pad3 }) => pad3)
  };
}
function tiesOf2(attributes) {
  const at2 = (name, i) => numbers3(attributes, name)[i];
  return numbers3(attributes, "axes").map((axis, i) => ({
    axis,
    extents: { wide: at2("wide", i), narrow: at2("narrow", i), window: at2("window", i) },
    stride: at2("stride", i),
    dilation: at2("dilation", i),
    pad: at2("pad", i)
  }));
}
function withAxes(shape, ties, extent) {
  return shape.map((dim, axis) => {
    const tie = ties.find((candidate) => candidate.axis === axis);
    return tie ? extent(tie) : dim;
  });
}
var windowOp = movement("window", {
  type([input], attributes) {
    const ties = tiesOf2(attributes);
    if (!ties.every(({ axis, extents }) => input.shape[axis] === extents.wide)) throw new IrError(`window of ${showShape(input.shape)}`);
    return { dtype: input.dtype, shape: [...withAxes(input.shape, ties, ({ extents }) => extents.narrow), ...ties.map(({ extents }) => extents.window)] };
  },
  vjp: ({ attributes, cotangent }) => [fold(cotangent, tiesOf2(attributes))],
  index(output, attributes, input) {
    const rank = input.shape.length;
    const places = tiesOf2(attributes).map((tie, i) => ({ axis: tie.axis, ...placesOf(tie, "narrow", output[tie.axis], output[rank + i]).wide }));
    return { index: input.shape.map((_, axis) => places.find((place) => place.axis === axis)?.index ?? output[axis]), when: places.flatMap(({ when }) => when) };
  }
});
var window = builder(windowOp, (x, ties) => make(windowOp, [x], attributesOf2(ties)));
var foldOp = {
  name: "fold",
  type([input], attributes) {
    const ties = tiesOf2(attributes);
    const rank = input.shape.length - ties.length;
    if (!ties.every(({ axis, extents }, i) => input.shape[axis] === extents.narrow && input.shape[rank + i] === extents.window)) throw new IrError(`fold of ${showShape(input.shape)}`);
    return { dtype: input.dtype, shape: withAxes(input.shape.slice(0, rank), ties, ({ extents }) => extents.wide) };
  },
  vjp: ({ attributes, cotangent }) => [window(cotangent, tiesOf2(attributes))],
  evaluate({ inputs: [x], attributes, shape }) {
    const ties = tiesOf2(attributes);
    const from = stridesOf2(x.shape);
    const to = stridesOf2(shape);
    let pairs = [[0, 0]];
    shape.forEach((extent, axis) => {
      const i = ties.findIndex((tie) => tie.axis === axis);
      const steps = i < 0 ? Array.from({ length: extent }, (_, place) => [place * from[axis], place * to[axis]]) : meetingsOf(ties[i]).map(({ wide, narrow: narrow2, window: at2 }) => [narrow2 * from[axis] + at2 * from[shape.length + i], wide * to[axis]]);
      pairs = pairs.flatMap(([read, write]) => steps.map(([further, on]) => [read + further, write + on]));
    });
    const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
    for (const [read, write] of pairs) out[write] += x.data[read];
    return out;
  },
  lowering: {
    kind: "reduction",
    combine: "sum",
    space: (attributes) => tiesOf2(attributes).map((tie) => summedExtent(tie, "wide")),
    factors(output, reduced, attributes) {
      const ties = tiesOf2(attributes);
      const places = ties.map((tie, i) => ({ axis: tie.axis, ...placesOf(tie, "wide", output[tie.axis], reduced[i]) }));
      const index = output.map((own, axis) => places.find((place) => place.axis === axis)?.narrow.index ?? own);
      const access = { index: [...index, ...places.map((place) => place.window.index)], when: places.flatMap(({ narrow: narrow2, window: at2 }) => [...narrow2.when, ...at2.when]) };
      return [access];
    }
  }
};
var stridesOf2 = (shape) => shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
var fold = builder(foldOp, (x, ties) => make(foldOp, [x], attributesOf2(ties)));

// compiler/simplify/rule.ts
function is(node, builder2) {
  return node.op === builder2.op;
}
function inputsOf(node, builder2) {
  return node.op === builder2.op ? node.inputs : [];
}
function rule(name, builder2, apply3) {
  return { name, apply: (node) => node.op === builder2.op ? apply3(node.inputs, node) : void 0 };
}
function isNumber(node, value) {
  return constantValue(node) === value;
}

// compiler/simplify/arithmetic.ts
var folding = {
  name: "f(constants) \u2192 constant",
  apply(node) {
    if (node.op.lowering.kind !== "elementwise" || !node.op.evaluate) return void 0;
    const values = node.inputs.map(constantValue);
    if (values.some((value) => value === void 0)) return void 0;
    const inputs = values.map((value) => ({ shape: [], data: Float64Array.of(value) }));
    const [folded2] = node.op.evaluate({ inputs, attributes: node.attributes, dtype: node.type.dtype, shape: [], batch: 1 });
    return Number.isFinite(folded2) ? constant(folded2, node.type) : void 0;
  }
};
function scaled(node) {
  const [a, b] = inputsOf(node, mul2);
  if (!a) return void 0;
  const [left2, right] = [constantValue(a), constantValue(b)];
  if (right !== void 0) return { of: a, by: right };
  return left2 === void 0 ? void 0 : { of: b, by: left2 };
}
function cancelled(quotient2, product3) {
  const [a, y] = inputsOf(quotient2, div2);
  const [p2, q] = inputsOf(product3, mul2);
  if (!a || !p2) return void 0;
  return p2 === y ? mul2(a, q) : q === y ? mul2(a, p2) : void 0;
}
var arithmetic = [
  folding,
  rule("stop(x) \u2192 x", stop, ([x]) => x),
  rule("x + 0 \u2192 x", add2, ([a, b]) => isNumber(b, 0) ? a : isNumber(a, 0) ? b : void 0),
  rule("x - 0 \u2192 x, 0 - x \u2192 -x", sub, ([a, b]) => isNumber(b, 0) ? a : isNumber(a, 0) ? neg(b) : void 0),
  rule("x \xB7 1 \u2192 x, x \xB7 0 \u2192 0, x \xB7 -1 \u2192 -x", mul2, ([a, b], node) => {
    const factor = scaled(node);
    if (factor?.by === 1) return factor.of;
    if (factor?.by === 0) return constant(0, node.type);
    if (factor?.by === -1 && a !== b) return neg(factor.of);
    return void 0;
  }),
  rule("x / c \u2192 x \xB7 (1/c), 0 / x \u2192 0", div2, ([a, b], node) => {
    const divisor = constantValue(b);
    if (divisor !== void 0 && divisor !== 0 && node.type.dtype === "f32") return mul2(a, 1 / divisor);
    return isNumber(a, 0) ? constant(0, node.type) : void 0;
  }),
  rule("-(-x) \u2192 x, -(a - b) \u2192 b - a", neg, ([x]) => {
    if (is(x, neg)) return x.inputs[0];
    if (is(x, sub)) return sub(x.inputs[1], x.inputs[0]);
    const factor = scaled(x);
    return factor && mul2(factor.of, -factor.by);
  }),
  rule("a + (-b) \u2192 a - b", add2, ([a, b]) => is(b, neg) ? sub(a, b.inputs[0]) : is(a, neg) ? sub(b, a.inputs[0]) : void 0),
  rule("a - (-b) \u2192 a + b", sub, ([a, b]) => is(b, neg) ? add2(a, b.inputs[0]) : void 0),
  rule("x + x \u2192 2x", add2, ([a, b]) => a === b ? mul2(a, 2) : void 0),
  rule("(x \xB7 c) \xB7 d \u2192 x \xB7 (c \xB7 d)", mul2, (_, node) => {
    const outer = scaled(node);
    const inner = outer && scaled(outer.of);
    return outer && inner && mul2(inner.of, inner.by * outer.by);
  }),
  rule("(-a) \xB7 b \u2192 -(a \xB7 b)", mul2, ([a, b]) => is(a, neg) ? neg(mul2(a.inputs[0], b)) : is(b, neg) ? neg(mul2(a, b.inputs[0])) : void 0),
  rule("(-a) / b \u2192 -(a / b)", div2, ([a, b]) => is(a, neg) ? neg(div2(a.inputs[0], b)) : void 0),
  rule("(a / y) \xB7 (y \xB7 z) \u2192 a \xB7 z", mul2, ([a, b]) => cancelled(a, b) ?? cancelled(b, a)),
  rule("x^1 \u2192 x, x^2 \u2192 x \xB7 x", pow, ([base, exponent]) => isNumber(exponent, 1) ? base : isNumber(exponent, 2) ? mul2(base, base) : void 0),
  rule("if c then a else b \u2192 a, where c is known or a = b", select, ([condition, a, b]) => {
    const known = constantValue(condition);
    if (a === b) return a;
    return known === void 0 ? void 0 : known ? a : b;
  }),
  // What leaky_relu's derivative leaves: 0 on one side each.
  rule("(if c then a else 0) \xB7 k \u2192 if c then a \xB7 k else 0", mul2, (_, node) => {
    const factor = scaled(node);
    const [condition, a, b] = factor ? inputsOf(factor.of, select) : [];
    if (!factor || !condition || !(isNumber(a, 0) || isNumber(b, 0))) return void 0;
    return make(select.op, [condition, mul2(a, factor.by), mul2(b, factor.by)]);
  }),
  rule("(if c then a else 0) + (if c then 0 else b) \u2192 if c then a else b", add2, ([left2, right]) => {
    const [condition, a, b] = inputsOf(left2, select);
    const [other, p2, q] = inputsOf(right, select);
    if (!condition || condition !== other) return void 0;
    if (isNumber(b, 0) && isNumber(p2, 0)) return make(select.op, [condition, a, q]);
    return isNumber(a, 0) && isNumber(q, 0) ? make(select.op, [condition, p2, b]) : void 0;
  })
];

// compiler/simplify/convolution.ts
function trivial(tie) {
  const { letters: letters3, extents, stride, dilation, pad: pad3 } = tie;
  if (pad3 !== 0) return void 0;
  if (extents.narrow === 1 && dilation === 1 && extents.wide === extents.window) return { tie, kept: letters3.window, dropped: letters3.narrow };
  if (extents.window === 1 && stride === 1 && extents.wide === extents.narrow) return { tie, kept: letters3.narrow, dropped: letters3.window };
  return void 0;
}
function joined2(text, node, ties) {
  const kept3 = [...text].flatMap((letter, axis) => ties.some(({ dropped: dropped3 }) => dropped3 === letter) ? [] : [axis]);
  const renamed = (letter) => ties.find(({ tie }) => tie.letters.wide === letter)?.kept ?? letter;
  return { letters: kept3.map((axis) => renamed(text[axis])).join(""), node: reshape(node, kept3.map((axis) => node.type.shape[axis])) };
}
function withoutTrivialTies([x, w], node) {
  const { spec, ties } = tiesOfConvolution(node);
  const going = ties.flatMap((tie) => trivial(tie) ?? []);
  if (going.length === 0) return void 0;
  const [a, b] = [joined2(spec.a, x, going), joined2(spec.b, w, going)];
  const out = joined2(spec.out, node, going).letters;
  const rest = ties.filter((tie) => !going.some((gone) => gone.tie === tie));
  const text = `${a.letters},${b.letters}->${out}`;
  return reshape(rest.length > 0 ? conv(text, a.node, b.node, rest) : contract(text, a.node, b.node), node.type.shape);
}
function wholeStrides([x, w], node) {
  const { spec, ties } = tiesOfConvolution(node);
  const grown = ties.map((tie) => {
    const rest = spec.out.includes(tie.letters.wide) && tie.dilation === 1 ? tie.extents.wide % tie.stride : 0;
    return rest === 0 ? tie : { ...tie, extents: { ...tie.extents, wide: tie.extents.wide + tie.stride - rest } };
  });
  if (grown.every((tie, i) => tie === ties[i])) return void 0;
  return slice(conv(`${spec.a},${spec.b}->${spec.out}`, x, w, grown), node.type.shape.map(() => 0), node.type.shape);
}
var convolutions = [
  rule("conv whose window is one element, or sees all from one place \u2192 contract", conv, withoutTrivialTies),
  rule("transposed conv to a part of a stride \u2192 slice of one to whole strides", conv, wholeStrides)
];

// compiler/simplify/masks.ts
function maskByOutputs(graph) {
  const nodes = reachable(rootsOf(graph));
  const outputs = new Map(nodes.flatMap((node) => rectified(node).map((input) => [input, node])));
  const rebuilt = /* @__PURE__ */ new Map();
  const ofOutput = (mask, output) => {
    const [a, b] = mask.inputs;
    return make(mask.op, isNumber(b, 0) ? [rebuilt.get(output), b] : [a, rebuilt.get(output)], mask.attributes);
  };
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => {
      const output = maskOf(input, outputs);
      return output && output !== node && output.id < node.id ? withOrigin(input.origin, () => ofOutput(input, output)) : rebuilt.get(input);
    });
    rebuilt.set(node, withOrigin(node.origin, () => make(node.op, inputs, node.attributes)));
  }
  return mapRoots(graph, (root) => rebuilt.get(root));
}
function rectified(node) {
  const [a, b] = inputsOf(node, maximum);
  if (a) return isNumber(a, 0) ? [b] : isNumber(b, 0) ? [a] : [];
  const [condition, above, below] = inputsOf(node, select);
  if (!condition || !is(condition, greater) || condition.inputs[0] !== above || !isNumber(condition.inputs[1], 0)) return [];
  const slope = inputsOf(below, mul2).includes(above) ? below.inputs.map(constantValue).find((value) => value !== void 0) : void 0;
  return slope !== void 0 && slope > 0 ? [above] : [];
}
function maskOf(mask, outputs) {
  const [a, b] = mask.inputs;
  if (is(mask, greater) && isNumber(b, 0)) return outputs.get(a);
  return is(mask, greaterEqual) && isNumber(a, 0) ? outputs.get(b) : void 0;
}

// compiler/simplify/movement.ts
var axesOf2 = (node) => node.attributes.axes;
function withoutUnits(x) {
  return reshape(x, x.type.shape.filter((dim) => dim !== 1));
}
var movement2 = [
  {
    name: "move(constant) \u2192 constant",
    apply(node) {
      const moves2 = node.op.lowering.kind === "movement" && (!(is(node, pad) || is(node, window)) || constantValue(node.inputs[0]) === 0);
      return moves2 && isConstant(node.inputs[0]) ? constant(constantValue(node.inputs[0]), node.type) : void 0;
    }
  },
  rule("reshape(reshape(x)) \u2192 reshape(x)", reshape, ([x], node) => is(x, reshape) ? reshape(x.inputs[0], node.type.shape) : sameShape(x.type.shape, node.type.shape) ? x : void 0),
  rule("reshape(a) + reshape(b) \u2192 reshape(a + b)", add2, ([a, b], node) => {
    if (!is(a, reshape) || !is(b, reshape) || !sameShape(a.inputs[0].type.shape, b.inputs[0].type.shape)) return void 0;
    return reshape(add2(a.inputs[0], b.inputs[0]), node.type.shape);
  }),
  rule("permute(permute(x)) \u2192 permute(x)", permute, ([x], node) => is(x, permute) ? permute(x.inputs[0], axesOf2(node).map((axis) => axesOf2(x)[axis])) : void 0),
  rule("permute that moves only axes of 1 \u2192 reshape", permute, ([x], node) => {
    const order = axesOf2(node).filter((axis) => x.type.shape[axis] !== 1);
    return order.every((axis, i) => i === 0 || axis > order[i - 1]) ? reshape(x, node.type.shape) : void 0;
  }),
  rule("broadcast(broadcast(x)) \u2192 broadcast(x)", broadcast, ([x], node) => is(x, broadcast) ? broadcast(x.inputs[0], node.type.shape, axesOf2(x).map((axis) => axesOf2(node)[axis])) : void 0),
  rule("broadcast of axes of 1 \u2192 broadcast without them", broadcast, ([x], node) => {
    if (!x.type.shape.includes(1)) return void 0;
    return broadcast(withoutUnits(x), node.type.shape, axesOf2(node).filter((_, axis) => x.type.shape[axis] !== 1));
  }),
  rule("broadcast that only adds axes of 1 \u2192 reshape", broadcast, ([x], node) => {
    const axes = axesOf2(node);
    const repeats = node.type.shape.some((dim, axis) => dim !== (axes.includes(axis) ? x.type.shape[axes.indexOf(axis)] : 1));
    return repeats ? void 0 : reshape(x, node.type.shape);
  }),
  rule("reshape(broadcast(x)) that only adds or drops axes of 1 \u2192 broadcast(x)", reshape, ([x], node) => {
    if (!is(x, broadcast)) return void 0;
    const before = x.type.shape.flatMap((dim, axis) => dim === 1 ? [] : [axis]);
    const after = node.type.shape.flatMap((dim, axis) => dim === 1 ? [] : [axis]);
    const same = before.length === after.length && before.every((axis, i) => x.type.shape[axis] === node.type.shape[after[i]]);
    if (!same || axesOf2(x).some((axis) => x.type.shape[axis] === 1)) return void 0;
    return broadcast(x.inputs[0], node.type.shape, axesOf2(x).map((axis) => after[before.indexOf(axis)]));
  }),
  rule("slice(pad(x)) of just x \u2192 x", slice, ([x], node) => {
    if (!is(x, pad)) return void 0;
    const [low, interior] = [x.attributes.low, x.attributes.interior];
    const start = node.attributes.start;
    const step = node.attributes.step;
    const inner = sameShape(node.type.shape, x.inputs[0].type.shape) && low.every((amount, axis) => start[axis] === amount && step[axis] === interior[axis] + 1);
    return inner ? x.inputs[0] : void 0;
  }),
  {
    name: "f(broadcast(a), broadcast(b), constants) \u2192 broadcast(f(a, b, constants))",
    apply(node) {
      if (node.op.lowering.kind !== "elementwise") return void 0;
      const spread3 = node.inputs.filter((input) => is(input, broadcast));
      const [first] = spread3;
      const alike = spread3.every((input) => axesOf2(input).join() === axesOf2(first).join() && sameShape(input.inputs[0].type.shape, first.inputs[0].type.shape));
      if (!first || !alike || !node.inputs.every((input) => is(input, broadcast) || isConstant(input))) return void 0;
      const small = first.inputs[0].type.shape;
      const inputs = node.inputs.map((input) => isConstant(input) ? constant(constantValue(input), { dtype: input.type.dtype, shape: small }) : input.inputs[0]);
      return broadcast(make(node.op, inputs, node.attributes), node.type.shape, axesOf2(first));
    }
  }
];

// compiler/simplify/reduction.ts
var kept2 = (node, axes) => node.type.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
function times2(node, shape) {
  const { factor, batch } = sizeOf(shape);
  let product3 = factor === 1 ? node : mul2(node, factor);
  for (let i = 0; i < batch; i++) product3 = mul2(product3, broadcast(cast(batchSize(), node.type.dtype), product3.type.shape, []));
  return product3;
}
function absorbed(node, text) {
  if (is(node, permute)) {
    const axes = axesOf2(node);
    return { node: node.inputs[0], letters: axes.map((_, axis) => text[axes.indexOf(axis)]).join("") };
  }
  if (is(node, broadcast) && !node.inputs[0].type.shape.includes(1)) return { node: node.inputs[0], letters: axesOf2(node).map((axis) => text[axis]).join("") };
  if (is(node, reshape) || node.type.shape.includes(1)) return withoutUnits2(node, text);
  return void 0;
}
function withoutUnits2(node, text) {
  if (!node.type.shape.includes(1)) return void 0;
  const axes = node.type.shape.flatMap((dim, axis) => dim === 1 ? [] : [axis]);
  return { node: reshape(node, axes.map((axis) => node.type.shape[axis])), letters: axes.map((axis) => text[axis]).join("") };
}
function contracted(node, a, b) {
  const { a: before, b: other, out } = specOfContraction(node);
  const lost = [...before].filter((letter) => !a.letters.includes(letter)).concat([...other].filter((letter) => !b.letters.includes(letter)));
  const has = (letter) => a.letters.includes(letter) || b.letters.includes(letter);
  const rest = [...out].filter(has);
  const summed = [...new Set(lost)].filter((letter) => !out.includes(letter) && !has(letter));
  const extent = (letter) => before.includes(letter) ? node.inputs[0].type.shape[before.indexOf(letter)] : node.inputs[1].type.shape[other.indexOf(letter)];
  const core = contract(`${a.letters},${b.letters}->${rest.join("")}`, a.node, b.node);
  return broadcast(times2(core, summed.map(extent)), node.type.shape, rest.map((letter) => out.indexOf(letter)));
}
var reductions = [
  rule("\u03A3 over axes of 1 \u2192 reshape", sum, ([x], node) => axesOf2(node).every((axis) => x.type.shape[axis] === 1) ? reshape(x, node.type.shape) : void 0),
  rule("max over axes of 1 \u2192 reshape", reduceMax, ([x], node) => axesOf2(node).every((axis) => x.type.shape[axis] === 1) ? reshape(x, node.type.shape) : void 0),
  rule("\u03A3 \u03A3 x \u2192 \u03A3 x", sum, ([x], node) => {
    if (!is(x, sum)) return void 0;
    const outside2 = kept2(x.inputs[0], axesOf2(x));
    return sum(x.inputs[0], [...axesOf2(x), ...axesOf2(node).map((axis) => outside2[axis])]);
  }),
  rule("\u03A3 constant \u2192 constant \xB7 size", sum, ([x], node) => isConstant(x) ? times2(reshapedConstant(x, node.type.shape), axesOf2(node).map((axis) => x.type.shape[axis])) : void 0),
  rule("\u03A3 broadcast(x) \u2192 \u03A3 x \xB7 size", sum, ([x], node) => {
    if (!is(x, broadcast) || x.inputs[0].type.shape.includes(1)) return void 0;
    const repeated3 = axesOf2(node).filter((axis) => !axesOf2(x).includes(axis));
    if (repeated3.length === 0) return void 0;
    const small = x.inputs[0];
    const summed = sum(small, small.type.shape.flatMap((_, axis) => axesOf2(node).includes(axesOf2(x)[axis]) ? [axis] : []));
    const outside2 = kept2(x, axesOf2(node));
    const places = axesOf2(x).filter((axis) => !axesOf2(node).includes(axis)).map((axis) => outside2.indexOf(axis));
    return broadcast(times2(summed, repeated3.map((axis) => x.type.shape[axis])), node.type.shape, places);
  }),
  rule("\u03A3 permute(x) \u2192 \u03A3 x, where the order left is the same", sum, ([x], node) => {
    if (!is(x, permute)) return void 0;
    const order = kept2(x, axesOf2(node)).map((axis) => axesOf2(x)[axis]);
    return order.every((axis, i) => i === 0 || axis > order[i - 1]) ? sum(x.inputs[0], axesOf2(node).map((axis) => axesOf2(x)[axis])) : void 0;
  }),
  rule("\u03A3 x \xB7 c \u2192 c \xB7 \u03A3 x", sum, ([x], node) => {
    const [a, b] = inputsOf(x, mul2);
    if (!a) return void 0;
    const factor = constantValue(b) ?? constantValue(a);
    return factor === void 0 ? void 0 : mul2(sum(constantValue(b) === void 0 ? b : a, axesOf2(node)), factor);
  }),
  rule("\u03A3 -x \u2192 -\u03A3 x", sum, ([x], node) => is(x, neg) ? neg(sum(x.inputs[0], axesOf2(node))) : void 0),
  rule("\u03A3 x \xB7 broadcast(scalar) \u2192 scalar \xB7 \u03A3 x", sum, ([x], node) => {
    const [a, b] = inputsOf(x, mul2);
    if (!a) return void 0;
    const scalar2 = [a, b].find((side) => is(side, broadcast) && side.inputs[0].type.shape.length === 0);
    return scalar2 && mul2(sum(scalar2 === a ? b : a, axesOf2(node)), broadcast(scalar2.inputs[0], node.type.shape, []));
  }),
  rule("contract(move(x), w) \u2192 contract(x, w)", contract, ([x, w], node) => {
    const spec = specOfContraction(node);
    const left2 = absorbed(x, spec.a);
    const right = absorbed(w, spec.b);
    return left2 || right ? contracted(node, left2 ?? { node: x, letters: spec.a }, right ?? { node: w, letters: spec.b }) : void 0;
  }),
  rule("contract that sums nothing \u2192 product", contract, ([x, w], node) => {
    const { a, b, out } = specOfContraction(node);
    if ([...a].some((letter) => !out.includes(letter))) return void 0;
    const spread3 = (operand, text) => {
      const order = [...text].map((_, axis) => axis).sort((p2, q) => out.indexOf(text[p2]) - out.indexOf(text[q]));
      return broadcast(permute(operand, order), node.type.shape, order.map((axis) => out.indexOf(text[axis])));
    };
    return mul2(spread3(x, a), spread3(w, b));
  }),
  ...[contract, conv].flatMap((product3) => [
    rule(`${product3.op.name}(x \xB7 c, w) \u2192 c \xB7 ${product3.op.name}(x, w)`, product3, ([x, w], node) => {
      const pulled = (side, build) => {
        const [p2, q] = inputsOf(side, mul2);
        if (!p2) return void 0;
        const factor = constantValue(q) ?? constantValue(p2);
        return factor === void 0 ? void 0 : mul2(build(constantValue(q) === void 0 ? q : p2), factor);
      };
      return pulled(x, (rest) => make(node.op, [rest, w], node.attributes)) ?? pulled(w, (rest) => make(node.op, [x, rest], node.attributes));
    }),
    // A spectral norm divides a whole matrix: what it is multiplied with is smaller, and is written anyway.
    rule(`${product3.op.name}(x \xB7 broadcast(scalar), w) \u2192 scalar \xB7 ${product3.op.name}(x, w)`, product3, (inputs, node) => {
      for (const [i, side] of inputs.entries()) {
        const found2 = scaledByScalar(side);
        if (found2) return found2.scale(make(node.op, inputs.map((input, k) => k === i ? found2.of : input), node.attributes), broadcast(found2.scalar, node.type.shape, []));
      }
      return void 0;
    }),
    rule(`${product3.op.name}(-x, w) \u2192 -${product3.op.name}(x, w)`, product3, ([x, w], node) => {
      if (is(x, neg)) return neg(make(node.op, [x.inputs[0], w], node.attributes));
      return is(w, neg) ? neg(make(node.op, [x, w.inputs[0]], node.attributes)) : void 0;
    })
  ])
];
function scaledByScalar(node) {
  const isScalar = (side) => is(side, broadcast) && side.inputs[0].type.shape.length === 0;
  const [dividend, divisor] = inputsOf(node, div2);
  if (divisor && isScalar(divisor)) return { scale: div2, scalar: divisor.inputs[0], of: dividend };
  const factors = inputsOf(node, mul2);
  const scalar2 = factors.find(isScalar);
  return scalar2 && { scale: mul2, scalar: scalar2.inputs[0], of: factors[1 - factors.indexOf(scalar2)] };
}
function reshapedConstant(x, shape) {
  return make(x.op, [], { ...x.attributes, shape });
}

// compiler/simplify/rewrite.ts
function rewrite(roots, table, fixed2 = []) {
  const done = /* @__PURE__ */ new Map();
  for (const node of fixed2) done.set(node, node);
  for (const node of reachable(roots)) rewritten(node, table, done);
  return done;
}
function rewritten(node, table, done) {
  const known = done.get(node);
  if (known) return known;
  const inputs = node.inputs.map((input) => rewritten(input, table, done));
  const result = withOrigin(node.origin, () => {
    const rebuilt = inputs.every((input, i) => input === node.inputs[i]) ? node : make(node.op, inputs, node.attributes);
    if (rebuilt !== node && done.has(rebuilt)) return done.get(rebuilt);
    for (const { apply: apply3 } of table) {
      const better = apply3(rebuilt);
      if (better && better !== rebuilt) return rewritten(better, table, done);
    }
    done.set(rebuilt, rebuilt);
    return rebuilt;
  });
  done.set(node, result);
  return result;
}

// compiler/simplify/stable.ts
function stableLog(x, opaque) {
  if (opaque.has(x)) return void 0;
  if (is(x, sigmoid)) return neg(softplus(neg(x.inputs[0])));
  if (is(x, exp)) return x.inputs[0];
  if (is(x, reshape) || is(x, permute) || is(x, broadcast)) {
    const inner = stableLog(x.inputs[0], opaque);
    return inner && make(x.op, [inner], x.attributes);
  }
  const [a, b] = [...inputsOf(x, sub), ...inputsOf(x, div2)];
  if (is(x, sub) && isNumber(a, 1)) return stableComplement(b, opaque);
  if (is(x, div2) && is(a, exp) && !opaque.has(a)) return sub(a.inputs[0], stableLog(b, opaque) ?? log(b));
  return void 0;
}
function stableComplement(probability2, opaque) {
  if (opaque.has(probability2)) return void 0;
  if (is(probability2, sigmoid)) return neg(softplus(probability2.inputs[0]));
  if (!is(probability2, reshape) && !is(probability2, permute) && !is(probability2, broadcast)) return void 0;
  const inner = stableComplement(probability2.inputs[0], opaque);
  return inner && make(probability2.op, [inner], probability2.attributes);
}
function stableLogOnePlus(x, opaque) {
  if (opaque.has(x)) return void 0;
  const [a, b] = inputsOf(x, add2);
  const [one2, power] = a && isNumber(b, 1) ? [b, a] : [a, b];
  return one2 && isNumber(one2, 1) && is(power, exp) && !opaque.has(power) ? softplus(power.inputs[0]) : void 0;
}
function stableRules(opaque) {
  return [
    rule("log(sigmoid(x)) \u2192 -softplus(-x), log(1 - sigmoid(x)) \u2192 -softplus(x), log(e\u02E3) \u2192 x, log(softmax(x))", log, ([x]) => stableLog(x, opaque)),
    rule("log(1 + e\u02E3) \u2192 softplus(x)", log, ([x]) => stableLogOnePlus(x, opaque))
  ];
}
var stable = stableRules(/* @__PURE__ */ new Set());
function stabilised(value, targets) {
  return rewrite([value], stableRules(new Set(targets)), targets).get(value);
}
function stabilisedGraph(graph) {
  const done = rewrite(rootsOf(graph), stable);
  return mapRoots(graph, (root) => done.get(root));
}

// compiler/simplify/simplify.ts
var rules = [...arithmetic, ...movement2, ...reductions, ...convolutions, ...stable];
function simplify(graph, table = rules) {
  const done = rewrite(rootsOf(graph), table);
  return maskByOutputs(mapRoots(graph, (root) => done.get(root)));
}

// compiler/stack/condensed.ts
var Condensed = class {
  constructor(places) {
    this.places = places;
  }
  places;
  /** Whether one of the two needs the other, directly, through others, or through others' siblings. */
  depend(a, b) {
    return this.#needs(a, b) || this.#needs(b, a);
  }
  /** All that the roots need, each after what it and its siblings need. */
  order(roots) {
    const entered = /* @__PURE__ */ new Set();
    const done = /* @__PURE__ */ new Set();
    const stack2 = [...roots];
    for (let next = stack2.at(-1); next; next = stack2.at(-1)) {
      if (entered.has(next)) {
        done.add(next);
        stack2.pop();
        continue;
      }
      entered.add(next);
      for (const member of this.#withSiblings(next)) for (const input of this.#inputsOf(member)) if (!entered.has(input)) stack2.push(input);
    }
    return [...done];
  }
  /** What is computed when the node is, and all that must lie beside it to be read. */
  #withSiblings(node) {
    const place = this.places.get(node);
    return place && !place.of.gathered ? place.of.members : [node];
  }
  /** Siblings read unlike values from where they lie together: all of them must be there. */
  #inputsOf(member) {
    const place = this.places.get(member);
    if (!place || place.of.gathered) return member.inputs;
    return member.inputs.flatMap((input) => {
      const gathered = this.places.get(input)?.of;
      return gathered?.gathered ? gathered.members : [input];
    });
  }
  #needs(node, wanted) {
    const seen2 = /* @__PURE__ */ new Set();
    const stack2 = [node];
    for (let next = stack2.pop(); next; next = stack2.pop()) {
      for (const member of this.#withSiblings(next)) {
        for (const input of this.#inputsOf(member)) {
          if (input === wanted) return true;
          if (!seen2.has(input)) {
            seen2.add(input);
            stack2.push(input);
          }
        }
      }
    }
    return false;
  }
};

// compiler/stack/siblings.ts
var leastReuse = 16;
var mostShared = 16384;
function findSiblings(graph, batch) {
  const search = new Search(graph, batch);
  search.run();
  return search;
}
var Search = class {
  constructor(graph, batch) {
    this.batch = batch;
    this.#roots = new Set(rootsOf(graph));
    this.#nodes = reachable(this.#roots);
    this.#users = new Map(this.#nodes.map((node) => [node, []]));
    for (const node of this.#nodes) for (const input of new Set(node.inputs)) this.#users.get(input).push(node);
    this.#condensed = new Condensed(this.places);
  }
  batch;
  places = /* @__PURE__ */ new Map();
  joins = /* @__PURE__ */ new Map();
  #nodes;
  #users;
  #roots;
  #condensed;
  #names = /* @__PURE__ */ new Map();
  run() {
    for (const group of this.#sharingMatrices()) {
      for (let rest = group.filter((node) => !this.places.has(node)); rest.length > 1; ) {
        const members = this.#inOrder(this.#independent(rest));
        if (members.length > 1 && this.#pays(members)) this.#take(members);
        rest = rest.filter((node) => !members.includes(node));
      }
    }
  }
  /** Products of batches with the same matrix, in the order of the first. */
  #sharingMatrices() {
    const groups = /* @__PURE__ */ new Map();
    for (const node of this.#nodes) {
      if (node.op.lowering.kind !== "reduction" || node.inputs.length !== 2) continue;
      const matrix = node.inputs.findIndex(({ type }) => !type.shape.includes(B));
      const other = node.inputs[1 - matrix];
      if (matrix < 0 || !other.type.shape.includes(B)) continue;
      const key = `${operation(node)} ${matrix} ${node.inputs[matrix].id} ${other.type.shape.join()}`;
      groups.set(key, [...groups.get(key) ?? [], node]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }
  /** The first, and those after it that can be computed beside it. */
  #independent(nodes) {
    return nodes.reduce((members, node) => members.every((member) => !this.#condensed.depend(member, node)) ? [...members, node] : members, []);
  }
  /** The order in which what they are made of lies already. */
  #inOrder(members) {
    const [first, ...others] = members.map((member) => this.#placesUnder(member));
    const common = [...first.keys()].find((siblings) => others.every((places) => places.has(siblings)));
    if (!common) return members;
    const placeOf2 = new Map(members.map((member, i) => [member, [first, ...others][i].get(common)]));
    return [...members].sort((a, b) => placeOf2.get(a) - placeOf2.get(b));
  }
  /** The nearest siblings that a value is computed from, element by element, and which of them. */
  #placesUnder(node) {
    const places = /* @__PURE__ */ new Map();
    const under = new Set(node.inputs);
    for (const value of under) {
      const place = this.places.get(value);
      if (place) places.set(place.of, place.at);
      else if (value.op.lowering.kind === "elementwise" || value.op.lowering.kind === "movement") value.inputs.forEach((input) => under.add(input));
    }
    return places;
  }
  #pays(members) {
    const [first] = members;
    const [a, b, out] = [...first.inputs, first].map((node) => this.#size(node));
    const products2 = out * Math.sqrt(a * b / out);
    return products2 >= leastReuse * this.#copiedInputs(members);
  }
  /** How many elements must be moved so that these lie side by side. */
  #copied(nodes) {
    if (this.#together(nodes)) return 0;
    const own = this.#size(nodes[0]);
    return this.#alike(nodes) ? Math.min(own, this.#copiedInputs(nodes)) : own;
  }
  #copiedInputs(nodes) {
    return nodes[0].inputs.reduce((sum2, _, i) => sum2 + this.#copied(nodes.map((node) => node.inputs[i])), 0);
  }
  /** The same value for all, or neighbours in a stack. */
  #together(nodes) {
    const [first] = nodes;
    const place = this.places.get(first);
    return nodes.every((node, i) => node === first || place !== void 0 && this.places.get(node)?.of === place.of && this.places.get(node).at === place.at + i);
  }
  /** Equal operations that each element needs one element of, at most. */
  #alike(nodes) {
    const [first] = nodes;
    const { kind } = first.op.lowering;
    return (kind === "elementwise" || kind === "movement") && new Set(nodes).size === nodes.length && nodes.every((node) => !this.places.has(node) && !this.#roots.has(node) && operation(node) === operation(first));
  }
  /** Makes siblings of the members, of what they are made of as far as that spares copying, and of what is made of them. */
  #take(members) {
    members[0].inputs.forEach((_, i) => this.#pull(members.map((member) => member.inputs[i])));
    this.#settle({ members, gathered: false });
  }
  #pull(nodes) {
    if (this.#together(nodes)) return;
    if (this.#alike(nodes) && this.#copiedInputs(nodes) < this.#size(nodes[0]) && this.#apart(nodes)) this.#take(nodes);
    else if (new Set(nodes).size === nodes.length) this.#settle({ members: nodes, gathered: true });
  }
  #apart(nodes) {
    return nodes.every((node, i) => nodes.slice(i + 1).every((other) => !this.#condensed.depend(node, other)));
  }
  #settle(first) {
    const queue = [first];
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (next.members.some((node) => this.places.has(node)) || !next.gathered && this.#touchesGathered(next) && !this.#apart(next.members)) continue;
      const siblings = next;
      this.#names.set(siblings, `T${this.#names.size}`);
      siblings.members.forEach((node, at2) => this.places.set(node, { of: siblings, at: at2 }));
      if (!siblings.gathered) this.#findJoin(siblings);
      queue.push(...this.#following(siblings).map((members) => ({ members, gathered: false })));
    }
  }
  #touchesGathered({ members }) {
    return members[0].inputs.some((input) => this.places.get(input)?.of.gathered);
  }
  /** Equal operations on neighbours: what is to be the next stack. No new dependency can come of it. */
  #following({ members }) {
    const groups = /* @__PURE__ */ new Map();
    for (const user of new Set(members.flatMap((member) => this.#users.get(member)))) {
      if (this.places.has(user) || this.#roots.has(user) || !this.#canFollow(user)) continue;
      const key = `${operation(user)}(${user.inputs.map((input) => this.#named(input)).join()})`;
      groups.set(key, [...groups.get(key) ?? [], user]);
    }
    return [...groups.values()].flatMap((group) => this.#runs(group)).filter((run) => this.#worthStacking(run));
  }
  #canFollow({ op: { lowering }, type }) {
    return type.dtype !== "i32" && (lowering.kind === "elementwise" || lowering.kind === "movement" || lowering.kind === "reduction" && type.shape.length > 0);
  }
  #named(input) {
    const place = this.places.get(input);
    return place ? this.#names.get(place.of) : String(input.id);
  }
  /** Maximal stretches in which every input moves on by one place. */
  #runs(group) {
    const placesOf2 = (node) => node.inputs.flatMap((input) => this.places.get(input)?.at ?? []);
    const sorted = [...group].sort((a, b) => placesOf2(a)[0] - placesOf2(b)[0]);
    const runs = [];
    for (const node of sorted) {
      const before = runs.at(-1)?.at(-1);
      const follows = before && placesOf2(node).every((at2, i) => at2 === placesOf2(before)[i] + 1);
      if (follows) runs.at(-1).push(node);
      else runs.push([node]);
    }
    return runs.filter((run) => run.length > 1);
  }
  #worthStacking(run) {
    const [{ op, type }] = run;
    if (op.lowering.kind !== "reduction" || type.shape.includes(B) || this.#size(run[0]) <= mostShared) return true;
    return this.#sumOf(run) !== void 0;
  }
  #findJoin(siblings) {
    const sum2 = this.#sumOf(siblings.members);
    if (!sum2) return;
    const over = sum2.op === add2.op ? void 0 : sum2;
    const before = this.joins.get(sum2);
    const rest = before?.rest ?? this.#terms(over ? over.inputs[0] : sum2);
    this.joins.set(sum2, { siblings: [...before?.siblings ?? [], siblings], rest: rest.filter((term) => !siblings.members.includes(term)), over });
  }
  /** What adds up all of them, alone or with others, and is computed from them alone: of sums the addition, of values a sum over it. */
  #sumOf(members) {
    const [{ op: { lowering } }] = members;
    let total;
    let only = this.#soleUser(members[0]);
    for (; only?.op === add2.op; only = this.#onlyUser(only)) total = only;
    if (!total || this.places.has(total) || !members.every((member) => this.#soleUser(member) && this.#terms(total).includes(member))) return void 0;
    if (lowering.kind === "reduction" && lowering.combine === "sum") return total;
    return lowering.kind === "elementwise" && only?.op === sum.op && this.#onlyUser(total) ? only : void 0;
  }
  /** Of a sum its only user; of other values the addition among the users, for they are computed anyway. */
  #soleUser(node) {
    if (node.op.lowering.kind === "reduction") return this.#onlyUser(node);
    const additions = this.#users.get(node).filter(({ op }) => op === add2.op);
    return additions.length === 1 ? additions[0] : void 0;
  }
  #onlyUser(node) {
    const users = this.#users.get(node);
    return users.length === 1 && !this.#roots.has(node) ? users[0] : void 0;
  }
  #terms(sum2) {
    return sum2.inputs.flatMap((input) => input.op === add2.op && this.#onlyUser(input) ? this.#terms(input) : [input]);
  }
  #size({ type }) {
    return sizeAt(sizeOf(type.shape), this.batch);
  }
};
function operation({ op, attributes, type }) {
  return `${op.name}${showAttributes(attributes)} ${type.dtype}${type.shape.join()}`;
}

// compiler/stack/stack.ts
function stackSiblings(graph, batch) {
  const found2 = findSiblings(graph, batch);
  if (found2.places.size === 0) return graph;
  const rebuilt = new Rebuilding(found2);
  for (const node of new Condensed(found2.places).order(rootsOf(graph))) rebuilt.of(node);
  return mapRoots(graph, (root) => rebuilt.of(root));
}
var Rebuilding = class {
  constructor(found2) {
    this.found = found2;
  }
  found;
  #nodes = /* @__PURE__ */ new Map();
  #stacks = /* @__PURE__ */ new Map();
  of(node) {
    let made = this.#nodes.get(node);
    if (!made) this.#nodes.set(node, made = withOrigin(node.origin, () => this.#rebuild(node)));
    return made;
  }
  #rebuild(node) {
    const join2 = this.found.joins.get(node);
    if (join2) return this.#joined(join2);
    const place = this.found.places.get(node);
    if (place && !place.of.gathered) return elementOf(this.#stackOf(place.of), place.at);
    return make(node.op, node.inputs.map((input) => this.of(input)), node.attributes);
  }
  #joined({ siblings, rest, over }) {
    const total = (terms) => terms.map((term) => this.of(term)).reduce((sum2, term) => add2(sum2, term));
    const others = rest.length === 0 ? [] : [over ? make(over.op, [total(rest)], over.attributes) : total(rest)];
    const sums = siblings.map((each) => {
      const [{ op, attributes, origin: origin2 }] = each.members;
      const count2 = each.members.length;
      if (over) return joinOf(over.op, [this.#stackOf(each)], over.attributes, { count: count2, along: [true] });
      const { inputs, along } = this.#inputsOf(each);
      return withOrigin(origin2, () => joinOf(op, inputs, attributes, { count: count2, along }));
    });
    return [...others, ...sums].reduce((sum2, term) => add2(sum2, term));
  }
  #stackOf(siblings) {
    let made = this.#stacks.get(siblings);
    if (!made) {
      const [{ origin: origin2 }] = siblings.members;
      this.#stacks.set(siblings, made = withOrigin(origin2, () => siblings.gathered ? stack(siblings.members.map((member) => this.of(member))) : this.#stacked(siblings)));
    }
    return made;
  }
  #stacked(siblings) {
    const [{ op, attributes }] = siblings.members;
    const { inputs, along } = this.#inputsOf(siblings);
    return stackOf(op, inputs, attributes, { count: siblings.members.length, along });
  }
  #inputsOf({ members }) {
    const columns = members[0].inputs.map((_, i) => members.map((member) => member.inputs[i]));
    const along = columns.map((nodes) => nodes.some((node) => node !== nodes[0]));
    return { inputs: columns.map((nodes, i) => along[i] ? this.#sideBySide(nodes) : this.of(nodes[0])), along };
  }
  /** A stack, a stretch of one, or unlike values moved together. */
  #sideBySide(nodes) {
    const places = nodes.map((node) => this.found.places.get(node));
    const [first] = places;
    const neighbours = first !== void 0 && places.every((place, i) => place?.of === first.of && place.at === first.at + i);
    return neighbours ? elementsOf(this.#stackOf(first.of), first.at, nodes.length) : stack(nodes.map((node) => this.of(node)));
  }
};

// compiler/library/type.ts
function tensor(shape, batched, dtype = "f32") {
  return { kind: "tensor", dtype, shape, batched };
}
var scalar = tensor([], false);
function irShape(type) {
  return type.batched ? ["B", ...type.shape] : type.shape;
}
function showTensor(type) {
  if (type.classes !== void 0) return `class[${type.classes}]`;
  return type.shape.length === 0 && !type.batched ? "a number" : `[${type.shape.join(", ")}]`;
}

// compiler/check/value.ts
var unknown = { kind: "unknown" };
function isTerm(value) {
  return !["list", "definition", "function", "network", "open network", "unknown"].includes(value.kind);
}
function numberTerm(value, span) {
  return { kind: "number", value, type: scalar, span };
}
function booleanTerm(value, span) {
  return { kind: "number", value: Number(value), type: tensor([], false, "bool"), span };
}
function constantOf(value) {
  return value.kind === "number" ? value.value : void 0;
}
function isBoolean(value) {
  return value.kind === "number" && value.type.dtype === "bool";
}
function isSingle(value) {
  return isTerm(value) && value.type.kind === "tensor";
}
function isOneNumber(value) {
  return isSingle(value) && value.type.dtype === "f32" && value.type.shape.length === 0 && !value.type.batched;
}
function oneNumberOf(reduction4, value) {
  return isSingle(value) && value.type.dtype === "f32" ? `${reduction4}(\u2026) makes one number of it` : void 0;
}
function lineOf({ source: source2, start, end }) {
  return source2.text.slice(start, end).replace(/\s+/g, " ");
}
function textOf(span) {
  const text = lineOf(span);
  return text.length <= 40 ? text : "this";
}
function describe(value) {
  switch (value.kind) {
    case "list":
      return `the list [${value.items.join(", ")}]`;
    case "definition":
      return `the definition ${value.definition.name.name}`;
    case "function":
      return `the function ${value.builtin.name}`;
    case "network":
      return `the network ${value.averaged ?? value.signature.name}`;
    case "open network":
      return `the network ${value.network.name.name}`;
    case "unknown":
      return "unknown";
    case "number":
      return isBoolean(value) ? String(value.value === 1) : `the number ${value.value}`;
    case "clock":
      return value.name;
    default:
      return describeType(value.type);
  }
}
function describeVarying(value) {
  return value.kind !== "number" && isOneNumber(value) ? "this one is not" : `this is ${describe(value)}`;
}
function describeType(type) {
  if (type.kind === "record") return `a record (${type.fields.map(({ name, type: field }) => `${name}: ${describeType(field)}`).join(", ")})`;
  return type.dtype === "bool" && type.shape.length === 0 ? "a condition" : describeTensor(type);
}
function describeTensor(type) {
  if (type.classes === void 0 && type.shape.length === 0 && type.batched) return "[] (a number for each sample)";
  return showTensor(type);
}

// compiler/check/context.ts
var mostCalls = 2e5;
var Budget = class {
  #calls = 0;
  /** Counts one call; what is past the limit is told once, and then not gone into. */
  spend() {
    this.#calls++;
    if (this.#calls <= mostCalls) return "within";
    return this.#calls === mostCalls + 1 ? "just past" : "past";
  }
};
function affords(context, span) {
  const spent = context.budget.spend();
  if (spent === "just past") fail(context, { code: "def/large", message: `with all definitions copied in, this program comes to more than ${mostCalls} calls`, span });
  return spent === "within";
}
function fail(context, report) {
  const { call: call2, reporter, draft } = context;
  if (reporter.isSettled(report)) return unknown;
  const inherent = !call2 || !context.site && isOfTheDefinition(report, context, call2);
  if (inherent || draft) reporter.settle(report);
  if (inherent) reporter.report(report);
  else reportFromOutside(report, call2, context);
  return unknown;
}
function reportFromOutside(report, innermost, { site, reporter }) {
  const { label, related = [] } = report;
  const inside3 = [];
  let { span } = report;
  let given = true;
  for (let call2 = innermost; call2; call2 = call2.outer) {
    const words = inside3.length === 0 && label !== void 0 ? `in ${nameOf(call2)}: ${label}` : `in ${nameOf(call2)}`;
    inside3.unshift({ message: words, span });
    const argument = call2.scope.own(textAt(span))?.given;
    if (!argument) given = false;
    span = argument ?? call2.span;
  }
  const outside2 = { ...report, span, label: given ? label : void 0, related: [...inside3, ...related] };
  const isCalledWrongly = given || site !== void 0 || report.code === "weights/outside" || report.code === "memory/inside";
  reporter.reportCall(outside2, isCalledWrongly ? void 0 : { report, definition: innermost.definition });
}
function nameOf({ definition }) {
  return definition.name.name;
}
function textAt({ source: source2, start, end }) {
  return source2.text.slice(start, end);
}
var ofTheText = /* @__PURE__ */ new Set(["name/unknown", "name/hidden", "name/duplicate", "def/endless", "import/left"]);
var perhapsOfTheText = /* @__PURE__ */ new Set(["call", "constant", "value"]);
function isOfTheDefinition({ code, span }, { scope }, call2) {
  if (ofTheText.has(code)) return true;
  if (!perhapsOfTheText.has(code.slice(0, code.indexOf("/")))) return false;
  const words = textAt(span).match(/[A-Za-z_]\w*/g) ?? [];
  return !words.some((word2) => scope.declaresBelow(word2, call2.scope.parent));
}
function placeIn(context, span) {
  return context.site ?? span;
}

// compiler/library/builtin.ts
var Mistake = class extends Error {
  constructor(code, message, detail = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.name = "Mistake";
  }
  code;
  detail;
};

// compiler/library/align.ts
function commonExtent(values) {
  let common = { shape: [], batched: false };
  values.forEach((value, position2) => {
    const shape = commonShape(common.shape, value.shape);
    if (!shape) throw misfit(values, position2);
    common = { shape, batched: common.batched || value.batched };
  });
  return common;
}
function commonShape(a, b) {
  const rank = Math.max(a.length, b.length);
  const shape = [];
  for (let axis = 0; axis < rank; axis++) {
    const left2 = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left2 !== right && left2 !== 1 && right !== 1) return void 0;
    shape.push(left2 === 1 ? right : left2);
  }
  return shape;
}
function misfit(values, position2) {
  const value = values[position2];
  const other = values.slice(0, position2).find((earlier) => !commonShape(earlier.shape, value.shape)) ?? values[0];
  return new Mistake("shape/broadcast", `${showTensor(other)} and ${showTensor(value)} do not broadcast to one shape`, {
    at: position2,
    label: showTensor(value),
    help: "shapes are matched from their last axis backwards; two sizes fit where they are equal or one of them is 1"
  });
}
function align(node, from, to) {
  const target = to.batched ? [B, ...to.shape] : to.shape;
  const value = constantValue(node);
  if (value !== void 0) return constant(value, { dtype: node.type.dtype, shape: target });
  const offset = target.length - from.shape.length;
  const kept3 = [];
  const axes = [];
  if (from.batched) {
    kept3.push(B);
    axes.push(0);
  }
  from.shape.forEach((dim, axis) => {
    if (dim === 1 && target[offset + axis] !== 1) return;
    kept3.push(dim);
    axes.push(offset + axis);
  });
  return broadcast(reshape(node, kept3), target, axes);
}
function alignAll(nodes, types, to) {
  return nodes.map((node, i) => align(asNumber(node), types[i], to));
}
function asNumber(node) {
  return node.type.dtype === "f32" ? node : cast(node, "f32");
}
function spread2(scalar2, shape) {
  const value = constantValue(scalar2);
  return value === void 0 ? broadcast(scalar2, shape, []) : constant(value, { dtype: scalar2.type.dtype, shape });
}
function typeOf2(shape) {
  const batched = shape[0] === B;
  return { kind: "tensor", dtype: "f32", shape: batched ? shape.slice(1) : shape, batched };
}
function sampleAxis(builtin, axis, type, parameter) {
  const rank = type.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new Mistake("shape/axis", `${builtin} has no axis ${axis} in ${showTensor(type)}`, { at: parameter, help: axesHelp(rank) });
  }
  return (axis < 0 ? axis + rank : axis) + (type.batched ? 1 : 0);
}
function axesHelp(rank) {
  if (rank === 0) return "a number has no axes";
  return rank === 1 ? "its only axis is 0" : `its axes are 0 to ${rank - 1}`;
}

// compiler/library/elementwise.ts
function unary2(name, { summary, parameters: parameters2 = [], differentiable, lower: lower2 }) {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }, ...parameters2],
    ...differentiable === false && { differentiable },
    check: ({ values: [value] }) => ({ type: tensor(value.shape, value.batched) }),
    lower: ({ inputs: [value], options }) => lower2(asNumber(value), options)
  };
}
function binary2(name, { summary, dtype = "f32", differentiable, lower: lower2 }) {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value" }
    ],
    ...differentiable === false && { differentiable },
    check({ values }) {
      const { shape, batched } = commonExtent(values);
      return { type: tensor(shape, batched, dtype) };
    },
    lower({ inputs, types, type }) {
      const [a, b] = alignAll(inputs, types, type);
      return lower2(a, b);
    }
  };
}

// compiler/library/options.ts
var overWords = ["all", "batch", "sample", "channels", "space"];
function withDefaults({ parameters: parameters2 }, given) {
  const defaults = parameters2.flatMap((parameter) => {
    if (parameter.kind === "value" || !("default" in parameter)) return [];
    const borrowed = parameter.kind === "number" && typeof parameter.default === "string";
    return [[parameter.name, borrowed ? given[String(parameter.default)] : parameter.default]];
  });
  return { ...Object.fromEntries(defaults), ...given };
}
function numberOption(options, name) {
  const value = options[name];
  if (typeof value !== "number") throw broken(name, "a number", value);
  return value;
}
function flagOption(options, name) {
  const value = options[name];
  if (typeof value !== "boolean") throw broken(name, "true or false", value);
  return value;
}
function wordOption(options, name) {
  const value = options[name];
  if (typeof value !== "string") throw broken(name, "a word", value);
  return value;
}
function sizesOption(options, name) {
  const value = options[name];
  if (!isNumbers(value)) throw broken(name, "a list of numbers", value);
  return value;
}
function overOption(options) {
  const value = options.over;
  if (isNumbers(value)) return value;
  if (isOverWord(value)) return value;
  throw broken("over", "a word or a list of axes", value);
}
function initialiserOption(options, name) {
  const value = options[name];
  if (typeof value !== "object" || !("kind" in value)) throw broken(name, "an initialiser", value);
  return value;
}
function stageOption(options) {
  const value = options.stage;
  if (typeof value !== "object" || !("builtin" in value)) throw broken("stage", "a layer", value);
  return value;
}
function countOption(builtin, options, name) {
  const value = numberOption(options, name);
  if (!Number.isInteger(value) || value < 1) {
    throw new Mistake("value/size", `${builtin} takes a whole number of at least 1 as ${name}, and it is ${value}`, { at: name });
  }
  return value;
}
function shapeOption(builtin, options, name) {
  const sizes = sizesOption(options, name);
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1)) {
    throw new Mistake("value/size", `${builtin} takes sizes of at least 1, and they are [${sizes.join(", ")}]`, {
      at: name,
      ...sizes.includes(-1) && { help: "a shape is that of one sample, without the batch; flatten makes one axis of all" }
    });
  }
  return sizes;
}
function isNumbers(value) {
  return Array.isArray(value);
}
function isOverWord(value) {
  return typeof value === "string" && overWords.includes(value);
}
function broken(name, wanted, value) {
  return new IrError(`option ${name} should be ${wanted}, and is ${JSON.stringify(value)}`);
}

// compiler/library/activations.ts
function exponentialLinear(x, alpha) {
  return select(greater(x, 0), x, mul2(sub(exp(minimum(x, 0)), 1), alpha));
}
var seluScale = 1.0507009873554805;
var seluAlpha = 1.6732632423543772;
var activations = [
  // Ties of `maximum` go to its first operand, so the zero comes first: relu' (0) = 0.
  unary2("relu", { summary: "max(0, v)", lower: (x) => maximum(0, x) }),
  unary2("leaky_relu", {
    summary: "v above zero, slope \xB7 v below",
    parameters: [{ name: "slope", kind: "number", default: 0.2 }],
    lower: (x, options) => select(greater(x, 0), x, mul2(x, numberOption(options, "slope")))
  }),
  unary2("elu", {
    summary: "v above zero, alpha \xB7 (exp(v) - 1) below",
    parameters: [{ name: "alpha", kind: "number", default: 1 }],
    lower: (x, options) => exponentialLinear(x, numberOption(options, "alpha"))
  }),
  unary2("selu", {
    summary: "the self-normalising elu (Klambauer et al. 2017)",
    lower: (x) => mul2(exponentialLinear(x, seluAlpha), seluScale)
  }),
  unary2("gelu", {
    summary: "v \xB7 \u03A6(v), \u03A6 the normal distribution's: exact, by erf (Hendrycks and Gimpel 2016)",
    lower: (x) => mul2(mul2(x, 0.5), add2(erf(mul2(x, Math.SQRT1_2)), 1))
  }),
  unary2("silu", { summary: "v \xB7 sigmoid(v)", lower: (x) => mul2(x, sigmoid(x)) }),
  unary2("sigmoid", { summary: "1 / (1 + exp(-v))", lower: sigmoid }),
  unary2("tanh", { summary: "the hyperbolic tangent", lower: tanh }),
  unary2("softplus", { summary: "log(1 + exp(v)), stably", lower: softplus })
];

// compiler/library/demands.ts
function demandSizes(builtin, value) {
  const sizes = value.shape.filter((dim) => typeof dim === "number");
  if (sizes.length > 0 && sizes.length === value.shape.length) return sizes;
  throw new Mistake("shape/layer", `${builtin} needs axes of fixed size, and this is ${value.shape.length === 0 ? "a number" : showTensor(value)}`, { at: 0, label: showTensor(value) });
}
function demandBatch(builtin, value) {
  if (value.batched) return;
  const what = value.shape.length === 0 ? "number" : showTensor(value);
  throw new Mistake("shape/batch", `${builtin} needs a batch, and this ${what} is the same for the whole batch`, { at: 0, label: "not batched" });
}
function demandSpace(builtin, value, axes = 1) {
  const sizes = demandSizes(builtin, value);
  if (sizes.length > axes) return sizes;
  const wanted = axes === 1 ? "channels and space" : "channels, height and width";
  throw new Mistake("shape/layer", `${builtin} needs ${wanted}, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
}
function demandClass(label, classes, at2) {
  if (label === void 0 || Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new Mistake("value/class", `of ${classes} classes the numbers are 0 to ${classes - 1}, and this is ${label}`, { at: at2, label: `there is no class ${label}` });
}

// compiler/library/linear.ts
function uniformByFan(fan) {
  const bound2 = 1 / Math.sqrt(fan);
  return { kind: "uniform", low: -bound2, high: bound2 };
}
function addBias(x, bias) {
  return add2(x, broadcast(bias, x.type.shape, [x.type.shape.length - 1]));
}
var linear = {
  name: "linear",
  summary: "v \xB7 weight\u1D40 + bias, on the last axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true },
    { name: "bias", kind: "flag", default: true }
  ],
  check({ values: [value], options }) {
    const width = countOption("linear", options, "n");
    const fan = value.shape.at(-1);
    if (typeof fan !== "number") {
      const help = value.classes === void 0 ? void 0 : "embedding(n) or one_hot makes a vector of a class";
      throw new Mistake("shape/layer", `linear needs a last axis, and this is ${value.shape.length === 0 ? "a number" : showTensor(value)}`, { at: 0, label: showTensor(value), help });
    }
    const initial = uniformByFan(fan);
    const weight = { name: "weight", shape: [width, fan], role: "weight", initial, kind: "linear" };
    const bias = { name: "bias", shape: [width], role: "weight", initial, kind: "bias" };
    return { type: tensor([...value.shape.slice(0, -1), width], value.batched), weights: flagOption(options, "bias") ? [weight, bias] : [weight] };
  },
  lower({ inputs: [input], weights }) {
    const x = asNumber(input);
    const outer = "abcdefgh".slice(0, x.type.shape.length - 1);
    const product3 = contract(`${outer}i,oi->${outer}o`, x, weights.weight);
    return weights.bias ? addBias(product3, weights.bias) : product3;
  }
};
var linears = [linear];

// compiler/library/over.ts
function axesOver(builtin, over, type) {
  const first = type.batched ? 1 : 0;
  const sample = type.shape.map((_, axis) => axis + first);
  switch (over) {
    case "all":
      return type.batched ? [0, ...sample] : sample;
    case "sample":
      return sample;
    case "batch":
      if (type.batched) return [0];
      throw new Mistake("shape/batch", `${builtin} over the batch needs a batched value, and this ${showTensor(type)} is the same for the whole batch`, { at: 0, label: "not batched" });
    case "channels":
      if (sample.length > 0) return [first];
      throw new Mistake("shape/axis", `${builtin} over channels needs an axis, and this is ${showTensor(type)}`, { at: 0, label: showTensor(type) });
    case "space":
      if (sample.length > 1) return sample.slice(1);
      throw new Mistake("shape/axis", `${builtin} over space needs axes after the channels, and this is ${showTensor(type)}`, { at: 0, label: showTensor(type) });
    default:
      return listedAxes(builtin, over, type);
  }
}
function listedAxes(builtin, over, type) {
  const axes = over.map((axis) => sampleAxis(builtin, axis, type, "over"));
  if (new Set(axes).size < axes.length) throw new Mistake("shape/axis", `${builtin} names an axis twice in [${over.join(", ")}]`, { at: "over" });
  return axes.sort((a, b) => a - b);
}
function shapeWithout(shape, axes, batched, keep) {
  return shape.flatMap((dim, axis) => {
    if (!axes.includes(axis)) return [dim];
    return keep && !(batched && axis === 0) ? [1] : [];
  });
}
function typeWithout(type, axes, keep) {
  return typeOf2(shapeWithout(irShape(type), axes, type.batched, keep));
}
function withKept(reduced, type) {
  return reshape(reduced, irShape(type));
}
function restore(reduced, shape, axes) {
  return broadcast(reduced, shape, shape.flatMap((_, axis) => axes.includes(axis) ? [] : [axis]));
}
function countOf(shape, axes) {
  const { factor, batch } = sizeOf(axes.map((axis) => shape[axis]));
  let count2 = constant(factor, { dtype: "f32", shape: [] });
  for (let i = 0; i < batch; i++) count2 = factor === 1 && i === 0 ? batchSize() : mul2(count2, batchSize());
  return count2;
}

// compiler/library/statistics.ts
function mean(x, axes) {
  const total = sum(x, axes);
  return div2(total, spread2(countOf(x.type.shape, axes), total.type.shape));
}
function centred(x, axes) {
  return sub(x, restore(mean(x, axes), x.type.shape, axes));
}
function variance(x, axes, correction2) {
  const deviation = centred(x, axes);
  const total = sum(mul2(deviation, deviation), axes);
  const freedom = maximum(sub(countOf(x.type.shape, axes), correction2), 0);
  return div2(total, spread2(freedom, total.type.shape));
}
function norm(x, axes) {
  return sqrt(sum(mul2(x, x), axes));
}
function lowered(x, axes) {
  const largest2 = stop(reduceMax(x, axes));
  return { shifted: sub(x, restore(largest2, x.type.shape, axes)), largest: largest2 };
}
function logSumExp(x, axes) {
  const { shifted, largest: largest2 } = lowered(x, axes);
  return add2(log(sum(exp(shifted), axes)), largest2);
}
function softmax(x, axes) {
  const weights = exp(lowered(x, axes).shifted);
  return div2(weights, restore(sum(weights, axes), x.type.shape, axes));
}
function logSoftmax(x, axes) {
  const { shifted } = lowered(x, axes);
  return sub(shifted, restore(log(sum(exp(shifted), axes)), x.type.shape, axes));
}

// compiler/library/attention.ts
function narrow(channels) {
  return Math.max(1, Math.floor(channels / 8));
}
function pointwiseWeights(name, features, [channels, ...space]) {
  const initial = uniformByFan(channels);
  return [
    { name: `${name}.weight`, shape: [features, channels, ...space.map(() => 1)], role: "weight", initial, kind: "conv" },
    { name: `${name}.bias`, shape: [features], role: "weight", initial, kind: "bias" }
  ];
}
var selfAttention = {
  name: "self_attention",
  summary: "v + gamma \xB7 what each place attends to, by softmax(query\u1D40 \xB7 key) over all places (Zhang et al. 2019); gamma starts at 0",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const sizes = demandSpace("self_attention", value);
    const [channels] = sizes;
    return {
      type: tensor(value.shape, value.batched),
      weights: [
        ...pointwiseWeights("query", narrow(channels), sizes),
        ...pointwiseWeights("key", narrow(channels), sizes),
        ...pointwiseWeights("value", channels, sizes),
        { name: "gamma", shape: [1], role: "weight", initial: { kind: "constant", value: 0 } }
      ]
    };
  },
  lower({ inputs: [input], types: [value], weights }) {
    const outer = value.batched ? "b" : "";
    const [channels, ...space] = value.shape;
    const places = space.reduce((product3, size) => product3 * Number(size), 1);
    const x = asNumber(input);
    const flat = reshape(x, irShape({ ...value, shape: [channels, places] }));
    const pointwise = (name) => {
      const { [`${name}.weight`]: weight, [`${name}.bias`]: bias } = weights;
      const product3 = contract(`${outer}ip,oi->${outer}op`, flat, reshape(weight, weight.type.shape.slice(0, 2)));
      return add2(product3, broadcast(bias, product3.type.shape, [value.batched ? 1 : 0]));
    };
    const energy = contract(`${outer}dp,${outer}dq->${outer}pq`, pointwise("query"), pointwise("key"));
    const attention = softmax(energy, [energy.type.shape.length - 1]);
    const attended = reshape(contract(`${outer}cq,${outer}pq->${outer}cp`, pointwise("value"), attention), x.type.shape);
    return add2(x, mul2(spread2(reshape(weights.gamma, []), x.type.shape), attended));
  }
};
var attentions = [selfAttention];

// compiler/library/bare.ts
var param = {
  name: "param",
  summary: "a weight of this shape; it starts at 0 unless `init` says otherwise",
  parameters: [
    { name: "shape", kind: "sizes" },
    { name: "init", kind: "initialiser", default: { kind: "constant", value: 0 } }
  ],
  check({ options }) {
    const shape = shapeOption("param", options, "shape");
    return { type: tensor(shape, false), weights: [{ name: "", shape, role: "weight", initial: initialiserOption(options, "init") }] };
  },
  lower: ({ weights }) => weights[""]
};
var prelu = {
  name: "prelu",
  summary: "v above zero, weight \xB7 v below, the slope learned",
  parameters: [{ name: "v", kind: "value" }],
  check: ({ values: [value] }) => ({
    type: tensor(value.shape, value.batched),
    weights: [{ name: "weight", shape: [1], role: "weight", initial: { kind: "constant", value: 0.25 } }]
  }),
  lower({ inputs: [input], weights }) {
    const x = asNumber(input);
    const slope = broadcast(reshape(weights.weight, []), x.type.shape, []);
    return select(greater(x, 0), x, mul2(slope, x));
  }
};
var bareWeights = [param, prelu];

// compiler/library/labels.ts
function oneHot(label, classes) {
  const shape = [...label.type.shape, classes];
  const last = shape.length - 1;
  const spread3 = broadcast(asNumber(label), shape, label.type.shape.map((_, axis) => axis));
  return cast(equal(spread3, asNumber(iota(shape, last))), "f32");
}
function classesOf(value, like) {
  const count2 = like?.shape.at(-1);
  if (like && typeof count2 !== "number") {
    throw new Mistake("shape/axis", `one_hot needs a last axis to count the classes of, and this is ${showTensor(like)}`, { at: 1, label: showTensor(like) });
  }
  if (value.classes === void 0 && value.shape.length > 0) {
    throw new Mistake("type/class", `one_hot takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
  }
  if (typeof count2 === "number" && value.classes !== void 0 && value.classes > count2) {
    throw new Mistake("shape/classes", `there are ${value.classes} classes in class[${value.classes}], and ${count2} in ${like && showTensor(like)}`, { at: 1, label: like && showTensor(like) });
  }
  const classes = count2 ?? value.classes;
  if (typeof classes === "number") return classes;
  throw new Mistake("type/class", `one_hot takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
}
var oneHotBuiltin = {
  name: "one_hot",
  summary: "a vector of zeros with a 1 at the class; the number of classes is the label's, or that of `like`'s last axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "like", kind: "value", optional: true }
  ],
  differentiable: false,
  check({ values: [value, like], constants: [label] = [] }) {
    const classes = classesOf(value, like);
    demandClass(label, classes, 0);
    return { type: tensor([...value.shape, classes], value.batched) };
  },
  lower({ inputs: [label], type }) {
    const classes = type.shape.at(-1);
    if (typeof classes !== "number") throw new IrError("one_hot without a number of classes");
    return oneHot(label, classes);
  }
};
var embedding = {
  name: "embedding",
  summary: "a learned vector for each class",
  parameters: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true }
  ],
  check({ values: [value], options }) {
    const width = countOption("embedding", options, "n");
    if (value.classes === void 0) throw new Mistake("type/class", `embedding takes a class, and this is ${showTensor(value)}`, { at: 0, label: "no class" });
    const initial = { kind: "normal", mean: 0, deviation: 1 };
    return {
      type: tensor([...value.shape, width], value.batched),
      weights: [{ name: "weight", shape: [value.classes, width], role: "weight", initial, kind: "embedding" }]
    };
  },
  lower({ inputs: [label], types: [{ classes }], weights }) {
    if (classes === void 0) throw new IrError("embedding of what is no class");
    const outer = "abcdefgh".slice(0, label.type.shape.length);
    return contract(`${outer}k,kn->${outer}n`, oneHot(label, classes), weights.weight);
  }
};
var labels = [oneHotBuiltin, embedding];

// compiler/library/normalisation.ts
function affineWeights(shape) {
  return [
    { name: "weight", shape, role: "weight", initial: { kind: "constant", value: 1 }, kind: "norm" },
    { name: "bias", shape, role: "weight", initial: { kind: "constant", value: 0 }, kind: "bias" }
  ];
}
function affine(x, weights, axes) {
  const along = (weight) => broadcast(weight, x.type.shape, axes);
  return add2(mul2(x, along(weights.weight)), along(weights.bias));
}
function normalised(deviation, variance2, axes, eps) {
  return div2(deviation, restore(sqrt(add2(variance2, eps)), deviation.type.shape, axes));
}
function normalise(x, axes, eps) {
  const deviation = centred(x, axes);
  return normalised(deviation, mean(mul2(deviation, deviation), axes), axes, eps);
}
function axesButChannels(shape) {
  return shape.flatMap((_, axis) => axis === 1 ? [] : [axis]);
}
function moveTowards(context, slot2, observed, momentum) {
  context.move(slot2, add2(mul2(context.statistic(slot2), 1 - momentum), mul2(observed, momentum)));
}
function runningStatistics(channels) {
  return [
    { name: "running_mean", shape: [channels], role: "statistic", initial: { kind: "constant", value: 0 } },
    { name: "running_var", shape: [channels], role: "statistic", initial: { kind: "constant", value: 1 } }
  ];
}
var batchOptions = [
  { name: "eps", kind: "number", default: 1e-5 },
  { name: "momentum", kind: "number", default: 0.1 }
];
function batchNormalised(x, { options, weights, context }) {
  const { shape } = x.type;
  const axes = axesButChannels(shape);
  const eps = numberOption(options, "eps");
  if (!context.training) {
    const deviation2 = sub(x, restore(context.statistic(weights.running_mean), shape, axes));
    return normalised(deviation2, context.statistic(weights.running_var), axes, eps);
  }
  const momentum = numberOption(options, "momentum");
  const average = mean(x, axes);
  const deviation = sub(x, restore(average, shape, axes));
  const variance2 = mean(mul2(deviation, deviation), axes);
  const count2 = countOf(shape, axes);
  const bessel = div2(count2, maximum(sub(count2, 1), 1));
  moveTowards(context, weights.running_mean, average, momentum);
  const unbiased = mul2(variance2, spread2(bessel, variance2.type.shape));
  moveTowards(context, weights.running_var, unbiased, momentum);
  return normalised(deviation, variance2, axes, eps);
}
var batchNorm = {
  name: "batch_norm",
  summary: "normalised over the batch and space, a channel at a time, then weight \xB7 v + bias",
  parameters: [{ name: "v", kind: "value" }, ...batchOptions],
  check({ values: [value] }) {
    const [channels] = demandSizes("batch_norm", value);
    demandBatch("batch_norm", value);
    return { type: tensor(value.shape, true), weights: [...affineWeights([channels]), ...runningStatistics(channels)] };
  },
  lower: (call2) => affine(batchNormalised(asNumber(call2.inputs[0]), call2), call2.weights, [1])
};
var layerNorm = {
  name: "layer_norm",
  summary: "normalised over the sample, then weight \xB7 v + bias, element by element",
  parameters: [
    { name: "v", kind: "value" },
    { name: "eps", kind: "number", default: 1e-5 }
  ],
  check({ values: [value] }) {
    return { type: tensor(value.shape, value.batched), weights: affineWeights(demandSizes("layer_norm", value)) };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const first = value.batched ? 1 : 0;
    const axes = value.shape.map((_, axis) => axis + first);
    return affine(normalise(x, axes, numberOption(options, "eps")), weights, axes);
  }
};
var instanceNorm = {
  name: "instance_norm",
  summary: "normalised over space, a channel of a sample at a time; with `affine`, then weight \xB7 v + bias",
  parameters: [
    { name: "v", kind: "value" },
    { name: "affine", kind: "flag", default: false },
    { name: "eps", kind: "number", default: 1e-5 }
  ],
  check({ values: [value], options }) {
    const [channels] = demandSpace("instance_norm", value);
    return { type: tensor(value.shape, value.batched), ...flagOption(options, "affine") && { weights: affineWeights([channels]) } };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const channel = value.batched ? 1 : 0;
    const space = value.shape.slice(1).map((_, axis) => axis + channel + 1);
    const result = normalise(x, space, numberOption(options, "eps"));
    return flagOption(options, "affine") ? affine(result, weights, [channel]) : result;
  }
};
var groupNorm = {
  name: "group_norm",
  summary: "normalised over space and the channels of a group, of g, then weight \xB7 v + bias",
  parameters: [
    { name: "v", kind: "value" },
    { name: "g", kind: "number", integer: true },
    { name: "eps", kind: "number", default: 1e-5 }
  ],
  check({ values: [value], options }) {
    const [channels] = demandSizes("group_norm", value);
    const groups = countOption("group_norm", options, "g");
    if (channels % groups !== 0) throw new Mistake("shape/layer", `group_norm can't part ${channels} channels into ${groups} groups`, { at: "g", label: `${channels} / ${groups} is not whole` });
    return { type: tensor(value.shape, value.batched), weights: affineWeights([channels]) };
  },
  lower({ inputs: [input], types: [value], options, weights }) {
    const x = asNumber(input);
    const channel = value.batched ? 1 : 0;
    const groups = numberOption(options, "g");
    const [channels, ...space] = value.shape;
    const parted = reshape(x, [...x.type.shape.slice(0, channel), groups, Number(channels) / groups, ...space]);
    const within2 = [...parted.type.shape.keys()].slice(channel + 1);
    const result = reshape(normalise(parted, within2, numberOption(options, "eps")), x.type.shape);
    return affine(result, weights, [channel]);
  }
};
var normalisations = [batchNorm, layerNorm, instanceNorm, groupNorm];

// compiler/library/conditional.ts
function modulation(condition, channels) {
  if (condition.classes !== void 0) {
    const shape = [condition.classes, channels];
    return [
      { name: "gain.weight", shape, role: "weight", initial: { kind: "constant", value: 1 }, kind: "norm" },
      { name: "bias.weight", shape, role: "weight", initial: { kind: "constant", value: 0 }, kind: "bias" }
    ];
  }
  const [size] = condition.shape;
  if (condition.shape.length !== 1 || typeof size !== "number") {
    throw new Mistake("shape/layer", `cond_batch_norm takes a class or a vector as y, and this is ${showTensor(condition)}`, { at: 1, label: showTensor(condition), help: "flatten makes a vector" });
  }
  const initial = uniformByFan(size);
  return ["gain.weight", "bias.weight"].map((name) => ({ name, shape: [channels, size], role: "weight", initial, kind: "linear" }));
}
function perChannel(condition, type, weight, x) {
  const outer = type.batched ? "b" : "";
  const chosen2 = type.classes === void 0 ? contract(`${outer}n,cn->${outer}c`, asNumber(condition), weight) : contract(`${outer}k,kc->${outer}c`, oneHot(condition, type.classes), weight);
  return broadcast(chosen2, x.type.shape, type.batched ? [0, 1] : [1]);
}
var conditionalBatchNorm = {
  name: "cond_batch_norm",
  summary: "normalised over the batch and space, then gain(y) \xB7 v + bias(y): of a class y a row of weights, of a vector y (1 + gain \xB7 y) and bias \xB7 y",
  parameters: [{ name: "v", kind: "value" }, { name: "y", kind: "value" }, ...batchOptions],
  check({ values: [value, condition] }) {
    const [channels] = demandSizes("cond_batch_norm", value);
    demandBatch("cond_batch_norm", value);
    return { type: tensor(value.shape, true), weights: [...modulation(condition, channels), ...runningStatistics(channels)] };
  },
  lower(call2) {
    const { inputs: [input, y], types: [, condition], weights } = call2;
    const x = batchNormalised(asNumber(input), call2);
    const [gain, bias] = [weights["gain.weight"], weights["bias.weight"]].map((weight) => perChannel(y, condition, weight, x));
    return add2(mul2(x, condition.classes === void 0 ? add2(gain, 1) : gain), bias);
  }
};
var conditionals = [conditionalBatchNorm];

// compiler/library/convolution.ts
var letters2 = { wide: "xyz", narrow: "uvw", window: "klm" };
function layerOf(name, value, options) {
  const [channels, ...space] = demandSpace(name, value);
  if (space.length > 3) throw new Mistake("shape/layer", `${name} takes one to three axes of space, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
  const [features, window2, stride, dilation, groups] = ["n", "k", "stride", "dilation", "groups"].map((option) => countOption(name, options, option));
  for (const [what, count2, at2] of [["channels", channels, 0], ["features", features, "n"]]) {
    if (count2 % groups !== 0) throw new Mistake("shape/layer", `${name} can't part ${count2} ${what} into ${groups} groups`, { at: "groups", label: `${count2} / ${groups} is not whole`, ...at2 === 0 && { help: `the value is ${showTensor(value)}` } });
  }
  return { channels, space, features, window: window2, stride, dilation, groups, pad: padOption(name, options) };
}
function padOption(name, options, option = "pad") {
  const amount = numberOption(options, option);
  if (!Number.isInteger(amount) || amount < 0) throw new Mistake("value/size", `${name} takes a whole number of at least 0 as ${option}, and it is ${amount}`, { at: option });
  return amount;
}
function weightsOf(shape, features, options) {
  const initial = uniformByFan(shape.slice(1).reduce((a, b) => a * b, 1));
  const weight = { name: "weight", shape, role: "weight", initial, kind: "conv" };
  const bias = { name: "bias", shape: [features], role: "weight", initial, kind: "bias" };
  return flagOption(options, "bias") ? [weight, bias] : [weight];
}
function grouped(x, axis, groups) {
  if (groups === 1) return x;
  const { shape } = x.type;
  const channels = shape[axis];
  if (typeof channels !== "number") throw new IrError("channels are no batch");
  return reshape(x, [...shape.slice(0, axis), groups, channels / groups, ...shape.slice(axis + 1)]);
}
function addBias2(x, bias, batched) {
  return bias ? add2(x, broadcast(bias, x.type.shape, [batched ? 1 : 0])) : x;
}
function product2(x, weight, ties, batched, groups, directions3) {
  const outer = `${batched ? "b" : ""}${groups > 1 ? "g" : ""}`;
  const space = (role) => letters2[role].slice(0, ties.length);
  const channels = directions3.from === "wide" ? "oi" : "io";
  const spec = `${outer}i${space(directions3.from)},${groups > 1 ? "g" : ""}${channels}${space("window")}->${outer}o${space(directions3.to)}`;
  return conv(spec, grouped(x, batched ? 1 : 0, groups), grouped(weight, 0, groups), ties);
}
function tiesOf3(extents, { stride, dilation, pad: pad3 }) {
  return extents.map((extent, i) => ({ extents: extent, stride, dilation, pad: pad3, letters: { wide: letters2.wide[i], narrow: letters2.narrow[i], window: letters2.window[i] } }));
}
var shared = {
  before: [
    { name: "v", kind: "value" },
    { name: "n", kind: "number", integer: true },
    { name: "k", kind: "number", integer: true },
    { name: "stride", kind: "number", integer: true, default: 1 },
    { name: "pad", kind: "number", integer: true, default: 0 }
  ],
  after: [
    { name: "dilation", kind: "number", integer: true, default: 1 },
    { name: "groups", kind: "number", integer: true, default: 1 },
    { name: "bias", kind: "flag", default: true }
  ]
};
function forwardSpace(layer, value) {
  return layer.space.map((size) => {
    const places = narrowExtent(size, layer.window, layer);
    if (places > 0) return places;
    const reach = layer.dilation * (layer.window - 1) + 1;
    throw new Mistake("shape/layer", `a window of ${reach} does not fit into ${size}${layer.pad > 0 ? ` with ${layer.pad} more at either end` : ""}`, { at: 0, label: showTensor(value), help: "a smaller window, or pad" });
  });
}
var convolution = {
  name: "conv",
  summary: "v \u22C6 weight + bias: n features from windows of k at every `stride`th place, [n, \u230A(h + 2\xB7pad - dilation\xB7(k - 1) - 1) / stride\u230B + 1, \u2026]; weight [n, c/groups, k, k]",
  parameters: [...shared.before, ...shared.after],
  check({ values: [value], options }) {
    const layer = layerOf("conv", value, options);
    const { channels, features, window: window2, groups, space } = layer;
    return { type: tensor([features, ...forwardSpace(layer, value)], value.batched), weights: weightsOf([features, channels / groups, ...space.map(() => window2)], features, options) };
  },
  lower({ inputs: [x], types: [value], type, options, weights }) {
    const layer = layerOf("conv", value, options);
    const ties = tiesOf3(layer.space.map((wide, i) => ({ wide, narrow: Number(type.shape[i + 1]), window: layer.window })), layer);
    const result = product2(asNumber(x), weights.weight, ties, value.batched, layer.groups, { from: "wide", to: "narrow" });
    return addBias2(reshape(result, irShape(type)), weights.bias, value.batched);
  }
};
function transposedSpace({ space, window: window2, stride, dilation, pad: pad3 }, options, value) {
  const more = padOption("conv_transpose", options, "output_pad");
  if (more >= Math.max(stride, dilation) && more > 0) throw new Mistake("value/range", `output_pad is less than stride or dilation, and ${more} is not less than ${Math.max(stride, dilation)}`, { at: "output_pad" });
  return space.map((size) => {
    const result = (size - 1) * stride - 2 * pad3 + dilation * (window2 - 1) + more + 1;
    if (result >= 1) return result;
    throw new Mistake("shape/layer", `conv_transpose leaves nothing of ${size}: (${size} - 1) \xB7 ${stride} - 2 \xB7 ${pad3} + ${dilation * (window2 - 1)} + ${more} + 1 is ${result}`, { at: 0, label: showTensor(value), help: "less pad" });
  });
}
var transposed = {
  name: "conv_transpose",
  summary: "the transpose of `conv`, n features: [n, (h - 1)\xB7stride - 2\xB7pad + dilation\xB7(k - 1) + output_pad + 1, \u2026]; weight [c, n/groups, k, k]",
  parameters: [...shared.before, { name: "output_pad", kind: "number", integer: true, default: 0 }, ...shared.after],
  check({ values: [value], options }) {
    const layer = layerOf("conv_transpose", value, options);
    const { channels, features, window: window2, groups, space } = layer;
    const weights = weightsOf([channels, features / groups, ...space.map(() => window2)], features, options);
    return { type: tensor([features, ...transposedSpace(layer, options, value)], value.batched), weights: weights.map((spec) => spec.name === "weight" ? { ...spec, outputAxis: 1 } : spec) };
  },
  lower({ inputs: [x], types: [value], type, options, weights }) {
    const layer = layerOf("conv_transpose", value, options);
    const ties = tiesOf3(layer.space.map((narrow2, i) => ({ wide: Number(type.shape[i + 1]), narrow: narrow2, window: layer.window })), layer);
    const result = product2(asNumber(x), weights.weight, ties, value.batched, layer.groups, { from: "narrow", to: "wide" });
    return addBias2(reshape(result, irShape(type)), weights.bias, value.batched);
  }
};
var convolutions2 = [convolution, transposed];

// compiler/library/shaping.ts
function reshaped(value, shape) {
  return { ...value, shape, classes: void 0, covers: void 0 };
}
var flatten = {
  name: "flatten",
  summary: "all axes of the sample as one",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const { factor, batch } = sizeOf(value.shape);
    if (batch > 0) throw new Mistake("shape/reshape", `flatten needs axes of fixed size, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    return { type: reshaped(value, [factor]) };
  },
  lower: ({ inputs: [x], type }) => reshape(x, irShape(type))
};
var reshapeBuiltin = {
  name: "reshape",
  summary: "the same elements in row-major order, in another shape",
  parameters: [
    { name: "v", kind: "value" },
    { name: "shape", kind: "sizes" }
  ],
  check({ values: [value], options }) {
    const sizes = shapeOption("reshape", options, "shape");
    const before = sizeOf(value.shape);
    const after = sizeOf(sizes);
    if (before.batch !== 0 || before.factor !== after.factor) {
      const have = before.batch === 0 ? `${showTensor(value)} has ${before.factor}` : `${showTensor(value)} grows with the batch`;
      throw new Mistake("shape/reshape", `[${sizes.join(", ")}] has ${after.factor} elements, and ${have}`, { at: "shape", label: `${after.factor} elements` });
    }
    return { type: reshaped(value, sizes) };
  },
  lower: ({ inputs: [x], type }) => reshape(x, irShape(type))
};
var permuteBuiltin = {
  name: "permute",
  summary: "the sample's axes in another order",
  parameters: [
    { name: "v", kind: "value" },
    { name: "axes", kind: "sizes" }
  ],
  check({ values: [value], options }) {
    const order = permutation(value, sizesOption(options, "axes"));
    return { type: reshaped(value, order.map((axis) => irShape(value)[axis])) };
  },
  lower({ inputs: [x], types: [value], options }) {
    const order = permutation(value, sizesOption(options, "axes"));
    return permute(x, value.batched ? [0, ...order] : order);
  }
};
function permutation(value, axes) {
  const order = axes.map((axis) => sampleAxis("permute", axis, value, "axes"));
  if (order.length !== value.shape.length || new Set(order).size !== order.length) {
    throw new Mistake("shape/axis", `permute names each axis of ${showTensor(value)} once, and [${axes.join(", ")}] doesn't`, { at: "axes" });
  }
  return order;
}
var broadcastBuiltin = {
  name: "broadcast",
  summary: "repeated to a larger shape, right-aligned",
  parameters: [
    { name: "v", kind: "value" },
    { name: "shape", kind: "sizes" }
  ],
  check({ values: [value], options }) {
    const sizes = shapeOption("broadcast", options, "shape");
    const offset = sizes.length - value.shape.length;
    if (offset < 0 || !value.shape.every((dim, axis) => dim === 1 || dim === sizes[offset + axis])) {
      throw new Mistake("shape/broadcast", `${showTensor(value)} does not broadcast to [${sizes.join(", ")}]`, { at: 0, label: showTensor(value) });
    }
    return { type: reshaped(value, sizes) };
  },
  lower: ({ inputs: [x], types: [value], type }) => align(x, value, type)
};
var concat = {
  name: "concat",
  summary: "the values one after another along an axis of the sample",
  parameters: [
    { name: "v", kind: "value", rest: true },
    { name: "axis", kind: "number", integer: true, default: 0 }
  ],
  check({ values, options }) {
    const axis = numberOption(options, "axis");
    const [first] = values;
    const along = sampleAxis("concat", axis, first, "axis") - (first.batched ? 1 : 0);
    let total = 0;
    values.forEach((value, position2) => {
      const extent = value.shape[along];
      const fits3 = value.shape.length === first.shape.length && value.shape.every((dim, i) => i === along || dim === first.shape[i]);
      if (!fits3 || typeof extent !== "number") {
        throw new Mistake("shape/concat", `${showTensor(first)} and ${showTensor(value)} don't join along axis ${axis}`, { at: position2, label: showTensor(value), help: "all other axes must be equal" });
      }
      total += extent;
    });
    const shape = first.shape.map((dim, i) => i === along ? total : dim);
    return { type: tensor(shape, values.some((value) => value.batched)) };
  },
  lower({ inputs, types, type, options }) {
    const axis = sampleAxis("concat", numberOption(options, "axis"), type, "axis");
    return joined3(inputs.map((x, i) => align(asNumber(x), types[i], { shape: types[i].shape, batched: type.batched })), axis);
  }
};
function joined3(parts, axis) {
  const extents = parts.map((part) => fixed(part.type.shape[axis]));
  const total = extents.reduce((sum2, extent) => sum2 + extent, 0);
  let before = 0;
  const placed2 = parts.map((part, i) => {
    const low = part.type.shape.map((_, a) => a === axis ? before : 0);
    const high = part.type.shape.map((_, a) => a === axis ? total - before - extents[i] : 0);
    before += extents[i];
    return pad(part, low, high, part.type.shape.map(() => 0));
  });
  return placed2.reduce(add2);
}
function fixed(dim) {
  if (dim === B) throw new IrError("values are joined along axes of the sample, not along the batch");
  return dim;
}
function sliceAxis(x, axis, from, to) {
  const start = x.type.shape.map((_, a) => a === axis ? from : 0);
  const end = x.type.shape.map((dim, a) => a === axis ? to : dim);
  return slice(x, start, end, x.type.shape.map(() => 1));
}
var sliceBuiltin = {
  name: "slice",
  summary: "the elements from <= index < to along an axis",
  parameters: [
    { name: "v", kind: "value" },
    { name: "axis", kind: "number", integer: true },
    { name: "from", kind: "number", integer: true },
    { name: "to", kind: "number", integer: true }
  ],
  check({ values: [value], options }) {
    const [from, to] = [numberOption(options, "from"), numberOption(options, "to")];
    const axis = sampleAxis("slice", numberOption(options, "axis"), value, "axis") - (value.batched ? 1 : 0);
    const extent = value.shape[axis];
    if (typeof extent !== "number" || from < 0 || to > extent || from >= to) {
      throw new Mistake("shape/slice", `from ${from} to ${to} is no stretch of an axis of ${extent}`, { at: from >= to || from < 0 ? "from" : "to", help: `0 <= from < to <= ${extent}` });
    }
    return { type: reshaped(value, value.shape.map((dim, i) => i === axis ? to - from : dim)) };
  },
  lower({ inputs: [x], types: [value], options }) {
    const axis = sampleAxis("slice", numberOption(options, "axis"), value, "axis");
    return sliceAxis(x, axis, numberOption(options, "from"), numberOption(options, "to"));
  }
};
var shaping = [flatten, reshapeBuiltin, permuteBuiltin, broadcastBuiltin, concat, sliceBuiltin];

// compiler/library/crop.ts
var directions = [
  { offset: "top", position: 1, length: "h", words: "rows", axisFromEnd: 2 },
  { offset: "left", position: 2, length: "w", words: "columns", axisFromEnd: 1 }
];
function keptOf({ offset, position: position2, length, words, axisFromEnd }, { values, constants = [], options }) {
  const [picture] = values;
  const extent = Number(picture.shape.at(-axisFromEnd));
  const kept3 = countOption("crop", options, length);
  if (kept3 > extent) throw new Mistake("shape/slice", `${showTensor(picture)} has ${extent} ${words}, and crop takes ${kept3}`, { at: length, label: `${kept3} ${words}` });
  const place = values[position2];
  if (place.shape.length > 0) throw new Mistake("shape/layer", `crop takes a number as ${offset}, and this is ${showTensor(place)}`, { at: position2, label: showTensor(place), help: "one for all samples, or one for each" });
  const start = constants[position2];
  if (start !== void 0 && !(Number.isInteger(start) && start >= 0 && start + kept3 <= extent)) {
    throw new Mistake("shape/slice", `${kept3} ${words} from ${start} on are not all in ${showTensor(picture)}`, { at: position2, label: `${offset} is ${start}`, help: `${offset} is a whole number from 0 to ${extent - kept3}` });
  }
  return kept3;
}
function cut2(x, axisFromEnd, start, length) {
  const { node, batched } = x;
  const axis = node.type.shape.length - axisFromEnd;
  const extent = Number(node.type.shape[axis]);
  const known = constantValue(start);
  if (known !== void 0) return { node: sliceAxis(node, axis, known, known + length), batched };
  const each = start.type.shape.length > 0;
  const shape = [...start.type.shape, length, extent];
  const outer = each ? [0] : [];
  const held = minimum(maximum(floor(asNumber(start)), 0), extent - length);
  const place = add2(broadcast(held, shape, outer), asNumber(iota(shape, outer.length)));
  const rows = cast(equal(place, asNumber(iota(shape, outer.length + 1))), "f32");
  const letters3 = [..."cdefgh"].slice(0, node.type.shape.length - (batched ? 1 : 0));
  const along = letters3[letters3.length - axisFromEnd];
  const result = letters3.map((letter) => letter === along ? "o" : letter).join("");
  return { node: contract(`${batched ? "b" : ""}${letters3.join("")},${each ? "b" : ""}o${along}->${batched || each ? "b" : ""}${result}`, node, rows), batched: batched || each };
}
var crop = {
  name: "crop",
  summary: "h rows and w columns of a picture, from row `top` and column `left`; where these are values, rounded down and kept inside, of each sample its own",
  parameters: [
    { name: "v", kind: "value" },
    { name: "top", kind: "value", constant: true },
    { name: "left", kind: "value", constant: true },
    { name: "h", kind: "number", integer: true },
    { name: "w", kind: "number", integer: true }
  ],
  check(call2) {
    const [picture] = call2.values;
    const sizes = demandSizes("crop", picture);
    if (sizes.length < 2) throw new Mistake("shape/layer", `crop needs height and width, and this is ${showTensor(picture)}`, { at: 0, label: showTensor(picture) });
    const kept3 = directions.map((direction) => keptOf(direction, call2));
    return { type: tensor([...sizes.slice(0, -2), ...kept3], call2.values.some(({ batched }) => batched)) };
  },
  lower({ inputs, types: [{ batched }], options }) {
    const picture = { node: asNumber(inputs[0]), batched };
    return directions.reduce((x, { axisFromEnd, position: position2, length }) => cut2(x, axisFromEnd, inputs[position2], numberOption(options, length)), picture).node;
  }
};
var crops = [crop];

// compiler/library/histogram.ts
function coveredRange(options) {
  const [low, high] = [numberOption(options, "lo"), numberOption(options, "hi")];
  if (low < high) return [low, high];
  throw new Mistake("value/range", `the range [${low}, ${high}] is empty: the lower end comes first`, { at: "hi" });
}
function binned(x, bins, [low, high]) {
  const place = floor(mul2(sub(x, low), bins / (high - low)));
  return oneHot(minimum(maximum(place, 0), bins - 1), bins);
}
var histogram = {
  name: "histogram",
  summary: "the share of the batch in each of `bins` equal parts of [lo, hi]: [bins]; of two numbers a sample, [bins, bins]. What lies outside counts in the outermost bins",
  parameters: [
    { name: "v", kind: "value" },
    { name: "lo", kind: "number" },
    { name: "hi", kind: "number" },
    { name: "bins", kind: "number", integer: true }
  ],
  differentiable: false,
  check({ values: [value], options }) {
    demandBatch("histogram", value);
    const { shape } = value;
    if (shape.length > 1 || shape.length === 1 && shape[0] !== 1 && shape[0] !== 2) {
      throw new Mistake("shape/layer", `histogram takes one or two numbers of each sample, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value), help: "slice(v, axis, from, to) takes some of them" });
    }
    const bins = countOption("histogram", options, "bins");
    return { type: { ...tensor(shape[0] === 2 ? [bins, bins] : [bins], false), covers: coveredRange(options) } };
  },
  lower({ inputs: [input], types: [value], type, options }) {
    const bins = numberOption(options, "bins");
    const column = (x2) => binned(reshape(x2, ["B"]), bins, coveredRange(options));
    const x = asNumber(input);
    const counts = value.shape[0] === 2 ? contract("bi,bj->ij", column(sliceAxis(x, 1, 0, 1)), column(sliceAxis(x, 1, 1, 2))) : sum(column(x), [0]);
    return div2(counts, spread2(countOf(["B"], [0]), type.shape));
  }
};
var directions2 = 8;
function alongLine(difference2, place, reach) {
  const { shape } = difference2.type;
  const ends = [Math.ceil(reach) + 1, ...shape];
  const inner = shape.map((_, axis) => axis + 1);
  const below = minimum(maximum(sub(add2(asNumber(iota(ends, 0)), 1), broadcast(place, ends, inner)), 0), 1);
  const letters3 = "ij".slice(0, shape.length);
  return sum(abs(contract(`t${letters3},${letters3}->t`, below, difference2)), [0]);
}
function coordinate(difference2, axis) {
  return asNumber(iota(difference2.type.shape, axis));
}
function betweenMeans(difference2) {
  const along = (axis) => sum(mul2(difference2, coordinate(difference2, axis)), [0, 1]);
  const [down, across] = [along(0), along(1)];
  return sqrt(add2(mul2(down, down), mul2(across, across)));
}
function transport(difference2, bins) {
  if (bins.length === 1) return alongLine(difference2, coordinate(difference2, 0), bins[0] - 1);
  const slices = Array.from({ length: directions2 }, (_, k) => {
    const [down, across] = [Math.sin(Math.PI * k / directions2), Math.cos(Math.PI * k / directions2)];
    const [height, width] = [down * (bins[0] - 1), across * (bins[1] - 1)];
    const place = add2(mul2(coordinate(difference2, 0), down), mul2(coordinate(difference2, 1), across));
    return alongLine(difference2, sub(place, Math.min(width, 0)), height + Math.abs(width));
  });
  return slices.reduce(maximum, betweenMeans(difference2));
}
function commonRange([p2, q]) {
  if (p2.covers && q.covers && p2.covers.join() !== q.covers.join()) {
    throw new Mistake("shape/histogram", `the bins of the first cover [${p2.covers.join(", ")}], and those of the second [${q.covers.join(", ")}]`, { at: 1, label: `[${q.covers.join(", ")}]` });
  }
  return p2.covers ?? q.covers;
}
function commonBins(values) {
  values.forEach((value, at2) => {
    if (value.batched || value.shape.length < 1 || value.shape.length > 2 || value.shape.includes("B")) {
      throw new Mistake("shape/histogram", `wasserstein1 compares histograms, and this is ${value.batched ? "a value of each sample" : showTensor(value)}`, { at: at2, label: showTensor(value), help: "histogram(v, lo, hi, bins) makes one of the batch" });
    }
  });
  const [p2, q] = values;
  if (p2.shape.join() !== q.shape.join()) throw new Mistake("shape/histogram", `the first has bins ${showTensor(p2)}, and the second ${showTensor(q)}`, { at: 1, label: showTensor(q) });
  return p2.shape.map(Number);
}
var wasserstein1 = {
  name: "wasserstein1",
  summary: "the Wasserstein-1 distance of two histograms, in the units of their range; of two numbers a sample, a lower bound that is exact for shifts",
  parameters: [
    { name: "p", kind: "value" },
    { name: "q", kind: "value" }
  ],
  check({ values }) {
    commonBins(values);
    commonRange(values);
    return { type: tensor([], false) };
  },
  lower({ inputs: [p2, q], types }) {
    const bins = commonBins(types);
    const [low, high] = commonRange(types) ?? [0, bins[0]];
    const width = constant((high - low) / bins[0], { dtype: "f32", shape: [] });
    return mul2(transport(sub(asNumber(p2), asNumber(q)), bins), width);
  }
};
var histograms = [histogram, wasserstein1];

// compiler/library/operators.ts
var arithmetic2 = [
  binary2("add", { summary: "a + b", lower: add2 }),
  binary2("sub", { summary: "a - b", lower: sub }),
  binary2("mul", { summary: "a * b", lower: mul2 }),
  binary2("div", { summary: "a / b", lower: div2 }),
  binary2("mod", { summary: "a % b, with the sign of b, as PyTorch's remainder", lower: mod2 }),
  binary2("pow", { summary: "a ^ b", lower: pow }),
  unary2("neg", { summary: "-v", lower: neg })
];
var comparisons = [
  ofLabels(comparison2("equal", "a == b", equal)),
  ofLabels(comparison2("not_equal", "a != b", notEqual)),
  comparison2("less", "a < b", less),
  comparison2("less_equal", "a <= b", lessEqual),
  comparison2("greater", "a > b", greater),
  comparison2("greater_equal", "a >= b", greaterEqual)
];
function comparison2(name, summary, lower2) {
  return binary2(name, { summary, dtype: "bool", differentiable: false, lower: lower2 });
}
function ofLabels(equality) {
  return {
    ...equality,
    check(call2) {
      const { values, constants = [] } = call2;
      const labelled = values.findIndex(({ classes }) => classes !== void 0);
      const at2 = 1 - labelled;
      if (labelled >= 0) demandClass(constants[at2], values[labelled].classes ?? 0, at2);
      return equality.check(call2);
    }
  };
}
function demandCondition(builtin, value, position2) {
  if (value.dtype === "bool") return;
  throw new Mistake("type/condition", `${builtin} takes a condition, and this is ${value.classes === void 0 ? "a value of numbers" : showTensor(value)}`, {
    at: position2,
    label: "no condition",
    help: "compare it with something, as in v > 0"
  });
}
function connective(name, summary, lower2) {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value" }
    ],
    differentiable: false,
    check({ values }) {
      values.forEach((value, position2) => demandCondition(name, value, position2));
      const { shape, batched } = commonExtent(values);
      return { type: tensor(shape, batched, "bool") };
    },
    lower({ inputs: [a, b], types, type }) {
      return lower2(align(a, types[0], type), align(b, types[1], type));
    }
  };
}
var not2 = {
  name: "not",
  summary: "true where v is false",
  parameters: [{ name: "v", kind: "value" }],
  differentiable: false,
  check({ values: [value] }) {
    demandCondition("not", value, 0);
    return { type: value };
  },
  lower: ({ inputs: [value] }) => not(value)
};
var operators2 = [
  ...arithmetic2,
  ...comparisons,
  connective("and", "a and b", and),
  connective("or", "a or b", or),
  not2
];

// compiler/library/math.ts
var clamp = {
  name: "clamp",
  summary: "v, but not below lo and not above hi",
  parameters: [
    { name: "v", kind: "value" },
    { name: "lo", kind: "value" },
    { name: "hi", kind: "value" }
  ],
  check({ values }) {
    const { shape, batched } = commonExtent(values);
    return { type: tensor(shape, batched) };
  },
  lower({ inputs, types, type }) {
    const [value, low, high] = alignAll(inputs, types, type);
    return minimum(maximum(value, low), high);
  }
};
var where = {
  name: "where",
  summary: "a where the condition holds, b elsewhere",
  parameters: [
    { name: "condition", kind: "value" },
    { name: "a", kind: "value" },
    { name: "b", kind: "value" }
  ],
  check({ values }) {
    demandCondition("where", values[0], 0);
    const { shape, batched } = commonExtent(values);
    const conditions = values[1].dtype === "bool" && values[2].dtype === "bool";
    return { type: tensor(shape, batched, conditions ? "bool" : "f32") };
  },
  lower({ inputs: [condition, a, b], types, type }) {
    const branch = type.dtype === "bool" ? (node) => node : asNumber;
    return select(align(condition, types[0], type), align(branch(a), types[1], type), align(branch(b), types[2], type));
  }
};
var stop2 = {
  name: "stop",
  summary: "v, as a constant: no derivative goes through",
  parameters: [{ name: "v", kind: "value" }],
  differentiable: false,
  check: ({ values: [value] }) => ({ type: value }),
  lower: ({ inputs: [value] }) => stop(value)
};
var math = [
  unary2("exp", { summary: "e^v", lower: exp }),
  unary2("log", { summary: "the natural logarithm; of a probability in the form that stays finite", lower: log }),
  unary2("sqrt", { summary: "the square root", lower: sqrt }),
  unary2("abs", { summary: "|v|", lower: abs }),
  unary2("sin", { summary: "the sine, of radians", lower: sin }),
  unary2("cos", { summary: "the cosine, of radians", lower: cos }),
  unary2("sign", { summary: "-1, 0 or 1", differentiable: false, lower: sign2 }),
  unary2("floor", { summary: "the next whole number below", differentiable: false, lower: floor }),
  unary2("round", { summary: "the nearest whole number, halves to the even one", differentiable: false, lower: round }),
  clamp,
  where,
  stop2
];

// compiler/library/perturbation.ts
function probability(name, options) {
  const p2 = numberOption(options, "p");
  if (p2 >= 0 && p2 < 1) return p2;
  throw new Mistake("value/range", `${name} takes a probability of at least 0 and less than 1, and it is ${p2}`, { at: "p" });
}
function dropped2(x, axes, p2, { context }) {
  if (!context.training || p2 === 0) return x;
  const { shape } = x.type;
  const draw = context.random("uniform", shape.slice(0, axes));
  const uniform2 = broadcast(draw, shape, [...shape.keys()].slice(0, axes));
  return select(greaterEqual(uniform2, p2), div2(x, 1 - p2), 0);
}
function checkDropout(name, { values: [value], options }) {
  probability(name, options);
  return { type: tensor(value.shape, value.batched) };
}
var p = { name: "p", kind: "number", default: 0.5 };
var dropout = {
  name: "dropout",
  draws: true,
  summary: "each element 0 with probability p while training, the others divided by 1 - p",
  parameters: [{ name: "v", kind: "value" }, p],
  check: (call2) => checkDropout("dropout", call2),
  lower(call2) {
    const x = asNumber(call2.inputs[0]);
    return dropped2(x, x.type.shape.length, probability("dropout", call2.options), call2);
  }
};
var dropout2d = {
  name: "dropout2d",
  draws: true,
  summary: "each channel 0 with probability p while training, the others divided by 1 - p",
  parameters: [{ name: "v", kind: "value" }, p],
  check(call2) {
    const [value] = call2.values;
    if (value.shape.length < 2) throw new Mistake("shape/layer", `dropout2d needs channels and space, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value), help: "dropout(p) drops single elements" });
    return checkDropout("dropout2d", call2);
  },
  lower(call2) {
    const x = asNumber(call2.inputs[0]);
    return dropped2(x, call2.types[0].batched ? 2 : 1, probability("dropout2d", call2.options), call2);
  }
};
var gaussianNoise = {
  name: "gaussian_noise",
  draws: true,
  summary: "plus normal noise of this standard deviation while training",
  parameters: [
    { name: "v", kind: "value" },
    { name: "std", kind: "value" }
  ],
  check({ values }) {
    const { shape, batched } = commonExtent(values);
    return { type: tensor(shape, batched) };
  },
  lower({ inputs, types, type, context }) {
    const [x, deviation] = alignAll(inputs, types, type);
    return context.training ? add2(x, mul2(context.random("normal", x.type.shape), deviation)) : x;
  }
};
var perturbations = [dropout, dropout2d, gaussianNoise];

// compiler/library/pooling.ts
var lowest = -34028234663852886e22;
function tiesOf4(name, value, options) {
  const [, ...space] = demandSpace(name, value);
  const [extent, stride] = ["k", "stride"].map((option) => countOption(name, options, option));
  const pad3 = numberOption(options, "pad");
  if (pad3 < 0 || 2 * pad3 > extent) throw new Mistake("value/range", `${name} pads by at most half of its window, and ${pad3} is ${pad3 < 0 ? "negative" : `more than half of ${extent}`}`, { at: "pad" });
  const first = value.batched ? 2 : 1;
  return space.map((wide, axis) => {
    const narrow2 = narrowExtent(wide, extent, { stride, dilation: 1, pad: pad3 });
    if (narrow2 < 1) throw new Mistake("shape/layer", `a window of ${extent} does not fit into ${wide}${pad3 > 0 ? ` with ${pad3} more at either end` : ""}`, { at: 0, label: showTensor(value) });
    return { axis: first + axis, extents: { wide, narrow: narrow2, window: extent }, stride, dilation: 1, pad: pad3 };
  });
}
function check(name, value, options) {
  const ties = tiesOf4(name, value, options);
  return { type: tensor([value.shape[0], ...ties.map(({ extents }) => extents.narrow)], value.batched) };
}
var ownAxes = (seen2, ties) => seen2.type.shape.flatMap((_, axis) => axis >= seen2.type.shape.length - ties.length ? [axis] : []);
function inside(x, ties) {
  return window(constant(1, x.type), ties);
}
var parameters = [
  { name: "v", kind: "value" },
  { name: "k", kind: "number", integer: true },
  { name: "stride", kind: "number", integer: true, default: "k" },
  { name: "pad", kind: "number", integer: true, default: 0 }
];
var maxPool = {
  name: "max_pool",
  summary: "the largest element in windows of k, `stride` apart; what pads the picture is never the largest. Of ties the first has the derivative",
  parameters,
  check: ({ values: [value], options }) => check("max_pool", value, options),
  lower({ inputs: [input], types: [value], options }) {
    const x = asNumber(input);
    const ties = tiesOf4("max_pool", value, options);
    const seen2 = window(x, ties);
    const padded3 = ties.some(({ pad: pad3 }) => pad3 > 0);
    return reduceMax(padded3 ? select(greater(inside(x, ties), 0.5), seen2, lowest) : seen2, ownAxes(seen2, ties));
  }
};
var averagePool = {
  name: "avg_pool",
  summary: "the mean of windows of k, `stride` apart; with `count_pad: false` of what lies inside the picture",
  parameters: [...parameters, { name: "count_pad", kind: "flag", default: true }],
  check: ({ values: [value], options }) => check("avg_pool", value, options),
  lower({ inputs: [input], types: [value], options }) {
    const x = asNumber(input);
    const ties = tiesOf4("avg_pool", value, options);
    const seen2 = window(x, ties);
    const total = sum(seen2, ownAxes(seen2, ties));
    const size = ties.reduce((product3, { extents }) => product3 * extents.window, 1);
    return div2(total, flagOption(options, "count_pad") ? size : sum(inside(x, ties), ownAxes(seen2, ties)));
  }
};
var pools = [maxPool, averagePool];

// compiler/library/products.ts
function specOf3(a, b) {
  if (meetsBatch(a, b)) return { a: "mb", b: "bn", result: "mn" };
  const stack2 = stackLetters(a.shape.length, b.shape.length);
  const rows = a.shape.length >= 2 ? "m" : "";
  const columns = b.shape.length >= 2 ? "n" : "";
  return {
    a: `${a.batched ? "z" : ""}${stack2.a}${rows}k`,
    b: `${b.batched ? "z" : ""}${stack2.b}k${columns}`,
    result: `${a.batched || b.batched ? "z" : ""}${stack2.result}${rows}${columns}`
  };
}
function meetsBatch(a, b) {
  return irShape(a).length === 2 && a.shape.at(-1) === B && b.batched && b.shape.length === 1;
}
function stackLetters(rankA, rankB) {
  const letters3 = "abcdefgh";
  const deepA = Math.max(rankA - 2, 0);
  const deepB = Math.max(rankB - 2, 0);
  const deep = Math.max(deepA, deepB);
  return { a: letters3.slice(deep - deepA, deep), b: letters3.slice(deep - deepB, deep), result: letters3.slice(0, deep) };
}
function resultShape(spec, a, b) {
  const sizes = /* @__PURE__ */ new Map();
  const note = (letters3, shape) => letters3.length === shape.length && [...letters3].every((letter, i) => (sizes.get(letter) ?? shape[i]) === shape[i] && sizes.set(letter, shape[i]));
  if (!note(spec.a, a) || !note(spec.b, b)) return void 0;
  return [...spec.result].map((letter) => sizes.get(letter) ?? 1);
}
var matmul = {
  name: "matmul",
  summary: "the matrix product",
  parameters: [
    { name: "a", kind: "value" },
    { name: "b", kind: "value" }
  ],
  check({ values }) {
    values.forEach((value, at2) => {
      if (value.shape.length === 0) throw new Mistake("shape/matmul", `matmul needs a vector or a matrix, and this is ${showTensor(value)}`, { at: at2, label: showTensor(value) });
    });
    const [a, b] = values;
    const shape = bothVectors(a, b) ? void 0 : resultShape(specOf3(a, b), irShape(a), irShape(b));
    if (!shape) {
      throw new Mistake("shape/matmul", `matmul can't multiply ${showTensor(a)} by ${showTensor(b)}`, {
        at: 1,
        label: showTensor(b),
        help: bothVectors(a, b) ? "matmul(a, transpose(b)) compares each sample with each; sum(a * b, over: sample) each with its own" : "the last axis of the first must be the axis before the last of the second"
      });
    }
    return { type: typeOf2(shape) };
  },
  lower({ inputs: [a, b], types: [left2, right] }) {
    const spec = specOf3(left2, right);
    return contract(`${spec.a},${spec.b}->${spec.result}`, asNumber(a), asNumber(b));
  }
};
function bothVectors(a, b) {
  return a.batched && b.batched && a.shape.length === 1 && b.shape.length === 1 && !meetsBatch(a, b);
}
function transposed2(type) {
  const rank = irShape(type).length;
  return [...Array(rank - 2).keys(), rank - 1, rank - 2];
}
var transpose = {
  name: "transpose",
  summary: "the last two axes traded; of a batched vector, [n, batch]",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const shape = irShape(value);
    if (shape.length < 2 || value.shape.length === 0) {
      throw new Mistake("shape/axis", `transpose needs a matrix or a batched vector, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    }
    return { type: { ...typeOf2(transposed2(value).map((axis) => shape[axis])), dtype: value.dtype } };
  },
  lower: ({ inputs: [x], types: [value] }) => permute(x, transposed2(value))
};
var products = [matmul, transpose];

// compiler/library/reductions.ts
var lastAxis = [-1];
function checkReduction(name, { values: [value], options }) {
  return { type: typeWithout(value, axesOver(name, overOption(options), value), flagOption(options, "keep")) };
}
function lowerReduction(name, reduce2, { inputs: [x], types: [value], type, options }) {
  return withKept(reduce2(asNumber(x), axesOver(name, overOption(options), value), options), type);
}
function reduction2(name, summary, over, reduce2, parameters2 = []) {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }, { name: "over", kind: "over", default: over }, { name: "keep", kind: "flag", default: false }, ...parameters2],
    check: (call2) => checkReduction(name, call2),
    lower: (call2) => lowerReduction(name, reduce2, call2)
  };
}
function extremum(name, summary, pairwise, reduce2) {
  return {
    name,
    summary,
    parameters: [
      { name: "a", kind: "value" },
      { name: "b", kind: "value", optional: true },
      { name: "over", kind: "over", default: "all" },
      { name: "keep", kind: "flag", default: false }
    ],
    check(call2) {
      if (call2.values.length < 2) return checkReduction(name, call2);
      const { shape, batched } = commonExtent(call2.values);
      return { type: tensor(shape, batched) };
    },
    lower(call2) {
      if (call2.inputs.length < 2) return lowerReduction(name, reduce2, call2);
      const [a, b] = alignAll(call2.inputs, call2.types, call2.type);
      return pairwise(a, b);
    }
  };
}
function alongAxes(name, summary, value) {
  return {
    name,
    summary,
    parameters: [
      { name: "v", kind: "value" },
      { name: "over", kind: "over", default: lastAxis }
    ],
    check({ values: [of], options }) {
      axesOver(name, overOption(options), of);
      return { type: tensor(of.shape, of.batched) };
    },
    lower: ({ inputs: [x], types: [of], options }) => value(asNumber(x), axesOver(name, overOption(options), of))
  };
}
var correction = { name: "correction", kind: "number", default: 1 };
var reductions2 = [
  reduction2("sum", "the sum", "all", sum),
  reduction2("mean", "the mean", "all", mean),
  extremum("max", "the largest; of two values, the larger of each pair", maximum, reduceMax),
  extremum("min", "the smallest; of two values, the smaller of each pair", minimum, (x, axes) => neg(reduceMax(neg(x), axes))),
  reduction2("norm", "the square root of the sum of squares", "all", norm),
  reduction2("var", "the variance, divided by n - correction as PyTorch's", "all", (x, axes, options) => variance(x, axes, numberOption(options, "correction")), [correction]),
  reduction2("std", "the square root of the variance", "all", (x, axes, options) => sqrt(variance(x, axes, numberOption(options, "correction"))), [correction]),
  reduction2("logsumexp", "log of the sum of exponentials, stably", lastAxis, logSumExp),
  alongAxes("softmax", "exponentials, divided by their sum", softmax),
  alongAxes("log_softmax", "the logarithm of softmax, stably", logSoftmax)
];

// compiler/library/replay.ts
var zero2 = { kind: "constant", value: 0 };
function shuffledPlaces(size, context) {
  const keys = context.random("uniform", [size]);
  const pairs = [size, size];
  const [own, other] = [broadcast(keys, pairs, [0]), broadcast(keys, pairs, [1])];
  const earlier = and(equal(other, own), less(iota(pairs, 1), iota(pairs, 0)));
  return sum(cast(or(less(other, own), earlier), "f32"), [1]);
}
function moves(count2, size, context) {
  const grid = [B, size];
  const [sample, place] = [0, 1].map((axis) => cast(iota(grid, axis), "f32"));
  const isFull = spread2(greaterEqual(count2, size), grid);
  const isChosen = less(context.random("uniform", [B]), 0.5);
  const meets = equal(sample, broadcast(shuffledPlaces(size, context), grid, [1]));
  return {
    filled: equal(place, add2(sample, spread2(count2, grid))),
    exchanged: and(and(isFull, broadcast(isChosen, grid, [0])), meets)
  };
}
function any(conditions, axis) {
  return greater(sum(cast(conditions, "f32"), [axis]), 0);
}
var replay = {
  name: "replay",
  draws: true,
  differentiable: false,
  summary: "v, or in its place what was v some steps ago, from a history of `size` samples (Shrivastava et al. 2017); a constant, as of `stop`; after training v itself",
  parameters: [
    { name: "v", kind: "value" },
    { name: "size", kind: "number", integer: true, default: 50 }
  ],
  check({ values: [value], options }) {
    const size = countOption("replay", options, "size");
    demandBatch("replay", value);
    const shape = value.shape.length === 0 ? [] : demandSizes("replay", value);
    return {
      type: tensor(shape, true),
      weights: [
        { name: "buffer", shape: [size, ...shape], role: "memory", initial: zero2 },
        { name: "count", shape: [], role: "memory", initial: zero2 }
      ]
    };
  },
  lower({ inputs: [input], types: [value], options, weights, context }) {
    const x = stop(asNumber(input));
    if (!context.training) return x;
    const size = numberOption(options, "size");
    const features = value.shape.reduce((product3, dim) => product3 * Number(dim), 1);
    const samples = reshape(x, [B, features]);
    const count2 = context.statistic(weights.count);
    const buffer = reshape(context.statistic(weights.buffer), [size, features]);
    const { filled, exchanged } = moves(count2, size, context);
    const stored = or(filled, exchanged);
    const incoming = contract("is,if->sf", cast(stored, "f32"), samples);
    const outgoing = contract("is,sf->if", cast(exchanged, "f32"), buffer);
    context.move(weights.buffer, reshape(select(broadcast(any(stored, 0), [size, features], [0]), incoming, buffer), weights.buffer.type.shape));
    context.move(weights.count, minimum(add2(count2, batchSize()), size));
    return reshape(select(broadcast(any(exchanged, 1), [B, features], [0]), outgoing, samples), x.type.shape);
  }
};
var histories = [replay];

// compiler/library/spatial.ts
function spaceOf(type) {
  const first = type.batched ? 2 : 1;
  return type.shape.slice(1).map((_, axis) => axis + first);
}
var globalAveragePool = {
  name: "global_avg_pool",
  summary: "the mean of each channel over space: [c]",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const [channels] = demandSpace("global_avg_pool", value);
    return { type: tensor([channels], value.batched) };
  },
  lower: ({ inputs: [x], types: [value] }) => mean(asNumber(x), spaceOf(value))
};
function repeated2(x, axis, factor) {
  const { shape } = x.type;
  const parted = [...shape.slice(0, axis + 1), factor, ...shape.slice(axis + 1)];
  const joinedShape = shape.map((dim, a) => a === axis ? scaled2(dim, factor) : dim);
  return reshape(restore(x, parted, [axis + 1]), joinedShape);
}
function scaled2(dim, factor) {
  return Number(dim) * factor;
}
function interpolated(x, axis, factor) {
  const extent = Number(x.type.shape[axis]);
  const shape = [extent * factor, extent];
  const place = sub(mul2(add2(asNumber(iota(shape, 0)), 0.5), 1 / factor), 0.5);
  const kept3 = minimum(maximum(place, 0), extent - 1);
  const weights = maximum(sub(1, abs(sub(kept3, asNumber(iota(shape, 1))))), 0);
  const letters3 = [..."abcdef"].slice(0, x.type.shape.length);
  const result = letters3.map((letter, a) => a === axis ? "o" : letter).join("");
  return contract(`${letters3.join("")},o${letters3[axis]}->${result}`, x, weights);
}
var upsample = {
  name: "upsample",
  summary: "space, `factor` times as large: by repeating, or by linear interpolation (align_corners false)",
  parameters: [
    { name: "v", kind: "value" },
    { name: "factor", kind: "number", integer: true },
    { name: "mode", kind: "word", words: ["nearest", "bilinear"], default: "nearest" }
  ],
  check({ values: [value], options }) {
    const factor = countOption("upsample", options, "factor");
    const [channels, ...space] = demandSpace("upsample", value, wordOption(options, "mode") === "bilinear" ? 2 : 1);
    return { type: tensor([channels, ...space.map((size) => size * factor)], value.batched) };
  },
  lower({ inputs: [input], types: [value], options }) {
    const factor = numberOption(options, "factor");
    const along = wordOption(options, "mode") === "nearest" ? repeated2 : interpolated;
    return spaceOf(value).reduce((x, axis) => along(x, axis, factor), asNumber(input));
  }
};
var pixelShuffle = {
  name: "pixel_shuffle",
  summary: "channels become space: [c \xB7 r\xB2, h, w] to [c, h \xB7 r, w \xB7 r]",
  parameters: [
    { name: "v", kind: "value" },
    { name: "r", kind: "number", integer: true }
  ],
  check({ values: [value], options }) {
    const r = countOption("pixel_shuffle", options, "r");
    const sizes = demandSpace("pixel_shuffle", value, 2);
    const [channels, height, width] = sizes;
    if (sizes.length !== 3 || channels % r ** 2 !== 0) {
      throw new Mistake("shape/layer", `pixel_shuffle(${r}) needs [c, h, w] with channels in multiples of ${r ** 2}, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
    }
    return { type: tensor([channels / r ** 2, height * r, width * r], value.batched) };
  },
  lower({ inputs: [x], types: [value], type, options }) {
    const r = numberOption(options, "r");
    const outer = irShape(type).slice(0, value.batched ? 1 : 0);
    const [channels] = type.shape;
    const [, height, width] = value.shape;
    const parted = reshape(asNumber(x), [...outer, channels, r, r, height, width]);
    const order = [0, 3, 1, 4, 2].map((axis) => axis + outer.length);
    return reshape(permute(parted, [...outer.keys(), ...order]), irShape(type));
  }
};
var padded2 = {
  zero(x, axis, p2) {
    const width = x.type.shape.map((_, a) => a === axis ? p2 : 0);
    return pad(x, width, width, x.type.shape.map(() => 0));
  },
  reflect(x, axis, p2) {
    const extent = Number(x.type.shape[axis]);
    const mirrored = (from, to) => reverse(sliceAxis(x, axis, from, to), [axis]);
    return joined3([mirrored(1, p2 + 1), x, mirrored(extent - 1 - p2, extent - 1)], axis);
  },
  replicate(x, axis, p2) {
    const extent = Number(x.type.shape[axis]);
    const edge = (from) => repeated2(sliceAxis(x, axis, from, from + 1), axis, p2);
    return joined3([edge(0), x, edge(extent - 1)], axis);
  }
};
var pad2 = {
  name: "pad",
  summary: "p more elements on every side of space: zeros, the picture mirrored, or its edge repeated",
  parameters: [
    { name: "v", kind: "value" },
    { name: "p", kind: "number", integer: true },
    { name: "mode", kind: "word", words: Object.keys(padded2), default: "zero" }
  ],
  check({ values: [value], options }) {
    const p2 = countOption("pad", options, "p");
    const [channels, ...space] = demandSpace("pad", value);
    const smallest2 = Math.min(...space);
    if (wordOption(options, "mode") === "reflect" && p2 >= smallest2) {
      throw new Mistake("value/range", `pad can't mirror ${p2} elements of an axis of ${smallest2}`, { at: "p", help: `at most ${smallest2 - 1}` });
    }
    return { type: tensor([channels, ...space.map((size) => size + 2 * p2)], value.batched) };
  },
  lower({ inputs: [input], types: [value], options }) {
    const p2 = numberOption(options, "p");
    const along = padded2[wordOption(options, "mode")];
    return spaceOf(value).reduce((x, axis) => along(x, axis, p2), asNumber(input));
  }
};
function coordinates(name, summary, axisFromEnd) {
  return {
    name,
    summary,
    parameters: [{ name: "v", kind: "value" }],
    differentiable: false,
    check({ values: [value] }) {
      const sizes = demandSizes(name, value);
      if (sizes.length < 2) throw new Mistake("shape/layer", `${name} needs height and width, and this is ${showTensor(value)}`, { at: 0, label: showTensor(value) });
      return { type: tensor(sizes.slice(-2), false) };
    },
    lower: ({ type }) => asNumber(iota(type.shape, 2 - axisFromEnd))
  };
}
var minibatchDeviation = {
  name: "minibatch_std",
  summary: "one more channel: how much the batch varies, as one number",
  parameters: [{ name: "v", kind: "value" }],
  check({ values: [value] }) {
    const [channels, ...space] = demandSizes("minibatch_std", value);
    demandBatch("minibatch_std", value);
    return { type: tensor([channels + 1, ...space], true) };
  },
  lower({ inputs: [input], types: [value] }) {
    const x = asNumber(input);
    const deviation = centred(x, [0]);
    const spread3 = sqrt(add2(mean(mul2(deviation, deviation), [0]), 1e-8));
    const number2 = mean(spread3, [...spread3.type.shape.keys()]);
    const channel = tensor([1, ...value.shape.slice(1)], true);
    return joined3([x, align(number2, { shape: [], batched: false }, channel)], 1);
  }
};
var spatial = [
  globalAveragePool,
  upsample,
  pixelShuffle,
  pad2,
  coordinates("rows", "the row of each of v's pixels: [h, w], from 0", 2),
  coordinates("cols", "the column of each of v's pixels: [h, w], from 0", 1),
  minibatchDeviation
];

// compiler/library/spectral.ts
var smallest = 1e-12;
function matrixSizes({ shape, outputAxis = 0 }) {
  const rows = shape[outputAxis];
  return [rows, shape.reduce((a, b) => a * b, 1) / rows];
}
function asMatrix(weight, spec) {
  const { outputAxis = 0, shape } = spec;
  const order = [outputAxis, ...shape.keys()].filter((axis, i) => i === 0 || axis !== outputAxis);
  return reshape(permute(weight, order), matrixSizes(spec));
}
function unit(vector) {
  return div2(vector, spread2(maximum(norm(vector, [0]), smallest), vector.type.shape));
}
function iterated(matrix, statistics, context) {
  const u = stop(unit(contract("oi,i->o", matrix, context.statistic(statistics.v))));
  const image = contract("oi,o->i", matrix, u);
  const v = stop(unit(image));
  context.move(statistics.u, u);
  context.move(statistics.v, v);
  return sum(mul2(image, v), [0]);
}
function standing(matrix, statistics, context) {
  const u = context.statistic(statistics.u);
  const v = context.statistic(statistics.v);
  const image = contract("oi,i->o", matrix, v);
  const untrained = equal(sum(mul2(u, u), [0]), 0);
  return select(untrained, div2(norm(image, [0]), maximum(norm(v, [0]), smallest)), sum(mul2(u, image), [0]));
}
function wrapped(call2) {
  const { builtin, options } = stageOption(call2.options);
  const layer = builtin.check({ ...call2, options });
  const matrices = (layer.weights ?? []).filter(({ name, role, shape }) => /(^|\.)weight$/.test(name) && role === "weight" && shape.length > 1);
  if (matrices.length > 0) return { layer, matrices };
  throw new Mistake("call/stage", `spectral wraps a layer whose weight is a matrix, and ${builtin.name} has none`, { at: "stage", label: "no weight matrix" });
}
function statisticsOf(spec) {
  const [rows, columns] = matrixSizes(spec);
  return [
    { name: `${spec.name}_u`, shape: [rows], role: "statistic", initial: { kind: "constant", value: 0 } },
    { name: `${spec.name}_v`, shape: [columns], role: "statistic", initial: { kind: "normal", mean: 0, deviation: 1 } }
  ];
}
var spectral = {
  name: "spectral",
  summary: "a layer with its weight divided by the weight's largest singular value (Miyato et al. 2018)",
  parameters: [
    { name: "v", kind: "value" },
    { name: "stage", kind: "stage" }
  ],
  check(call2) {
    const { layer, matrices } = wrapped(call2);
    return { type: layer.type, weights: [...layer.weights ?? [], ...matrices.flatMap(statisticsOf)] };
  },
  lower(call2) {
    const { builtin, options } = stageOption(call2.options);
    const { context } = call2;
    const divided = wrapped({ values: call2.types, options: call2.options }).matrices.map((spec) => {
      const { [spec.name]: weight, [`${spec.name}_u`]: u, [`${spec.name}_v`]: v } = call2.weights;
      const largest2 = (context.training ? iterated : standing)(asMatrix(weight, spec), { u, v }, context);
      return [spec.name, div2(weight, spread2(largest2, weight.type.shape))];
    });
    return builtin.lower({ ...call2, options, weights: { ...call2.weights, ...Object.fromEntries(divided) } });
  }
};
var wrappers = [spectral];

// compiler/library/distributions.ts
function demand(holds, message) {
  if (!holds) throw new Mistake("value/range", message);
}
var normal = {
  name: "normal",
  parameters: ["mean", "deviation"],
  dtype: "f32",
  underlying: "normal",
  check: ([, deviation]) => demand(deviation >= 0, `normal takes a standard deviation of at least 0, and it is ${deviation}`),
  shape: (draw, [mean2, deviation]) => add2(mul2(draw, deviation), mean2)
};
var uniform = {
  name: "uniform",
  parameters: ["low", "high"],
  dtype: "f32",
  underlying: "uniform",
  check: ([low, high]) => demand(low < high, `uniform(${low}, ${high}) has no values: the first must be less than the second`),
  shape: (draw, [low, high]) => add2(mul2(draw, high - low), low)
};
var bernoulli = {
  name: "bernoulli",
  parameters: ["p"],
  dtype: "f32",
  underlying: "uniform",
  check: ([p2]) => demand(p2 >= 0 && p2 <= 1, `bernoulli takes a probability between 0 and 1, and it is ${p2}`),
  shape: (draw, [p2]) => cast(less(draw, p2), "f32")
};
var categorical = {
  name: "categorical",
  parameters: ["k"],
  dtype: "i32",
  underlying: "uniform",
  check([k], classes) {
    demand(Number.isInteger(k) && k >= 1, `categorical takes a whole number of classes, and it is ${k}`);
    demand(classes === void 0 || classes === k, `class[${classes}] has ${classes} classes, and categorical(${k}) draws from ${k}`);
  },
  // The draw is at most 1 - 2⁻²⁴, and k times that rounds to less than k in float32 as well.
  shape: (draw, [k]) => cast(floor(mul2(draw, k)), "i32")
};
var distributions2 = new Map([normal, uniform, bernoulli, categorical].map((one2) => [one2.name, one2]));

// compiler/library/update-rules.ts
function at(weight, scalar2) {
  return spread2(scalar2, weight.type.shape);
}
function scale(x, scalar2) {
  return mul2(x, at(x, scalar2));
}
function towards(average, value, decay) {
  return add2(scale(average, decay), scale(value, sub(1, decay)));
}
function decayed({ gradient: gradient2, weight, arguments: given }) {
  return add2(gradient2, scale(weight, given.weight_decay));
}
var sgd = {
  name: "sgd",
  parameters: [{ name: "lr" }, { name: "momentum", default: 0 }, { name: "weight_decay", default: 0 }],
  moments: (constant2) => constant2("momentum") === 0 ? [] : ["momentum"],
  scalars: [],
  update(context) {
    const { weight, moments, arguments: given } = context;
    const gradient2 = decayed(context);
    if (!("momentum" in moments)) return { weight: sub(weight, scale(gradient2, given.lr)), moments: {} };
    const momentum = add2(scale(moments.momentum, given.momentum), gradient2);
    return { weight: sub(weight, scale(momentum, given.lr)), moments: { momentum } };
  }
};
function advanceCorrections({ first_correction, second_correction }, { beta1, beta2 }) {
  return { first_correction: towardsOne(first_correction, beta1), second_correction: towardsOne(second_correction, beta2) };
}
function towardsOne(correction2, decay) {
  return add2(mul2(correction2, decay), sub(1, decay));
}
function adamStep(weight, gradient2, { moments, scalars, arguments: given }) {
  const first = towards(moments.first, gradient2, given.beta1);
  const second = towards(moments.second, mul2(gradient2, gradient2), given.beta2);
  const denominator = add2(div2(sqrt(second), at(weight, sqrt(scalars.second_correction))), at(weight, given.eps));
  const rate = div2(given.lr, scalars.first_correction);
  return { weight: sub(weight, div2(scale(first, rate), denominator)), moments: { first, second } };
}
var adamParameters = [{ name: "lr" }, { name: "beta1", default: 0.9 }, { name: "beta2", default: 0.999 }, { name: "eps", default: 1e-8 }];
var adam = {
  name: "adam",
  parameters: [...adamParameters, { name: "weight_decay", default: 0 }],
  moments: () => ["first", "second"],
  scalars: ["first_correction", "second_correction"],
  advance: advanceCorrections,
  update: (context) => adamStep(context.weight, decayed(context), context)
};
var adamw = {
  name: "adamw",
  parameters: [...adamParameters, { name: "weight_decay", default: 0.01 }],
  moments: () => ["first", "second"],
  scalars: ["first_correction", "second_correction"],
  advance: advanceCorrections,
  update(context) {
    const { lr, weight_decay } = context.arguments;
    return adamStep(scale(context.weight, sub(1, mul2(lr, weight_decay))), context.gradient, context);
  }
};
var rmsprop = {
  name: "rmsprop",
  parameters: [{ name: "lr" }, { name: "alpha", default: 0.99 }, { name: "eps", default: 1e-8 }, { name: "weight_decay", default: 0 }],
  moments: () => ["square"],
  scalars: [],
  update(context) {
    const { weight, moments, arguments: given } = context;
    const gradient2 = decayed(context);
    const square = towards(moments.square, mul2(gradient2, gradient2), given.alpha);
    const step = div2(gradient2, add2(sqrt(square), at(weight, given.eps)));
    return { weight: sub(weight, scale(step, given.lr)), moments: { square } };
  }
};
var adagrad = {
  name: "adagrad",
  parameters: [{ name: "lr" }, { name: "lr_decay", default: 0 }, { name: "weight_decay", default: 0 }, { name: "eps", default: 1e-10 }],
  moments: () => ["sum"],
  scalars: ["step"],
  advance: ({ step }) => ({ step: add2(step, 1) }),
  update(context) {
    const { weight, moments, scalars, arguments: given } = context;
    const gradient2 = decayed(context);
    const sum2 = add2(moments.sum, mul2(gradient2, gradient2));
    const rate = div2(given.lr, add2(mul2(sub(scalars.step, 1), given.lr_decay), 1));
    return { weight: sub(weight, scale(div2(gradient2, add2(sqrt(sum2), at(weight, given.eps))), rate)), moments: { sum: sum2 } };
  }
};
var optimisers = new Map([sgd, adam, adamw, rmsprop, adagrad].map((rule2) => [rule2.name, rule2]));

// compiler/library/index.ts
var families = [
  operators2,
  math,
  activations,
  reductions2,
  shaping,
  products,
  labels,
  linears,
  convolutions2,
  normalisations,
  conditionals,
  attentions,
  bareWeights,
  perturbations,
  histories,
  spatial,
  crops,
  pools,
  histograms,
  wrappers
];
var builtins = new Map(families.flat().map((builtin) => [builtin.name, builtin]));

// compiler/check/foreign.ts
var foreignNames = new Map(
  Object.entries({
    bceloss: "bce",
    bcewithlogitsloss: "bce_logits",
    bmm: "matmul",
    cat: "concat",
    concatenate: "concat",
    dense: "linear",
    detach: "stop",
    expand: "broadcast",
    fc: "linear",
    interpolate: "upsample",
    l1loss: "l1",
    lrelu: "leaky_relu",
    mm: "matmul",
    mseloss: "mse",
    squeeze: "reshape",
    stack: "concat",
    stopgradient: "stop",
    swish: "silu",
    unsqueeze: "reshape",
    view: "reshape"
  })
);
function offerForeign(name) {
  const meant2 = foreignNames.get(name.toLowerCase().replaceAll("_", ""));
  return meant2 === void 0 ? void 0 : `did you mean ${meant2}?`;
}

// compiler/check/names.ts
function resolve(name, span, context) {
  const binding = context.scope.find(name);
  if (binding) return seen(binding, span, context);
  const builtin = builtins.get(name);
  if (builtin) return { kind: "function", builtin };
  if (context.unread.mayDeclare(name, "value")) return unknown;
  return fail(context, { code: "name/unknown", message: `there is no ${name} here`, span, help: offerForeign(name) ?? offer(name, [...context.scope.names(), ...builtins.keys()]) });
}
function seen(binding, span, context) {
  if (binding.leftIn !== void 0 && !(binding.outside && context.layers)) return left(binding, span, context);
  if (!binding.outside || !context.layers) return binding.value();
  const { network } = context.layers;
  return fail(context, {
    code: "name/hidden",
    message: `the body of ${network} does not see ${binding.what}`,
    span,
    related: [{ message: "declared at the top level", span: binding.span }],
    help: `give ${network} a parameter, and ${binding.name} to its calls`
  });
}
function left({ name, what, leftIn, span: declared2 }, span, context) {
  const help = `give the definition a parameter, and ${name} to its calls`;
  return fail(context, { code: "import/left", message: `${what} stays in ${leftIn}: what is imported from there can't use it`, span, related: [{ message: "declared here", span: declared2 }], help });
}
function offer(name, candidates) {
  const near = name.length === 1 ? [...candidates].find((candidate) => candidate.toLowerCase() === name.toLowerCase()) : nearest(name, candidates);
  return near === void 0 ? void 0 : `did you mean ${near}?`;
}
function duplicate(name, span, before) {
  return { code: "name/duplicate", message: `${name} is declared twice`, span, related: [{ message: "the first time", span: before }] };
}
function declarationOf({ source: source2, start, end }, context) {
  const text = source2.text.slice(start, end);
  const binding = /^\w+$/.test(text) ? context.scope.find(text) : void 0;
  return binding && binding.span.source === source2 ? [{ message: `${text} is ${describe(binding.value())}`, span: binding.span }] : [];
}

// compiler/check/arguments.ts
function match(callee, formals, given, span, context) {
  const matched = formals.map(() => []);
  const mistakes = [];
  let next = 0;
  for (const argument of given) {
    const place = argument.name === void 0 ? next : formals.findIndex(({ name }) => name === argument.name);
    const mistake = misplaced(callee, formals, matched, argument, place);
    if (mistake) mistakes.push(mistake);
    else matched[place].push(argument);
    if (argument.name === void 0 && !formals[place]?.rest) next++;
  }
  const missing = formals.filter((formal, i) => !formal.optional && matched[i].length === 0);
  if (mistakes.length === 0 && missing.length > 0) mistakes.push(lacking(callee, formals, missing, given, span));
  mistakes.forEach((mistake) => fail(context, mistake));
  return mistakes.length === 0 ? matched : void 0;
}
function misplaced(callee, formals, matched, argument, place) {
  const names = formals.map(({ name }) => name);
  const formal = formals[place];
  if (place < 0) {
    const span = argument.nameSpan ?? argument.span;
    return { code: "call/argument", message: `${callee} has no ${argument.name}: it takes ${names.join(", ") || "nothing"}`, span, help: offer(argument.name ?? "", names) };
  }
  if (!formal) return { code: "call/arguments", message: `${callee} takes ${count(formals.length)}, and this is one too many`, span: argument.span, help: signature(callee, formals) };
  const [first] = matched[place];
  if (!first || formal.rest && argument.name === void 0) return void 0;
  return { code: "call/argument", message: `${callee} is given ${formal.name} twice`, span: argument.span, related: [{ message: "the first time", span: first.span }] };
}
function lacking(callee, formals, missing, given, span) {
  const wanted = missing.map(({ name }) => name);
  const also = given.length === 0 ? "" : " also";
  return { code: "call/arguments", message: `${callee}${also} needs ${wanted.join(" and ")}`, span, help: signature(callee, formals) };
}
function signature(callee, formals) {
  return `${callee}(${formals.map(({ name, optional }) => optional ? `${name}: \u2026` : name).join(", ")})`;
}
function count(formals) {
  if (formals === 0) return "no arguments";
  return formals === 1 ? "1 argument" : `${formals} arguments`;
}

// compiler/evaluate/evaluate.ts
function evaluate(roots, memory, batch) {
  const values = /* @__PURE__ */ new Map();
  for (const node of reachable(roots)) values.set(node, valueOf2(node, node.inputs.map((input) => values.get(input)), memory, batch));
  return roots.map((root) => values.get(root));
}
function valueOf2(node, inputs, memory, batch) {
  const shape = shapeAt(node.type.shape, batch);
  if (node.op.evaluate) return { shape, data: node.op.evaluate({ inputs, attributes: node.attributes, dtype: node.type.dtype, shape, batch }) };
  const name = sourceName(node);
  const given = (isSlot(node) ? memory.slots : memory.data).get(name);
  const size = shape.reduce((a, b) => a * b, 1);
  if (!given) throw new IrError(`no value for ${name}`);
  if (given.data.length !== size) throw new IrError(`${name} is [${given.shape.join(", ")}], and the graph needs [${shape.join(", ")}]`);
  return { shape, data: given.data };
}

// compiler/check/fold.ts
var nothing = {
  training: false,
  random: () => refuse(),
  statistic: () => refuse(),
  move: () => refuse()
};
function refuse() {
  throw new IrError("a constant expression neither draws nor learns");
}
function foldConstant(builtin, inputs, type, options) {
  return interning(() => {
    const nodes = inputs.map(({ value, type: { dtype } }) => constant(value, { dtype, shape: [] }));
    const node = builtin.lower({ inputs: nodes, types: inputs.map((input) => input.type), type, options, weights: {}, context: nothing });
    return evaluate([node], { slots: /* @__PURE__ */ new Map(), data: /* @__PURE__ */ new Map() }, 1)[0].data[0];
  });
}

// compiler/check/given.ts
function givenOf(args, elaborate2) {
  return args.map(({ name, value }) => ({ name: name?.name, nameSpan: name?.span, expression: value, span: value.span, value: once(() => elaborate2(value)) }));
}
function once(compute) {
  let value;
  return () => value ??= compute();
}
function givenValue(value, expression, stage) {
  return { span: expression.kind === "name" ? expression.span : stage, value: () => value };
}

// compiler/check/constants.ts
function constantNumber(expression, what, context) {
  return asNumber2(elaborate(expression, context), what, expression.span, context);
}
function constantCount(expression, what, least, context) {
  const number2 = constantNumber(expression, what, context);
  if (number2 === void 0 || Number.isSafeInteger(number2) && number2 >= least) return number2;
  fail(context, { code: "value/size", message: `${what} is a whole number of at least ${least}, and this is ${number2}`, span: expression.span });
  return void 0;
}
function constantArguments({ callee, arguments: args, span }, parameters2, context) {
  const matched = match(callee.name, parameters2.map((name) => ({ name })), givenOf(args, (expression) => elaborate(expression, context)), span, context);
  if (!matched) return void 0;
  const numbers4 = matched.map(([argument], i) => asNumber2(argument.value(), `the ${parameters2[i]} of ${callee.name}`, argument.span, context));
  const known = numbers4.filter((number2) => number2 !== void 0);
  return known.length === numbers4.length ? known : void 0;
}
function constantRange(low, high, context) {
  const [a, b] = [low, high].map((end) => constantNumber(end, "an end of a range", context));
  if (a === void 0 || b === void 0) return void 0;
  if (a < b) return [a, b];
  const span = { ...low.span, end: high.span.end };
  fail(context, { code: "value/range", message: `the range [${a}, ${b}] is empty: ${a === b ? "its ends are one number" : "the lower end comes first, the higher second"}`, span, help: a === b ? void 0 : `write [${b}, ${a}]` });
  return void 0;
}
function asNumber2(value, what, span, context) {
  if (value.kind === "unknown") return void 0;
  const number2 = isBoolean(value) ? void 0 : constantOf(value);
  if (number2 === void 0) fail(context, { code: "constant/needed", message: `${what} is a number that is known when compiling, and ${describeVarying(value)}`, span });
  return number2;
}

// compiler/check/initialiser.ts
var makers = /* @__PURE__ */ new Map([
  ["normal", {
    parameters: ["mean", "deviation"],
    make: ([mean2, deviation]) => ({ kind: "normal", mean: mean2, deviation }),
    refuse: ([, deviation]) => deviation < 0 ? `a standard deviation is at least 0, and this is ${deviation}` : void 0
  }],
  ["uniform", {
    parameters: ["low", "high"],
    make: ([low, high]) => ({ kind: "uniform", low, high }),
    refuse: ([low, high]) => low > high ? `the range [${low}, ${high}] is empty: the lower end comes first` : void 0
  }],
  ["constant", { parameters: ["value"], make: ([value]) => ({ kind: "constant", value }) }]
]);
function initialiser(expression, context) {
  const maker = expression.kind === "call" ? makers.get(expression.callee.name) : void 0;
  if (expression.kind !== "call" || !maker) {
    const help = expression.kind === "call" ? offer(expression.callee.name, makers.keys()) : void 0;
    fail(context, { code: "call/initialiser", message: "weights start as normal(mean, deviation), uniform(low, high) or constant(value)", span: expression.span, help });
    return void 0;
  }
  const numbers4 = constantArguments(expression, maker.parameters, context);
  const wrong = numbers4 && maker.refuse?.(numbers4);
  if (wrong !== void 0) fail(context, { code: "value/range", message: wrong, span: expression.span });
  return numbers4 && wrong === void 0 ? maker.make(numbers4) : void 0;
}
var kinds = ["linear", "conv", "embedding", "norm", "bias"];
function initsOf(init, context) {
  if (init.kind === "call") {
    const value = initialiser(init, context);
    return value ? { linear: value, conv: value } : {};
  }
  const inits = {};
  init.fields.forEach(({ name, value }, i) => {
    const kind = kinds.find((candidate) => candidate === name.name);
    const before = init.fields.slice(0, i).find((field) => field.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    else if (kind) inits[kind] = initialiser(value, context);
    else fail(context, { code: "call/word", message: `init tells ${kinds.join(", ")} apart, and not ${name.name}`, span: name.span, help: offer(name.name, kinds) });
  });
  return inits;
}

// compiler/check/option.ts
var overWords2 = ["all", "batch", "sample", "channels", "space"];
function readOption(callee, parameter, given, context) {
  const [argument] = given;
  const refuse2 = (wanted, is2 = (value) => `this is ${describe(value)}`) => {
    const value = argument.value();
    if (value.kind === "unknown") return void 0;
    fail(context, { code: "call/argument", message: `${callee} takes ${wanted} as ${parameter.name}, and ${is2(value)}`, span: argument.span });
    return void 0;
  };
  const word2 = (words) => {
    const name = argument.expression?.kind === "name" ? argument.expression.name : "";
    if (words.includes(name)) return { value: name };
    fail(context, { code: "call/word", message: `${callee} takes one of ${words.join(", ")} as ${parameter.name}`, span: argument.span, help: offer(name, words) });
    return void 0;
  };
  switch (parameter.kind) {
    case "number": {
      const value = argument.value();
      const number2 = isBoolean(value) ? void 0 : constantOf(value);
      if (number2 === void 0) return refuse2("a number that is known when compiling", describeVarying);
      return parameter.integer && !Number.isInteger(number2) ? refuse2("a whole number") : { value: number2 };
    }
    case "flag":
      return isBoolean(argument.value()) ? { value: constantOf(argument.value()) === 1 } : refuse2("true or false");
    case "word":
      return word2(parameter.words);
    case "over":
      if (argument.expression?.kind === "name") return word2(overWords2);
      return integersOf(given) ?? refuse2("all, batch, sample, channels, space or a list of axes");
    case "sizes":
      return integersOf(given) ?? refuse2("whole numbers that are known when compiling", describeVarying);
    case "initialiser": {
      const value = argument.expression && initialiser(argument.expression, context);
      return value && { value };
    }
  }
}
function integersOf(given) {
  const [first, ...more] = given.map((argument) => argument.value());
  if (first.kind === "list" && more.length === 0) return first.items.every(Number.isInteger) ? { value: first.items } : void 0;
  const numbers4 = [first, ...more].map(constantOf);
  const whole = numbers4.filter((number2) => number2 !== void 0 && Number.isInteger(number2));
  return whole.length === numbers4.length ? { value: whole } : void 0;
}

// compiler/check/wrapped.ts
function wrappedLayer(wrapper, { expression, span }, context) {
  const stage = expression && ungrouped(expression);
  const callee = stage?.kind === "call" ? stage.callee : stage;
  const refuse2 = (found2, help) => {
    fail(context, { code: "call/stage", message: `${wrapper} wraps a layer, and this is ${found2}`, span, help });
    return void 0;
  };
  if (callee?.kind !== "name") return refuse2("none", `as in ${wrapper}(linear(128))`);
  const target = resolve(callee.name, callee.span, context);
  if (target.kind === "unknown") return void 0;
  if (target.kind !== "function") return refuse2(describe(target), target.kind === "definition" ? `write ${wrapper}(\u2026) around the layers inside it` : void 0);
  if (target.builtin.parameters.some(({ kind }) => kind === "stage")) return refuse2(`${target.builtin.name}, which wraps one itself`);
  return { builtin: target.builtin, given: stage?.kind === "call" ? givenOf(stage.arguments, (argument) => elaborate(argument, context)) : [] };
}
function ungrouped(expression) {
  return expression.kind === "group" ? ungrouped(expression.inner) : expression;
}

// compiler/check/builtin-call.ts
function operate(name, { span }, operands2, values, context) {
  const builtin = builtins.get(name);
  if (!builtin) throw new TypeError(`the library has no ${name}`);
  const inputs = operands2.map((operand, i) => single2(values[i], "an operator takes values", operand.span, context));
  const found2 = inputs.flatMap((input) => input ?? []);
  return found2.length === inputs.length ? apply({ builtin, span, inputs: found2, inputSpans: operands2.map((operand) => operand.span), options: withDefaults(builtin, {}), optionSpans: /* @__PURE__ */ new Map() }, void 0, context) : unknown;
}
function callBuiltin(builtin, given, span, context) {
  const arranged = arrange2(builtin, given, span, context);
  return arranged ? apply(arranged, (arranged.wrapped ?? builtin).name, context) : unknown;
}
function arrange2(builtin, given, span, context) {
  const matched = match(builtin.name, builtin.parameters.map(formalOf), given, span, context);
  if (!matched) return void 0;
  if (builtin.parameters.some(({ kind }) => kind === "stage")) return wrap(builtin, matched, span, context);
  const inputs = [];
  const inputSpans = [];
  const options = {};
  const optionSpans = /* @__PURE__ */ new Map();
  let sound = true;
  builtin.parameters.forEach((parameter, i) => {
    const [first] = matched[i];
    if (parameter.kind === "value") {
      for (const argument of matched[i]) {
        const input = single2(argument.value(), `${builtin.name} takes a value`, argument.span, context);
        if (input) inputs.push(input);
        else sound = false;
        inputSpans.push(argument.span);
      }
    } else if (first && parameter.kind !== "stage") {
      const option = readOption(builtin.name, parameter, matched[i], context);
      if (option) options[parameter.name] = option.value;
      else sound = false;
      optionSpans.set(parameter.name, join(first.span, (matched[i].at(-1) ?? first).span));
    }
  });
  return sound ? { builtin, span, inputs, inputSpans, options: withDefaults(builtin, options), optionSpans } : void 0;
}
function wrap(builtin, [[value], [stage]], span, context) {
  const layer = wrappedLayer(builtin.name, stage, context);
  const arranged = layer && arrange2(layer.builtin, [{ ...value, name: void 0 }, ...layer.given], stage.span, context);
  if (!arranged) return void 0;
  const options = { stage: { builtin: layer.builtin, options: arranged.options } };
  return { ...arranged, builtin, span, options, optionSpans: new Map([...arranged.optionSpans, ["stage", stage.span]]), wrapped: layer.builtin };
}
function formalOf(parameter) {
  const { name, kind } = parameter;
  const rest = kind === "sizes" || kind === "value" && parameter.rest === true;
  const optional = kind === "value" ? parameter.optional === true : "default" in parameter && parameter.default !== void 0;
  return { name, rest, optional };
}
function single2(value, takes, span, context) {
  if (value.kind === "unknown") return void 0;
  if (isSingle(value)) return value;
  const field = "type" in value && value.type.kind === "record" ? `read one of its fields, .${value.type.fields[0].name}` : void 0;
  fail(context, { code: "type/value", message: `${takes}, and this is ${describe(value)}`, span, help: field });
  return void 0;
}
function apply(call2, kind, context) {
  const checked = checkCall(call2, context);
  if (!checked) return unknown;
  const { type, weights: specs = [] } = checked;
  const { builtin, inputs, options } = call2;
  const constants = inputs.flatMap((input) => input.kind === "number" ? [input] : []);
  if (constants.length === inputs.length && inputs.length > 0 && specs.length === 0 && !builtin.draws && type.shape.length === 0) return folded(call2, constants, checked, context);
  if (specs.some(({ role }) => role === "memory")) return remembering(call2, checked, context);
  const { layers } = context;
  if (specs.length > 0 && !layers) {
    if (context.draft) return unknown;
    return fail(context, { code: "weights/outside", message: `${builtin.name} owns weights, and weights belong to a network`, span: call2.span, help: "write it in the body of a generator, critic or network" });
  }
  const span = placeIn(context, call2.span);
  const path = kind === void 0 ? void 0 : layers?.next(kind);
  const weights = path && layers?.own(path, specs) || [];
  if (path) layers?.enter(path, lineOf(call2.span), type, weights, span);
  return { kind: "builtin", builtin, inputs, options, path, weights, type, span };
}
function remembering({ builtin, inputs, options, span }, { type, weights: specs = [] }, context) {
  const { layers } = context;
  if (layers) return fail(context, { code: "memory/inside", message: `${builtin.name} remembers from step to step, and the body of ${layers.network} does not`, span, help: `call ${builtin.name} at the top level, on what ${layers.network} gives or is given` });
  if (context.draft) return unknown;
  return context.memories.termOf({ kind: "builtin", builtin, inputs, options, type, span: placeIn(context, span) }, specs);
}
function folded({ builtin, span, options }, constants, { type }, context) {
  const value = foldConstant(builtin, constants, type, options);
  if (type.dtype === "bool") return booleanTerm(value !== 0, placeIn(context, span));
  if (Number.isFinite(value)) return numberTerm(value, placeIn(context, span));
  return fail(context, { code: "value/number", message: `${lineOf(span)} is ${Number.isNaN(value) ? "no number" : "infinite"}`, span });
}
function checkCall({ builtin, inputs, inputSpans, options, optionSpans, span }, context) {
  try {
    return builtin.check({ values: inputs.map(({ type }) => type), constants: inputs.map(constantOf), options });
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    const { at: at2, label, help } = mistake.detail;
    const place = typeof at2 === "number" ? inputSpans[at2] : at2 === void 0 ? void 0 : optionSpans.get(at2);
    const others = inputs.flatMap((input, i) => typeof at2 === "number" && i !== at2 && inputSpans[i] !== place ? [{ message: describe(input), span: inputSpans[i] }] : []);
    const declared2 = mistake.code.startsWith("shape/") ? inputSpans.flatMap((inputSpan) => declarationOf(inputSpan, context)) : [];
    fail(context, { code: mistake.code, message: mistake.message, span: place ?? span, label, related: distinct([...others, ...declared2]), help });
    return void 0;
  }
}
function distinct(places) {
  return places.filter(({ message, span }, i) => !places.slice(0, i).some((earlier) => earlier.message === message && earlier.span.start === span.start && earlier.span.source === span.source));
}

// compiler/check/scope.ts
var Scope = class {
  /** `prelude`: of a file that comes with the compiler; a user is not shown its lines as the place of a mistake. */
  constructor(parent, prelude = false) {
    this.parent = parent;
    this.prelude = prelude;
  }
  parent;
  prelude;
  #bindings = /* @__PURE__ */ new Map();
  /** The binding that has the name already, if there is one in this very scope. */
  declare(binding) {
    const before = this.#bindings.get(binding.name);
    if (!before) this.#bindings.set(binding.name, binding);
    return before;
  }
  find(name) {
    return this.#bindings.get(name) ?? this.parent?.find(name);
  }
  /** What is declared in this very scope. */
  own(name) {
    return this.#bindings.get(name);
  }
  /** Whether the name means something that is declared here or in an enclosing scope below `outer`. */
  declaresBelow(name, outer) {
    if (this === outer) return false;
    return this.#bindings.has(name) || (this.parent?.declaresBelow(name, outer) ?? false);
  }
  /** Every name that can be seen from here, for "did you mean". */
  *names() {
    yield* this.#bindings.keys();
    if (this.parent) yield* this.parent.names();
  }
};
function bound(name, span, what, value, given) {
  return { name, span, what, outside: false, given, value: () => value };
}
function lazily(binding, compute, onCycle) {
  let value;
  let running = false;
  return {
    ...binding,
    value() {
      if (value) return value;
      if (running) return onCycle();
      running = true;
      value = compute();
      running = false;
      return value;
    }
  };
}

// compiler/check/definition-call.ts
var deepest2 = 100;
function callDefinition({ definition, scope }, given, span, context) {
  const { name, parameters: parameters2, body } = definition;
  const depth = (context.call?.depth ?? 0) + 1;
  if (depth > deepest2) return fail(context, { code: "def/endless", message: `${name.name} calls itself without an end: ${wayTo(name.name, context.call)}`, span, related: [{ message: "the definition", span: name.span }] });
  const formals = parameters2.map((parameter) => ({ name: parameter.name.name, optional: parameter.default !== void 0 }));
  const matched = match(name.name, formals, given, span, context);
  if (!matched) return unknown;
  const inner = new Scope(scope);
  const inside3 = {
    ...context,
    scope: inner,
    layers: context.layers?.inside(name.name),
    call: { definition, span, scope: inner, outer: context.call, depth },
    site: context.site ?? (scope.prelude ? span : void 0)
  };
  let sound = true;
  parameters2.forEach((parameter, i) => {
    const [argument] = matched[i];
    const value = argument?.value() ?? (parameter.default ? elaborate(parameter.default, inside3) : unknown);
    if (value.kind === "unknown") sound = false;
    inner.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, value, argument?.span));
  });
  const result = sound ? elaborateBody(body, inside3) : unknown;
  if (result.kind !== "unknown") context.reporter.vouch(definition);
  return result;
}
function wayTo(name, call2) {
  const way = [name];
  for (let at2 = call2; at2; at2 = at2.outer) {
    way.unshift(nameOf(at2));
    if (nameOf(at2) === name) break;
  }
  return way.join(" \u2192 ");
}
function readByItself({ definition: { parameters: parameters2, body }, scope }, context) {
  const inner = new Scope(scope);
  const draft = { ...context, scope: inner, draft: true };
  for (const { name, default: preset } of parameters2) {
    if (preset) elaborate(preset, draft);
    const before = inner.declare(bound(name.name, name.span, `parameter ${name.name}`, unknown));
    if (before) fail(draft, duplicate(name.name, name.span, before.span));
  }
  elaborateBody(body, draft);
}

// compiler/check/identity.ts
var Identities = class {
  #numbers = /* @__PURE__ */ new Map();
  #known = /* @__PURE__ */ new Map();
  /** Without recursion: what `repeat` makes may be deeper than the machine's stack. */
  of(term) {
    const stack2 = [term];
    for (let next = stack2.at(-1); next; next = stack2.at(-1)) {
      const waiting = this.#known.has(next) ? [] : partsOf2(next).filter((part) => !this.#known.has(part));
      if (waiting.length > 0) stack2.push(...waiting);
      else {
        stack2.pop();
        this.#learn(next);
      }
    }
    return this.#numberOf(term);
  }
  #learn(term) {
    if (this.#known.has(term)) return;
    const text = JSON.stringify(this.#describe(term));
    const number2 = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number2);
    this.#known.set(term, number2);
  }
  #numberOf(term) {
    const number2 = this.#known.get(term);
    if (number2 === void 0) throw new TypeError("a part comes before what is made of it");
    return number2;
  }
  #describe(term) {
    switch (term.kind) {
      case "number":
        return [term.kind, term.value, term.type.dtype];
      case "data":
      case "noise":
      case "state":
      case "clock":
        return [term.kind, term.name];
      case "parameter":
        return [term.kind, term.name, term.span.source.name, term.span.start];
      case "builtin": {
        const owner = term.weights.length > 0 || term.builtin.draws ? term.path : void 0;
        return [term.kind, term.builtin.name, owner, term.options, term.inputs.map((input) => this.#numberOf(input))];
      }
      case "call":
        return [term.kind, term.network, term.averaged, term.arguments.map((argument) => this.#numberOf(argument))];
      case "field":
        return [term.kind, this.#numberOf(term.of), term.field];
      case "record":
        return [term.kind, term.fields.map(({ name, value }) => [name, this.#numberOf(value)])];
      case "gradient":
        return [term.kind, this.#numberOf(term.scalar), this.#numberOf(term.of)];
    }
  }
};

// compiler/check/reach.ts
function dependsOn(term, target, way, networks2) {
  const identities = new Identities();
  const wanted = identities.of(target);
  return new Search2(way, networks2).meets(term, (found2) => identities.of(found2) === wanted);
}
function weightsReached(term, way, networks2) {
  const reached = /* @__PURE__ */ new Set();
  const search = new Search2(way, networks2);
  search.meets(term, (found2) => {
    if (found2.kind === "builtin") found2.weights.filter(({ spec, network }) => spec.role === "weight" && !networks2.get(network)?.frozen).forEach(({ network }) => reached.add(network));
    return false;
  });
  return { networks: reached, uncertain: search.uncertain };
}
function partsOf2(term) {
  switch (term.kind) {
    case "builtin":
      return term.inputs;
    case "call":
      return term.arguments;
    case "field":
      return [term.of];
    case "record":
      return term.fields.map(({ value }) => value);
    case "gradient":
      return [term.scalar, term.of];
    default:
      return [];
  }
}
var Search2 = class {
  constructor(way, networks2) {
    this.way = way;
    this.networks = networks2;
  }
  way;
  networks;
  uncertain = false;
  /** Whether a network's body depends on a parameter of its own; `undefined` while that is being found out. */
  #uses = /* @__PURE__ */ new Map();
  /** Whether the term is or depends on one that `isTarget` takes. */
  meets(term, isTarget) {
    const seen2 = /* @__PURE__ */ new Set();
    const stack2 = [term];
    for (let next = stack2.pop(); next; next = stack2.pop()) {
      if (seen2.has(next)) continue;
      seen2.add(next);
      if (isTarget(next)) return true;
      stack2.push(...this.#next(next));
    }
    return false;
  }
  #next(term) {
    if (term.kind === "call") return this.#intoCall(term);
    if (term.kind !== "builtin" || this.way === "any") return partsOf2(term);
    if (term.builtin.differentiable === false || term.type.dtype !== "f32") return [];
    const values = term.builtin.parameters.filter((parameter) => parameter.kind === "value");
    return term.inputs.filter((input, i) => !values[i]?.constant && (input.type.kind === "record" || input.type.dtype === "f32"));
  }
  #intoCall(call2) {
    const signature2 = this.networks.get(call2.network);
    const body = signature2?.checked()?.body;
    if (!signature2 || !body) {
      this.uncertain = true;
      return call2.arguments;
    }
    const used = call2.arguments.filter((_, i) => this.#isUsed(body, signature2.parameters[i]));
    return call2.averaged === void 0 ? [...used, body] : used;
  }
  #isUsed(body, parameter) {
    if (this.#uses.has(parameter)) return this.#uses.get(parameter) ?? true;
    this.#uses.set(parameter, void 0);
    const uses = this.meets(body, (found2) => found2 === parameter);
    this.#uses.set(parameter, uses);
    return uses;
  }
};

// compiler/check/gradient.ts
function elaborateGradient(given, span, context) {
  const matched = match("grad", [{ name: "s" }, { name: "v" }], given, span, context);
  if (!matched) return unknown;
  const [[s], [v]] = matched;
  const [scalar2, of] = [s.value(), v.value()];
  if (scalar2.kind === "unknown" || of.kind === "unknown") return unknown;
  if (!isOneNumber(scalar2)) {
    return fail(context, { code: "grad/scalar", message: `grad is taken of one number, and this is ${describe(scalar2)}`, span: s.span, label: describe(scalar2), help: oneNumberOf("sum", scalar2) });
  }
  if (v.expression && ungrouped2(v.expression).kind !== "name") {
    return fail(context, { code: "grad/name", message: "grad is taken with respect to a named value", span: v.span, help: "give it a name with let, and use the name in both places" });
  }
  if (!isTerm(of) || of.type.kind !== "tensor" || of.kind === "number" || of.type.dtype !== "f32") {
    return fail(context, { code: "grad/name", message: `grad is taken with respect to a value that can vary, and ${textOf(v.span)} is ${describe(of)}`, span: v.span });
  }
  return reaches(scalar2, of, s.span, v.span, context) ? { kind: "gradient", scalar: scalar2, of, type: of.type, span: placeIn(context, span) } : unknown;
}
function ungrouped2(expression) {
  return expression.kind === "group" ? ungrouped2(expression.inner) : expression;
}
function reaches(scalar2, of, scalarSpan, span, context) {
  if (dependsOn(scalar2, of, "derivative", context.networks)) return true;
  const name = textOf(span);
  if (dependsOn(scalar2, of, "any", context.networks)) {
    fail(context, {
      code: "grad/constant",
      message: `${textOf(scalarSpan)} depends on ${name} only through operations without a derivative`,
      span: scalarSpan,
      related: [{ message: `no derivative leads to ${name}`, span }],
      help: "floor, round, sign, comparisons, classes and stop have none"
    });
  } else {
    fail(context, { code: "grad/independent", message: `${textOf(scalarSpan)} does not depend on ${name}`, span, label: "the gradient would be 0", related: [{ message: `no ${name} in here`, span: scalarSpan }] });
  }
  return false;
}

// compiler/check/network-call.ts
function callNetwork({ signature: signature2, averaged }, given, span, context) {
  const name = averaged ?? signature2.name;
  const matched = match(name, signature2.parameters.map((parameter) => ({ name: parameter.name })), given, span, context);
  if (!matched) return unknown;
  const terms = matched.map(([argument], i) => argumentFor({ name, signature: signature2, place: i }, argument, context));
  const args = terms.flatMap((term) => term ?? []);
  if (args.length < terms.length) return unknown;
  if (args.length > 0 && !args.some((term) => term.type.batched)) {
    return fail(context, { code: "shape/batch", message: `${name} works on batches, and nothing that it is given here is one`, span, help: "give it something that depends on data or noise" });
  }
  return { kind: "call", network: signature2.name, averaged, arguments: args, type: signature2.output, span: placeIn(context, span) };
}
function callOpenNetwork({ network, close }, given, span, context) {
  const name = network.name.name;
  const matched = match(name, network.parameters.map((parameter) => ({ name: parameter.name.name })), given, span, context);
  if (!matched) return unknown;
  const first = matched.flatMap(([argument]) => firstArgument(name, argument, context) ?? []);
  const signature2 = first.length === matched.length ? close(first) : void 0;
  return signature2 ? callNetwork({ kind: "network", signature: signature2 }, given, span, context) : unknown;
}
function firstArgument(network, argument, context) {
  const value = argument.value();
  if (value.kind === "unknown") return void 0;
  if (isSingle(value) && value.type.dtype !== "bool") return { type: { ...value.type, batched: true }, span: argument.span };
  fail(context, { code: "type/value", message: `${network} takes numbers, and this is ${describe(value)}`, span: argument.span });
  return void 0;
}
function argumentFor(at2, argument, context) {
  const value = argument.value();
  if (value.kind === "unknown") return void 0;
  const { type: wanted, name: parameter } = at2.signature.parameters[at2.place];
  if (isSingle(value) && fits(value.type, wanted)) return value;
  if (value.kind === "number" && wanted.classes !== void 0) return classNumber(value, wanted.classes, at2, argument, context);
  const text = textOf(argument.span);
  fail(context, {
    code: "shape/argument",
    message: `${at2.name} takes ${parameter}: ${showTensor(wanted)}, and ${isName(text) ? text : "this"} is ${describe(value)}`,
    span: argument.span,
    label: isSingle(value) ? origin(value, text, context) : describe(value),
    related: [at2.signature.declared[at2.place], ...declarationOf(argument.span, context)],
    help: isSingle(value) && isName(text) ? suggestion(at2.name, text, value.type, wanted, context) : void 0
  });
  return void 0;
}
function fits(type, wanted) {
  if (wanted.classes !== void 0) return type.classes === wanted.classes;
  return type.dtype === "f32" && sameShape(type.shape, wanted.shape);
}
function classNumber(value, classes, at2, argument, context) {
  if (Number.isInteger(value.value) && value.value >= 0 && value.value < classes) return value;
  fail(context, { code: "value/class", message: `the classes of class[${classes}] are 0 to ${classes - 1}, and this is ${value.value}`, span: argument.span, related: [at2.signature.declared[at2.place]] });
  return void 0;
}
function isName(text) {
  return /^[A-Za-z_]\w*$/.test(text);
}
function origin({ type }, text, context) {
  const binding = context.scope.find(text);
  return binding ? `${showTensor(type)}, from ${binding.what}` : showTensor(type);
}
function suggestion(callee, given, type, wanted, context) {
  for (const [name, { word: word2, parameters: parameters2, output }] of context.networks) {
    if (!context.scope.find(name)) continue;
    const what = word2 === "generator" ? "the fake, " : "";
    if (parameters2.length === 1 && fits(type, parameters2[0].type) && output.kind === "tensor" && fits(output, wanted)) return `did you mean ${what}${callee}(${name}(${given}))?`;
  }
  return void 0;
}

// compiler/check/call.ts
function call(callee, given, span, context) {
  if (!affords(context, span)) return unknown;
  if (isGradient(callee, context)) return elaborateGradient(given, span, context);
  return apply2(resolve(callee.name, callee.span, context), callee, given, span, context);
}
function apply2(target, callee, given, span, context) {
  switch (target.kind) {
    case "function":
      return callBuiltin(target.builtin, given, span, context);
    case "definition":
      return callDefinition(target, given, span, context);
    case "network":
      return callNetwork(target, given, span, context);
    case "open network":
      return callOpenNetwork(target, given, span, context);
    case "unknown":
      given.forEach((argument) => readLoosely(argument, context));
      return unknown;
    default:
      return fail(context, { code: "call/callee", message: `${callee.name} is ${describe(target)}, and only functions, definitions and networks are called`, span: callee.span });
  }
}
function isGradient({ name }, context) {
  return name === "grad" && !context.scope.find(name);
}
function readLoosely(argument, context) {
  const { name, expression } = argument;
  if (name !== void 0) return;
  if (expression?.kind === "call" && !isGradient(expression.callee, context)) {
    resolve(expression.callee.name, expression.callee.span, context);
    givenOf(expression.arguments, (part) => elaborate(part, context)).forEach((part) => readLoosely(part, context));
  } else {
    argument.value();
  }
}

// compiler/check/stage.ts
var mostRepeats = 1e3;
function elaboratePipe({ value, stage }, context) {
  return applyStage({ value: elaborate(value, context), expression: value }, stage, context);
}
function applyStage(piped, stage, context) {
  switch (stage.kind) {
    case "name":
      return call(stage, [givenValue(piped.value, piped.expression, stage.span)], stage.span, context);
    case "call": {
      const first = givenValue(piped.value, piped.expression, stage.span);
      return call(stage.callee, [first, ...givenOf(stage.arguments, (expression) => elaborate(expression, context))], stage.span, context);
    }
    case "group":
      return applyStage(piped, stage.inner, context);
    case "pipe":
      return applyStage({ value: applyStage(piped, stage.value, context), expression: stage.value }, stage.stage, context);
    case "repeated":
      return repeatStage(piped, stage, context);
    case "if":
      return chooseStage(piped, stage, context);
    default:
      throw new TypeError(`the parser lets no ${stage.kind} stand behind an arrow`);
  }
}
function repeatStage(piped, { count: count2, stage }, context) {
  const given = elaborate(count2, context);
  if (given.kind === "unknown") return unknown;
  const times3 = constantOf(given);
  if (times3 === void 0 || !Number.isInteger(times3) || times3 < 0 || times3 > mostRepeats) {
    const wanted = `repeat takes a whole number up to ${mostRepeats} that is known when compiling`;
    return fail(context, { code: times3 === void 0 ? "constant/needed" : "value/size", message: `${wanted}, and ${describeVarying(given)}`, span: count2.span });
  }
  let { value, expression } = piped;
  for (let i = 0; i < times3 && value.kind !== "unknown"; i++) {
    value = applyStage({ value, expression }, stage, context);
    expression = stage;
  }
  return value;
}
function chooseStage(piped, stage, context) {
  return elaborateCondition(stage, (branch) => applyStage(piped, branch, context), context);
}

// compiler/check/expression.ts
function elaborate(expression, context) {
  switch (expression.kind) {
    case "number":
      return numberTerm(expression.value, placeIn(context, expression.span));
    case "boolean":
      return booleanTerm(expression.value, placeIn(context, expression.span));
    case "name":
      return resolve(expression.name, expression.span, context);
    case "call":
      return call(expression.callee, givenOf(expression.arguments, (argument) => elaborate(argument, context)), expression.span, context);
    case "pipe":
      return elaboratePipe(expression, context);
    case "if":
      return elaborateCondition(expression, (branch) => elaborate(branch, context), context);
    case "unary":
      return operate(expression.operator === "-" ? "neg" : "not", expression, [expression.operand], [elaborate(expression.operand, context)], context);
    case "binary":
      return elaborateBinary(expression, context);
    case "group":
      return elaborate(expression.inner, context);
    case "list":
      return elaborateList(expression, context);
    case "record":
      return elaborateRecord(expression, context);
    case "field":
      return elaborateField(expression, context);
    case "repeated":
      throw new TypeError("the parser lets repeat stand behind an arrow only");
  }
}
function elaborateBody(body, context) {
  const scope = new Scope(context.scope);
  const inner = { ...context, scope };
  for (const { name, value } of body.lets) {
    const before = scope.declare(bound(name.name, name.span, `let ${name.name}`, elaborate(value, inner)));
    if (before) fail(inner, duplicate(name.name, name.span, before.span));
  }
  return elaborate(body.result, inner);
}
function elaborateCondition(expression, branchOf, context) {
  const condition = elaborate(expression.condition, context);
  if (condition.kind === "unknown") return unknown;
  const { condition: asked, then, else: otherwise } = expression;
  if (!isSingle(condition) || condition.type.dtype !== "bool") {
    return fail(context, { code: "type/condition", message: `if takes a condition, and this is ${describe(condition)}`, span: asked.span, label: "no condition", help: "compare it with something, as in n > 0" });
  }
  const known = constantOf(condition);
  if (known !== void 0) return branchOf(known === 1 ? then : otherwise);
  return operate("where", expression, [asked, then, otherwise], [condition, branchOf(then), branchOf(otherwise)], context);
}
var operators3 = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "^": "pow",
  "==": "equal",
  "!=": "not_equal",
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
  and: "and",
  or: "or"
};
function elaborateBinary(expression, context) {
  const { operator, left: left2, right } = expression;
  return operate(operators3[operator], expression, [left2, right], [elaborate(left2, context), elaborate(right, context)], context);
}
function elaborateList({ items }, context) {
  const values = items.map((item) => elaborate(item, context));
  if (values.some((value) => value.kind === "unknown")) return unknown;
  const numbers4 = values.flatMap((value) => constantOf(value) ?? []);
  if (numbers4.length === values.length) return { kind: "list", items: numbers4 };
  const bad = values.findIndex((value) => constantOf(value) === void 0);
  return fail(context, { code: "constant/needed", message: `a list holds numbers that are known when compiling, and ${describeVarying(values[bad])}`, span: items[bad].span });
}
function elaborateRecord({ fields, span }, context) {
  const values = fields.map(({ value }) => elaborate(value, context));
  const terms = [];
  const types = [];
  for (const [i, { name, value: expression }] of fields.entries()) {
    const value = values[i];
    const before = fields.slice(0, i).find((earlier) => earlier.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    else if (isSingle(value)) {
      terms.push({ name: name.name, value });
      types.push({ name: name.name, type: value.type });
    } else if (value.kind !== "unknown") {
      fail(context, { code: "type/value", message: `a field of a record is a value, and ${name.name} is ${describe(value)}`, span: expression.span });
    }
  }
  if (terms.length < fields.length) return unknown;
  return { kind: "record", fields: terms, type: { kind: "record", fields: types }, span: placeIn(context, span) };
}
function elaborateField({ of: expression, field: { name: field, span: fieldSpan }, span }, context) {
  const of = elaborate(expression, context);
  if (of.kind === "unknown") return unknown;
  if (!isTerm(of) || of.type.kind !== "record") return fail(context, { code: "type/field", message: `.${field} is read of a record, and this is ${describe(of)}`, span: expression.span });
  const found2 = of.type.fields.find(({ name }) => name === field);
  if (!found2) {
    const names = of.type.fields.map(({ name }) => name);
    return fail(context, { code: "name/field", message: `there is no field ${field} in (${names.join(", ")})`, span: fieldSpan, help: offer(field, names) });
  }
  if (of.kind === "record") return of.fields.find(({ name }) => name === field)?.value ?? unknown;
  return { kind: "field", of, field, type: found2.type, span: placeIn(context, span) };
}

// compiler/check/frozen.ts
function refuseOrigin({ name: { name, span }, frozen, from, init }, context) {
  if (frozen && !from) fail(context, { code: "frozen/file", message: `${name} is frozen, and does not say which file has its weights`, span, help: `write from "${name.toLowerCase()}.safetensors" before its body` });
  else if (from && !frozen) fail(context, { code: "frozen/file", message: `the weights of ${name} come from a file, and it is not frozen`, span: from.span, help: "write frozen before it, or start it from a file with --weights" });
  else if (frozen && init) fail(context, { code: "frozen/init", message: `${name} is frozen: its weights start as its file has them`, span: init.span });
  else return false;
  return true;
}
function unstarted(weight) {
  return { ...weight, initial: { kind: "constant", value: 0 } };
}
function openNetwork(network, signature2, context) {
  let state = "open";
  let closed;
  const { name, span } = network.name;
  return {
    kind: "open network",
    network,
    scope: context.scope,
    close(given) {
      if (state === "closing") fail(context, { code: "name/cycle", message: `network ${name} calls itself: ${name} \u2192 ${name}`, span });
      if (state !== "open") return closed;
      state = "closing";
      closed = signature2(given);
      state = "closed";
      return closed;
    }
  };
}
function refuseFrozen({ name, span }, context) {
  const binding = context.scope.find(name);
  const value = binding?.value();
  const isFrozen = value?.kind === "open network" || value?.kind === "network" && value.signature.frozen;
  if (binding && isFrozen) fail(context, { code: "frozen/moved", message: `${name} is frozen: nothing moves the weights that its file has`, span, related: [{ message: binding.what, span: binding.span }] });
  return isFrozen;
}

// compiler/check/mentions.ts
function mentionsIn(tree) {
  const found2 = /* @__PURE__ */ new Set();
  walk(tree, /* @__PURE__ */ new Set(), found2);
  return found2;
}
function walk(tree, own, found2) {
  if (typeof tree !== "object" || tree === null) return;
  if (isBody(tree)) return walkBody(tree, own, found2);
  if ("kind" in tree && tree.kind === "name" && "name" in tree && typeof tree.name === "string" && !own.has(tree.name)) found2.add(tree.name);
  const inside3 = hasParameters(tree) ? /* @__PURE__ */ new Set([...own, ...tree.parameters.map(({ name }) => name.name)]) : own;
  for (const [key, part] of Object.entries(tree)) if (key !== "span" && key !== "at") walk(part, inside3, found2);
}
function walkBody({ lets, result }, own, found2) {
  const before = new Set(own);
  for (const { name, value } of lets) {
    walk(value, before, found2);
    before.add(name.name);
  }
  walk(result, before, found2);
}
function isBody(tree) {
  return "lets" in tree && "result" in tree;
}
function hasParameters(tree) {
  return "kind" in tree && (tree.kind === "def" || tree.kind === "network");
}

// compiler/check/declared-type.ts
function declaredType(type, context) {
  if (type.kind !== "outputs") return declaredTensor(type, context);
  const fields = type.fields.flatMap(({ name, type: written }, i) => {
    const before = type.fields.slice(0, i).find((field) => field.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    const found2 = declaredTensor(written, context);
    return found2 && !before ? [{ name: name.name, type: found2 }] : [];
  });
  return fields.length === type.fields.length ? { kind: "record", fields } : void 0;
}
function declaredTensor(type, context) {
  if (type.kind === "outputs") {
    fail(context, { code: "type/outputs", message: "several outputs are what a network gives, and stand nowhere else", span: type.span });
    return void 0;
  }
  if (type.kind === "class") {
    const classes = constantCount(type.count, "the number of classes", 1, context);
    return classes === void 0 ? void 0 : { ...tensor([], true, "i32"), classes };
  }
  const sizes = type.sizes.map((size) => constantCount(size, "a size", 1, context));
  const known = sizes.filter((size) => size !== void 0);
  return known.length === sizes.length ? tensor(known, true) : void 0;
}

// compiler/check/layers.ts
var Layers = class _Layers {
  constructor(network, path, inits, weights, stages) {
    this.network = network;
    this.path = path;
    this.inits = inits;
    this.weights = weights;
    this.stages = stages;
  }
  network;
  path;
  inits;
  weights;
  stages;
  #counts = /* @__PURE__ */ new Map();
  static of(network, inits) {
    return new _Layers(network, network, inits, [], []);
  }
  /** `G.linear1`, then `G.linear2`. */
  next(kind) {
    const count2 = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count2);
    return `${this.path}.${kind}${count2}`;
  }
  /** The layers inside one call of a definition: `G.up1.…`. */
  inside(definition) {
    return new _Layers(this.network, this.next(definition), this.inits, this.weights, this.stages);
  }
  own(path, specs) {
    const owned = specs.map((spec) => {
      const name = spec.name === "" ? path : `${path}.${spec.name}`;
      return { name, network: this.network, spec, initial: (spec.kind && spec.role === "weight" ? this.inits[spec.kind] : void 0) ?? spec.initial };
    });
    this.weights.push(...owned);
    return owned;
  }
  enter(path, text, type, weights, span) {
    const parameters2 = weights.filter(({ spec }) => spec.role === "weight").reduce((sum2, { spec }) => sum2 + spec.shape.reduce((a, b) => a * b, 1), 0);
    this.stages.push({ path, text, type, parameters: parameters2, span });
  }
};

// compiler/check/network.ts
function signatureOf(network, given, context) {
  const parameters2 = network.parameters.flatMap(({ name: name2, type: written2 }, i) => {
    const type = written2 ? declaredTensor(written2, context) : given[i]?.type;
    return type ? [{ kind: "parameter", name: name2.name, type, span: name2.span }] : [];
  });
  const written = network.output && declaredType(network.output, context);
  if (network.output && !written || parameters2.length < network.parameters.length) return void 0;
  const name = network.name.name;
  const declared2 = network.parameters.map(({ type, span }, i) => type ? { message: `what ${name} takes`, span } : { message: `what the first call gives ${name}`, span: given[i]?.span ?? span });
  const head = { name, word: network.word, frozen: network.frozen, parameters: parameters2, declared: declared2 };
  return written ? lazySignature(network, { ...head, output: written }, context) : inferredSignature(network, head, context);
}
function inferredSignature(network, head, context) {
  const checked = checkBody(network, head, context);
  return checked && { ...head, output: checked.output, checked: () => checked };
}
function lazySignature(network, head, context) {
  let state = "waiting";
  let checked;
  return {
    ...head,
    checked() {
      if (state === "waiting") {
        state = "running";
        checked = checkBody(network, head, context);
        state = "done";
      }
      return checked;
    }
  };
}
function checkBody(network, { name, parameters: parameters2, output: written }, outer) {
  const layers = Layers.of(name, network.init ? initsOf(network.init, outer) : {});
  const scope = new Scope(outer.scope);
  network.parameters.forEach((parameter, i) => {
    const before = scope.declare(bound(parameter.name.name, parameter.name.span, `parameter ${parameter.name.name}`, parameters2[i]));
    if (before) fail(outer, duplicate(parameter.name.name, parameter.name.span, before.span));
  });
  const context = { ...outer, scope, layers };
  const body = elaborateBody(network.body, context);
  if (body.kind === "unknown") return void 0;
  const output = written ?? (isTerm(body) ? batchOf(body.type) : void 0);
  if (!isTerm(body) || !output || !fits2(body.type, output)) return wrongOutput(network, { name, output }, body, context);
  const { weights, stages } = layers;
  const head = { name, word: network.word, parameters: parameters2, output, body, stages, span: network.name.span };
  return network.from ? { ...head, frozen: true, from: network.from.text, weights: weights.map(unstarted) } : { ...head, frozen: false, weights };
}
function batchOf(type) {
  if (type.kind === "tensor") return { ...type, batched: true };
  return { ...type, fields: type.fields.map((field) => ({ ...field, type: { ...field.type, batched: true } })) };
}
function fits2(type, output) {
  if (output.kind === "tensor") return type.kind === "tensor" && fitsTensor(type, output);
  return type.kind === "record" && type.fields.length === output.fields.length && output.fields.every((field) => type.fields.some((found2) => found2.name === field.name && fitsTensor(found2.type, field.type)));
}
function fitsTensor(type, declared2) {
  return type.batched && type.dtype === declared2.dtype && type.classes === declared2.classes && sameShape(type.shape, declared2.shape);
}
function wrongOutput({ body, output: written }, { name, output }, made, context) {
  const span = body.result.span;
  const related = written ? [{ message: `what ${name} says it gives`, span: written.span }] : [];
  if (isTerm(made) && made.type.kind === "tensor" && !made.type.batched) {
    fail(context, { code: "shape/batch", message: `the body of ${name} makes ${describe(made)} of nothing that differs from sample to sample`, span, related, help: "use what the network is given" });
  } else if (!output) {
    fail(context, { code: "shape/output", message: `a network gives values, and the body of ${name} makes ${describe(made)}`, span: lastStage(body.result), label: describe(made) });
  } else {
    const { declared: declared2, found: found2, at: at2 } = difference(output, made, body.result);
    fail(context, { code: "shape/output", message: `${name} gives ${declared2}, and its body makes ${found2}`, span: lastStage(at2), label: found2, related });
  }
  return void 0;
}
function difference(output, made, result) {
  if (output.kind === "record" && isTerm(made) && made.type.kind === "record" && result.kind === "record") {
    for (const { name, type } of made.type.fields) {
      const wanted = output.fields.find((field) => field.name === name);
      const written = result.fields.find((field) => field.name.name === name);
      if (wanted && written && !fitsTensor(type, wanted.type)) {
        return { declared: `${name}: ${describeType(wanted.type)}`, found: `${name}: ${describeType(type)}`, at: written.value };
      }
    }
  }
  return { declared: describeType(output), found: isTerm(made) ? describeType(made.type) : describe(made), at: result };
}
function lastStage(result) {
  return result.kind === "pipe" ? lastStage(result.stage) : result.span;
}

// compiler/check/sources.ts
function elaborateHyper({ value: expression, span }, given, context) {
  const value = elaborate(expression, context);
  if (value.kind === "unknown") return unknown;
  if (constantOf(value) === void 0) {
    return fail(context, { code: "constant/needed", message: `a hyper is a number that is known when compiling, and ${describeVarying(value)}`, span: expression.span });
  }
  if (given === void 0) return value;
  return isBoolean(value) ? booleanTerm(given !== 0, span) : numberTerm(given, span);
}
function elaborateData({ name, type: written, range, span }, group, context) {
  const type = declaredTensor(written, context);
  const scaled3 = range && constantRange(range.low, range.high, context);
  if (range && type?.classes !== void 0) {
    fail(context, { code: "data/range", message: `${name.name} is a class, and classes are not scaled into a range`, span: range.span });
  }
  return type && { name: name.name, type, range: scaled3, group, span };
}
function elaborateNoise({ name, type: written, distribution: call2, span }, context) {
  const type = declaredTensor(written, context);
  const distribution = distributions2.get(call2.callee.name);
  if (!distribution) {
    const known = [...distributions2.keys()];
    fail(context, { code: "noise/distribution", message: `there is no distribution ${call2.callee.name}: there are ${known.join(", ")}`, span: call2.callee.span, help: offer(call2.callee.name, known) });
    return { type };
  }
  const numbers4 = constantArguments(call2, distribution.parameters, context);
  if (!type || !numbers4 || !draws(distribution, numbers4, type, { name, type: written, distribution: call2, span }, context)) return { type };
  return { type, noise: { name: name.name, type, distribution, arguments: numbers4, span } };
}
function draws(distribution, numbers4, type, { name, type: written, distribution: call2 }, context) {
  if (distribution.dtype !== type.dtype) {
    const isClass = type.classes !== void 0;
    const message = isClass ? `${name.name} is a class, and ${distribution.name} draws numbers` : `${distribution.name} draws classes, and ${name.name} is none`;
    const help = isClass ? `write ~ categorical(${type.classes})` : `write noise ${name.name}: class[${numbers4[0]}]`;
    fail(context, { code: "noise/distribution", message, span: call2.span, related: [{ message: `what ${name.name} is`, span: written.span }], help });
    return false;
  }
  try {
    distribution.check(numbers4, type.classes);
    return true;
  } catch (mistake) {
    if (!(mistake instanceof Mistake)) throw mistake;
    fail(context, { code: mistake.code, message: mistake.message, span: call2.span });
    return false;
  }
}
function elaborateState({ name, shape, value, span }, context) {
  const type = shape ? declaredTensor(shape, context) : tensor([], false);
  const initial = constantNumber(value, `what ${name.name} starts at`, context);
  return type && initial !== void 0 ? { name: name.name, type: { ...type, batched: false }, initial, span } : void 0;
}

// compiler/check/declarations.ts
var longestCycle = 100;
var inside2 = { outside: false };
var outside = { outside: true };
var Declarations = class {
  constructor(context, options) {
    this.context = context;
    this.options = options;
  }
  context;
  options;
  /** These three in the order of the file, once everything was asked for. */
  data = [];
  noises = [];
  states = [];
  #hypers = /* @__PURE__ */ new Map();
  #bindings = [];
  #definitions = [];
  #signatures = /* @__PURE__ */ new Map();
  #trees = /* @__PURE__ */ new Map();
  /** What asks for what, for the mistake of a cycle. */
  #asking = [];
  #groups = 0;
  /** Imports come last: where a name is declared here as well, the import is at fault. */
  declare(declarations2) {
    this.#atMostOne(declarations2, "gan");
    this.#atMostOne(declarations2, "train");
    for (const declaration of declarations2) this.#declareOne(declaration);
    for (const declaration of declarations2) if (declaration.kind === "import") for (const name of declaration.names) this.#import(name, declaration);
  }
  #atMostOne(declarations2, kind) {
    const [first, ...others] = declarations2.filter((declaration) => declaration.kind === kind);
    for (const { span } of others) fail(this.context, duplicate(kind, { ...span, end: span.start + kind.length }, { ...first.span, end: first.span.start + kind.length }));
  }
  #declareOne(declaration) {
    switch (declaration.kind) {
      case "hyper":
        for (const item of declaration.items) this.#bind(item.name, `hyper ${item.name.name}`, inside2, item, () => this.#hyper(item));
        return;
      case "data": {
        const group = this.#groups++;
        for (const item of declaration.items) this.#bind(item.name, `data ${item.name.name}`, this.#staying, item, () => this.#keep("data", this.data, elaborateData(item, group, this.context)));
        return;
      }
      case "noise":
        this.#bind(declaration.name, `noise ${declaration.name.name}`, outside, declaration, () => this.#noise(declaration));
        return;
      case "state":
        this.#bind(declaration.name, `state ${declaration.name.name}`, this.#staying, declaration, () => this.#keep("state", this.states, elaborateState(declaration, this.context)));
        return;
      case "network":
        this.#bind(declaration.name, `network ${declaration.name.name}`, inside2, declaration, () => this.#network(declaration));
        return;
      case "def":
        this.#definitions.push(declaration);
        this.#bind(declaration.name, `the definition ${declaration.name.name}`, inside2, declaration, () => ({ kind: "definition", definition: declaration, scope: this.context.scope }));
        return;
      case "let":
        this.#bind(declaration.name, `let ${declaration.name.name}`, outside, declaration, () => elaborate(declaration.value, this.context));
        return;
      case "train":
        this.#declareAverages(declaration.statements);
        return;
      default:
        return;
    }
  }
  /** Of what belongs to this file's own training. */
  get #staying() {
    return { outside: true, leftIn: this.options.importedFrom };
  }
  #import(name, declaration) {
    const binding = this.options.imported(name, declaration);
    this.#bind(name, binding?.what ?? name.name, inside2, { kind: "imported", name }, () => binding?.value() ?? unknown);
  }
  #bind({ name, span }, what, sight, tree, compute) {
    const binding = lazily({ name, span, what, ...sight }, () => this.#ask(binding, compute), () => this.#cycle(binding));
    const before = this.context.scope.declare(binding);
    if (before) fail(this.context, duplicate(name, span, before.span));
    else {
      this.#bindings.push(binding);
      this.#trees.set(binding, tree);
    }
  }
  #ask(binding, compute) {
    if (this.#asking.length >= longestCycle) return this.#cycle(this.#asking[0]);
    this.#asking.push(binding);
    const value = compute();
    this.#asking.pop();
    return value;
  }
  /** The whole cycle, from its first declaration in the file. */
  #cycle(binding) {
    const asked = this.#asking.slice(this.#asking.indexOf(binding));
    const start = asked.reduce((first2, { span }, i) => span.start < asked[first2].span.start ? i : first2, 0);
    const [first, ...others] = [...asked.slice(start), ...asked.slice(0, start)];
    const way = asked.length < longestCycle ? [first, ...others, first].map(({ name }) => name).join(" \u2192 ") : `over more than ${longestCycle} declarations`;
    const related = others.slice(0, 10).map(({ what, span }) => ({ message: `${what} is on the way`, span }));
    return fail(this.context, { code: "name/cycle", message: `${first.what} depends on itself: ${way}`, span: first.span, related });
  }
  #hyper(item) {
    const value = elaborateHyper(item, this.options.set.get(item.name.name), this.context);
    const number2 = constantOf(value);
    if (number2 !== void 0) this.#hypers.set(item.name.name, number2);
    return value;
  }
  #noise(declaration) {
    const { type, noise } = elaborateNoise(declaration, this.context);
    const name = this.options.nameNoise(declaration.name.name);
    if (noise) this.noises.push({ ...noise, name });
    return type ? { kind: "noise", name, type, span: declaration.span } : unknown;
  }
  #keep(kind, list, found2) {
    if (!found2) return unknown;
    list.push(found2);
    return { kind, name: found2.name, type: found2.type, span: found2.span };
  }
  #network(network) {
    if (refuseOrigin(network, this.context)) return unknown;
    if (network.parameters.some(({ type }) => !type)) return openNetwork(network, (given) => this.#enter(signatureOf(network, given, this.context)), this.context);
    const signature2 = this.#enter(signatureOf(network, [], this.context));
    return signature2 ? { kind: "network", signature: signature2 } : unknown;
  }
  #enter(signature2) {
    if (!signature2) return void 0;
    this.#signatures.set(signature2.name, signature2);
    this.options.enter(signature2);
    return signature2;
  }
  /** `average G as G_avg` declares a network. */
  #declareAverages(statements2) {
    for (const statement of statements2) {
      if (statement.kind === "repeat" || statement.kind === "every") this.#declareAverages(statement.statements);
      if (statement.kind !== "average") continue;
      const { network, as } = statement;
      this.#bind(as, `the average ${as.name}`, { ...this.#staying, outside: false }, statement, () => {
        const of = this.context.scope.find(network.name)?.value();
        return of?.kind === "network" ? { ...of, averaged: as.name } : unknown;
      });
    }
  }
  /** Asks for everything once, so that nothing stays unchecked, and puts what was found into the order of the file. */
  elaborateAll() {
    for (const definition of this.#definitions) readByItself({ definition, scope: this.context.scope }, this.context);
    for (const binding of this.#inOrderOfNeed()) {
      const value = binding.value();
      if (value.kind === "definition" && value.scope !== this.context.scope) readByItself(value, this.context);
      if (value.kind === "open network") readByItself({ definition: value.network, scope: value.scope }, this.context);
    }
    for (const list of [this.data, this.noises, this.states]) list.sort((a, b) => a.span.start - b.span.start);
  }
  /** What a declaration mentions before itself, so that a long chain of them does not go down the stack. A cycle stands in some order. */
  #inOrderOfNeed() {
    const byName = new Map(this.#bindings.map((binding) => [binding.name, binding]));
    const order = /* @__PURE__ */ new Set();
    const entered = /* @__PURE__ */ new Set();
    for (const root of this.#bindings) {
      const stack2 = [root];
      for (let binding = stack2.at(-1); binding; binding = stack2.at(-1)) {
        const needed = entered.has(binding) ? [] : [...mentionsIn(this.#trees.get(binding))].flatMap((name) => byName.get(name) ?? []);
        const waiting = needed.filter((other) => !entered.has(other));
        entered.add(binding);
        if (waiting.length > 0) stack2.push(...waiting);
        else {
          stack2.pop();
          order.add(binding);
        }
      }
    }
    return [...order];
  }
  hypers() {
    return new Map(this.#bindings.flatMap(({ name }) => [...this.#hypers].filter(([hyper]) => hyper === name)));
  }
  /** What is declared here, and as what it is written. */
  get trees() {
    return this.#trees;
  }
  find(name) {
    const binding = this.context.scope.own(name);
    const tree = binding && this.#trees.get(binding);
    return binding && tree && { binding, tree };
  }
  /** Its own that were asked for, in the order of the file. */
  networks() {
    return this.#bindings.flatMap(({ name }) => this.#signatures.get(name) ?? []);
  }
};

// compiler/check/imports.ts
var Imports = class {
  /** `byImport`: the file that each import names; `context` and `options`: what every imported file is declared with. */
  constructor(byImport, context, options) {
    this.byImport = byImport;
    this.context = context;
    this.options = options;
  }
  byImport;
  context;
  options;
  #declared = /* @__PURE__ */ new Map();
  /** Where imported names are declared. */
  #origins = /* @__PURE__ */ new Map();
  #owners = /* @__PURE__ */ new Map();
  /** Declares the file that is compiled: no import may bring a network along whose name it has for one of its own. */
  declareFirst({ declarations: declarations2 }, context, options) {
    for (const owner of declarations2.flatMap(ownersIn)) this.#owners.set(identifierOf(owner).name, owner);
    const first = new Declarations(context, {
      ...options,
      imported: (name, declaration) => {
        const binding = this.#imported(name, declaration, context);
        return binding && this.#collides(name, context) ? void 0 : binding;
      }
    });
    first.declare(declarations2);
    return first;
  }
  /** In the order in which they were first imported. */
  get files() {
    return [...this.#declared.values()];
  }
  #declarationsOf(file2) {
    const known = this.#declared.get(file2);
    if (known) return known;
    const { source: source2, declarations: declarations2 } = file2;
    const context = { ...this.context, scope: new Scope(this.context.scope) };
    const declared2 = new Declarations(context, { ...this.options, importedFrom: source2.name, imported: (name, declaration) => this.#imported(name, declaration, context) });
    this.#declared.set(file2, declared2);
    declared2.declare(declarations2);
    return declared2;
  }
  #imported(name, declaration, context) {
    const file2 = this.byImport.get(declaration);
    if (!file2) return void 0;
    const declarations2 = this.#declarationsOf(file2);
    const found2 = declarations2.find(name.name);
    if (!found2) {
      if (context.unread.mayDeclare(name.name, "value")) return void 0;
      const names = [...declarations2.trees].flatMap(([binding2, tree2]) => isImportable(tree2) ? [binding2.name] : []);
      fail(context, { code: "import/name", message: `there is no ${name.name} in ${file2.source.name}`, span: name.span, help: offer(name.name, names) });
      return void 0;
    }
    const { binding, tree } = found2;
    if (!isImportable(tree)) {
      fail(context, { code: "import/kind", message: `${binding.what} can't be imported: definitions and networks can`, span: name.span, related: [{ message: "declared here", span: binding.span }] });
      return void 0;
    }
    this.#origins.set(name, { declarations: declarations2, name: name.name });
    return binding;
  }
  /** Tells of a network that comes along with an import while another one has its name. */
  #collides(name, context) {
    for (const network of this.#networksBehind(name)) {
      const { name: own, span } = network.name;
      const other = this.#owners.get(own);
      if (!other) this.#owners.set(own, network);
      if (!other || other === network || own === name.name && context.scope.own(own)) continue;
      fail(context, {
        code: "import/collision",
        message: `with ${name.name} comes a network ${own}, and there is another one of this name`,
        span: name.span,
        related: [{ message: "what comes along", span }, { message: "what has its name", span: identifierOf(other).span }],
        help: "give one of them another name: those of its weights begin with it"
      });
      return true;
    }
    return false;
  }
  /** The networks that an imported name may come to call, itself included. */
  #networksBehind(imported) {
    const networks2 = /* @__PURE__ */ new Set();
    const seen2 = /* @__PURE__ */ new Set();
    const stack2 = [this.#origins.get(imported)];
    for (let origin2 = stack2.pop(); origin2; origin2 = stack2.pop()) {
      const { declarations: declarations2, name } = origin2;
      const tree = declarations2.find(name)?.tree;
      if (!tree || seen2.has(tree)) continue;
      seen2.add(tree);
      const further = "kind" in tree && tree.kind === "imported" ? this.#origins.get(tree.name) : void 0;
      if ("kind" in tree && tree.kind === "network") networks2.add(tree);
      stack2.push(...further ? [further] : [...mentionsIn(tree)].map((mention) => ({ declarations: declarations2, name: mention })));
    }
    return networks2;
  }
};
function isImportable(tree) {
  return "kind" in tree && (tree.kind === "def" || tree.kind === "network" || tree.kind === "imported");
}
function ownersIn(declaration) {
  if (declaration.kind === "network") return [declaration];
  return declaration.kind === "train" ? averagesIn(declaration.statements) : [];
}
function averagesIn(statements2) {
  return statements2.flatMap((statement) => {
    if (statement.kind === "repeat" || statement.kind === "every") return averagesIn(statement.statements);
    return statement.kind === "average" ? [statement] : [];
  });
}
function identifierOf(owner) {
  return owner.kind === "network" ? owner.name : owner.as;
}

// compiler/check/network-cycle.ts
function callsIn(body) {
  const called = /* @__PURE__ */ new Set();
  const seen2 = /* @__PURE__ */ new Set();
  const stack2 = [body];
  for (let term = stack2.pop(); term; term = stack2.pop()) {
    if (seen2.has(term)) continue;
    seen2.add(term);
    if (term.kind === "call") called.add(term.network);
    stack2.push(...partsOf2(term));
  }
  return called;
}
function reportCycles(networks2, context) {
  const byName = new Map(networks2.map((network) => [network.name, network]));
  const done = /* @__PURE__ */ new Set();
  const visit = (network, path) => {
    if (path.includes(network)) return reportCycle([...path.slice(path.indexOf(network)), network], context);
    if (done.has(network)) return;
    for (const name of callsIn(network.body)) {
      const called = byName.get(name);
      if (called) visit(called, [...path, network]);
    }
    done.add(network);
  };
  networks2.forEach((network) => visit(network, []));
}
function reportCycle(cycle2, context) {
  const [first, ...others] = cycle2;
  const related = others.slice(0, -1).map(({ name, span }) => ({ message: `${name} is on the way`, span }));
  fail(context, { code: "name/cycle", message: `network ${first.name} calls itself: ${cycle2.map(({ name }) => name).join(" \u2192 ")}`, span: first.span, related });
}

// compiler/check/network-names.ts
function networkNamed(name, context) {
  const value = context.scope.find(name)?.value();
  return value?.kind === "network" && value.averaged === void 0 && value.signature.name === name ? value.signature : void 0;
}
function namesOfNetworks(context) {
  return [...context.networks.keys()].filter((name) => networkNamed(name, context));
}

// compiler/check/losses.ts
function checkLosses(declarations2, context) {
  const losses = /* @__PURE__ */ new Map();
  const places = /* @__PURE__ */ new Map();
  for (const declaration of declarations2) {
    if (declaration.kind !== "loss") continue;
    const { name } = declaration;
    const before = places.get(name.name);
    if (before) fail(context, duplicate(`loss ${name.name}`, name.span, before.span));
    places.set(name.name, name);
    losses.set(name.name, checkLoss(declaration, context));
  }
  return losses;
}
function checkLoss({ name, over, value: expression, span }, context) {
  const named = over.length > 0 ? over : [name];
  const networks2 = named.flatMap((identifier) => {
    const signature2 = networkFor(identifier, over.length > 0 ? void 0 : name.name, context);
    return signature2 ? [{ identifier, signature: signature2 }] : [];
  });
  const term = elaborate(expression, context);
  if (term.kind === "unknown") return void 0;
  if (!isOneNumber(term)) {
    fail(context, { code: "loss/scalar", message: `a loss is one number, and loss ${name.name} is ${describe(term)}`, span: expression.span, label: describe(term), help: oneNumberOf("mean", term) });
    return void 0;
  }
  const reached = networks2.filter(({ identifier, signature: signature2 }) => reaches2(term, identifier, signature2, expression, context));
  if (reached.length < named.length) return void 0;
  const moved2 = new Set(networks2.flatMap(({ signature: signature2 }) => withCalled(signature2.name, context)));
  return { name: name.name, over: [...context.networks.keys()].filter((network) => moved2.has(network)), term, span };
}
function networkFor({ name, span }, loss, context) {
  if (refuseFrozen({ name, span }, context)) return void 0;
  const signature2 = networkNamed(name, context);
  if (signature2) return signature2;
  const binding = context.scope.find(name);
  const value = binding?.value();
  if (value?.kind === "unknown" || !binding && context.unread.mayDeclare(name, "value")) return void 0;
  const known = namesOfNetworks(context);
  const near = offer(name, known);
  const what = value && binding ? `${binding.what} is no network` : `there is no network ${name}`;
  const related = binding && value ? [{ message: binding.what, span: binding.span }] : [];
  fail(context, { code: "loss/network", message: `${what} for the loss to move the weights of`, span, related, help: loss === void 0 || known.length === 0 ? near : overHelp(loss, near, known) });
  return void 0;
}
function overHelp(loss, near, known) {
  const over = `loss ${loss} over ${nearest(loss, known) ?? known[0]} = \u2026`;
  return near === void 0 ? `say whose weights it moves: ${over}` : `${near} A loss of another name says whose weights it moves: ${over}`;
}
function reaches2(term, { name, span }, signature2, expression, context) {
  const names = withCalled(signature2.name, context);
  const [moving, any2] = ["derivative", "any"].map((way) => weightsReached(term, way, context.networks));
  const networks2 = names.map((network) => context.networks.get(network)?.checked());
  if (moving.uncertain || networks2.includes(void 0) || names.some((network) => moving.networks.has(network))) return true;
  if (networks2.every((network) => network?.weights.every(({ spec }) => spec.role !== "weight"))) {
    fail(context, { code: "loss/weights", message: `${name} has no weights for the loss to move`, span });
  } else if (names.some((network) => any2.networks.has(network))) {
    fail(context, {
      code: "loss/constant",
      message: `the loss reaches the weights of ${name} only through operations without a derivative`,
      span,
      related: [{ message: "no derivative leads from here", span: expression.span }],
      help: "floor, round, sign, comparisons, classes and stop have none"
    });
  } else {
    fail(context, { code: "loss/independent", message: `the loss does not depend on the weights of ${name}`, span, related: [{ message: `no ${name} goes into this`, span: expression.span }] });
  }
  return false;
}
function withCalled(network, context) {
  const found2 = /* @__PURE__ */ new Set([network]);
  for (const name of found2) {
    const body = context.networks.get(name)?.checked()?.body;
    if (body) callsIn(body).forEach((called) => found2.add(called));
  }
  return [...found2].filter((name) => !context.networks.get(name)?.frozen);
}

// compiler/check/memories.ts
var Memories = class {
  all = [];
  #identities = new Identities();
  #terms = /* @__PURE__ */ new Map();
  /** The term of the call; where an equal call was made before, that of the first. */
  termOf(call2, specs) {
    const { builtin, options, inputs } = call2;
    const key = JSON.stringify([builtin.name, options, inputs.map((input) => this.#identities.of(input))]);
    const known = this.#terms.get(key);
    if (known) return known;
    const path = `${builtin.name}${this.#terms.size + 1}`;
    const weights = specs.map((spec) => ({ name: `${path}.${spec.name}`, network: path, spec, initial: spec.initial }));
    this.all.push(...weights);
    const term = { ...call2, path, weights };
    this.#terms.set(key, term);
    return term;
  }
};

// compiler/check/named.ts
function checkMetrics(declarations2, context) {
  return checkNamed(declarations2.filter((declaration) => declaration.kind === "metric"), context, (metric, value) => {
    if (isOneNumber(value)) return value;
    fail(context, { code: "metric/scalar", message: `a metric is one number, and ${metric.name.name} is ${describe(value)}`, span: metric.value.span, label: describe(value), help: oneNumberOf("mean", value) });
    return void 0;
  });
}
function checkSamples(declarations2, context) {
  return checkNamed(declarations2.filter((declaration) => declaration.kind === "sample"), context, (sample, value) => {
    if (isSingle(value) && value.type.batched) return value;
    fail(context, { code: "sample/batch", message: `a sample is one of a batch, and ${sample.name.name} is ${describe(value)}`, span: sample.value.span, label: describe(value) });
    return void 0;
  });
}
function checkNamed(declarations2, context, accept) {
  return declarations2.flatMap((declaration, i) => {
    const { name } = declaration;
    const before = declarations2.slice(0, i).find((earlier) => earlier.name.name === name.name);
    if (before) fail(context, duplicate(`${declaration.kind} ${name.name}`, name.span, before.name.span));
    const value = elaborate(declaration.value, context);
    const term = value.kind === "unknown" ? void 0 : accept(declaration, value);
    return term ? [{ name: name.name, term, span: name.span }] : [];
  });
}
function namedLets(lets, context) {
  return lets.flatMap(({ name }) => {
    const value = context.scope.find(name.name)?.value();
    return value && isSingle(value) ? [{ name: name.name, term: value, span: name.span }] : [];
  });
}

// compiler/check/reporter.ts
var mostCalls2 = 3;
var Reporter = class {
  #told = /* @__PURE__ */ new Map();
  #inherent = /* @__PURE__ */ new Set();
  #places = /* @__PURE__ */ new Set();
  #sound = /* @__PURE__ */ new Set();
  report(report) {
    this.#tell({ report });
  }
  /** At one argument, or one call, one mistake: more of them most likely follow from it. `cause`: where it may be the definition that is wrong. */
  reportCall(report, cause) {
    const { source: source2, start, end } = report.span;
    const place = `${source2.name} ${start} ${end}`;
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.#tell({ report, cause });
  }
  #tell(told) {
    const key = keyOf2(told.report);
    if (!this.#told.has(key)) this.#told.set(key, told);
  }
  /** Nothing more is to be said of this mistake, wherever it is come upon. */
  settle(report) {
    this.#inherent.add(keyOf2(report));
  }
  isSettled(report) {
    return this.#inherent.has(keyOf2(report));
  }
  /** A call of the definition came to a value: where another does not, that call is wrong. */
  vouch(definition) {
    this.#sound.add(definition);
  }
  /** In the order of their places. */
  diagnostics() {
    const alike = /* @__PURE__ */ new Map();
    for (const [key, told] of this.#told) {
      const { cause } = told;
      const group = cause && !this.#sound.has(cause.definition) ? keyOf2(cause.report) : key;
      const others = alike.get(group);
      if (others) others.push(told);
      else alike.set(group, [told]);
    }
    return [...alike.values()].map(together).sort((a, b) => a.span.start - b.span.start);
  }
};
function together([first, ...others]) {
  if (!first.cause || others.length === 0) return diagnostic(first.report);
  const { report } = first.cause;
  const calls = [first, ...others].slice(0, mostCalls2).map((told) => ({ message: "called here", span: told.report.span }));
  return diagnostic({ ...report, related: [...report.related ?? [], ...calls] });
}
function diagnostic({ related = [], ...report }) {
  return { severity: "error", related, ...report };
}
function keyOf2({ code, message, span }) {
  return `${code} ${span.source.name} ${span.start} ${message}`;
}

// compiler/check/samples.ts
function defaultSample(networks2, noises, data2) {
  const generator = networks2.find(({ word: word2 }) => word2 === "generator");
  if (!generator) return [];
  const args = generator.parameters.flatMap((parameter) => sourceFor(parameter, noises, "noise") ?? sourceFor(parameter, data2, "data") ?? []);
  if (args.length < generator.parameters.length) return [];
  const call2 = { kind: "call", network: generator.name, arguments: args, type: generator.output, span: generator.span };
  if (call2.type.kind === "tensor") return [{ name: generator.name, term: call2, span: generator.span }];
  const [first] = call2.type.fields;
  return [{ name: generator.name, term: { kind: "field", of: call2, field: first.name, type: first.type, span: generator.span }, span: generator.span }];
}
function sourceFor({ name, type }, sources2, kind) {
  const fitting = sources2.filter((source2) => source2.type.dtype === type.dtype && source2.type.classes === type.classes && source2.type.shape.join() === type.shape.join());
  const found2 = fitting.find((source2) => source2.name === name) ?? (fitting.length === 1 ? fitting[0] : void 0);
  return found2 && { kind, name: found2.name, type: found2.type, span: found2.span };
}

// compiler/check/scalar.ts
var operators4 = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  mod: "%",
  pow: "^",
  neg: "neg",
  not: "not",
  and: "and",
  or: "or",
  equal: "==",
  not_equal: "!=",
  less: "<",
  less_equal: "<=",
  greater: ">",
  greater_equal: ">=",
  where: "if",
  min: "min",
  max: "max",
  floor: "floor",
  round: "round",
  abs: "abs",
  sqrt: "sqrt",
  exp: "exp",
  log: "log",
  sin: "sin",
  cos: "cos",
  sign: "sign"
};
function scalarOf(term) {
  if (term.kind === "number") return term.value;
  if (term.kind === "clock") return term.name;
  if (term.kind !== "builtin") return void 0;
  const operands2 = term.inputs.map(scalarOf);
  const known = operands2.filter((operand) => operand !== void 0);
  if (known.length < operands2.length) return void 0;
  const operator = operators4[term.builtin.name];
  return operator ? [operator, ...known] : composed[term.builtin.name]?.(known);
}
var composed = {
  clamp: ([value, low, high]) => ["min", ["max", value, low], high]
};

// compiler/check/step.ts
function checkStep(step, schedule) {
  once2(step.updates.map(({ loss }) => loss), "is stepped", schedule.context);
  once2(step.sets.map(({ name }) => name), "is set", schedule.context);
  const updates = step.updates.flatMap((update) => checkUpdate(update, schedule) ?? []);
  const sets = step.sets.flatMap((set) => checkSet(set, schedule) ?? []);
  if (updates.length < step.updates.length || sets.length < step.sets.length) return void 0;
  return movesOnce(updates, schedule.context) ? { kind: "step", updates, sets, span: step.span } : void 0;
}
function once2(names, what, context) {
  names.forEach(({ name, span }, i) => {
    const before = names.slice(0, i).find((earlier) => earlier.name === name);
    if (before) fail(context, { code: "step/twice", message: `${name} ${what} twice in one step`, span, related: [{ message: "the first time", span: before.span }] });
  });
}
function movesOnce(updates, context) {
  const movers = /* @__PURE__ */ new Map();
  for (const update of updates) {
    for (const network of update.loss.over) {
      const before = movers.get(network);
      movers.set(network, update);
      if (!before || before.loss === update.loss) continue;
      const [first, second] = [before.loss.name, update.loss.name];
      fail(context, {
        code: "step/overlap",
        message: `both ${first} and ${second} move the weights of ${network} in one step`,
        span: update.span,
        related: [{ message: "the first to move them", span: before.span }],
        help: "add the losses up, or take two steps"
      });
      return false;
    }
  }
  return true;
}
function checkUpdate({ loss: name, optimiser, span }, schedule) {
  const { context, losses } = schedule;
  const loss = losses.get(name.name);
  if (!losses.has(name.name) && !context.unread.mayDeclare(name.name, "loss")) {
    fail(context, { code: "step/loss", message: `there is no loss ${name.name} to step`, span: name.span, help: offer(name.name, losses.keys()) ?? `declare it: loss ${name.name} = \u2026` });
  }
  return checkOptimiser(optimiser, loss, span, context);
}
function checkOptimiser({ callee, arguments: given, span: callSpan }, loss, span, context) {
  const optimiser = optimisers.get(callee.name);
  if (!optimiser) {
    const known = [...optimisers.keys()];
    fail(context, { code: "step/optimiser", message: `there is no optimiser ${callee.name}: there are ${known.join(", ")}`, span: callee.span, help: offer(callee.name, known) });
    return void 0;
  }
  const formals = optimiser.parameters.map(({ name, default: preset }) => ({ name, optional: preset !== void 0 }));
  const matched = match(optimiser.name, formals, givenOf(given, (expression) => elaborate(expression, context)), callSpan, context);
  if (!matched) return void 0;
  const args = {};
  for (const [i, { name, default: preset = 0 }] of optimiser.parameters.entries()) {
    const [argument] = matched[i];
    const value = argument?.value() ?? numberTerm(preset, callSpan);
    if (isOneNumber(value)) args[name] = value;
    else if (value.kind !== "unknown") fail(context, { code: "step/argument", message: `${optimiser.name} takes one number as ${name}, and this is ${describe(value)}`, span: argument?.span ?? callSpan });
  }
  return loss && Object.keys(args).length === formals.length ? { loss, optimiser, arguments: args, span } : void 0;
}
function checkSet({ name, value: expression, span }, { states, context }) {
  const state = states.get(name.name);
  const value = elaborate(expression, context);
  if (!state) {
    const binding = context.scope.find(name.name);
    if (binding?.value().kind === "unknown" || !binding && context.unread.mayDeclare(name.name, "value")) return void 0;
    const related = binding && binding.what !== name.name ? [{ message: binding.what, span: binding.span }] : [];
    fail(context, { code: "name/state", message: `there is no state ${name.name} to set`, span: name.span, related, help: offer(name.name, states.keys()) ?? `declare it: state ${name.name} = 0` });
    return void 0;
  }
  if (value.kind === "unknown") return void 0;
  if (isSingle(value) && !value.type.batched && value.type.dtype === "f32" && sameShape(value.type.shape, state.type.shape)) return { state: name.name, value, span };
  fail(context, {
    code: "shape/state",
    message: `state ${name.name} is ${showTensor(state.type)}, and this is ${describe(value)}`,
    span: expression.span,
    label: describe(value),
    related: [{ message: "the state", span: state.span }],
    help: isSingle(value) ? reduction3(value.type, state.type) : void 0
  });
  return void 0;
}
function reduction3(type, state) {
  if (type.batched && sameShape(type.shape, state.shape)) return "mean(\u2026, over: batch) makes one of it for all samples";
  return state.shape.length === 0 ? "mean(\u2026) makes one number of it" : void 0;
}

// compiler/check/schedule.ts
function checkTrain({ batch, statements: statements2 }, schedule) {
  const size = constantCount(batch, "the batch", 1, schedule.context);
  const checked = checkStatements(statements2, schedule);
  return size === void 0 || !checked ? void 0 : { batch: size, statements: checked };
}
function checkStatements(statements2, schedule) {
  const checked = statements2.map((statement) => checkStatement(statement, schedule));
  const sound = checked.flatMap((statement) => statement ?? []);
  return sound.length === checked.length ? sound : void 0;
}
function checkStatement(statement, schedule) {
  const { context } = schedule;
  switch (statement.kind) {
    case "step":
      return checkStep(statement, schedule);
    case "repeat":
    case "every": {
      const count2 = checkCount(statement.kind, statement.count, context);
      const body = checkStatements(statement.statements, schedule);
      return count2 === void 0 || !body ? void 0 : { kind: statement.kind, count: count2, body, span: statement.span };
    }
    case "clip":
      return checkClip(statement, context);
    case "set": {
      const set = checkSet(statement.assignment, schedule);
      return set && { kind: "set", set, span: statement.span };
    }
    case "average":
      return checkAverage(statement, context);
  }
}
function checkCount(word2, count2, context) {
  const value = elaborate(count2, context);
  if (value.kind === "unknown") return void 0;
  const constant2 = isBoolean(value) ? void 0 : constantOf(value);
  if (constant2 !== void 0) return constantCount(count2, `the count of ${word2}`, word2 === "every" ? 1 : 0, context);
  const scalar2 = isOneNumber(value) ? scalarOf(value) : void 0;
  if (scalar2 === void 0) {
    const isCondition = isSingle(value) && value.type.dtype === "bool";
    const other = isCondition ? "a condition" : "made of something else";
    const help = isCondition ? `say how often in either case: ${word2} if ${textOf(count2.span)} then 2 else 1` : void 0;
    fail(context, { code: "schedule/count", message: `${word2} takes a number made of hypers, iteration and epoch, and ${textOf(count2.span)} is ${other}`, span: count2.span, help });
  }
  return scalar2;
}
function checkClip({ network, low, high, span }, context) {
  const found2 = networkOf(network, context);
  const range = constantRange(low, high, context);
  return found2 === void 0 || !range ? void 0 : { kind: "clip", network: found2, low: range[0], high: range[1], span };
}
function checkAverage({ network, as, decay, span }, context) {
  const found2 = networkOf(network, context);
  const value = elaborate(decay, context);
  if (found2 === void 0 || value.kind === "unknown") return void 0;
  if (!isOneNumber(value)) {
    fail(context, { code: "step/argument", message: `a decay is one number, and this is ${describe(value)}`, span: decay.span });
    return void 0;
  }
  if (value.kind === "number" && (value.value < 0 || value.value > 1)) {
    fail(context, { code: "value/range", message: `a decay is between 0 and 1, and this is ${value.value}`, span: decay.span });
    return void 0;
  }
  return { kind: "average", network: found2, as: as.name, decay: value, span };
}
function networkOf({ name, span }, context) {
  if (refuseFrozen({ name, span }, context)) return void 0;
  if (networkNamed(name, context)) return name;
  const binding = context.scope.find(name);
  const value = binding?.value();
  if (value?.kind === "unknown" || !binding && context.unread.mayDeclare(name, "value")) return void 0;
  const message = binding && value ? `${binding.what} is no network with weights of its own` : `there is no network ${name}`;
  const related = binding && value ? [{ message: binding.what, span: binding.span }] : [];
  fail(context, { code: "name/network", message, span, related, help: offer(name, namesOfNetworks(context)) });
  return void 0;
}

// compiler/check/unread.ts
var unnamed = /* @__PURE__ */ new Set(["gan", "metric", "sample"]);
var Unread = class {
  #broken;
  constructor(files) {
    this.#broken = files.flatMap(({ broken: broken2 }) => broken2);
  }
  mayDeclare(name, space) {
    return this.#broken.some(({ word: word2, names }) => {
      if (word2 === void 0) return true;
      if (unnamed.has(word2) || word2 === "loss" !== (space === "loss")) return false;
      return names.includes(name);
    });
  }
  /** Whether there is a declaration that begins with this word, as far as can be told. */
  mayHave(word2) {
    return this.#broken.some((broken2) => broken2.word === void 0 || broken2.word === word2);
  }
};

// compiler/check/check.ts
function check2(file2, options) {
  const { declarations: declarations2 } = file2;
  const { declared: declared2, others, signatures, files } = declareFiles(file2, options);
  const { context } = declared2;
  declared2.elaborateAll();
  refuseUnknownHypers(options.set, [file2, ...options.imports?.files ?? []], context);
  checkBodies([declared2, ...others()], signatures);
  const losses = checkLosses(declarations2, context);
  const metrics = checkMetrics(declarations2, context);
  const samples = checkSamples(declarations2, context);
  const train = declarations2.find((declaration) => declaration.kind === "train");
  const states = new Map(declared2.states.map((state) => [state.name, state]));
  const schedule = train && checkTrain(train, { context, losses, states });
  const networks2 = checkBodies([declared2, ...others()], signatures);
  reportCycles(networks2, context);
  const diagnostics = context.reporter.diagnostics();
  if (diagnostics.length > 0) return { diagnostics };
  const program2 = {
    name: declarations2.find((declaration) => declaration.kind === "gan")?.name.name ?? nameOf2(file2.source),
    sources: files.map(({ source: source2 }) => source2),
    hypers: declared2.hypers(),
    data: declared2.data,
    // Those of other files are there if something drew them: nobody else asks for them.
    noises: [declared2, ...others()].flatMap(({ noises }) => noises),
    networks: networks2,
    states: declared2.states,
    memories: context.memories.all,
    losses: [...losses.values()].flatMap((loss) => loss ?? []),
    metrics,
    samples: samples.length > 0 ? samples : defaultSample(networks2, declared2.noises, declared2.data),
    values: namedLets(declarations2.filter((declaration) => declaration.kind === "let"), context),
    train: schedule
  };
  return { program: program2, diagnostics: [] };
}
function declareFiles(file2, { prelude: preludeFiles, imports: imported, set = /* @__PURE__ */ new Map() }) {
  const signatures = /* @__PURE__ */ new Map();
  const enter = (signature2) => void signatures.set(signature2.name, signature2);
  const files = [file2, ...imported?.files ?? [], ...preludeFiles];
  const base = { reporter: new Reporter(), budget: new Budget(), unread: new Unread(files), memories: new Memories(), networks: signatures };
  const nameNoise = freeNames(sourceNames(file2.declarations));
  const prelude = new Declarations({ ...base, scope: new Scope(clockScope(file2.source), true) }, { set: /* @__PURE__ */ new Map(), enter, nameNoise: (name) => nameNoise(name, "prelude"), imported: () => void 0 });
  for (const { declarations: declarations2 } of preludeFiles) prelude.declare(declarations2);
  const imports = new Imports(imported?.byImport ?? /* @__PURE__ */ new Map(), prelude.context, { set, enter, nameNoise: (name) => nameNoise(name, "imported") });
  const declared2 = imports.declareFirst(file2, { ...prelude.context, scope: new Scope(prelude.context.scope) }, { set, enter, nameNoise: (name) => name });
  return { declared: declared2, others: () => [...imports.files, prelude], signatures, files };
}
function checkBodies(files, signatures) {
  for (; ; ) {
    const known = files.flatMap((one2) => one2.networks());
    signatures.clear();
    for (const signature2 of known) signatures.set(signature2.name, signature2);
    const networks2 = known.map((signature2) => signature2.checked());
    if (signatures.size === known.length) return networks2.flatMap((network) => network ?? []);
  }
}
function clockScope(source2) {
  const scope = new Scope();
  const span = { source: source2, start: 0, end: 0 };
  for (const name of ["iteration", "epoch"]) {
    const clock = { kind: "clock", name, type: scalar, span };
    scope.declare({ name, span, what: name, outside: true, value: () => clock });
  }
  return scope;
}
function freeNames(taken) {
  const names = new Set(taken);
  return (name, from) => {
    let free = name;
    while (names.has(free)) free = `${from}_${free}`;
    names.add(free);
    return free;
  };
}
function sourceNames(declarations2) {
  return new Set(
    declarations2.flatMap((declaration) => {
      if (declaration.kind === "data") return declaration.items.map(({ name }) => name.name);
      return declaration.kind === "noise" ? [declaration.name.name] : [];
    })
  );
}
function refuseUnknownHypers(set, files, context) {
  const [{ source: source2 }] = files;
  const known = hypersOf(files.flatMap(({ declarations: declarations2 }) => declarations2));
  for (const name of set?.keys() ?? []) {
    if (known.includes(name) || context.unread.mayHave("hyper")) continue;
    const there = known.length > 0 ? `there are ${known.join(", ")}` : "the file has none";
    fail(context, { code: "hyper/unknown", message: `there is no hyper ${name} to set: ${there}`, span: { source: source2, start: 0, end: 0 }, help: offer(name, known) });
  }
}
function hypersOf(declarations2) {
  return [...new Set(declarations2.flatMap((declaration) => declaration.kind === "hyper" ? declaration.items.map(({ name }) => name.name) : []))];
}
function nameOf2({ name }) {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  return base.replace(/\.gan$/, "").replace(/[^A-Za-z0-9_]/g, "_") || "model";
}

// compiler/imports.ts
function readImports(first, read = (path) => ({ problem: `${path} can't be read: there are no other files here` })) {
  const files = /* @__PURE__ */ new Map();
  const byImport = /* @__PURE__ */ new Map();
  const diagnostics = [];
  const visit = (way) => {
    const { file: file2 } = way[way.length - 1];
    for (const declaration of file2.declarations) {
      if (declaration.kind !== "import") continue;
      const found2 = read(declaration.path.text, file2.source);
      if ("problem" in found2) {
        diagnostics.push({ code: "import/file", severity: "error", message: found2.problem, span: declaration.path.span, related: [] });
        continue;
      }
      const start = way.findIndex((step) => step.file.source.name === found2.name);
      if (start >= 0) {
        diagnostics.push(cycle(way.slice(start), declaration));
        continue;
      }
      const known = files.get(found2.name);
      byImport.set(declaration, known ?? enter(found2, declaration, way));
    }
  };
  const enter = (source2, through, way) => {
    const { file: file2, diagnostics: own } = parse(source2);
    files.set(source2.name, file2);
    diagnostics.push(...own);
    visit([...way, { file: file2, through }]);
    return file2;
  };
  visit([{ file: first }]);
  return { files: [...files.values()], byImport, diagnostics };
}
function cycle(way, last) {
  const names = [...way, way[0]].map(({ file: file2 }) => file2.source.name);
  const message = way.length === 1 ? `${names[0]} imports itself` : `these files import each other in a circle: ${names.join(" \u2192 ")}`;
  const related = way.slice(1).flatMap(({ through }) => through ? [{ message: "imported here", span: through.path.span }] : []);
  return { code: "import/cycle", severity: "error", message, span: last.path.span, related };
}

// compiler/lower/calls.ts
function networksUnder(name, program2) {
  const reached = /* @__PURE__ */ new Set();
  const visit = (network) => {
    if (reached.has(network)) return;
    reached.add(network);
    const found2 = program2.networks.find((candidate) => candidate.name === network);
    if (found2) callsIn(found2.body).forEach(visit);
  };
  visit(name);
  const networks2 = program2.networks.filter((network) => reached.has(network.name) && !network.frozen);
  return [...networks2.filter((network) => network.name === name), ...networks2.filter((network) => network.name !== name)];
}

// compiler/lower/files.ts
function pathFrom(first, source2, path) {
  if (source2 === first || isAbsolute(path)) return path;
  const target = partsOf3(`${folderOf(source2)}${path}`);
  if (isAbsolute(source2.name) && !isAbsolute(first.name)) return `${source2.name.startsWith("/") ? "/" : ""}${target.join("/")}`;
  const start = partsOf3(folderOf(first));
  const differing = target.findIndex((part, i) => part !== start[i]);
  return [...start.slice(differing).map(() => ".."), ...target.slice(differing)].join("/");
}
function isAbsolute(path) {
  return /^([/\\]|[A-Za-z]:)/.test(path);
}
function folderOf({ name }) {
  return name.replace(/[^/\\]*$/, "");
}
function partsOf3(path) {
  const parts = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}

// compiler/lower/inputs.ts
var controls = { seed: "draw.seed", number: "draw.number" };
function inputsOf2(program2) {
  const data2 = program2.data.map(({ name, type, range, group }) => ({ kind: "data", name, ...sampleShape(type), ...range && { range }, group }));
  const noises = program2.noises.map(({ name, type, distribution, arguments: parameters2 }) => ({
    kind: "noise",
    name,
    ...sampleShape(type),
    distribution: `${distribution.name}(${parameters2.join(", ")})`
  }));
  return [...data2, ...noises, ...Object.values(controls).map(control)];
}
function sampleShape({ dtype, shape, classes }) {
  const sizes = shape.map((dim) => {
    if (typeof dim !== "number") throw new IrError("the shape of one sample holds the batch");
    return dim;
  });
  return { dtype, shape: sizes, ...classes !== void 0 && { classes } };
}
function control(name) {
  return { kind: "control", name, dtype: "i32", shape: [] };
}

// compiler/autodiff/gradient.ts
function gradient(scalar2, targets) {
  if (scalar2.type.shape.length > 0 || scalar2.type.dtype !== "f32") throw new IrError("a gradient is of an f32 scalar");
  return sweep(stabilised(scalar2, targets), targets);
}
function sweep(scalar2, targets) {
  const onTheWay = between(scalar2, targets);
  const wanted = new Set(onTheWay);
  const cotangents = /* @__PURE__ */ new Map([[scalar2, constant(1, scalar2.type)]]);
  for (const node of [...onTheWay].reverse()) {
    const cotangent = cotangents.get(node);
    if (!cotangent || !node.op.vjp) continue;
    const vjp = node.op.vjp;
    const origin2 = node.origin && { ...node.origin, derivative: true };
    withOrigin(origin2, () => {
      const contributions = vjp({ inputs: node.inputs, attributes: node.attributes, output: node, cotangent });
      contributions.forEach((contribution, i) => {
        const input = node.inputs[i];
        if (!contribution || !wanted.has(input)) return;
        const before = cotangents.get(input);
        cotangents.set(input, before ? add2(before, contribution) : contribution);
      });
    });
  }
  return targets.map((target) => wanted.has(target) ? cotangents.get(target) : void 0);
}
function between(scalar2, targets) {
  const dependent = new Set(targets);
  return reachable([scalar2]).filter((node) => {
    if (!dependent.has(node) && !node.inputs.some((input) => dependent.has(input))) return false;
    dependent.add(node);
    return true;
  });
}

// compiler/lower/place.ts
var longestText = 40;
function originOf(span, path) {
  const { line, column } = positionAt(span.source, span.start);
  return { file: span.source.name, line, column, text: shortened(span.source.text.slice(span.start, span.end)), ...path !== void 0 && { path } };
}
function shortened(text) {
  const flat = text.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, " ").replace(/\s+/g, " ").trim();
  return flat.length <= longestText ? flat : `${flat.slice(0, longestText - 1).trimEnd()}\u2026`;
}

// compiler/lower/slots.ts
var zero3 = { kind: "constant", value: 0 };
var counter = { dtype: "i32", shape: [] };
var number = { dtype: "f32", shape: [] };
var SlotTable = class {
  lasting = [];
  moments = /* @__PURE__ */ new Map();
  counted = /* @__PURE__ */ new Set();
  nodes = /* @__PURE__ */ new Map();
  constructor(program2) {
    for (const network of program2.networks) this.addNetwork(network);
    for (const { name, type, initial } of program2.states) this.add({ name, role: "state", type: { dtype: type.dtype, shape: type.shape }, initial: { kind: "constant", value: initial } });
    for (const memory of program2.memories) this.add(lasting(memory, memory.name));
  }
  add(slotOf) {
    this.lasting.push(slotOf);
    this.nodes.set(slotOf.name, slot(slotOf.name, slotOf.type));
  }
  addNetwork(network) {
    for (const weight of byRole2(network, "weight")) this.add(lasting(weight, weight.name, network.name, `weights ${network.name}`));
    for (const statistic of byRole2(network, "statistic")) this.add(lasting(statistic, statistic.name, network.name));
  }
  /** The slots of `average NETWORK as NAME`: the network's own weights, those that it calls, and their statistics. */
  addAverage(average, networks2) {
    const weights = networks2.flatMap((network) => byRole2(network, "weight"));
    const statistics = networks2.flatMap((network) => byRole2(network, "statistic"));
    const averagedNetwork = networks2[0].name;
    for (const weight of weights) this.add(lasting(weight, averagedName(average, averagedNetwork, weight), average, `weights ${average}`));
    for (const statistic of statistics) this.add(lasting(statistic, averagedName(average, averagedNetwork, statistic), average));
    this.add({ name: averageCounter(average), role: "state", type: number, initial: zero3 });
  }
  /** A weight, statistic or state, or what is remembered. */
  named(name) {
    const node = this.nodes.get(name);
    if (!node) throw new IrError(`there is no slot ${name}`);
    return node;
  }
  /** A moment or scalar that an optimiser keeps; it starts at 0. */
  moment(name, run, type) {
    if (!this.moments.has(name)) this.moments.set(name, { name, role: "moment", run, type, initial: zero3 });
    return slot(name, type);
  }
  counter(name) {
    this.counted.add(name);
    return slot(counters[name], counter);
  }
  needs(name) {
    return this.counted.has(name);
  }
  /** In the order of memory. */
  list() {
    const order = ["seed", "draw", "iteration", "epoch"];
    const counting = order.filter((name) => this.counted.has(name)).map((name) => ({ name: counters[name], role: "counter", type: counter, initial: zero3 }));
    return [...this.lasting, ...this.moments.values(), ...counting];
  }
};
function byRole2(network, role) {
  return network.weights.filter((weight) => weight.spec.role === role);
}
function lasting({ spec, initial }, name, network, run) {
  const role = spec.role === "memory" ? "state" : spec.role;
  return { name, role, ...network !== void 0 && { network }, ...run !== void 0 && { run }, type: { dtype: "f32", shape: spec.shape }, initial };
}
function averagedName(average, network, weight) {
  return weight.network === network ? `${average}${weight.name.slice(network.length)}` : `${average}.${weight.name}`;
}
function averageCounter(average) {
  return `${average}.started`;
}

// compiler/lower/graph.ts
var GraphLowering = class {
  constructor(surroundings) {
    this.surroundings = surroundings;
    const { losses, metrics, values } = surroundings.program;
    this.names = new Map([
      ...values.map(({ term, name }) => [term, name]),
      ...metrics.map(({ term, name }) => [term, name]),
      ...losses.map(({ term, name }) => [term, `loss.${name}`])
    ]);
  }
  surroundings;
  top = { call: "", parameters: /* @__PURE__ */ new Map(), values: /* @__PURE__ */ new Map() };
  calls = /* @__PURE__ */ new Map();
  callCounts = /* @__PURE__ */ new Map();
  moved = /* @__PURE__ */ new Map();
  unnamedDraws = 0;
  names;
  /** The value of a term of the top level. */
  node(term) {
    return this.nodeIn(term, this.top);
  }
  /** The assignments of the statistics that passes so far have moved, in the order of first motion. */
  movedStatistics() {
    return [...this.moved].map(([slot2, value]) => ({ slot: slot2, value }));
  }
  nodeIn(term, frame) {
    const value = this.valueIn(term, frame);
    if (isRecord(value)) throw new IrError(`a record stands where a value is meant (${originOf(term.span).text})`);
    return value;
  }
  /** What a term is made of comes first, left to right, without recursion: bodies may be thousands of stages deep. */
  valueIn(term, frame) {
    for (const part of pendingIn(term, frame.values)) {
      const value = withOrigin(originOf(part.span, this.pathOf(part, frame)), () => this.lowerTerm(part, frame));
      frame.values.set(part, value);
    }
    return found(frame.values.get(term), "a value");
  }
  pathOf(term, frame) {
    return (term.kind === "builtin" ? term.path : void 0) ?? frame.network?.name ?? this.names.get(term);
  }
  lowerTerm(term, frame) {
    const { slots, program: program2, noise } = this.surroundings;
    switch (term.kind) {
      case "number":
        return constant(term.value, { dtype: term.type.dtype, shape: [] });
      case "data":
        return data(term.name, { dtype: term.type.dtype, shape: irShape(term.type) });
      case "noise":
        return noise(declared(program2.noises, term.name), this.surroundings);
      case "state":
        return slots.named(term.name);
      case "clock":
        return cast(slots.counter(term.name), "f32");
      case "parameter":
        return found(frame.parameters.get(term.name), `parameter ${term.name}`);
      case "builtin":
        return this.lowerBuiltin(term, frame);
      case "call":
        return this.lowerCall(term, frame);
      case "field":
        return this.lowerField(this.valueIn(term.of, frame), term.field);
      case "record":
        return new Map(term.fields.map(({ name, value }) => [name, this.nodeIn(value, frame)]));
      case "gradient":
        return this.lowerGradient(term, frame);
    }
  }
  lowerBuiltin(term, frame) {
    const inputs = term.inputs.map((input) => this.nodeIn(input, frame));
    const weights = Object.fromEntries(term.weights.map((weight) => [weight.spec.name, this.weight(weight, frame)]));
    return term.builtin.lower({ inputs, types: term.inputs.map(tensorType), type: term.type, options: term.options, weights, context: this.contextOf(term, frame) });
  }
  /** No average is kept of frozen weights. */
  weight(weight, { averaged, network }) {
    return this.surroundings.slots.named(averaged && !network?.frozen ? averagedName(averaged.name, averaged.network, weight) : weight.name);
  }
  contextOf(term, frame) {
    const { training, randomness } = this.surroundings;
    let draws2 = 0;
    return {
      training: training && !frame.network?.frozen,
      random: (distribution, shape) => {
        const layer = term.path ?? `${term.builtin.name}${++this.unnamedDraws}`;
        const again = draws2++ === 0 ? "" : `/${draws2}`;
        const { seed, draw } = randomness();
        return random({ distribution, stream: `${layer}${frame.call}${again}`, shape }, seed, draw);
      },
      statistic: (slot2) => this.moved.get(slot2) ?? slot2,
      move: (slot2, value) => void this.moved.set(slot2, value)
    };
  }
  lowerCall(term, frame) {
    const network = declared(this.surroundings.program.networks, term.network);
    const parameters2 = new Map(network.parameters.map((parameter, i) => [parameter.name, this.argument(term.arguments[i], parameter.type, frame)]));
    const averaged = term.averaged !== void 0 ? { name: term.averaged, network: network.name } : frame.averaged;
    const name = averaged ? `${averaged.name}.${network.name}` : network.name;
    const key = `${name}(${[...parameters2.values()].map(({ id }) => id).join()})`;
    const known = this.calls.get(key);
    if (known) return known;
    const count2 = (this.callCounts.get(name) ?? 0) + 1;
    this.callCounts.set(name, count2);
    const value = this.valueIn(network.body, { network, averaged, call: `#${count2}`, parameters: parameters2, values: /* @__PURE__ */ new Map() });
    this.calls.set(key, value);
    return value;
  }
  /** What isn't batched goes to every sample. */
  argument(term, parameter, frame) {
    return align(this.nodeIn(term, frame), tensorType(term), parameter);
  }
  lowerField(value, field) {
    if (!isRecord(value)) throw new IrError(`a value has no field ${field}`);
    return found(value.get(field), `field ${field}`);
  }
  lowerGradient(term, frame) {
    const of = this.nodeIn(term.of, frame);
    const [cotangent] = gradient(this.nodeIn(term.scalar, frame), [of]);
    return cotangent ?? constant(0, of.type);
  }
};
function pendingIn(term, values) {
  const ordered = /* @__PURE__ */ new Set();
  const entered = /* @__PURE__ */ new Set();
  const stack2 = [term];
  for (let next = stack2.at(-1); next; next = stack2.at(-1)) {
    if (values.has(next) || ordered.has(next) || entered.has(next)) {
      stack2.pop();
      if (!values.has(next)) ordered.add(next);
      continue;
    }
    entered.add(next);
    stack2.push(...[...partsOf2(next)].reverse());
  }
  return [...ordered];
}
function isRecord(value) {
  return value instanceof Map;
}
function tensorType({ type }) {
  if (type.kind === "record") throw new IrError("a record has no shape");
  return type;
}
function declared(declarations2, name) {
  return found(
    declarations2.find((declaration) => declaration.name === name),
    name
  );
}
function found(value, what) {
  if (value === void 0) throw new IrError(`${what} is not there`);
  return value;
}
function drawnNoise({ name, type, distribution, arguments: parameters2 }, { randomness }) {
  const { seed, draw } = randomness();
  const shape = irShape(type);
  return distribution.shape(random({ distribution: distribution.underlying, stream: `noise ${name}`, shape }, seed, draw), parameters2);
}
function givenNoise({ name, type }) {
  return data(name, { dtype: type.dtype, shape: irShape(type) });
}

// compiler/lower/networks.ts
function lowerNetworks(program2, averages, slots) {
  const networks2 = program2.networks.filter(({ parameters: parameters2 }) => parameters2.length > 0);
  const averaged = [...averages].flatMap(([as, of]) => networks2.filter(({ name }) => name === of).map((network) => lowerNetwork(network, as, program2, slots)));
  return [...networks2.map((network) => lowerNetwork(network, void 0, program2, slots)), ...averaged];
}
function lowerNetwork(network, averaged, program2, slots) {
  const name = averaged ?? network.name;
  const given = network.parameters.map((parameter) => ({ kind: "data", name: `${name}.${parameter.name}`, type: parameter.type, span: parameter.span }));
  const call2 = { kind: "call", network: network.name, averaged, arguments: given, type: network.output, span: network.span };
  const lowering = new GraphLowering({
    program: program2,
    slots,
    training: false,
    randomness() {
      throw new IrError("a network that is called from outside draws nothing");
    },
    noise: givenNoise
  });
  const outputs = resultsOf(call2).map(([field, term]) => ({ name: [name, ...field].join("."), value: lowering.node(term) }));
  return {
    name,
    parameters: network.parameters.map(({ name: parameter, type }) => ({ name: parameter, ...sampleShape(type) })),
    graph: stabilisedGraph({ name: `network ${name}`, assignments: [], outputs })
  };
}
function resultsOf(call2) {
  const { type, span } = call2;
  if (type.kind === "tensor") return [[[], call2]];
  return type.fields.map(({ name, type: field }) => [[name], { kind: "field", of: call2, field: name, type: field, span }]);
}

// compiler/lower/sampling.ts
function lowerSample(name, term, program2, slots) {
  const lowering = new GraphLowering({
    program: program2,
    slots,
    training: false,
    randomness() {
      throw new IrError("a sample draws nothing of its own");
    },
    noise: givenNoise
  });
  return { name: `sample ${name}`, assignments: [], outputs: [{ name: `sample.${name}`, value: lowering.node(term) }] };
}
function lowerDraw(program2) {
  const outputs = program2.noises.map((noise) => ({ name: noise.name, value: drawnNoise(noise, { randomness: givenRandomness }) }));
  return { name: "draw", assignments: [], outputs };
}
function givenRandomness() {
  const type = { dtype: "i32", shape: [] };
  return { seed: data(controls.seed, type), draw: data(controls.number, type) };
}

// compiler/lower/step.ts
function lowerStep(step, lowering) {
  const { slots, program: program2 } = lowering.surroundings;
  const outputs = step.updates.map(({ loss }) => ({ name: `loss.${loss.name}`, value: lowering.node(loss.term) }));
  const updates = step.updates.flatMap((update) => lowerUpdate(update, lowering));
  const sets = step.sets.map((set) => lowerSet(set, lowering));
  const statistics = lowering.movedStatistics();
  const metrics = program2.metrics.map(({ name, term }) => ({ name: `metric.${name}`, value: lowering.node(term) }));
  return { assignments: [...updates, ...sets, ...statistics, nextDraw(slots)], outputs, metrics };
}
function lowerSet({ state, value }, lowering) {
  const slot2 = lowering.surroundings.slots.named(state);
  const node = lowering.node(value);
  return { slot: slot2, value: slot2.type.dtype === "f32" ? asNumber(node) : node };
}
function nextDraw(slots) {
  const draw = slots.counter("draw");
  return { slot: draw, value: add2(draw, 1) };
}
function weightsOf2(networks2, over) {
  return networks2.filter(({ name }) => over.includes(name)).flatMap((network) => byRole2(network, "weight"));
}
function lowerUpdate(update, lowering) {
  const { loss, optimiser } = update;
  const { slots, program: program2 } = lowering.surroundings;
  const owner = `${optimiser.name} ${loss.name}`;
  return withOrigin(originOf(update.span, `${loss.name}.${optimiser.name}`), () => {
    const given = argumentsOf(update, lowering);
    const moments = optimiser.moments((argument) => constantOf2(update, argument));
    const kept3 = optimiser.scalars.map((name) => [name, slots.moment(`${owner} ${name}`, `${owner} scalars`, { dtype: "f32", shape: [] })]);
    const scalars = optimiser.advance ? optimiser.advance(Object.fromEntries(kept3), given) : {};
    const weights = weightsOf2(program2.networks, loss.over);
    const momentSlots = reserve(weights, moments, owner, slots);
    const nodes = weights.map(({ name }) => slots.named(name));
    const gradients = gradient(lowering.node(loss.term), nodes);
    const assignments = weights.flatMap(({ name }, i) => {
      const cotangent = gradients[i];
      if (!cotangent) return [];
      const own = momentSlots.get(name) ?? {};
      const after = optimiser.update({ weight: nodes[i], gradient: cotangent, moments: own, scalars, arguments: given });
      return [{ slot: nodes[i], value: after.weight }, ...moments.map((moment) => ({ slot: own[moment], value: after.moments[moment] }))];
    });
    return [...assignments, ...kept3.map(([name, slot2]) => ({ slot: slot2, value: scalars[name] }))];
  });
}
function reserve(weights, moments, owner, slots) {
  const reserved = new Map(weights.map(({ name }) => [name, {}]));
  for (const network of new Set(weights.map((weight) => weight.network))) {
    for (const moment of moments) {
      for (const { name, spec } of weights.filter((weight) => weight.network === network)) {
        reserved.get(name)[moment] = slots.moment(`${owner}.${name} ${moment}`, `${owner} ${network} ${moment}`, { dtype: "f32", shape: spec.shape });
      }
    }
  }
  return reserved;
}
function argumentsOf(update, lowering) {
  return Object.fromEntries(Object.entries(update.arguments).map(([name, term]) => [name, asNumber(lowering.node(term))]));
}
function constantOf2(update, argument) {
  const term = update.arguments[argument];
  return term.kind === "number" ? term.value : void 0;
}

// compiler/lower/upkeep.ts
function lowerClip(network, low, high, program2, slots) {
  const weights = networksUnder(network, program2).flatMap((called) => byRole2(called, "weight"));
  const assignments = weights.map(({ name }) => {
    const slot2 = slots.named(name);
    return { slot: slot2, value: minimum(maximum(slot2, low), high) };
  });
  return { assignments, outputs: [] };
}
function lowerSetStatement(set, lowering) {
  const assignment = lowerSet(set, lowering);
  return { assignments: [assignment, ...lowering.movedStatistics(), nextDraw(lowering.surroundings.slots)], outputs: [] };
}
function lowerAverage(networks2, as, decay, lowering) {
  const { slots } = lowering.surroundings;
  const [{ name: network }] = networks2;
  const started = slots.named(averageCounter(as));
  const effective = select(equal(started, 0), constant(0, started.type), lowering.node(decay));
  const weights = networks2.flatMap((averaged) => byRole2(averaged, "weight")).map((weight) => {
    const slot2 = slots.named(averagedName(as, network, weight));
    const now = slots.named(weight.name);
    const { shape } = slot2.type;
    return { slot: slot2, value: add2(mul2(slot2, spread2(effective, shape)), mul2(now, spread2(sub(1, effective), shape))) };
  });
  const statistics = networks2.flatMap((averaged) => byRole2(averaged, "statistic")).map((statistic) => ({ slot: slots.named(averagedName(as, network, statistic)), value: slots.named(statistic.name) }));
  return { assignments: [...weights, ...statistics, { slot: started, value: constant(1, started.type) }], outputs: [] };
}
function lowerTick(slots) {
  const iteration = slots.counter("iteration");
  return { assignments: [{ slot: iteration, value: add2(iteration, 1) }], outputs: [] };
}

// compiler/lower/schedule.ts
function lowerSchedule(program2, slots, surroundings = trainingSurroundings(program2, slots)) {
  const graphs = new GraphList();
  const statements2 = lowerStatements(program2.train?.statements ?? [], surroundings, graphs);
  return { graphs: graphs.list, statements: statements2 };
}
function lowerTicking(slots) {
  if (!slots.needs("iteration")) return { graphs: [], statements: [] };
  return { graphs: [{ name: "tick", ...lowerTick(slots) }], statements: [{ kind: "run", graph: "tick" }] };
}
function trainingSurroundings(program2, slots) {
  return {
    program: program2,
    slots,
    training: true,
    randomness: () => ({ seed: slots.counter("seed"), draw: slots.counter("draw") }),
    noise: drawnNoise
  };
}
function lowerStatements(statements2, surroundings, graphs) {
  return statements2.map((statement) => lowerStatement(statement, surroundings, graphs));
}
function lowerStatement(statement, surroundings, graphs) {
  const { program: program2, slots } = surroundings;
  switch (statement.kind) {
    case "step":
      return runStep(statement, surroundings, graphs);
    case "repeat":
    case "every":
      return { kind: statement.kind, count: statement.count, body: lowerStatements(statement.body, surroundings, graphs) };
    case "clip":
      return { kind: "run", graph: graphs.add(`clip ${statement.network}`, lowerClip(statement.network, statement.low, statement.high, program2, slots)) };
    case "set":
      return { kind: "run", graph: graphs.add(`set ${statement.set.state}`, lowerSetStatement(statement.set, new GraphLowering(surroundings))) };
    case "average": {
      const networks2 = networksUnder(statement.network, program2);
      return { kind: "run", graph: graphs.add(`average ${statement.as}`, lowerAverage(networks2, statement.as, statement.decay, new GraphLowering(surroundings))) };
    }
  }
}
function runStep(step, surroundings, graphs) {
  const { assignments, outputs, metrics } = lowerStep(step, new GraphLowering(surroundings));
  const name = graphs.add(`step ${step.updates.map(({ loss }) => loss.name).join(", ")}`, { assignments, outputs });
  if (metrics.length === 0) return { kind: "run", graph: name };
  return { kind: "run", graph: name, watched: graphs.add(`${name}, watched`, { assignments, outputs: [...outputs, ...metrics] }) };
}
var GraphList = class {
  list = [];
  add(name, effects) {
    for (let suffix = 1; ; suffix++) {
      const unique = suffix === 1 ? name : `${name} (${suffix})`;
      const other = this.list.find((graph) => graph.name === unique);
      if (!other) this.list.push({ name: unique, ...effects });
      if (!other || sameEffects(other, effects)) return unique;
    }
  }
};
function sameEffects(a, b) {
  return a.assignments.length === b.assignments.length && a.outputs.length === b.outputs.length && a.assignments.every(({ slot: slot2, value }, i) => slot2 === b.assignments[i].slot && value === b.assignments[i].value) && a.outputs.every(({ name, value }, i) => name === b.outputs[i].name && value === b.outputs[i].value);
}

// compiler/lower/lower.ts
var defaultBatch = 64;
function lower(program2) {
  const slots = slotsOf(program2);
  const schedule = lowerSchedule(program2, slots);
  const samples = program2.samples.map(({ name, term }) => ({ name, graph: lowerSample(name, term, program2, slots) }));
  const draw = program2.noises.length > 0 ? [lowerDraw(program2)] : [];
  const ticking = lowerTicking(slots);
  const networks2 = lowerNetworks(program2, averagesOf(program2), slots);
  return {
    name: program2.name,
    batch: program2.train?.batch ?? defaultBatch,
    slots: slots.list(),
    inputs: inputsOf2(program2),
    frozen: frozenIn(program2),
    graphs: [...schedule.graphs, ...ticking.graphs, ...samples.map(({ graph }) => graph), ...draw].map(stabilisedGraph),
    schedule: [...schedule.statements, ...ticking.statements],
    samples: samples.map(({ name, graph }) => ({ name, graph: graph.name })),
    networks: networks2,
    ...draw.length > 0 && { draw: draw[0].name }
  };
}
function frozenIn({ networks: networks2, sources: [first] }) {
  const frozen = networks2.flatMap(({ name, from, span }) => from === void 0 ? [] : [{ network: name, file: pathFrom(first, span.source, from) }]);
  return frozen.length > 0 ? frozen : void 0;
}
function slotsOf(program2) {
  const slots = new SlotTable(program2);
  for (const [as, network] of averagesOf(program2)) slots.addAverage(as, networksUnder(network, program2));
  return slots;
}
function averagesOf(program2) {
  return averagesIn2(program2.train?.statements ?? []);
}
function averagesIn2(statements2) {
  return new Map(
    statements2.flatMap((statement) => {
      if (statement.kind === "average") return [[statement.as, statement.network]];
      return statement.kind === "repeat" || statement.kind === "every" ? [...averagesIn2(statement.body)] : [];
    })
  );
}

// compiler/compile.ts
function checkSource(source2, { set, prelude, read }) {
  const { file: file2, diagnostics } = parse(source2);
  const imports = readImports(file2, read);
  const checked = check2(file2, { set, imports, prelude: prelude.map((one2) => parse(one2).file) });
  const order = [file2, ...imports.files].map((one2) => one2.source);
  const all = [...diagnostics, ...imports.diagnostics, ...checked.diagnostics].sort((a, b) => order.indexOf(a.span.source) - order.indexOf(b.span.source) || a.span.start - b.span.start);
  return { program: all.some(({ severity }) => severity === "error") ? void 0 : checked.program, diagnostics: all };
}

// compiler/prelude.ts
import { readFileSync, readdirSync } from "node:fs";
var folder = new URL("../prelude/", "file:///tmp/ganc/fuse/compiler/x.js");
var sources;
function preludeSources() {
  sources ??= readdirSync(folder).filter((name) => name.endsWith(".gan")).sort().map((name) => ({ name: `prelude/${name}`, text: readFileSync(new URL(name, folder), "utf8") }));
  return sources;
}

// compiler/ir/print.ts
function printGraph(graph) {
  const nodes = reachable(rootsOf(graph));
  const numbers4 = new Map(nodes.map((node, i) => [node, i]));
  const digits = String(Math.max(0, nodes.length - 1)).length;
  const number2 = (node) => `%${numbers4.get(node)}`;
  const left2 = nodes.map((node) => `${number2(node).padEnd(digits + 1)} = ${operation2(node, number2)}`);
  const types = nodes.map(({ type }) => showType(type));
  const width = Math.max(...left2.map((text) => text.length), 0);
  const typeWidth = Math.max(...types.map((text) => text.length), 0);
  let last;
  const lines = nodes.map((node, i) => {
    const place = placeOf(node.origin, last);
    last = node.origin;
    return `  ${left2[i].padEnd(width)}  ${types[i].padEnd(typeWidth)}  ${place}`.trimEnd();
  });
  const assignments = graph.assignments.map(({ slot: slot2, value }) => `  ${String(slot2.attributes.name)} := ${number2(value)}`);
  const outputs = graph.outputs.map(({ name, value }) => `  ${name} = ${number2(value)}`);
  return [graph.name, ...lines, ...assignments, ...outputs].join("\n").concat("\n");
}
function operation2(node, number2) {
  const { name, value, spec, shape: _, dtype: __, ...rest } = node.attributes;
  const leading = [name, value].filter((attribute) => attribute !== void 0).map((attribute) => typeof attribute === "string" ? attribute : showAttribute(attribute));
  const quoted2 = spec === void 0 ? [] : [showAttribute(spec)];
  const others = Object.entries(rest).map(([key, attribute]) => `${key}=${showAttribute(attribute)}`);
  return [node.op.name, ...leading, ...quoted2, ...node.inputs.map(number2), ...others].join(" ");
}
function placeOf(origin2, before) {
  if (!origin2) return "";
  const place = `${origin2.line}:${origin2.column}`;
  const same = before !== void 0 && before.line === origin2.line && before.column === origin2.column && before.file === origin2.file;
  return `${origin2.derivative ? "\u2202 " : ""}${place}${same ? "" : ` ${origin2.text}`}`.trimEnd();
}

// bench/.zz.ts
var file = process.argv[2];
var { program } = checkSource({ name: file, text: readFileSync2(file, "utf8") }, { prelude: preludeSources() });
interning(() => {
  const l = lower(program);
  for (const g of l.graphs) if (g.name === process.argv[3]) console.log(printGraph(stackSiblings(simplify(g), l.batch)));
});
