import { onnxCases } from './onnx';
import { torchCases } from './torch';

/**
 * What other tools open, in Python. All cases of all suites are written into one folder, and one process of
 * Python opens them, since loading such tools takes seconds.
 *
 * To add a suite: a file beside this one that makes its cases, and a row here; a file
 * `scripts/python/<id>_suite.py` whose `check(folder)` opens one case and raises what is wrong with it
 * (`scripts/python/common.py` has what several need). What it needs beside torch, onnx and h5py is named in
 * `scripts/python/find.mjs`.
 */
export const PYTHON_SUITES: readonly PythonSuite[] = [
  {
    id: 'torch',
    promises: '[TORCH1] [TORCH2] [TORCH3] [TORCH4] PyTorch paints and judges as the studio does',
    cases: torchCases,
  },
  {
    id: 'onnx',
    promises: '[ONNX1] [ONNX4] the checker of ONNX finds nothing wrong',
    cases: onnxCases,
  },
];

export interface PythonSuite {
  /** Its file in scripts/python is `<id>_suite.py`. */
  readonly id: string;
  /** Title of its test. */
  readonly promises: string;
  readonly cases: () => Promise<readonly PythonCase[]>;
}

/** A folder that Python is given. */
export interface PythonCase {
  readonly name: string;
  /** Files by name; lists of numbers are float32, all else that is no text becomes JSON. */
  readonly files: Readonly<Record<string, Uint8Array | Float32Array | string | object>>;
}
