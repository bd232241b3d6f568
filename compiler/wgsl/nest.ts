/**
 * The loops of a product, from the outside in. What is worked out stands at the outermost level that knows all its variables, and
 * once: the address of a row of a picture is computed where the row begins, however often the window reads from it.
 */

import { type Condition, type Index, add, keyOf, variable, variablesOf } from "../ir/index.js";
import { type Block, bare } from "./block.js";
import { alwaysHolds, indexText, testText } from "./text.js";

export interface Loop {
  readonly name: string;
  /** WGSL of the number of steps. */
  readonly bound: string;
}

export class Nest {
  /** Lines of each level: before the loops, then inside each. */
  readonly #lines: string[][];
  /** For each level, the names by their texts. */
  readonly #known = new Map<string, string>();
  /** Variables and names by the level that knows them; what isn't here is known before the loops. */
  readonly #levels = new Map<string, number>();
  /** Indices as they were hoisted, by key: neighbours in a tile have most of theirs in common. */
  readonly #hoisted = new Map<string, Index>();

  constructor(
    private readonly block: Block,
    private readonly loops: readonly Loop[],
  ) {
    this.#lines = [[], ...loops.map((): string[] => [])];
    loops.forEach(({ name }, i) => this.#levels.set(name, i + 1));
  }

  get #innermost(): number {
    return this.loops.length;
  }

  #levelOf(variables: Iterable<string>): number {
    let level = 0;
    for (const name of variables) level = Math.max(level, this.#levels.get(name) ?? 0);
    return level;
  }

  /** A name for this text, at the level of what it depends on. */
  define(text: string, variables: Iterable<string>, hint: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const level = this.#levelOf(variables);
    const name = this.block.names.fresh(hint);
    this.#known.set(text, name);
    this.#levels.set(name, level);
    this.#lines[level].push(`let ${name} = ${bare(text)};`);
    return name;
  }

  /** What belongs into the innermost loop whatever it depends on. */
  get loopVariables(): readonly string[] {
    return this.loops.slice(-1).map(({ name }) => name);
  }

  /** A line of the innermost loop. */
  line(text: string): void {
    this.#lines[this.#innermost].push(text);
  }

  /** An index whose parts that outer levels know are named there. */
  hoisted(index: Index): Index {
    const key = keyOf(index);
    let hoisted = this.#hoisted.get(key);
    if (!hoisted) this.#hoisted.set(key, (hoisted = this.#hoist(index)));
    return hoisted;
  }

  #hoist(index: Index): Index {
    const terms = index.kind === "add" ? index.terms : [index];
    const constant = terms.filter(({ kind }) => kind === "literal");
    const levels = terms.map((term) => (term.kind === "literal" ? undefined : this.#levelOf(variablesOf(term))));
    let known: Index | undefined;
    for (let level = 0; level <= this.#innermost; level++) {
      const here = terms.filter((_, i) => levels[i] === level);
      if (here.length === 0) continue;
      const sum = add(...(known ? [known] : []), ...here);
      if (level === this.#innermost && constant.length === 0) return sum;
      known = this.#named(sum);
    }
    return add(...(known ? [known] : []), ...constant);
  }

  #named(index: Index): Index {
    if (index.kind === "variable") return index;
    return variable(this.define(indexText(index), variablesOf(index), "at"), { factor: Number.MAX_SAFE_INTEGER, batch: 0 });
  }

  /** The name of a test that all conditions hold; `undefined` where they always do. */
  test(conditions: readonly Condition[]): string | undefined {
    const names = conditions.filter((condition) => !alwaysHolds(condition)).map((condition) => {
      const of = this.hoisted(condition.of);
      return this.define(testText([{ ...condition, of }])!, variablesOf(of), "inside");
    });
    const distinct = [...new Set(names)];
    return distinct.length > 1 ? this.define(distinct.join(" & "), distinct, "inside") : distinct[0];
  }

  /** Writes the loops into the block. */
  close(): void {
    this.#lines[0].forEach((line) => this.block.line(line));
    const write = (outer: Block, level: number): void => {
      if (level > this.#innermost) return;
      const { name, bound } = this.loops[level - 1];
      const inner = outer.nested(`for (var ${name} = 0u; ${name} < ${bound}; ${name}++)`);
      this.#lines[level].forEach((line) => inner.line(line));
      write(inner, level + 1);
      outer.close(inner);
    };
    write(this.block, 1);
  }
}
