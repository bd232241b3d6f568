// The kernels of program. B is the batch size.

override B: u32 = 16u;

@group(0) @binding(0) var<storage, read_write> D_conv1_weight_4: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> x_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> D_conv1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_conv1: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(0) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_leaky_relu1: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear1: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D: array<f32>;
@group(0) @binding(0) var<storage, read_write> d_D_leaky_relu1_4: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> d_D_conv1_4: array<vec4<f32>>;
@group(0) @binding(6) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_conv1_all: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_conv1_weight_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_x_4: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> D_leaky_relu1: array<f32>;

// program.gan 3:38 conv(8, 4, stride: 2, pad: 1), 3:38 conv(8, 4, stride: 2, pad: 1)
@compute @workgroup_size(16)
fn D_conv1_conv_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 16u + 127u) / 128u) {
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
    let at5 = (nt / 2u) * 32u + (nt % 2u) * 8u;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      let at = r0 * 4u;
      let at6 = r0 * 16u + at5;
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        let a = D_conv1_weight_4[at + r1];
        let at2 = at + r1;
        let a2 = D_conv1_weight_4[at2 + 8u];
        let a3 = D_conv1_weight_4[at2 + 16u];
        let a4 = D_conv1_weight_4[at2 + 24u];
        let a5 = D_conv1_weight_4[at2 + 32u];
        let a6 = D_conv1_weight_4[at2 + 40u];
        let a7 = D_conv1_weight_4[at2 + 48u];
        let a8 = D_conv1_weight_4[at2 + 56u];
        let at4 = at3 + r1;
        let inside = at4 - 1u < 8u;
        let inside2 = at4 + 1u < 8u;
        let at7 = r1 * 2u + at6;
        let b = x_4[min(at7 - 2u, B * 32u - 1u)];
        let b2 = select(0.0, b.y, inside);
        let b3 = select(0.0, b.w, inside);
        let b4 = x_4[min(at7 - 1u, B * 32u - 1u)];
        let b5 = select(0.0, b4.y, inside);
        let b6 = x_4[min(at7 + 2u, B * 32u - 1u)];
        let b7 = select(0.0, b6.y, inside2);
        let b8 = select(0.0, b6.w, inside2);
        let b9 = x_4[min(at7 + 3u, B * 32u - 1u)];
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
      let conv2 = conv + D_conv1_bias[m];
      D_conv1[(n / 16u) * 128u + m * 16u + n % 16u] = conv2;
    }
  } else {
    let launched = launched - ((B * 16u + 127u) / 128u);
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    clock_draw[0u] = add;
  }
}

// program.gan 3:101 linear(1), ∂ 3:71 leaky_relu(0.2), 3:101 linear(1), ∂ 4:15 D(x)^2
@compute @workgroup_size(64)
fn D_linear1_leaky_relu_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 128u; r0++) {
    let value = D_conv1[i * 128u + r0];
    total += select((value * 0.2), value, (value > 0.0)) * D_linear1_weight[r0];
  }
  let mul = (1.0 / f32(B)) * (2.0 * (total + D_linear1_bias[0u]));
  for (var r0 = 0u; r0 < 128u; r0++) {
    let mul2 = mul * D_linear1_weight[r0];
    let select_ = select((mul2 * 0.2), mul2, (D_conv1[i * 128u + r0] > 0.0));
    d_D_leaky_relu1[i * 128u + r0] = select_;
  }
  let linear = total + D_linear1_bias[0u];
  let mul3 = (1.0 / f32(B)) * (2.0 * linear);
  D_linear1[i] = linear;
  d_D[i] = mul3;
}

