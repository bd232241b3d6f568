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
@group(0) @binding(0) var<storage, read_write> G_conv_transpose1_weight_4: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> G_relu1: array<f32>;
@group(0) @binding(0) var<storage, read_write> G_conv_transpose2_weight_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> G_relu1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> G_conv_transpose2_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> G_tanh1: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_G_tanh1: array<f32>;
@group(0) @binding(0) var<storage, read_write> loss_G: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_tanh1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_G_conv_transpose2: array<f32>;
@group(0) @binding(4) var<storage, read_write> G_conv_transpose2_weight_4_2: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> G_relu1_4_2: array<vec4<f32>>;
@group(0) @binding(6) var<storage, read_write> d_G_relu1: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_G_conv_transpose2_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> d_G_relu1_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> d_G_conv_transpose1_4: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> G_conv_transpose1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_G_conv_transpose1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> z: array<f32>;
@group(0) @binding(1) var<storage, read_write> G_conv_transpose1_weight_4_2: array<vec4<f32>>;
@group(0) @binding(0) var<storage, read_write> draw_seed: array<i32>;
@group(0) @binding(1) var<storage, read_write> draw_number: array<i32>;
@group(0) @binding(2) var<storage, read_write> random_2: array<f32>;

// program.gan 2:1 noise z: [6] ~ normal(0, 1)
@compute @workgroup_size(64)
fn noise(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 6u) { return; }
  let noise = random_normal(philox(((i / 6u) * 6u + (i % 6u)), 1220398683u, clock_draw[0u], clock_seed[0u]));
  noise_2[i] = noise;
}

// program.gan 4:28 conv_transpose(8, 4, bias: false), 4:65 relu
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
    let nt = tile % 2u * 8u + lane % 8u;
    let down = tile / 2u * 2u + lane / 8u;
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
    let at = mt * 48u;
    let at2 = m1 * 6u;
    let at3 = m2 * 6u;
    let at4 = m3 * 6u;
    let at5 = m4 * 6u;
    let at6 = m5 * 6u;
    let at7 = m6 * 6u;
    let at8 = m7 * 6u;
    let at9 = nt * 2u;
    for (var k = 0u; k < 6u * once; k++) {
      let a = noise_2[at + k];
      let a2 = noise_2[at2 + k];
      let a3 = noise_2[at3 + k];
      let a4 = noise_2[at4 + k];
      let a5 = noise_2[at5 + k];
      let a6 = noise_2[at6 + k];
      let a7 = noise_2[at7 + k];
      let a8 = noise_2[at8 + k];
      let b = G_conv_transpose1_weight_4[k * 32u + at9];
      let at10 = k * 32u + at9;
      let b2 = G_conv_transpose1_weight_4[at10 + 1u];
      sum0a = fma(vec4f(a), b, sum0a);
      sum0b = fma(vec4f(a), b2, sum0b);
      sum1a = fma(vec4f(a2), b, sum1a);
      sum1b = fma(vec4f(a2), b2, sum1b);
      sum2a = fma(vec4f(a3), b, sum2a);
      sum2b = fma(vec4f(a3), b2, sum2b);
      sum3a = fma(vec4f(a4), b, sum3a);
      sum3b = fma(vec4f(a4), b2, sum3b);
      sum4a = fma(vec4f(a5), b, sum4a);
      sum4b = fma(vec4f(a5), b2, sum4b);
      sum5a = fma(vec4f(a6), b, sum5a);
      sum5b = fma(vec4f(a6), b2, sum5b);
      sum6a = fma(vec4f(a7), b, sum6a);
      sum6b = fma(vec4f(a7), b2, sum6b);
      sum7a = fma(vec4f(a8), b, sum7a);
      sum7b = fma(vec4f(a8), b2, sum7b);
    }
    if (down != mt || tile / 2u >= ((B + 15u) / 16u)) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      if (!(m < B)) { continue; }
      let conv_transpose = sums[e / 4u][e % 4u];
      let relu = max(0.0, conv_transpose);
      G_relu1[m * 128u + n] = relu;
    }
  }
}

