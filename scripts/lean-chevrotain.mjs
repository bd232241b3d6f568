// Chevrotain without what nothing here calls: its lexer, the checks of a grammar that is known to be right, the tree that it could build, its own
// recovery, most of its numbered methods; and a few lines for all that it asks of Lodash.
import { fileURLToPath } from "node:url";

const stubs = new Map([
  [/chevrotain[\\/]lib[\\/]src[\\/]scan[\\/]lexer_public\.js$/, `export const Lexer = { NA: /NOT_APPLICABLE/ }; export const LexerDefinitionErrorType = {};`],
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]grammar[\\/]checks\.js$/, ["validateGrammar", "validateLookahead", "validateRuleIsOverridden", "validateAmbiguousAlternationAlternatives", "validateEmptyOrAlternative", "validateNoLeftRecursion", "validateSomeNonEmptyLookaheadPath"].map((name) => `export const ${name} = () => [];`).join("\n")],
  // Of the methods that a grammar may be written with it uses these, each at most four times in a rule.
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]recognizer_api\.js$/, `import { DEFAULT_RULE_CONFIG } from "../parser.js";
export class RecognizerApi {
  ACTION(action) { return action.call(this); }
  getGAstProductions() { return this.gastProductionsCache; }
  RULE(name, body, config = DEFAULT_RULE_CONFIG) { this.definedRulesNames.push(name); return (this[name] = this.defineRule(name, body, config)); }
  consume(number, token, options) { return this.consumeInternal(token, number, options); }
  subrule(number, rule, options) { return this.subruleInternal(rule, number, options); }
  ${["", 2, 3, 4].map((number) => `
  CONSUME${number}(token, options) { return this.consumeInternal(token, ${number || 0}, options); }
  SUBRULE${number}(rule, options) { return this.subruleInternal(rule, ${number || 0}, options); }
  OPTION${number}(body) { return this.optionInternal(body, ${number || 0}); }
  OR${number}(alternatives) { return this.orInternal(alternatives, ${number || 0}); }
  MANY${number}(body) { this.manyInternal(${number || 0}, body); }
  MANY_SEP${number}(body) { this.manySepFirstInternal(${number || 0}, body); }
  AT_LEAST_ONE_SEP${number}(body) { this.atLeastOneSepFirstInternal(${number || 0}, body); }`).join("")}
}`],
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]perf_tracer\.js$/, "export class PerformanceTracer { initPerformanceTracer() {} TRACE_INIT(phase, run) { return run(); } }"],
  // The parser makes no tree of Chevrotain's.
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]parser[\\/]traits[\\/]tree_builder\.js$/, `const nothing = () => undefined;
export class TreeBuilder { initTreeBuilder() { Object.assign(this, { CST_STACK: [], outputCst: false }); for (const name of ["cstInvocationStateUpdate", "cstFinallyStateUpdate", "cstPostTerminal", "cstPostNonTerminal", "cstPostRule"]) this[name] = nothing; } }`],
  // It recovers by itself (grammar/recovery.ts).
  [/chevrotain[\\/]lib[\\/]src[\\/]parse[\\/]grammar[\\/]follow\.js$/, "export const computeAllProdsFollows = () => ({});"],
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
