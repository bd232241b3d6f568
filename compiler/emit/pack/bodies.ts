/** The way back from `compiler/launch/text.ts`: a launch's text as the bodies of its kernels, each as if it were launched alone. */

import { groupNumber } from "../../launch/text.js";

export interface Body {
  readonly text: string;
  /** Of its workgroups. */
  readonly invocations: number;
}

const opening = new RegExp(`^  (?:if \\(${groupNumber} <|\\} else ).*\\{$`);
/** What stands before a kernel that isn't the first, or that has smaller workgroups than another. */
const ownNumber = `    let ${groupNumber} = `;
const ownLanes = /^    if \(lane >= (\d+)u\) \{ return; \}$/;

export function bodiesOf(launch: string): Body[] {
  const lines = launch.split("\n");
  const invocations = Number(/@workgroup_size\((\d+)\)/.exec(launch)![1]);
  const start = lines.findIndex((line) => line.startsWith("fn ")) + 1;
  const inside = lines.slice(start, lines.lastIndexOf("}")).filter((line, i) => i > 0 || !line.startsWith(`  let ${groupNumber} = `));
  if (!inside[0]?.startsWith(`  if (${groupNumber} <`)) return [{ text: inside.join("\n"), invocations }];
  const places = [...inside.keys()].filter((i) => opening.test(inside[i]));
  return places.map((place, i) => {
    const own = inside.slice(place + 1, places[i + 1] ?? -1);
    if (own[0].startsWith(ownNumber)) own.shift();
    const lanes = ownLanes.exec(own[0]);
    if (lanes) own.shift();
    return { text: own.join("\n"), invocations: lanes ? Number(lanes[1]) : invocations };
  });
}
