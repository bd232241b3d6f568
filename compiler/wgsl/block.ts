/**
 * Lines of a function, and the printing of expressions into them: what is used more than once gets a `let`, what does not
 * change in a loop is computed before it, the rest nests, as a person would write it.
 */

import type { Expression } from "./expression.js";
import { allowed } from "./words.js";

/** An expression past this length is given a name, so that lines stay readable. */
const longest = 110;

/** Without the parentheses round the whole: operands have them, statements need none. */
export function bare(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")") depth--;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

/** Names of one function, each used once. */
export class Names {
  readonly #taken = new Set<string>();
  /** By name the first number that may be free. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name);
  }

  fresh(hint: string): string {
    const base = /^[A-Za-z]/.test(hint) ? hint : `v${hint}`;
    const first = allowed(base);
    let name = first;
    let next = this.#next.get(first) ?? 2;
    while (this.#taken.has(name)) name = `${first}${next++}`;
    this.#next.set(first, next);
    this.#taken.add(name);
    return name;
  }
}

export class Block {
  readonly lines: string[] = [];
  readonly #printed = new Map<Expression, string>();
  readonly #uses = new Map<Expression, number>();

  constructor(
    readonly names: Names,
    private readonly indent = "  ",
    private readonly outer?: Block,
    /** The loop's own variables: what depends on none of them belongs to the outer block. */
    private readonly variables: ReadonlySet<string> = new Set(),
  ) {}

  line(text: string): void {
    this.lines.push(this.indent + text);
  }

  /** A block inside this one, one level deeper. Its lines follow when it is closed. */
  nested(open: string, variables: Iterable<string> = []): Block {
    this.line(`${open} {`);
    return new Block(this.names, `${this.indent}  `, this, new Set([...this.variables, ...variables]));
  }

  close(inner: Block): void {
    this.lines.push(...inner.lines);
    this.line("}");
  }

  /** Says which expressions are about to be printed, so that what they share is found. */
  expect(roots: readonly Expression[]): void {
    const visit = (expression: Expression): void => {
      const uses = (this.#uses.get(expression) ?? 0) + 1;
      this.#uses.set(expression, uses);
      if (uses === 1) expression.arguments.forEach(visit);
    };
    roots.forEach(visit);
  }

  print(expression: Expression): string {
    const known = this.#find(expression);
    if (known !== undefined) return known;
    if (expression.trivial && expression.arguments.length === 0) return expression.text([]);
    if (this.outer && !this.#dependsOnLoop(expression) && !expression.trivial) return this.outer.#hoist(expression);
    const text = this.printInner(expression);
    const shared = (this.#uses.get(expression) ?? 1) > 1 && !expression.trivial;
    return shared || text.length > longest ? this.#name(expression, text) : text;
  }

  printInner(expression: Expression): string {
    return expression.text(expression.arguments.map((argument) => this.print(argument)));
  }

  /** Prints and names: for values that others refer to as registers. */
  define(expression: Expression, hint: string): string {
    const known = this.#find(expression);
    if (known !== undefined) return known;
    const text = this.print(expression);
    return /^\w+$/.test(text) ? text : this.#name(expression, text, hint);
  }

  /** A loop-invariant value of an inner block: named before the loop, as far out as it can be. */
  #hoist(expression: Expression): string {
    const known = this.#find(expression);
    if (known !== undefined) return known;
    if (this.outer && !this.#dependsOnLoop(expression)) return this.outer.#hoist(expression);
    return this.#name(expression, this.printInner(expression));
  }

  #name(expression: Expression, text: string, hint = expression.hint): string {
    const name = this.names.fresh(hint);
    const line = `${this.indent}let ${name} = ${bare(text)};`;
    // An open inner block has already written its head line into this one: put the `let` before it.
    if (this.#openHead()) this.lines.splice(this.lines.length - 1, 0, line);
    else this.lines.push(line);
    this.#printed.set(expression, name);
    return name;
  }

  #openHead(): boolean {
    return this.lines.at(-1)?.endsWith(" {") ?? false;
  }

  #find(expression: Expression): string | undefined {
    return this.#printed.get(expression) ?? (this.outer ? this.outer.#find(expression) : undefined);
  }

  #dependsOnLoop(expression: Expression): boolean {
    for (const name of this.variables) if (expression.variables.has(name)) return true;
    return false;
  }
}
