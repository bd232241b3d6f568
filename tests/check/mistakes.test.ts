/**
 * Every way to be wrong that the checker and the library know, each alone, at exactly its place: what stands between « and ».
 * docs/errors.md says of each code why; here each place that can say it is reached.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkText } from "./checking.js";

const base = `
data (x: [2], y: class[3])
data picture: [3, 4, 4]
noise z: [2] ~ normal(0, 1)
state k = 0
generator G(v: [2]) -> [2] { v -> linear(2) }
critic D(v: [2]) -> [1] { v -> linear(1) }
discriminator Two(v: [2]) -> (validity: [1], label: [3]) { (validity: v -> linear(1), label: v -> linear(3)) }
network Labelled(v: [2], c: class[3]) -> [2] { v + embedding(c, 2) }
loss D = mean(D(x))
loss G = mean(G(z))
`;

/** By code: lines that are wrong behind the base, the place marked. */
const mistakes: { readonly [code: string]: readonly string[] } = {
  "name/unknown": [
    "let a = «xx»", "let a = «nowhere»(x)", "let a = x -> «nowhere»(leaky_relu(0.1))", "let a = x -> tanh -> «nowhere»(x, over: sampel)", "let a = x -> «nowhere»",
    "let a = x -> tanh -> «nowhere»(2) -> tanh", "let a = tanh(v: «xx»)", "data w: [«size»]", "data w: class[«size»]", "noise w: [2] ~ normal(0, «deviation»)",
    "hyper a = «b»", "state s = «t»", "metric m = mean(«m»)", "loss E over D = mean(D(x)) * «lambda»", "sample s = G(«zz»)",
    "network N(v: [2]) -> [2] { v -> linear(«width») }", "network N(v: [2]) -> [2] { let w = «u»\n v }", "network N(v: [2]) -> [2] init normal(0, «deviation») { v }",
    "def f(v) = «w»", "def f(v, n = «w») = v", "def f(v) { let a = «b»\n let b = v\n a }", "train batch «size» {}", "train batch 4 { step D by sgd(«lr») }",
    "train batch 4 { repeat «n» {} }", "train batch 4 { step D by sgd(0.1), set k = «j» }", "train batch 4 { clip D in [«low», 1] }",
    "train batch 4 { average D as E decay «decay» }",
  ],
  "name/duplicate": [
    "let «x» = 1", "def «D»(v) = v", "noise «y»: [1] ~ normal(0, 1)", "hyper a = 1, «a» = 2", "loss «D» = mean(D(x))", "loss E over D, «D» = mean(D(x))", "loss E over D, Two, «D», G = mean(D(x)) + mean(G(z)) + mean(Two(x).label)", "metric m = 1\nmetric «m» = 1",
    "sample s = x\nsample «s» = x", "gan A\n«gan» B", "train batch 4 {}\n«train» batch 4 {}", "network N(v: [2], «v»: [2]) -> [2] { v }", "def f(v, «v») = v",
    "def f(v) { let a = v\n let «a» = v\n a }", "network N(v: [2]) -> (a: [2], «a»: [2]) { (a: v) }", "let a = (b: x, «b»: x)",
    "network N(v: [2]) -> [2] init (linear: constant(0), «linear»: constant(1)) { v }", "train batch 4 { average D as «G» decay 0.9 }",
  ],
  "name/hidden": [
    "network N(v: [2]) -> [2] { v + «x» }", "network N(v: [2]) -> [2] { v * «k» }", "let a = x\nnetwork N(v: [2]) -> [2] { let b = «a»\n v }",
    "network N(v: [2]) -> [2] { v * «iteration» }",
  ],
  "name/cycle": [
    "let «a» = a", "let «a» = b\nlet b = c + 1\nlet c = a", "hyper «a» = b, b = a", "network «N»(v: [2]) -> [2] { N(v) }",
    "network «N»(v: [2]) -> [2] { M(v) }\nnetwork M(v: [2]) -> [2] { N(v) }", "hyper «n» = m\nlet m = n",
  ],
  "name/field": ["let a = Two(x).«valid»", "let a = (b: x, c: z).«d»"],
  "name/network": ["train batch 4 { clip «E» in [-1, 1] }", "train batch 4 { clip «x» in [-1, 1] }", "train batch 4 { average «E» as F decay 0.9 }"],
  "name/state": ["train batch 4 { set «j» = 1 }", "train batch 4 { step D by sgd(0.1), set «x» = 1 }"],
  "call/arguments": [
    "let a = «tanh()»", "let a = tanh(x, «x»)", "let a = x -> tanh(«1»)", "let a = «D()»", "let a = D(x, «x»)", "def f(v, w) = v\nlet a = «f(x)»",
    "def f(v, w) = v\nlet a = x -> «f»", "def f(v) = v\nlet a = f(x, «x»)", "let a = «grad(sum(x))»", "noise w: [2] ~ «normal(0)»", "noise w: [2] ~ normal(0, 1, «2»)",
    "train batch 4 { step D by «adam()» }", "train batch 4 { step D by sgd(0.1, 0, 0, «1») }", "network N(v: [2]) -> [2] { v + param(2, init: «normal(0)») }",
    "let a = x -> «mse»",
  ],
  "call/argument": [
    "let a = tanh(«w»: x)", "let a = tanh(x, v: «x»)", "let a = D(«x»: x)", "let a = leaky_relu(x, slope: «z»)", "let a = leaky_relu(x, «true»)",
    "let a = mean(x, keep: «1»)", "let a = reshape(x, «k»)", "let a = reshape(x, «1.5»)", "let a = mean(x, over: «1.5»)", "let a = dropout(x, «k»)",
    "let a = slice(x, axis: 0, from: «0.5», to: 1)", "network N(v: [2]) -> [2] { linear(v, «2.5») }", "network N(v: [2]) -> [2] { linear(v, 2, bias: «0») }",
    "train batch 4 { step D by adam(0.1, «beta»: 0.5) }", "train batch 4 { step D by adam(0.1, lr: «0.5») }", "noise w: [2] ~ normal(«m»: 0, deviation: 1)",
  ],
  "call/word": [
    "let a = mean(x, over: «samples»)", "let a = picture -> upsample(2, mode: «cubic»)", "let a = picture -> pad(1, mode: «x»)",
    "network N(v: [2]) -> [2] init («conf»: constant(0)) { v }",
  ],
  "call/callee": ["let a = «x»(1)", "let a = x -> «z»", "hyper n = 2\nlet a = «n»(x)", "let sum = x\nlet a = «sum»(x)", "let a = «iteration»(x)"],
  "call/initialiser": [
    "network N(v: [2]) -> [2] { v + param(2, init: «gauss(0, 1)») }", "network N(v: [2]) -> [2] { v + param(2, init: «0») }",
    "network N(v: [2]) -> [2] init «xavier(1)» { v }", "network N(v: [2]) -> [2] init (norm: «ones()») { v }",
  ],
  "call/stage": [
    "network N(v: [2]) -> [2] { v -> spectral(«2») }", "network N(v: [2]) -> [2] { v -> spectral(«tanh») }", "network N(v: [2]) -> [2] { v -> spectral(«prelu») }",
    "network N(v: [2]) -> [2] { v -> spectral(«spectral(linear(2))») }", "network N(v: [2]) -> [2] { v -> spectral(«G») }", "network N(v: [2]) -> [2] { v -> spectral(«(v + 1)») }",
    "def f(v) = v -> linear(2)\nnetwork N(v: [2]) -> [2] { v -> spectral(«f») }", "network N(v: [2]) -> [2] { v -> spectral(«v») }",
  ],
  "def/endless": ["def f(v) = «f(v)»\nlet a = f(x)", "def f(v) = g(v)\ndef g(v) = «f(v)»\nlet a = f(x)"],
  "constant/needed": [
    "data w: [«k»]", "data w: [«x»]", "data w: class[«true»]", "data w: [2] in [«k», 1]", "noise w: [2] ~ normal(0, «k»)", "hyper a = «k»", "hyper a = «D»",
    "state s = «x»", "let a = reshape(x, [1, «k»])", "let a = x -> repeat «k» tanh", "train batch «k» {}", "train batch 4 { clip D in [-1, «k»] }",
    "network N(v: [2]) -> [2] init constant(«tanh») { v }",
  ],
  "value/size": [
    "data w: [«0»]", "data w: [«-1»]", "data w: [«1.5»]", "data w: class[«0»]", "hyper n = 0\nnoise w: [«n»] ~ normal(0, 1)", "train batch «0» {}",
    "train batch «1.5» {}", "train batch 4 { repeat «-1» {} }", "train batch 4 { repeat «1.5» {} }", "train batch 4 { every «0» {} }", "let a = x -> repeat «-1» tanh",
    "let a = x -> repeat «1e6» tanh", "network N(v: [2]) -> [2] { linear(v, «0») }", "network N(v: [2]) -> [2] { v + param(«-2») }", "let a = reshape(x, «0, 2»)",
    "network N(c: class[3]) -> [2] { embedding(c, «0») }", "network N(v: [2], w: [1]) -> [«0»] { v }", "let a = picture -> upsample(«0»)",
    "let a = picture -> pixel_shuffle(«0»)", "let a = broadcast(x, «0, 2»)",
  ],
  "value/range": [
    "data w: [2] in [«1, -1»]", "data w: [2] in [«1, 1»]", "noise w: [2] ~ «normal(0, -1)»", "noise w: [2] ~ «uniform(1, 0)»", "noise w: [2] ~ «bernoulli(1.5)»",
    "noise w: class[3] ~ «categorical(4)»", "let a = dropout(x, «1»)", "let a = dropout(x, «-0.1»)", "let a = picture -> pad(«4», mode: reflect)",
    "let a = clamp(x, 1, «0»)", "train batch 4 { clip D in [«1, -1»] }", "train batch 4 { average D as E decay «1.1» }", "network N(v: [2]) -> [2] init «normal(0, -1)» { v }",
    "network N(v: [2]) -> [2] init (bias: «uniform(1, 0)») { v }",
  ],
  "value/class": [
    "let a = Labelled(x, «3»)", "let a = Labelled(x, «-1»)", "let a = Labelled(x, c: «0.5»)", "let a = one_hot(«2», x)", "let a = if y == «3» then 1 else 2", "let a = if «0.5» != y then 1 else 2", "let a = cross_entropy(Two(x).label, «3»)",
  ],
  "value/number": [
    "let a = «1 / 0»", "let a = «log(-1)»", "let a = x * «sqrt(-1)»", "data w: [«0 / 0»]", "hyper a = «1e39»", "hyper a = «-1e20 * 1e20»\nlet b = x * a",
    "let a = «1e39»", "let a = x * «1e39»", "let a = if x > 0 then x else «-3.5e38»", "let a = x -> leaky_relu(«1e39»)", "let a = (a: x, b: «1e39»)", "let a = mse(x, «1e39»)",
    "def f(v, c) = v * c\nlet a = f(x, «1e39»)", "def f(v) = v * «1e39»\nlet a = f(x)", "network N(v: [2], c: []) -> [2] { v * c }\nlet a = N(x, «1e39»)",
    "network N(v: [2]) -> [2] { let c = 1e39\n v -> tanh -> max(«c») }", "network N(v: [2]) -> [2] init normal(0, «1e39») { v -> linear(2) }",
    "network N(v: [2]) -> [2] { v + param(2, init: constant(«1e39»)) }", "data w: [2] in [-1, «1e39»]", "noise w: [2] ~ normal(0, «1e39»)", "state s = «1e39»",
    "loss E over D = mean(D(x)) * «1e39»", "metric m = «1e39»", "train batch 4 { step D by sgd(«1e39») }", "train batch 4 { set k = «1e39» }",
    "train batch 4 { clip D in [«-1e39», 1] }", "train batch 4 { repeat if iteration > «1e39» then 1 else 2 {} }",
  ],
  "type/value": [
    "let a = «D» + 1", "let a = 1 + «Two(x)»", "let a = -«tanh»", "let a = tanh(«D»)", "let a = x + «[1, 2]»", "def f(v) = v\nlet a = mean(«f»)", "let a = (b: «D»)",
    "let a = Two(x) -> «tanh»", "let a = where(x > 0, «relu», x)",
  ],
  "type/condition": [
    "let a = if «1» then 2 else 3", "let a = if «x» then 2 else 3", "let a = if «D» then 2 else 3", "let a = not «x»", "let a = true and «x»", "let a = «y» or true",
    "let a = where(«x», 1, 0)", "let a = x -> if «1» then tanh else relu",
  ],
  "type/class": ["let a = one_hot(«x»)", "let a = one_hot(«3»)", "network N(v: [2]) -> [4] { embedding(«v», 4) }", "let a = one_hot(«x», z)"],
  "type/field": ["let a = «x».validity", "let a = «D».validity", "let a = «Two(x).label».first"],
  "type/outputs": ["data w: «(a: [2])»", "network N(v: «(a: [2])») -> [2] { v.a }", "noise w: «(a: [2])» ~ normal(0, 1)", "state s: «(a: [2])» = 0"],
  "type/state": ["state s: «class[3]» = 0", "state s: «class[3]» = 0\ntrain batch 4 { set s = s + 1 }\nlet a = one_hot(s)"],
  "shape/argument": [
    "let a = D(«picture»)", "let a = D(«y»)", "let a = D(«1»)", "let a = D(«G»)", "let a = D(«Two(x)»)", "let a = Labelled(x, «z»)",
    "let a = picture -> flatten -> «D»", "noise c: class[4] ~ categorical(4)\nlet a = Labelled(x, «c»)", "let a = D(«x > 0»)",
  ],
  "shape/output": [
    "network N(v: [2]) -> [3] { «v» }", "network N(v: [2]) -> [3] { v -> tanh -> «linear(2)» }", "network N(v: [2]) -> [2] { «(a: v)» }",
    "network N(v: [2]) -> (a: [3]) { (a: «v») }", "network N(v: [2]) -> (a: [2], b: [2]) { «(a: v)» }", "network N(v: [2]) -> [2] { «tanh» }",
    "network N(v: [2]) -> class[2] { «v» }", "network N(v: [2]) -> [2] { «v > 0» }",
  ],
  "shape/broadcast": [
    "let a = x + «reshape(picture, 48)»", "let a = picture * «x»", "let a = picture > «x»", "let a = if x > 0 then «picture» else 1", "let a = max(x, «picture»)",
    "let a = broadcast(«x», 3)", "let a = mse(x, «reshape(picture, 48)»)",
  ],
  "shape/batch": [
    "let a = «Labelled(mean(x, over: batch), 1)»", "network N(v: [2]) -> [2] { «param(2)» }", "let a = mean(«k», over: batch)",
    "network N(v: [2]) -> [2] { v + batch_norm(«param(2)») }",
  ],
  "shape/axis": [
    "let a = mean(x, over: «[1]»)", "let a = mean(x, over: «[0, 0]»)", "let a = mean(«D(x) -> reshape(1) -> mean(over: sample)», over: channels)",
    "let a = mean(«x», over: space)", "let a = softmax(x, over: «-2»)", "let a = permute(picture, «0, 1»)", "let a = permute(picture, «0, 1, 1»)",
    "let a = permute(picture, «0, 1, 3»)", "let a = concat(x, z, axis: «1»)", "let a = slice(x, axis: «1», from: 0, to: 1)", "let a = transpose(«k»)",
    "let a = one_hot(1, «k»)",
  ],
  "shape/layer": [
    "network N(v: []) -> [2] { linear(«v», 2) }", "let a = dropout2d(«x», 0.5)", "let a = upsample(«x», 2)", "let a = pixel_shuffle(«picture», 2)",
    "network N(v: []) -> [] { batch_norm(«v») }", "let a = global_avg_pool(«x»)", "let a = rows(«x»)",
  ],
  "shape/reshape": [
    "let a = reshape(x, «3»)", "let a = x -> reshape(«1, 3»)", "let a = flatten(«matmul(x, transpose(x))»)", "let a = reshape(matmul(x, transpose(x)), «2»)",
  ],
  "shape/concat": ["let a = concat(x, «picture»)", "let a = concat(x, z, «1»)", "let a = concat(picture, «reshape(picture, 4, 3, 4)», axis: 2)"],
  "shape/slice": [
    "let a = slice(x, axis: 0, from: 0, to: «3»)", "let a = slice(x, axis: 0, from: «1», to: 1)", "let a = slice(x, 0, «-1», 2)", "let a = crop(picture, «3», 0, 2, 2)", "let a = picture -> crop(0, «0.5», 2, 2)",
    "let a = picture -> crop(0, 0, «5», 2)", "def cut(v, at) = v -> crop(at, at, 2, 2)\nlet a = picture -> cut(«-1»)",
  ],
  "shape/matmul": ["let a = matmul(x, «z»)", "let a = matmul(picture, «reshape(picture, 12, 4)»)", "let a = matmul(«k», x)", "let a = matmul(x, «1»)"],
  "shape/classes": ["let a = one_hot(y, «x»)", "let a = cross_entropy(«x», y)"],
  "shape/histogram": [
    "metric m = wasserstein1(«x», z)", "metric m = wasserstein1(histogram(x, 0, 1, 3), «histogram(z, 0, 1, 4)»)",
    "metric m = wasserstein1(histogram(x, 0, 1, 3), «histogram(z, 0, 2, 3)»)",
    "let p = histogram(x, 0, 1, 3)\nlet q = histogram(z, 1, 2, 3)\nmetric m = wasserstein1(p, «q»)",
  ],
  "shape/state": [
    "train batch 4 { set k = «x» }", "train batch 4 { set k = «mean(x, over: batch)» }", "train batch 4 { step D by sgd(0.1), set k = «k > 0» }",
    "train batch 4 { set k = «D» }", "state s: [2] = 0\ntrain batch 4 { set s = «x» }",
  ],
  "grad/scalar": ["let a = grad(«x», x)", "let a = grad(«D(x)», x)", "let a = grad(«sum(x) > 0», x)", "let a = grad(«D», x)"],
  "grad/name": [
    "let a = grad(sum(x), «2 * x»)", "let a = grad(sum(D(x)), «G(z)»)", "let a = grad(sum(x), «3»)", "let a = grad(sum(x), «D»)",
    "let a = grad(mean(Labelled(x, y)), «y»)", "hyper n = 2\nlet a = grad(sum(x * n), «n»)",
  ],
  "grad/independent": ["let a = grad(sum(x), «z»)", "let a = grad(sum(D(x)), «z»)", "let b = x * 2\nlet a = grad(sum(x), «b»)", "let a = grad(1, «x»)"],
  "grad/constant": [
    "let a = grad(«sum(floor(x))», x)", "let a = grad(«sum(stop(x))», x)", "let a = grad(«sum(if x > 0 then 1 else 0)», x)",
    "network N(v: [2]) -> [2] { round(v) }\nlet a = grad(«sum(N(x))», x)",
  ],
  "data/range": ["data w: class[3] «in [0, 1]»"],
  "noise/distribution": ["noise w: [2] ~ «gauss»(0, 1)", "noise w: class[3] ~ «normal(0, 1)»", "noise w: [2] ~ «categorical(3)»"],
  "weights/outside": [
    "let a = «linear(x, 2)»", "let a = x -> «prelu»", "let a = x + «param(2)»", "def f(v) = v -> linear(2)\nlet a = «f(x)»", "metric m = mean(x -> «linear(1)»)",
    "loss E over D = mean(D(x) -> «linear(1)»)",
  ],
  "memory/inside": [
    "network N(v: [2]) -> [2] { v -> «replay» }", "def old(v) = replay(v, size: 10)\nnetwork N(v: [2]) -> [2] { «old(v)» -> linear(2) }",
  ],
  "frozen/file": ["frozen network «N»(v: [2]) -> [2] { v -> linear(2) }", 'network N(v: [2]) -> [2] from «"n.safetensors"» { v -> linear(2) }'],
  "frozen/init": ['frozen network N(v: [2]) -> [2] init «constant(0)» from "n.safetensors" { v -> linear(2) }'],
  "frozen/moved": [
    'frozen network N(v: [2]) -> [2] from "n.safetensors" { v -> linear(2) }\nloss E over «N» = mean(N(x))',
    'frozen network N(v: [2]) -> [2] from "n.safetensors" { v -> linear(2) }\nloss «N» = mean(N(x))',
    'frozen network N(v) from "n.safetensors" { v -> linear(2) }\nloss E over D, «N» = mean(D(N(x)))',
    'frozen network N(v: [2]) -> [2] from "n.safetensors" { v -> linear(2) }\ntrain batch 4 { clip «N» in [-1, 1] }',
    'frozen network N(v: [2]) -> [2] from "n.safetensors" { v -> linear(2) }\ntrain batch 4 { average «N» as M decay 0.9 }',
  ],
  "loss/network": ["loss «E» = mean(D(x))", "loss E over «F» = mean(D(x))", "loss E over D, «x» = mean(D(x))", "loss «x» = mean(D(x))"],
  "loss/scalar": [
    "loss E over D = «D(x)»", "loss E over D = «mean(D(x), over: sample)»", "loss E over D = «D»", "loss E over D = «mean(D(x)) > 0»", "loss E over Two = «Two(x)»",
  ],
  "loss/independent": ["loss E over «G» = mean(D(x))", "loss E over D, «G» = mean(D(x))", "loss E over «D» = mean(x)", "loss E over «D» = 1"],
  "loss/constant": [
    "loss E over «D» = mean(floor(D(x)))", "loss E over «D» = mean(stop(D(x)))", "loss E over «D» = mean(if D(x) > 0 then 1 else 0)",
    "loss E over «D» = mean(sign(D(x)) * x)", "loss E over «D» = mean(crop(picture, mean(D(x)), 0, 1, 1))",
  ],
  "loss/weights": ["network N(v: [2]) -> [2] { tanh(v) }\nloss «N» = mean(N(x))"],
  "metric/scalar": ["metric m = «x»", "metric m = «mean(x, over: sample)»", "metric m = «D»", "metric m = «mean(x) > 0»"],
  "sample/batch": ["sample s = «mean(x)»", "sample s = «1»", "sample s = «G»", "sample s = «Two(x)»"],
  "step/loss": ["train batch 4 { step «E» by sgd(0.1) }", "train batch 4 { step D by sgd(0.1), «x» by sgd(0.1) }"],
  "step/optimiser": ["train batch 4 { step D by «sdg»(0.1) }", "train batch 4 { step D by «tanh»(0.1) }"],
  "step/argument": [
    "train batch 4 { step D by sgd(«x») }", "train batch 4 { step D by adam(0.1, beta1: «true») }", "train batch 4 { step D by adam(«D») }",
    "train batch 4 { average D as E decay «x» }",
  ],
  "step/twice": ["train batch 4 { step D by sgd(0.1), «D» by sgd(0.1) }", "train batch 4 { step D by sgd(0.1), set k = 1, set «k» = 2 }"],
  "step/overlap": ["loss E over D = mean(D(z))\ntrain batch 4 { step D by sgd(0.1), «E by sgd(0.1)» }"],
  "schedule/count": [
    "train batch 4 { repeat «mean(x)» {} }", "train batch 4 { every «k» {} }", "train batch 4 { repeat «x» {} }", "train batch 4 { repeat «iteration > 2» {} }",
  ],
};

