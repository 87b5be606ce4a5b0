"""Writes gen_200.h5 and dis_200.h5 as Keras 2.2.4 saves keragan's nets, with h5py alone, and what they
make of two latents, computed here with NumPy: /usr/bin/python3 make-keragan.py FOLDER.

The layout follows Keras 2.2.4, keras/engine/saving.py (_serialize_model, save_attributes_to_hdf5_group),
and keragan's GAN.py: each net is a Sequential within a Model; the discriminator is compiled. Weights are
drawn from few values, so that the files pack small. keragan of 64 px but for its latents."""
import gzip, json, sys
from pathlib import Path

import h5py
import numpy as np

OUT = Path(sys.argv[1])
SIZE, LATENT = 64, 4
rng = np.random.default_rng(3)


def draw(*shape, scale):
    fan = int(np.prod(shape[:-1])) or 1
    return (rng.integers(-3, 4, shape) * scale / np.sqrt(fan) / 2).astype(np.float32)


INIT = {'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_avg', 'distribution': 'uniform', 'seed': None}}
ZEROS = {'class_name': 'Zeros', 'config': {}}
ONES = {'class_name': 'Ones', 'config': {}}
NONE = {'kernel_regularizer': None, 'bias_regularizer': None, 'activity_regularizer': None, 'kernel_constraint': None, 'bias_constraint': None}
counts = {}


def name(kind):
    counts[kind] = counts.get(kind, 0) + 1
    return f'{kind}_{counts[kind]}'


def layer(class_name, kind, weights=(), **config):
    title = name(kind)
    return {'class_name': class_name, 'config': {'name': title, 'trainable': True, **config}}, [(f'{title}/{n}:0', v, t) for n, v, t in weights]


def dense(inputs, units, activation, scale, **more):
    return layer('Dense', 'dense', [('kernel', draw(inputs, units, scale=scale), True), ('bias', draw(units, scale=0.1), True)],
                 **more, units=units, activation=activation, use_bias=True, kernel_initializer=INIT, bias_initializer=ZEROS, **NONE)


def conv(inputs, filters, scale=1.4, **more):
    return layer('Conv2D', 'conv2d', [('kernel', draw(3, 3, inputs, filters, scale=scale), True), ('bias', draw(filters, scale=0.1), True)],
                 **more, filters=filters, kernel_size=[3, 3], strides=[1, 1], padding='same', data_format='channels_last', dilation_rate=[1, 1],
                 activation='linear', use_bias=True, kernel_initializer=INIT, bias_initializer=ZEROS, **NONE)


def norm(channels):
    some = lambda least: (least + rng.integers(0, 4, channels) / 4).astype(np.float32)
    return layer('BatchNormalization', 'batch_normalization',
                 [('gamma', some(0.75), True), ('beta', some(-0.5), True), ('moving_mean', some(-0.25) / 4, False), ('moving_variance', some(0.5), False)],
                 axis=-1, momentum=0.8, epsilon=0.001, center=True, scale=True, beta_initializer=ZEROS, gamma_initializer=ONES,
                 moving_mean_initializer=ZEROS, moving_variance_initializer=ONES, beta_regularizer=None, gamma_regularizer=None,
                 beta_constraint=None, gamma_constraint=None)


def activation(kind):
    return layer('Activation', 'activation', activation=kind)


def generator():
    layers = [dense(LATENT, 8 * 8 * 2 * SIZE, 'relu', 1.4, batch_input_shape=[None, LATENT], dtype='float32'),
              layer('Reshape', 'reshape', target_shape=[8, 8, 2 * SIZE])]
    before, x = 2 * SIZE, SIZE
    while x >= 16:
        layers += [layer('UpSampling2D', 'up_sampling2d', size=[2, 2], data_format='channels_last', interpolation='nearest'),
                   conv(before, x), norm(x), activation('relu')]
        before, x = x, x // 2
    return layers + [conv(before, 3), activation('tanh')], [None, LATENT]


def discriminator():
    layers, before, x = [], 3, 32
    while x <= 2 * SIZE:
        shape = {'batch_input_shape': [None, SIZE, SIZE, 3], 'dtype': 'float32'} if before == 3 else {}
        layers += [conv(before, x, **shape),
                   layer('AveragePooling2D', 'average_pooling2d', pool_size=[2, 2], padding='valid', strides=[2, 2], data_format='channels_last'),
                   norm(x),
                   # The array that Keras makes of alpha, as its JSON writes NumPy's.
                   layer('LeakyReLU', 'leaky_re_lu', alpha={'type': 'ndarray', 'value': 0.20000000298023224}),
                   layer('Dropout', 'dropout', rate=0.3, noise_shape=None, seed=None)]
        before, x = x, x * 2
    layers += [layer('Flatten', 'flatten', data_format='channels_last'), dense(8 * 8 * before, 1, 'sigmoid', 2)]
    return layers, [None, SIZE, SIZE, 3]


def names_attribute(group, key, names):
    """save_attributes_to_hdf5_group: a list of bytes becomes NumPy's S; an empty one float64."""
    group.attrs[key] = np.asarray([one.encode('utf8') for one in names])


