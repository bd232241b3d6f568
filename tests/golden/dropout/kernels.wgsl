// The kernels of program. B is the batch size.

override B: u32 = 4u;

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

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> N_dropout2: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_N_dropout2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_N_linear1: array<f32>;
@group(0) @binding(2) var<storage, read_write> N_dropout1: array<f32>;
@group(0) @binding(3) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> N_linear1_weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> N_linear1_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> N_dropout2_2: array<f32>;
@group(0) @binding(7) var<storage, read_write> N_dropout2_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_N: array<f32>;
@group(0) @binding(4) var<storage, read_write> N_dropout1_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_N_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_x: array<f32>;
@group(0) @binding(1) var<storage, read_write> N_linear1: array<f32>;

// program.gan 3:62 dropout(0.1), ∂ 3:62 dropout(0.1), ∂ 3:49 linear(1)
@compute @workgroup_size(64)
fn N_dropout2_dropout_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  let value = clock_seed[0u];
  let value2 = clock_draw[0u];
  let mul = (1.0 / f32(B)) * 1.1111112;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let dropout = random_uniform(philox(((r0) * 1u + (0u)), 1170352754u, value2, value));
    N_dropout2[r0] = dropout;
    let select_ = select(0.0, mul, (dropout >= 0.1));
    d_N_dropout2[r0] = select_;
    total += select_;
  }
  d_N_linear1[0u] = total;
}

// program.gan 3:33 dropout(0.5), 3:49 linear(1), 3:62 dropout(0.1)
@compute @workgroup_size(64)
fn N_dropout1_linear_dropout(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  let value = clock_seed[0u];
  let value2 = clock_draw[0u];
  for (var r0 = 0u; r0 < 6u * once; r0++) {
    let dropout = random_uniform(philox(((i) * 6u + (r0)), 1567969819u, value2, value));
    N_dropout1[i * 6u + r0] = dropout;
    total += select(0.0, (x_2[i * 6u + r0] * 2.0), (dropout >= 0.5)) * N_linear1_weight[r0];
  }
  let linear = total + N_linear1_bias[0u];
  let dropout2 = linear * 1.1111112;
  let dropout3 = select(0.0, dropout2, (N_dropout2_2[i] >= 0.1));
  N_dropout2_3[i] = dropout3;
}

// program.gan 4:10 mean(N(x)), 4:10 mean(N(x))
// ∂ program.gan 3:49 linear(1)
@compute @workgroup_size(64)
fn add_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += N_dropout2[r0];
    }
    let mean = total / f32(B);
    loss_N[0u] = mean;
  } else {
    let launched = launched - 2u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 6u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_N_dropout2[r0] * select(0.0, (x_3[r0 * 6u + i] * 2.0), (N_dropout1_2[r0 * 6u + i] >= 0.5));
    }
    d_N_linear1_2[i] = total;
  }
}

// program.gan 5:22 N by sgd(0.1)
@compute @workgroup_size(64)
fn N_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 65u) { return; }
  let sub = N_linear1_weight_all[i] - (d_N_linear1_all[i] * 0.1);
  N_linear1_weight_all[i] = sub;
}

// program.gan 3:49 linear(1), 3:49 linear(1)
@compute @workgroup_size(64)
fn N_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 6u * once; r0++) {
    total += N_x[i * 6u + r0] * N_linear1_weight[r0];
  }
  let linear = total + N_linear1_bias[0u];
  N_linear1[i] = linear;
}