describe.each(Object.entries(mistakes))("%s", (code, programs) => {
  test.each(programs)("%s", (marked) => {
    const start = marked.indexOf("«");
    const text = `${base}${marked.replace(/[«»]/g, "")}`;
    const found = checkText(text).diagnostics.map(({ code: told, span }) => `${told} ${span.start - base.length} ${text.slice(span.start, span.end)}`);
    expect(found).toEqual([`${code} ${start} ${marked.slice(start + 1, marked.indexOf("»"))}`]);
  });
});

test("what is folded may be too large on the way, and what stays may be as large as a float32", () => {
  const text = `${base}let a = x * (1e39 / 1e3)\nlet b = x * 3.4028234e38\ndef f(v) { let c = 1e40\n v * (c / 1e39) }\nlet d = f(x)`;
  expect(checkText(text).diagnostics).toEqual([]);
});

test("a hyper is set to what float32 holds", () => {
  const [{ code, message, span }] = checkText("hyper lr = 1", new Map([["lr", 1e39]])).diagnostics;
  expect({ code, message, start: span.start }).toEqual({ code: "value/number", message: "lr, set to 1e+39, is no finite number in float32", start: 6 });
});

test("the base is right", () => {
  expect(checkText(base).diagnostics).toEqual([]);
});

test("every code of the page is here, but those of reading, of several files, of the command line and of size", () => {
  const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const codes = [...page.matchAll(/^## ([a-z]+\/[a-z]+)$/gm)].map(([, code]) => code).filter((code) => !/^(syntax|import)\//.test(code));
  expect([...Object.keys(mistakes), "hyper/unknown", "def/large"].sort()).toEqual(codes.sort());
});

test("a call of the prelude whose arguments are the wrong way round is one mistake, wherever it stands", () => {
  const swapped = "def loss_of(label, logits) = cross_entropy(label, logits)\nlet a = loss_of(y, D(x))\nlet b = loss_of(y, D(z))\nlet c = cross_entropy(y, D(x))";
  expect(checkText(`${base}${swapped}`).diagnostics.map(({ code }) => code)).toEqual(["shape/axis", "shape/axis", "shape/axis"]);
});

test("iteration, which a body does not see, is declared nowhere", () => {
  const [{ related }] = checkText(`${base}network N(v: [2]) -> [2] { v * iteration }`).diagnostics;
  expect(related).toEqual([]);
});

test("a mistake of reading hides none of meaning beside it, in a body and in a schedule", () => {
  const text = `${base}
    generater H(v: [2]) -> [2] { v -> liner(2) }
    network N(v: [4]) -> [1] {
      let a = v.tanh()
      let b = tanh(v
      let c = v -> liner(1)
      a + b + c -> 3
    }
    def f(v) { let a = v ** 2
      a + nowhere }
    train batch 1. {
      step D by adm(0.1);
      step D
      stpe Q by adam(0.1)
      repeat .5 { clip P in [0, 1]  set q 2 }
      average D as E decay
    }
    metric m = mean(E(x))`;
  expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual([
    "syntax/declaration", "name/unknown", "syntax/operator", "syntax/unclosed", "name/unknown", "syntax/stage", "syntax/operator", "name/unknown",
    "syntax/number", "step/optimiser", "syntax/character", "syntax/expected", "syntax/statement", "step/loss", "syntax/number", "name/network", "syntax/expected", "syntax/expected",
  ]);
});

test("a declaration that the next one's word cut short is known by its name, and hides none of the next one's mistakes", () => {
  const found = (text: string): string[] => checkText(`${base}let uses = x * n\n${text}`).diagnostics.map(({ code }) => code);
  for (const broken of ["hyper n = 1 +", "hyper m = 2, n =", "let n =", "state n ="]) {
    expect(found(`${broken}\ntrain batch 4 { step Q by sgd(n)  set u = n  step D by sgd(0.1) }`)).toEqual(["syntax/expected", "step/loss", "name/state"]);
    expect(found(`train batch 4 { step Q by sgd(n) }\n${broken}\nmetric m = mean(x) + nowhere`)).toEqual(["step/loss", "syntax/expected", "name/unknown"]);
  }
});

test("a word that is missing before a name hides no other name", () => {
  const text = `${base}fake = G(z)\nloss_D = mean(D(x))\nlet a = fake + nowhere\ntrain batch 4 { step loss_D by adam(0.1) }`;
  expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(["syntax/declaration", "syntax/declaration", "name/unknown"]);
});

test("the fields of a record are compared also where one of them is wrong in itself", () => {
  const found = (body: string): string[] => checkText(`${base}network N(v: [2]) -> (a: [2], b: [1]) { ${body} }`).diagnostics.map(({ message }) => message);
  expect(found("(a: v -> nowhere, c: v -> linear(1))")).toEqual(["N gives (a, b), and its body makes (a, c)", "there is no nowhere here"]);
  expect(found("(b: v -> linear(1), a: v -> nowhere)")).toEqual(["there is no nowhere here"]);
});

test("what a longer pipe gives to a network has no name", () => {
  const [{ message, label, related }] = checkText(`${base}network N(v: [2]) -> [1] { v -> linear(3) -> D }`).diagnostics;
  expect({ message, label, related: related.map((one) => one.message) }).toEqual({ message: "D takes v: [2], and this is [3]", label: "[3]", related: ["what D takes"] });
});

test("where two types differ in kind, or in being batched, their words differ", () => {
  const found = (text: string): string[] => checkText(`${base}${text}`).diagnostics.map(({ message, label }) => `${message} · ${label}`);
  expect(found("network N(v: [4]) -> [4] { v > 0 }")).toEqual(["N gives [4], and its body makes a condition of [4] · a condition of [4]"]);
  expect(found("network N(v: [2]) -> (a: [2]) { (a: param(2)) }")).toEqual(["N gives a: [2], and its body makes a: [2] for the whole batch · a: [2] for the whole batch"]);
  expect(found("let a = D(x > 0)")).toEqual(["D takes v: [2], and this is a condition of [2] · a condition of [2]"]);
  expect(found("state j: [2] = 0\ntrain batch 4 { set j = x }")).toEqual(["state j is [2], and this is [2] for each sample · [2] for each sample"]);
  expect(found("state j: [2] = 0\ntrain batch 4 { set j = j > 0 }")).toEqual(["state j is [2], and this is a condition of [2] · a condition of [2]"]);
});
