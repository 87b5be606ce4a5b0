interface Entry<T> {
  readonly record: Promise<T | undefined>;
  size: number;
}

/** Stored records by id and number; those used last are kept, in bounded memory. */
export class RecordCache<T> {
  /** In order of use, the oldest first. */
  private readonly entries = new Map<string, Entry<T>>();
  private size = 0;

  /** @param sizeOf in the unit of `most`. */
  constructor(
    private readonly read: (id: string, index: number) => Promise<T | undefined>,
    private readonly sizeOf: (record: T) => number,
    private readonly most: number,
  ) {}

  get(id: string, index: number): Promise<T | undefined> {
    const key = `${id} ${index}`;
    const entry = this.entries.get(key) ?? this.load(key, id, index);
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.record;
  }

  /** What was kept under the id is read anew. */
  forget(id: string): void {
    for (const key of [...this.entries.keys()]) if (key.startsWith(`${id} `)) this.drop(key);
  }

  private load(key: string, id: string, index: number): Entry<T> {
    const entry: Entry<T> = { record: this.read(id, index), size: 0 };
    entry.record.then(
      (record) => {
        if (this.entries.get(key) !== entry) return;
        if (!record) return this.drop(key);
        entry.size = this.sizeOf(record);
        this.size += entry.size;
        this.shrink(key);
      },
      () => this.drop(key),
    );
    return entry;
  }

  private shrink(keep: string): void {
    for (const key of [...this.entries.keys()]) {
      if (this.size <= this.most) return;
      if (key !== keep) this.drop(key);
    }
  }

  private drop(key: string): void {
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}
