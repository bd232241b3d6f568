/**
 * WGSL for a module: without what only a reader needs, its variables numbered by operand, and kernels that differ in numbers only
 * written once. NAME.wgsl stays as it was written.
 */

import type { Program } from "../../../runtime/program.js";

export interface CompactKernel {
  /** Its variables are `_A0`, `_B1`, …: the letter is the type's, the number the operand's. Its name is `##`. */
  readonly text: string;
  /** For each of its operands now, which one it was. */
  readonly order: readonly number[];
}

export interface CompactModule {
  /** By position in the program's kernels. */
  readonly kernels: readonly CompactKernel[];
  /** Of elements. */
  readonly types: readonly string[];
  /** What kernels share, and what each part of that is called where it is a function. */
  readonly shared: readonly { readonly name?: string; readonly text: string }[];
}

interface Variable {
  readonly binding: number;
  readonly type: string;
}

const declaration = /^@group\(0\) @binding\((\d+)\) var<storage, read_write> (\w+): array<(.*)>;$/;

export function compactModule({ wgsl, kernels }: Program): CompactModule {
  const parts = wgsl.split("\n\n").map((part) => part.replace(/\/\/.*$/gm, "").trim());
  const isKernel = (part: string): boolean => /^@compute/m.test(part);
  const variables = new Map<string, Variable>();
  const shared: { name?: string; text: string }[] = [];
  for (const part of parts.filter((one) => one !== "" && !isKernel(one))) {
    const rest = part.split("\n").filter((line) => {
      const found = declaration.exec(line);
      if (found) variables.set(found[2], { binding: Number(found[1]), type: found[3] });
      return !found;
    });
    if (rest.length > 0) shared.push({ name: /^fn (\w+)\(/m.exec(part)?.[1], text: dense(withShortLocals(rest.join("\n"))) });
  }
  const types = [...new Set([...variables.values()].map(({ type }) => type))];
  const byEntry = new Map(parts.filter(isKernel).map((part) => [/@compute[^]*?\bfn (\w+)\(/.exec(part)![1], part]));
  return { types, shared, kernels: kernels.map(({ entry, bindings }) => compactKernel(entry, byEntry.get(entry)!, bindings, variables, types)) };
}

function compactKernel(entry: string, text: string, bindings: readonly number[], variables: ReadonlyMap<string, Variable>, types: readonly string[]): CompactKernel {
  const order: number[] = [];
  const names = new Map<string, string>();
  // A local may be called as the kernel is, or as another kernel's variable.
  const plain = withPlainLocals(text.replace(`fn ${entry}(`, "fn ##("));
  const locals = localsOf(plain);
  const nameOf = (word: string): string => {
    const variable = locals.has(word) ? undefined : variables.get(word);
    if (!variable) return word;
    if (!names.has(word)) {
      names.set(word, `_${String.fromCharCode(65 + types.indexOf(variable.type))}${order.length}`);
      order.push(bindings.indexOf(variable.binding));
    }
    return names.get(word)!;
  };
  return { text: dense(plain.replace(word, nameOf)), order };
}

/** What follows a dot is a component. */
const word = /(?<![\w.])[A-Za-z_]\w*/g;

/** Names that loops and tiles have in every kernel; all others come from the source. Nothing else begins with a capital but `B`. */
const ofLoops = /^(launched|sum|column|at|tile|once|total|lane|[a-z])(s?t?\d*[ab]?)$/;
const shorter: { readonly [stem: string]: string } = { launched: "W", sum: "S", column: "C", at: "A", tile: "L", once: "O", total: "T" };

function localsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\b(?:let|var) (\w+)/g)].map(([, name]) => name));
}

/**
 * Values are numbered, so that kernels that do the same to values of other names are the same: in each block on from those around it, so that a
 * block is the same wherever it stands. The first of several is numbered too, and components count from 0, so that what is unrolled can be counted.
 */
