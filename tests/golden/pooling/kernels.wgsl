// The kernels of program. B is the batch size.

override B: u32 = 8u;

@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_conv1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_conv1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_conv1: array<f32>;
@group(0) @binding(4) var<storage, read_write> D_linear2_weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> D_linear1_weight: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_D_linear2: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_D_linear1: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_max_pool1: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_max_pool1: array<f32>;
@group(0) @binding(2) var<storage, read_write> D_avg_pool1: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_avg_pool1_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_D_avg_pool1: array<f32>;
@group(0) @binding(1) var<storage, read_write> D_linear1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_linear2_bias: array<f32>;
@group(0) @binding(6) var<storage, read_write> D: array<f32>;
@group(0) @binding(0) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(2) var<storage, read_write> loss_D: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_D_avg_pool1_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> d_D_avg_pool1_3: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_D_max_pool1_2: array<f32>;
@group(0) @binding(3) var<storage, read_write> D_conv1_weight_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> D_x: array<f32>;

// program.gan 4:16 conv(2, 3, pad: 1), 4:16 conv(2, 3, pad: 1)
// ∂ program.gan 5:117 linear(1), ∂ 5:35 linear(1)
@compute @workgroup_size(64)
fn D_conv1_conv_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 72u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 72u) { return; }
    var total = 0.0;
    for (var r1 = 0u; r1 < 3u * once; r1++) {
      for (var r2 = 0u; r2 < 3u * once; r2++) {
        if (((i / 6u) % 6u + r1 - 1u < 6u) & (i % 6u + r2 - 1u < 6u)) { total += x_2[min((i / 72u) * 36u + r1 * 6u + r2 + i % 36u - 7u, B * 36u - 1u)] * D_conv1_weight[((i / 36u) % 2u) * 9u + r1 * 3u + r2]; }
      }
    }
    let conv = total + D_conv1_bias[(i / 36u) % 2u];
    D_conv1[i] = conv;
  } else {
    let launched = launched - ((B * 72u + 63u) / 64u);
    let i = launched * 64u + lane;
    if (i >= 18u) { return; }
    let mul = (1.0 / f32(B)) * D_linear2_weight[i];
    let div = 1.0 / f32(B);
    let mul2 = div * D_linear1_weight[i];
    d_D_linear2[i] = mul;
    d_D_linear1[i] = mul2;
  }
}

// program.gan 5:9 max_pool(2), ∂ 5:9 max_pool(2)
// program.gan 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…
@compute @workgroup_size(64)
fn D_max_pool1_max_pool_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 18u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 18u) { return; }
    var largest = -3.4028234663852886e38;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      for (var r1 = 0u; r1 < 2u * once; r1++) {
        largest = max(largest, D_conv1[min((i / 3u) * 12u + r0 * 6u + (i % 3u) * 2u + r1, B * 72u - 1u)]);
      }
    }
    var largest2 = -3.4028234663852886e38;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      for (var r1 = 0u; r1 < 2u * once; r1++) {
        let select_ = select((-9007199000000000.0), (-((f32(i32((r0))) * 2.0) + f32(i32((r1))))), (D_conv1[min((i / 3u) * 12u + r0 * 6u + (i % 3u) * 2u + r1, B * 72u - 1u)] == largest));
        largest2 = max(largest2, select_);
      }
    }
    D_max_pool1[i] = largest;
    d_D_max_pool1[i] = largest2;
  } else {
    let launched = launched - ((B * 18u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 18u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      for (var r1 = 0u; r1 < 3u * once; r1++) {
        let value = select(0.0, D_conv1[min((i / 3u) * 12u + r0 * 6u + (i % 3u) * 2u + r1 - 7u, B * 72u - 1u)], (((i / 3u) % 3u) * 2u + r0 - 1u < 6u) & ((i % 3u) * 2u + r1 - 1u < 6u));
        total += value;
      }
    }
    D_avg_pool1[i] = total;
  }
}

