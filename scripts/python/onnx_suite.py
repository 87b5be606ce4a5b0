"""Checks ONNX files by ONNX' own checker, and reads what they say of themselves."""

import onnx

from common import read_case


def check(folder):
    case = read_case(folder)
    model = onnx.load(folder / 'net.onnx')
    onnx.checker.check_model(model, full_check=True)
    assert model.ir_version == 8
    assert [(one.domain, one.version) for one in model.opset_import] == [('', 17)]
    assert shapes(model.graph.input) == case['inputs'], shapes(model.graph.input)
    assert shapes(model.graph.output) == case['outputs'], shapes(model.graph.output)
    # Shapes that ONNX infers by itself, from the input on.
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    for name, shape in shapes(inferred.graph.value_info).items():
        assert all(isinstance(size, int) for size in shape[1:]), f'{name} {shape}'
    metadata = {one.key: one.value for one in model.metadata_props}
    for key, value in case['metadata'].items():
        assert metadata[key] == value, f'{key}: {metadata[key]!r} is not {value!r}'
    assert model.doc_string == metadata['readme']


def shapes(values):
    return {
        one.name: [size.dim_param or size.dim_value for size in one.type.tensor_type.shape.dim]
        for one in values
    }
