// The runtime's types as one text, for the .d.ts of a module that imports nothing: what such a file names, and all that this needs.
import { Node, Project, SyntaxKind, ts } from "ts-morph";

const named = ["DataSamples", "Gan", "Given", "LoadOptions", "LoadTrainedOptions", "Program", "Report", "Samples", "TrainOptions", "Trained", "Values"];

export function standaloneTypes(folder) {
  const project = new Project({ compilerOptions: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] } });
  const index = project.addSourceFileAtPath(`${folder}/index.d.ts`);
  project.resolveSourceFileDependencies();
  // Two files have a type of this name, and here they are one.
  project.getSourceFileOrThrow(`${folder}/data.d.ts`).getInterfaceOrThrow("Samples").rename("DataSamples");
  const exported = index.getExportedDeclarations();
  const found = new Set();
  named.forEach((name) => collect(exported.get(name)[0], found));
  return `${[...found].sort(byPlace).map(textOf).join("\n\n")}\n`;
}

/** The declaration, and those of the runtime's own that its identifiers lead to. */
function collect(declaration, found) {
  if (found.has(declaration)) return;
  found.add(declaration);
  for (const identifier of declaration.getDescendantsOfKind(SyntaxKind.Identifier)) {
    for (const definition of identifier.getDefinitionNodes()) {
      if (isOwn(definition)) collect(definition, found);
    }
  }
}

function isOwn(declaration) {
  const isDeclared = Node.isInterfaceDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration) || Node.isClassDeclaration(declaration);
  return isDeclared && !declaration.getSourceFile().getFilePath().includes("/node_modules/");
}

function byPlace(a, b) {
  const [fileA, fileB] = [a.getSourceFile().getBaseName(), b.getSourceFile().getBaseName()];
  return fileA === fileB ? a.getPos() - b.getPos() : fileA < fileB ? -1 : 1;
}

function textOf(declaration) {
  return declaration.getText(true).replace(/^export /m, "");
}