// program.gan 4:73 conv_transpose(3, 4, stride: 2, pad: 1), 4:73 conv_transpose(3, 4, stride: 2, pad: 1), 4:116 tanh, ∂ 4:116 tanh
@compute @workgroup_size(16)
fn G_conv_transpose2_conv_transpose_tanh(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B * 32u + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B * 32u + 7u) / 8u) - 1u);
  let mt = 0u;
  let z = tile / ((B * 32u + 127u) / 128u);
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  let at = (z + 1u) % 2u;
  let at3 = nt % 4u + (z + 1u) / 2u;
  let inside = at3 < 4u;
  let inside2 = at3 - 1u < 4u;
  let at4 = (nt / 4u) * 32u + nt % 4u + (z + 1u) / 2u;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let a = G_conv_transpose2_weight_4[r0 * 12u + at];
    let at2 = r0 * 12u + at;
    let a2 = G_conv_transpose2_weight_4[at2 + 4u];
    let a3 = G_conv_transpose2_weight_4[at2 + 8u];
    let a4 = G_conv_transpose2_weight_4[at2 + 2u];
    let a5 = G_conv_transpose2_weight_4[at2 + 6u];
    let a6 = G_conv_transpose2_weight_4[at2 + 10u];
    let b = G_relu1_4[min(r0 * 4u + at4, B * 32u - 1u)];
    let b2 = select(0.0, b.x, inside);
    let b3 = select(0.0, b.y, inside);
    let b4 = select(0.0, b.z, inside);
    let b5 = select(0.0, b.w, inside);
    let at5 = r0 * 4u + at4;
    let b6 = G_relu1_4[min(at5 - 1u, B * 32u - 1u)];
    let b7 = select(0.0, b6.x, inside2);
    let b8 = select(0.0, b6.y, inside2);
    let b9 = select(0.0, b6.z, inside2);
    let b10 = select(0.0, b6.w, inside2);
    let column = vec4f(b2, b3, b4, b5);
    let column2 = vec4f(b3, b4, b5, 0.0);
    let column3 = vec4f(0.0, b2, b3, b4);
    let column4 = vec4f(b7, b8, b9, b10);
    let column5 = vec4f(b8, b9, b10, 0.0);
    let column6 = vec4f(0.0, b7, b8, b9);
    sum0a = fma(vec4f(a.y), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.w), column3, sum0a);
    sum0b = fma(vec4f(a.z), column, sum0b);
    sum0a = fma(vec4f(a4.y), column4, sum0a);
    sum0b = fma(vec4f(a4.x), column5, sum0b);
    sum0a = fma(vec4f(a4.w), column6, sum0a);
    sum0b = fma(vec4f(a4.z), column4, sum0b);
    sum1a = fma(vec4f(a2.y), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.w), column3, sum1a);
    sum1b = fma(vec4f(a2.z), column, sum1b);
    sum1a = fma(vec4f(a5.y), column4, sum1a);
    sum1b = fma(vec4f(a5.x), column5, sum1b);
    sum1a = fma(vec4f(a5.w), column6, sum1a);
    sum1b = fma(vec4f(a5.z), column4, sum1b);
    sum2a = fma(vec4f(a3.y), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.w), column3, sum2a);
    sum2b = fma(vec4f(a3.z), column, sum2b);
    sum2a = fma(vec4f(a6.y), column4, sum2a);
    sum2b = fma(vec4f(a6.x), column5, sum2b);
    sum2a = fma(vec4f(a6.w), column6, sum2a);
    sum2b = fma(vec4f(a6.z), column4, sum2b);
  }
  if (across != nt || z >= 2u) { return; }
  var sums = array<vec4f, 6>(vec4f(sum0a.x, sum0b.x, sum0a.y, sum0b.y), vec4f(sum0a.z, sum0b.z, sum0a.w, sum0b.w), vec4f(sum1a.x, sum1b.x, sum1a.y, sum1b.y), vec4f(sum1a.z, sum1b.z, sum1a.w, sum1b.w), vec4f(sum2a.x, sum2b.x, sum2a.y, sum2b.y), vec4f(sum2a.z, sum2b.z, sum2a.w, sum2b.w));
  let div = 1.0 / (192.0 * f32(B));
  for (var e = 0u; e < 24u; e++) {
    let m = mt * 3u + e / 8u;
    let n = nt * 8u + e % 8u;
    let conv_transpose = sums[e / 4u][e % 4u];
    let conv_transpose2 = conv_transpose + G_conv_transpose2_bias[m];
    let tanh_ = stable_tanh(conv_transpose2);
    let mul = (div * (2.0 * tanh_)) * (1.0 - (tanh_ * tanh_));
    G_tanh1[(n / 32u) * 192u + m * 64u + ((n / 8u) % 4u) * 16u + z * 8u + n % 8u] = tanh_;
    d_G_tanh1[(n / 32u) * 192u + m * 64u + ((n / 8u) % 4u) * 16u + z * 8u + n % 8u] = mul;
  }
}

