"""What h5py finds in files of Keras: open_keras.py FOLDER. For each x.h5 and x.keras there, x.h5.json and
x.keras.json beside it: the model's JSON, and of each layer its weights by name, as base64 of float32. Names
and order are looked up as Keras does, not as the studio writes them. Exits with what is not as Keras has it."""
import base64, io, json, re, sys, zipfile
from pathlib import Path

import h5py
import numpy as np


def need(holds, what):
    if not holds:
        sys.exit(f'{where}: {what}')


def told(array):
    need(array.dtype == np.float32, f'{array.dtype}')
    return {'shape': list(array.shape), 'data': base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()}


def text(value):
    # Keras up to 2.3 calls decode on it: NumPy's bytes have that, a str has not.
    need(isinstance(value, bytes), f'{type(value)} is no bytes')
    return value.decode('utf-8')


def h5(path):
    """tf_keras/src/saving/legacy/hdf5_format.py: load_model_from_hdf5, load_weights_from_hdf5_group."""
    with h5py.File(path, 'r') as f:
        config = text(f.attrs['model_config'])
        need(config.isascii(), 'model_config is ASCII')
        weights = f['model_weights']
        for place in (f, weights):
            need(text(place.attrs['keras_version']) == '2.15.0', 'keras_version')
            need(text(place.attrs['backend']) == 'tensorflow', 'backend')
        need(len(f['model_weights/top_level_model_weights'].attrs['weight_names']) == 0, 'top_level_model_weights')
        names = [text(one) for one in weights.attrs['layer_names']]
        model = json.loads(config)
        layers = [layer['config']['name'] for layer in model['config']['layers']]
        need(names == layers, f'{names} are not {layers}')
        need(set(weights) == {*names, 'top_level_model_weights'}, 'groups')
        found = []
        for name in names:
            group = weights[name]
            titles = [text(one) for one in group.attrs['weight_names']]
            need(all(re.fullmatch(re.escape(name) + r'/\w+:0', one) for one in titles), f'{titles}')
            found.append([{'name': one, **told(np.asarray(group[one]))} for one in titles])
        return {'model': model, 'layers': found, 'readme': text(f.attrs['readme'])}


def snake(name):
    """keras/src/utils/naming.py: to_snake_case."""
    name = re.sub(r'\W+', '', name)
    name = re.sub('(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub('([a-z])([A-Z])', r'\1_\2', name).lower()


def keras3(path):
    """keras/src/saving/saving_lib.py: _load_model_from_fileobj, _load_container_state, H5IOStore."""
    with zipfile.ZipFile(path) as z:
        need(z.testzip() is None, 'checksums')
        need(sorted(z.namelist()) == ['config.json', 'metadata.json', 'model.weights.h5'], f'{z.namelist()}')
        metadata = json.loads(z.read('metadata.json'))
        model = json.loads(z.read('config.json'))
        stored = z.read('model.weights.h5')
    need(re.fullmatch(r'\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d', metadata['date_saved']), 'date_saved')
    need(metadata['keras_version'].startswith('3.'), 'keras_version')
    found, seen = [], {}
    with h5py.File(io.BytesIO(stored), 'r') as f:
        need(len(f['vars']) == 0, 'vars of the model')
        for layer in model['config']['layers']:
            for key in ('module', 'class_name', 'config', 'registered_name'):
                need(key in layer, key)
            if layer['class_name'] == 'InputLayer':
                continue
            need(layer['build_config']['input_shape'][0] is None, 'build_config')
            name = snake(layer['class_name'])
            seen[name] = seen.get(name, -1) + 1
            place = f['layers'][name if seen[name] == 0 else f'{name}_{seen[name]}']['vars']
            need(sorted(place) == [str(i) for i in range(len(place))], f'{list(place)}')
            found.append([told(np.asarray(place[str(i)])) for i in range(len(place))])
        need(len(f['layers']) == len(found), 'layers')
    return {'model': model, 'layers': found, 'readme': metadata['readme']}


for file in sorted(Path(sys.argv[1]).iterdir()):
    where = file.name
    if file.suffix in ('.h5', '.keras'):
        opened = h5(file) if file.suffix == '.h5' else keras3(file)
        Path(f'{file}.json').write_text(json.dumps(opened))
