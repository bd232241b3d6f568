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

// WGSL's own may be off by 1e-5, or overflow. Near 0, where 1 - t would lose the digits of x, the series serves.
fn stable_tanh(x: f32) -> f32 {
  let tail = exp(-2.0 * abs(x));
  let square = x * x;
  let series = x * (1.0 - square * (0.33333334 - square * (0.13333334 - square * 0.053968254)));
  return select(sign(x) * (1.0 - tail) / (1.0 + tail), series, abs(x) < 0.2);
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

@group(0) @binding(0) var<storage, read_write> x_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> D_block1_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> D_block1_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_block1_linear1: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(5) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(6) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> adam_D_first_correction: array<f32>;
@group(0) @binding(1) var<storage, read_write> adam_D_second_correction: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_adam: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_adam_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> noise: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_block1_linear1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_block1_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_block1_leaky_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> G_block1_leaky_relu1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> G_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_tanh1_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_block1_linear1_2: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> minimax_d_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_minimax_d: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_minimax_d_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_block1_leaky_relu1: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_D_block1_leaky_relu1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_block1_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_linear1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_block1_leaky_relu1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_D_block1_linear1_3: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_D_block1_linear1_4: array<f32>;
@group(0) @binding(0) var<storage, read_write> adam_D_D_block1_linear1_weight_first_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_block1_linear1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> adam_D_D_block1_linear1_weight_second_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_block1_linear1_weight_all: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_adam_3: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_adam_4: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> gap: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_linear1_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_block1_leaky_relu1_4_2: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_G_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_tanh1_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_linear1_weight_4_2: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> G_block1_leaky_relu1_4_2: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> d_G_block1_leaky_relu1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_G_linear1_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> d_G_block1_linear1: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_block1_linear1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> adam_G_G_block1_linear1_weight_first_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_block1_linear1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> adam_G_G_block1_linear1_weight_second_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_block1_linear1_weight_all: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_adam: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_adam_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_block1_leaky_relu1: array<f32>;
@group(0) @binding(6) var<storage, read_write> minimax_d_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_block1_linear1_weight_4_2: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_D_block1_leaky_relu1_4_3: array<vec4<f32>>;
@group(0) @binding(7) var<storage, read_write> d_G_tanh1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x_4: array<vec4<f32>>;

// program.gan 4:24 linear(n), 4:24 linear(n)
// program.gan 3:1 noise z: [2] ~ normal(0, 1)
@compute @workgroup_size(64)
fn D_block1_linear1_linear_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 7u) / 8u) {
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = tile;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    var sum4a = vec4f();
    var sum4b = vec4f();
    var sum5a = vec4f();
    var sum5b = vec4f();
    var sum6a = vec4f();
    var sum6b = vec4f();
    var sum7a = vec4f();
    var sum7b = vec4f();
    let m1 = min(mt * 8u + 1u, B - 1u);
    let m2 = min(mt * 8u + 2u, B - 1u);
    let m3 = min(mt * 8u + 3u, B - 1u);
    let m4 = min(mt * 8u + 4u, B - 1u);
    let m5 = min(mt * 8u + 5u, B - 1u);
    let m6 = min(mt * 8u + 6u, B - 1u);
    let m7 = min(mt * 8u + 7u, B - 1u);
    let at = mt * 8u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = x_4[at];
      let a2 = x_4[m1];
      let a3 = x_4[m2];
      let a4 = x_4[m3];
      let a5 = x_4[m4];
      let a6 = x_4[m5];
      let a7 = x_4[m6];
      let a8 = x_4[m7];
      let b = D_block1_linear1_weight_4[0u];
      let b2 = D_block1_linear1_weight_4[1u];
      let b3 = D_block1_linear1_weight_4[2u];
      let b4 = D_block1_linear1_weight_4[3u];
      let b5 = D_block1_linear1_weight_4[4u];
      let b6 = D_block1_linear1_weight_4[5u];
      let b7 = D_block1_linear1_weight_4[6u];
      let b8 = D_block1_linear1_weight_4[7u];
      let column = vec4f(b.x, b2.x, b3.x, b4.x);
      let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
      let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
      let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
      let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
      let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
      let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
      let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
      sum0a = fma(vec4f(a.x), column, sum0a);
      sum0b = fma(vec4f(a.x), column2, sum0b);
      sum0a = fma(vec4f(a.y), column3, sum0a);
      sum0b = fma(vec4f(a.y), column4, sum0b);
      sum0a = fma(vec4f(a.z), column5, sum0a);
      sum0b = fma(vec4f(a.z), column6, sum0b);
      sum0a = fma(vec4f(a.w), column7, sum0a);
      sum0b = fma(vec4f(a.w), column8, sum0b);
      sum1a = fma(vec4f(a2.x), column, sum1a);
      sum1b = fma(vec4f(a2.x), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a2.z), column5, sum1a);
      sum1b = fma(vec4f(a2.z), column6, sum1b);
      sum1a = fma(vec4f(a2.w), column7, sum1a);
      sum1b = fma(vec4f(a2.w), column8, sum1b);
      sum2a = fma(vec4f(a3.x), column, sum2a);
      sum2b = fma(vec4f(a3.x), column2, sum2b);
      sum2a = fma(vec4f(a3.y), column3, sum2a);
      sum2b = fma(vec4f(a3.y), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a3.w), column7, sum2a);
      sum2b = fma(vec4f(a3.w), column8, sum2b);
      sum3a = fma(vec4f(a4.x), column, sum3a);
      sum3b = fma(vec4f(a4.x), column2, sum3b);
      sum3a = fma(vec4f(a4.y), column3, sum3a);
      sum3b = fma(vec4f(a4.y), column4, sum3b);
      sum3a = fma(vec4f(a4.z), column5, sum3a);
      sum3b = fma(vec4f(a4.z), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
      sum4a = fma(vec4f(a5.x), column, sum4a);
      sum4b = fma(vec4f(a5.x), column2, sum4b);
      sum4a = fma(vec4f(a5.y), column3, sum4a);
      sum4b = fma(vec4f(a5.y), column4, sum4b);
      sum4a = fma(vec4f(a5.z), column5, sum4a);
      sum4b = fma(vec4f(a5.z), column6, sum4b);
      sum4a = fma(vec4f(a5.w), column7, sum4a);
      sum4b = fma(vec4f(a5.w), column8, sum4b);
      sum5a = fma(vec4f(a6.x), column, sum5a);
      sum5b = fma(vec4f(a6.x), column2, sum5b);
      sum5a = fma(vec4f(a6.y), column3, sum5a);
      sum5b = fma(vec4f(a6.y), column4, sum5b);
      sum5a = fma(vec4f(a6.z), column5, sum5a);
      sum5b = fma(vec4f(a6.z), column6, sum5b);
      sum5a = fma(vec4f(a6.w), column7, sum5a);
      sum5b = fma(vec4f(a6.w), column8, sum5b);
      sum6a = fma(vec4f(a7.x), column, sum6a);
      sum6b = fma(vec4f(a7.x), column2, sum6b);
      sum6a = fma(vec4f(a7.y), column3, sum6a);
      sum6b = fma(vec4f(a7.y), column4, sum6b);
      sum6a = fma(vec4f(a7.z), column5, sum6a);
      sum6b = fma(vec4f(a7.z), column6, sum6b);
      sum6a = fma(vec4f(a7.w), column7, sum6a);
      sum6b = fma(vec4f(a7.w), column8, sum6b);
      sum7a = fma(vec4f(a8.x), column, sum7a);
      sum7b = fma(vec4f(a8.x), column2, sum7b);
      sum7a = fma(vec4f(a8.y), column3, sum7a);
      sum7b = fma(vec4f(a8.y), column4, sum7b);
      sum7a = fma(vec4f(a8.z), column5, sum7a);
      sum7b = fma(vec4f(a8.z), column6, sum7b);
      sum7a = fma(vec4f(a8.w), column7, sum7a);
      sum7b = fma(vec4f(a8.w), column8, sum7b);
    }
    if (across != nt || tile >= ((B + 7u) / 8u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let linear = sums[e / 4u][e % 4u];
      let linear2 = linear + D_block1_linear1_bias[n];
      D_block1_linear1[m * 8u + n] = linear2;
    }
  } else {
    let launched = launched - ((B + 7u) / 8u);
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    let noise = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
    noise_2[i] = noise;
  }
}

