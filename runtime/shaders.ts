/**
 * Of a program's WGSL what one kernel needs. A driver goes through a module from end to end for every pipeline that it makes
 * of it: with all the kernels of a large program in one module, that is most of the time that loading takes.
 */

/** A whole module of its own: the kernel, the functions and constants that all share, and those variables that it names. */
export function moduleOf(entry: string, wgsl: string): string {
  const parts = wgsl.split("\n\n");
  const isKernel = (part: string): boolean => /^@compute/m.test(part);
  const kernel = parts.find((part) => isKernel(part) && part.includes(`fn ${entry}(`));
  if (kernel === undefined) return wgsl;
  const names = new Set(kernel.match(/\w+/g));
  const shared = parts.filter((part) => !isKernel(part)).join("\n\n");
  return `${shared.replace(/^@group.*?> (\w+):.*\n?/gm, (line, name: string) => (names.has(name) ? line : ""))}\n\n${kernel}`;
}
