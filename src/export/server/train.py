#!/usr/bin/env python3
"""Goes on with a run of Atelier, a studio for generative adversarial networks, on a GPU server.

    python train.py
    torchrun --nproc_per_node 4 train.py

Beside this file lie

    recipe.json            both networks, layer by layer, and one training step, as instructions
    settings.json          the settings of the run, and its name
    state.safetensors      all that the nets are: weights, averages, statistics, moments of Adam, counters
    pictures.safetensors   the pictures, uint8 [count, height, width, channels], in the order of the run
    studio.atelier         what the studio keeps of the run besides; it goes back with what is trained here

and `out/` takes checkpoints, `metrics.csv`, sample grids, and `back-to-studio.atelier`, a file that the
studio opens: the run goes on there from the step that was reached here.

The steps are those that the studio would have taken: the same pictures, latents, augmentations and
dropout masks. All random numbers are a function of the seed and the step (see "Random numbers"), so
that nothing of them has to be stored, and several processes draw what one would have drawn.

It needs Python 3.8 and PyTorch 1.13 or newer, and nothing else.
"""

import argparse
import contextlib
import csv
import ctypes
import hashlib
import io
import json
import math
import mmap
import os
import re
import signal
import struct
import time
import zipfile
import zlib
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent


# ---------------------------------------------------------------------------------------------------
# Random numbers: pcg4d (Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020), a
# hash of (seed, stream, step, index) to four words of 32 bits. They are held in int64, whose products
# wrap; the low 32 bits are right all the same.
# ---------------------------------------------------------------------------------------------------

WORD = 0xFFFFFFFF

# What a random number is for.
ORDER, DISCRIMINATOR_LATENT, GENERATOR_LATENT, MIRROR, SAMPLE_LATENT = 3, 4, 5, 6, 7
CHUNK_ORDER, WINDOW_ORDER, AVERAGE_STATISTICS, MEASURE_LATENT = 10, 11, 16, 37
AUGMENTATION, DROPOUT = 512, 1024


def pcg4d(seed, stream, step, index):
    """The four words at each index. index: int64 tensor of any shape. Returns int64 [..., 4]."""
    x, y, z = ((n * 1664525 + 1013904223) & WORD for n in (seed, stream, step))
    w = (index * 1664525 + 1013904223) & WORD
    for last in (False, True):
        x = (x + y * w) & WORD
        y = (y + z * x) & WORD
        z = (z + x * y) & WORD
        w = (w + y * z) & WORD
        if not last:
            x, y, z, w = x ^ (x >> 16), y ^ (y >> 16), z ^ (z >> 16), w ^ (w >> 16)
    return torch.stack([x, y, z, w], -1)


