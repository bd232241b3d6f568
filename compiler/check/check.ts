/**
 * From a syntax tree to a typed program, or to all its mistakes. The top level is declared first and elaborated as it is
 * asked for, so that order does not matter there; then everything is asked for once, so that nothing stays unchecked.
 */

import type { Diagnostic } from "../../grammar/diagnostic.js";
import type { Source } from "../../grammar/source.js";
import type { Declaration, File } from "../../grammar/syntax.js";
import { scalar } from "../library/type.js";
import { Budget, type Context, fail } from "./context.js";
import { Declarations } from "./declarations.js";
import { checkLosses } from "./losses.js";
import { Memories } from "./memories.js";
import { checkMetrics, checkSamples, namedLets } from "./named.js";
import { offer } from "./names.js";
import { reportCycles } from "./network-cycle.js";
import type { CheckedProgram } from "./program.js";
import { Reporter } from "./reporter.js";
import { defaultSample } from "./samples.js";
import { checkTrain } from "./schedule.js";
import { Scope } from "./scope.js";
import { Unread } from "./unread.js";
import type { Value } from "./value.js";

export interface CheckOptions {
  readonly prelude: readonly File[];
  /** Hypers with other values than the file's. */
  readonly set?: ReadonlyMap<string, number>;
}

export interface CheckResult {
  /** Absent where there is a mistake. */
  readonly program?: CheckedProgram;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

export function check(file: File, { prelude: preludeFiles, set = new Map() }: CheckOptions): CheckResult {
  const { declarations } = file;
  const reporter = new Reporter();
  const unread = new Unread([file, ...preludeFiles]);
  const prelude = new Declarations({ reporter, budget: new Budget(), unread, memories: new Memories(), scope: new Scope(clockScope(file.source), true), networks: new Map() }, { set: new Map(), taken: sourceNames(declarations) });
  for (const one of preludeFiles) prelude.declare(one.declarations);
  const declared = new Declarations({ ...prelude.context, scope: new Scope(prelude.context.scope) }, { set, taken: new Set() });
  const { context } = declared;
  declared.declare(declarations);
  declared.elaborateAll();
  refuseUnknownHypers(set, declarations, file.source, context);

  const networks = declared.networks().flatMap((signature) => signature.checked() ?? []);
  reportCycles(networks, context);
  const losses = checkLosses(declarations, context);
  const metrics = checkMetrics(declarations, context);
  const samples = checkSamples(declarations, context);
  const train = declarations.find((declaration) => declaration.kind === "train");
  const states = new Map(declared.states.map((state) => [state.name, state]));
  const schedule = train && checkTrain(train, { context, losses, states });
  const diagnostics = reporter.diagnostics();
  if (diagnostics.length > 0) return { diagnostics };

  const program: CheckedProgram = {
    name: declarations.find((declaration) => declaration.kind === "gan")?.name.name ?? nameOf(file.source),
    sources: [file.source, ...preludeFiles.map(({ source }) => source)],
    hypers: declared.hypers(),
    data: declared.data,
    // The prelude's are there if something drew them: nobody else asks for them.
    noises: [...declared.noises, ...prelude.noises],
    networks,
    states: declared.states,
    memories: context.memories.all,
    losses: [...losses.values()].flatMap((loss) => loss ?? []),
    metrics,
    samples: samples.length > 0 ? samples : defaultSample(networks, declared.noises, declared.data),
    values: namedLets(declarations.filter((declaration) => declaration.kind === "let"), context),
    train: schedule,
  };
  return { program, diagnostics: [] };
}

/** `iteration` and `epoch`. */
function clockScope(source: Source): Scope {
  const scope = new Scope();
  const span = { source, start: 0, end: 0 };
  for (const name of ["iteration", "epoch"] as const) {
    const clock: Value = { kind: "clock", name, type: scalar, span };
    scope.declare({ name, span, what: name, outside: true, value: () => clock });
  }
  return scope;
}

/** What data and noise are called outside, where the prelude's own noise must not be called the same. */
function sourceNames(declarations: readonly Declaration[]): ReadonlySet<string> {
  return new Set(
    declarations.flatMap((declaration) => {
      if (declaration.kind === "data") return declaration.items.map(({ name }) => name.name);
      return declaration.kind === "noise" ? [declaration.name.name] : [];
    }),
  );
}

function refuseUnknownHypers(set: ReadonlyMap<string, number>, declarations: readonly Declaration[], source: Source, context: Context): void {
  const known = declarations.flatMap((declaration) => (declaration.kind === "hyper" ? declaration.items.map(({ name }) => name.name) : []));
  for (const name of set.keys()) {
    if (known.includes(name) || context.unread.mayHave("hyper")) continue;
    const there = known.length > 0 ? `there are ${known.join(", ")}` : "the file has none";
    fail(context, { code: "hyper/unknown", message: `there is no hyper ${name} to set: ${there}`, span: { source, start: 0, end: 0 }, help: offer(name, known) });
  }
}

/** `wgan_gp` of `examples/wgan_gp.gan`. */
function nameOf({ name }: Source): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  return base.replace(/\.gan$/, "").replace(/[^A-Za-z0-9_]/g, "_") || "model";
}
