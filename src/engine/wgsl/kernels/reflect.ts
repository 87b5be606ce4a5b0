/** What a shader binds and takes, read off its own text, so that it is written down once. */
export interface Layout {
  readonly bindings: readonly Binding[];
  /** Fields of `struct Params` in order, each of 4 bytes; empty where there is none. */
  readonly params: readonly Field[];
}

export interface Binding {
  readonly index: number;
  readonly name: string;
  readonly access: 'uniform' | 'read' | 'read_write';
}

export interface Field {
  readonly name: string;
  readonly type: 'u32' | 'i32' | 'f32';
}

const BINDING = /@group\(0\) @binding\((\d+)\) var<(\w+)(?:,\s*(\w+))?>\s+(\w+)\s*:/g;
const PARAMS = /struct Params \{([^}]*)\}/;
const FIELD = /(\w+)\s*:\s*(u32|i32|f32)\s*,/g;

/** @throws Error where a shader binds something else than uniforms and storage. */
export function reflect(wgsl: string): Layout {
  const code = wgsl.replace(/\/\/.*$/gm, '');
  const bindings = [...code.matchAll(BINDING)].map((match): Binding => {
    const [, index, space, access, name] = match;
    if (space !== 'uniform' && space !== 'storage') throw new Error(`${name} is in ${space}.`);
    const mode = space === 'uniform' ? 'uniform' : access === 'read_write' ? access : 'read';
    return { index: Number(index), name: name!, access: mode };
  });
  const body = PARAMS.exec(code)?.[1] ?? '';
  const params = [...body.matchAll(FIELD)].map(([, name, type]): Field => ({
    name: name!,
    type: type as Field['type'],
  }));
  return { bindings, params };
}

/** Bytes of a Params struct: a whole number of 16. */
export const paramsBytes = ({ params }: Layout): number => Math.ceil((4 * params.length) / 16) * 16;

/**
 * Writes values of all fields at a place.
 * @throws Error where a field is missing, or no number for its type.
 */
export function writeParams(
  view: DataView,
  offset: number,
  { params }: Layout,
  values: Readonly<Record<string, number>>,
): void {
  params.forEach(({ name, type }, i) => {
    const value = values[name];
    if (value === undefined || !Number.isFinite(value)) {
      throw new Error(`The parameter ${name} is ${value}.`);
    }
    const at = offset + 4 * i;
    if (type === 'f32') return view.setFloat32(at, value, true);
    if (!Number.isInteger(value)) throw new Error(`The parameter ${name} is ${value}, not whole.`);
    if (type === 'i32') view.setInt32(at, value, true);
    else view.setUint32(at, value, true);
  });
}
