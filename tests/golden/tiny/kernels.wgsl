// The kernels of Tiny. B is the batch size.

override B: u32 = 64u;

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
@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> C_linear1_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_linear1_weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> C_linear1_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> C_linear1: array<f32>;
@group(0) @binding(7) var<storage, read_write> C_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_C_linear2: array<f32>;
@group(0) @binding(2) var<storage, read_write> C_linear2_weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> C_linear2_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> C_linear2: array<f32>;
@group(0) @binding(5) var<storage, read_write> C_linear2_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> mean_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_C_leaky_relu1: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_C_linear2_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_C_leaky_relu1_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_C_linear2_3: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_C_leaky_relu1_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_C_linear1: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_C_leaky_relu1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_slope: array<f32>;
@group(0) @binding(1) var<storage, read_write> slope: array<f32>;
@group(0) @binding(2) var<storage, read_write> loss_C: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_slope_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> C_linear1_weight_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_C_linear1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> x_3: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_C_linear1_3: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_C_linear1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> C_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_C_linear1_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> C_linear2_weight_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> C_linear1_weight_3: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_C_linear1_5: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_G_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> C_x: array<f32>;
@group(0) @binding(2) var<storage, read_write> C_leaky_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> C_linear2_bias_2: array<f32>;

// program.gan 3:1 noise z: [1] ~ normal(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let noise = random_normal(philox(((i) * 1u + (0u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 5:35 linear(4), 5:35 linear(4)
@compute @workgroup_size(64)
fn C_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value2 = noise_2[i / 4u];
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    let value = C_linear1_weight[(i % 4u) * 2u + r0];
    total += x_2[(i / 4u) * 2u + r0] * value;
    total2 += ((value2 * G_linear1_weight[r0]) + G_linear1_bias[r0]) * value;
  }
  let linear = total + C_linear1_bias[i % 4u];
  let value3 = C_linear1_bias[i % 4u];
  let linear2 = total2 + value3;
  C_linear1[i] = linear;
  C_linear1_2[i] = linear2;
}

// ∂ program.gan 5:67 linear(1)
// program.gan 5:67 linear(1), 5:67 linear(1)
@compute @workgroup_size(64)
fn add_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    let mul = (((-1.0) / f32(B)) + (1.0 / f32(B))) * f32(B);
    clock_draw[0u] = add;
    d_C_linear2[0u] = mul;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      let value = C_linear1[i * 4u + r0];
      let value2 = C_linear2_weight[r0];
      total += select((value * 0.2), value, (value > 0.0)) * value2;
      let value3 = C_linear1_2[i * 4u + r0];
      total2 += select((value3 * 0.2), value3, (value3 > 0.0)) * value2;
    }
    let linear = total + C_linear2_bias[0u];
    let value4 = C_linear2_bias[0u];
    let linear2 = total2 + value4;
    C_linear2[i] = linear;
    C_linear2_2[i] = linear2;
  }
}

// program.gan 7:10 mean(C(G(z))), 7:26 mean(C(x)), 7:10 mean(C(G(z))) - mean(C(x))
@compute @workgroup_size(64)
fn mean(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 1u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += C_linear2[r0];
    total2 += C_linear2_2[r0];
  }
  let mean = total / f32(B);
  let mean2 = total2 / f32(B);
  let mean3 = mean - mean2;
  mean_2[0u] = mean3;
}

// ∂ program.gan 5:48 leaky_relu(0.2), ∂ 5:67 linear(1), ∂ 5:48 leaky_relu(0.2)
@compute @workgroup_size(64)
fn d_C_leaky_relu1_linear_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  let mul = C_linear2_weight[i] * 0.2;
  let value = C_linear2_weight[i];
  let mul2 = ((-1.0) / f32(B)) * value;
  let mul3 = mul2 * 0.2;
  let mul4 = (1.0 / f32(B)) * value;
  let mul5 = mul4 * 0.2;
  d_C_leaky_relu1[i] = mul;
  d_C_linear2_2[i] = mul2;
  d_C_leaky_relu1_2[i] = mul3;
  d_C_linear2_3[i] = mul4;
  d_C_leaky_relu1_3[i] = mul5;
}