def units(seed, stream, step, begin, end, device):
    """Numbers `begin` up to `end` of a place, uniform in [0, 1), 24 bits each. float64 [end - begin]."""
    first = begin // 4
    index = torch.arange(first, (end + 3) // 4, device=device)
    words = pcg4d(seed, stream, step, index).reshape(-1)
    return (words[begin - 4 * first : end - 4 * first] >> 8).double() / 2**24


def normals(seed, stream, step, begin, end, device):
    """The same ~ N(0, 1), by Box and Muller on pairs. float32 [end - begin]."""
    first = begin // 2 * 2
    pairs = units(seed, stream, step, first, (end + 1) // 2 * 2, device).reshape(-1, 2)
    radius = torch.sqrt(-2 * torch.log(1 - pairs[:, 0]))
    angle = 2 * math.pi * pairs[:, 1]
    both = torch.stack([radius * torch.cos(angle), radius * torch.sin(angle)], -1)
    return both.reshape(-1)[begin - first : end - first].float()


def integers(seed, stream, step, below):
    """For each n of a list, an integer in [0, n), by the first word at the place of n in the list."""
    words = pcg4d(seed, stream, step, torch.arange(len(below)))[:, 0]
    return torch.floor((words >> 8).double() / 2**24 * torch.tensor(below).double()).long().tolist()


def permutation(seed, stream, step, count):
    """A permutation of 0 .. count - 1, by Fisher and Yates. A list."""
    order = list(range(count))
    drawn = integers(seed, stream, step, list(range(1, count + 1)))
    for i in range(count - 1, 0, -1):
        j = drawn[i]
        order[i], order[j] = order[j], order[i]
    return order


# ---------------------------------------------------------------------------------------------------
# Processes: a batch is cut by rank. Sums go over all of them, so that the step is that of one process.
# ---------------------------------------------------------------------------------------------------


class World:
    """The processes that train together; one alone where torchrun did not start several."""

    def __init__(self):
        self.rank = int(os.environ.get("RANK", "0"))
        self.size = int(os.environ.get("WORLD_SIZE", "1"))
        local = int(os.environ.get("LOCAL_RANK", "0"))
        cuda = torch.cuda.is_available()
        self.device = torch.device(f"cuda:{local}" if cuda else "cpu")
        if cuda:
            torch.cuda.set_device(self.device)
        if self.size > 1:
            dist.init_process_group("nccl" if cuda else "gloo")

    def share(self, count):
        """Which of `count` pictures are this process's: (begin, end). They may be none."""
        return count * self.rank // self.size, count * (self.rank + 1) // self.size

    def summed(self, tensor):
        """The sum over all processes, in place."""
        if self.size > 1:
            dist.all_reduce(tensor)
        return tensor

    def joined(self, part, count):
        """Numbers of all pictures, [count], of which this process has those of its share."""
        if self.size == 1:
            return part
        whole = part.new_zeros(count)
        begin, end = self.share(count)
        whole[begin:end] = part
        return self.summed(whole)

    def wait(self):
        if self.size > 1:
            dist.barrier()


class NormalisedTogether(torch.autograd.Function):
    """Batch norm over the pictures of all processes; its gradient is summed over them likewise.

    x: [n, channels, ...]; count: numbers a channel in all processes. Returns y, mean, biased variance.
    """

    @staticmethod
    def forward(ctx, x, gamma, beta, epsilon, count, world):
        axes = [0, *range(2, x.dim())]
        shape = [1, -1] + [1] * (x.dim() - 2)
        wide = x.float()
        mean = world.summed(wide.sum(axes)) / count
        centred = wide - mean.view(shape)
        variance = world.summed(centred.square().sum(axes)) / count
        scale = torch.rsqrt(variance + epsilon)
        unit = centred * scale.view(shape)
        ctx.save_for_backward(unit, gamma, scale)
        ctx.count, ctx.world = count, world
        ctx.mark_non_differentiable(mean, variance)
        y = unit * gamma.view(shape) + beta.view(shape)
        return y.to(x.dtype), mean, variance

    @staticmethod
    def backward(ctx, dy, _mean, _variance):
        unit, gamma, scale = ctx.saved_tensors
        axes = [0, *range(2, dy.dim())]
        shape = [1, -1] + [1] * (dy.dim() - 2)
        wide = dy.float()
        by_beta, by_gamma = wide.sum(axes), (wide * unit).sum(axes)
        all_beta, all_gamma = ctx.world.summed(torch.stack([by_beta, by_gamma])) / ctx.count
        common = all_beta.view(shape) + unit * all_gamma.view(shape)
        dx = (gamma * scale).view(shape) * (wide - common)
        return dx.to(dy.dtype), by_gamma, by_beta, None, None, None


ALONE = argparse.Namespace(size=1, summed=lambda tensor: tensor)


# ---------------------------------------------------------------------------------------------------
# Networks, from the layers in recipe.json. Shapes there are [height, width, channels]; tensors here are
# [n, channels, height, width], with weights as PyTorch has them.
# ---------------------------------------------------------------------------------------------------

# From the studio's kernels to PyTorch's: conv [k, k, in, out] to [out, in, k, k], and transposed
# convolutions [k, k, out, in] to [in, out, k, k]. Dense kernels stay [in, out].
TO_TORCH, TO_STUDIO = (3, 2, 0, 1), (2, 3, 1, 0)


def to_torch(tensor):
    return tensor.permute(TO_TORCH).contiguous() if tensor.dim() == 4 else tensor


def to_studio(tensor):
    return tensor.permute(TO_STUDIO).contiguous() if tensor.dim() == 4 else tensor


class Net:
    """Layers, their weights by name (`3/kernel`), and the running statistics of their batch norms."""

    def __init__(self, spec, weights, statistics, world, channels_last=False):
        self.world = world
        self.layers = list(spec["layers"])
        if self.layers[-1]["kind"] == "sigmoid":
            # Losses are computed from the logit.
            self.layers.pop()
        self.input = spec["input"]
        self.format = torch.channels_last if channels_last else torch.contiguous_format
        self.weights = {
            name: (w.to(memory_format=self.format) if w.dim() == 4 else w).requires_grad_(True)
            for name, w in weights.items()
        }
        self.statistics = statistics
        self.dropouts = [i for i, layer in enumerate(self.layers) if layer["kind"] == "dropout"]
        self.shapes = self._shapes()
        self.forward = self._forward

    def _shapes(self):
        """What comes into each layer, without the batch."""
        shapes, shape = [], list(self.input)
        for layer in self.layers:
            shapes.append(shape)
            kind = layer["kind"]
            if kind == "dense":
                shape = [layer["units"]]
            elif kind == "reshape":
                shape = [layer["height"], layer["width"], layer["channels"]]
            elif kind == "flatten":
                shape = [math.prod(shape)]
            elif kind == "upsample":
                shape = [2 * shape[0], 2 * shape[1], shape[2]]
            elif kind == "averagePool":
                shape = [shape[0] // 2, shape[1] // 2, shape[2]]
            elif kind in ("conv", "convTranspose"):
                k, s, same = layer["kernel"], layer["stride"], layer["padding"] == "same"
                if kind == "conv":
                    sides = [-(-n // s) if same else (n - k) // s + 1 for n in shape[:2]]
                else:
                    sides = [n * s if same else (n - 1) * s + k for n in shape[:2]]
                shape = [*sides, layer["filters"]]
        return shapes

    def masks(self, seed, stream, step, count):
        """Dropout masks of this process's share of `count` pictures. Element i of [count, height, width,
        channels] is kept where its uniform number is at least the rate."""
        masks = {}
        begin, end = self.world.share(count) if self.world.size > 1 else (0, count)
        for index in self.dropouts:
            shape, rate = self.shapes[index], self.layers[index]["rate"]
            size = math.prod(shape)
            device = next(iter(self.weights.values())).device
            drawn = units(seed, stream + index, step, begin * size, end * size, device)
            kept = ((drawn.float() >= rate).float() / (1 - rate)).view(end - begin, *shape)
            masks[index] = kept.permute(0, 3, 1, 2) if len(shape) == 3 else kept
        return masks

    def _forward(self, x, count, training, masks):
        """What the layers make of x, and (mean, variance, numbers a channel) of each batch norm.

        x: [n, ...] of this process, of `count` pictures in all. training: normalised by the batch's own
        statistics; otherwise by the running ones, and without dropout.
        """
        moments = []
        weight = self.weights.get
        if x.dim() == 4:
            x = x.contiguous(memory_format=self.format)
        for index, layer in enumerate(self.layers):
            kind = layer["kind"]
            if kind == "dense":
                x = x @ weight(f"{index}/kernel")
                if layer["bias"]:
                    x = x + weight(f"{index}/bias")
            elif kind == "reshape":
                height, width, channels = layer["height"], layer["width"], layer["channels"]
                x = x.reshape(-1, height, width, channels).permute(0, 3, 1, 2)
                x = x.contiguous(memory_format=self.format)
            elif kind == "flatten":
                x = x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)
            elif kind == "conv":
                bias = weight(f"{index}/bias") if layer["bias"] else None
                x = convolve(x, weight(f"{index}/kernel"), bias, layer)
            elif kind == "convTranspose":
                bias = weight(f"{index}/bias") if layer["bias"] else None
                x = convolve_transposed(x, weight(f"{index}/kernel"), bias, layer)
            elif kind == "upsample":
                x = F.interpolate(x, scale_factor=2, mode="nearest")
            elif kind == "averagePool":
                x = F.avg_pool2d(x, 2)
            elif kind == "batchNorm":
                x = self._normalise(index, layer, x, count, training, moments)
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "leakyRelu":
                x = F.leaky_relu(x, layer["slope"])
            elif kind == "tanh":
                x = torch.tanh(x)
            elif kind == "dropout":
                if training:
                    x = x * masks[index].to(x.dtype)
            else:
                raise ValueError(f"recipe.json has a layer of a kind that is not known here: {kind}.")
        return x.float(), moments

    def _normalise(self, index, layer, x, count, training, moments):
        gamma, beta = self.weights[f"{index}/gamma"], self.weights[f"{index}/beta"]
        epsilon = layer["epsilon"]
        if not training:
            mean = self.statistics[f"{index}/movingMean"]
            variance = self.statistics[f"{index}/movingVariance"]
            return F.batch_norm(x, mean, variance, gamma, beta, False, 0.0, epsilon)
        numbers = count * math.prod(x.shape[2:])
        if self.world.size == 1 and numbers > 1:
            # With momentum 1 it leaves the batch's own statistics: the variance as its n / (n - 1) estimate.
            mean, variance = torch.zeros_like(gamma), torch.zeros_like(gamma)
            mean.requires_grad_(False), variance.requires_grad_(False)
            x = F.batch_norm(x, mean, variance, gamma, beta, True, 1.0, epsilon)
            variance = variance * ((numbers - 1) / numbers)
        else:
            x, mean, variance = NormalisedTogether.apply(
                x, gamma, beta, epsilon, numbers, self.world
            )
        moments.append((mean.detach(), variance.detach(), numbers))
        return x

    @torch.no_grad()
    def follow(self, moments, shares_of=None):
        """Moves the running statistics towards those of a pass; or, of `shares_of` passes, adds its share."""
        norms = [(i, layer) for i, layer in enumerate(self.layers) if layer["kind"] == "batchNorm"]
        for (index, layer), (mean, variance, numbers) in zip(norms, moments):
            keep, take = layer["momentum"], 1 - layer["momentum"]
            if shares_of:
                keep, take = 1, 1 / shares_of
            unbiased = layer["unbiasedVariance"] and numbers > 1
            of_variance = take * numbers / (numbers - 1) if unbiased else take
            self.statistics[f"{index}/movingMean"].mul_(keep).add_(mean, alpha=take)
            self.statistics[f"{index}/movingVariance"].mul_(keep).add_(variance, alpha=of_variance)


def convolve(x, kernel, bias, layer):
    """TensorFlow's convolution: `same` pads to ceil(size / stride), what is odd at the end."""
    k, stride = layer["kernel"], layer["stride"]
    if layer["padding"] == "valid":
        return F.conv2d(x, kernel, bias, stride)
    high, wide = (max(0, (-(-n // stride) - 1) * stride + k - n) for n in x.shape[2:])
    if high % 2 == 0 and wide % 2 == 0:
        return F.conv2d(x, kernel, bias, stride, (high // 2, wide // 2))
    sides = (wide // 2, wide - wide // 2, high // 2, high - high // 2)
    return F.conv2d(F.pad(x, sides), kernel, bias, stride)


def convolve_transposed(x, kernel, bias, layer):
    """Its adjoint: `same` makes size * stride."""
    k, stride = layer["kernel"], layer["stride"]
    if layer["padding"] == "valid":
        return F.conv_transpose2d(x, kernel, bias, stride)
    height, width = x.shape[2] * stride, x.shape[3] * stride
    if k < stride:
        return F.conv_transpose2d(x, kernel, bias, stride, output_padding=stride - k)
    whole = F.conv_transpose2d(x, kernel, bias, stride, (k - stride) // 2)
    return whole[:, :, :height, :width]


# ---------------------------------------------------------------------------------------------------
# Losses of the discriminator's logits: (value of a logit, score 0..1, logit above which a picture is
# taken for real). In a loss of pairs, the logit is the difference of two.
# ---------------------------------------------------------------------------------------------------


def cross_entropy(logits, term, target):
    return F.binary_cross_entropy_with_logits(
        logits, torch.full_like(logits, target), reduction="none"
    )


def hinge(logits, term, target):
    if term == "generator":
        return -logits
    return F.relu(1 - logits) if term == "real" else F.relu(1 + logits)


def least_squares(logits, term, target):
    return (logits - target).square() / 2


def relativistic(logits, term, target):
    return F.softplus(logits if term == "fake" else -logits)


LOSSES = {
    "cross-entropy": (cross_entropy, torch.sigmoid, 0.0),
    "hinge": (hinge, lambda logits: ((logits + 1) / 2).clamp(0, 1), 0.0),
    "least-squares": (least_squares, lambda logits: logits.clamp(0, 1), 0.5),
    "relativistic": (relativistic, torch.sigmoid, 0.0),
}


# ---------------------------------------------------------------------------------------------------
# Augmentation: DiffAugment (Zhao et al. 2020), whose random numbers belong to the picture's place in the
# whole batch; and the chance that it happens by (ADA, Karras et al. 2020), in whole numbers.
# ---------------------------------------------------------------------------------------------------

CERTAIN = 2**24
CHANCE_STEPS = 4
LOOK_STEPS = 256
CHANCE_MOVE = 1000 * CERTAIN // 500_000


def augment(x, one, seed, step, share, chance):
    """Colour, translation and cutout of each picture. x: [n, channels, height, width]."""
    height, width = x.shape[2:]
    strengths = one["strengths"]
    begin, end = share
    n = torch.arange(begin, end, device=x.device)
    words = [pcg4d(seed, AUGMENTATION + one["pass"], step, 3 * n + kind) for kind in range(3)]
    colour, move, cut = words
    happens = [(w[:, 3] >> 8) < chance for w in words]

    def side(share_of_edge, edge):
        return math.floor(edge * share_of_edge + 0.5)

    def below(word, count):
        return ((word >> 16) * count) >> 16

    still = torch.zeros_like(n)
    # x + b, then (x - m) s + m about the mean of a place, then (x - M) c + M about the picture's.
    b, s, c = ((colour[:, :3] >> 8).double() / 2**24 - 0.5).unbind(1)
    strength = strengths["colour"]
    s = torch.where(happens[0], 1 + 2 * strength * s, torch.ones_like(s))
    c = torch.where(happens[0], 1 + strength * c, torch.ones_like(c))
    b = torch.where(happens[0], strength * b, torch.zeros_like(b))
    scale, grey, flat, lift = (
        v.float().view(-1, 1, 1, 1) for v in (c * s, c * (1 - s), 1 - c, b)
    )
    x = scale * x + grey * x.mean(1, True) + flat * x.mean((1, 2, 3), True) + lift

    # Moved by whole places; 0, mid grey, comes in.
    down, right = (side(strengths["translation"] / 8, edge) for edge in (height, width))
    down = torch.where(happens[1], below(move[:, 0], 2 * down + 1) - down, still)
    right = torch.where(happens[1], below(move[:, 1], 2 * right + 1) - right, still)
    rows = torch.arange(height, device=x.device)[None] - down[:, None]
    columns = torch.arange(width, device=x.device)[None] - right[:, None]
    seen_rows = (rows >= 0) & (rows < height)
    seen_columns = (columns >= 0) & (columns < width)
    x = x.gather(2, rows.clamp(0, height - 1)[:, None, :, None].expand_as(x))
    x = x.gather(3, columns.clamp(0, width - 1)[:, None, None, :].expand_as(x))
    seen = seen_rows[:, :, None] & seen_columns[:, None, :]

    # A box of half the height and half the width becomes 0; its centre lies anywhere.
    def box(word, edge):
        size = side(strengths["cutout"] / 2, edge)
        first = (below(word, edge + 1 - size % 2) - size // 2)[:, None]
        place = torch.arange(edge, device=x.device)[None]
        return (place >= first) & (place < first + size) & happens[2][:, None]

    hidden = box(cut[:, 0], height)[:, :, None] & box(cut[:, 1], width)[:, None, :]
    return torch.where((seen & ~hidden)[:, None], x, torch.zeros((), device=x.device))


def follow_chance(counters, step, logits, boundary):
    """After a step: up where D takes more than 8 of 10 real pictures for real, down where fewer."""
    counters["augmentation.taken"] += int((logits > boundary).sum())
    counters["augmentation.seen"] += logits.numel()
    if step % CHANCE_STEPS != CHANCE_STEPS - 1:
        return
    taken, seen = counters["augmentation.taken"], counters["augmentation.seen"]
    direction = (10 * taken > 8 * seen) - (10 * taken < 8 * seen)
    moved = counters["augmentation.chance"] + direction * (seen * CHANCE_MOVE // 1000)
    counters["augmentation.chance"] = min(CERTAIN, max(0, moved))
    counters["augmentation.taken"] = counters["augmentation.seen"] = 0


# ---------------------------------------------------------------------------------------------------
# Steps and epochs: which pictures a step learns from.
# ---------------------------------------------------------------------------------------------------


class Passes:
    """How passes over the pictures become batches; all of it follows from three numbers."""

    def __init__(self, pictures, batch, batching):
        self.pictures, self.batch, self.batching = pictures, batch, batching
        whole = pictures // batch
        self.steps = whole if batching == "last-dropped" else -(-pictures // batch)
        if self.steps == 0:
            raise SystemExit(f"A batch of {batch} is more than the {pictures} pictures there are.")

    def epochs_after(self, steps):
        """Epochs that are complete after so many steps."""
        if self.batching == "carried-over":
            return steps * self.batch // self.pictures
        return steps // self.steps

    def steps_for(self, epochs):
        """Steps after which so many epochs are complete."""
        if self.batching == "carried-over":
            return -(-epochs * self.pictures // self.batch)
        return epochs * self.steps

    def stretches(self, step):
        """Where the pictures of a step lie: (epoch, begin, end) in the orders of one epoch, or of two."""
        if self.batching != "carried-over":
            begin = step % self.steps * self.batch
            return [(step // self.steps, begin, min(begin + self.batch, self.pictures))]
        stretches, at, to = [], step * self.batch, (step + 1) * self.batch
        while at < to:
            epoch, begin = divmod(at, self.pictures)
            end = min(self.pictures, begin + to - at)
            stretches.append((epoch, begin, end))
            at += end - begin
        return stretches


class PictureOrder:
    """All pictures in one shuffle, anew in each epoch; or, with replacement, drawn from all of them."""

    def __init__(self, passes, seed):
        self.passes, self.seed = passes, seed
        self.known = {}

    def at(self, step):
        """Numbers of the pictures of a step. A list."""
        passes = self.passes
        if passes.batching == "replacement":
            return integers(self.seed, ORDER, step, [passes.pictures] * passes.batch)
        return [
            picture
            for epoch, begin, end in passes.stretches(step)
            for picture in self.shuffled(epoch)[begin:end]
        ]

    def shuffled(self, epoch):
        if epoch not in self.known:
            order = permutation(self.seed, ORDER, epoch, self.passes.pictures)
            self.known = dict(list(self.known.items())[-1:] + [(epoch, order)])
        return self.known[epoch]


class WindowedOrder(PictureOrder):
    """Of a large set: chunks are shuffled, and pictures within a window of chunks.

    starts: number of the first picture of each chunk, and the count of pictures at the end.
    """

    def __init__(self, passes, seed, starts, window_chunks):
        super().__init__(passes, seed)
        self.starts, self.window = starts, window_chunks
        self.passed, self.windows = {}, {}

    def at(self, step):
        passes = self.passes
        if passes.batching == "replacement":
            epoch, begin, _ = passes.stretches(step)[0]
            index = self._window_of(epoch, begin)
            plain = self._plain(epoch, index)
            return [plain[n] for n in integers(self.seed, ORDER, step, [len(plain)] * passes.batch)]
        pictures = []
        for epoch, begin, end in passes.stretches(step):
            begins = self._pass(epoch)[1]
            for index in range(self._window_of(epoch, begin), self._window_of(epoch, end - 1) + 1):
                first = begins[index]
                pictures += self._shuffled_window(epoch, index)[max(0, begin - first) : end - first]
        return pictures

    def _pass(self, epoch):
        """The chunks of an epoch in its order, and where each window begins."""
        if epoch not in self.passed:
            chunks = permutation(self.seed, CHUNK_ORDER, epoch, len(self.starts) - 1)
            begins, at = [], 0
            for place, chunk in enumerate(chunks):
                if place % self.window == 0:
                    begins.append(at)
                at += self.starts[chunk + 1] - self.starts[chunk]
            begins.append(at)
            self.passed = dict(list(self.passed.items())[-1:] + [(epoch, (chunks, begins))])
        return self.passed[epoch]

    def _window_of(self, epoch, place):
        begins = self._pass(epoch)[1]
        return max(i for i in range(len(begins) - 1) if begins[i] <= place)

    def _plain(self, epoch, index):
        chunks = self._pass(epoch)[0][index * self.window : (index + 1) * self.window]
        return [n for chunk in chunks for n in range(self.starts[chunk], self.starts[chunk + 1])]

    def _shuffled_window(self, epoch, index):
        number = epoch * (len(self._pass(epoch)[1]) - 1) + index
        if number not in self.windows:
            plain = self._plain(epoch, index)
            order = permutation(self.seed, WINDOW_ORDER, number, len(plain))
            shuffled = [plain[place] for place in order]
            self.windows = dict(list(self.windows.items())[-1:] + [(number, shuffled)])
        return self.windows[number]


class Pictures:
    """The real pictures, uint8 [count, height, width, channels]: on the GPU where they fit, else mapped."""

    # p / 127.5 - 1 for each byte p.
    SCALE = (torch.arange(256).double() / 127.5 - 1).float()

    def __init__(self, rows, device):
        if device.type == "cuda" and rows.numel() < torch.cuda.mem_get_info(device)[0] // 4:
            rows = rows.to(device)
        self.rows, self.device = rows, device
        self.scale = self.SCALE.to(device)

    def take(self, numbers, mirrored=None):
        """Those pictures, values -1..1, [n, channels, height, width]."""
        index = torch.tensor(numbers, dtype=torch.long, device=self.rows.device)
        x = self.scale[self.rows[index].to(self.device).long()].permute(0, 3, 1, 2)
        if mirrored is None:
            return x
        return torch.where(mirrored.view(-1, 1, 1, 1), x.flip(3), x)


# ---------------------------------------------------------------------------------------------------
# One training step: the instructions of recipe.json, one after the other.
# ---------------------------------------------------------------------------------------------------


class Trainer:
    """Both nets, Adam's moments, the average of the generator, and all counters."""

    def __init__(self, recipe, settings, state, pictures, world, options):
        self.recipe, self.settings, self.world = recipe, settings, world
        self.spec = recipe["gan"]["step"]
        self.seed = settings["seed"]
        self.options = options
        self.pictures = pictures["pictures"]
        self.look_at = pictures.get("look_training"), pictures.get("look_held_out")
        self.passes = Passes(
            self.pictures.rows.shape[0], settings["batchSize"], self.spec["batching"]
        )
        layout = recipe["pictures"]
        self.order = (
            PictureOrder(self.passes, self.seed)
            if layout["windowChunks"] is None
            else WindowedOrder(self.passes, self.seed, layout["starts"], layout["windowChunks"])
        )
        self.counters = dict(state.counters)
        self.rates = dict(state.learning_rates)

        def group(name):
            tensors = state.groups.get(name, {})
            return {key: to_torch(t.to(world.device)).clone() for key, t in tensors.items()}

        def net(name, weights, world):
            statistics = group(f"{name}.statistics")
            spec = recipe["gan"][name]
            return Net(spec, weights, statistics, world, options.channels_last)

        self.nets = {
            name: net(name, group(f"{name}.weights"), world)
            for name in ("generator", "discriminator")
        }
        self.moments = {
            name: (group(f"{name}.adam.first"), group(f"{name}.adam.second")) for name in self.nets
        }
        self.average = next((one for one in self.spec["program"] if one["do"] == "average"), None)
        self.averaged = None
        if self.average:
            self.averaged = net("generator", group("generator.average"), ALONE)
            self.settled = False
        if options.compile:
            for one in self.nets.values():
                one.forward = torch.compile(one.forward)

    # One step -------------------------------------------------------------------------------------

    def step(self, step):
        """Takes the step of that number, from 0. Returns the logits of each loss, [count] on all ranks."""
        numbers = self.order.at(step)
        count = len(numbers)
        share = self.world.share(count)
        begin, end = share
        device = self.world.device
        epoch = self.passes.epochs_after(step)
        program = self.spec["program"]
        latents, pictures, said, judged, logits = {}, {}, {}, {}, {}
        gathered, passes = {}, {"generator": 1, "discriminator": 0}

        def masks(name):
            stream = DROPOUT + 256 * passes[name]
            passes[name] += 1
            return self.nets[name].masks(self.seed, stream, step, count)

        def gather(net, loss, pictures_of=None):
            """Adds the gradient of a loss, of this process's pictures, to what the net has for its update."""
            weights = list(self.nets[net].weights.values())
            gradients = torch.autograd.grad(loss, weights, retain_graph=True)
            before = gathered.get(net)
            gathered[net] = [a + b for a, b in zip(before, gradients)] if before else gradients

        for place, one in enumerate(program):
            rest = program[place + 1 :]
            do = one["do"]
            if do == "gather":
                mirrored = None
                if self.settings["mirror"]:
                    mirrored = units(self.seed, MIRROR, step, begin, end, device).float() < 0.5
                pictures[one["as"]] = self.pictures.take(numbers[begin:end], mirrored)
            elif do == "latents":
                stream = GENERATOR_LATENT if one["stream"] == "generator" else DISCRIMINATOR_LATENT
                size = self.nets["generator"].input[0]
                z = normals(self.seed, stream, step, begin * size, end * size, device)
                latents[one["as"]] = z.view(-1, size)
            elif do == "generate":
                training = one["mode"] == "training"
                net = self.nets["generator"]
                with torch.set_grad_enabled(learns_from(rest, one)), self._precision():
                    made, moments = net.forward(
                        latents[one["from"]], count, training, masks("generator")
                    )
                net.follow(moments)
                pictures[one["as"]] = made
            elif do == "augment":
                certain = one["chance"] == "certain"
                chance = CERTAIN if certain else self.counters["augmentation.chance"]
                before = pictures[one["pictures"]]
                pictures[one["as"]] = augment(before, one, self.seed, step, share, chance)
            elif do == "judge":
                name = one["pictures"]
                wanted = any(
                    later["do"] in ("loss", "penalty") and later["pictures"] == name
                    for later in rest
                )
                net = self.nets["discriminator"]
                x = pictures[name]
                if wanted and not x.requires_grad:
                    x = x.detach().requires_grad_(True)
                drop = masks("discriminator")
                with torch.set_grad_enabled(wanted), self._precision():
                    out, moments = net.forward(x, count, True, drop)
                if one["runningStatistics"] == "follow":
                    net.follow(moments)
                said[name], judged[name] = out[:, 0], (x, drop)
            elif do == "loss":
                term = one["term"]
                own = said[one["pictures"]]
                against = one.get("against")
                told = own if against is None else own - said[against].detach()
                target = {"real": self.spec["realLabel"], "fake": 0.0, "generator": 1.0}[term]
                value = LOSSES[self.spec["loss"]][0](told, term, target)
                net = "generator" if term == "generator" else "discriminator"
                gather(net, value.sum() * (one["weight"] / count))
                logits[term] = told.detach()
            elif do == "penalty":
                # All penalties are taken at the same steps.
                if step % one["every"] == 0:
                    x, drop = judged[one["pictures"]]
                    gather("discriminator", self._penalty(one, said, x, drop, count, epoch))
            elif do == "update":
                self._update(one["net"], gathered.pop(one["net"]), epoch)
                said.clear(), judged.clear(), pictures.clear()
            elif do == "average":
                self._follow_weights(step)
            else:
                raise ValueError(f"recipe.json has an instruction that is not known here: {do}.")
        whole = {term: self.world.joined(part, count) for term, part in logits.items()}
        if any(one["do"] == "augment" and one["chance"] == "adaptive" for one in program):
            boundary = LOSSES[self.spec["loss"]][2]
            follow_chance(self.counters, step, whole["real"], boundary)
        return whole

    def _penalty(self, one, said, x, drop, count, epoch):
        """R1 or R2 by the difference of D up and down its gradient: no second derivatives. In float32."""
        reach, net = one["reach"], self.nets["discriminator"]
        total = said[one["pictures"]].sum()
        gradient = torch.autograd.grad(total, x, retain_graph=True)[0].float()
        size = gradient.square().sum((1, 2, 3), keepdim=True).sqrt().clamp_min(1e-15)
        step = gradient * (reach / size)
        x = x.detach()
        up, down = (net.forward(x + way * step, count, True, drop)[0][:, 0] for way in (1, -1))
        done = min(1, epoch / self.settings["epochs"])
        left = cosine(done, 1 / 10)
        scale = one["weight"] * one["every"] * left / (4 * reach**2 * count)
        slope = ((up - down) * scale).detach()
        return (slope * up).sum() - (slope * down).sum()

    @torch.no_grad()
    def _update(self, name, gradients, epoch):
        """Adam (Kingma and Ba 2015), its bias corrections folded into the rate and the epsilon."""
        adam = self.spec["adam"]
        if self.world.size > 1:
            flat = self.world.summed(torch.cat([g.reshape(-1) for g in gradients]))
            sizes = [g.numel() for g in gradients]
            gradients = [part.view_as(g) for part, g in zip(flat.split(sizes), gradients)]
        counter = "adam.step" if adam.get("counter") == "shared" else f"{name}.adam.step"
        self.counters[counter] += 1
        updates, beta1, beta2 = self.counters[counter], adam["beta1"], adam["beta2"]
        c1, c2 = 1 - beta1**updates, math.sqrt(1 - beta2**updates)
        floor = adam["epsilon"] if adam.get("form") == "keras" else adam["epsilon"] * c2
        factor = self.rates[name] * self._rate_left(epoch) * c2 / c1
        first, second = self.moments[name]
        for (key, weight), g in zip(self.nets[name].weights.items(), gradients):
            m, v = first[key], second[key]
            m.mul_(beta1).add_(g, alpha=1 - beta1)
            v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
            weight.addcdiv_(m, v.sqrt().add_(floor), value=-factor)

    def _rate_left(self, epoch):
        """What is left of the learning rates: they fall over the last part of all epochs."""
        decay, epochs = self.settings["rateDecay"], self.settings["epochs"]
        left = (epochs - epoch) / epochs
        done = 1 - min(1, max(0, left / decay)) if decay > 0 else 0
        return cosine(done, 1 / 4) if self.settings["decayCurve"] == "cosine" else 1 - done

    @torch.no_grad()
    def _follow_weights(self, step):
        """The average takes its share of the generator's weights (Karras et al. 2018)."""
        half_life = self.average["halfLife"] / self.average["batch"]
        steps = min(half_life, 0.05 * step)
        share = -math.expm1(-math.log(2) / steps) if steps > 0 else 1.0
        for key, average in self.averaged.weights.items():
            average.add_(self.nets["generator"].weights[key] - average, alpha=share)
        self.settled = False

    def _precision(self):
        if self.options.precision != "bfloat16":
            return contextlib.nullcontext()
        return torch.autocast(self.world.device.type, dtype=torch.bfloat16)

    # What is shown and kept -----------------------------------------------------------------------

    @torch.no_grad()
    def painter(self):
        """The generator to paint with: the average where there is one, with statistics of its own, which
        are the mean over passes in training mode (`update_bn` of Izmailov et al. 2018)."""
        net = self.averaged or self.nets["generator"]
        if self.averaged and not self.settled:
            batch, size = self.average["batch"], net.input[0]
            count = min(16, -(-1024 // batch))
            for tensor in net.statistics.values():
                tensor.zero_()
            for number in range(count):
                z = normals(
                    self.seed, AVERAGE_STATISTICS, number, 0, batch * size, self.world.device
                )
                masks = net.masks(self.seed, DROPOUT, number, batch)
                _, moments = net.forward(z.view(batch, size), batch, True, masks)
                net.follow(moments, shares_of=count)
            self.settled = True
        return net

    @torch.no_grad()
    def paint(self, stream, count):
        """Pictures of the first `count` latents of a stream: uint8 [count, height, width, channels], and what
        D says of each, by its running statistics."""
        net, size = self.painter(), self.painter().input[0]
        pixels, logits = [], []
        for begin in range(0, count, 16):
            end = min(count, begin + 16)
            z = normals(self.seed, stream, 0, begin * size, end * size, self.world.device)
            made, _ = net.forward(z.view(-1, size), end - begin, False, {})
            out, _ = self.nets["discriminator"].forward(made, end - begin, False, {})
            bytes_ = ((made.double() + 1) * 127.5).round().clamp(0, 255).to(torch.uint8)
            pixels.append(bytes_.permute(0, 2, 3, 1).cpu())
            logits.append(out[:, 0].cpu())
        return torch.cat(pixels), torch.cat(logits)

    @torch.no_grad()
    def look(self, step, epochs_before):
        """At the end of an epoch, where the chance of augmentation goes by pictures that are kept back: up
        where D takes them to be more like generated ones than like those that it learns from."""
        training, held_out = self.look_at
        if training is None:
            return
        over = step // LOOK_STEPS - self.passes.steps_for(epochs_before) // LOOK_STEPS
        if over <= 0:
            return

        def mean(pictures):
            logits = []
            for begin in range(0, pictures.rows.shape[0], 16):
                x = pictures.take(list(range(begin, min(begin + 16, pictures.rows.shape[0]))))
                out, _ = self.nets["discriminator"].forward(x, len(x), False, {})
                logits.append(out[:, 0].double())
            return float(torch.cat(logits).mean())

        painted, _ = self.paint(MEASURE_LATENT, training.rows.shape[0])
        generated = mean(Pictures(painted, self.world.device))
        known, kept = mean(training), mean(held_out)
        middle = (known + generated) / 2
        direction = (middle > kept) - (middle < kept) if known > generated else -1
        seen = over * LOOK_STEPS * self.passes.batch
        moved = self.counters["augmentation.chance"] + direction * (seen * CHANCE_MOVE // 1000)
        self.counters["augmentation.chance"] = min(CERTAIN, max(0, moved))

    def metrics(self, logits):
        """Losses and scores of a step, float64."""
        value, score, _ = LOSSES[self.spec["loss"]]
        terms = ("real", "fake", "generator")
        targets = {"real": self.spec["realLabel"], "fake": 0.0, "generator": 1.0}
        wide = {term: logits[term].double().cpu() for term in terms}
        real, fake, generator = (
            float(value(wide[term], term, targets[term]).mean()) for term in terms
        )
        half = 0.5 if self.spec["discriminatorLoss"] == "mean" else 1
        scores = [float(score(wide[term]).mean()) for term in ("real", "fake")]
        return [half * (real + fake), generator, *scores]

    def groups(self):
        """All tensors by group and name, as the studio shapes them, on the processor."""
        held = {}
        for name, net in self.nets.items():
            first, second = self.moments[name]
            held[f"{name}.weights"] = net.weights
            held[f"{name}.statistics"] = net.statistics
            held[f"{name}.adam.first"], held[f"{name}.adam.second"] = first, second
            if name == "generator" and self.averaged:
                held["generator.average"] = self.averaged.weights
        return {
            group: {key: to_studio(t.detach().cpu()) for key, t in tensors.items()}
            for group, tensors in held.items()
            if tensors
        }


def learns_from(rest, generate):
    """Whether the generator learns from those pictures, or from augmented ones of them."""
    names = {generate["as"]}
    for one in rest:
        if one["do"] == "augment" and one["pictures"] in names:
            names.add(one["as"])
    return any(
        one["do"] == "loss" and one["term"] == "generator" and one["pictures"] in names
        for one in rest
    )


def cosine(done, end):
    """A cosine from 1 to `end` while `done` goes from 0 to 1."""
    return end + (1 - end) * (1 + math.cos(math.pi * done)) / 2


# ---------------------------------------------------------------------------------------------------
# Files: safetensors, PNG, and writing that a power cut does not spoil.
# ---------------------------------------------------------------------------------------------------

TYPES = {"F32": torch.float32, "U8": torch.uint8}


def read_safetensors(path):
    """Tensors by name, mapped from the file, and the file's metadata."""
    with open(path, "rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    (length,) = struct.unpack("<Q", mapped[:8])
    header = json.loads(mapped[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        kind = TYPES[entry["dtype"]]
        count = math.prod(entry["shape"])
        if end - begin != count * (4 if kind == torch.float32 else 1):
            raise ValueError(f"{path}: {name} has other numbers than its shape says.")
        tensors[name] = torch.frombuffer(mapped, dtype=kind, count=count, offset=8 + length + begin)
        tensors[name] = tensors[name].view(entry["shape"])
    return tensors, metadata


def raw(tensor):
    """The numbers of a tensor as bytes, little-endian as all machines with PyTorch are."""
    tensor = tensor.contiguous()
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())


def safetensors_bytes(tensors, metadata):
    """A safetensors file of float32 tensors, in pieces."""
    header, at = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        end = at + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, end]}
        at = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    yield struct.pack("<Q", len(text)) + text
    for tensor in tensors.values():
        yield raw(tensor)


@contextlib.contextmanager
def written_whole(path):
    """A file that is there whole or not at all: written beside, forced to the disk, then renamed."""
    beside = path.with_name(path.name + ".tmp")
    with open(beside, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def png(pixels):
    """A PNG of uint8 [height, width, 1 or 3]."""
    height, width, channels = pixels.shape
    rows = torch.cat(
        [torch.zeros(height, 1, dtype=torch.uint8), pixels.reshape(height, -1)], 1
    )

    def chunk(kind, data):
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw(rows), 6))
        + chunk(b"IEND", b"")
    )


class State:
    """All that a run is after a step: tensors by group and name, counters, and where it stands."""

    def __init__(self, groups, counters, learning_rates, step, trained_ms, engine):
        self.groups, self.counters, self.learning_rates = groups, counters, learning_rates
        self.step, self.trained_ms, self.engine = step, trained_ms, engine

    @classmethod
    def read(cls, path):
        tensors, told = read_safetensors(path)
        groups = {}
        for name, tensor in tensors.items():
            group, key = name.split("/", 1)
            groups.setdefault(group, {})[key] = tensor.clone()
        counters, rates = json.loads(told["counters"]), json.loads(told["learning_rates"])
        step, trained_ms = int(told["step"]), float(told["trained_ms"])
        return cls(groups, counters, rates, step, trained_ms, told["engine"])

    def write(self, path):
        tensors = {f"{g}/{key}": t for g, held in self.groups.items() for key, t in held.items()}
        metadata = {
            "format": "atelier-state",
            "step": str(self.step),
            "trained_ms": str(self.trained_ms),
            "engine": self.engine,
            "counters": json.dumps(self.counters),
            "learning_rates": json.dumps(self.learning_rates),
        }
        with written_whole(path) as file:
            for piece in safetensors_bytes(tensors, metadata):
                file.write(piece)


# ---------------------------------------------------------------------------------------------------
# What goes back to the studio: a project file (a ZIP), of what came along and what was trained here.
# ---------------------------------------------------------------------------------------------------

BLOCK_ROWS = 1024


class BackToStudio:
    """Writes `back-to-studio.atelier`, which the studio opens."""

    def __init__(self, source, recipe, settings):
        self.source, self.recipe, self.settings = source, recipe, settings

    def write(self, path, state, epoch, finished, rows, samples, generator, device):
        """rows: all metrics, float64 [n, 6] as a list; samples: (fields, PNG) of the grids painted here;
        generator: the weights to paint with, by group."""
        now = int(time.time() * 1000)
        with zipfile.ZipFile(self.source) as source, written_whole(path) as file:
            with zipfile.ZipFile(file, "w") as archive:
                self._write(
                    source, archive, now, state, epoch, finished, rows, samples, generator, device
                )

    def _write(
        self, source, archive, now, state, epoch, finished, rows, samples, generator, device
    ):
        files = []

        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name), data)
            files.append(
                {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            )

        def document(value):
            return (json.dumps(value) + "\n").encode()

        manifest = json.loads(source.read("atelier.json"))
        anew = ("metrics.bin", "samples/samples.json", "samples/verdicts.bin")
        base = f"generators/epoch-{epoch:04d}"
        for entry in manifest["files"]:
            name = entry["name"]
            if name not in anew and name not in (f"{base}.json", f"{base}.bin"):
                add(name, source.read(name))

        add("metrics.bin", struct.pack(f"<{6 * len(rows)}d", *(n for row in rows for n in row)))
        listed = json.loads(source.read("samples/samples.json"))
        verdicts = source.read("samples/verdicts.bin")
        height, width = self.recipe["gan"]["discriminator"]["input"][:2]
        for place, (fields, image) in enumerate(samples):
            name = f"samples/server-{place:04d}.png"
            scores = fields["scores"]
            listed.append(
                {
                    **{key: fields[key] for key in ("epoch", "step", "columns", "rows", "count")},
                    "shape": {"height": height, "width": width},
                    "file": name,
                    "type": "image/png",
                }
            )
            verdicts += struct.pack(f"<{len(scores)}f", *scores)
            add(name, image)
        add("samples/verdicts.bin", verdicts)
        add("samples/samples.json", document(listed))

        def headers(groups):
            return [
                {"group": group, "name": name, "shape": list(tensor.shape)}
                for group, tensors in groups.items()
                for name, tensor in tensors.items()
            ]

        def numbers(groups):
            return b"".join(raw(t) for tensors in groups.values() for t in tensors.values())

        kept = {"epoch": epoch, "step": state.step, "createdAt": now}
        spec = self.recipe["gan"]["generator"]
        add(f"{base}.json", document({**kept, "spec": spec, "tensors": headers(generator)}))
        add(f"{base}.bin", numbers(generator))

        tail = [n for row in rows[state.step // BLOCK_ROWS * BLOCK_ROWS :] for n in row]
        checkpoint = {
            "step": state.step,
            "epoch": epoch,
            "savedAt": now,
            "engine": state.engine,
            "settings": self.settings["settings"],
            "learningRates": state.learning_rates,
            "trainedMs": state.trained_ms,
            "metricTail": len(tail),
            "counters": state.counters,
            "tensors": headers(state.groups),
        }
        add("checkpoint.json", document(checkpoint))
        add("checkpoint.bin", struct.pack(f"<{len(tail)}d", *tail) + numbers(state.groups))

        manifest["run"].update(
            settings=self.settings["settings"],
            state="finished" if finished else "stopped",
            failure=None,
            step=state.step,
            epoch=epoch,
            trainedMs=state.trained_ms,
            learningRates=state.learning_rates,
            updatedAt=max(now, manifest["run"]["createdAt"]),
            checkpoint={"step": state.step, "epoch": epoch, "savedAt": now},
            device={"kind": "told", "text": device},
        )
        manifest["generators"] = sorted({*manifest["generators"], epoch})
        manifest["checkpoint"] = True
        manifest["files"] = files
        archive.writestr(zipfile.ZipInfo("atelier.json"), document(manifest))


# ---------------------------------------------------------------------------------------------------
# The run: from where it stands to its end.
# ---------------------------------------------------------------------------------------------------

COLUMNS = ["step", "epoch", "discriminatorLoss", "generatorLoss", "realScore", "fakeScore"]


class Metrics:
    """`metrics.csv`, a row for each step, those of the studio first."""

    def __init__(self, path, studio, upto):
        self.path = path
        if path.exists():
            with open(path, newline="") as file:
                found = [row for row in csv.reader(file)][1:]
            # A row that a crash cut short is none.
            rows = [[float(n) for n in row] for row in found if len(row) == len(COLUMNS)]
        else:
            with zipfile.ZipFile(studio) as archive:
                numbers = archive.read("metrics.bin")
            rows = [list(row) for row in struct.iter_unpack("<6d", numbers)]
        # What came after the checkpoint is trained again.
        self.rows = [row for row in rows if row[0] <= upto]
        with written_whole(path) as file:
            file.write(self._text([COLUMNS]) + self._text(self.rows))
        self.file = open(path, "ab")

    @staticmethod
    def _text(rows):
        text = io.StringIO()
        plain = ([int(n) if i < 2 and not isinstance(n, str) else n for i, n in enumerate(row)] for row in rows)
        csv.writer(text, lineterminator="\n").writerows(plain)
        return text.getvalue().encode()

    def append(self, rows):
        self.rows += rows
        self.file.write(self._text(rows))
        self.file.flush()

    def sync(self):
        os.fsync(self.file.fileno())


class Run:
    """Trains, tells, samples and saves; the process of rank 0 alone writes."""

    def __init__(self, options):
        self.options = options
        self.world = world = World()
        self.out = Path(options.out)
        self.first = world.rank == 0
        self.settings = json.loads((HERE / "settings.json").read_text())
        self.recipe = json.loads((HERE / "recipe.json").read_text())
        if self.recipe.get("format") != "atelier-recipe" or self.recipe.get("version") != 1:
            raise SystemExit("recipe.json is not of this program: it must be atelier-recipe, version 1.")
        hyper = self.settings["settings"]
        if options.epochs:
            hyper["epochs"] = options.epochs
        if options.precision == "tf32":
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        else:
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.benchmark = world.device.type == "cuda"
        state = self._state()
        rows, _ = read_safetensors(HERE / "pictures.safetensors")
        pictures = {name: Pictures(tensor, world.device) for name, tensor in rows.items()}
        self.trainer = Trainer(self.recipe, hyper, state, pictures, world, options)
        self.passes = self.trainer.passes
        self.done, self.trained_ms, self.engine = state.step, state.trained_ms, state.engine
        self.total = self.passes.steps_for(hyper["epochs"])
        if options.until:
            self.total = min(self.total, options.until)
        self.metrics = self.board = None
        self.pending = []
        self.saved = None
        self.stopping = False

    def _state(self):
        """The newest checkpoint of `out/`, or what the studio gave; from rank 0 to all, so that the others
        need not see its files."""
        state = None
        if self.first:
            (self.out / "checkpoints").mkdir(parents=True, exist_ok=True)
            (self.out / "samples").mkdir(exist_ok=True)
            for path in sorted(self._checkpoints(), reverse=True):
                try:
                    state = State.read(path)
                    print(f"Going on from {path}.", flush=True)
                    break
                except (ValueError, KeyError, struct.error) as error:
                    print(f"{path} cannot be read ({error}): the one before it is.", flush=True)
                    path.rename(path.with_suffix(".damaged"))
            state = state or State.read(HERE / "state.safetensors")
        if self.world.size > 1:
            held = [state]
            dist.broadcast_object_list(held, src=0)
            state = held[0]
        return state

    def _checkpoints(self):
        return [
            path
            for path in (self.out / "checkpoints").iterdir()
            if re.fullmatch(r"step-\d{10}\.safetensors", path.name)
        ]

    def train(self):
        """To the last step, or until it is told to stop (SIGTERM, Ctrl+C), which ends behind a checkpoint."""
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: setattr(self, "stopping", True))
        if self.first:
            self.metrics = Metrics(self.out / "metrics.csv", HERE / "studio.atelier", self.done)
            self._forget_samples()
            self.board = self._tensorboard()
        self.begun, self.told_at, self.saved_at = (time.monotonic(),) * 3
        self.told_step = self.done
        self._say(
            f"{self.settings['run']}: from step {self.done} to {self.total}, on {self._device()}."
        )
        while self.done < self.total and not self._stops():
            before = self.passes.epochs_after(self.done)
            self.pending.append((self.done, self.trainer.step(self.done)))
            self.done += 1
            epoch = self.passes.epochs_after(self.done)
            if len(self.pending) >= 32 or epoch > before or self.done == self.total:
                self._land()
            if epoch > before:
                self.trainer.look(self.done, before)
                if epoch % self.trainer.settings["sampleEvery"] == 0:
                    self._sample(epoch)
            if self._due():
                self._save()
        self._land()
        if self.saved != self.done:
            self._sample(self.passes.epochs_after(self.done))
            self._save()
        self._say(f"Done, at step {self.done}. For the studio: {self.out / 'back-to-studio.atelier'}")
        self.world.wait()

    def _agreed(self, value):
        """What rank 0 says, on all."""
        if self.world.size == 1:
            return value
        told = torch.tensor([int(value)], device=self.world.device)
        dist.broadcast(told, 0)
        return bool(told.item())

    def _stops(self):
        # Asking costs the GPU a pause: not at each step.
        return self.done % 16 == 0 and self._agreed(self.stopping)

    def _due(self):
        options = self.options
        if options.checkpoint_steps:
            return self.done % options.checkpoint_steps == 0
        minutes = (time.monotonic() - self.saved_at) / 60
        return self.done % 16 == 0 and self._agreed(minutes >= options.checkpoint_minutes)

    def _land(self):
        """Reads the metrics of the last steps back. Numbers that are none end the run."""
        rows = []
        for step, logits in self.pending:
            values = self.trainer.metrics(logits)
            if not all(math.isfinite(value) for value in values):
                raise SystemExit(
                    f"Step {step + 1} gave a loss that is no number: {values}. Lower learning rates help; "
                    "the last checkpoint is whole."
                )
            rows.append([step + 1, self.passes.epochs_after(step + 1), *values])
        self.pending = []
        if not self.first or not rows:
            return
        self.metrics.append(rows)
        if self.board:
            for row in rows:
                for name, value in zip(COLUMNS[2:], row[2:]):
                    self.board.add_scalar(name, value, row[0])
        now = time.monotonic()
        if now - self.told_at < 5 and self.done < self.total:
            return
        speed = (self.done - self.told_step) / max(1e-9, now - self.told_at)
        left = (self.total - self.done) / speed if speed else 0
        self.told_at, self.told_step = now, self.done
        _, epoch, d, g, real, fake = rows[-1]
        self._say(
            f"step {self.done}/{self.total}  epoch {epoch}  D {d:.4f}  G {g:.4f}  real {real:.3f}  "
            f"fake {fake:.3f}  {speed:.2f} steps/s  {left / 60:.0f} min left"
        )

    def _sample(self, epoch):
        """A grid of the studio's own sample latents, with D's score of each."""
        if self.first:
            pixels, logits = self.trainer.paint(
                SAMPLE_LATENT, self.trainer.settings["sampleCount"]
            )
            count, height, width, channels = pixels.shape
            long = max(height, width) > 2 * min(height, width)
            columns = min(count, math.ceil(math.sqrt(count * height / width if long else count)))
            rows = -(-count // columns)
            empty = torch.zeros(rows * columns - count, height, width, channels, dtype=torch.uint8)
            grid = torch.cat([pixels, empty]).view(rows, columns, height, width, channels)
            grid = grid.permute(0, 2, 1, 3, 4).reshape(rows * height, columns * width, channels)
            level = logits.mean() if self.trainer.spec["loss"] == "relativistic" else 0
            scores = LOSSES[self.trainer.spec["loss"]][1](logits - level).tolist()
            fields = {"epoch": epoch, "step": self.done, "columns": columns, "rows": rows}
            base = self.out / "samples" / f"epoch-{epoch:05d}"
            with written_whole(base.with_suffix(".png")) as file:
                file.write(png(grid))
            with written_whole(base.with_suffix(".json")) as file:
                file.write(json.dumps({**fields, "count": count, "scores": scores}).encode())
        self.world.wait()

    def _samples(self):
        found = []
        for path in sorted((self.out / "samples").glob("epoch-*.json")):
            found.append((json.loads(path.read_text()), path.with_suffix(".png")))
        return found

    def _forget_samples(self):
        """Grids behind the checkpoint are painted again."""
        for fields, image in self._samples():
            if fields["step"] > self.done:
                image.unlink(), image.with_suffix(".json").unlink()

    def _save(self):
        """A checkpoint: rank 0 writes, the others wait."""
        self._land()
        now = time.monotonic()
        self.trained_ms += (now - self.begun) * 1000
        self.begun = self.saved_at = now
        if self.first:
            trainer = self.trainer
            state = State(
                trainer.groups(), dict(trainer.counters), dict(trainer.rates),
                self.done, self.trained_ms, self.engine,
            )  # fmt: skip
            # First the rows, then the state: no checkpoint is ahead of its metrics.
            self.metrics.sync()
            state.write(self.out / "checkpoints" / f"step-{self.done:010d}.safetensors")
            for old in sorted(self._checkpoints())[: -self.options.keep]:
                old.unlink()
            self._write_back(state)
        self.saved = self.done
        self.world.wait()

    def _write_back(self, state):
        epoch = self.passes.epochs_after(self.done)
        finished = epoch >= self.trainer.settings["epochs"]
        samples = [(fields, image.read_bytes()) for fields, image in self._samples()]
        net = self.trainer.painter()

        def ordered(weights, statistics):
            """Layer by layer: kernel, bias | gamma, beta, moving mean, moving variance."""
            roles = ["kernel", "bias", "gamma", "beta", "movingMean", "movingVariance"]
            both = {**weights, **statistics}
            keys = sorted(both, key=lambda k: (int(k.split("/")[0]), roles.index(k.split("/")[1])))
            return {key: to_studio(both[key].detach().cpu()) for key in keys}

        trained = self.trainer.nets["generator"]
        generator = {"weights": ordered(trained.weights, trained.statistics)}
        if self.trainer.averaged:
            generator["averaged"] = ordered(net.weights, net.statistics)
        BackToStudio(HERE / "studio.atelier", self.recipe, self.settings).write(
            self.out / "back-to-studio.atelier",
            state, epoch, finished, self.metrics.rows, samples, generator, self._device(),
        )  # fmt: skip

    def _device(self):
        kind = (
            torch.cuda.get_device_name(self.world.device)
            if self.world.device.type == "cuda"
            else "the processor"
        )
        times = f"{self.world.size} x " if self.world.size > 1 else ""
        return f"{times}{kind}, PyTorch {torch.__version__}"

    def _tensorboard(self):
        """Curves for TensorBoard as well, where its package is there."""
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError:
            return None
        return SummaryWriter(str(self.out / "tensorboard"), purge_step=self.done + 1)

    def _say(self, text):
        if self.first:
            print(text, flush=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", default=str(HERE / "out"), help="where results go (default: out/ here)")
    parser.add_argument("--epochs", type=int, help="train to so many epochs in all, not to those of the settings")
    parser.add_argument("--until", type=int, help="stop at that step of the run")
    parser.add_argument("--checkpoint-minutes", type=float, default=10, help="minutes from one checkpoint to the next (10)")
    parser.add_argument("--checkpoint-steps", type=int, help="steps from one checkpoint to the next, instead")
    parser.add_argument("--keep", type=int, default=3, help="checkpoints that are kept (3)")
    parser.add_argument(
        "--precision",
        choices=["float32", "tf32", "bfloat16"],
        default="float32",
        help="float32 as the studio computes (default); tf32 or bfloat16 are faster on new cards",
    )
    parser.add_argument("--channels-last", action="store_true", help="another order in memory, faster on new cards")
    parser.add_argument("--compile", action="store_true", help="torch.compile both nets (PyTorch 2)")
    chosen = parser.parse_args()
    if chosen.compile and not hasattr(torch, "compile"):
        parser.error(f"--compile needs PyTorch 2; this is {torch.__version__}.")
    if chosen.keep < 1:
        parser.error("--keep must be 1 or more.")
    return chosen


if __name__ == "__main__":
    Run(options()).train()
