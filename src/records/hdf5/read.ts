import { isHdf5 } from '../../contract/foreign-nets';
import { LITTLE, swap } from '../numbers';
import { attributeAt, dataspaceAt, messagesOf, typeAt, type Message } from './messages';
import { ENTRY_BYTES, MESSAGE, type H5Attribute } from './tree';
import { View, damagedAt, otherForm } from './view';

export interface FoundDataset {
  readonly kind: 'dataset';
  readonly shape: readonly number[];
  /** Its numbers in an array of their own; null where they are no float32. @throws StudioError. */
  readonly values: () => Float32Array<ArrayBuffer> | null;
}

export interface FoundGroup {
  readonly kind: 'group';
  readonly attributes: ReadonlyMap<string, H5Attribute>;
  readonly children: ReadonlyMap<string, FoundNode>;
}

export type FoundNode = FoundGroup | FoundDataset;

/** Objects in a file, how deep they lie, and bytes of all texts in them: far more than a model has. */
const MOST_OBJECTS = 20_000;
const DEEPEST = 16;
const MOST_TEXT = 32 * 2 ** 20;
const LONGEST_NAME = 1024;
const NUMBERS = 2 ** 28;

/**
 * What a file of HDF5 holds, as h5py writes it where nothing else is asked for: superblock 0 or 1,
 * symbol tables, contiguous or compact numbers. Numbers are read when they are asked for. No address
 * is followed twice, so that no file makes much of little.
 * @throws StudioError `file-unreadable`.
 */
export function readHdf5(bytes: Uint8Array<ArrayBuffer>): FoundGroup {
  return new Reader(new View(bytes)).root();
}

class Reader {
  /** Objects, nodes of trees and blocks that were read. */
  private readonly seen = new Set<number>();
  private readonly heaps = new Map<number, ReadonlyMap<number, string>>();
  private text = 0;

  constructor(private readonly view: View) {}

  root(): FoundGroup {
    const { view } = this;
    if (!isHdf5(view.bytes.subarray(0, 8))) damagedAt(0);
    const version = view.u8(8);
    if (version > 1) otherForm('newer-file');
    if (view.u8(13) !== 8 || view.u8(14) !== 8) otherForm('other-sizes');
    const base = version === 0 ? 24 : 28;
    if (view.u64(base) !== 0) otherForm('other-sizes');
    const found = this.object(view.u64(base + 40), 0);
    return found?.kind === 'group' ? found : damagedAt(base);
  }

  private once(at: number): void {
    if (this.seen.has(at) || this.seen.size > MOST_OBJECTS) damagedAt(at);
    this.seen.add(at);
  }

  /** Null where it is of a kind that holds no numbers of a model. */
  private object(at: number, depth: number): FoundNode | null {
    if (depth > DEEPEST) damagedAt(at);
    this.once(at);
    const messages = messagesOf(this.view, at);
    const one = (kind: number) => messages.find((message) => message.kind === kind);
    const table = one(MESSAGE.symbolTable);
    if (table) return this.group(table, messages, depth);
    const [space, type, layout] = [MESSAGE.dataspace, MESSAGE.datatype, MESSAGE.layout].map(one);
    return space && type && layout ? this.dataset(space, type, layout) : null;
  }

  private group({ at }: Message, messages: readonly Message[], depth: number): FoundGroup {
    const { view } = this;
    const attributes = messages
      .filter(({ kind }) => kind === MESSAGE.attribute)
      .map((message) => attributeAt(view, message, (far) => this.farText(far)));
    const texts = new Map<string, H5Attribute>();
    for (const { name, value } of attributes) if (value !== null) texts.set(name, value);
    const heap = view.u64(at + 8);
    view.signature(heap, 'HEAP');
    const names = { at: view.u64(heap + 24), size: view.u64(heap + 8) };
    const children = new Map<string, FoundNode>();
    for (const entry of this.entries(view.u64(at), 0)) {
      const offset = view.u64(entry);
      if (!(offset < names.size)) damagedAt(entry);
      const name = view.name(names.at + offset, Math.min(LONGEST_NAME, names.size - offset));
      // A symbolic link leads to what is read where it lies.
      if (view.u32(entry + 16) === 2) continue;
      const child = this.object(view.u64(entry + 8), depth + 1);
      if (child) children.set(name, child);
    }
    return { kind: 'group', attributes: texts, children };
  }

  /** Where the entries of a group's tree lie. */
  private *entries(at: number, depth: number): Generator<number, void, void> {
    const { view } = this;
    if (depth > DEEPEST) damagedAt(at);
    this.once(at);
    if (view.text(at, 4) === 'SNOD') {
      const count = view.u16(at + 6);
      for (let i = 0; i < count; i++) yield at + 8 + ENTRY_BYTES * i;
      return;
    }
    view.signature(at, 'TREE');
    const count = view.u16(at + 6);
    for (let i = 0; i < count; i++) yield* this.entries(view.u64(at + 32 + 16 * i), depth + 1);
  }

  private dataset(space: Message, type: Message, layout: Message): FoundDataset {
    const { view } = this;
    const shape = dataspaceAt(view, space.at);
    const { kind } = typeAt(view, type.at);
    const values = (): Float32Array<ArrayBuffer> | null => {
      if (kind !== 'float32') return null;
      const count = shape.reduce((product, edge) => product * edge, 1);
      if (!(count <= NUMBERS)) damagedAt(space.at);
      const from = this.contiguous(layout, 4 * count);
      const own = view.part(from, 4 * count).slice();
      if (!LITTLE) swap(own, 4);
      return new Float32Array(own.buffer);
    };
    return { kind: 'dataset', shape, values };
  }

  /** Where the bytes of a dataset begin. */
  private contiguous({ at }: Message, bytes: number): number {
    const { view } = this;
    const version = view.u8(at);
    if (version !== 3 && version !== 4) otherForm('other-layout');
    switch (view.u8(at + 1)) {
      case 0:
        return view.u16(at + 2) < bytes ? damagedAt(at) : at + 4;
      case 1:
        return view.u64(at + 10) < bytes ? damagedAt(at) : view.u64(at + 2);
      case 2:
        return otherForm('chunks');
      default:
        return otherForm('other-layout');
    }
  }

  /** A text in a heap: its length, the address of the heap, and its place there. */
  private farText(at: number): string {
    const { view } = this;
    if (view.u32(at) === 0) return '';
    const heap = view.u64(at + 4);
    const found = this.heapAt(heap).get(view.u32(at + 12));
    if (found === undefined) damagedAt(at);
    this.text += found.length;
    if (this.text > MOST_TEXT) damagedAt(at);
    return found;
  }

  private heapAt(heap: number): ReadonlyMap<number, string> {
    const known = this.heaps.get(heap);
    if (known) return known;
    const { view } = this;
    this.once(heap);
    view.signature(heap, 'GCOL');
    const end = Math.min(heap + view.u64(heap + 8), view.bytes.length);
    const texts = new Map<number, string>();
    for (let at = heap + 16; at + 16 <= end;) {
      const index = view.u16(at);
      const size = view.u64(at + 8);
      if (index === 0) break;
      this.text += size;
      if (!(this.text <= MOST_TEXT) || at + 16 + size > end) damagedAt(at);
      texts.set(index, view.text(at + 16, size));
      at += 16 + 8 * Math.ceil(size / 8);
    }
    this.heaps.set(heap, texts);
    return texts;
  }
}
