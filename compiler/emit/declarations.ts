/** TypeScript's declarations as text: interfaces of readonly properties and methods, each with its docstring. */

export interface Property {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly doc?: string;
}

export interface Method {
  readonly name: string;
  readonly parameters: readonly Omit<Property, "doc">[];
  readonly returns: string;
  readonly doc?: string;
}

export interface Interface {
  readonly name: string;
  readonly doc?: string;
  readonly extends?: string;
  readonly properties?: readonly Property[];
  readonly methods?: readonly Method[];
}

export function interfaceText({ name, doc, extends: base, properties = [], methods = [] }: Interface): string {
  const members = [
    ...properties.map((property) => [...docLines(property.doc), `readonly ${typed(property)};`]),
    ...methods.map((method) => [...docLines(method.doc), `${keyOf(method.name)}(${method.parameters.map(typed).join(", ")}): ${method.returns};`]),
  ];
  const lines = [...docLines(doc), `export interface ${name}${base ? ` extends ${base}` : ""} {`, ...members.flat().map((line) => `  ${line}`), "}"];
  return lines.join("\n");
}

/** One line, or a line each. */
export function docLines(text: string | undefined): string[] {
  if (text === undefined) return [];
  const lines = text.replaceAll("*/", "*\\/").split("\n");
  return lines.length === 1 ? [`/** ${text} */`] : ["/**", ...lines.map((line) => ` * ${line}`), " */"];
}

function typed({ name, optional, type }: Omit<Property, "doc">): string {
  return `${keyOf(name)}${optional ? "?" : ""}: ${type}`;
}

/** A name that is no identifier stands in quotes. */
function keyOf(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
}