// ∂ program.gan 5:35 linear(4)
// ∂ program.gan 5:48 leaky_relu(0.2)
@compute @workgroup_size(64)
fn d_C_linear1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 2u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += select(d_C_leaky_relu1[r0], C_linear2_weight[r0], (C_linear1[(i / 2u) * 4u + r0] > 0.0)) * C_linear1_weight[r0 * 2u + i % 2u];
    }
    d_C_linear1[i] = total;
  } else {
    let launched = launched - ((B * 2u + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    let select_ = select(d_C_leaky_relu1_3[i % 4u], d_C_linear2_3[i % 4u], (C_linear1[i] > 0.0));
    d_C_leaky_relu1_4[i] = select_;
  }
}

// program.gan 6:13 norm(grad(sum(C(x)), x), over: sample), ∂ 6:13 norm(grad(sum(C(x)), x), over: sample), 6:13 norm(grad(sum(C(x)), x), over: sample)
// ∂ program.gan 5:48 leaky_relu(0.2)
@compute @workgroup_size(64)
fn slope_norm_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      let value = d_C_linear1[i * 2u + r0];
      total += (value * value);
    }
    let select_ = select(((((1.0 / f32(B)) * (2.0 * (sqrt(total) - 1.0))) * 0.5) / select(sqrt(total), 1.0, (sqrt(total) == 0.0))), 0.0, (sqrt(total) == 0.0));
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      let mul = select_ * d_C_linear1[i * 2u + r0];
      d_slope[i * 2u + r0] = mul;
    }
    let norm = sqrt(total);
    slope[i] = norm;
  } else {
    let launched = launched - ((B + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    let select_ = select(d_C_leaky_relu1_3[i % 4u], d_C_linear2_3[i % 4u], (C_linear1[i] > 0.0));
    d_C_leaky_relu1_4[i] = select_;
  }
}

// program.gan 7:39 mean((slope - 1) ^ 2), 7:39 mean((slope - 1) ^ 2), 7:10 mean(C(G(z))) - mean(C(x)) + mean((slop…
// ∂ program.gan 5:35 linear(4)
@compute @workgroup_size(64)
fn mean_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let sub = slope[r0] - 1.0;
      total += (sub * sub);
    }
    let mean = total / f32(B);
    let mean2 = mean_2[0u] + mean;
    loss_C[0u] = mean2;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += d_slope_2[(i / 4u) * 2u + r0] * C_linear1_weight_2[(i % 4u) * 2u + r0];
    }
    d_C_linear1_2[i] = total;
  }
}

// ∂ program.gan 5:35 linear(4), ∂ 5:35 linear(4)
@compute @workgroup_size(64)
fn d_C_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 8u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  let value = C_linear2_weight[i / 2u];
  let value2 = d_C_leaky_relu1_2[i / 2u];
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_slope[r0 * 2u + i % 2u] * select(value2, value, (C_linear1[r0 * 4u + i / 2u] > 0.0));
    total2 += d_C_leaky_relu1_3[r0 * 4u + i / 2u] * x_3[r0 * 2u + i % 2u];
  }
  let mul = total * 2.0;
  let add = mul + total2;
  d_C_linear1_3[i] = add;
}

// ∂ program.gan 5:67 linear(1), ∂ 5:67 linear(1), ∂ 5:35 linear(4)
@compute @workgroup_size(64)
fn d_C_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 4u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  var total4 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = C_linear1[r0 * 4u + i];
    let greater = value > 0.0;
    let value2 = d_C_linear1[r0 * 4u + i];
    total += select((value2 * 0.4), (value2 * 2.0), greater) * 1.0;
    total2 += select((value * 0.2), value, greater);
    let value3 = C_linear1_2[r0 * 4u + i];
    total3 += select((value3 * 0.2), value3, (value3 > 0.0));
    total4 += (d_C_leaky_relu1[r0 * 4u + i] + d_C_leaky_relu1_3[r0 * 4u + i]);
  }
  let mul = ((-1.0) / f32(B)) * total2;
  let add = total + mul;
  let mul2 = (1.0 / f32(B)) * total3;
  let add2 = add + mul2;
  d_C_linear1_3[i] = total4;
  d_C_linear2_2[i] = add2;
}

// ∂ program.gan 5:35 linear(4), ∂ 5:35 linear(4)
@compute @workgroup_size(64)
fn d_C_linear1_linear_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 8u) { return; }
  var total = 0.0;
  let value = G_linear1_weight[i % 2u];
  let value2 = G_linear1_bias[i % 2u];
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += d_C_leaky_relu1[r0 * 4u + i / 2u] * ((noise_2[r0] * value) + value2);
  }
  let add = d_C_linear1_2[i] + total;
  d_C_linear1_4[i] = add;
}

