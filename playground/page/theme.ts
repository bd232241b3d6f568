/** Dark or light: as the system has it, until the button says otherwise; then as it was said, also the next time. */

const key = "ganc-playground-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function startTheme(button: HTMLButtonElement, onChange: () => void): void {
  const show = (): void => {
    const theme = localStorage.getItem(key) ?? (system.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    button.textContent = theme === "dark" ? "Light" : "Dark";
    onChange();
  };
  button.addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    if ((next === "dark") === system.matches) localStorage.removeItem(key);
    else localStorage.setItem(key, next);
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** A colour of the style sheet, as it is now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
