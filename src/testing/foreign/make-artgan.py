"""Writes state dicts of ARTGAN's nets, narrow ones, as torch.save does: G.pth and D.pth as ZIP, G-old.pth as
before PyTorch 1.6, others that are to be refused, and what the nets make of two latents:
/usr/bin/python3 make-artgan.py FOLDER."""
import gzip, json, sys
from pathlib import Path

import torch
from torch import nn

OUT, WIDTH, LATENT = Path(sys.argv[1]), 4, 6
torch.manual_seed(5)


def up(inputs, outputs, stride, padding):
    return [nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True)]


def down(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(0.2, inplace=True)]


w = WIDTH
g = nn.Sequential(*up(LATENT, 8 * w, 1, 0), *up(8 * w, 4 * w, 2, 1), *up(4 * w, 2 * w, 2, 1), *up(2 * w, w, 2, 1),
                  nn.ConvTranspose2d(w, 3, 4, 2, 1, bias=False), nn.Tanh())
d = nn.Sequential(*down(3, w), *down(w, 2 * w), *down(2 * w, 4 * w), *down(4 * w, 8 * w),
                  nn.Conv2d(8 * w, 1, 4, 1, 0, bias=False), nn.Flatten(), nn.Sigmoid())
for net in (g, d):
    for name, value in net.state_dict().items():
        if value.dim() == 4:
            value.copy_(torch.randint(-3, 4, value.shape) / 4 / (value[0].numel() ** 0.5) * 6)
        elif 'num' not in name:
            value.copy_(torch.randint(2, 7, value.shape) / 4 if name.endswith(('weight', 'var')) else torch.randint(-2, 3, value.shape) / 8)
    net.eval()

OUT.mkdir(parents=True, exist_ok=True)


def put(name, what, **how):
    torch.save(what, OUT / name, **how)
    (OUT / f'{name}.gz').write_bytes(gzip.compress((OUT / name).read_bytes(), 9, mtime=0))
    (OUT / name).unlink()


put('G.pth', g.state_dict())
put('D.pth', d.state_dict())
put('G-old.pth', g.state_dict(), _use_new_zipfile_serialization=False)
# The whole module, which names classes to be made.
put('G-module.pth', g)
put('G-half.pth', {name: value.half() for name, value in g.state_dict().items()})
put('other.pth', nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 5)).state_dict())
latents = torch.randn(2, LATENT)
with torch.no_grad():
    pictures = g(latents[:, :, None, None])
    scores = d(pictures)
(OUT / 'artgan.json').write_text(json.dumps({'latents': latents.tolist(), 'scores': scores[:, 0].tolist()}))
(OUT / 'artgan.bin.gz').write_bytes(gzip.compress(pictures.permute(0, 2, 3, 1).contiguous().numpy().tobytes(), 9, mtime=0))
print('pictures', float(pictures.mean()), float(pictures.std()), 'scores', scores.ravel().tolist())