// program.gan 6:10 mean(G(z)^2), 6:10 mean(G(z)^2)
// ∂ program.gan 4:73 conv_transpose(3, 4, stride: 2, pad: 1)
// ∂ program.gan 4:73 conv_transpose(3, 4, stride: 2, pad: 1), ∂ 4:65 relu
@compute @workgroup_size(64)
fn loss_G_mean_and_3(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    var total = 0.0;
    for (var r = lane; r < B * 192u; r += 64u) {
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
    let mean = total / (192.0 * f32(B));
    loss_G[0u] = mean;
  } else if (launched < 4u) {
    let launched = launched - 1u;
    let i = launched;
    if (i >= 3u) { return; }
    var total = 0.0;
    for (var r = lane; r < B * 64u; r += 64u) {
      total += d_G_tanh1_4[((r / 64u) * 192u + i * 64u + r % 64u) / 4u][((r / 64u) * 192u + i * 64u + r % 64u) % 4u];
    }
    partial_f32[lane] = total;
    workgroupBarrier();
    total = 0.0;
    for (var other = 0u; other < 64u; other++) {
      total = total + partial_f32[other];
    }
    if (lane > 0u) { return; }
    d_G_conv_transpose2[i] = total;
  } else if (launched < ((B * 16u + 127u) / 128u) + 4u) {
    let launched = launched - 4u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = tile % ((B * 16u + 127u) / 128u) * 16u + lane;
    let nt = min(across, ((B * 16u + 7u) / 8u) - 1u);
    let mt = 0u;
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
    let at3 = (nt % 2u) * 4u;
    let at5 = (nt / 2u) * 48u + (nt % 2u) * 8u;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      let at = r0 * 4u;
      let at6 = r0 * 16u + at5;
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        let a = G_conv_transpose2_weight_4_2[at + r1];
        let at2 = at + r1;
        let a2 = G_conv_transpose2_weight_4_2[at2 + 12u];
        let a3 = G_conv_transpose2_weight_4_2[at2 + 24u];
        let a4 = G_conv_transpose2_weight_4_2[at2 + 36u];
        let a5 = G_conv_transpose2_weight_4_2[at2 + 48u];
        let a6 = G_conv_transpose2_weight_4_2[at2 + 60u];
        let a7 = G_conv_transpose2_weight_4_2[at2 + 72u];
        let a8 = G_conv_transpose2_weight_4_2[at2 + 84u];
        let at4 = at3 + r1;
        let inside = at4 - 1u < 8u;
        let inside2 = at4 + 1u < 8u;
        let at7 = r1 * 2u + at6;
        let b = d_G_tanh1_4[min(at7 - 2u, B * 48u - 1u)];
        let b2 = select(0.0, b.y, inside);
        let b3 = select(0.0, b.w, inside);
        let b4 = d_G_tanh1_4[min(at7 - 1u, B * 48u - 1u)];
        let b5 = select(0.0, b4.y, inside);
        let b6 = d_G_tanh1_4[min(at7 + 2u, B * 48u - 1u)];
        let b7 = select(0.0, b6.y, inside2);
        let b8 = select(0.0, b6.w, inside2);
        let b9 = d_G_tanh1_4[min(at7 + 3u, B * 48u - 1u)];
        let b10 = select(0.0, b9.y, inside2);
        let b11 = select(0.0, b.x, inside);
        let b12 = select(0.0, b.z, inside);
        let b13 = select(0.0, b4.x, inside);
        let b14 = select(0.0, b4.z, inside);
        let b15 = select(0.0, b6.x, inside2);
        let b16 = select(0.0, b6.z, inside2);
        let b17 = select(0.0, b9.x, inside2);
        let b18 = select(0.0, b9.z, inside2);
        let b19 = select(0.0, b4.w, inside);
        let b20 = select(0.0, b9.w, inside2);
        let column = vec4f(0.0, b2, b3, b5);
        let column2 = vec4f(0.0, b7, b8, b10);
        let column3 = vec4f(b11, b12, b13, b14);
        let column4 = vec4f(b15, b16, b17, b18);
        let column5 = vec4f(b2, b3, b5, b19);
        let column6 = vec4f(b7, b8, b10, b20);
        let column7 = vec4f(b12, b13, b14, 0.0);
        let column8 = vec4f(b16, b17, b18, 0.0);
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
    }
    if (across != nt || tile / ((B * 16u + 127u) / 128u) >= 1u) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 64u; e++) {
      let m = mt * 8u + e / 8u;
      let n = nt * 8u + e % 8u;
      let conv = sums[e / 4u][e % 4u];
      let select_ = select(conv, 0.0, (0.0 >= G_relu1_4_2[((n / 16u) * 128u + m * 16u + n % 16u) / 4u][((n / 16u) * 128u + m * 16u + n % 16u) % 4u]));
      d_G_relu1[(n / 16u) * 128u + m * 16u + n % 16u] = select_;
    }
  } else {
    let launched = launched - (((B * 16u + 127u) / 128u) + 4u);
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 6u - 1u);
    let mt = 0u;
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
    let at3 = (nt % 2u) * 2u;
    let at5 = (nt / 2u) * 16u + (nt % 2u) * 4u;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let at = r0 * 32u;
      let at6 = r0 * 48u + at5;
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        let a = G_relu1_4_2[at + r1];
        let at2 = at + r1;
        let a2 = G_relu1_4_2[at2 + 4u];
        let a3 = G_relu1_4_2[at2 + 8u];
        let a4 = G_relu1_4_2[at2 + 12u];
        let a5 = G_relu1_4_2[at2 + 16u];
        let a6 = G_relu1_4_2[at2 + 20u];
        let a7 = G_relu1_4_2[at2 + 24u];
        let a8 = G_relu1_4_2[at2 + 28u];
        let at4 = r1 * 2u + at3;
        let inside = at4 - 1u < 8u;
        let inside2 = r1 * 2u + at3 < 8u;
        let at7 = r1 * 4u + at6;
        let b = d_G_tanh1_4[min(at7 - 2u, B * 48u - 1u)];
        let b2 = select(0.0, b.x, inside);
        let b3 = select(0.0, b.y, inside);
        let b4 = select(0.0, b.z, inside);
        let b5 = d_G_tanh1_4[min(r1 * 4u + at6, B * 48u - 1u)];
        let b6 = select(0.0, b5.x, inside2);
        let b7 = select(0.0, b5.y, inside2);
        let b8 = select(0.0, b5.z, inside2);
        let b9 = select(0.0, b.w, inside);
        let b10 = d_G_tanh1_4[min(at7 - 1u, B * 48u - 1u)];
        let b11 = select(0.0, b10.x, inside);
        let b12 = select(0.0, b5.w, inside2);
        let b13 = d_G_tanh1_4[min(at7 + 1u, B * 48u - 1u)];
        let b14 = select(0.0, b13.x, inside2);
        let b15 = select(0.0, b10.y, inside);
        let b16 = select(0.0, b10.z, inside);
        let b17 = select(0.0, b13.y, inside2);
        let b18 = select(0.0, b13.z, inside2);
        let b19 = select(0.0, b10.w, inside);
        let b20 = select(0.0, b13.w, inside2);
        let column = vec4f(0.0, b2, b3, b4);
        let column2 = vec4f(0.0, b6, b7, b8);
        let column3 = vec4f(b3, b4, b9, b11);
        let column4 = vec4f(b7, b8, b12, b14);
        let column5 = vec4f(b9, b11, b15, b16);
        let column6 = vec4f(b12, b14, b17, b18);
        let column7 = vec4f(b15, b16, b19, 0.0);
        let column8 = vec4f(b17, b18, b20, 0.0);
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
    }
    if (across != nt) { return; }
    var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
    for (var e = 0u; e < 16u; e++) {
      let m = mt * 8u + e / 2u;
      let n = nt * 2u + e % 2u;
      let conv = sums[e];
      d_G_conv_transpose2_4[m * 12u + n] = conv;
    }
  }
}

