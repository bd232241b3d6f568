/// <reference types="vite/client" />

declare module "virtual:gan-words" {
  const words: {
    /** Never a name. */
    readonly reserved: readonly string[];
    /** Words in their place, names elsewhere. */
    readonly contextual: readonly string[];
    readonly functions: readonly string[];
    readonly prelude: readonly string[];
    readonly distributions: readonly string[];
    readonly optimisers: readonly string[];
  };
  export default words;
}

declare module "virtual:mnist" {
  /** Where the packed digits lie, if the page was built with them. */
  const address: string | undefined;
  export default address;
}

declare module "virtual:standalone-runtime" {
  const text: string;
  export default text;
}

declare module "*/standalone-runtime.mjs" {
  /** The text of the runtime's bundle that begins at `entry`. */
  export function standaloneRuntime(entry: string): Promise<string>;
}
