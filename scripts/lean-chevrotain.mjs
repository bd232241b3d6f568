// Chevrotain without what nothing here calls: its lexer, the checks of a grammar that is known to be right, the tree that it could build, its own
// recovery; and a few lines for all that it asks of Lodash.
import { fileURLToPath } from "node:url";

const stubs = new Map([
  [/chevrotain[\\/]lib[\\/]src[\\/]scan[\\/]lexer_public\.js$/, `export const Lexer = { NA: /NOT_APPLICABLE/ }; export const LexerDefinitionErrorType = {};`],
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]grammar[\\/]checks\.js$/, ["validateGrammar", "validateLookahead", "validateRuleIsOverridden", "validateAmbiguousAlternationAlternatives", "validateEmptyOrAlternative", "validateNoLeftRecursion", "validateSomeNonEmptyLookaheadPath"].map((name) => `export const ${name} = () => [];`).join("\n")],
  // The parser makes no tree of Chevrotain's.
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]tree_builder\.js$/, `const nothing = () => undefined;
export class TreeBuilder { initTreeBuilder() { Object.assign(this, { CST_STACK: [], outputCst: false }); for (const name of ["cstInvocationStateUpdate", "cstFinallyStateUpdate", "cstPostTerminal", "cstPostNonTerminal", "cstPostRule"]) this[name] = nothing; } }`],
  // It recovers by itself (grammar/recovery.ts).
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]recoverable\.js$/, `export const IN_RULE_RECOVERY_EXCEPTION = "InRuleRecoveryException";
export class Recoverable { initRecoverable() { Object.assign(this, { firstAfterRepMap: {}, resyncFollows: {}, recoveryEnabled: false }); } attemptInRepetitionRecovery() {} getHumanReadableRuleStack() { return this.RULE_STACK.slice(0, this.RULE_STACK_IDX + 1).map((rule) => this.shortRuleNameToFullName(rule)); } }`],
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]context_assist\.js$/, "export class ContentAssist { initContentAssist() {} }"],
  // It gives its own words.
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]errors_public\.js$/, "export const defaultParserErrorProvider = {}, defaultGrammarResolverErrorProvider = {}, defaultGrammarValidatorErrorProvider = {};"],
]);

export const alias = { "lodash-es": fileURLToPath(new URL("lodash.mjs", import.meta.url)) };

export const leanChevrotain = {
  name: "without-what-is-not-called",
  setup(build) {
    const used = new Set();
    for (const [filter, contents] of stubs) build.onLoad({ filter }, () => (used.add(filter), { contents, loader: "js" }));
    build.onEnd(() => {
      // Another version of it may lie elsewhere.
      if (used.size !== stubs.size) throw new Error("Chevrotain has no longer the files that are left out of the bundles");
    });
  },
};