// ∂ program.gan 4:28 conv_transpose(8, 4, bias: false)
@compute @workgroup_size(16)
fn d_G_conv_transpose1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let nt = tile % 2u * 8u + lane % 8u;
  let mt = lane / 8u;
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  var sum3a = vec4f();
  var sum3b = vec4f();
  let m1 = min(mt * 4u + 1u, 6u - 1u);
  let m2 = min(mt * 4u + 2u, 6u - 1u);
  let m3 = min(mt * 4u + 3u, 6u - 1u);
  let at = mt * 4u;
  let at2 = nt * 2u;
  for (var k = 0u; k < B * once; k++) {
    let a = noise_2[k * 6u + at];
    let a2 = noise_2[k * 6u + m1];
    let a3 = noise_2[k * 6u + m2];
    let a4 = noise_2[k * 6u + m3];
    let b = d_G_relu1_4[k * 32u + at2];
    let at3 = k * 32u + at2;
    let b2 = d_G_relu1_4[at3 + 1u];
    sum0a = fma(vec4f(a), b, sum0a);
    sum0b = fma(vec4f(a), b2, sum0b);
    sum1a = fma(vec4f(a2), b, sum1a);
    sum1b = fma(vec4f(a2), b2, sum1b);
    sum2a = fma(vec4f(a3), b, sum2a);
    sum2b = fma(vec4f(a3), b2, sum2b);
    sum3a = fma(vec4f(a4), b, sum3a);
    sum3b = fma(vec4f(a4), b2, sum3b);
  }
  var sums = array<vec4f, 8>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b);
  for (var e = 0u; e < 8u; e++) {
    let m = mt * 4u + e / 2u;
    let n = nt * 2u + e % 2u;
    if (!(m < 6u)) { continue; }
    let contract = sums[e];
    d_G_conv_transpose1_4[m * 32u + n] = contract;
  }
}

