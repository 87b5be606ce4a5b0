// Finds a Python that has the tools which open what the studio exports.
import { spawnSync } from 'node:child_process';

const NEEDED = ['torch', 'onnx', 'h5py', 'numpy', 'PIL'];

/**
 * @returns {{ path: string | null, get: string }} the first of `ATELIER_PYTHON`, python3 on the path and Debian's own
 *   that has them all, and how to get it.
 */
export function findPython() {
  const asks = `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ${JSON.stringify(NEEDED)})))`;
  const path = [process.env.ATELIER_PYTHON, 'python3', '/usr/bin/python3'].find(
    (one) => one && spawnSync(one, ['-c', asks]).status === 0,
  );
  return {
    path: path ?? null,
    get: 'apt install python3-torch python3-onnx python3-h5py python3-pil',
  };
}
