/** A menu that closes as menus do: when something is chosen, on Escape, and when one turns elsewhere. */

export function closeAsMenusDo(menu: HTMLDetailsElement): void {
  const close = (): void => void (menu.open = false);
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button")) close();
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary")?.focus();
  });
  addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) close();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) close();
  });
}
