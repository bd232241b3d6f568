/**
 * From a syntax tree to a typed program, or to all its mistakes. The top level is declared first and elaborated as it is
 * asked for, so that order does not matter there; then everything is asked for once, so that nothing stays unchecked.
 */

import type { Diagnostic } from "../../grammar/diagnostic.js";
import type { Source } from "../../grammar/source.js";
import type { Declaration, File } from "../../grammar/syntax.js";
import { scalar } from "../library/type.js";
import type { ImportedFiles } from "../imports.js";
import { Budget, type Context, fail } from "./context.js";
import { Declarations } from "./declarations.js";
import { Imports } from "./imports.js";
import { checkLosses } from "./losses.js";
import { Memories } from "./memories.js";
import { checkMetrics, checkSamples, namedLets } from "./named.js";
import { offer } from "./names.js";
import { reportCycles } from "./network-cycle.js";
import type { CheckedNetwork, CheckedProgram } from "./program.js";
import { Reporter } from "./reporter.js";
import { defaultSample } from "./samples.js";
import { checkTrain } from "./schedule.js";
import { Scope } from "./scope.js";
import { Unread } from "./unread.js";
import type { Signature, Value } from "./value.js";

export interface CheckOptions {
  readonly prelude: readonly File[];
  /** The files that are imported, and which import names which. */
  readonly imports?: Pick<ImportedFiles, "files" | "byImport">;
  /** Hypers with other values than the files'. */
  readonly set?: ReadonlyMap<string, number>;
}

export interface CheckResult {
  /** Absent where there is a mistake. */
  readonly program?: CheckedProgram;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

export function check(file: File, options: CheckOptions): CheckResult {
  const { declarations } = file;
  const { declared, others, signatures, files } = declareFiles(file, options);
  const { context } = declared;
  declared.elaborateAll();
  refuseUnknownHypers(options.set, [file, ...(options.imports?.files ?? [])], context);
  checkBodies([declared, ...others()], signatures);

  const losses = checkLosses(declarations, context);
  const metrics = checkMetrics(declarations, context);
  const samples = checkSamples(declarations, context);
  const train = declarations.find((declaration) => declaration.kind === "train");
  const states = new Map(declared.states.map((state) => [state.name, state]));
  const schedule = train && checkTrain(train, { context, losses, states });
  // What is called in these may ask an imported file for more networks.
  const networks = checkBodies([declared, ...others()], signatures);
  reportCycles(networks, context);
  const diagnostics = context.reporter.diagnostics();
  if (diagnostics.length > 0) return { diagnostics };

  const program: CheckedProgram = {
    name: declarations.find((declaration) => declaration.kind === "gan")?.name.name ?? nameOf(file.source),
    sources: files.map(({ source }) => source),
    hypers: declared.hypers(),
    data: declared.data,
    // Those of other files are there if something drew them: nobody else asks for them.
    noises: [declared, ...others()].flatMap(({ noises }) => noises),
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

interface Declared {
  readonly declared: Declarations;
  /** Imported files, in the order in which they were first imported, and the prelude. */
  others(): readonly Declarations[];
  readonly signatures: Map<string, Signature>;
  readonly files: readonly File[];
}

/** The file, what it imports and the prelude, each in a scope of its own, with one reporter and one set of networks. */
function declareFiles(file: File, { prelude: preludeFiles, imports: imported, set = new Map() }: CheckOptions): Declared {
  const signatures = new Map<string, Signature>();
  const enter = (signature: Signature): void => void signatures.set(signature.name, signature);
  const files = [file, ...(imported?.files ?? []), ...preludeFiles];
  const base = { reporter: new Reporter(), budget: new Budget(), unread: new Unread(files), memories: new Memories(), networks: signatures };
  const nameNoise = freeNames(sourceNames(file.declarations));

  const prelude = new Declarations({ ...base, scope: new Scope(clockScope(file.source), true) }, { set: new Map(), enter, nameNoise: (name) => nameNoise(name, "prelude"), imported: () => undefined });
  for (const { declarations } of preludeFiles) prelude.declare(declarations);
  const imports = new Imports(imported?.byImport ?? new Map(), prelude.context, { set, enter, nameNoise: (name) => nameNoise(name, "imported") });
  const declared = imports.declareFirst(file, { ...prelude.context, scope: new Scope(prelude.context.scope) }, { set, enter, nameNoise: (name) => name });
  return { declared, others: () => [...imports.files, prelude], signatures, files };
}

/**
 * Checks the networks that are known, and those that their bodies ask for, until none asks for another. They are put in
 * order: those of the file first, then those of its imports.
 */
function checkBodies(files: readonly Declarations[], signatures: Map<string, Signature>): CheckedNetwork[] {
  for (;;) {
    const known = files.flatMap((one) => one.networks());
    signatures.clear();
    for (const signature of known) signatures.set(signature.name, signature);
    const networks = known.map((signature) => signature.checked());
    if (signatures.size === known.length) return networks.flatMap((network) => network ?? []);
  }
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

/** Noise keeps its name where nobody has it; else it gets that of where it comes from in front. */
function freeNames(taken: ReadonlySet<string>): (name: string, from: string) => string {
  const names = new Set(taken);
  return (name, from) => {
    let free = name;
    while (names.has(free)) free = `${from}_${free}`;
    names.add(free);
    return free;
  };
}

/** What data and noise are called outside, where noise of other files must not be called the same. */
function sourceNames(declarations: readonly Declaration[]): ReadonlySet<string> {
  return new Set(
    declarations.flatMap((declaration) => {
      if (declaration.kind === "data") return declaration.items.map(({ name }) => name.name);
      return declaration.kind === "noise" ? [declaration.name.name] : [];
    }),
  );
}

/** A hyper of any of the files may be set; of two that have one name, both are. */
function refuseUnknownHypers(set: CheckOptions["set"], files: readonly File[], context: Context): void {
  const [{ source }] = files;
  const known = hypersOf(files.flatMap(({ declarations }) => declarations));
  for (const name of set?.keys() ?? []) {
    if (known.includes(name) || context.unread.mayHave("hyper")) continue;
    const there = known.length > 0 ? `there are ${known.join(", ")}` : "the file has none";
    fail(context, { code: "hyper/unknown", message: `there is no hyper ${name} to set: ${there}`, span: { source, start: 0, end: 0 }, help: offer(name, known) });
  }
}

function hypersOf(declarations: readonly Declaration[]): string[] {
  return [...new Set(declarations.flatMap((declaration) => (declaration.kind === "hyper" ? declaration.items.map(({ name }) => name.name) : [])))];
}

/** `wgan_gp` of `examples/wgan_gp.gan`. */
function nameOf({ name }: Source): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  return base.replace(/\.gan$/, "").replace(/[^A-Za-z0-9_]/g, "_") || "model";
}
