/** Drawing data onto the stage: points along the pointer's way, in the program's own coordinates. */

export interface DrawingEvents {
  point(x: number, y: number): void;
  ended(): void;
}

/** How far apart, in CSS pixels, the points of a stroke are laid. */
const spacing = 5;

export class Drawing {
  isOn = false;
  /** Half the side of the square that is drawn into. */
  extent = 3;
  #last: { readonly x: number; readonly y: number } | undefined;

  constructor(canvas: HTMLCanvasElement, events: DrawingEvents) {
    const lay = (event: PointerEvent): void => {
      const { offsetX: x, offsetY: y } = event;
      if (this.#last && Math.hypot(x - this.#last.x, y - this.#last.y) < spacing) return;
      this.#last = { x, y };
      events.point(((2 * x) / canvas.clientWidth - 1) * this.extent, (1 - (2 * y) / canvas.clientHeight) * this.extent);
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.isOn) return;
      canvas.setPointerCapture(event.pointerId);
      lay(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.isOn && this.#last) lay(event);
    });
    const end = (): void => {
      if (!this.#last) return;
      this.#last = undefined;
      events.ended();
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
  }
}