// program.gan 7:23 G by sgd(0.01)
@compute @workgroup_size(64)
fn G_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 1155u) { return; }
  let sub = G_conv_transpose1_weight_all[i] - (d_G_conv_transpose1_all[i] * 0.01);
  G_conv_transpose1_weight_all[i] = sub;
}

// program.gan 4:28 conv_transpose(8, 4, bias: false), 4:65 relu
@compute @workgroup_size(16)
fn G_conv_transpose1_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let nt = tile % 2u * 8u + lane % 8u;
  let down = tile / 2u * 2u + lane / 8u;
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
  let at = mt * 48u;
  let at2 = m1 * 6u;
  let at3 = m2 * 6u;
  let at4 = m3 * 6u;
  let at5 = m4 * 6u;
  let at6 = m5 * 6u;
  let at7 = m6 * 6u;
  let at8 = m7 * 6u;
  let at9 = nt * 2u;
  for (var k = 0u; k < 6u * once; k++) {
    let a = z[at + k];
    let a2 = z[at2 + k];
    let a3 = z[at3 + k];
    let a4 = z[at4 + k];
    let a5 = z[at5 + k];
    let a6 = z[at6 + k];
    let a7 = z[at7 + k];
    let a8 = z[at8 + k];
    let b = G_conv_transpose1_weight_4_2[k * 32u + at9];
    let at10 = k * 32u + at9;
    let b2 = G_conv_transpose1_weight_4_2[at10 + 1u];
    sum0a = fma(vec4f(a), b, sum0a);
    sum0b = fma(vec4f(a), b2, sum0b);
    sum1a = fma(vec4f(a2), b, sum1a);
    sum1b = fma(vec4f(a2), b2, sum1b);
    sum2a = fma(vec4f(a3), b, sum2a);
    sum2b = fma(vec4f(a3), b2, sum2b);
    sum3a = fma(vec4f(a4), b, sum3a);
    sum3b = fma(vec4f(a4), b2, sum3b);
    sum4a = fma(vec4f(a5), b, sum4a);
    sum4b = fma(vec4f(a5), b2, sum4b);
    sum5a = fma(vec4f(a6), b, sum5a);
    sum5b = fma(vec4f(a6), b2, sum5b);
    sum6a = fma(vec4f(a7), b, sum6a);
    sum6b = fma(vec4f(a7), b2, sum6b);
    sum7a = fma(vec4f(a8), b, sum7a);
    sum7b = fma(vec4f(a8), b2, sum7b);
  }
  if (down != mt || tile / 2u >= ((B + 15u) / 16u)) { return; }
  var sums = array<vec4f, 16>(sum0a, sum0b, sum1a, sum1b, sum2a, sum2b, sum3a, sum3b, sum4a, sum4b, sum5a, sum5b, sum6a, sum6b, sum7a, sum7b);
  for (var e = 0u; e < 64u; e++) {
    let m = mt * 8u + e / 8u;
    let n = nt * 8u + e % 8u;
    if (!(m < B)) { continue; }
    let conv_transpose = sums[e / 4u][e % 4u];
    let relu = max(0.0, conv_transpose);
    G_relu1[m * 128u + n] = relu;
  }
}

