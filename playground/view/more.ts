/** Says of what scrolls sideways on which sides there is more of it, for the style to let it fade out there. */

/** Sizes in pixels are rounded, and places aren't. */
const slack = 1;

/** From now on, as it is scrolled and as sizes change. */
export function showMoreOf(scroller: HTMLElement): void {
  const look = (): void => {
    const { scrollLeft, scrollWidth, clientWidth } = scroller;
    const most = scrollWidth - clientWidth;
    scroller.classList.toggle("more-before", scrollLeft > slack);
    scroller.classList.toggle("more-after", scrollLeft < most - slack);
    // By keyboard it is scrolled while it has the focus; where there is nothing to scroll it is in nobody's way.
    if (most > slack) scroller.tabIndex = 0;
    else scroller.removeAttribute("tabindex");
  };
  scroller.addEventListener("scroll", look, { passive: true });
  const resized = new ResizeObserver(look);
  for (const observed of [scroller, ...scroller.children]) resized.observe(observed);
}
