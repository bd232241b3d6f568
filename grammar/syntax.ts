/** The syntax tree: what was written, where, and nothing about what it means. Every node has the span of its text. */

import type { Source, Span } from "./source.js";

export interface File {
  readonly source: Source;
  /** Those without a mistake in them, but for what is `Unread` in a body and for statements of the schedule, which are left out where there is one. */
  readonly declarations: readonly Declaration[];
  /** What has a syntax mistake in it; empty for a file that parses. */
  readonly broken: readonly Broken[];
}

/** What a piece of the file that could not be read seems to declare, so that nothing is said about its absence. */
export interface Broken {
  /** The word it begins with, `train` or `critic`; none where it can't be told what was meant: then its names may be of anything, and without names any may be missing. */
  readonly word?: string;
  readonly names: readonly string[];
  readonly span: Span;
}

export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Expression =
  | NumberLiteral
  | BooleanLiteral
  | Name
  | Call
  | Field
  | Unary
  | Binary
  | If
  | Pipe
  | Repeated
  | List
  | Record
  | Group
  | Unread;

/** What has a syntax mistake in it: it may mean anything, and the rest of the body is there. */
export interface Unread {
  readonly kind: "unread";
  readonly span: Span;
}
export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  readonly span: Span;
}
export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly span: Span;
}
export interface Name {
  readonly kind: "name";
  readonly name: string;
  readonly span: Span;
}
/** `f(a, over: sample)`. The word after `over:` or `mode:` is a `name` expression like any other; who takes it gives it its meaning. */
export interface Call {
  readonly kind: "call";
  readonly callee: Name;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}