// program.gan 4:73 conv_transpose(3, 4, stride: 2, pad: 1), 4:73 conv_transpose(3, 4, stride: 2, pad: 1), 4:116 tanh
@compute @workgroup_size(16)
fn G_conv_transpose2_conv_transpose_tanh_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let tile = launched;
  let across = tile % ((B * 32u + 127u) / 128u) * 16u + lane;
  let nt = min(across, ((B * 32u + 7u) / 8u) - 1u);
  let mt = 0u;
  let z = tile / ((B * 32u + 127u) / 128u);
  var sum0a = vec4f();
  var sum0b = vec4f();
  var sum1a = vec4f();
  var sum1b = vec4f();
  var sum2a = vec4f();
  var sum2b = vec4f();
  let at = (z + 1u) % 2u;
  let at3 = nt % 4u + (z + 1u) / 2u;
  let inside = at3 < 4u;
  let inside2 = at3 - 1u < 4u;
  let at4 = (nt / 4u) * 32u + nt % 4u + (z + 1u) / 2u;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let a = G_conv_transpose2_weight_4[r0 * 12u + at];
    let at2 = r0 * 12u + at;
    let a2 = G_conv_transpose2_weight_4[at2 + 4u];
    let a3 = G_conv_transpose2_weight_4[at2 + 8u];
    let a4 = G_conv_transpose2_weight_4[at2 + 2u];
    let a5 = G_conv_transpose2_weight_4[at2 + 6u];
    let a6 = G_conv_transpose2_weight_4[at2 + 10u];
    let b = G_relu1_4[min(r0 * 4u + at4, B * 32u - 1u)];
    let b2 = select(0.0, b.x, inside);
    let b3 = select(0.0, b.y, inside);
    let b4 = select(0.0, b.z, inside);
    let b5 = select(0.0, b.w, inside);
    let at5 = r0 * 4u + at4;
    let b6 = G_relu1_4[min(at5 - 1u, B * 32u - 1u)];
    let b7 = select(0.0, b6.x, inside2);
    let b8 = select(0.0, b6.y, inside2);
    let b9 = select(0.0, b6.z, inside2);
    let b10 = select(0.0, b6.w, inside2);
    let column = vec4f(b2, b3, b4, b5);
    let column2 = vec4f(b3, b4, b5, 0.0);
    let column3 = vec4f(0.0, b2, b3, b4);
    let column4 = vec4f(b7, b8, b9, b10);
    let column5 = vec4f(b8, b9, b10, 0.0);
    let column6 = vec4f(0.0, b7, b8, b9);
    sum0a = fma(vec4f(a.y), column, sum0a);
    sum0b = fma(vec4f(a.x), column2, sum0b);
    sum0a = fma(vec4f(a.w), column3, sum0a);
    sum0b = fma(vec4f(a.z), column, sum0b);
    sum0a = fma(vec4f(a4.y), column4, sum0a);
    sum0b = fma(vec4f(a4.x), column5, sum0b);
    sum0a = fma(vec4f(a4.w), column6, sum0a);
    sum0b = fma(vec4f(a4.z), column4, sum0b);
    sum1a = fma(vec4f(a2.y), column, sum1a);
    sum1b = fma(vec4f(a2.x), column2, sum1b);
    sum1a = fma(vec4f(a2.w), column3, sum1a);
    sum1b = fma(vec4f(a2.z), column, sum1b);
    sum1a = fma(vec4f(a5.y), column4, sum1a);
    sum1b = fma(vec4f(a5.x), column5, sum1b);
    sum1a = fma(vec4f(a5.w), column6, sum1a);
    sum1b = fma(vec4f(a5.z), column4, sum1b);
    sum2a = fma(vec4f(a3.y), column, sum2a);
    sum2b = fma(vec4f(a3.x), column2, sum2b);
    sum2a = fma(vec4f(a3.w), column3, sum2a);
    sum2b = fma(vec4f(a3.z), column, sum2b);
    sum2a = fma(vec4f(a6.y), column4, sum2a);
    sum2b = fma(vec4f(a6.x), column5, sum2b);
    sum2a = fma(vec4f(a6.w), column6, sum2a);
    sum2b = fma(vec4f(a6.z), column4, sum2b);
  }
  if (across != nt || z >= 2u) { return; }
  var sums = array<vec4f, 6>(vec4f(sum0a.x, sum0b.x, sum0a.y, sum0b.y), vec4f(sum0a.z, sum0b.z, sum0a.w, sum0b.w), vec4f(sum1a.x, sum1b.x, sum1a.y, sum1b.y), vec4f(sum1a.z, sum1b.z, sum1a.w, sum1b.w), vec4f(sum2a.x, sum2b.x, sum2a.y, sum2b.y), vec4f(sum2a.z, sum2b.z, sum2a.w, sum2b.w));
  for (var e = 0u; e < 24u; e++) {
    let m = mt * 3u + e / 8u;
    let n = nt * 8u + e % 8u;
    let conv_transpose = sums[e / 4u][e % 4u];
    let conv_transpose2 = conv_transpose + G_conv_transpose2_bias[m];
    let tanh_ = stable_tanh(conv_transpose2);
    G_tanh1[(n / 32u) * 192u + m * 64u + ((n / 8u) % 4u) * 16u + z * 8u + n % 8u] = tanh_;
  }
}

@compute @workgroup_size(64)
fn random(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 6u) { return; }
  let random = random_normal(philox(((i / 6u) * 6u + (i % 6u)), 1220398683u, draw_number[0u], draw_seed[0u]));
  random_2[i] = random;
}
