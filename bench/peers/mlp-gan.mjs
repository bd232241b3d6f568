/** The tutorial's MLP GAN at 28×28, of a library's layers. */
export default function start({ batchNorm1d, flatten, gan, leakyRelu, linear, network, pictures, tanh }, work) {
  const up = (inputs, outputs) => [linear(inputs, outputs), batchNorm1d(outputs, 0.8), leakyRelu];
  const G = network(linear(100, 128), leakyRelu, ...up(128, 256), ...up(256, 512), ...up(512, 1024), linear(1024, 784), tanh, pictures(1, 28));
  const D = network(flatten, linear(784, 512), leakyRelu, linear(512, 256), leakyRelu, linear(256, 1));
  return gan({ G, D, latent: 100, ...work });
}
