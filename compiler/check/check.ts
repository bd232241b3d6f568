/**
 * From a syntax tree to a typed program, or to all its mistakes. The top level is declared first and elaborated as it is
 * asked for, so that order does not matter there; then everything is asked for once, so that nothing stays unchecked.
 */

import type { Diagnostic } from "../../grammar/diagnostic.js";
import { nearest } from "../../grammar/nearest.js";
import type { Source } from "../../grammar/source.js";
import type { File } from "../../grammar/syntax.js";
import { Reporter } from "./context.js";
import { Declarations } from "./declarations.js";
import { checkLosses } from "./losses.js";
import { reportCycles } from "./network.js";
import type { CheckedNetwork, CheckedProgram } from "./program.js";
import { defaultSample } from "./samples.js";
import { checkTrain } from "./schedule.js";
import { Scope } from "./scope.js";
import type { Value } from "./value.js";
import { scalar } from "../library/type.js";

export interface CheckOptions {
  readonly prelude: readonly File[];
  /** Hypers with other values than the file's. */
  readonly set?: ReadonlyMap<string, number>;
}

export interface CheckResult {
  /** Absent where there is an error. */
  readonly program?: CheckedProgram;
  readonly diagnostics: readonly Diagnostic[];
}

export function check(file: File, options: CheckOptions): CheckResult {
  const reporter = new Reporter();
  const prelude = new Declarations({ reporter, scope: new Scope(clockScope(file), true), networks: new Map() }, new Map());
  for (const { declarations } of options.prelude) prelude.declare(declarations);
  const declared = new Declarations({ ...prelude.context, scope: new Scope(prelude.context.scope) }, options.set ?? new Map());
  declared.declare(file.declarations);
  for (const name of options.set?.keys() ?? []) unknownHyper(name, declared, file, reporter);
  declared.elaborateAll();

  const networks = declared.networks().flatMap((signature): CheckedNetwork[] => {
    const network = signature.checked();
    return network ? [network] : [];
  });
  reportCycles(networks, declared.context);
  const losses = checkLosses(file, declared.context);
  const metrics = declared.named("metric");
  const train = file.declarations.find((declaration) => declaration.kind === "train");
  const states = new Map(declared.states.map((state) => [state.name, state]));
  const schedule = train && checkTrain(train, { context: declared.context, losses, states });
  const declaredSamples = declared.named("sample");
  const samples = declaredSamples.length > 0 ? declaredSamples : defaultSample(networks, declared.noises, declared.data);
  if (reporter.diagnostics.length > 0) return { diagnostics: reporter.diagnostics };
  const program: CheckedProgram = {
    name: declared.name ?? nameOf(file.source),
    sources: [file.source, ...options.prelude.map(({ source }) => source)],
    hypers: declared.hypers,
    data: declared.data,
    // The prelude's are there if something drew them: nobody else asks for them.
    noises: [...declared.noises, ...prelude.noises],
    networks,
    states: declared.states,
    losses: [...losses.values()].flatMap((loss) => loss ?? []),
    metrics,
    samples,
    values: declared.named("let"),
    train: schedule,
  };
  return { program, diagnostics: [] };
}

/** `iteration` and `epoch`. */
function clockScope({ source }: File): Scope {
  const scope = new Scope();
  const span = { source, start: 0, end: 0 };
  for (const name of ["iteration", "epoch"] as const) {
    const clock: Value = { kind: "clock", name, type: scalar, span };
    scope.declare({ name, span, what: name, outside: true, value: () => clock });
  }
  return scope;
}

function unknownHyper(name: string, declared: Declarations, { source }: File, reporter: Reporter): void {
  if (declared.hypers.has(name)) return;
  const near = nearest(name, declared.hypers.keys());
  const known = [...declared.hypers.keys()];
  reporter.report({
    code: "hyper/unknown",
    message: `there is no hyper ${name} to set; ${known.length > 0 ? `there are ${known.join(", ")}` : "the file has none"}`,
    span: { source, start: 0, end: 0 },
    help: near && `did you mean ${near}?`,
  });
}

/** `wgan_gp` of `examples/wgan_gp.gan`. */
function nameOf({ name }: Source): string {
  const base = /([^/\\]*?)(\.gan)?$/.exec(name)?.[1] ?? "";
  return base.replace(/[^A-Za-z0-9_]/g, "_") || "model";
}

