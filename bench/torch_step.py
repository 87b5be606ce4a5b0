"""What one training step of a preset costs in PyTorch, to hold the studio's engines against.

    python3 bench/torch_step.py --preset artgan --size 64 --batch 16 --threads 2
    python3 bench/torch_step.py --preset artgan,atelier --batch 16,128 --device cuda --compile

A discriminator step, then a generator step, by the recipe of the preset (src/nets/presets), on noise,
with the metrics read back: the same arithmetic as the studio's step, hence no gradients of D's weights
in G's half. Needs PyTorch 1.13 or newer and nothing else. One line of JSON for each row; times are of
whole steps in milliseconds, after `--warm` ones that are not counted.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from statistics import median

# The waiting threads of OpenMP and of the matrix library otherwise keep each other from computing:
# with it, PyTorch's steps take two thirds of the time where its threads are as many as the processors.
os.environ.setdefault('OMP_WAIT_POLICY', 'passive')

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True
# Beside this file where bench/carry.mjs copied both.
sys.path.append(str(Path(__file__).resolve().parents[1] / 'scripts' / 'fixtures'))
import torch_nets

# size, width (None: the size), latent numbers, rate, beta1, beta2, epsilon; what the recipes disagree on.
PRESETS = {
    'artgan': dict(size=64, width=64, latent=128, rate=2e-4, beta1=0.5, eps=1e-8, label=1.0, share=1.0),
    'keragan': dict(size=64, width=None, latent=100, rate=1e-4, beta1=0.5, eps=1e-7, label=1.0, share=0.5, fakes='inference', fresh=False, follow=False, twice=True),
    'tensorflow': dict(size=28, width=64, latent=100, rate=1e-4, beta1=0.9, eps=1e-7, label=1.0, share=1.0, channels=1, simultaneous=True, fresh=False),
    'atelier': dict(size=64, width=64, latent=128, rate=2e-4, beta1=0.5, eps=1e-8, label=0.9, share=1.0, follow=False),
}
USUAL = dict(channels=3, fakes='training', simultaneous=False, twice=False, fresh=True, follow=True)


class Step:
    """Both nets of a preset, their optimisers, and one step of them."""

    def __init__(self, preset, size, batch, width, device, compiled):
        torch.manual_seed(1)
        self.r = r = {**USUAL, **PRESETS[preset]}
        self.batch, self.device = batch, device
        width = width or r['width'] or size
        # The compiler expects cuDNN's gradients so, and stops where they are not (PyTorch 2.11).
        layout = torch.channels_last if compiled else torch.contiguous_format
        self.g, self.d = (net.to(device, memory_format=layout) for net in torch_nets.BUILD[preset](size, r['channels'], width, r['latent']))
        masks = lambda layer, shape, rate: torch.rand(shape, device=device) >= rate
        for module in self.d.modules():
            if isinstance(module, torch_nets.Dropout):
                module.masks = masks
        adam = lambda net: torch.optim.Adam(net.parameters(), lr=r['rate'], betas=(r['beta1'], 0.999), eps=r['eps'])
        self.adam_g, self.adam_d = adam(self.g), adam(self.d)
        self.real = (torch.rand(batch, r['channels'], size, size, device=device) * 2 - 1).to(memory_format=layout)
        wrap = (lambda net: torch.compile(net, dynamic=False)) if compiled else lambda net: net
        self.run_g, self.run_d = wrap(self.g), wrap(self.d)

    def latents(self):
        return torch.randn(self.batch, self.r['latent'], device=self.device)

    @staticmethod
    def loss(logits, target):
        return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))

    def d_loss(self, real, fake):
        return self.r['share'] * (self.loss(real, self.r['label']) + self.loss(fake, 0.0))

    def learn(self, net, adam, loss, keep=False):
        for p, gradient in zip(net.parameters(), torch.autograd.grad(loss, list(net.parameters()), retain_graph=keep)):
            p.grad = gradient
        return adam

    def __call__(self):
        self.g.train(), self.d.train()
        z = self.latents()
        if self.r['simultaneous']:
            fakes = self.run_g(z)
            real, fake = self.run_d(self.real), self.run_d(fakes)
            d_loss, g_loss = self.d_loss(real, fake), self.loss(fake, 1.0)
            adams = [self.learn(self.d, self.adam_d, d_loss, keep=True), self.learn(self.g, self.adam_g, g_loss)]
            for adam in adams:
                adam.step()
        else:
            self.g.train(self.r['fakes'] == 'training')
            with torch.no_grad():
                fakes = self.run_g(z)
            self.g.train()
            if self.r['twice']:
                # Keras' `train_on_batch`, on the real pictures and then on the generated ones.
                real = self.run_d(self.real)
                real_loss = self.loss(real, self.r['label'])
                self.learn(self.d, self.adam_d, real_loss).step()
                fake = self.run_d(fakes)
                fake_loss = self.loss(fake, 0.0)
                self.learn(self.d, self.adam_d, fake_loss).step()
                d_loss = self.r['share'] * (real_loss + fake_loss)
            else:
                real, fake = self.run_d(self.real), self.run_d(fakes)
                d_loss = self.d_loss(real, fake)
                self.learn(self.d, self.adam_d, d_loss).step()
            g_loss = self.generator_half(self.latents() if self.r['fresh'] else z)
        scores = [torch.sigmoid(real).mean(), torch.sigmoid(fake).mean()]
        return torch.stack([d_loss.detach(), g_loss.detach(), *scores])

    def generator_half(self, z):
        kept = [] if self.r['follow'] else [(name, buffer.clone()) for name, buffer in self.d.named_buffers()]
        self.d.requires_grad_(False)
        loss = self.loss(self.run_d(self.run_g(z)), 1.0)
        self.learn(self.g, self.adam_g, loss).step()
        self.d.requires_grad_(True)
        buffers = dict(self.d.named_buffers())
        for name, value in kept:
            buffers[name].copy_(value)
        return loss


def measure(step, warm, steps, device):
    wait = torch.cuda.synchronize if device == 'cuda' else lambda: None
    for _ in range(warm):
        step().tolist()
    times = []
    for _ in range(steps):
        wait()
        begin = time.perf_counter()
        # Reading the metrics waits for the device, as the studio's step does.
        step().tolist()
        wait()
        times.append(1000 * (time.perf_counter() - begin))
    begin = time.perf_counter()
    metrics = [step() for _ in range(steps)]
    torch.stack(metrics).tolist()
    return times, 1000 * (time.perf_counter() - begin) / steps


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('--preset', default='artgan', help='a list with commas: ' + ', '.join(PRESETS))
    ask.add_argument('--size', type=int, help="edge in pixels; each preset's own unless given")
    ask.add_argument('--batch', default='16', help='a list with commas')
    ask.add_argument('--width', type=int, help="each preset's own unless given")
    ask.add_argument('--threads', type=int, help='of the processor; all unless given')
    ask.add_argument('--steps', type=int, default=10)
    ask.add_argument('--warm', type=int, default=2)
    ask.add_argument('--device', choices=['cpu', 'cuda'], default='cpu')
    ask.add_argument('--compile', action='store_true', help='torch.compile, where this version has it')
    ask.add_argument('--tf32', action='store_true', help="products of 10 bits, PyTorch's own choice for convolutions on CUDA")
    flags = ask.parse_args()

    if flags.compile and not hasattr(torch, 'compile'):
        sys.exit(f'PyTorch {torch.__version__} has no torch.compile; it came with 2.0.')
    if flags.device == 'cuda' and not torch.cuda.is_available():
        sys.exit('PyTorch finds no CUDA device here.')
    if flags.threads:
        torch.set_num_threads(flags.threads)
    # The fastest kernels for the sizes at hand, chosen in the steps that are not counted.
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = flags.tf32

    for preset in flags.preset.split(','):
        size = flags.size or PRESETS[preset]['size']
        for batch in map(int, flags.batch.split(',')):
            step = Step(preset, size, batch, flags.width, flags.device, flags.compile)
            times, flow = measure(step, flags.warm, flags.steps, flags.device)
            row = {
                'preset': preset,
                'imageSize': size,
                'batchSize': batch,
                'device': torch.cuda.get_device_name() if flags.device == 'cuda' else 'cpu',
                'threads': torch.get_num_threads(),
                'mode': 'compiled' if flags.compile else 'eager',
                'precision': 'tf32' if flags.tf32 else 'float32',
                'stepMs': round(median(times), 2),
                'leastStepMs': round(min(times), 2),
                # Of a step where the metrics of all are read after the last.
                'flowMs': round(flow, 2),
                'imagesPerSecond': round(1000 * batch / flow, 1),
                'torch': torch.__version__,
                'timesMs': [round(t, 2) for t in times],
            }
            print(json.dumps(row), flush=True)


main()
