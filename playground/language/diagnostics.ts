/** The compiler's diagnostics as the page shows them. */

import type { Diagnostic } from "../../grammar/diagnostic.js";
import { positionAt, type Source } from "../../grammar/source.js";
import type { ShownDiagnostic } from "./messages.js";

export function shown({ code, severity, message, span, label, help, related }: Diagnostic, own: Source): ShownDiagnostic {
  const { line, column } = positionAt(span.source, span.start);
  return {
    code,
    severity,
    message,
    from: span.start,
    to: span.end,
    line,
    column,
    label,
    help,
    related: related.map((place) => ({
      message: place.message,
      line: positionAt(place.span.source, place.span.start).line,
      from: place.span.start,
      ...(place.span.source !== own && { file: place.span.source.name }),
    })),
  };
}
