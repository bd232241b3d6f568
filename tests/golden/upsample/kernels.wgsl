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

// WGSL's own may be off by 1e-5, or overflow. Near 0, where 1 - t would lose the digits of x, the series serves.
fn stable_tanh(x: f32) -> f32 {
  let tail = exp(-2.0 * abs(x));
  let square = x * x;
  let series = x * (1.0 - square * (0.33333334 - square * (0.13333334 - square * 0.053968254)));
  return select(sign(x) * (1.0 - tail) / (1.0 + tail), series, abs(x) < 0.2);
}

var<workgroup> partial_f32: array<f32, 64>;

@group(0) @binding(0) var<storage, read_write> clock_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> noise_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> noise_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> G_linear1_weight_4: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> G_linear1_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> G_linear1: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_conv1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> G_tanh1: array<f32>;
@group(0) @binding(3) var<storage, read_write> d_G_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_linear1_2: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_G_conv1: array<f32>;
@group(0) @binding(5) var<storage, read_write> G_conv1_weight_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_G_upsample1: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_G_conv1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> noise_4_2: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_G_upsample1_4: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> d_G_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_linear1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_linear1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> z_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;

// program.gan 2:1 noise z: [4] ~ normal(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  let noise = random_normal(philox(((i / 4u) * 4u + (i % 4u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 4:8 linear(2 * 4 * 4, bias: false)
@compute @workgroup_size(16)
fn add_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane % 8u;
    let nt = min(across, 4u - 1u);
    let down = tile * 2u + lane / 8u;
    let mt = min(down, ((B + 7u) / 8u) - 1u);
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
    let at2 = nt * 8u;
    for (var k = 0u; k < 1u * once; k++) {
      let a = noise_4[at];
      let a2 = noise_4[m1];
      let a3 = noise_4[m2];
      let a4 = noise_4[m3];
      let a5 = noise_4[m4];
      let a6 = noise_4[m5];
      let a7 = noise_4[m6];
      let a8 = noise_4[m7];
      let b = G_linear1_weight_4[at2];
      let b2 = G_linear1_weight_4[at2 + 1u];
      let b3 = G_linear1_weight_4[at2 + 2u];
      let b4 = G_linear1_weight_4[at2 + 3u];
      let b5 = G_linear1_weight_4[at2 + 4u];
      let b6 = G_linear1_weight_4[at2 + 5u];
      let b7 = G_linear1_weight_4[at2 + 6u];
      let b8 = G_linear1_weight_4[at2 + 7u];
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
    if (across != nt || down != mt || tile >= ((B + 15u) / 16u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 16u; e++) {
      let m = mt * 8u + e / 2u;
      let n = nt * 2u + e % 2u;
      if (!(m < B)) { continue; }
      let linear = sums[e];
      G_linear1_4[m * 8u + n] = linear;
    }
  }
}

// program.gan 4:77 conv(1, 3, pad: 1, bias: false), 4:112 tanh, ∂ 4:112 tanh
@compute @workgroup_size(64)
fn G_conv1_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 64u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    for (var r1 = 0u; r1 < 2u * once; r1++) {
      for (var r2 = 0u; r2 < 2u * once; r2++) {
        let value = G_linear1[min((i / 64u) * 32u + r0 * 16u + (((i / 8u) % 8u + 1u) / 2u) * 4u + (i % 8u + 1u) / 2u - r2 - r1 * 4u, B * 32u - 1u)];
        let value2 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 8u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 2u < 3u));
        let value3 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 11u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u - 1u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 2u < 3u));
        let value4 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 9u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 3u < 3u));
        let value5 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 12u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u - 1u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 3u < 3u));
        let add = select(0.0, (value2 + value3), (r2 * 2u + (i % 8u + 1u) % 2u < 3u)) + select(0.0, (value4 + value5), (r2 * 2u + (i % 8u + 1u) % 2u - 1u < 3u));
        if ((((i / 8u) % 8u + 1u) / 2u - r1 < 4u) & ((i % 8u + 1u) / 2u - r2 < 4u)) { total += value * add; }
      }
    }
  }
  let tanh_ = stable_tanh(total);
  let mul = ((1.0 / (64.0 * f32(B))) * (2.0 * tanh_)) * (1.0 - (tanh_ * tanh_));
  G_tanh1[i] = tanh_;
  d_G_tanh1[i] = mul;
}

