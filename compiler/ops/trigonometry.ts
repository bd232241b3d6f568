/** Sine and cosine, of radians. */

import { mul, neg } from "./arithmetic.js";
import { real, unary } from "./elementwise.js";

/**
 * WGSL's own may be off by 2⁻¹¹. These are good to float32's last digits for |x| up to some thousands: the argument is brought
 * into ±π/4 by a π/2 in three parts (Cody and Waite 1980), where two short polynomials serve (coefficients as in Cephes' sinf and cosf).
 */
export const trigonometric = `fn quarter_turns(x: f32) -> f32 {
  return round(x * 0.6366197723675814);
}

fn sine_and_cosine(x: f32, quarters: f32) -> vec2f {
  let r = ((x - quarters * 1.5703125) - quarters * 4.837512969970703125e-4) - quarters * 7.549789948768648e-8;
  let z = r * r;
  let s = ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * r + r;
  let c = ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
  return vec2f(s, c);
}

fn sine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn > 1) * select(both.x, both.y, (turn & 1) == 1);
}

fn cosine(x: f32) -> f32 {
  let quarters = quarter_turns(x);
  let both = sine_and_cosine(x, quarters);
  let turn = i32(quarters) & 3;
  return select(1.0, -1.0, turn == 1 || turn == 2) * select(both.y, both.x, (turn & 1) == 1);
}`;

export const sin = unary("sin", {
  ...real,
  evaluate: Math.sin,
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, cos(x))],
  wgsl: (x) => `sine(${x})`,
  cost: 20,
  support: [trigonometric],
});

export const cos = unary("cos", {
  ...real,
  evaluate: Math.cos,
  vjp: ({ cotangent, inputs: [x] }) => [neg(mul(cotangent, sin(x)))],
  wgsl: (x) => `cosine(${x})`,
  cost: 20,
  support: [trigonometric],
});