// program.gan 11:8 D by adam(2e-4, beta1: 0.5), 11:8 D by adam(2e-4, beta1: 0.5)
// program.gan 12:8 G by adam(2e-4, beta1: 0.5), 12:8 G by adam(2e-4, beta1: 0.5)
@compute @workgroup_size(1)
fn add_D() {
  let add = clock_draw[0u] + 1;
  let add2 = (adam_D_first_correction[0u] * 0.5) + 0.5;
  let add3 = (adam_D_second_correction[0u] * 0.999) + 0.001;
  let sqrt_ = sqrt(add3);
  let div = 0.0002 / add2;
  clock_draw[0u] = add;
  adam_D_first_correction[0u] = add2;
  adam_D_second_correction[0u] = add3;
  D_adam[0u] = sqrt_;
  D_adam_2[0u] = div;
}

// program.gan 4:24 linear(n), 4:24 linear(n), 4:37 leaky_relu(0.2)
@compute @workgroup_size(64)
fn G_block1_linear1_linear_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 8u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    total += noise[(i / 8u) * 2u + r0] * G_block1_linear1_weight[(i % 8u) * 2u + r0];
  }
  let linear = total + G_block1_linear1_bias[i % 8u];
  let leaky_relu = select((linear * 0.2), linear, (linear > 0.0));
  G_block1_leaky_relu1[i] = leaky_relu;
}

// program.gan 5:51 linear(4), 5:51 linear(4), 5:64 tanh
@compute @workgroup_size(16)
fn G_linear1_linear_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B + 7u) / 8u) - 1u);
  let mt = 0u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let n1 = min(nt * 8u + 1u, B - 1u);
  let n2 = min(nt * 8u + 2u, B - 1u);
  let n3 = min(nt * 8u + 3u, B - 1u);
  let n4 = min(nt * 8u + 4u, B - 1u);
  let n5 = min(nt * 8u + 5u, B - 1u);
  let n6 = min(nt * 8u + 6u, B - 1u);
  let n7 = min(nt * 8u + 7u, B - 1u);
  let at = nt * 16u;
  let at2 = n1 * 2u;
  let at3 = n2 * 2u;
  let at4 = n3 * 2u;
  let at5 = n4 * 2u;
  let at6 = n5 * 2u;
  let at7 = n6 * 2u;
  let at8 = n7 * 2u;
  for (var k = 0u; k < 2u * once; k++) {
    let a = G_linear1_weight_4[k];
    let a2 = G_linear1_weight_4[k + 2u];
    let a3 = G_linear1_weight_4[k + 4u];
    let a4 = G_linear1_weight_4[k + 6u];
    let b = G_block1_leaky_relu1_4[at + k];
    let b2 = G_block1_leaky_relu1_4[at2 + k];
    let b3 = G_block1_leaky_relu1_4[at3 + k];
    let b4 = G_block1_leaky_relu1_4[at4 + k];
    let b5 = G_block1_leaky_relu1_4[at5 + k];
    let b6 = G_block1_leaky_relu1_4[at6 + k];
    let b7 = G_block1_leaky_relu1_4[at7 + k];
    let b8 = G_block1_leaky_relu1_4[at8 + k];
    let column = vec4f(b.x, b2.x, b3.x, b4.x);
    let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
    let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
    let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
    let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
    let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
    let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
    let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
    sum0a = fma(vec4f(a.x), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.y), column3, sum0a);
    sum0b = fma(vec4f(a.y), column4, sum0b);
    sum0a = fma(vec4f(a.z), column5, sum0a);
    sum0b = fma(vec4f(a.z), column6, sum0b);
    sum0a = fma(vec4f(a.w), column7, sum0a);
    sum0b = fma(vec4f(a.w), column8, sum0b);
    sum1a = fma(vec4f(a2.x), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.y), column3, sum1a);
    sum1b = fma(vec4f(a2.y), column4, sum1b);
    sum1a = fma(vec4f(a2.z), column5, sum1a);
    sum1b = fma(vec4f(a2.z), column6, sum1b);
    sum1a = fma(vec4f(a2.w), column7, sum1a);
    sum1b = fma(vec4f(a2.w), column8, sum1b);
    sum2a = fma(vec4f(a3.x), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.y), column3, sum2a);
    sum2b = fma(vec4f(a3.y), column4, sum2b);
    sum2a = fma(vec4f(a3.z), column5, sum2a);
    sum2b = fma(vec4f(a3.z), column6, sum2b);
    sum2a = fma(vec4f(a3.w), column7, sum2a);
    sum2b = fma(vec4f(a3.w), column8, sum2b);
    sum3a = fma(vec4f(a4.x), column, sum3a);
    sum3b = fma(vec4f(a4.x), column2, sum3b);
    sum3a = fma(vec4f(a4.y), column3, sum3a);
    sum3b = fma(vec4f(a4.y), column4, sum3b);
    sum3a = fma(vec4f(a4.z), column5, sum3a);
    sum3b = fma(vec4f(a4.z), column6, sum3b);
    sum3a = fma(vec4f(a4.w), column7, sum3a);
    sum3b = fma(vec4f(a4.w), column8, sum3b);
  }
  if (across != nt || tile / ((B + 127u) / 128u) >= 1u) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(n < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + G_linear1_bias[m];
    let tanh_ = stable_tanh(linear2);
    G_tanh1[n * 4u + m] = tanh_;
  }
}

