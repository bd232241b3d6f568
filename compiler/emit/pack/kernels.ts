/**
 * WGSL for a module: without what only a reader needs, its variables numbered by operand, and kernels that differ in numbers only
 * written once. NAME.wgsl stays as it was written.
 */

import { once } from "../../../runtime/once.js";
import { bindingSigns, groupNumber } from "../../launch/text.js";
import type { WrittenKernel } from "../../wgsl/module.js";
import type { CompiledProgram } from "../program.js";

export interface CompactKernel {
  readonly bodies: readonly CompactBody[];
  /** For each of its operands now, which one it was. */
  readonly order: readonly number[];
}

/** What a launch does in some of its workgroups. */
export interface CompactBody {
  /** Its variables are `_A0`, `_B1`, …: the letter is the type's, the number counts those of this body. The number of its workgroup is `W`. */
  readonly text: string;
  readonly invocations: number;
  /** For each of its variables the operand of the kernel, counted from `A`; empty where that is the same number. */
  readonly operands: string;
}

export interface CompactModule {
  /** By position in the program's kernels. */
  readonly kernels: readonly CompactKernel[];
  /** Of elements. */
  readonly types: readonly string[];
  /** What kernels share, and what each part of that is called where it is a function. */
  readonly shared: readonly { readonly name?: string; readonly text: string }[];
}

export function compactModule({ shared, kernels }: CompiledProgram): CompactModule {
  const types = [...new Set(kernels.flatMap((kernel) => kernel.types))];
  const parts = withoutComments(shared).split("\n\n").map((part) => part.trim()).filter((part) => part !== "");
  return {
    types,
    shared: parts.map((part) => ({ name: /^fn (\w+)\(/m.exec(part)?.[1], text: dense(withShortLocals(part)) })),
    kernels: compactKernels(kernels, types),
  };
}

function withoutComments(text: string): string {
  return text.replace(/\/\/.*$/gm, "");
}

function compactKernels(kernels: readonly WrittenKernel[], types: readonly string[]): CompactKernel[] {
  // Most lines stand in many kernels, and some bodies in many launches.
  const [denseLines, compactTexts] = [new Map<string, string>(), new Map<string, string>()];
  // A line ends where a statement or a block does: no space is needed after it.
  const denseText = (text: string): string => text.split("\n").map((line) => once(denseLines, line, () => dense(line))).join("");
  const compact = (text: string): string => once(compactTexts, text, () => denseText(withPlainLocals(text).replaceAll(groupNumber, "W")));
  return kernels.map((kernel) => {
    const order: number[] = [];
    const bodies = kernel.bodies.map(({ lines, invocations }): CompactBody => {
      const names = new Map<string, string>();
      const places: number[] = [];
      const nameOf = (sign: string, operand: string): string =>
        once(names, sign, () => {
          const place = order.indexOf(Number(operand));
          places.push(place < 0 ? order.push(Number(operand)) - 1 : place);
          return `_${letter(types.indexOf(kernel.types[Number(operand)]))}${names.size}`;
        });
      const text = compact(withoutComments(lines.join("\n")).replace(bindingSigns, nameOf));
      return { text, invocations, operands: places.every((place, i) => place === i) ? "" : places.map(letter).join("") };
    });
    return { bodies, order };
  });
}

function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

/** What follows a dot is a component. */
const word = /(?<![\w.])[A-Za-z_]\w*/g;

/** Names that loops and tiles have in every kernel; all others come from the source. Nothing else begins with a capital but `B`. */
const ofLoops = /^(sum|column|at|tile|once|total|lane|[a-z])(s?t?\d*[ab]?)$/;
const shorter: { readonly [stem: string]: string } = { sum: "S", column: "C", at: "A", tile: "L", once: "O", total: "T" };

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

/** No space that keeps no two words or signs apart, nor types that go without saying. */
function dense(text: string): string {
  return text.replace(/\s+/g, " ").replace(needless, "").replace(right, "$1").trim();
}

/** Of what kernels share: all that is no function, and those functions that these texts call, however deep. */
export function reached({ shared }: CompactModule, texts: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  const visit = (text: string): void => {
    for (const { name, text: body } of shared) {
      // Most texts have none of the names in them, as a word or otherwise.
      if (found.has(body) || (name !== undefined && !(text.includes(name) && new RegExp(`\\b${name}\\b`).test(text)))) continue;
      found.add(body);
      visit(body);
    }
  };
  for (const text of texts) visit(text);
  return shared.map(({ text }) => text).filter((text) => found.has(text));
}

/** Smaller numbers are the same in many templates. */
const leastSize = 100;

export interface Templates {
  readonly texts: readonly string[];
  /** For each text the template, and its values in it. */
  readonly uses: readonly { readonly template: number; readonly values: readonly string[] }[];
}

/**
 * Two values of a template that always agree are one. Those that are the same wherever it is used stay in its text; large ones never do, since
 * the texts of templates are alike without them, and compress.
 */
export function templatesOf(bodies: readonly string[]): Templates {
  const number = /(?<![\w.])\d[\d.]*(?:e[+-]?\d+)?/g;
  const families = new Map<string, { readonly place: number; readonly values: readonly string[] }[]>();
  bodies.forEach((text, place) => {
    const shape = text.replace(number, "#");
    families.set(shape, [...(families.get(shape) ?? []), { place, values: text.match(number) ?? [] }]);
  });
  // Like stands beside like, where the module is compressed: backwards, which came out a little shorter.
  const ordered = [...families.entries()].sort(([a], [b]) => (a > b ? -1 : 1));
  const uses: { template: number; values: string[] }[] = [];
  const texts = ordered.map(([, members], template) => {
    const columns: string[][] = [];
    const holes = members[0].values.map((_, i) => {
      const column = members.map(({ values }) => values[i]);
      const isSize = Number.isInteger(Number(column[0])) && Number(column[0]) >= leastSize;
      if (!isSize && column.every((value) => value === column[0])) return column[0];
      let place = columns.findIndex((other) => other.join() === column.join());
      if (place < 0) place = columns.push(column) - 1;
      return `#${letter(place)}`;
    });
    members.forEach(({ place }, row) => (uses[place] = { template, values: columns.map((column) => column[row]) }));
    let next = 0;
    return bodies[members[0].place].replace(number, () => holes[next++]);
  });
  return { texts, uses };
}
