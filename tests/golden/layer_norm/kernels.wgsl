// The kernels of program. B is the batch size.

override B: u32 = 8u;

// Abramowitz and Stegun 7.1.26: off by at most 1.5e-7, a unit in float32's last place.
fn error_function(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x));
  let tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-x * x);
  return select(1.0 - tail, tail - 1.0, x < 0.0);
}

@group(0) @binding(0) var<storage, read_write> x_2: array<f32>;
@group(0) @binding(1) var<storage, read_write> N_layer_norm1_weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> N_layer_norm1_bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_gelu1: array<f32>;
@group(0) @binding(4) var<storage, read_write> d_N_gelu1: array<f32>;
@group(0) @binding(5) var<storage, read_write> N_layer_norm1: array<f32>;
@group(0) @binding(6) var<storage, read_write> N_layer_norm1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> clock_draw: array<i32>;
@group(0) @binding(1) var<storage, read_write> adamw_N_first_correction: array<f32>;
@group(0) @binding(2) var<storage, read_write> adamw_N_second_correction: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_adamw: array<f32>;
@group(0) @binding(4) var<storage, read_write> N_adamw_2: array<f32>;
@group(0) @binding(5) var<storage, read_write> N_gelu1_2: array<f32>;
@group(0) @binding(6) var<storage, read_write> loss_N: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_layer_norm1: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_N_layer_norm1_2: array<f32>;
@group(0) @binding(0) var<storage, read_write> adamw_N_N_layer_norm1_weight_first_all: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_N_layer_norm1_all: array<f32>;
@group(0) @binding(2) var<storage, read_write> adamw_N_N_layer_norm1_weight_second_all: array<f32>;
@group(0) @binding(3) var<storage, read_write> N_layer_norm1_weight_all: array<f32>;
@group(0) @binding(5) var<storage, read_write> N_adamw_3: array<f32>;
@group(0) @binding(0) var<storage, read_write> N_x: array<f32>;

// program.gan 3:33 layer_norm, 3:33 layer_norm, 3:47 gelu, ∂ 3:47 gelu
@compute @workgroup_size(64)
fn N_layer_norm1_layer_norm_gelu(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    total += x_2[i * 8u + r0];
  }
  var total2 = 0.0;
  let mul = total * 0.125;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let sub = x_2[i * 8u + r0] - mul;
    total2 += (sub * sub);
  }
  let sqrt_ = sqrt(((total2 * 0.125) + 0.00001));
  let div = 1.0 / (8.0 * f32(B));
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let gelu = error_function((((((x_2[i * 8u + r0] - mul) / sqrt_) * N_layer_norm1_weight[r0]) + N_layer_norm1_bias[r0]) * 0.70710677)) + 1.0;
    let add = (((x_2[i * 8u + r0] - mul) / sqrt_) * N_layer_norm1_weight[r0]) + N_layer_norm1_bias[r0];
    let gelu2 = (add * 0.5) * gelu;
    N_gelu1[i * 8u + r0] = gelu2;
    let mul2 = add * 0.5;
    let mul3 = add * 0.70710677;
    let mul4 = (((div * (2.0 * gelu2)) * mul2) * (exp((-(mul3 * mul3))) * 1.1283792)) * 0.70710677;
    let mul5 = div * (2.0 * gelu2);
    let add2 = mul4 + ((mul5 * gelu) * 0.5);
    d_N_gelu1[i * 8u + r0] = add2;
  }
  let layer_norm = total2 * 0.125;
  let layer_norm2 = layer_norm + 0.00001;
  N_layer_norm1[i] = mul;
  N_layer_norm1_2[i] = sqrt_;
}

// program.gan 5:22 N by adamw(1e-3), 5:22 N by adamw(1e-3)
// program.gan 4:10 mean(N(x) ^ 2), 4:10 mean(N(x) ^ 2)
@compute @workgroup_size(64)
fn add_N_and_1(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  if (launched < 1u) {
    if (lane >= 1u) { return; }
    let add = clock_draw[0u] + 1;
    let add2 = (adamw_N_first_correction[0u] * 0.9) + 0.1;
    let add3 = (adamw_N_second_correction[0u] * 0.999) + 0.001;
    clock_draw[0u] = add;
    N_adamw[0u] = add2;
    adamw_N_first_correction[0u] = add2;
    N_adamw_2[0u] = add3;
    adamw_N_second_correction[0u] = add3;
  } else {
    let launched = launched - 1u;
    let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
    let i = launched * 64u + lane;
    if (i >= 1u) { return; }
    var total = 0.0;
    for (var r0 = 0u; r0 < B * 8u * once; r0++) {
      let value = N_gelu1_2[r0];
      total += (value * value);
    }
    let mean = total / (8.0 * f32(B));
    loss_N[0u] = mean;
  }
}

// ∂ program.gan 3:33 layer_norm, ∂ 3:33 layer_norm
@compute @workgroup_size(64)
fn d_N_layer_norm1_layer_norm(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= 8u) { return; }
  var total = 0.0;
  var total2 = 0.0;
  for (var r0 = 0u; r0 < B * once; r0++) {
    let value = d_N_gelu1[r0 * 8u + i];
    total += value;
    total2 += (value * ((x_2[r0 * 8u + i] - N_layer_norm1[r0]) / N_layer_norm1_2[r0]));
  }
  d_N_layer_norm1[i] = total;
  d_N_layer_norm1_2[i] = total2;
}

// program.gan 5:22 N by adamw(1e-3), 5:22 N by adamw(1e-3)
@compute @workgroup_size(64)
fn N_update(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let i = launched * 64u + lane;
  if (i >= 72u) { return; }
  let add = (adamw_N_N_layer_norm1_weight_first_all[i] * 0.9) + (d_N_layer_norm1_all[i] * 0.1);
  let value = d_N_layer_norm1_all[i];
  let add2 = (adamw_N_N_layer_norm1_weight_second_all[i] * 0.999) + ((value * value) * 0.001);
  let sub = (N_layer_norm1_weight_all[i] * 0.99999) - ((add * (0.001 / N_adamw_2[0u])) / ((sqrt(add2) / sqrt(N_adamw_3[0u])) + 1e-8));
  adamw_N_N_layer_norm1_weight_first_all[i] = add;
  adamw_N_N_layer_norm1_weight_second_all[i] = add2;
  N_layer_norm1_weight_all[i] = sub;
}

// program.gan 3:33 layer_norm, 3:33 layer_norm, 3:47 gelu
@compute @workgroup_size(64)
fn N_layer_norm1_layer_norm_gelu_2(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let launched = group.x + group.y * groups.x;
  let once = min(groups.x, 1u); // 1, as no compiler knows: loops that count by it stay loops
  let i = launched * 64u + lane;
  if (i >= B) { return; }
  var total = 0.0;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    total += N_x[i * 8u + r0];
  }
  var total2 = 0.0;
  let mul = total * 0.125;
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let sub = N_x[i * 8u + r0] - mul;
    total2 += (sub * sub);
  }
  let sqrt_ = sqrt(((total2 * 0.125) + 0.00001));
  for (var r0 = 0u; r0 < 8u * once; r0++) {
    let add = (((N_x[i * 8u + r0] - mul) / sqrt_) * N_layer_norm1_weight[r0]) + N_layer_norm1_bias[r0];
    let gelu = (add * 0.5) * (error_function((add * 0.70710677)) + 1.0);
    N_gelu1[i * 8u + r0] = gelu;
  }
}