// program.gan 4:24 linear(n), 4:24 linear(n)
@compute @workgroup_size(16)
fn D_block1_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane;
  let nt = min(across, 1u - 1u);
  let mt = tile;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let m1 = min(mt * 8u + 1u, B - 1u);
  let m2 = min(mt * 8u + 2u, B - 1u);
  let m3 = min(mt * 8u + 3u, B - 1u);
  let m4 = min(mt * 8u + 4u, B - 1u);
  let m5 = min(mt * 8u + 5u, B - 1u);
  let m6 = min(mt * 8u + 6u, B - 1u);
  let m7 = min(mt * 8u + 7u, B - 1u);
  let at = mt * 8u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = G_tanh1_4[at];
    let a2 = G_tanh1_4[m1];
    let a3 = G_tanh1_4[m2];
    let a4 = G_tanh1_4[m3];
    let a5 = G_tanh1_4[m4];
    let a6 = G_tanh1_4[m5];
    let a7 = G_tanh1_4[m6];
    let a8 = G_tanh1_4[m7];
    let b = D_block1_linear1_weight_4[0u];
    let b2 = D_block1_linear1_weight_4[1u];
    let b3 = D_block1_linear1_weight_4[2u];
    let b4 = D_block1_linear1_weight_4[3u];
    let b5 = D_block1_linear1_weight_4[4u];
    let b6 = D_block1_linear1_weight_4[5u];
    let b7 = D_block1_linear1_weight_4[6u];
    let b8 = D_block1_linear1_weight_4[7u];
    let column = vec4f(b.x, b2.x, b3.x, b4.x);
    let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
    let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
    let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
    let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
    let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
    let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
    let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
    sum0a = fma(vec4f(a.x), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.y), column3, sum0a);
    sum0b = fma(vec4f(a.y), column4, sum0b);
    sum0a = fma(vec4f(a.z), column5, sum0a);
    sum0b = fma(vec4f(a.z), column6, sum0b);
    sum0a = fma(vec4f(a.w), column7, sum0a);
    sum0b = fma(vec4f(a.w), column8, sum0b);
    sum1a = fma(vec4f(a2.x), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.y), column3, sum1a);
    sum1b = fma(vec4f(a2.y), column4, sum1b);
    sum1a = fma(vec4f(a2.z), column5, sum1a);
    sum1b = fma(vec4f(a2.z), column6, sum1b);
    sum1a = fma(vec4f(a2.w), column7, sum1a);
    sum1b = fma(vec4f(a2.w), column8, sum1b);
    sum2a = fma(vec4f(a3.x), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.y), column3, sum2a);
    sum2b = fma(vec4f(a3.y), column4, sum2b);
    sum2a = fma(vec4f(a3.z), column5, sum2a);
    sum2b = fma(vec4f(a3.z), column6, sum2b);
    sum2a = fma(vec4f(a3.w), column7, sum2a);
    sum2b = fma(vec4f(a3.w), column8, sum2b);
    sum3a = fma(vec4f(a4.x), column, sum3a);
    sum3b = fma(vec4f(a4.x), column2, sum3b);
    sum3a = fma(vec4f(a4.y), column3, sum3a);
    sum3b = fma(vec4f(a4.y), column4, sum3b);
    sum3a = fma(vec4f(a4.z), column5, sum3a);
    sum3b = fma(vec4f(a4.z), column6, sum3b);
    sum3a = fma(vec4f(a4.w), column7, sum3a);
    sum3b = fma(vec4f(a4.w), column8, sum3b);
    sum4a = fma(vec4f(a5.x), column, sum4a);
    sum4b = fma(vec4f(a5.x), column2, sum4b);
    sum4a = fma(vec4f(a5.y), column3, sum4a);
    sum4b = fma(vec4f(a5.y), column4, sum4b);
    sum4a = fma(vec4f(a5.z), column5, sum4a);
    sum4b = fma(vec4f(a5.z), column6, sum4b);
    sum4a = fma(vec4f(a5.w), column7, sum4a);
    sum4b = fma(vec4f(a5.w), column8, sum4b);
    sum5a = fma(vec4f(a6.x), column, sum5a);
    sum5b = fma(vec4f(a6.x), column2, sum5b);
    sum5a = fma(vec4f(a6.y), column3, sum5a);
    sum5b = fma(vec4f(a6.y), column4, sum5b);
    sum5a = fma(vec4f(a6.z), column5, sum5a);
    sum5b = fma(vec4f(a6.z), column6, sum5b);
    sum5a = fma(vec4f(a6.w), column7, sum5a);
    sum5b = fma(vec4f(a6.w), column8, sum5b);
    sum6a = fma(vec4f(a7.x), column, sum6a);
    sum6b = fma(vec4f(a7.x), column2, sum6b);
    sum6a = fma(vec4f(a7.y), column3, sum6a);
    sum6b = fma(vec4f(a7.y), column4, sum6b);
    sum6a = fma(vec4f(a7.z), column5, sum6a);
    sum6b = fma(vec4f(a7.z), column6, sum6b);
    sum6a = fma(vec4f(a7.w), column7, sum6a);
    sum6b = fma(vec4f(a7.w), column8, sum6b);
    sum7a = fma(vec4f(a8.x), column, sum7a);
    sum7b = fma(vec4f(a8.x), column2, sum7b);
    sum7a = fma(vec4f(a8.y), column3, sum7a);
    sum7b = fma(vec4f(a8.y), column4, sum7b);
    sum7a = fma(vec4f(a8.z), column5, sum7a);
    sum7b = fma(vec4f(a8.z), column6, sum7b);
    sum7a = fma(vec4f(a8.w), column7, sum7a);
    sum7b = fma(vec4f(a8.w), column8, sum7b);
  }
  if (across != nt || tile >= ((B + 7u) / 8u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + D_block1_linear1_bias[n];
    D_block1_linear1[m * 8u + n] = linear2;
  }
}

// program.gan 6:51 linear(1), 6:51 linear(1), 7:10 minimax_d(D(x), D(G(z))), ∂ 7:10 minimax_d(D(x), D(G(z)))
@compute @workgroup_size(64)
fn D_linear1_linear_minimax_d(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let value = D_block1_linear1[i * 8u + r0];
    let value2 = D_linear1_weight[r0];
    total += select((value * 0.2), value, (value > 0.0)) * value2;
    let value3 = D_block1_linear1_2[i * 8u + r0];
    total2 += select((value3 * 0.2), value3, (value3 > 0.0)) * value2;
  }
  let linear = total + D_linear1_bias[0u];
  let value4 = D_linear1_bias[0u];
  let linear2 = total2 + value4;
  let minimax_d = -linear;
  let mul = (-((-1.0) / f32(B))) * stable_sigmoid(linear2);
  let neg = -((-1.0) / f32(B));
  let neg2 = -(neg * stable_sigmoid(minimax_d));
  D_linear1[i] = linear2;
  minimax_d_2[i] = minimax_d;
  d_minimax_d[i] = mul;
  d_minimax_d_2[i] = neg2;
}

// program.gan 7:10 minimax_d(D(x), D(G(z))), 7:10 minimax_d(D(x), D(G(z)))
// ∂ program.gan 6:51 linear(1)
@compute @workgroup_size(64)
fn minimax_d_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += stable_softplus(minimax_d_2[r0]);
      total2 += stable_softplus(D_linear1[r0]);
    }
    let minimax_d = total / f32(B);
    let minimax_d2 = total2 / f32(B);
    let minimax_d3 = minimax_d + minimax_d2;
    loss_D[0u] = minimax_d3;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (d_minimax_d[r0] - (neg * stable_sigmoid(minimax_d_2[r0])));
    }
    d_D_linear1[0u] = total;
  }
}

// ∂ program.gan 4:37 leaky_relu(0.2), ∂ 4:37 leaky_relu(0.2)
@compute @workgroup_size(64)
fn d_D_block1_leaky_relu1_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 8u) { return; }
  let mul = d_minimax_d[i / 8u] * D_linear1_weight[i % 8u];
  let select_ = select((mul * 0.2), mul, (D_block1_linear1[i] > 0.0));
  let value = D_linear1_weight[i % 8u];
  let mul2 = d_minimax_d_2[i / 8u] * value;
  let select_2 = select((mul2 * 0.2), mul2, (D_block1_linear1_2[i] > 0.0));
  d_D_block1_leaky_relu1[i] = select_;
  d_D_block1_leaky_relu1_2[i] = select_2;
}

// ∂ program.gan 6:51 linear(1), ∂ 6:51 linear(1), ∂ 4:24 linear(n)
@compute @workgroup_size(64)
fn d_D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 8u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  var total3 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = D_block1_linear1[r0 * 8u + i];
    total += d_minimax_d[r0] * select((value * 0.2), value, (value > 0.0));
    let value2 = D_block1_linear1_2[r0 * 8u + i];
    total2 += d_minimax_d_2[r0] * select((value2 * 0.2), value2, (value2 > 0.0));
    total3 += (d_D_block1_leaky_relu1[r0 * 8u + i] + d_D_block1_leaky_relu1_2[r0 * 8u + i]);
  }
  let add = total + total2;
  d_D_block1_linear1[i] = total3;
  d_D_linear1_2[i] = add;
}

// ∂ program.gan 4:24 linear(n)
@compute @workgroup_size(16)
fn d_D_block1_linear1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane;
  let nt = min(across, 1u - 1u);
  let mt = 0u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  for (var k = 0u; k < B * once; k++) {
    let a = G_tanh1_4[k];
    let b = d_D_block1_leaky_relu1_4[k * 2u];
    let at = k * 2u;
    let b2 = d_D_block1_leaky_relu1_4[at + 1u];
    sum0a = fma(vec4f(a.x), b, sum0a);
    sum0b = fma(vec4f(a.x), b2, sum0b);
    sum1a = fma(vec4f(a.y), b, sum1a);
    sum1b = fma(vec4f(a.y), b2, sum1b);
    sum2a = fma(vec4f(a.z), b, sum2a);
    sum2b = fma(vec4f(a.z), b2, sum2b);
    sum3a = fma(vec4f(a.w), b, sum3a);
    sum3b = fma(vec4f(a.w), b2, sum3b);
  }
  if (across != nt) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  for (var e = 0u; e < 8u; e++) {
    let m = mt * 4u + e / 2u;
    let n = nt * 2u + e % 2u;
    let contract = sums[e];
    d_D_block1_linear1_3[n * 16u + m] = contract.x;
    d_D_block1_linear1_3[n * 16u + m + 4u] = contract.y;
    d_D_block1_linear1_3[n * 16u + m + 8u] = contract.z;
    d_D_block1_linear1_3[n * 16u + m + 12u] = contract.w;
  }
}