export interface Argument {
  readonly name?: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
/** `D(x).validity` */
export interface Field {
  readonly kind: "field";
  readonly of: Expression;
  readonly field: Identifier;
  readonly span: Span;
}
export interface Unary {
  readonly kind: "unary";
  readonly operator: "-" | "not";
  readonly operand: Expression;
  readonly span: Span;
}
export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "and" | "or";
export interface Binary {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  /** Where the operator itself stands. */
  readonly at: Span;
  readonly span: Span;
}
export interface If {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
  readonly span: Span;
}
/** `value -> stage`. The stage is a name, a call, `repeat n stage`, an `if` between stages, or a group of stages. */
export interface Pipe {
  readonly kind: "pipe";
  readonly value: Expression;
  readonly stage: Expression;
  readonly span: Span;
}
/** `repeat 9 res(256)`, only as a stage. */
export interface Repeated {
  readonly kind: "repeated";
  readonly count: Expression;
  readonly stage: Expression;
  readonly span: Span;
}
/** `[1, 28, 28]` */
export interface List {
  readonly kind: "list";
  readonly items: readonly Expression[];
  readonly span: Span;
}
/** `(validity: v, label: l)` */
export interface Record {
  readonly kind: "record";
  readonly fields: readonly { readonly name: Identifier; readonly value: Expression }[];
  readonly span: Span;
}
/** `(e)`, kept so that the formatter writes it again. */
export interface Group {
  readonly kind: "group";
  readonly inner: Expression;
  readonly span: Span;
}

/** `let`s and then one expression. A `def` written with `=` has no lets. */
export interface Body {
  readonly lets: readonly Let[];
  readonly result: Expression;
  readonly span: Span;
}

// ── Types as written ─────────────────────────────────────────────────────────────────────────────────────────────────

export type TypeExpression =
  | { readonly kind: "shape"; readonly sizes: readonly Expression[]; readonly span: Span }
  | { readonly kind: "class"; readonly count: Expression; readonly span: Span }
  | { readonly kind: "outputs"; readonly fields: readonly { readonly name: Identifier; readonly type: TypeExpression }[]; readonly span: Span };

export interface Parameter {
  readonly name: Identifier;
  /** A network's parameters have one, a definition's don't. */
  readonly type?: TypeExpression;
  /** Of a definition: `n = 64`. */
  readonly default?: Expression;
  readonly span: Span;
}

// ── Declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type Declaration =
  | GanName
  | Import
  | Hyper
  | Data
  | Noise
  | Network
  | Definition
  | Let
  | State
  | Loss
  | Metric
  | Sample
  | Train;

export interface GanName {
  readonly kind: "gan";
  readonly name: Identifier;
  readonly span: Span;
}
export interface Import {
  readonly kind: "import";
  readonly names: readonly Identifier[];
  readonly path: { readonly text: string; readonly span: Span };
  readonly span: Span;
}
/** One declaration may name several: `hyper latent = 100, lr = 2e-4`. */
export interface Hyper {
  readonly kind: "hyper";
  readonly items: readonly { readonly name: Identifier; readonly value: Expression; readonly span: Span }[];
  readonly span: Span;
}
/** One source of samples: its names are drawn together. */
export interface Data {
  readonly kind: "data";
  readonly items: readonly {
    readonly name: Identifier;
    readonly type: TypeExpression;
    readonly range?: { readonly low: Expression; readonly high: Expression; readonly span: Span };
    readonly span: Span;
  }[];
  readonly span: Span;
}
/** `~ normal(0, 1)`: the distribution is a call, of a word that is not reserved. */
export interface Noise {
  readonly kind: "noise";
  readonly name: Identifier;
  readonly type: TypeExpression;
  readonly distribution: Call;
  readonly span: Span;
}
export type NetworkWord = "generator" | "discriminator" | "critic" | "encoder" | "decoder" | "network";
export interface Network {
  readonly kind: "network";
  readonly word: NetworkWord;
  readonly frozen: boolean;
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  /** Left out only where frozen networks leave it out. */
  readonly output?: TypeExpression;
  /** `init normal(0, 0.02)`: a call, or a record of calls by kind of weight. */
  readonly init?: Call | Record;
  /** `from "vgg19.safetensors"` */
  readonly from?: { readonly text: string; readonly span: Span };
  readonly body: Body;
  readonly span: Span;
}
export interface Definition {
  readonly kind: "def";
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
  readonly span: Span;
}
export interface Let {
  readonly kind: "let";
  readonly name: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
export interface State {
  readonly kind: "state";
  readonly name: Identifier;
  readonly shape?: TypeExpression;
  readonly value: Expression;
  readonly span: Span;
}
export interface Loss {
  readonly kind: "loss";
  readonly name: Identifier;
  /** What follows `over`; empty where it is left out. */
  readonly over: readonly Identifier[];
  readonly value: Expression;
  readonly span: Span;
}
export interface Metric {
  readonly kind: "metric";
  readonly name: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
export interface Sample {
  readonly kind: "sample";
  readonly name: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
export interface Train {
  readonly kind: "train";
  readonly batch: Expression;
  readonly statements: readonly Statement[];
  readonly span: Span;
}

// ── Statements of the schedule ───────────────────────────────────────────────────────────────────────────────────────

export type Statement = Step | RepeatStatement | Every | Clip | SetStatement | Average;

/** One draw: every update and every `set` in the list sees the values from before it. */
export interface Step {
  readonly kind: "step";
  readonly updates: readonly { readonly loss: Identifier; readonly optimiser: Call; readonly span: Span }[];
  readonly sets: readonly Assignment[];
  readonly span: Span;
}
export interface Assignment {
  readonly name: Identifier;
  readonly value: Expression;
  readonly span: Span;
}
export interface RepeatStatement {
  readonly kind: "repeat";
  readonly count: Expression;
  readonly statements: readonly Statement[];
  readonly span: Span;
}
export interface Every {
  readonly kind: "every";
  readonly count: Expression;
  readonly statements: readonly Statement[];
  readonly span: Span;
}
export interface Clip {
  readonly kind: "clip";
  readonly network: Identifier;
  readonly low: Expression;
  readonly high: Expression;
  readonly span: Span;
}
export interface SetStatement {
  readonly kind: "set";
  readonly assignment: Assignment;
  readonly span: Span;
}
export interface Average {
  readonly kind: "average";
  readonly network: Identifier;
  readonly as: Identifier;
  readonly decay: Expression;
  readonly span: Span;
}