// program.gan 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…, 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…, ∂ 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…
@compute @workgroup_size(64)
fn D_avg_pool1_avg_pool(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 18u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 9u * once; r0++) {
    total += select(0.0, 1.0, (((i / 3u) % 3u) * 2u + r0 / 3u - 1u < 6u) & ((i % 3u) * 2u + r0 % 3u - 1u < 6u));
  }
  let avg_pool = D_avg_pool1[i] / total;
  let div = d_D_linear2[i % 18u] / total;
  D_avg_pool1_2[i] = avg_pool;
  d_D_avg_pool1[i] = div;
}

// program.gan 5:35 linear(1), 5:117 linear(1), 5:35 linear(1), 5:3 (h -> max_pool(2) -> flatten -> linear(…
@compute @workgroup_size(64)
fn D_linear1_linear_add(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < 18u * once; r0++) {
    total += D_max_pool1[i * 18u + r0] * D_linear1_weight[r0];
    total2 += D_avg_pool1[i * 18u + r0] * D_linear2_weight[r0];
  }
  let linear = total + D_linear1_bias[0u];
  let linear2 = total2 + D_linear2_bias[0u];
  let add = linear + linear2;
  D[i] = add;
}

// program.gan 8:22 D by sgd(0.01), 8:22 D by sgd(0.01)
// program.gan 7:10 mean(D(x)), 7:10 mean(D(x))
// ∂ program.gan 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…
@compute @workgroup_size(64)
fn add_D_and_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    let sub = D_linear1_bias[0u] - (((1.0 / f32(B)) * f32(B)) * 0.01);
    let mul = ((1.0 / f32(B)) * f32(B)) * 0.01;
    let sub2 = D_linear2_bias[0u] - mul;
    clock_draw[0u] = add;
    D_linear1_bias[0u] = sub;
    D_linear2_bias[0u] = sub2;
  } else if (launched < 2u) {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      total += D[r0];
    }
    let mean = total / f32(B);
    loss_D[0u] = mean;
  } else {
    let launched = launched - 2u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 72u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      for (var r1 = 0u; r1 < 2u * once; r1++) {
        if ((((i / 6u) % 6u + 1u) / 2u - r0 < 3u) & (r0 * 2u + ((i / 6u) % 6u + 1u) % 2u < 3u) & ((i % 6u + 1u) / 2u - r1 < 3u) & (r1 * 2u + (i % 6u + 1u) % 2u < 3u)) { total += d_D_avg_pool1_2[min((i / 36u) * 9u + (((i / 6u) % 6u + 1u) / 2u) * 3u + (i % 6u + 1u) / 2u - r1 - r0 * 3u, B * 18u - 1u)]; }
      }
    }
    d_D_avg_pool1_3[i] = total;
  }
}

// ∂ program.gan 5:117 linear(1), ∂ 5:35 linear(1), ∂ 5:117 linear(1), 8:22 D by sgd(0.01)
@compute @workgroup_size(64)
fn d_D_linear2_linear_D(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 18u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    total += D_avg_pool1[r0 * 18u + i];
    total2 += D_max_pool1[r0 * 18u + i];
  }
  let mul = (1.0 / f32(B)) * total;
  let div = 1.0 / f32(B);
  let mul2 = div * total2;
  let mul3 = mul2 * 0.01;
  let sub = D_linear1_weight[i] - mul3;
  let mul4 = mul * 0.01;
  let sub2 = D_linear2_weight[i] - mul4;
  D_linear1_weight[i] = sub;
  D_linear2_weight[i] = sub2;
}

// ∂ program.gan 5:9 max_pool(2), ∂ 5:9 max_pool(2)
@compute @workgroup_size(64)
fn d_D_max_pool1_max_pool(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= B * 72u) { return; }
  var total = 0.0;
  let equal = D_conv1[min(i, B * 72u - 1u)] == D_max_pool1[min((i / 36u) * 9u + (((i / 6u) % 6u) / 2u) * 3u + (i % 6u) / 2u, B * 18u - 1u)];
  let select_ = select((-9007199000000000.0), (-((f32(i32((((i / 6u) % 6u) % 2u))) * 2.0) + f32(i32(((i % 6u) % 2u))))), equal);
  let select_2 = select(0.0, d_D_linear1[min(((i / 36u) % 2u) * 9u + (((i / 6u) % 6u) / 2u) * 3u + (i % 6u) / 2u, 18u - 1u)], (select_ == d_D_max_pool1[min((i / 36u) * 9u + (((i / 6u) % 6u) / 2u) * 3u + (i % 6u) / 2u, B * 18u - 1u)]));
  total += select_2;
  let add = d_D_avg_pool1_2[i] + total;
  d_D_max_pool1_2[i] = add;
}