// ∂ program.gan 4:24 linear(n), ∂ 4:24 linear(n)
@compute @workgroup_size(16)
fn d_D_block1_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane;
  let nt = min(across, 1u - 1u);
  let mt = 0u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  for (var k = 0u; k < B * once; k++) {
    let a = x_4[k];
    let b = d_D_block1_leaky_relu1_4[k * 2u];
    let at = k * 2u;
    let b2 = d_D_block1_leaky_relu1_4[at + 1u];
    sum0a = fma(vec4f(a.x), b, sum0a);
    sum0b = fma(vec4f(a.x), b2, sum0b);
    sum1a = fma(vec4f(a.y), b, sum1a);
    sum1b = fma(vec4f(a.y), b2, sum1b);
    sum2a = fma(vec4f(a.z), b, sum2a);
    sum2b = fma(vec4f(a.z), b2, sum2b);
    sum3a = fma(vec4f(a.w), b, sum3a);
    sum3b = fma(vec4f(a.w), b2, sum3b);
  }
  if (across != nt) { return; }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  for (var e = 0u; e < 32u; e++) {
    let m = mt * 4u + e / 8u;
    let n = nt * 8u + e % 8u;
    let contract = sums[e / 4u][e % 4u];
    let add = d_D_block1_linear1_3[n * 4u + m] + contract;
    d_D_block1_linear1_4[n * 4u + m] = add;
  }
}

// program.gan 11:8 D by adam(2e-4, beta1: 0.5), 11:8 D by adam(2e-4, beta1: 0.5)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 193u) { return; }
  let add = (adam_D_D_block1_linear1_weight_first_all[i] * 0.5) + (d_D_block1_linear1_all[i] * 0.5);
  let value = d_D_block1_linear1_all[i];
  let add2 = (adam_D_D_block1_linear1_weight_second_all[i] * 0.999) + ((value * value) * 0.001);
  let sub = D_block1_linear1_weight_all[i] - ((add * D_adam_3[0u]) / ((sqrt(add2) / D_adam_4[0u]) + 1e-8));
  adam_D_D_block1_linear1_weight_first_all[i] = add;
  adam_D_D_block1_linear1_weight_second_all[i] = add2;
  D_block1_linear1_weight_all[i] = sub;
}

// program.gan 6:51 linear(1), 6:51 linear(1), ∂ 7:10 minimax_d(D(x), D(G(z)))
@compute @workgroup_size(64)
fn D_linear1_linear_minimax_d_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let value = D_block1_linear1[i * 8u + r0];
    let value2 = D_linear1_weight[r0];
    total += select((value * 0.2), value, (value > 0.0)) * value2;
    let value3 = D_block1_linear1_2[i * 8u + r0];
    total2 += select((value3 * 0.2), value3, (value3 > 0.0)) * value2;
  }
  let linear = total + D_linear1_bias[0u];
  let value4 = D_linear1_bias[0u];
  let linear2 = total2 + value4;
  let mul = (-((-1.0) / f32(B))) * stable_sigmoid(linear2);
  let neg = -((-1.0) / f32(B));
  let neg2 = -(neg * stable_sigmoid((-linear)));
  D_linear1[i] = linear;
  D_linear1_2[i] = linear2;
  d_minimax_d[i] = mul;
  d_minimax_d_2[i] = neg2;
}

// program.gan 7:10 minimax_d(D(x), D(G(z))), 7:10 minimax_d(D(x), D(G(z))), 9:14 mean(sigmoid(D(x))) - mean(sigmoid(D(G(…, 9:36 mean(sigmoid(D(G(z))))
// ∂ program.gan 6:51 linear(1)
@compute @workgroup_size(64)
fn minimax_d_mean_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    var total2 = 0.0;
    var total3 = 0.0;
    var total4 = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_linear1[r0];
      total += stable_softplus((-value));
      let value2 = D_linear1_2[r0];
      total2 += stable_softplus(value2);
      total3 += stable_sigmoid(value);
      total4 += stable_sigmoid(value2);
    }
    let minimax_d = total / f32(B);
    let minimax_d2 = total2 / f32(B);
    let minimax_d3 = minimax_d + minimax_d2;
    let mean = total3 / f32(B);
    let mean2 = total4 / f32(B);
    let mean3 = mean - mean2;
    loss_D[0u] = minimax_d3;
    gap[0u] = mean3;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    let neg = -((-1.0) / f32(B));
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += (d_minimax_d[r0] - (neg * stable_sigmoid((-D_linear1[r0]))));
    }
    d_D_linear1_3[0u] = total;
  }
}

// program.gan 3:1 noise z: [2] ~ normal(0, 1)
@compute @workgroup_size(64)
fn noise_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let noise = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 6:51 linear(1), ∂ 4:37 leaky_relu(0.2), 6:51 linear(1)
@compute @workgroup_size(64)
fn D_linear1_leaky_relu_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let value = D_block1_linear1[i * 8u + r0];
    total += select((value * 0.2), value, (value > 0.0)) * D_linear1_weight[r0];
  }
  let mul = (-(1.0 / f32(B))) * stable_sigmoid((total + D_linear1_bias[0u]));
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let mul2 = mul * D_linear1_weight[r0];
    let select_ = select((mul2 * 0.2), mul2, (D_block1_linear1[i * 8u + r0] > 0.0));
    d_D_block1_leaky_relu1_2[i * 8u + r0] = select_;
  }
  let linear = total + D_linear1_bias[0u];
  D_linear1_2[i] = linear;
}

