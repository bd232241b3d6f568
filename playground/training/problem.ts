/** What went wrong, as the page says it. */

import { DeviceLostError } from "../../runtime/errors.js";

/** `lost`: the device is gone, and loading again asks for another one. */
export function problemOf(error: unknown): { readonly message: string; readonly lost: boolean } {
  return { message: error instanceof Error ? error.message : String(error), lost: error instanceof DeviceLostError };
}
