/** Why a word that begins like a number is none, and which number was likely meant. */

import type { Diagnostic } from "./diagnostic.js";

type Finding = Pick<Diagnostic, "code" | "message" | "help">;

/** In this order: the first that matches says it. */
const reasons: readonly { readonly looks: RegExp; readonly because: string; readonly help: (image: string) => string | undefined }[] = [
  { looks: /^\.\d+$/, because: "a number begins with a digit", help: (image) => `write 0${image}` },
  { looks: /^\d+\.$/, because: "a digit follows the point", help: (image) => `write ${image}0` },
  { looks: /^[\d.]*\.[\d.]*\.[\d.]*$/, because: "a number has one point", help: () => undefined },
  { looks: /^\d+(\.\d+)?[eE][+-]?$/, because: "the exponent has no digits", help: (image) => `write ${image}1, if ten times it is meant` },
  { looks: /^\d+(\.\d+)?[eE][+-]?\d+\./, because: "an exponent is a whole number", help: () => undefined },
  { looks: /^\d[\d_]*_\d+$/, because: "its digits stand together", help: (image) => `write ${image.replaceAll("_", "")}` },
  { looks: /^0[xXbBoO]/, because: "numbers are decimal", help: decimal },
  { looks: /^\d+[A-Za-z_]\w*$/, because: "a name doesn't begin with a digit, and a product is written with `*`", help: product },
];

/** What is longer isn't looked into. */
const longest = 40;

/** Of `1.2.3`, `1e`, `.5`, `1_000`, `3x`. */
export function explainNumber(image: string): Finding {
  if (image.length > longest) return { code: "syntax/number", message: `\`${image.slice(0, longest)}…\` is no number` };
  const reason = reasons.find(({ looks }) => looks.test(image));
  if (!reason) return { code: "syntax/number", message: `\`${image}\` is no number` };
  return { code: "syntax/number", message: `\`${image}\` is no number: ${reason.because}`, help: reason.help(image) };
}

function decimal(image: string): string | undefined {
  const value = Number(image);
  return Number.isFinite(value) ? `write ${value}` : undefined;
}

function product(image: string): string {
  const digits = /^\d+/.exec(image)?.[0] ?? "";
  return `did you mean ${digits} * ${image.slice(digits.length)}?`;
}
