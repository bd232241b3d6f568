/** The page's own parts by id, and new elements in one expression. */

/** Throws where the page has no such part, or another kind of it: then the page and this code don't fit each other. */
export function part<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`the page has no ${kind.name} #${id}`);
  return found;
}

type Attributes = { readonly [name: string]: string | number | boolean | undefined };

/** An attribute that is `true` stands without a value; one that is `false` or left out doesn't stand. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}