// program.gan 4:10 mean(D(x)^2), 4:10 mean(D(x)^2)
// ∂ program.gan 3:101 linear(1), ∂ 3:101 linear(1)
// ∂ program.gan 3:101 linear(1)
// ∂ program.gan 3:38 conv(8, 4, stride: 2, pad: 1)
@compute @workgroup_size(64)
fn loss_D_mean_and_4(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_linear1[r0];
      total += (value * value);
    }
    let mean = total / f32(B);
    loss_D[0u] = mean;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += D_linear1[r0];
    }
    let mul = total * 2.0;
    let mul2 = mul * (1.0 / f32(B));
    d_D_conv1_all[0u + 192u] = mul2;
  } else if (launched < 4u) {
    let launched = launched - 2u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 128u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      let value = D_conv1[r0 * 128u + i];
      total += d_D[r0] * select((value * 0.2), value, (value > 0.0));
    }
    d_D_conv1_all[i + 64u] = total;
  } else if (launched < 5u) {
    let launched = launched - 4u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 8u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 16u * once; r1++) {
        total += d_D_leaky_relu1_4[(r0 * 128u + i * 16u + r1) / 4u][(r0 * 128u + i * 16u + r1) % 4u];
      }
    }
    d_D_conv1_all[i] = total;
  } else {
    let launched = launched - 5u;
    if (lane >= 16u) { return; }
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let tile = launched;
    let across = lane;
    let nt = min(across, 4u - 1u);
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
      let at6 = r0 * 32u + at5;
      for (var r1 = 0u; r1 < 4u * once; r1++) {
        let a = d_D_leaky_relu1_4[at + r1];
        let at2 = at + r1;
        let a2 = d_D_leaky_relu1_4[at2 + 4u];
        let a3 = d_D_leaky_relu1_4[at2 + 8u];
        let a4 = d_D_leaky_relu1_4[at2 + 12u];
        let a5 = d_D_leaky_relu1_4[at2 + 16u];
        let a6 = d_D_leaky_relu1_4[at2 + 20u];
        let a7 = d_D_leaky_relu1_4[at2 + 24u];
        let a8 = d_D_leaky_relu1_4[at2 + 28u];
        let at4 = r1 * 2u + at3;
        let inside = at4 - 1u < 8u;
        let inside2 = r1 * 2u + at3 < 8u;
        let at7 = r1 * 4u + at6;
        let b = x_4[min(at7 - 2u, B * 32u - 1u)];
        let b2 = select(0.0, b.x, inside);
        let b3 = select(0.0, b.y, inside);
        let b4 = select(0.0, b.z, inside);
        let b5 = x_4[min(r1 * 4u + at6, B * 32u - 1u)];
        let b6 = select(0.0, b5.x, inside2);
        let b7 = select(0.0, b5.y, inside2);
        let b8 = select(0.0, b5.z, inside2);
        let b9 = select(0.0, b.w, inside);
        let b10 = x_4[min(at7 - 1u, B * 32u - 1u)];
        let b11 = select(0.0, b10.x, inside);
        let b12 = select(0.0, b5.w, inside2);
        let b13 = x_4[min(at7 + 1u, B * 32u - 1u)];
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
      d_D_conv1_4[m * 8u + n] = conv;
    }
  }
}

// program.gan 5:23 D by sgd(0.01)
@compute @workgroup_size(64)
fn D_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 449u) { return; }
  let sub = D_conv1_weight_all[i] - (d_D_conv1_all[i] * 0.01);
  D_conv1_weight_all[i] = sub;
}

// program.gan 3:38 conv(8, 4, stride: 2, pad: 1), 3:38 conv(8, 4, stride: 2, pad: 1), 3:71 leaky_relu(0.2)
@compute @workgroup_size(16)
fn D_conv1_conv_leaky_relu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
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
  let at5 = (nt / 2u) * 32u + (nt % 2u) * 8u;
  for (var r0 = 0u; r0 < 2u * once; r0++) {
    let at = r0 * 4u;
    let at6 = r0 * 16u + at5;
    for (var r1 = 0u; r1 < 4u * once; r1++) {
      let a = D_conv1_weight_4[at + r1];
      let at2 = at + r1;
      let a2 = D_conv1_weight_4[at2 + 8u];
      let a3 = D_conv1_weight_4[at2 + 16u];
      let a4 = D_conv1_weight_4[at2 + 24u];
      let a5 = D_conv1_weight_4[at2 + 32u];
      let a6 = D_conv1_weight_4[at2 + 40u];
      let a7 = D_conv1_weight_4[at2 + 48u];
      let a8 = D_conv1_weight_4[at2 + 56u];
      let at4 = at3 + r1;
      let inside = at4 - 1u < 8u;
      let inside2 = at4 + 1u < 8u;
      let at7 = r1 * 2u + at6;
      let b = D_x_4[min(at7 - 2u, B * 32u - 1u)];
      let b2 = select(0.0, b.y, inside);
      let b3 = select(0.0, b.w, inside);
      let b4 = D_x_4[min(at7 - 1u, B * 32u - 1u)];
      let b5 = select(0.0, b4.y, inside);
      let b6 = D_x_4[min(at7 + 2u, B * 32u - 1u)];
      let b7 = select(0.0, b6.y, inside2);
      let b8 = select(0.0, b6.w, inside2);
      let b9 = D_x_4[min(at7 + 3u, B * 32u - 1u)];
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
    let conv2 = conv + D_conv1_bias[m];
    let leaky_relu = select((conv2 * 0.2), conv2, (conv2 > 0.0));
    D_leaky_relu1[(n / 16u) * 128u + m * 16u + n % 16u] = leaky_relu;
  }
}

// program.gan 3:101 linear(1), 3:101 linear(1)
@compute @workgroup_size(64)
fn D_linear1_linear(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 128u; r0++) {
    total += D_leaky_relu1[i * 128u + r0] * D_linear1_weight[r0];
  }
  let linear = total + D_linear1_bias[0u];
  D_linear1[i] = linear;
}
