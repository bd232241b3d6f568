/**
 * What other files declare. Each is declared once, whoever imports from it, and elaborated as far as somebody asks: an
 * imported network brings those along that it calls, and nothing else of its file comes into the program.
 */

import type { Average, Declaration, File, Identifier, Import, Network, Statement } from "../../grammar/syntax.js";
import { type Context, fail } from "./context.js";
import { Declarations, type DeclarationOptions, type Tree } from "./declarations.js";
import { mentionsIn } from "./mentions.js";
import { offer } from "./names.js";
import { type Binding, Scope } from "./scope.js";

/** Whose weights begin with a name. */
type Owner = Network | Average;

/** A name of a file. */
interface Origin {
  readonly declarations: Declarations;
  readonly name: string;
}

type Options = Omit<DeclarationOptions, "imported">;

export class Imports {
  readonly #declared = new Map<File, Declarations>();
  /** Where imported names are declared. */
  readonly #origins = new Map<Identifier, Origin>();
  readonly #owners = new Map<string, Owner>();

  /** `byImport`: the file that each import names; `context` and `options`: what every imported file is declared with. */
  constructor(
    private readonly byImport: ReadonlyMap<Import, File>,
    private readonly context: Context,
    private readonly options: Options,
  ) {}

  /** Declares the file that is compiled: no import may bring a network along whose name it has for one of its own. */
  declareFirst({ declarations }: File, context: Context, options: Options): Declarations {
    for (const owner of declarations.flatMap(ownersIn)) this.#owners.set(identifierOf(owner).name, owner);
    const first = new Declarations(context, {
      ...options,
      imported: (name, declaration) => {
        const binding = this.#imported(name, declaration, context);
        return binding && this.#collides(name, context) ? undefined : binding;
      },
    });
    first.declare(declarations);
    return first;
  }

  /** In the order in which they were first imported. */
  get files(): readonly Declarations[] {
    return [...this.#declared.values()];
  }

  #declarationsOf(file: File): Declarations {
    const known = this.#declared.get(file);
    if (known) return known;
    const { source, declarations } = file;
    const context = { ...this.context, scope: new Scope(this.context.scope) };
    const declared = new Declarations(context, { ...this.options, importedFrom: source.name, imported: (name, declaration) => this.#imported(name, declaration, context) });
    this.#declared.set(file, declared);
    declared.declare(declarations);
    return declared;
  }

  #imported(name: Identifier, declaration: Import, context: Context): Binding | undefined {
    const file = this.byImport.get(declaration);
    if (!file) return undefined;
    const declarations = this.#declarationsOf(file);
    const found = declarations.find(name.name);
    if (!found) {
      if (context.unread.mayDeclare(name.name, "value")) return undefined;
      const names = [...declarations.trees].flatMap(([binding, tree]) => (isImportable(tree) ? [binding.name] : []));
      fail(context, { code: "import/name", message: `there is no ${name.name} in ${file.source.name}`, span: name.span, help: offer(name.name, names) });
      return undefined;
    }
    const { binding, tree } = found;
    if (!isImportable(tree)) {
      fail(context, { code: "import/kind", message: `${binding.what} can't be imported: definitions and networks can`, span: name.span, related: [{ message: "declared here", span: binding.span }] });
      return undefined;
    }
    this.#origins.set(name, { declarations, name: name.name });
    return binding;
  }

  /** Tells of a network that comes along with an import while another one has its name. */
  #collides(name: Identifier, context: Context): boolean {
    for (const network of this.#networksBehind(name)) {
      const { name: own, span } = network.name;
      const other = this.#owners.get(own);
      if (!other) this.#owners.set(own, network);
      // A name that is there already is told to be declared twice.
      if (!other || other === network || (own === name.name && context.scope.own(own))) continue;
      fail(context, {
        code: "import/collision",
        message: `with ${name.name} comes a network ${own}, and there is another one of this name`,
        span: name.span,
        related: [{ message: "what comes along", span }, { message: "what has its name", span: identifierOf(other).span }],
        help: "give one of them another name: those of its weights begin with it",
      });
      return true;
    }
    return false;
  }

  /** The networks that an imported name may come to call, itself included. */
  #networksBehind(imported: Identifier): ReadonlySet<Network> {
    const networks = new Set<Network>();
    const seen = new Set<Tree>();
    const stack = [this.#origins.get(imported)];
    for (let origin = stack.pop(); origin; origin = stack.pop()) {
      const { declarations, name } = origin;
      const tree = declarations.find(name)?.tree;
      if (!tree || seen.has(tree)) continue;
      seen.add(tree);
      const further = "kind" in tree && tree.kind === "imported" ? this.#origins.get(tree.name) : undefined;
      if ("kind" in tree && tree.kind === "network") networks.add(tree);
      stack.push(...(further ? [further] : [...mentionsIn(tree)].map((mention) => ({ declarations, name: mention }))));
    }
    return networks;
  }
}

/** Also what that file imports itself. */
function isImportable(tree: Tree): boolean {
  return "kind" in tree && (tree.kind === "def" || tree.kind === "network" || tree.kind === "imported");
}

function ownersIn(declaration: Declaration): readonly Owner[] {
  if (declaration.kind === "network") return [declaration];
  return declaration.kind === "train" ? averagesIn(declaration.statements) : [];
}

function averagesIn(statements: readonly Statement[]): readonly Average[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "repeat" || statement.kind === "every") return averagesIn(statement.statements);
    return statement.kind === "average" ? [statement] : [];
  });
}

function identifierOf(owner: Owner): Identifier {
  return owner.kind === "network" ? owner.name : owner.as;
}