// program.gan 7:10 minimax_d(D(x), D(G(z))), 7:10 minimax_d(D(x), D(G(z)))
// ∂ program.gan 4:24 linear(n), ∂ 5:64 tanh
@compute @workgroup_size(64)
fn minimax_d_and_1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += stable_softplus(D_linear1[r0]);
    }
    let minimax_d = total / f32(B);
    let minimax_d2 = -minimax_d;
    minimax_d_2[0u] = minimax_d2;
  } else {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = tile % ((B + 127u) / 128u) * 16u + lane;
    let nt = min(across, ((B + 7u) / 8u) - 1u);
    let mt = 0u;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    let n1 = min(nt * 8u + 1u, B - 1u);
    let n2 = min(nt * 8u + 2u, B - 1u);
    let n3 = min(nt * 8u + 3u, B - 1u);
    let n4 = min(nt * 8u + 4u, B - 1u);
    let n5 = min(nt * 8u + 5u, B - 1u);
    let n6 = min(nt * 8u + 6u, B - 1u);
    let n7 = min(nt * 8u + 7u, B - 1u);
    let at2 = nt * 16u;
    let at3 = n1 * 2u;
    let at4 = n2 * 2u;
    let at5 = n3 * 2u;
    let at6 = n4 * 2u;
    let at7 = n5 * 2u;
    let at8 = n6 * 2u;
    let at9 = n7 * 2u;
    for (var k = 0u; k < 2u * once; k++) {
      let a = D_block1_linear1_weight_4[k * 4u];
      let at = k * 4u;
      let a2 = D_block1_linear1_weight_4[at + 1u];
      let a3 = D_block1_linear1_weight_4[at + 2u];
      let a4 = D_block1_linear1_weight_4[at + 3u];
      let b = d_D_block1_leaky_relu1_4_2[at2 + k];
      let b2 = d_D_block1_leaky_relu1_4_2[at3 + k];
      let b3 = d_D_block1_leaky_relu1_4_2[at4 + k];
      let b4 = d_D_block1_leaky_relu1_4_2[at5 + k];
      let b5 = d_D_block1_leaky_relu1_4_2[at6 + k];
      let b6 = d_D_block1_leaky_relu1_4_2[at7 + k];
      let b7 = d_D_block1_leaky_relu1_4_2[at8 + k];
      let b8 = d_D_block1_leaky_relu1_4_2[at9 + k];
      let column = vec4f(b.x, b2.x, b3.x, b4.x);
      let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
      let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
      let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
      let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
      let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
      let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
      let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
      sum0a = fma(vec4f(a.x), column, sum0a);
      sum0b = fma(vec4f(a.x), column2, sum0b);
      sum0a = fma(vec4f(a2.x), column3, sum0a);
      sum0b = fma(vec4f(a2.x), column4, sum0b);
      sum0a = fma(vec4f(a3.x), column5, sum0a);
      sum0b = fma(vec4f(a3.x), column6, sum0b);
      sum0a = fma(vec4f(a4.x), column7, sum0a);
      sum0b = fma(vec4f(a4.x), column8, sum0b);
      sum1a = fma(vec4f(a.y), column, sum1a);
      sum1b = fma(vec4f(a.y), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a3.y), column5, sum1a);
      sum1b = fma(vec4f(a3.y), column6, sum1b);
      sum1a = fma(vec4f(a4.y), column7, sum1a);
      sum1b = fma(vec4f(a4.y), column8, sum1b);
      sum2a = fma(vec4f(a.z), column, sum2a);
      sum2b = fma(vec4f(a.z), column2, sum2b);
      sum2a = fma(vec4f(a2.z), column3, sum2a);
      sum2b = fma(vec4f(a2.z), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a4.z), column7, sum2a);
      sum2b = fma(vec4f(a4.z), column8, sum2b);
      sum3a = fma(vec4f(a.w), column, sum3a);
      sum3b = fma(vec4f(a.w), column2, sum3b);
      sum3a = fma(vec4f(a2.w), column3, sum3a);
      sum3b = fma(vec4f(a2.w), column4, sum3b);
      sum3a = fma(vec4f(a3.w), column5, sum3a);
      sum3b = fma(vec4f(a3.w), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
    }
    if (across != nt || tile / ((B + 127u) / 128u) >= 1u) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 32u; e++) {
      let m = mt * 4u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(n < B)) { continue; }
      let contract = sums[e / 4u][e % 4u];
      let value = G_tanh1[n * 4u + m];
      let mul = contract * (1.0 - (value * value));
      d_G_tanh1[n * 4u + m] = mul;
    }
  }
}

// ∂ program.gan 5:51 linear(4)
// ∂ program.gan 5:51 linear(4), ∂ 4:37 leaky_relu(0.2)
@compute @workgroup_size(64)
fn d_G_linear1_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 4u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_G_tanh1_4[(r0 * 4u + i) / 4u][(r0 * 4u + i) % 4u];
    }
    d_G_linear1[i] = total;
  } else if (launched < ((B + 7u) / 8u) + 1u) {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = tile;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    var sum4a = vec4f();
    var sum4b = vec4f();
    var sum5a = vec4f();
    var sum5b = vec4f();
    var sum6a = vec4f();
    var sum6b = vec4f();
    var sum7a = vec4f();
    var sum7b = vec4f();
    let m1 = min(mt * 8u + 1u, B - 1u);
    let m2 = min(mt * 8u + 2u, B - 1u);
    let m3 = min(mt * 8u + 3u, B - 1u);
    let m4 = min(mt * 8u + 4u, B - 1u);
    let m5 = min(mt * 8u + 5u, B - 1u);
    let m6 = min(mt * 8u + 6u, B - 1u);
    let m7 = min(mt * 8u + 7u, B - 1u);
    let at = mt * 8u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = d_G_tanh1_4[at];
      let a2 = d_G_tanh1_4[m1];
      let a3 = d_G_tanh1_4[m2];
      let a4 = d_G_tanh1_4[m3];
      let a5 = d_G_tanh1_4[m4];
      let a6 = d_G_tanh1_4[m5];
      let a7 = d_G_tanh1_4[m6];
      let a8 = d_G_tanh1_4[m7];
      let b = G_linear1_weight_4_2[0u];
      let b2 = G_linear1_weight_4_2[1u];
      let b3 = G_linear1_weight_4_2[2u];
      let b4 = G_linear1_weight_4_2[3u];
      let b5 = G_linear1_weight_4_2[4u];
      let b6 = G_linear1_weight_4_2[5u];
      let b7 = G_linear1_weight_4_2[6u];
      let b8 = G_linear1_weight_4_2[7u];
      sum0a = fma(vec4f(a.x), b, sum0a);
      sum0b = fma(vec4f(a.x), b2, sum0b);
      sum0a = fma(vec4f(a.y), b3, sum0a);
      sum0b = fma(vec4f(a.y), b4, sum0b);
      sum0a = fma(vec4f(a.z), b5, sum0a);
      sum0b = fma(vec4f(a.z), b6, sum0b);
      sum0a = fma(vec4f(a.w), b7, sum0a);
      sum0b = fma(vec4f(a.w), b8, sum0b);
      sum1a = fma(vec4f(a2.x), b, sum1a);
      sum1b = fma(vec4f(a2.x), b2, sum1b);
      sum1a = fma(vec4f(a2.y), b3, sum1a);
      sum1b = fma(vec4f(a2.y), b4, sum1b);
      sum1a = fma(vec4f(a2.z), b5, sum1a);
      sum1b = fma(vec4f(a2.z), b6, sum1b);
      sum1a = fma(vec4f(a2.w), b7, sum1a);
      sum1b = fma(vec4f(a2.w), b8, sum1b);
      sum2a = fma(vec4f(a3.x), b, sum2a);
      sum2b = fma(vec4f(a3.x), b2, sum2b);
      sum2a = fma(vec4f(a3.y), b3, sum2a);
      sum2b = fma(vec4f(a3.y), b4, sum2b);
      sum2a = fma(vec4f(a3.z), b5, sum2a);
      sum2b = fma(vec4f(a3.z), b6, sum2b);
      sum2a = fma(vec4f(a3.w), b7, sum2a);
      sum2b = fma(vec4f(a3.w), b8, sum2b);
      sum3a = fma(vec4f(a4.x), b, sum3a);
      sum3b = fma(vec4f(a4.x), b2, sum3b);
      sum3a = fma(vec4f(a4.y), b3, sum3a);
      sum3b = fma(vec4f(a4.y), b4, sum3b);
      sum3a = fma(vec4f(a4.z), b5, sum3a);
      sum3b = fma(vec4f(a4.z), b6, sum3b);
      sum3a = fma(vec4f(a4.w), b7, sum3a);
      sum3b = fma(vec4f(a4.w), b8, sum3b);
      sum4a = fma(vec4f(a5.x), b, sum4a);
      sum4b = fma(vec4f(a5.x), b2, sum4b);
      sum4a = fma(vec4f(a5.y), b3, sum4a);
      sum4b = fma(vec4f(a5.y), b4, sum4b);
      sum4a = fma(vec4f(a5.z), b5, sum4a);
      sum4b = fma(vec4f(a5.z), b6, sum4b);
      sum4a = fma(vec4f(a5.w), b7, sum4a);
      sum4b = fma(vec4f(a5.w), b8, sum4b);
      sum5a = fma(vec4f(a6.x), b, sum5a);
      sum5b = fma(vec4f(a6.x), b2, sum5b);
      sum5a = fma(vec4f(a6.y), b3, sum5a);
      sum5b = fma(vec4f(a6.y), b4, sum5b);
      sum5a = fma(vec4f(a6.z), b5, sum5a);
      sum5b = fma(vec4f(a6.z), b6, sum5b);
      sum5a = fma(vec4f(a6.w), b7, sum5a);
      sum5b = fma(vec4f(a6.w), b8, sum5b);
      sum6a = fma(vec4f(a7.x), b, sum6a);
      sum6b = fma(vec4f(a7.x), b2, sum6b);
      sum6a = fma(vec4f(a7.y), b3, sum6a);
      sum6b = fma(vec4f(a7.y), b4, sum6b);
      sum6a = fma(vec4f(a7.z), b5, sum6a);
      sum6b = fma(vec4f(a7.z), b6, sum6b);
      sum6a = fma(vec4f(a7.w), b7, sum6a);
      sum6b = fma(vec4f(a7.w), b8, sum6b);
      sum7a = fma(vec4f(a8.x), b, sum7a);
      sum7b = fma(vec4f(a8.x), b2, sum7b);
      sum7a = fma(vec4f(a8.y), b3, sum7a);
      sum7b = fma(vec4f(a8.y), b4, sum7b);
      sum7a = fma(vec4f(a8.z), b5, sum7a);
      sum7b = fma(vec4f(a8.z), b6, sum7b);
      sum7a = fma(vec4f(a8.w), b7, sum7a);
      sum7b = fma(vec4f(a8.w), b8, sum7b);
    }
    if (across != nt || tile >= ((B + 7u) / 8u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let contract = sums[e / 4u][e % 4u];
      let select_ = select((contract * 0.2), contract, (G_block1_leaky_relu1_4_2[(m * 8u + n) / 4u][(m * 8u + n) % 4u] > 0.0));
      d_G_block1_leaky_relu1[m * 8u + n] = select_;
    }
  } else {
    let launched = launched - (((B + 7u) / 8u) + 1u);
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = 0u;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    for (var k = 0u; k < B * once; k++) {
      let a = d_G_tanh1_4[k];
      let b = G_block1_leaky_relu1_4_2[k * 2u];
      let at = k * 2u;
      let b2 = G_block1_leaky_relu1_4_2[at + 1u];
      sum0a = fma(vec4f(a.x), b, sum0a);
      sum0b = fma(vec4f(a.x), b2, sum0b);
      sum1a = fma(vec4f(a.y), b, sum1a);
      sum1b = fma(vec4f(a.y), b2, sum1b);
      sum2a = fma(vec4f(a.z), b, sum2a);
      sum2b = fma(vec4f(a.z), b2, sum2b);
      sum3a = fma(vec4f(a.w), b, sum3a);
      sum3b = fma(vec4f(a.w), b2, sum3b);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 8u; e++) {
      let m = mt * 4u + e / 2u;
      let n = nt * 2u + e % 2u;
      let contract = sums[e];
      d_G_linear1_4[m * 2u + n] = contract;
    }
  }
}

