/** Whether this runtime runs a program at all. */

import { ProgramVersionError } from "./errors.js";
import { FORMAT, type Program } from "./program.js";

/** Throws a ProgramVersionError. */
export function demandFormat({ format, name, version }: Pick<Program, "format" | "name" | "version">): void {
  if (format === FORMAT) return;
  throw new ProgramVersionError(`${name} is format ${format}, of ganc ${version}, and this runs format ${FORMAT}: build it again`);
}