// program.gan 6:10 mean(G(z)^2), 6:10 mean(G(z)^2)
// ∂ program.gan 4:77 conv(1, 3, pad: 1, bias: false)
// ∂ program.gan 4:62 upsample(2)
@compute @workgroup_size(64)
fn loss_G_mean_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    var total = 0.0;
    for (var r = lane; r < B * 64u; r += 64u) {
      let value = G_tanh1[r];
      total += (value * value);
    }
    partial_f32[lane] = total;
    workgroupBarrier();
    total = 0.0;
    for (var other = 0u; other < 64u; other++) {
      total = total + partial_f32[other];
    }
    if (lane > 0u) { return; }
    let mean = total / (64.0 * f32(B));
    loss_G[0u] = mean;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 32u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        for (var r2 = 0u; r2 < 4u * once; r2++) {
          if ((r1 * 2u + (i / 4u) % 4u - 1u < 8u) & (r2 * 2u + i % 4u - 1u < 8u)) { total += d_G_tanh1[min(r0 * 64u + r1 * 16u + ((i / 4u) % 4u) * 8u + r2 * 2u + i % 4u - 9u, B * 64u - 1u)] * G_linear1_2[r0 * 32u + (i / 16u) * 16u + r1 * 4u + r2]; }
        }
      }
    }
    d_G_conv1[i] = total;
  } else {
    let launched = launched - 2u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 32u) { return; }
    var total = 0.0;
    for (var r1 = 0u; r1 < 4u * once; r1++) {
      for (var r2 = 0u; r2 < 4u * once; r2++) {
        let value = select(0.0, G_conv1_weight_2[min(((i / 16u) % 2u) * 9u - r2 - r1 * 3u + 11u, 18u - 1u)], (r1 - 1u < 3u) & (0u - r2 + 2u < 3u));
        let add = select(0.0, G_conv1_weight_2[min(((i / 16u) % 2u) * 9u - r2 - r1 * 3u + 8u, 18u - 1u)], (r1 < 3u) & (0u - r2 + 2u < 3u)) + value;
        let value2 = select(0.0, G_conv1_weight_2[min(((i / 16u) % 2u) * 9u - r2 - r1 * 3u + 12u, 18u - 1u)], (r1 - 1u < 3u) & (0u - r2 + 3u < 3u));
        let add2 = select(0.0, G_conv1_weight_2[min(((i / 16u) % 2u) * 9u - r2 - r1 * 3u + 9u, 18u - 1u)], (r1 < 3u) & (0u - r2 + 3u < 3u)) + value2;
        if ((((i / 4u) % 4u) * 2u + r1 - 1u < 8u) & ((i % 4u) * 2u + r2 - 1u < 8u)) { total += d_G_tanh1[min((i / 32u) * 64u + ((i / 4u) % 4u) * 16u + r1 * 8u + (i % 4u) * 2u + r2 - 9u, B * 64u - 1u)] * (select(0.0, add, (r2 < 3u)) + select(0.0, add2, (r2 - 1u < 3u))); }
      }
    }
    d_G_upsample1[i] = total;
  }
}

// ∂ program.gan 4:77 conv(1, 3, pad: 1, bias: false)
// ∂ program.gan 4:8 linear(2 * 4 * 4, bias: false)
@compute @workgroup_size(64)
fn d_G_conv1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let i = launched * 64u + lane;
    if (i >= 18u) { return; }
    let add = d_G_conv1[(i / 9u) * 16u - i % 3u - ((i / 3u) % 3u) * 4u + 10u] + d_G_conv1[(i / 9u) * 16u - i % 3u - ((i / 3u) % 3u) * 4u + 14u];
    let add2 = d_G_conv1[(i / 9u) * 16u - i % 3u - ((i / 3u) % 3u) * 4u + 11u] + d_G_conv1[(i / 9u) * 16u - i % 3u - ((i / 3u) % 3u) * 4u + 15u];
    let reverse = add + add2;
    d_G_conv1_2[i] = reverse;
  } else {
    let launched = launched - 1u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 2u - 1u);
    let mt = 0u;
    var sum0a = vec4f();
    var sum0b = vec4f();
    var sum0c = vec4f();
    var sum0d = vec4f();
    var sum1a = vec4f();
    var sum1b = vec4f();
    var sum1c = vec4f();
    var sum1d = vec4f();
    var sum2a = vec4f();
    var sum2b = vec4f();
    var sum2c = vec4f();
    var sum2d = vec4f();
    var sum3a = vec4f();
    var sum3b = vec4f();
    var sum3c = vec4f();
    var sum3d = vec4f();
    let at = nt * 4u;
    for (var k = 0u; k < B * once; k++) {
      let a = noise_4_2[k];
      let b = d_G_upsample1_4[k * 8u + at];
      let at2 = k * 8u + at;
      let b2 = d_G_upsample1_4[at2 + 1u];
      let b3 = d_G_upsample1_4[at2 + 2u];
      let b4 = d_G_upsample1_4[at2 + 3u];
      sum0a = fma(vec4f(a.x), b, sum0a);
      sum0b = fma(vec4f(a.x), b2, sum0b);
      sum0c = fma(vec4f(a.x), b3, sum0c);
      sum0d = fma(vec4f(a.x), b4, sum0d);
      sum1a = fma(vec4f(a.y), b, sum1a);
      sum1b = fma(vec4f(a.y), b2, sum1b);
      sum1c = fma(vec4f(a.y), b3, sum1c);
      sum1d = fma(vec4f(a.y), b4, sum1d);
      sum2a = fma(vec4f(a.z), b, sum2a);
      sum2b = fma(vec4f(a.z), b2, sum2b);
      sum2c = fma(vec4f(a.z), b3, sum2c);
      sum2d = fma(vec4f(a.z), b4, sum2d);
      sum3a = fma(vec4f(a.w), b, sum3a);
      sum3b = fma(vec4f(a.w), b2, sum3b);
      sum3c = fma(vec4f(a.w), b3, sum3c);
      sum3d = fma(vec4f(a.w), b4, sum3d);
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum0c, sum0d, sum1a, sum1b, sum1c, sum1d, sum2a, sum2b, sum2c, sum2d, sum3a, sum3b, sum3c, sum3d);
    for (var e = 0u; e < 16u; e++) {
      let m = mt * 4u + e / 4u;
      let n = nt * 4u + e % 4u;
      let contract = sums[e];
      d_G_linear1[n * 16u + m] = contract.x;
      d_G_linear1[n * 16u + m + 4u] = contract.y;
      d_G_linear1[n * 16u + m + 8u] = contract.z;
      d_G_linear1[n * 16u + m + 12u] = contract.w;
    }
  }
}

