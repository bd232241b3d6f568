/** Places in memory, compared by what they are. */

import type { Operand } from "../../runtime/program.js";
import { remembered } from "../ir/remembered.js";

/** Equal for equal places. */
export const placeKey = remembered((operand: Operand): string => JSON.stringify(operand));
