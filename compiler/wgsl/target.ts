/** What a module's products are written for. The same program runs on all of them; how fast depends on its tiles. */

/** A kind of adapter, or `any` where nobody knows it yet: a module that is built now and runs somewhere else. */
export type Target = "swiftshader" | "lavapipe" | "gpu" | "any";
