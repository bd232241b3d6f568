/** Files dropped onto a part of the page. Dropped beside it they do nothing: a browser would leave the page for them, and what it has learned would be gone. */

export function listenToDrops(place: HTMLElement, drop: (transfer: DataTransfer) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
  const isOver = ({ target }: DragEvent): boolean => target instanceof Node && place.contains(target);
  addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isOver(event) ? "copy" : "none";
    place.classList.toggle("dropping", isOver(event));
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) place.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    place.classList.remove("dropping");
    if (isOver(event)) drop(event.dataTransfer);
  });
}