// ∂ program.gan 4:24 linear(n)
@compute @workgroup_size(64)
fn d_G_block1_linear1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_G_block1_leaky_relu1[r0 * 8u + i];
    }
    d_G_block1_linear1[i] = total;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 16u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += d_G_block1_leaky_relu1[r0 * 8u + i / 2u] * noise_2[r0 * 2u + i % 2u];
    }
    d_G_block1_linear1_2[i] = total;
  }
}

// program.gan 12:8 G by adam(2e-4, beta1: 0.5), 12:8 G by adam(2e-4, beta1: 0.5)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 196u) { return; }
  let add = (adam_G_G_block1_linear1_weight_first_all[i] * 0.5) + (d_G_block1_linear1_all[i] * 0.5);
  let value = d_G_block1_linear1_all[i];
  let add2 = (adam_G_G_block1_linear1_weight_second_all[i] * 0.999) + ((value * value) * 0.001);
  let sub = G_block1_linear1_weight_all[i] - ((add * G_adam[0u]) / ((sqrt(add2) / G_adam_2[0u]) + 1e-8));
  adam_G_G_block1_linear1_weight_first_all[i] = add;
  adam_G_G_block1_linear1_weight_second_all[i] = add2;
  G_block1_linear1_weight_all[i] = sub;
}

// program.gan 4:24 linear(n), 4:24 linear(n), 4:37 leaky_relu(0.2)
// program.gan 3:1 noise z: [2] ~ normal(0, 1)
@compute @workgroup_size(64)
fn D_block1_linear1_linear_leaky_relu_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B + 7u) / 8u) {
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 1u - 1u);
    let mt = tile;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    var sum4a = vec4f();
    var sum4b = vec4f();
    var sum5a = vec4f();
    var sum5b = vec4f();
    var sum6a = vec4f();
    var sum6b = vec4f();
    var sum7a = vec4f();
    var sum7b = vec4f();
    let m1 = min(mt * 8u + 1u, B - 1u);
    let m2 = min(mt * 8u + 2u, B - 1u);
    let m3 = min(mt * 8u + 3u, B - 1u);
    let m4 = min(mt * 8u + 4u, B - 1u);
    let m5 = min(mt * 8u + 5u, B - 1u);
    let m6 = min(mt * 8u + 6u, B - 1u);
    let m7 = min(mt * 8u + 7u, B - 1u);
    let at = mt * 8u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = x_4[at];
      let a2 = x_4[m1];
      let a3 = x_4[m2];
      let a4 = x_4[m3];
      let a5 = x_4[m4];
      let a6 = x_4[m5];
      let a7 = x_4[m6];
      let a8 = x_4[m7];
      let b = D_block1_linear1_weight_4[0u];
      let b2 = D_block1_linear1_weight_4[1u];
      let b3 = D_block1_linear1_weight_4[2u];
      let b4 = D_block1_linear1_weight_4[3u];
      let b5 = D_block1_linear1_weight_4[4u];
      let b6 = D_block1_linear1_weight_4[5u];
      let b7 = D_block1_linear1_weight_4[6u];
      let b8 = D_block1_linear1_weight_4[7u];
      let column = vec4f(b.x, b2.x, b3.x, b4.x);
      let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
      let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
      let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
      let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
      let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
      let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
      let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
      sum0a = fma(vec4f(a.x), column, sum0a);
      sum0b = fma(vec4f(a.x), column2, sum0b);
      sum0a = fma(vec4f(a.y), column3, sum0a);
      sum0b = fma(vec4f(a.y), column4, sum0b);
      sum0a = fma(vec4f(a.z), column5, sum0a);
      sum0b = fma(vec4f(a.z), column6, sum0b);
      sum0a = fma(vec4f(a.w), column7, sum0a);
      sum0b = fma(vec4f(a.w), column8, sum0b);
      sum1a = fma(vec4f(a2.x), column, sum1a);
      sum1b = fma(vec4f(a2.x), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a2.z), column5, sum1a);
      sum1b = fma(vec4f(a2.z), column6, sum1b);
      sum1a = fma(vec4f(a2.w), column7, sum1a);
      sum1b = fma(vec4f(a2.w), column8, sum1b);
      sum2a = fma(vec4f(a3.x), column, sum2a);
      sum2b = fma(vec4f(a3.x), column2, sum2b);
      sum2a = fma(vec4f(a3.y), column3, sum2a);
      sum2b = fma(vec4f(a3.y), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a3.w), column7, sum2a);
      sum2b = fma(vec4f(a3.w), column8, sum2b);
      sum3a = fma(vec4f(a4.x), column, sum3a);
      sum3b = fma(vec4f(a4.x), column2, sum3b);
      sum3a = fma(vec4f(a4.y), column3, sum3a);
      sum3b = fma(vec4f(a4.y), column4, sum3b);
      sum3a = fma(vec4f(a4.z), column5, sum3a);
      sum3b = fma(vec4f(a4.z), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
      sum4a = fma(vec4f(a5.x), column, sum4a);
      sum4b = fma(vec4f(a5.x), column2, sum4b);
      sum4a = fma(vec4f(a5.y), column3, sum4a);
      sum4b = fma(vec4f(a5.y), column4, sum4b);
      sum4a = fma(vec4f(a5.z), column5, sum4a);
      sum4b = fma(vec4f(a5.z), column6, sum4b);
      sum4a = fma(vec4f(a5.w), column7, sum4a);
      sum4b = fma(vec4f(a5.w), column8, sum4b);
      sum5a = fma(vec4f(a6.x), column, sum5a);
      sum5b = fma(vec4f(a6.x), column2, sum5b);
      sum5a = fma(vec4f(a6.y), column3, sum5a);
      sum5b = fma(vec4f(a6.y), column4, sum5b);
      sum5a = fma(vec4f(a6.z), column5, sum5a);
      sum5b = fma(vec4f(a6.z), column6, sum5b);
      sum5a = fma(vec4f(a6.w), column7, sum5a);
      sum5b = fma(vec4f(a6.w), column8, sum5b);
      sum6a = fma(vec4f(a7.x), column, sum6a);
      sum6b = fma(vec4f(a7.x), column2, sum6b);
      sum6a = fma(vec4f(a7.y), column3, sum6a);
      sum6b = fma(vec4f(a7.y), column4, sum6b);
      sum6a = fma(vec4f(a7.z), column5, sum6a);
      sum6b = fma(vec4f(a7.z), column6, sum6b);
      sum6a = fma(vec4f(a7.w), column7, sum6a);
      sum6b = fma(vec4f(a7.w), column8, sum6b);
      sum7a = fma(vec4f(a8.x), column, sum7a);
      sum7b = fma(vec4f(a8.x), column2, sum7b);
      sum7a = fma(vec4f(a8.y), column3, sum7a);
      sum7b = fma(vec4f(a8.y), column4, sum7b);
      sum7a = fma(vec4f(a8.z), column5, sum7a);
      sum7b = fma(vec4f(a8.z), column6, sum7b);
      sum7a = fma(vec4f(a8.w), column7, sum7a);
      sum7b = fma(vec4f(a8.w), column8, sum7b);
    }
    if (across != nt || tile >= ((B + 7u) / 8u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let linear = sums[e / 4u][e % 4u];
      let linear2 = linear + D_block1_linear1_bias[n];
      let leaky_relu = select((linear2 * 0.2), linear2, (linear2 > 0.0));
      D_block1_leaky_relu1[m * 8u + n] = leaky_relu;
    }
  } else {
    let launched = launched - ((B + 7u) / 8u);
    let i = launched * 64u + lane;
    if (i >= B * 2u) { return; }
    let noise = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
    noise_2[i] = noise;
  }
}

