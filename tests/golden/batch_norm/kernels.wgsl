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
@group(0) @binding(0) var<storage, read_write> G_batch_norm1_running_mean: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_batch_norm1_running_var: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_batch_norm1: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_batch_norm1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_batch_norm1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_batch_norm1_bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_batch_norm1_3: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_G_relu1: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_G_batch_norm1: array<f32>;
@group(0) @binding(3) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_batch_norm1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_batch_norm1_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_G_batch_norm1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_linear1_2: array<f32>;
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
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 3u) { return; }
  let noise = random_uniform(philox(((i / 3u) * 3u + (i % 3u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 3:35 linear(5), 3:35 linear(5)
@compute @workgroup_size(64)
fn G_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 3u * once; r0++) {
    total += ((noise_2[(i / 5u) * 3u + r0] * 2.0) + (-1.0)) * G_linear1_weight[(i % 5u) * 3u + r0];
  }
  let linear = total + G_linear1_bias[i % 5u];
  G_linear1[i] = linear;
}

// program.gan 3:48 batch_norm(eps: 0.8), 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn G_batch_norm1_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
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
  let batch_norm = total2 / f32(B);
  let batch_norm2 = (G_batch_norm1_running_mean[i] * 0.9) + (div * 0.1);
  let batch_norm3 = (G_batch_norm1_running_var[i] * 0.9) + ((batch_norm * (f32(B) / max((f32(B) - 1.0), 1.0))) * 0.1);
  let batch_norm4 = sqrt((batch_norm + 0.8));
  G_batch_norm1[i] = div;
  G_batch_norm1_running_mean[i] = batch_norm2;
  G_batch_norm1_running_var[i] = batch_norm3;
  G_batch_norm1_2[i] = batch_norm4;
}

// program.gan 3:48 batch_norm(eps: 0.8), ∂ 3:72 relu, ∂ 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn G_batch_norm1_relu_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 5u) { return; }
  let batch_norm = (G_linear1[i] - G_batch_norm1[i % 5u]) / G_batch_norm1_2[i % 5u];
  let add = (batch_norm * G_batch_norm1_weight[i % 5u]) + G_batch_norm1_bias[i % 5u];
  let select_ = select(((1.0 / (5.0 * f32(B))) * (2.0 * max(0.0, add))), 0.0, (0.0 >= add));
  let value = G_batch_norm1_weight[i % 5u];
  let mul = select_ * value;
  G_batch_norm1_3[i] = batch_norm;
  d_G_relu1[i] = select_;
  d_G_batch_norm1[i] = mul;
}

@compute @workgroup_size(1)
fn add() {
  let add = clock_draw[0u] + 1;
  clock_draw[0u] = add;
}

// program.gan 4:10 mean(G(z) ^ 2), 4:10 mean(G(z) ^ 2)
@compute @workgroup_size(64)
fn loss_G_mean(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
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

// ∂ program.gan 3:48 batch_norm(eps: 0.8), ∂ 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn d_G_batch_norm1_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  let value3 = G_batch_norm1_2[i];
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = d_G_relu1[r0 * 5u + i];
    total += value;
    let value2 = G_batch_norm1[r0 * 5u + i];
    total2 += (value * value2);
    total3 += ((d_G_batch_norm1[r0 * 5u + i] * value2) / value3);
  }
  let mul = total3 * (-0.5);
  let div = mul / select(value3, 1.0, (value3 == 0.0));
  let equal = value3 == 0.0;
  let select_ = select(div, 0.0, equal);
  let div2 = select_ / f32(B);
  d_G_batch_norm1_2[i] = total;
  d_G_batch_norm1_3[i] = total2;
  d_G_batch_norm1_4[i] = div2;
}

// ∂ program.gan 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn d_G_batch_norm1_5(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 5u) { return; }
  let mul = d_G_batch_norm1_2[i % 5u] * (G_linear1[i] - G_batch_norm1_2[i % 5u]);
  let add = ((d_G_batch_norm1[i] / G_batch_norm1[i % 5u]) + mul) + mul;
  d_G_batch_norm1_3[i] = add;
}

// ∂ program.gan 3:48 batch_norm(eps: 0.8), ∂ 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn d_G_batch_norm1_batch_norm_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_G_batch_norm1[r0 * 5u + i];
  }
  let div = total / f32(B);
  let neg = -div;
  d_G_batch_norm1_2[i] = neg;
}

// ∂ program.gan 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn d_G_batch_norm1_6(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 5u) { return; }
  let add = d_G_batch_norm1[i] + d_G_batch_norm1_2[i % 5u];
  d_G_batch_norm1_3[i] = add;
}

// ∂ program.gan 3:35 linear(5)
@compute @workgroup_size(64)
fn d_G_linear1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 5u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_G_batch_norm1[r0 * 5u + i];
  }
  d_G_linear1_2[i] = total;
}

// ∂ program.gan 3:35 linear(5)
@compute @workgroup_size(64)
fn d_G_linear1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 15u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_G_batch_norm1[r0 * 5u + i / 3u] * ((noise_2[r0 * 3u + i % 3u] * 2.0) + (-1.0));
  }
  d_G_linear1_2[i] = total;
}

// program.gan 5:23 G by sgd(0.01, momentum: 0.9), 5:23 G by sgd(0.01, momentum: 0.9)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 197u) { return; }
  let add = (sgd_G_G_linear1_weight_momentum_all[i] * 0.9) + d_G_linear1_all[i];
  let sub = G_linear1_weight_all[i] - (add * 0.01);
  sgd_G_G_linear1_weight_momentum_all[i] = add;
  G_linear1_weight_all[i] = sub;
}

// program.gan 3:48 batch_norm(eps: 0.8)
@compute @workgroup_size(64)
fn G_batch_norm1_4(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= 5u) { return; }
  let batch_norm = sqrt((G_batch_norm1_running_var[i] + 0.8));
  G_batch_norm1[i] = batch_norm;
}

// program.gan 3:35 linear(5), 3:35 linear(5), 3:48 batch_norm(eps: 0.8), 3:72 relu
@compute @workgroup_size(64)
fn G_linear1_linear_batch_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = (group.x + group.y * groups.x) * 64u + lane;
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
  let i = (group.x + group.y * groups.x) * 64u + lane;
  if (i >= B * 3u) { return; }
  let random = random_uniform(philox(((i / 3u) * 3u + (i % 3u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  let add = (random * 2.0) + (-1.0);
  add_2[i] = add;
}
