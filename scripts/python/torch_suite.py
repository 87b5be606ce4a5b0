"""Opens what was downloaded for PyTorch: the code as it is, the pictures, the scores, and the README."""

import sys

import numpy
import torch

from common import farthest, floats, read_case, run_readme

# Of pictures, -1..1 is two wide: within 1/255 is within 2/255 here. Both are sums of the same float32 numbers.
NEAR = 5e-4


def check(folder):
    case = read_case(folder)
    # Each folder has a module of this name.
    sys.modules.pop('model', None)
    sys.path.insert(0, str(folder))
    try:
        import model

        assert model.RUN == case['run'], f'{model.RUN!r} is not {case["run"]!r}'
        for net in case['nets']:
            check_net(model, net, folder, case)
        assert hasattr(model, 'Discriminator') == ('discriminator' in case['nets'])
        assert run_readme(folder) == (3 if 'discriminator' in case['nets'] else 2)
        assert_png(folder / 'first.png', case['shape'])
        assert_png(folder / 'picture-16.png', case['shape'])
    finally:
        sys.path.remove(str(folder))


def check_net(model, net, folder, case):
    values = torch.from_numpy(floats(folder / f'{net}.input.f32'))
    expected = floats(folder / f'{net}.output.f32')
    with torch.no_grad():
        if net == 'discriminator':
            pictures = values.reshape(-1, *case['shape'])
            judge = model.load_discriminator()
            logits, scores = judge(pictures), judge.scores(pictures)
            assert logits.shape == scores.shape == (len(pictures), 1)
            assert farthest(logits.numpy(), expected) < 1e-3
            assert farthest(scores.numpy(), floats(folder / 'scores.f32')) < 1e-3
            return
        pictures = model.load_generator(net)(values.reshape(-1, model.LATENT_SIZE))
    assert list(pictures.shape[1:]) == case['shape'], f'{net}: {pictures.shape}'
    distance = farthest(pictures.numpy(), expected)
    assert distance < NEAR, f'{net}: pictures are {distance} apart'
    check_png(model, pictures[0], folder)


def check_png(model, picture, folder):
    """What is written is what was painted, read back by Pillow."""
    from PIL import Image

    model.save_png(picture, folder / 'one.png')
    found = numpy.asarray(Image.open(folder / 'one.png'), dtype=numpy.float32) / 127.5 - 1
    wanted = picture.permute(1, 2, 0).numpy()
    assert farthest(found, wanted) < 1 / 255 + 1e-6


def assert_png(path, shape):
    from PIL import Image

    with Image.open(path) as image:
        assert (image.height, image.width) == tuple(shape[1:]), image.size
