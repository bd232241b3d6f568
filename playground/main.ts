/** Starts the page: the program of the link, if there is one, else the first example. */

import "@fontsource/ibm-plex-sans/latin-400.css";
import "@fontsource/ibm-plex-sans/latin-600.css";
import "@fontsource/ibm-plex-mono/latin-400.css";
import "@fontsource/ibm-plex-mono/latin-600.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/layout.css";
import "./style/parts.css";
import "./style/graph.css";
import "./style/editor.css";
import { App } from "./page/app.js";
import { part } from "./page/elements.js";
import { type Example, exampleNamed, fillExamples } from "./page/examples.js";
import { listenToKeys } from "./page/keys.js";
import { closeAsMenusDo } from "./page/menu.js";
import { toast } from "./page/notice.js";
import { linkTo, readLink } from "./page/share.js";
import { startTheme } from "./page/theme.js";
import { showMoreOf } from "./view/more.js";
import { forgetShades } from "./view/palette.js";

const examples = part("example", HTMLSelectElement);
fillExamples(examples);
let opened: Example | undefined;
/** An example that was changed is one no more, and can be chosen anew. */
const app = new App((text) => (examples.value = opened?.source === text ? opened.name : ""));
const keys = part("keys", HTMLDialogElement);

/** Points move at once, for who likes motion; pictures wait for the button, because they heat a processor. */
function plays(data: readonly string[]): boolean {
  const pictures = ["digits", "mnist"];
  return !data.some((name) => pictures.includes(name)) && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function openExample(name: string): void {
  const example = exampleNamed(name);
  if (!example) return;
  opened = example;
  app.open({ ...example, plays: plays(example.data) });
}

async function start(): Promise<void> {
  const shared = await readLink(location.hash);
  if (shared === "damaged") toast("The link is damaged: here is the first example instead.");
  if (shared === undefined || shared === "damaged") return openExample("ring");
  app.open({ ...shared, plays: plays(shared.data) });
}

async function share(): Promise<void> {
  const link = await linkTo(app.shared, location.href);
  history.replaceState(null, "", link);
  await navigator.clipboard.writeText(link).then(() => toast("The link is copied: program, hypers, data and seed are in it."), () => toast("The link stands in the address bar."));
}

const onClick = (id: string, act: () => void): void => part(id, HTMLElement).addEventListener("click", act);

examples.addEventListener("change", () => openExample(examples.value));
closeAsMenusDo(part("download", HTMLDetailsElement));
showMoreOf(part("graph-scroll", HTMLElement));
onClick("share", () => void share());
onClick("download-module", () => app.downloadModule());
onClick("download-weights", () => app.downloadWeights());
onClick("download-source", () => app.downloadSource());
onClick("help", () => keys.showModal());
startTheme(part("theme", HTMLButtonElement), () => {
  forgetShades();
  app.redraw();
});
listenToKeys(
  [
    { key: "p", does: "Play or pause", act: () => app.togglePlay() },
    { key: "s", does: "One step of the schedule", act: () => part("step", HTMLButtonElement).click() },
    { key: "i", does: "To the end of the iteration", act: () => part("iterate", HTMLButtonElement).click() },
    { key: "r", does: "Reset", act: () => part("reset", HTMLButtonElement).click() },
    { key: "e", does: "To the program", act: () => app.editor.goTo(0) },
    ...[1, 2, 3, 4, 5].map((place) => ({ key: String(place), does: `Layer ${place} of the picture, on or off`, act: () => app.stage.toggle(place - 1) })),
    { key: "?", does: "This list", act: () => keys.showModal() },
  ],
  () => app.togglePlay(),
);
addEventListener("hashchange", () => void start());
void start();