// program.gan 6:51 linear(1), 6:51 linear(1), ∂ 4:37 leaky_relu(0.2), 7:10 minimax_d(D(x), D(G(z)))
@compute @workgroup_size(64)
fn D_linear1_linear_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let value = D_linear1_weight[r0];
    total += D_block1_leaky_relu1[i * 8u + r0] * value;
    let value2 = D_block1_linear1_2[i * 8u + r0];
    total2 += select((value2 * 0.2), value2, (value2 > 0.0)) * value;
  }
  let mul = (-(1.0 / f32(B))) * stable_sigmoid((total2 + D_linear1_bias[0u]));
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let mul2 = mul * D_linear1_weight[r0];
    let select_ = select((mul2 * 0.2), mul2, (D_block1_linear1_2[i * 8u + r0] > 0.0));
    d_D_block1_leaky_relu1_2[i * 8u + r0] = select_;
  }
  let linear = total + D_linear1_bias[0u];
  let value3 = D_linear1_bias[0u];
  let linear2 = total2 + value3;
  let minimax_d = stable_sigmoid(linear);
  D_linear1_2[i] = linear2;
  minimax_d_3[i] = minimax_d;
}

// program.gan 7:10 minimax_d(D(x), D(G(z))), 9:14 mean(sigmoid(D(x))) - mean(sigmoid(D(G(…, 9:36 mean(sigmoid(D(G(z)))), 7:10 minimax_d(D(x), D(G(z)))
// ∂ program.gan 4:24 linear(n), ∂ 5:64 tanh
@compute @workgroup_size(64)
fn minimax_d_mean_and_1_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
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
      total += stable_softplus(value);
      total2 += minimax_d_2[r0];
      total3 += stable_sigmoid(value);
    }
    let minimax_d = total / f32(B);
    let minimax_d2 = -minimax_d;
    let mean = total2 / f32(B);
    let mean2 = total3 / f32(B);
    let mean3 = mean - mean2;
    minimax_d_3[0u] = minimax_d2;
    gap[0u] = mean3;
  } else {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = tile % ((B + 127u) / 128u) * 16u + lane;
    let nt = min(across, ((B + 7u) / 8u) - 1u);
    let mt = 0u;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    let n1 = min(nt * 8u + 1u, B - 1u);
    let n2 = min(nt * 8u + 2u, B - 1u);
    let n3 = min(nt * 8u + 3u, B - 1u);
    let n4 = min(nt * 8u + 4u, B - 1u);
    let n5 = min(nt * 8u + 5u, B - 1u);
    let n6 = min(nt * 8u + 6u, B - 1u);
    let n7 = min(nt * 8u + 7u, B - 1u);
    let at2 = nt * 16u;
    let at3 = n1 * 2u;
    let at4 = n2 * 2u;
    let at5 = n3 * 2u;
    let at6 = n4 * 2u;
    let at7 = n5 * 2u;
    let at8 = n6 * 2u;
    let at9 = n7 * 2u;
    for (var k = 0u; k < 2u * once; k++) {
      let a = D_block1_linear1_weight_4_2[k * 4u];
      let at = k * 4u;
      let a2 = D_block1_linear1_weight_4_2[at + 1u];
      let a3 = D_block1_linear1_weight_4_2[at + 2u];
      let a4 = D_block1_linear1_weight_4_2[at + 3u];
      let b = d_D_block1_leaky_relu1_4_3[at2 + k];
      let b2 = d_D_block1_leaky_relu1_4_3[at3 + k];
      let b3 = d_D_block1_leaky_relu1_4_3[at4 + k];
      let b4 = d_D_block1_leaky_relu1_4_3[at5 + k];
      let b5 = d_D_block1_leaky_relu1_4_3[at6 + k];
      let b6 = d_D_block1_leaky_relu1_4_3[at7 + k];
      let b7 = d_D_block1_leaky_relu1_4_3[at8 + k];
      let b8 = d_D_block1_leaky_relu1_4_3[at9 + k];
      let column = vec4f(b.x, b2.x, b3.x, b4.x);
      let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
      let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
      let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
      let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
      let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
      let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
      let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
      sum0a = fma(vec4f(a.x), column, sum0a);
      sum0b = fma(vec4f(a.x), column2, sum0b);
      sum0a = fma(vec4f(a2.x), column3, sum0a);
      sum0b = fma(vec4f(a2.x), column4, sum0b);
      sum0a = fma(vec4f(a3.x), column5, sum0a);
      sum0b = fma(vec4f(a3.x), column6, sum0b);
      sum0a = fma(vec4f(a4.x), column7, sum0a);
      sum0b = fma(vec4f(a4.x), column8, sum0b);
      sum1a = fma(vec4f(a.y), column, sum1a);
      sum1b = fma(vec4f(a.y), column2, sum1b);
      sum1a = fma(vec4f(a2.y), column3, sum1a);
      sum1b = fma(vec4f(a2.y), column4, sum1b);
      sum1a = fma(vec4f(a3.y), column5, sum1a);
      sum1b = fma(vec4f(a3.y), column6, sum1b);
      sum1a = fma(vec4f(a4.y), column7, sum1a);
      sum1b = fma(vec4f(a4.y), column8, sum1b);
      sum2a = fma(vec4f(a.z), column, sum2a);
      sum2b = fma(vec4f(a.z), column2, sum2b);
      sum2a = fma(vec4f(a2.z), column3, sum2a);
      sum2b = fma(vec4f(a2.z), column4, sum2b);
      sum2a = fma(vec4f(a3.z), column5, sum2a);
      sum2b = fma(vec4f(a3.z), column6, sum2b);
      sum2a = fma(vec4f(a4.z), column7, sum2a);
      sum2b = fma(vec4f(a4.z), column8, sum2b);
      sum3a = fma(vec4f(a.w), column, sum3a);
      sum3b = fma(vec4f(a.w), column2, sum3b);
      sum3a = fma(vec4f(a2.w), column3, sum3a);
      sum3b = fma(vec4f(a2.w), column4, sum3b);
      sum3a = fma(vec4f(a3.w), column5, sum3a);
      sum3b = fma(vec4f(a3.w), column6, sum3b);
      sum3a = fma(vec4f(a4.w), column7, sum3a);
      sum3b = fma(vec4f(a4.w), column8, sum3b);
    }
    if (across != nt || tile / ((B + 127u) / 128u) >= 1u) { return; }
    var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
    for (var e = 0u; e < 32u; e++) {
      let m = mt * 4u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(n < B)) { continue; }
      let contract = sums[e / 4u][e % 4u];
      let value = G_tanh1[n * 4u + m];
      let mul = contract * (1.0 - (value * value));
      d_G_tanh1_2[n * 4u + m] = mul;
    }
  }
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 2u) { return; }
  let random = random_normal(philox(((i / 2u) * 2u + (i % 2u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}

// program.gan 4:24 linear(n), 4:24 linear(n), 4:37 leaky_relu(0.2)
@compute @workgroup_size(16)
fn D_block1_linear1_linear_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane;
  let nt = min(across, 1u - 1u);
  let mt = tile;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  var sum4a = vec4f();
  var sum4b = vec4f();
  var sum5a = vec4f();
  var sum5b = vec4f();
  var sum6a = vec4f();
  var sum6b = vec4f();
  var sum7a = vec4f();
  var sum7b = vec4f();
  let m1 = min(mt * 8u + 1u, B - 1u);
  let m2 = min(mt * 8u + 2u, B - 1u);
  let m3 = min(mt * 8u + 3u, B - 1u);
  let m4 = min(mt * 8u + 4u, B - 1u);
  let m5 = min(mt * 8u + 5u, B - 1u);
  let m6 = min(mt * 8u + 6u, B - 1u);
  let m7 = min(mt * 8u + 7u, B - 1u);
  let at = mt * 8u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = D_x_4[at];
    let a2 = D_x_4[m1];
    let a3 = D_x_4[m2];
    let a4 = D_x_4[m3];
    let a5 = D_x_4[m4];
    let a6 = D_x_4[m5];
    let a7 = D_x_4[m6];
    let a8 = D_x_4[m7];
    let b = D_block1_linear1_weight_4[0u];
    let b2 = D_block1_linear1_weight_4[1u];
    let b3 = D_block1_linear1_weight_4[2u];
    let b4 = D_block1_linear1_weight_4[3u];
    let b5 = D_block1_linear1_weight_4[4u];
    let b6 = D_block1_linear1_weight_4[5u];
    let b7 = D_block1_linear1_weight_4[6u];
    let b8 = D_block1_linear1_weight_4[7u];
    let column = vec4f(b.x, b2.x, b3.x, b4.x);
    let column2 = vec4f(b5.x, b6.x, b7.x, b8.x);
    let column3 = vec4f(b.y, b2.y, b3.y, b4.y);
    let column4 = vec4f(b5.y, b6.y, b7.y, b8.y);
    let column5 = vec4f(b.z, b2.z, b3.z, b4.z);
    let column6 = vec4f(b5.z, b6.z, b7.z, b8.z);
    let column7 = vec4f(b.w, b2.w, b3.w, b4.w);
    let column8 = vec4f(b5.w, b6.w, b7.w, b8.w);
    sum0a = fma(vec4f(a.x), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.y), column3, sum0a);
    sum0b = fma(vec4f(a.y), column4, sum0b);
    sum0a = fma(vec4f(a.z), column5, sum0a);
    sum0b = fma(vec4f(a.z), column6, sum0b);
    sum0a = fma(vec4f(a.w), column7, sum0a);
    sum0b = fma(vec4f(a.w), column8, sum0b);
    sum1a = fma(vec4f(a2.x), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.y), column3, sum1a);
    sum1b = fma(vec4f(a2.y), column4, sum1b);
    sum1a = fma(vec4f(a2.z), column5, sum1a);
    sum1b = fma(vec4f(a2.z), column6, sum1b);
    sum1a = fma(vec4f(a2.w), column7, sum1a);
    sum1b = fma(vec4f(a2.w), column8, sum1b);
    sum2a = fma(vec4f(a3.x), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.y), column3, sum2a);
    sum2b = fma(vec4f(a3.y), column4, sum2b);
    sum2a = fma(vec4f(a3.z), column5, sum2a);
    sum2b = fma(vec4f(a3.z), column6, sum2b);
    sum2a = fma(vec4f(a3.w), column7, sum2a);
    sum2b = fma(vec4f(a3.w), column8, sum2b);
    sum3a = fma(vec4f(a4.x), column, sum3a);
    sum3b = fma(vec4f(a4.x), column2, sum3b);
    sum3a = fma(vec4f(a4.y), column3, sum3a);
    sum3b = fma(vec4f(a4.y), column4, sum3b);
    sum3a = fma(vec4f(a4.z), column5, sum3a);
    sum3b = fma(vec4f(a4.z), column6, sum3b);
    sum3a = fma(vec4f(a4.w), column7, sum3a);
    sum3b = fma(vec4f(a4.w), column8, sum3b);
    sum4a = fma(vec4f(a5.x), column, sum4a);
    sum4b = fma(vec4f(a5.x), column2, sum4b);
    sum4a = fma(vec4f(a5.y), column3, sum4a);
    sum4b = fma(vec4f(a5.y), column4, sum4b);
    sum4a = fma(vec4f(a5.z), column5, sum4a);
    sum4b = fma(vec4f(a5.z), column6, sum4b);
    sum4a = fma(vec4f(a5.w), column7, sum4a);
    sum4b = fma(vec4f(a5.w), column8, sum4b);
    sum5a = fma(vec4f(a6.x), column, sum5a);
    sum5b = fma(vec4f(a6.x), column2, sum5b);
    sum5a = fma(vec4f(a6.y), column3, sum5a);
    sum5b = fma(vec4f(a6.y), column4, sum5b);
    sum5a = fma(vec4f(a6.z), column5, sum5a);
    sum5b = fma(vec4f(a6.z), column6, sum5b);
    sum5a = fma(vec4f(a6.w), column7, sum5a);
    sum5b = fma(vec4f(a6.w), column8, sum5b);
    sum6a = fma(vec4f(a7.x), column, sum6a);
    sum6b = fma(vec4f(a7.x), column2, sum6b);
    sum6a = fma(vec4f(a7.y), column3, sum6a);
    sum6b = fma(vec4f(a7.y), column4, sum6b);
    sum6a = fma(vec4f(a7.z), column5, sum6a);
    sum6b = fma(vec4f(a7.z), column6, sum6b);
    sum6a = fma(vec4f(a7.w), column7, sum6a);
    sum6b = fma(vec4f(a7.w), column8, sum6b);
    sum7a = fma(vec4f(a8.x), column, sum7a);
    sum7b = fma(vec4f(a8.x), column2, sum7b);
    sum7a = fma(vec4f(a8.y), column3, sum7a);
    sum7b = fma(vec4f(a8.y), column4, sum7b);
    sum7a = fma(vec4f(a8.z), column5, sum7a);
    sum7b = fma(vec4f(a8.z), column6, sum7b);
    sum7a = fma(vec4f(a8.w), column7, sum7a);
    sum7b = fma(vec4f(a8.w), column8, sum7b);
  }
  if (across != nt || tile >= ((B + 7u) / 8u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let linear = sums[e / 4u][e % 4u];
    let linear2 = linear + D_block1_linear1_bias[n];
    let leaky_relu = select((linear2 * 0.2), linear2, (linear2 > 0.0));
    D_block1_leaky_relu1[m * 8u + n] = leaky_relu;
  }
}

// program.gan 6:51 linear(1), 6:51 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    total += D_block1_leaky_relu1[i * 8u + r0] * D_linear1_weight[r0];
  }
  let linear = total + D_linear1_bias[0u];
  D_linear1[i] = linear;
}