def save(path, layers, shape, compiled):
    sequential, inside = name('sequential'), name('input')
    config = {'name': name('model'), 'layers': [
        {'name': inside, 'class_name': 'InputLayer', 'config': {'batch_input_shape': shape, 'dtype': 'float32', 'sparse': False, 'name': inside}, 'inbound_nodes': []},
        {'name': sequential, 'class_name': 'Sequential', 'config': {'name': sequential, 'layers': [one for one, _ in layers]},
         'inbound_nodes': [[[inside, 0, 0, {}]]]}],
        'input_layers': [[inside, 0, 0]], 'output_layers': [[sequential, 1, 0]]}
    all_weights = [one for _, some in layers for one in some]
    # Network.weights: trainable ones first, then those that are not.
    weights = [one for one in all_weights if one[2]] + [one for one in all_weights if not one[2]]
    with h5py.File(path, 'w') as f:
        f.attrs['keras_version'] = b'2.2.4'
        f.attrs['backend'] = b'tensorflow'
        f.attrs['model_config'] = json.dumps({'class_name': 'Model', 'config': config}).encode('utf8')
        group = f.create_group('model_weights')
        names_attribute(group, 'layer_names', [inside, sequential])
        group.attrs['backend'] = b'tensorflow'
        group.attrs['keras_version'] = b'2.2.4'
        names_attribute(group.create_group(inside), 'weight_names', [])
        own = group.create_group(sequential)
        names_attribute(own, 'weight_names', [title for title, _, _ in weights])
        for title, value, _ in weights:
            own.create_dataset(title, value.shape, dtype=value.dtype)[:] = value
        if not compiled:
            return
        f.attrs['training_config'] = json.dumps({
            'optimizer_config': {'class_name': 'Adam', 'config': {'lr': 1e-4, 'beta_1': 0.5, 'beta_2': 0.999, 'decay': 0.0, 'epsilon': 1e-07, 'amsgrad': False}},
            'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'sample_weight_mode': None, 'loss_weights': None}).encode('utf8')
        moments = [('training/Adam/iterations:0', np.int64(600))]
        trained = [value for _, value, t in all_weights if t]
        for k in range(3):
            for i, value in enumerate(trained):
                moments.append((f'training/Adam/Variable_{k * len(trained) + i}:0', np.zeros_like(value) if k < 2 else np.zeros(1, np.float32)))
        optimizer = f.create_group('optimizer_weights')
        names_attribute(optimizer, 'weight_names', [title for title, _ in moments])
        for title, value in moments:
            if np.shape(value):
                optimizer.create_dataset(title, value.shape, dtype=value.dtype)[:] = value
            else:
                optimizer.create_dataset(title, (), dtype=np.int64)[()] = value


def forward(layers, x):
    """Plain NumPy, in float64, batch norm by its running statistics."""
    for one, weights in layers:
        kind, config = one['class_name'], one['config']
        w = [np.float64(value) for _, value, _ in weights]
        if kind == 'Dense':
            x = x @ w[0] + w[1]
        elif kind == 'Reshape':
            x = x.reshape(-1, *config['target_shape'])
        elif kind == 'Conv2D':
            h, v = x.shape[1:3]
            p = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
            x = sum(p[:, i:i + h, j:j + v] @ w[0][i, j] for i in range(3) for j in range(3)) + w[1]
        elif kind == 'UpSampling2D':
            x = x.repeat(2, 1).repeat(2, 2)
        elif kind == 'AveragePooling2D':
            n, h, v, c = x.shape
            x = x.reshape(n, h // 2, 2, v // 2, 2, c).mean((2, 4))
        elif kind == 'BatchNormalization':
            x = (x - w[2]) / np.sqrt(w[3] + 1e-3) * w[0] + w[1]
        elif kind == 'LeakyReLU':
            x = np.where(x > 0, x, 0.2 * x)
        elif kind == 'Flatten':
            x = x.reshape(len(x), -1)
        then = config.get('activation')
        if then == 'relu':
            x = np.maximum(x, 0)
        elif then == 'tanh':
            x = np.tanh(x)
        elif then == 'sigmoid':
            x = 1 / (1 + np.exp(-x))
    return x


OUT.mkdir(parents=True, exist_ok=True)
d, d_shape = discriminator()
g, g_shape = generator()
save(OUT / 'dis_200.h5', d, d_shape, True)
save(OUT / 'gen_200.h5', g, g_shape, False)
latents = np.float32(rng.normal(size=(2, LATENT)))
pictures = forward(g, np.float64(latents))
scores = forward(d, pictures)
# OpenCV's order is blue, green, red; a person sees red, green, blue.
seen = np.round((pictures[..., ::-1] + 1) * 127.5).clip(0, 255).astype(np.uint8)
for file in ('gen_200.h5', 'dis_200.h5'):
    (OUT / f'{file}.gz').write_bytes(gzip.compress((OUT / file).read_bytes(), 9, mtime=0))
    (OUT / file).unlink()
(OUT / 'seen.bin.gz').write_bytes(gzip.compress(seen.tobytes(), 9, mtime=0))
(OUT / 'keragan.json').write_text(json.dumps({'latents': latents.tolist(), 'scores': scores[:, 0].tolist(), 'shape': list(seen.shape), 'seen': 'seen.bin.gz: uint8, red, green, blue'}))
print('pictures', float(seen.mean()), float(seen.std()), 'scores', scores.ravel())
