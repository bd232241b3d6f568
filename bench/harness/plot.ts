/** Panels of measured points on logarithmic axes, each with the line of the work alone, as one SVG. */

import { number } from "./table.js";

export interface XY {
  readonly x: number;
  readonly y: number;
}

export interface Panel {
  /** Along the x axis. */
  readonly what: string;
  /** Along the y axis. */
  readonly unit: string;
  readonly points: readonly XY[];
  /** What the points would be if time were the work alone. */
  readonly work: readonly XY[];
}

const [width, height, gap, left, bottom] = [250, 190, 20, 44, 40];

export function plot(panels: readonly Panel[]): string {
  const total = panels.length * (width + gap) + gap;
  const legend = `<text x="${gap + left}" y="${height + 2 * gap - 4}">Logarithmic axes. Dashed: what time would be if it grew with the work alone, through the last point.</text>`;
  const drawn = panels.map((panel, i) => `<g transform="translate(${gap + i * (width + gap)} ${gap})">${panelOf(panel)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height + 2 * gap}" font-family="sans-serif" font-size="11">
<style>.frame { fill: none; stroke: #999 } .work { fill: none; stroke: #999; stroke-dasharray: 4 3 } .time { fill: none; stroke: #0b6bcb; stroke-width: 2 } circle { fill: #0b6bcb } text { fill: #666 }</style>
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join("\n")}
${legend}
</svg>
`;
}

function panelOf({ what, unit, points, work }: Panel): string {
  const x = scaleOf([...points, ...work].map((point) => point.x), left, width);
  const y = scaleOf([...points, ...work].map((point) => point.y), height - bottom, 0);
  const line = (of: readonly XY[], name: string): string => `<polyline class="${name}" points="${of.map((point) => `${x(point.x)},${y(point.y)}`).join(" ")}"/>`;
  const dots = points.map((point) => `<circle cx="${x(point.x)}" cy="${y(point.y)}" r="3"><title>${what} ${point.x}: ${number(point.y)} ${unit}</title></circle>`);
  const [first, last] = [points[0], points.at(-1)!];
  const ends = [first, last].map((point) => `<text x="${x(point.x)}" y="${height - bottom + 14}" text-anchor="middle">${point.x}</text><text x="${left - 6}" y="${y(point.y) + 4}" text-anchor="end">${number(point.y)}</text>`);
  return `
<rect class="frame" x="${left}" y="0" width="${width - left}" height="${height - bottom}"/>
${line(work, "work")}
${line(points, "time")}
${dots.join("")}
${ends.join("")}
<text x="${(left + width) / 2}" y="${height - 8}" text-anchor="middle">${what}</text>
<text x="${left}" y="-6">${unit}</text>
`;
}

/** A logarithmic axis of a decade or more, so that what hardly grows looks so; from one place to another, with a twentieth of air at both ends. */
function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const widening = Math.max(0, 1 - (high - low)) / 2;
  const air = (to - from) / 20;
  return (value) => Math.round(10 * (from + air + ((Math.log10(value) - low + widening) / (high - low + 2 * widening)) * (to - from - 2 * air))) / 10;
}
