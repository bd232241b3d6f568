/** Where an expression is elaborated: what names mean there, whose layers it makes, and where mistakes are told. */

import type { Related } from "../../grammar/diagnostic.js";
import type { Span } from "../../grammar/source.js";
import type { Definition } from "../../grammar/syntax.js";
import type { Layers } from "./layers.js";
import type { Memories } from "./memories.js";
import type { Report, Reporter } from "./reporter.js";
import type { Scope } from "./scope.js";
import type { Unread } from "./unread.js";
import { type Signature, type UnknownValue, unknown } from "./value.js";

/** How many calls a program may come to once its definitions are copied in: forty definitions that each call the one before twice would never end. */
const mostCalls = 200_000;

export class Budget {
  #calls = 0;

  /** Counts one call; what is past the limit is told once, and then not gone into. */
  spend(): "within" | "just past" | "past" {
    this.#calls++;
    if (this.#calls <= mostCalls) return "within";
    return this.#calls === mostCalls + 1 ? "just past" : "past";
  }
}

/** One call of a definition on the way to where we are. */
export interface Call {
  readonly definition: Definition;
  readonly span: Span;
  /** Of its parameters: what is found from here down is the definition's own, what is above is not. */
  readonly scope: Scope;
  readonly outer?: Call;
  readonly depth: number;
}

export interface Context {
  readonly reporter: Reporter;
  readonly scope: Scope;
  /** All networks of the program: how a call is followed into a body. */
  readonly networks: ReadonlyMap<string, Signature>;
  readonly budget: Budget;
  readonly unread: Unread;
  readonly memories: Memories;
  /** Inside the body of a network. */
  readonly layers?: Layers;
  /** Inside a definition. */
  readonly call?: Call;
  /** A definition is read by itself, its parameters unknown: whether it stands in a network isn't known either. */
  readonly draft?: true;
  /** Set inside a definition of the prelude: the user's own stage that asked for all this. */
  readonly site?: Span;
}

/** Whether one more call may be gone into. */
export function affords(context: Context, span: Span): boolean {
  const spent = context.budget.spend();
  if (spent === "just past") fail(context, { code: "def/large", message: `with all definitions copied in, this program comes to more than ${mostCalls} calls`, span });
  return spent === "within";
}

/** Tells a mistake. Where the arguments of a definition made it wrong the outermost call is the place, and the line inside stands beside it. */
export function fail(context: Context, report: Report): UnknownValue {
  const { call, reporter, draft } = context;
  if (reporter.isSettled(report)) return unknown;
  const inherent = !call || (!context.site && isOfTheDefinition(report, context, call));
  if (inherent || draft) reporter.settle(report);
  if (inherent) reporter.report(report);
  else reportFromOutside(report, call, context);
  return unknown;
}

/** Where what is at fault is a parameter, the argument that was given for it is the place, with the words about it; else the call is. */
function reportFromOutside(report: Report, innermost: Call, { site, reporter }: Context): void {
  const { label, related = [] } = report;
  const inside: Related[] = [];
  let { span } = report;
  let outermost = span;
  let given = true;
  for (let call: Call | undefined = innermost; call; call = call.outer) {
    const words = inside.length === 0 && label !== undefined ? `in ${nameOf(call)}: ${label}` : `in ${nameOf(call)}`;
    inside.unshift({ message: words, span });
    const argument: Span | undefined = call.scope.own(textAt(span))?.given;
    if (!argument) given = false;
    span = argument ?? call.span;
    outermost = call.span;
  }
  const outside = { ...report, span, label: given ? label : undefined, related: [...inside, ...related] };
  // The prelude is right, and so is a definition with layers that is called where there is no network, or one that remembers where there is.
  const isCalledWrongly = given || site !== undefined || report.code === "weights/outside" || report.code === "memory/inside";
  // So all that is wrong with a call of the prelude's comes of one mistake, whichever of its arguments it shows at.
  const at = site ? [site, outermost] : [span];
  reporter.reportCall(outside, at, isCalledWrongly ? undefined : { report, definition: innermost.definition });
}

export function nameOf({ definition }: Call): string {
  return definition.name.name;
}

function textAt({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

/** Mistakes of what is written, whatever it is called with. */
const ofTheText: ReadonlySet<string> = new Set(["name/unknown", "name/hidden", "name/duplicate", "def/endless", "import/left"]);
/** Mistakes that a fixed text can have by itself. */
const perhapsOfTheText: ReadonlySet<string> = new Set(["call", "constant", "value"]);

/** Whether the definition is wrong by itself: what is at fault has nothing to do with what it was called with. */
function isOfTheDefinition({ code, span }: Report, { scope }: Context, call: Call): boolean {
  if (ofTheText.has(code)) return true;
  if (!perhapsOfTheText.has(code.slice(0, code.indexOf("/")))) return false;
  const words = textAt(span).match(/[A-Za-z_]\w*/g) ?? [];
  return !words.some((word) => scope.declaresBelow(word, call.scope.parent));
}

/** The place that a term comes from: the user's own stage, also where the prelude does the work. */
export function placeIn(context: Context, span: Span): Span {
  return context.site ?? span;
}
