/** The text of the program: CodeMirror with the language's colours, the compiler's marks, and a line that the model points at. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completeAnyWord, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { ShownDiagnostic } from "../language/messages.js";
import { completions, ganHighlighting } from "./highlight.js";

export interface Editor {
  readonly text: string;
  replace(text: string): void;
  /** Marks mistakes in the text that they were found in; where the text has moved on, nothing. */
  mark(diagnostics: readonly ShownDiagnostic[]): void;
  /** Points at a line, or at none. */
  point(line: number | undefined): void;
  goTo(offset: number): void;
  goToLine(line: number): void;
}

const pointAt = StateEffect.define<number | undefined>();
const pointed = Decoration.line({ class: "cm-pointed" });

const pointedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(pointAt)) continue;
      const { doc } = transaction.state;
      return effect.value === undefined || effect.value > doc.lines ? Decoration.none : Decoration.set([pointed.range(doc.line(effect.value).from)]);
    }
    return set.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function createEditor(parent: HTMLElement, onChange: (text: string) => void): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        highlightActiveLine(),
        highlightActiveLineGutter(),
        indentUnit.of("  "),
        autocompletion({ override: [offerWords, completeAnyWord] }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        ganHighlighting,
        pointedLine,
        EditorView.contentAttributes.of({ "aria-label": "The program, in .gan. Escape, then Tab, leaves it." }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
      view.scrollDOM.scrollTop = 0;
    },
    mark(diagnostics) {
      view.dispatch(setDiagnostics(view.state, diagnostics.flatMap((one) => marked(one, view.state.doc.length))));
    },
    point(line) {
      view.dispatch({ effects: pointAt.of(line) });
    },
    goTo(offset) {
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    goToLine(line) {
      if (line <= view.state.doc.lines) this.goTo(view.state.doc.line(line).from);
    },
  };
}

function offerWords(context: Parameters<typeof completeAnyWord>[0]) {
  const word = context.matchBefore(/[A-Za-z_]\w*/);
  return word && (word.from < word.to - 1 || context.explicit) ? { from: word.from, options: completions, validFor: /^\w*$/ } : null;
}

function marked({ from, to, severity, message, help }: ShownDiagnostic, length: number): Diagnostic[] {
  if (from > length) return [];
  return [{ from, to: Math.min(length, Math.max(to, from + 1)), severity, message: help === undefined ? message : `${message}\n${help}` }];
}