// ∂ program.gan 4:16 conv(2, 3, pad: 1), 8:22 D by sgd(0.01)
@compute @workgroup_size(64)
fn d_D_conv1_D_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 2u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 36u * once; r1++) {
        total += d_D_max_pool1[r0 * 72u + i * 36u + r1];
      }
    }
    let mul = total * 0.01;
    let sub = D_conv1_bias[i] - mul;
    D_conv1_bias[i] = sub;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 18u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * once; r0++) {
      for (var r1 = 0u; r1 < 6u * once; r1++) {
        for (var r2 = 0u; r2 < 6u * once; r2++) {
          if ((r1 + (i / 3u) % 3u - 1u < 6u) & (r2 + i % 3u - 1u < 6u)) { total += d_D_max_pool1[r0 * 72u + (i / 9u) * 36u + r1 * 6u + r2] * x_2[min(r0 * 36u + r1 * 6u + ((i / 3u) % 3u) * 6u + r2 + i % 3u - 7u, B * 36u - 1u)]; }
        }
      }
    }
    let mul = total * 0.01;
    let sub = D_conv1_weight_2[i] - mul;
    D_conv1_weight_2[i] = sub;
  }
}

// program.gan 4:16 conv(2, 3, pad: 1), 4:16 conv(2, 3, pad: 1)
@compute @workgroup_size(64)
fn D_conv1_conv(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 72u) { return; }
  var total = 0.0;
  for (var r1 = 0u; r1 < 3u * once; r1++) {
    for (var r2 = 0u; r2 < 3u * once; r2++) {
      if (((i / 6u) % 6u + r1 - 1u < 6u) & (i % 6u + r2 - 1u < 6u)) { total += D_x[min((i / 72u) * 36u + r1 * 6u + r2 + i % 36u - 7u, B * 36u - 1u)] * D_conv1_weight[((i / 36u) % 2u) * 9u + r1 * 3u + r2]; }
    }
  }
  let conv = total + D_conv1_bias[(i / 36u) % 2u];
  D_conv1[i] = conv;
}

// program.gan 5:9 max_pool(2)
// program.gan 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…
@compute @workgroup_size(64)
fn D_max_pool1_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < (B * 18u + 63u) / 64u) {
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 18u) { return; }
    var largest = -3.4028234663852886e38;
    for (var r0 = 0u; r0 < 2u * once; r0++) {
      for (var r1 = 0u; r1 < 2u * once; r1++) {
        largest = max(largest, D_conv1[min((i / 3u) * 12u + r0 * 6u + (i % 3u) * 2u + r1, B * 72u - 1u)]);
      }
    }
    D_max_pool1[i] = largest;
  } else {
    let launched = launched - ((B * 18u + 63u) / 64u);
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= B * 18u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < 3u * once; r0++) {
      for (var r1 = 0u; r1 < 3u * once; r1++) {
        let value = select(0.0, D_conv1[min((i / 3u) * 12u + r0 * 6u + (i % 3u) * 2u + r1 - 7u, B * 72u - 1u)], (((i / 3u) % 3u) * 2u + r0 - 1u < 6u) & ((i % 3u) * 2u + r1 - 1u < 6u));
        total += value;
      }
    }
    D_avg_pool1[i] = total;
  }
}

// program.gan 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…, 5:54 avg_pool(3, stride: 2, pad: 1, count_pa…
@compute @workgroup_size(64)
fn D_avg_pool1_avg_pool_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B * 18u) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 9u * once; r0++) {
    total += select(0.0, 1.0, (((i / 3u) % 3u) * 2u + r0 / 3u - 1u < 6u) & ((i % 3u) * 2u + r0 % 3u - 1u < 6u));
  }
  let avg_pool = D_avg_pool1[i] / total;
  D_avg_pool1_2[i] = avg_pool;
}