// program.gan 9:23 C by sgd(0.1)
@compute @workgroup_size(64)
fn C_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 193u) { return; }
  let sub = C_linear1_weight_all[i] - (d_C_linear1_all[i] * 0.1);
  C_linear1_weight_all[i] = sub;
}

// program.gan 3:1 noise z: [1] ~ normal(0, 1)
// ∂ program.gan 5:67 linear(1), ∂ 5:48 leaky_relu(0.2)
@compute @workgroup_size(64)
fn noise_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    let noise = random_normal(philox(((i) * 1u + (0u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
    noise_2[i] = noise;
  } else {
    let launched = launched - ((B + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    let mul = ((-1.0) / f32(B)) * C_linear2_weight_2[i];
    let mul2 = mul * 0.2;
    d_C_linear2_3[i] = mul;
    d_C_leaky_relu1_3[i] = mul2;
  }
}

// program.gan 5:35 linear(4), 5:35 linear(4)
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
    if (i >= B * 4u) { return; }
    var total = 0.0;
    let value = noise_2[i / 4u];
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      total += ((value * G_linear1_weight[r0]) + G_linear1_bias[r0]) * C_linear1_weight_3[(i % 4u) * 2u + r0];
    }
    let linear = total + C_linear1_bias[i % 4u];
    C_linear1[i] = linear;
  }
}

// program.gan 5:67 linear(1), 5:67 linear(1)
// ∂ program.gan 5:35 linear(4)
@compute @workgroup_size(64)
fn C_linear2_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      let value = C_linear1[i * 4u + r0];
      total += select((value * 0.2), value, (value > 0.0)) * C_linear2_weight[r0];
    }
    let linear = total + C_linear2_bias[0u];
    C_linear2[i] = linear;
  } else {
    let launched = launched - ((B + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 4u * once; r0++) {
      total += select(d_C_leaky_relu1_3[r0], d_C_linear2[r0], (C_linear1[(i / 2u) * 4u + r0] > 0.0)) * C_linear1_weight[r0 * 2u + i % 2u];
    }
    d_C_linear1_5[i] = total;
  }
}

// program.gan 7:10 mean(C(G(z))), 7:10 mean(C(G(z))), 8:10 -mean(C(G(z)))
// ∂ program.gan 4:35 linear(2), ∂ 4:35 linear(2)
@compute @workgroup_size(64)
fn mean_neg_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += C_linear2[r0];
    }
    let mean = total / f32(B);
    let neg = -mean;
    loss_G[0u] = neg;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = d_C_linear1[r0 * 2u + i];
      total += value;
      total2 += value * noise_2[r0];
    }
    d_G_linear1[i] = total;
    d_G_linear1_2[i] = total2;
  }
}

// program.gan 9:43 G by sgd(0.1)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 66u) { return; }
  let sub = G_linear1_weight_all[i] - (d_G_linear1_all[i] * 0.1);
  G_linear1_weight_all[i] = sub;
}

// program.gan 4:35 linear(2)
@compute @workgroup_size(64)
fn G_linear1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let linear = (z[i / 2u] * G_linear1_weight[i % 2u]) + G_linear1_bias[i % 2u];
  G_linear1_2[i] = linear;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  let random = random_normal(philox(((i) * 1u + (0u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}

// program.gan 5:35 linear(4), 5:35 linear(4), 5:48 leaky_relu(0.2)
@compute @workgroup_size(64)
fn C_linear1_linear_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += C_x[(i / 4u) * 2u + r0] * C_linear1_weight[(i % 4u) * 2u + r0];
  }
  let linear = total + C_linear1_bias[i % 4u];
  let leaky_relu = select((linear * 0.2), linear, (linear > 0.0));
  C_leaky_relu1[i] = leaky_relu;
}

// program.gan 5:67 linear(1), 5:67 linear(1)
@compute @workgroup_size(64)
fn C_linear2_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 4u * once; r0++) {
    total += C_leaky_relu1[i * 4u + r0] * C_linear2_weight_2[r0];
  }
  let linear = total + C_linear2_bias_2[0u];
  C_linear2[i] = linear;
}
