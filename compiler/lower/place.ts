/** From a place in the source to the origin that nodes carry through all later passes. */

import { positionAt, type Span } from "../../grammar/source.js";
import type { Origin } from "../ir/node.js";

const longestText = 40;

/** `path` names what the nodes belong to, `G.linear1`: kernels are named by it. */
export function originOf(span: Span, path?: string): Origin {
  const { line, column } = positionAt(span.source, span.start);
  return { file: span.source.name, line, column, text: shortened(span.source.text.slice(span.start, span.end)), ...(path !== undefined && { path }) };
}

/** On one line, without comments, cut where it is long. */
function shortened(text: string): string {
  const flat = text
    .replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return flat.length <= longestText ? flat : `${flat.slice(0, longestText - 1).trimEnd()}…`;
}
