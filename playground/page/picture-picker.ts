/** Asks for pictures of the user's own: a folder or files by a button, or dropped. Keeps what was given, to read it again when the program wants another size. */

import type { OwnPictures } from "../data/choice.js";
import { type Picked, pickedIn } from "../data/picked.js";
import { readPictures, type ReadPictures, shortList, type Wanted } from "../data/pictures.js";
import { element } from "./elements.js";

export interface PickerEvents {
  read(pictures: OwnPictures): void;
  /** What goes on, for the line under the choice of data. */
  tell(text: string): void;
  refused(message: string): void;
}

export class PicturePicker {
  readonly buttons: readonly HTMLElement[];
  /** What is in use, and what was said of it. */
  #picked: readonly Picked[] = [];
  #said = "";
  /** A number for what is read, so that what was overtaken is known. */
  #turn = 0;

  constructor(
    private readonly wanted: Wanted,
    private readonly events: PickerEvents,
  ) {
    this.buttons = [this.#button("Folder…", { webkitdirectory: true }), this.#button("Files…", { accept: "image/*", multiple: true })];
  }

  get picked(): readonly Picked[] {
    return this.#picked;
  }

  #button(label: string, kind: { readonly [attribute: string]: string | boolean }): HTMLElement {
    const button = element("button", { type: "button", class: "pick" }, label);
    button.addEventListener("click", () => {
      const input = element("input", { type: "file", ...kind });
      input.addEventListener("change", () => void this.take(pickedIn(input)));
      input.click();
    });
    return button;
  }

  /** Reads them, and tells how it went. */
  async take(picked: readonly Picked[]): Promise<void> {
    const turn = ++this.#turn;
    try {
      const read = await readPictures(picked, this.wanted, (done, all) => {
        if (turn === this.#turn && (done % 50 === 0 || all < 50)) this.events.tell(`Reading ${done.toLocaleString("en")} of ${all.toLocaleString("en")}…`);
      });
      if (turn !== this.#turn) return;
      this.#picked = picked;
      this.events.tell((this.#said = summary(read)));
      this.events.read(read.pictures);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.events.tell(this.#said);
      this.events.refused(error instanceof Error ? error.message : String(error));
    }
  }
}

function summary({ pictures: { count, name, classes }, passedOver, left }: ReadPictures): string {
  const said = [`${count.toLocaleString("en")} ${count === 1 ? "picture" : "pictures"} of ${name}${classes.length > 0 ? `, in ${classes.length} ${classes.length === 1 ? "class" : "classes"}` : ""}.`];
  if (passedOver.length > 0) said.push(`Passed over: ${shortList(passedOver)}.`);
  if (left > 0) said.push(`${left.toLocaleString("en")} more were left out.`);
  return said.join(" ");
}
