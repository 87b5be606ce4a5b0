/** Values of a template's flags: numbers become WGSL constants, all of them can be asked in `#if`. */
export type Flags = Readonly<Record<string, number>>;

const OPEN = /^\s*#(if|for)\s+(.*)$/;
const ELSE = /^\s*#else\s*$/;
const END = /^\s*#end\s*$/;

const PART = /^\s*#part\s+(\w+)\s*$/;
const USE = /^\s*#use\s+(\w+)\s*$/;

/**
 * Expands a WGSL template. Directives, each on a line of its own:
 *   `#if NAME` / `#if !NAME` / `#if NAME == 2` ... `#else` ... `#end` keeps one of two parts;
 *   `#for p in NAME` ... `#end` repeats lines for p = 0 .. NAME - 1, with `$p` replaced by p, so that
 *   accumulators are named and stay in registers;
 *   `#part name` ... `#end` puts lines aside, `#use name` puts them where it stands, as often as wanted.
 * Flags are written before it as `const NAME = value;`.
 * @throws Error where a flag is unknown or a directive is not closed.
 */
export function expand(template: string, flags: Flags): string {
  const constants = Object.entries(flags).map(([name, value]) => `const ${name} = ${value}u;`);
  const lines = withParts(template.split('\n'));
  const { out, next } = block(lines, 0, flags);
  if (next < lines.length) throw new Error(`Line ${next + 1} of a template closes nothing.`);
  // Enable directives come before everything else.
  const enables = out.filter((line) => line.startsWith('enable '));
  const rest = out.filter((line) => !line.startsWith('enable '));
  return [...enables, ...constants, ...rest].join('\n');
}

/** The lines with each `#use` replaced; a part may use those before it. */
function withParts(lines: readonly string[]): string[] {
  const parts = new Map<string, string[]>();
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const name = PART.exec(lines[at]!)?.[1];
    if (name === undefined) {
      out.push(...used(lines[at]!, parts));
      continue;
    }
    const body: string[] = [];
    for (let open = 1; ;) {
      const line = lines[++at];
      if (line === undefined) throw new Error(`"#part ${name}" is not closed.`);
      if (OPEN.test(line)) open += 1;
      if (END.test(line)) open -= 1;
      if (open === 0) break;
      body.push(...used(line, parts));
    }
    parts.set(name, body);
  }
  return out;
}

function used(line: string, parts: ReadonlyMap<string, string[]>): readonly string[] {
  const name = USE.exec(line)?.[1];
  if (name === undefined) return [line];
  const part = parts.get(name);
  if (!part) throw new Error(`"#use ${name}" stands before its part.`);
  return part;
}

interface Block {
  readonly out: string[];
  /** The line after the block: its `#else` or `#end`, or the end of the text. */
  readonly next: number;
}

function block(lines: readonly string[], from: number, flags: Flags): Block {
  const out: string[] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at]!;
    if (ELSE.test(line) || END.test(line)) break;
    const open = OPEN.exec(line);
    if (!open) {
      out.push(line);
      at += 1;
      continue;
    }
    const first = block(lines, at + 1, flags);
    let second: Block | null = null;
    let next = first.next;
    if (ELSE.test(lines[next] ?? '')) {
      second = block(lines, next + 1, flags);
      next = second.next;
    }
    if (!END.test(lines[next] ?? '')) throw new Error(`"${line.trim()}" is not closed.`);
    if (open[1] === 'if') out.push(...(holds(open[2]!, flags) ? first.out : (second?.out ?? [])));
    else out.push(...repeated(open[2]!, first.out, flags));
    at = next + 1;
  }
  return { out, next: at };
}

function holds(condition: string, flags: Flags): boolean {
  const match = /^(!?)(\w+)(?:\s*==\s*(\d+))?$/.exec(condition.trim());
  if (!match) throw new Error(`"#if ${condition}" is not understood.`);
  const value = flagOf(match[2]!, flags);
  const yes = match[3] === undefined ? value !== 0 : value === Number(match[3]);
  return match[1] === '!' ? !yes : yes;
}

function repeated(head: string, body: readonly string[], flags: Flags): string[] {
  const match = /^(\w) in (\w+)$/.exec(head.trim());
  if (!match) throw new Error(`"#for ${head}" is not understood.`);
  const [, variable, bound] = match;
  const count = /^\d+$/.test(bound!) ? Number(bound) : flagOf(bound!, flags);
  const mark = new RegExp(`\\$${variable}`, 'g');
  return Array.from({ length: count }, (_, i) =>
    body.map((line) => line.replace(mark, String(i))),
  ).flat();
}

function flagOf(name: string, flags: Flags): number {
  const value = flags[name];
  if (value === undefined) throw new Error(`The template asks for ${name}, which is not given.`);
  return value;
}
