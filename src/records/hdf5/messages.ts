import { MESSAGE, up8, type H5Attribute } from './tree';
import { damagedAt, otherForm, type View } from './view';

/** Messages of an object's header, as version 1 of it has them. */

export interface Message {
  readonly kind: number;
  readonly at: number;
  readonly size: number;
}

/** Blocks that one header may go on in. */
const MOST_BLOCKS = 64;

export function messagesOf(view: View, header: number): Message[] {
  if (view.text(header, 4) === 'OHDR') otherForm('newer-headers');
  if (view.u8(header) !== 1) damagedAt(header);
  const count = view.u16(header + 2);
  const blocks: { readonly at: number; readonly size: number }[] = [
    { at: header + 16, size: view.u32(header + 8) },
  ];
  const messages: Message[] = [];
  for (let b = 0; b < blocks.length; b++) {
    if (b === MOST_BLOCKS) damagedAt(header);
    const block = blocks[b]!;
    const end = block.at + block.size;
    for (let at = block.at; at + 8 <= end && messages.length < count;) {
      const message = { kind: view.u16(at), at: at + 8, size: view.u16(at + 2) };
      if (message.at + message.size > end) damagedAt(at);
      const shared = (view.u8(at + 4) & 2) !== 0;
      if (shared && message.kind === MESSAGE.datatype) otherForm('shared-types');
      messages.push(message);
      at = message.at + message.size;
      if (message.kind !== MESSAGE.continuation) continue;
      blocks.push({ at: view.u64(message.at), size: view.u64(message.at + 8) });
    }
  }
  return messages;
}

/** Edges of a simple dataspace; none of a scalar one. */
export function dataspaceAt(view: View, at: number): number[] {
  const version = view.u8(at);
  if (version !== 1 && version !== 2) damagedAt(at);
  const rank = view.u8(at + 1);
  if (rank > 32) damagedAt(at);
  // A dataspace that is null holds nothing.
  if (version === 2 && view.u8(at + 3) === 2) return [0];
  const first = at + (version === 1 ? 8 : 4);
  return Array.from({ length: rank }, (_, i) => view.u64(first + 8 * i));
}

/** A type as far as it is read. */
export type Type =
  | { readonly kind: 'float32'; readonly size: 4 }
  | { readonly kind: 'text'; readonly size: number }
  /** Texts that lie in a heap, each told of by 16 bytes. */
  | { readonly kind: 'far-text'; readonly size: 16 }
  | { readonly kind: 'other'; readonly size: number };

export function typeAt(view: View, at: number): Type {
  const size = view.u32(at + 4);
  switch (view.u8(at) & 15) {
    case 1: {
      const fields = [view.u8(at + 1) & 0x41, view.u8(at + 2), size, view.u16(at + 8)];
      const places = [...view.part(at + 10, 6), view.u32(at + 16)];
      const found = [...fields, ...places].join();
      const isFloat = found === [0, 31, 4, 0, 32, 0, 23, 8, 0, 23, 127].join();
      return isFloat ? { kind: 'float32', size: 4 } : { kind: 'other', size };
    }
    case 3:
      return { kind: 'text', size };
    case 9:
      if ((view.u8(at + 1) & 15) === 1 && size === 16) return { kind: 'far-text', size };
      return { kind: 'other', size };
    default:
      return { kind: 'other', size };
  }
}

/** Texts and empty lists; null of what else an attribute can be. */
export function attributeAt(
  view: View,
  { at, size }: Message,
  far: (at: number) => string,
): { readonly name: string; readonly value: H5Attribute | null } {
  const version = view.u8(at);
  if (version < 1 || version > 3) damagedAt(at);
  if (version > 1 && view.u8(at + 1) !== 0) otherForm('shared-types');
  const sizes = [view.u16(at + 2), view.u16(at + 4), view.u16(at + 6)];
  const padded = version === 1 ? sizes.map(up8) : sizes;
  const [nameAt, typeFrom] = [at + (version === 3 ? 9 : 8), padded[0]!];
  const type = typeAt(view, nameAt + typeFrom);
  const spaceAt = nameAt + typeFrom + padded[1]!;
  const shape = dataspaceAt(view, spaceAt);
  const data = spaceAt + padded[2]!;
  const name = view.name(nameAt, sizes[0]!);
  const count = shape.reduce((product, edge) => product * edge, 1);
  if (count === 0) return { name, value: [] };
  if (type.kind === 'other' || type.kind === 'float32' || shape.length > 1) {
    return { name, value: null };
  }
  if (type.size === 0 || !(data + count * type.size <= at + size)) damagedAt(at);
  const texts = Array.from({ length: count }, (_, i) =>
    type.kind === 'text' ? near(view, data + i * type.size, type.size) : far(data + 16 * i),
  );
  return { name, value: shape.length === 0 ? texts[0]! : texts };
}

/** A text of fixed length, up to its first zero. */
function near(view: View, at: number, size: number): string {
  const end = view.part(at, size).indexOf(0);
  return view.text(at, end < 0 ? size : end);
}
