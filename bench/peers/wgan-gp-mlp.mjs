/** A WGAN-GP critic of dense layers, of a library's layers. */
export default function start({ critic, flatten, leakyRelu, linear, network }, work) {
  const D = network(flatten, linear(784, 512), leakyRelu, linear(512, 256), leakyRelu, linear(256, 1));
  return critic({ D, ...work });
}
