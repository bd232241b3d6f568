// The kernels of program. B is the batch size.

override B: u32 = 8u;

fn quarter_turns(x: f32) -> f32 {
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
}

// Philox 4x32-10 (Salmon et al. 2011): random bits as a function of where they are needed.
fn high_word(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(element: u32, stream: u32, draw: i32, seed: i32) -> vec4u {
  var c = vec4u(element, stream, u32(draw), 0u);
  var k = vec2u(u32(seed), 1734438499u);
  for (var round = 0u; round < 10u; round++) {
    c = vec4u(high_word(3449720151u, c.z) ^ c.y ^ k.x, 3449720151u * c.z, high_word(3528531795u, c.x) ^ c.w ^ k.y, 3528531795u * c.x);
    k += vec2u(2654435769u, 3144134277u);
  }
  return c;
}

fn random_uniform(bits: vec4u) -> f32 {
  return f32(bits.x >> 8u) * 5.9604644775390625e-8;
}

// Box and Muller (1958). The first uniform is in (0, 1], so that its logarithm is finite.
fn random_normal(bits: vec4u) -> f32 {
  return sqrt(-2.0 * log(f32((bits.x >> 8u) + 1u) * 5.9604644775390625e-8)) * cosine(f32(bits.y >> 8u) * 3.7450702829239286e-7);
}

fn stable_sigmoid(x: f32) -> f32 {
  let tail = exp(-abs(x));
  return select(tail, 1.0, x >= 0.0) / (1.0 + tail);
}

fn stable_softplus(x: f32) -> f32 {
  let tail = exp(-abs(x));
  // log(1 + t) by its series where 1 + t would round the digits of t away.
  let series = tail * (1.0 - tail * (0.5 - tail * (0.33333334 - tail * 0.25)));
  return max(x, 0.0) + select(log(1.0 + tail), series, tail < 0.02);
}

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_linear1_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_non_saturating_g: array<f32>;
@group(0) @binding(6) var<storage, read_write> non_saturating_d_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> non_saturating_g_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_weight_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> noise_3: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(1) var<storage, read_write> non_saturating_d: array<f32>;
@group(0) @binding(2) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_linear1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_weight_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_G_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_weight_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_bias_2: array<f32>;

// program.gan 3:1 noise z: [2] ~ normal(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let noise = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 4:39 linear(2), 4:39 linear(2)
@compute @workgroup_size(64)
fn add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += noise_2[(i / 2u) * 2u + r0] * G_linear1_weight[(i % 2u) * 2u + r0];
    }
    let linear = total + G_linear1_bias[i % 2u];
    G_linear1[i] = linear;
  }
}

// program.gan 5:39 linear(1), 5:39 linear(1), ∂ 7:10 non_saturating_g(D(G(z))), 6:10 non_saturating_d(D(x), D(G(z)))
@compute @workgroup_size(64)
fn D_linear1_linear_non_saturating_g(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    let value = D_linear1_weight[r0];
    total += G_linear1[i * 2u + r0] * value;
    total2 += x_2[i * 2u + r0] * value;
  }
  let linear = total + D_linear1_bias[0u];
  let value2 = D_linear1_bias[0u];
  let linear2 = total2 + value2;
  let neg = -((-((-1.0) / f32(B))) * stable_sigmoid((-linear)));
  let non_saturating_d = -linear2;
  D_linear1[i] = linear;
  d_non_saturating_g[i] = neg;
  non_saturating_d_2[i] = non_saturating_d;
}

// program.gan 7:10 non_saturating_g(D(G(z))), 6:10 non_saturating_d(D(x), D(G(z))), 7:10 non_saturating_g(D(G(z)))
// ∂ program.gan 4:39 linear(2)
@compute @workgroup_size(64)
fn non_saturating_g_non_saturating_d_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    var total3 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_linear1[r0];
      total += stable_softplus((-value));
      total2 += stable_softplus(non_saturating_d_2[r0]);
      total3 += stable_softplus(value);
    }
    let non_saturating_g = total / f32(B);
    let non_saturating_d = total2 / f32(B);
    let non_saturating_d2 = total3 / f32(B);
    let non_saturating_d3 = non_saturating_d + non_saturating_d2;
    non_saturating_g_2[0u] = non_saturating_g;
    loss_D[0u] = non_saturating_d3;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    let value = D_linear1_weight_2[i / 2u];
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (d_non_saturating_g[r0] * value) * noise_3[r0 * 2u + i % 2u];
    }
    d_G_linear1[i] = total;
  }
}

// ∂ program.gan 4:39 linear(2), ∂ 5:39 linear(1)
// ∂ program.gan 5:39 linear(1)
@compute @workgroup_size(64)
fn d_G_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    let value = D_linear1_weight[i];
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (d_non_saturating_g[r0] * value);
      total2 += (-(neg * stable_sigmoid(non_saturating_d[r0]))) * x_3[r0 * 2u + i];
    }
    d_G_linear1[i] = total;
    d_D_linear1[i] = total2;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += ((neg * stable_sigmoid(D_linear1_2[r0])) - (neg * stable_sigmoid(non_saturating_d[r0])));
    }
    d_D_linear1_2[0u] = total;
  }
}

// ∂ program.gan 5:39 linear(1), ∂ 5:39 linear(1)
// program.gan 8:22 G by sgd(0.1)
@compute @workgroup_size(64)
fn d_D_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (neg * stable_sigmoid(D_linear1[r0])) * G_linear1[r0 * 2u + i];
    }
    let add = d_D_linear1_2[i] + total;
    d_D_linear1_3[i] = add;
  } else {
    let launched = launched - 1u;
    let i = launched * 64u + lane;
    if (i >= 66u) { return; }
    let sub = G_linear1_weight_all[i] - (d_G_linear1_all[i] * 0.1);
    G_linear1_weight_all[i] = sub;
  }
}

// program.gan 8:37 D by sgd(0.1)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 65u) { return; }
  let sub = D_linear1_weight_all[i] - (d_D_linear1_all[i] * 0.1);
  D_linear1_weight_all[i] = sub;
}

// program.gan 4:39 linear(2), 4:39 linear(2)
@compute @workgroup_size(64)
fn G_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += z[(i / 2u) * 2u + r0] * G_linear1_weight_2[(i % 2u) * 2u + r0];
  }
  let linear = total + G_linear1_bias[i % 2u];
  G_linear1[i] = linear;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let random = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}

// program.gan 5:39 linear(1), 5:39 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += D_x[i * 2u + r0] * D_linear1_weight_2[r0];
  }
  let linear = total + D_linear1_bias_2[0u];
  D_linear1[i] = linear;
}
