// The kernels of program. B is the batch size.

override B: u32 = 16u;

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
@group(0) @binding(2) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_linear1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_draw_2: array<i32>;
@group(0) @binding(0) var<storage, read_write> G_batch_norm1: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_batch_norm1_running_mean: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_batch_norm1_running_var: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_batch_norm1_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_batch_norm1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_batch_norm1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_batch_norm1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_G_batch_norm1: array<f32>;
@group(0) @binding(6) var<storage, read_write> G_batch_norm1_4: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_G_batch_norm1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_batch_norm1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> sgd_G_G_linear1_weight_momentum_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_weight_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_weight_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_bias_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_batch_norm1_running_mean_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_batch_norm1_weight_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> G_batch_norm1_bias_2: array<f32>;
@group(0) @binding(7) var<storage, read_write> G_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> add_2: array<f32>;

// program.gan 2:1 noise z: [3] ~ uniform(-1, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 3u) { return; }
  let noise = random_uniform(philox(((i / 3u) * 3u + (i % 3u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 3:35 linear(5), 3:35 linear(5)
@compute @workgroup_size(64)
fn G_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 5u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 5u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      total += ((noise_2[(i / 5u) * 3u + r0] * 2.0) + (-1.0)) * G_linear1_weight[(i % 5u) * 3u + r0];
    }
    let linear = total + G_linear1_bias[i % 5u];
    G_linear1[i] = linear;
  } else {
    let launched = launched - ((B * 5u + 63u) / 64u);
    if (lane >= 1u) { return; }
    let add = clock_draw_2[0u] + 1;
    clock_draw_2[0u] = add;
  }
}

// program.gan 3:48 batch_norm(eps: 0.8), 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn G_batch_norm1_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += G_linear1[r0 * 5u + i];
  }
  var total2 = 0.0;
  let div = total / f32(B);
  for (var r0 = 0u; r0 < B * once; r0++) {
    let sub = G_linear1[r0 * 5u + i] - div;
    total2 += (sub * sub);
  }
  let sqrt_ = sqrt(((total2 / f32(B)) + 0.8));
  for (var r0 = 0u; r0 < B * once; r0++) {
    let batch_norm = (G_linear1[r0 * 5u + i] - div) / sqrt_;
    G_batch_norm1[r0 * 5u + i] = batch_norm;
  }
  let batch_norm2 = total2 / f32(B);
  let batch_norm3 = (G_batch_norm1_running_mean[i] * 0.9) + (div * 0.1);
  let batch_norm4 = (G_batch_norm1_running_var[i] * 0.9) + ((batch_norm2 * (f32(B) / max((f32(B) - 1.0), 1.0))) * 0.1);
  G_batch_norm1_2[i] = div;
  G_batch_norm1_running_mean[i] = batch_norm3;
  G_batch_norm1_running_var[i] = batch_norm4;
  G_batch_norm1_3[i] = sqrt_;
}

// program.gan 4:10 mean(G(z) ^ 2), 4:10 mean(G(z) ^ 2)
@compute @workgroup_size(64)
fn loss_G_mean(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    for (var r1 = 0u; r1 < 5u * once; r1++) {
      let maximum = max(0.0, ((G_batch_norm1[r0 * 5u + r1] * G_batch_norm1_weight[r1]) + G_batch_norm1_bias[r1]));
      total += (maximum * maximum);
    }
  }
  let mean = total / (5.0 * f32(B));
  loss_G[0u] = mean;
}

// ∂ program.gan 3:72 relu, ∂ 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn d_G_relu1_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  let value = G_batch_norm1_weight[i];
  let value2 = G_batch_norm1_bias[i];
  let div = 1.0 / (5.0 * f32(B));
  let value4 = G_batch_norm1_3[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let add = (G_batch_norm1[r0 * 5u + i] * value) + value2;
    let select_ = select((div * (2.0 * max(0.0, add))), 0.0, (0.0 >= add));
    let mul = select_ * value;
    total += select_;
    let value3 = G_batch_norm1[r0 * 5u + i];
    total2 += (select_ * value3);
    total3 += ((mul * value3) / value4);
  }
  let div2 = select(((total3 * (-0.5)) / select(value4, 1.0, (value4 == 0.0))), 0.0, (value4 == 0.0)) / f32(B);
  let value5 = G_batch_norm1_4[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let add2 = (G_batch_norm1[r0 * 5u + i] * value) + value2;
    let mul2 = div2 * (G_linear1[r0 * 5u + i] - value5);
    let add3 = (((select((div * (2.0 * max(0.0, add2))), 0.0, (0.0 >= add2)) * value) / value4) + mul2) + mul2;
    d_G_batch_norm1[r0 * 5u + i] = add3;
  }
  d_G_batch_norm1_all[i + 64u] = total;
  d_G_batch_norm1_all[i] = total2;
}

// ∂ program.gan 3:48 batch_norm(eps: 0.8), ∂ 3:48 batch_norm(eps: 0.8), ∂ 3:35 linear(5)
@compute @workgroup_size(64)
fn d_G_batch_norm1_batch_norm_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_G_batch_norm1[r0 * 5u + i];
  }
  var total2 = 0.0;
  let neg = -(total / f32(B));
  for (var r0 = 0u; r0 < B * once; r0++) {
    let add = d_G_batch_norm1[r0 * 5u + i] + neg;
    d_G_batch_norm1_2[r0 * 5u + i] = add;
    total2 += add;
  }
  d_G_linear1[i] = total2;
}

// ∂ program.gan 3:35 linear(5)
@compute @workgroup_size(64)
fn d_G_linear1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 15u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_G_batch_norm1[r0 * 5u + i / 3u] * ((noise_2[r0 * 3u + i % 3u] * 2.0) + (-1.0));
  }
  d_G_linear1[i] = total;
}

// program.gan 5:23 G by sgd(0.01, momentum: 0.9), 5:23 G by sgd(0.01, momentum: 0.9)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 197u) { return; }
  let add = (sgd_G_G_linear1_weight_momentum_all[i] * 0.9) + d_G_linear1_all[i];
  let sub = G_linear1_weight_all[i] - (add * 0.01);
  sgd_G_G_linear1_weight_momentum_all[i] = add;
  G_linear1_weight_all[i] = sub;
}

// program.gan 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn G_batch_norm1_5(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 5u) { return; }
  let batch_norm = sqrt((G_batch_norm1_running_var[i] + 0.8));
  G_batch_norm1[i] = batch_norm;
}

// program.gan 3:35 linear(5), 3:35 linear(5), 3:48 batch_norm(eps: 0.8), 3:72 relu
@compute @workgroup_size(64)
fn G_linear1_linear_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total += z[(i / 5u) * 3u + r0] * G_linear1_weight_2[(i % 5u) * 3u + r0];
  }
  let linear = total + G_linear1_bias_2[i % 5u];
  let batch_norm = linear - G_batch_norm1_running_mean_2[i % 5u];
  let batch_norm2 = batch_norm / G_batch_norm1_2[i % 5u];
  let batch_norm3 = batch_norm2 * G_batch_norm1_weight_2[i % 5u];
  let batch_norm4 = batch_norm3 + G_batch_norm1_bias_2[i % 5u];
  let relu = max(0.0, batch_norm4);
  G_relu1[i] = relu;
}

@compute @workgroup_size(64)
fn random_add(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 3u) { return; }
  let random = random_uniform(philox(((i / 3u) * 3u + (i % 3u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  let add = (random * 2.0) + (-1.0);
  add_2[i] = add;
}