// program.gan 7:23 G by sgd(0.01)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 146u) { return; }
  let sub = G_linear1_weight_all[i] - (d_G_linear1_all[i] * 0.01);
  G_linear1_weight_all[i] = sub;
}

// program.gan 4:8 linear(2 * 4 * 4, bias: false)
@compute @workgroup_size(16)
fn G_linear1_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = lane % 8u;
  let nt = min(across, 4u - 1u);
  let down = tile * 2u + lane / 8u;
  let mt = min(down, ((B + 7u) / 8u) - 1u);
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
  let at2 = nt * 8u;
  for (var k = 0u; k < 1u * once; k++) {
    let a = z_4[at];
    let a2 = z_4[m1];
    let a3 = z_4[m2];
    let a4 = z_4[m3];
    let a5 = z_4[m4];
    let a6 = z_4[m5];
    let a7 = z_4[m6];
    let a8 = z_4[m7];
    let b = G_linear1_weight_4[at2];
    let b2 = G_linear1_weight_4[at2 + 1u];
    let b3 = G_linear1_weight_4[at2 + 2u];
    let b4 = G_linear1_weight_4[at2 + 3u];
    let b5 = G_linear1_weight_4[at2 + 4u];
    let b6 = G_linear1_weight_4[at2 + 5u];
    let b7 = G_linear1_weight_4[at2 + 6u];
    let b8 = G_linear1_weight_4[at2 + 7u];
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
  if (across != nt || down != mt || tile >= ((B + 15u) / 16u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 16u; e++) {
    let m = mt * 8u + e / 2u;
    let n = nt * 2u + e % 2u;
    if (!(m < B)) { continue; }
    let linear = sums[e];
    G_linear1_4[m * 8u + n] = linear;
  }
}

// program.gan 4:77 conv(1, 3, pad: 1, bias: false), 4:112 tanh
@compute @workgroup_size(64)
fn G_conv1_tanh_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 64u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    for (var r1 = 0u; r1 < 2u * once; r1++) {
      for (var r2 = 0u; r2 < 2u * once; r2++) {
        let value = G_linear1[min((i / 64u) * 32u + r0 * 16u + (((i / 8u) % 8u + 1u) / 2u) * 4u + (i % 8u + 1u) / 2u - r2 - r1 * 4u, B * 32u - 1u)];
        let value2 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 8u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 2u < 3u));
        let value3 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 11u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u - 1u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 2u < 3u));
        let value4 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 9u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 3u < 3u));
        let value5 = select(0.0, G_conv1_weight[min(r0 * 9u - (i % 8u + 1u) % 2u - r2 * 2u - (((i / 8u) % 8u + 1u) % 2u) * 3u - r1 * 6u + 12u, 18u - 1u)], (r1 * 2u + ((i / 8u) % 8u + 1u) % 2u - 1u < 3u) & (0u - (i % 8u + 1u) % 2u - r2 * 2u + 3u < 3u));
        let add = select(0.0, (value2 + value3), (r2 * 2u + (i % 8u + 1u) % 2u < 3u)) + select(0.0, (value4 + value5), (r2 * 2u + (i % 8u + 1u) % 2u - 1u < 3u));
        if ((((i / 8u) % 8u + 1u) / 2u - r1 < 4u) & ((i % 8u + 1u) / 2u - r2 < 4u)) { total += value * add; }
      }
    }
  }
  let tanh_ = stable_tanh(total);
  G_tanh1[i] = tanh_;
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 4u) { return; }
  let random = random_normal(philox(((i / 4u) * 4u + (i % 4u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}