function withPlainLocals(text: string): string {
  const locals = localsOf(text);
  const blocks = [new Map<string, string>()];
  let declared: readonly [name: string, plain: string] | undefined;
  const ownOfLoops = new Map([...locals].flatMap((name) => {
    const [, stem, rest] = ofLoops.exec(name) ?? [];
    return stem === undefined ? [] : [[name, `${shorter[stem] ?? stem}${rest}${locals.has(`${name}2`) && !locals.has(`${name}1`) ? "1" : ""}`] as const];
  }));
  const plainOf = (name: string): string => ownOfLoops.get(name) ?? `_${blocks.reduce((sum, { size }) => sum + size, 0)}`;
  const renamed = text.replace(/[{};]|\b(let|var) (\w+)|(?<![\w.])[A-Za-z_]\w*/g, (token, kind?: string, name?: string) => {
    if (token === "{") blocks.push(new Map());
    if (token === "}") blocks.pop();
    if (token === ";" && declared) {
      // Until here the name is still the outer one's.
      const [own, plain] = declared;
      if (!ownOfLoops.has(own)) blocks.at(-1)!.set(own, plain);
      declared = undefined;
    }
    if (kind !== undefined && name !== undefined) {
      declared = [name, plainOf(name)];
      return `${kind} ${declared[1]}`;
    }
    if (!locals.has(token)) return token;
    return ownOfLoops.get(token) ?? blocks.findLast((block) => block.has(token))?.get(token) ?? token;
  });
  return renamed.replace(/\.([xyzw])\b/g, (_, component: string) => `[${"xyzw".indexOf(component)}]`);
}

/** What a function that kernels share calls its own: nobody reads it here. */
function withShortLocals(text: string): string {
  const parameters = /^fn \w+\((.*)\)/m.exec(text)?.[1].match(/\w+(?=:)/g) ?? [];
  const names = new Map([...new Set([...parameters, ...localsOf(text)])].map((name, i) => [name, String.fromCharCode(97 + i)]));
  return text.replace(word, (name) => names.get(name) ?? name);
}

/** A whole number on the right of an operator: it takes its type from what stands on the left. */
const right = /(?<=[\w\])](?:[-+*/%<>&|^]|[<>=!]=))(\d+)u\b/g;

/** After a word, after a sign, after anything else. */
const needless = /(?<=\w) (?![\w@#])|(?<=[-+*/%&|<>=!^]) (?![-+*/%&|<>=!^])|(?<![-+*/%&|<>=!^\w]) /g;

/** No space that keeps no two words or signs apart, nor types that go without saying. `@compute` begins a line: the runtime finds kernels by it. */
function dense(text: string): string {
  return text.replace(/\s+/g, " ").replace(needless, "").replace(right, "$1").replace(/(.)@compute/, "$1\n@compute").trim();
}

/** Of what kernels share: all that is no function, and those functions that these texts call, however deep. */
export function reached({ shared }: CompactModule, texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (text: string): void => {
    const words = new Set(text.match(/[A-Za-z_]\w*/g));
    for (const { name, text: body } of shared) {
      if (found.has(body) || (name !== undefined && !words.has(name))) continue;
      found.add(body);
      visit(body);
    }
  };
  texts.forEach(visit);
  return shared.map(({ text }) => text).filter((text) => found.has(text));
}

/** Smaller numbers are the same in many templates. */
const leastSize = 100;

export interface Templates {
  readonly texts: readonly string[];
  /** For each kernel the template, and its values in it. */
  readonly uses: readonly { readonly template: number; readonly values: readonly (number | string)[] }[];
}

/**
 * Two values of a template that always agree are one. Those that are the same in all of its kernels stay in its text; large ones never do, since
 * the texts of templates are alike without them, and compress.
 */
export function templatesOf(kernels: readonly string[]): Templates {
  const number = /(?<![\w.])\d[\d.]*(?:e[+-]?\d+)?/g;
  const families = new Map<string, { readonly place: number; readonly values: readonly string[] }[]>();
  kernels.forEach((text, place) => {
    const shape = text.replace(number, "#");
    families.set(shape, [...(families.get(shape) ?? []), { place, values: text.match(number) ?? [] }]);
  });
  // Like stands beside like, where the module is compressed.
  const ordered = [...families.entries()].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  const uses: { template: number; values: (number | string)[] }[] = [];
  const texts = ordered.map(([, members], template) => {
    const columns: string[][] = [];
    const holes = members[0].values.map((_, i) => {
      const column = members.map(({ values }) => values[i]);
      const isSize = Number.isInteger(Number(column[0])) && Number(column[0]) >= leastSize;
      if (!isSize && column.every((value) => value === column[0])) return column[0];
      let place = columns.findIndex((other) => other.join() === column.join());
      if (place < 0) place = columns.push(column) - 1;
      return `#${String.fromCharCode(65 + place)}`;
    });
    members.forEach(({ place }, row) => (uses[place] = { template, values: columns.map((column) => plain(column[row])) }));
    let next = 0;
    return kernels[members[0].place].replace(number, () => holes[next++]);
  });
  return { texts, uses };
}

function plain(text: string): number | string {
  return String(Number(text)) === text ? Number(text) : text;
}
