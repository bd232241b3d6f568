/** A canvas as sharp as the screen, drawn once a frame at most, and only when something has changed. */

export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

export class Surface {
  #asked = false;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly draw: Draw,
  ) {
    new ResizeObserver(() => this.invalidate()).observe(canvas);
  }

  /** Draws in the next frame. */
  invalidate(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#paint();
    });
  }

  #paint(): void {
    const { canvas } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    const context = canvas.getContext("2d");
    if (!context || width === 0 || height === 0) return;
    const density = window.devicePixelRatio;
    const [wide, high] = [Math.round(width * density), Math.round(height * density)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    this.draw(context, width, height);
  }
}
